package server_test

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"workfit/quiz"
	"workfit/server"
)

func TestAPIWholeJourney(t *testing.T) {
	a := newAPI(t)

	var instruments struct {
		Instruments []struct {
			ID    string
			Forms []struct {
				ID    string
				Items []string
			}
		}
	}
	a.get("/api/v1/instruments").into(http.StatusOK, &instruments)
	id := instruments.Instruments[0].ID
	var instrument struct {
		Items []struct{ ID, Text string }
	}
	a.get("/api/v1/instruments/"+id+"?lang=en").into(http.StatusOK, &instrument)
	if len(instrument.Items) == 0 || instrument.Items[0].Text == "" {
		t.Fatalf("instrument %s has no worded items", id)
	}

	path, started := a.start("standard")
	if path != "/api/v1/sessions/"+started.ID || started.ItemsTotal != 60 || started.NextItem == nil {
		t.Fatalf("started %+v at %s", started, path)
	}
	var session sessionReply
	a.get(path).into(http.StatusOK, &session)
	if session.State != "open" || session.Answered != 0 || session.Lang != "en" || !session.Expires.After(session.Created) || session.Finished != nil {
		t.Errorf("a new session is %+v", session)
	}
	if r := a.get(path + "/results"); r.status != http.StatusConflict {
		t.Errorf("results of an open session: %d", r.status)
	}

	// Another device goes on with it.
	body := fmt.Sprintf(`{"code":%q}`, strings.ToLower(strings.ReplaceAll(started.ResumeCode, "-", " ")))
	a.call(http.MethodPost, "/api/v1/sessions/resume", body).into(http.StatusOK, &session)
	if session.ID != started.ID {
		t.Errorf("the code opened %s, not %s", session.ID, started.ID)
	}

	first := *started.NextItem
	var progress progressReply
	a.call(http.MethodPut, path+"/answers/"+first, `{"value":4.0}`).into(http.StatusOK, &progress)
	if progress.Answered != 1 || progress.ItemsTotal != 60 || *progress.NextItem == first {
		t.Errorf("after an answer: %+v", progress)
	}
	a.call(http.MethodDelete, path+"/answers/"+first, "").into(http.StatusOK, &progress)
	if progress.Answered != 0 || *progress.NextItem == first {
		t.Errorf("after taking it back: %+v", progress)
	}
	if r := a.call(http.MethodPost, path+"/finish", ""); r.status != http.StatusConflict {
		t.Errorf("finishing with nothing answered: %d", r.status)
	}
	a.answerAll(path, progress.NextItem, taste)

	a.get(path).into(http.StatusOK, &session)
	if session.State != "finished" || session.Finished == nil || session.Answered != 59 || len(session.Answers) != 59 ||
		!slices.Equal(session.Skipped, []string{first}) || session.NextItem != nil {
		t.Errorf("the finished session is %+v", session)
	}
	if r := a.call(http.MethodPut, path+"/answers/"+first, `{"value":3}`); r.status != http.StatusConflict {
		t.Errorf("an answer to a finished session: %d", r.status)
	}
	session = sessionReply{}
	a.call(http.MethodPost, path+"/reopen", "").into(http.StatusOK, &session)
	if session.State != "open" || session.Finished != nil || session.Answered != 59 {
		t.Errorf("the reopened session is %+v", session)
	}
	a.call(http.MethodPut, path+"/answers/"+first, `{"value":3}`).into(http.StatusOK, &progress)
	if progress.Answered != 60 || progress.NextItem != nil {
		t.Errorf("after the last answer: %+v", progress)
	}
	a.call(http.MethodPost, path+"/finish", "").into(http.StatusOK, &session)

	if r := a.call(http.MethodDelete, path, ""); r.status != http.StatusNoContent {
		t.Errorf("delete: %d", r.status)
	}
	for _, r := range []apiReply{a.get(path), a.call(http.MethodDelete, path, ""), a.call(http.MethodPost, "/api/v1/sessions/resume", body)} {
		if r.status != http.StatusNotFound {
			t.Errorf("after deletion: %d %s", r.status, r.body)
		}
	}
}

func TestAPIResults(t *testing.T) {
	a := newAPI(t)
	path, started := a.start("standard")
	a.answerAll(path, started.NextItem, taste)

	var all, page, standard resultsReply
	a.get(path+"/results?limit=1000").into(http.StatusOK, &all)
	a.get(path+"/results?limit=7&offset=20").into(http.StatusOK, &page)
	a.get(path+"/results").into(http.StatusOK, &standard)
	if len(all.Matches) < 900 || len(page.Matches) != 7 || len(standard.Matches) != 20 {
		t.Fatalf("%d, %d and %d matches", len(all.Matches), len(page.Matches), len(standard.Matches))
	}
	if page.Matches[0].OnetSOC != all.Matches[20].OnetSOC || page.Matches[0].Rank != 21 {
		t.Errorf("offset 20 begins with %+v", page.Matches[0])
	}
	for i, m := range all.Matches {
		if m.Rank != i+1 || i > 0 && m.Fit > all.Matches[i-1].Fit || m.Low > m.Fit || m.High < m.Fit {
			t.Errorf("match %d is %+v", i, m)
		}
		for _, reason := range m.Reasons {
			if reason.For != (reason.Share > 0) || math.Abs(reason.Level*reason.Demand-reason.Share) > 1e-9 {
				t.Errorf("%s: reason %+v", m.OnetSOC, reason)
			}
		}
	}
	if len(all.Families) != 22 && len(all.Families) != 23 {
		t.Errorf("%d families", len(all.Families))
	}
	for _, f := range all.Families {
		if strings.HasPrefix(f.Name, "family.") || f.Name == "" || !strings.HasPrefix(f.Best[0], f.Code) {
			t.Errorf("family %+v", f)
		}
	}
	var inTop20, inTop5 float64
	for _, m := range all.Matches {
		inTop20 += *m.Stays
	}
	for _, f := range all.Families {
		inTop5 += *f.Stays
	}
	if math.Abs(inTop20-20) > 0.1 || math.Abs(inTop5-5) > 0.1 {
		t.Errorf("a retake has %v occupations in its top 20 and %v families in its top 5", inTop20, inTop5)
	}
	if all.Quality.Doubtful || len(all.Quality.Signs) > 0 || all.Quality.LongestRun == 0 {
		t.Errorf("the quality is %+v", all.Quality)
	}
	var past resultsReply
	a.get(path+"/results?offset=5000").into(http.StatusOK, &past)
	if past.Matches == nil || len(past.Matches) != 0 {
		t.Errorf("past the end: %v", past.Matches)
	}
}

// What an explanation names adds up to the value, in both ways of telling it.
func TestAPIContributionsAddUp(t *testing.T) {
	a := newAPI(t)
	path, started := a.start("standard")
	a.answerAll(path, started.NextItem, taste)
	var results resultsReply
	a.get(path+"/results?limit=1000").into(http.StatusOK, &results)
	for i := 0; i < len(results.Matches); i += 40 {
		m := results.Matches[i]
		var e struct {
			Rank                            int
			Fit, Low, High, Value, Variance float64
			Base, Expected                  float64
			Constructs                      []struct{ Share, Level, Demand float64 }
			Stays                           float64 `json:"stays_top20"`
			Counterfactuals                 []struct{ Before, After float64 }
			Missing                         []string
			Readiness                       *struct {
				Met   float64
				Needs []struct{ Shortfall float64 }
			}
			Answers []struct {
				Item  string
				Share float64
			}
		}
		a.get(path+"/results/"+m.OnetSOC).into(http.StatusOK, &e)
		if e.Rank != m.Rank || e.Fit != m.Fit || e.Low != m.Low || e.High != m.High {
			t.Errorf("%s: %+v is not as in the list: %+v", m.OnetSOC, e, m)
		}
		byConstruct, byAnswer := e.Base, e.Expected
		for _, c := range e.Constructs {
			byConstruct += c.Share
		}
		for _, answer := range e.Answers {
			byAnswer += answer.Share
		}
		if e.Stays != *m.Stays {
			t.Errorf("%s: stays in the top 20 with %v, in the list with %v", m.OnetSOC, e.Stays, *m.Stays)
		}
		for _, c := range e.Counterfactuals {
			if math.Abs(c.Before-e.Fit) > 0.01 || c.After <= c.Before {
				t.Errorf("%s: another answer would have made %v of %v", m.OnetSOC, c.After, c.Before)
			}
		}
		if r := e.Readiness; r != nil && (slices.Contains(e.Missing, "skills") || len(r.Needs) == 0 || r.Met <= 0) {
			t.Errorf("%s: readiness %+v, not rated: %v", m.OnetSOC, r, e.Missing)
		}
		if len(e.Answers) != 60 || math.Abs(byConstruct-e.Value) > 1e-9 || math.Abs(byAnswer-e.Value) > 1e-9 {
			t.Errorf("%s: value %v, %v by construct, %v by %d answers", m.OnetSOC, e.Value, byConstruct, byAnswer, len(e.Answers))
		}
	}
}

// No way of answering makes a number that JSON does not have.
func TestAPIResultsOfOddPeople(t *testing.T) {
	for name, value := range map[string]func(int) int{
		"all the least": func(int) int { return 1 },
		"all the most":  func(int) int { return 5 },
		"alternating":   func(i int) int { return 1 + 4*(i%2) },
	} {
		t.Run(name, func(t *testing.T) {
			a := newAPI(t)
			path, started := a.start("quick")
			a.answerAll(path, started.NextItem, value)
			var results resultsReply
			a.get(path+"/results?limit=1000").into(http.StatusOK, &results)
		})
	}
	a := newAPI(t)
	path, started := a.start("quick")
	a.call(http.MethodPut, path+"/answers/"+*started.NextItem, `{"value":5}`)
	a.call(http.MethodPost, path+"/finish", "")
	var results resultsReply
	a.get(path+"/results").into(http.StatusOK, &results)
	if results.Pattern.Clear {
		t.Error("one answer makes the pattern clear")
	}
	var e struct{ Readiness *struct{} }
	a.get(path+"/results/15-1252.00").into(http.StatusOK, &e)
	if e.Readiness != nil {
		t.Error("someone who said nothing of their skills is compared")
	}
}

func TestAPITellsOfDoubt(t *testing.T) {
	a := newAPI(t)
	path, started := a.start("standard")
	a.answerAll(path, started.NextItem, func(int) int { return 4 })
	var results resultsReply
	a.get(path+"/results").into(http.StatusOK, &results)
	if q := results.Quality; !q.Doubtful || !slices.Contains(q.Signs, "same_answers") || q.LongestRun != 60 {
		t.Errorf("sixty equal answers: %+v", q)
	}
}

// A countingStore counts the calls that read or write a session.
type countingStore struct {
	quiz.Store
	calls *atomic.Int64
}

func (s countingStore) Session(ctx context.Context, id uuid.UUID) (*quiz.Session, error) {
	s.calls.Add(1)
	return s.Store.Session(ctx, id)
}

func (s countingStore) SaveAnswers(ctx context.Context, id uuid.UUID, save quiz.Save) (*quiz.Session, error) {
	s.calls.Add(1)
	return s.Store.SaveAnswers(ctx, id, save)
}

func TestAPIAnswerIsOneCallToTheStore(t *testing.T) {
	var calls atomic.Int64
	a := newAPI(t, func(o *server.Options) { o.Store = countingStore{o.Store, &calls} })
	path, started := a.start("quick")
	calls.Store(0)
	a.call(http.MethodPut, path+"/answers/"+*started.NextItem, `{"value":4}`)
	if n := calls.Load(); n != 1 {
		t.Errorf("an answer takes %d calls", n)
	}
}

func TestAPIKeepsAnswersGivenAtOnce(t *testing.T) {
	a := newAPI(t)
	path, _ := a.start("standard")
	instruments, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	_, form, _ := instruments.Form(quiz.FormRef{Instrument: "fit", Form: "standard"})
	var all sync.WaitGroup
	for _, item := range form.Items {
		all.Go(func() {
			if r := a.call(http.MethodPut, path+"/answers/"+item, `{"value":4}`); r.status != http.StatusOK {
				t.Errorf("%s: %d %s", item, r.status, r.body)
			}
		})
	}
	all.Wait()
	var session sessionReply
	a.get(path).into(http.StatusOK, &session)
	if session.Answered != len(form.Items) || session.NextItem != nil {
		t.Errorf("%d of %d answers were kept", session.Answered, len(form.Items))
	}
}

func TestAPIOccupations(t *testing.T) {
	a := newAPI(t)
	type page struct {
		Total       int
		Occupations []struct {
			OnetSOC string `json:"onet_soc"`
			Matched string
		}
	}
	var all, second, found, none page
	a.get("/api/v1/occupations?limit=1000").into(http.StatusOK, &all)
	if all.Total < 900 || len(all.Occupations) != all.Total {
		t.Fatalf("%d of %d occupations", len(all.Occupations), all.Total)
	}
	a.get("/api/v1/occupations?limit=10&offset=10").into(http.StatusOK, &second)
	if len(second.Occupations) != 10 || second.Occupations[0] != all.Occupations[10] || second.Total != all.Total {
		t.Errorf("the second page is %+v", second)
	}
	a.get("/api/v1/occupations?q=nurse&limit=3").into(http.StatusOK, &found)
	if len(found.Occupations) != 3 || found.Total < 3 || found.Occupations[0].Matched == "" {
		t.Errorf("searching found %+v", found)
	}
	a.get("/api/v1/occupations?q=zzzzzzzz").into(http.StatusOK, &none)
	if none.Total != 0 || none.Occupations == nil {
		t.Errorf("searching for nothing found %+v", none)
	}

	figures := map[string]int{}
	for i, o := range all.Occupations {
		if i%15 != 0 && o.OnetSOC != "29-1211.00" {
			continue
		}
		var full struct {
			OnetSOC string `json:"onet_soc"`
			Wage    *struct {
				Annual, Hourly map[string]struct{ State string }
			}
			Group   struct{ Name string }
			Sources []struct{ Attribution string }
			Ratings []struct{ Ratings []any }
		}
		a.get("/api/v1/occupations/"+o.OnetSOC).into(http.StatusOK, &full)
		if full.OnetSOC != o.OnetSOC || len(full.Ratings) == 0 || len(full.Sources) < 3 || strings.HasPrefix(full.Group.Name, "family.") {
			t.Errorf("%s: %+v", o.OnetSOC, full)
		}
		if full.Wage != nil {
			for _, f := range full.Wage.Annual {
				figures[f.State]++
			}
			for _, f := range full.Wage.Hourly {
				figures[f.State]++
			}
		}
	}
	for _, state := range []string{"value", "at_least", "not_available"} {
		if figures[state] == 0 {
			t.Errorf("no wage is %s: %v", state, figures)
		}
	}
	// Of an occupation that is not profiled there is at least the name.
	var unrated struct{ Profiled bool }
	a.get("/api/v1/occupations/55-1011.00").into(http.StatusOK, &unrated)
	if unrated.Profiled {
		t.Error("a military occupation is profiled")
	}
}
