package server

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"workfit/quiz"
)

func TestGoingDeeperFormByForm(t *testing.T) {
	v := visit(t, nil)
	in, _, _ := fit(t, "full")
	here := v.finish("quick", curious)
	asked := 18
	for _, id := range []string{"standard", "full"} {
		_, form, _ := fit(t, id)
		left := len(form.Items) - asked
		p := v.get(here + "/results").leadsTo(here + "/deeper").says("Go deeper")
		if got := p.text("section", "id", "deeper"); !strings.Contains(got, fmt.Sprintf("Answer %d more questions", left)) ||
			!strings.Contains(got, "of your top 10 careers would change") && !strings.Contains(got, "has all but settled") {
			t.Errorf("before %s the page offers: %s", id, got)
		}
		q := v.post(here + "/deeper")
		// The smaller form's items of a section are the first of the larger one's.
		first := map[string]int{"standard": 12, "full": 30}[id]
		q.is(200, here+"/q/"+form.Items[first], fmt.Sprintf("Question %d of %d", first+1, len(form.Items)))
		v.get("/").says(fmt.Sprintf("You have answered %d of %d", asked, len(form.Items)))
		for range left {
			item, ok := in.Item(q.path[strings.LastIndex(q.path, "/")+1:])
			if !ok {
				t.Fatalf("after %d answers: %s", asked, q.path)
			}
			q = v.post(q.path, "answer", fmt.Sprint(curious(item)))
			asked++
		}
		q.is(200, here+"/review", "Your answers").says(fmt.Sprintf("You have answered %d of %d questions", asked, len(form.Items)))
		v.post(here+"/finish").is(200, here+"/results", "Your results").says(fmt.Sprintf("Based on %d answers", asked))
	}
	if p := v.get(here + "/results"); len(p.all("", "id", "deeper")) != 0 {
		t.Error("with all questions answered more are offered")
	}
	v.post(here+"/deeper").is(409, here+"/deeper", "There are no more questions").leadsTo("/")
}

func TestWhoStoppedEarlyGoesOnWithTheSameForm(t *testing.T) {
	v := visit(t, nil)
	_, form, _ := fit(t, "quick")
	v.post("/start", "form", "quick")
	here := "/s/" + v.session()
	if p := v.get(here); len(p.all("a", "href", here+"/review#finish")) != 0 {
		t.Error("results are offered before an answer")
	}
	for _, id := range form.Items[:7] {
		v.post(here+"/q/"+id, "answer", "4")
	}
	v.get(here).leadsTo(here + "/review#finish").says("See my results now")
	v.post(here + "/finish").says("Answer 11 more questions")
	v.post(here+"/deeper").is(200, here+"/q/"+form.Items[7], "Question 8 of 18")
}

func TestTheReviewSaysWhatGoingOnWouldBuy(t *testing.T) {
	v := visit(t, nil)
	in, form, _ := fit(t, "standard")
	v.post("/start", "form", "standard")
	here := "/s/" + v.session()
	const words = "careers at the top now would still be there"
	for at, id := range form.Items {
		if text := v.get(here + "/review").text("main"); strings.Contains(text, words) != (at >= fewestForecast) {
			t.Fatalf("after %d answers the review says: %.400s", at, text)
		}
		if at == fewestForecast {
			v.get(here + "/review").says(fmt.Sprintf("If you answered the other %d questions, about ", len(form.Items)-at))
			break
		}
		item, _ := in.Item(id)
		v.post(here+"/q/"+id, "answer", fmt.Sprint(curious(item)))
	}
}

func TestNearlyAllAnswersHaveSettledTheList(t *testing.T) {
	a, p, w := assessed(t), someone(t, curious), english(t)
	_, form, _ := fit(t, "standard")
	p.session.Reopen()
	p.session.Answers[form.Items[59]] = quiz.Skipped
	got := a.forecast(w, p.session, form)
	if len(got) != 2 || !strings.HasPrefix(got[0], "If you answered the other question, about 10 of the 10") || !strings.Contains(got[1], "all but settled") {
		t.Errorf("with one answer missing: %q", got)
	}
	for _, id := range form.Items[10:] {
		p.session.Answers[id] = quiz.Skipped
	}
	result, err := a.score(p.session)
	if err != nil {
		t.Fatal(err)
	}
	share := result.Settled(form.Items, settledTop)
	got = a.forecast(w, p.session, form)
	if want := fmt.Sprintf("about %d of the 10", inTop(share)); len(got) != 1 || !strings.Contains(got[0], want) || share >= settledShare {
		t.Errorf("with most missing: %q, want %s", got, want)
	}
	if s := settled(result, p.session, form); s.ItemsLeft != 50 || s.ShareOfTopTen != share {
		t.Errorf("clients are told %+v", s)
	}
	p.session.Finished = a.now()
	if got := a.forecast(w, p.session, form); got != nil {
		t.Errorf("of a finished session: %q", got)
	}
}

func TestAnswersToAnEarlierFormStayAndCount(t *testing.T) {
	in, form, text := fit(t, "quick")
	var other string
	for _, item := range in.Items {
		if form.Position(item.ID) < 0 {
			other = item.ID
		}
	}
	s := begun(map[string]int{form.Items[0]: 5, other: 4})
	s.Form = quiz.FormRef{Instrument: "fit", Form: "quick"}
	p := buildReview(in, form, text, s)
	if p.Answered != 1 || p.Other != 1 {
		t.Errorf("%d and %d other answers", p.Answered, p.Other)
	}
	fixed := 0
	for _, g := range p.Groups {
		for _, row := range g.Rows {
			if row.Fixed {
				fixed++
				if row.Item != other || row.Answer == "" {
					t.Errorf("%+v", row)
				}
			}
		}
	}
	if fixed != 1 {
		t.Errorf("%d answers can not be changed", fixed)
	}
	result, err := assessed(t).score(s)
	if err != nil || result.Answered != 2 {
		t.Errorf("%v answers count, %v", result, err)
	}
}

func TestDeepenRefusesWhatIsNotDeeper(t *testing.T) {
	a := assessed(t)
	session, _, err := a.start(t.Context(), "fit", "standard", "en")
	if err != nil {
		t.Fatal(err)
	}
	id := session.ID.String()
	for form, want := range map[string]error{"quick": errNothingDeeper, "standard": errNothingDeeper, "nope": errNoForm} {
		if _, err := a.deepen(t.Context(), id, form); err != want {
			t.Errorf("%s: %v, want %v", form, err, want)
		}
	}
	deeper, err := a.deepen(context.Background(), id, "full")
	if err != nil || deeper.Form.Form != "full" {
		t.Errorf("full: %v, %v", deeper, err)
	}
	if _, err := a.answer(t.Context(), id, notIn(t, "standard"), 3, fromPage); err != nil {
		t.Errorf("an item of the larger form: %v", err)
	}
}

// notIn is an item that only the full form asks.
func notIn(t *testing.T, form string) string {
	t.Helper()
	_, full, _ := fit(t, "full")
	_, f, _ := fit(t, form)
	for _, id := range full.Items {
		if f.Position(id) < 0 {
			return id
		}
	}
	t.Fatalf("%s asks everything", form)
	return ""
}
