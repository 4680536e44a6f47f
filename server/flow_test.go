package server

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/google/uuid"

	"workfit/quiz"
)

func TestAVisitorsWay(t *testing.T) {
	v := visit(t, nil)
	_, form, _ := fit(t, "quick")
	one, two, three := form.Items[0], form.Items[1], form.Items[2]

	v.get("/").is(200, "/", "Find work that fits you").says("60 questions").says("18 questions").leadsTo("/resume")
	v.post("/start", "form", "huge").is(422, "/start", "Error: Find work").says("Choose one of the two sets")

	q := v.post("/start", "form", "quick")
	here := "/s/" + v.session()
	q.is(200, here+"/q/"+one, "Question 1 of 18: ").leadsTo("/").leadsTo(here + "/save")
	if q.header.Get("Cache-Control") != "no-store" || q.header.Get("X-Robots-Tag") != "noindex" {
		t.Errorf("a person's page is not private: %v", q.header)
	}
	if len(q.all("legend")) != 1 || len(q.all("input", "type", "radio")) != 5 || q.checked() != "" {
		t.Error("the question is not a legend and five answers")
	}

	t.Run("bad answers", func(t *testing.T) {
		for answer, words := range map[string]string{"": "Choose an answer, or skip", "6": "Choose one of the answers", "0": "Choose one of the answers", "x": "Choose one of the answers"} {
			p := v.post(here+"/q/"+one, "answer", answer).is(422, here+"/q/"+one, "Error: Question 1 of 18")
			p.says(words).leadsTo("#answer-1")
			if got := p.text("", "id", "answer-error"); !strings.HasPrefix(got, words) {
				t.Errorf("at the field stands %q", got)
			}
		}
	})

	t.Run("answer, skip, back", func(t *testing.T) {
		v.post(here+"/q/"+one, "answer", "4").is(200, here+"/q/"+two, "Question 2 of 18").leadsTo(here + "/q/" + one).leadsTo(here + "/review")
		if got := v.get(here+"/q/"+one).is(200, here+"/q/"+one, "Question 1").checked(); got != "4" {
			t.Errorf("coming back, %q is chosen", got)
		}
		if got := v.post(here+"/q/"+one, "answer", "9").is(422, here+"/q/"+one, "Error").checked(); got != "4" {
			t.Errorf("after a wrong value, %q is chosen", got)
		}
		v.post(here+"/q/"+two, "skip", "1").is(200, here+"/q/"+three, "Question 3")
		v.get(here).is(200, here+"/q/"+three, "Question 3")
		v.get("/").is(200, "/", "Find").says("You have answered 1 of 18").leadsTo(here)
	})

	t.Run("review and change", func(t *testing.T) {
		v.get(here+"/review").is(200, here+"/review", "Your answers").
			says("You have answered 1 of 18").says("Skipped").says("Not answered yet").says("17 questions have no answer").
			leadsTo(here + "/q/" + two + "?from=review").leadsTo(here + "/finish")
		v.get(here+"/q/"+two+"?from=review").is(200, here+"/q/"+two, "Question 2").leadsTo(here + "/review")
		p := v.post(here+"/q/"+two, "from", "review").is(422, here+"/q/"+two, "Error")
		if len(p.all("input", "name", "from", "value", "review")) != 1 {
			t.Error("the way back to the review is lost after an error")
		}
		v.post(here+"/q/"+two, "from", "review", "answer", "1").is(200, here+"/review", "Your answers").says("You have answered 2 of 18")
	})

	t.Run("save and resume", func(t *testing.T) {
		v.get(here+"/save").is(200, here+"/save", "Save for later").says(v.server.URL + here).says("every answer was kept")
		old := v.post(here+"/save").is(200, here+"/save", "Save for later").says("only this once").text("", "id", "code")
		code := v.post(here+"/save").text("", "id", "code")
		if len(code) != 17 || code == old {
			t.Fatalf("codes %q and %q", old, code)
		}
		v.client.Jar = visit(t, nil).client.Jar // another device
		v.get("/resume").is(200, "/resume", "Go on with a resume code")
		for typed, words := range map[string]string{"": "Enter your", "abc": "15 letters", old: "found nothing"} {
			p := v.post("/resume", "code", typed).is(422, "/resume", "Error: Go on").says(words)
			if got := attr(p.all("input", "id", "code")[0], "value"); got != typed {
				t.Errorf("typed %q, kept %q", typed, got)
			}
		}
		v.post("/resume", "code", " "+strings.ToLower(strings.ReplaceAll(code, "-", " "))).is(200, here+"/q/"+three, "Question 3")
	})

	t.Run("to the end", func(t *testing.T) {
		for _, item := range form.Items[2:] {
			q = v.post(here+"/q/"+item, "answer", "3")
		}
		q.is(200, here+"/review", "Your answers").says("You have answered 18 of 18")
		v.post(here+"/finish").is(200, here+"/results", "")
		v.get(here).is(200, here+"/results", "")
		v.get("/").says("Your results are ready")
		v.get(here+"/q/"+one).is(409, here+"/q/"+one, "You have finished").leadsTo(here + "/results").leadsTo(here + "/reopen")
		v.post(here+"/q/"+one, "answer", "5").is(409, here+"/q/"+one, "You have finished")
		v.get(here+"/review").is(200, here+"/review", "").leadsTo(here + "/reopen")
		v.post(here+"/reopen").is(200, here+"/review", "").leadsTo(here + "/finish")
		v.post(here+"/q/"+one, "answer", "5").is(200, here+"/review", "")
	})

	t.Run("delete", func(t *testing.T) {
		v.get(here+"/delete").is(200, here+"/delete", "Delete my answers").says("your 18 answers")
		v.post(here+"/delete").is(200, "/", "Find").says("Your answers have been deleted")
		if v.session() != "" {
			t.Error("the browser still remembers the session")
		}
		for _, gone := range []string{"", "/q/" + one, "/review", "/save", "/delete", "/results"} {
			v.get(here+gone).is(404, here+gone, "We cannot find these answers").leadsTo("/resume")
		}
		v.post(here+"/delete").is(200, "/", "Find")
	})
}

func TestFinishingWithoutAnAnswer(t *testing.T) {
	v := visit(t, nil)
	v.post("/start", "form", "quick")
	here := "/s/" + v.session()
	v.post(here+"/finish").is(409, here+"/finish", "Error: Your answers").says("Answer at least one question first").says("You have not answered a question yet").leadsTo("#finish")
	v.get("/").says("have not answered a question yet")
	v.get(here + "/delete").says("You have not answered a question yet")
}

func TestWhatIsNotThere(t *testing.T) {
	v := visit(t, nil)
	v.post("/start", "form", "standard")
	here := "/s/" + v.session()
	v.get("/nowhere").is(404, "/nowhere", "There is nothing at this address").leadsTo(here)
	v.get(here+"/q/zz").is(404, here+"/q/zz", "There is no such question").leadsTo(here)
	v.post(here+"/q/zz", "answer", "3").is(404, here+"/q/zz", "There is no such question")
	v.post(here+"/q/c6", "answer", "3").is(404, here+"/q/c6", "There is no such question") // in no form
	v.get("/s/not-an-id").is(404, "/s/not-an-id", "We cannot find these answers")
	v.post("/careers").is(405, "/careers", "That cannot be done here")
	v.post("/start", "form", strings.Repeat("x", maxBody)).is(413, "/start", "That is too much")
	res, err := v.client.Post(v.server.URL+"/start", "application/x-www-form-urlencoded", strings.NewReader("form=%zz"))
	v.read(res, err).is(400, "/start", "We could not read that")
}

func TestTheCookie(t *testing.T) {
	v := visit(t, nil)
	v.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for proto, secure := range map[string]bool{"": false, "https": true} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, v.server.URL+"/start", strings.NewReader("form=quick"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("X-Forwarded-Proto", proto)
		res, err := v.client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		c := res.Cookies()[0]
		if res.StatusCode != http.StatusSeeOther || c.Name != "workfit_session" || !c.HttpOnly || c.Path != "/" ||
			c.SameSite != http.SameSiteLaxMode || c.Secure != secure || c.MaxAge < 89*24*3600 {
			t.Errorf("proto %q: %d, cookie %v", proto, res.StatusCode, c)
		}
	}
}

func TestALinkDoesNotTakeTheCookieOver(t *testing.T) {
	v := visit(t, nil)
	v.post("/start", "form", "quick")
	first := v.session()
	v.post("/start", "form", "quick")
	second := v.session()
	v.get("/s/" + first)
	if v.session() != second {
		t.Error("opening another session's link made the browser forget its own")
	}
}

// A faultyStore fails while broken is set.
type faultyStore struct {
	quiz.Store
	broken error
}

func (f *faultyStore) SaveAnswers(ctx context.Context, id uuid.UUID, save quiz.Save) (*quiz.Session, error) {
	if f.broken != nil {
		return nil, f.broken
	}
	return f.Store.SaveAnswers(ctx, id, save)
}

func (f *faultyStore) Update(ctx context.Context, id uuid.UUID, change func(*quiz.Session) error) (*quiz.Session, error) {
	if f.broken != nil {
		return nil, f.broken
	}
	return f.Store.Update(ctx, id, change)
}

func (f *faultyStore) Session(ctx context.Context, id uuid.UUID) (*quiz.Session, error) {
	if f.broken != nil {
		return nil, f.broken
	}
	return f.Store.Session(ctx, id)
}

func TestWhenTheStoreFailsTheAnswerIsKeptOnThePage(t *testing.T) {
	for _, broken := range []error{errors.New("disk on fire"), context.DeadlineExceeded} {
		store := &faultyStore{}
		v := visit(t, func(s quiz.Store) quiz.Store { store.Store = s; return store })
		first := v.post("/start", "form", "quick").path
		store.broken = broken

		p := v.post(first, "answer", "4", "from", "review", "other", "x").is(503, first, "We cannot reach your answers").
			says("Nothing you answered before is lost").leadsTo(first).says("give this number")
		id := p.header.Get("X-Request-Id")
		p.says(id)
		if strings.Contains(p.text("html"), "fire") || !strings.Contains(v.log.String(), id) {
			t.Error("the error is shown, or is not logged with the id")
		}
		fields := []string{}
		for _, in := range p.all("input", "type", "hidden") {
			fields = append(fields, attr(in, "name"), attr(in, "value"))
		}
		if got := strings.Join(fields, " "); got != "answer 4 from review" {
			t.Errorf("the page keeps %q", got)
		}
		v.get("/").is(200, "/", "Find work") // pages that can do without the store
		v.get(first).is(503, first, "We cannot reach your answers").leadsTo(first)

		store.broken = nil
		v.post(first, fields...).says("You have answered 1 of 18")
	}
}
