package server_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"workfit/quiz"
)

type weightsReply struct {
	Interests, Subjects, Skills float64
	WorkStyles                  float64 `json:"work_styles"`
	WorkValues                  float64 `json:"work_values"`
}

func TestAPIWeights(t *testing.T) {
	a := newAPI(t)
	path, started := a.start("quick")
	var session struct{ Weights weightsReply }
	a.get(path).into(http.StatusOK, &session)
	usual := weightsReply{1, 1, 1, 1, 1}
	if session.Weights != usual {
		t.Errorf("at first the weights are %+v", session.Weights)
	}
	chosen := weightsReply{Interests: 0, Subjects: 0.5, Skills: 2, WorkStyles: 1, WorkValues: 1}
	a.call(http.MethodPut, path+"/weights", `{"interests":0,"subjects":0.5,"skills":2}`).into(http.StatusOK, &session)
	if session.Weights != chosen {
		t.Errorf("of an open session: %+v", session.Weights)
	}
	a.answerAll(path, started.NextItem, taste)

	type results struct {
		Weights weightsReply
		Matches []struct {
			OnetSOC string `json:"onet_soc"`
			Fit     float64
		}
	}
	var weighed, back results
	a.get(path+"/results").into(http.StatusOK, &weighed)
	if weighed.Weights != chosen {
		t.Errorf("the results are with %+v", weighed.Weights)
	}
	var explained struct{ Fit float64 }
	a.get(path+"/results/"+weighed.Matches[0].OnetSOC).into(http.StatusOK, &explained)
	if explained.Fit != weighed.Matches[0].Fit {
		t.Errorf("FIT %v is explained as %v", weighed.Matches[0].Fit, explained.Fit)
	}
	// What is left out becomes usual again, and it is the whole that is set.
	a.call(http.MethodPut, path+"/weights", `{"skills":1}`).into(http.StatusOK, &session)
	a.get(path+"/results").into(http.StatusOK, &back)
	if session.Weights != usual || back.Weights != usual || slices.Equal(back.Matches, weighed.Matches) {
		t.Errorf("back to usual: %+v, %+v", session.Weights, back.Weights)
	}

	for body, says := range map[string]string{
		`{"looks":1}`:         "body.looks",
		`{"skills":3}`:        "body.skills",
		`{"skills":-1}`:       "body.skills",
		`{"skills":0.25}`:     "body.skills",
		`{"skills":"more"}`:   "body.skills",
		`{"work-styles":1}`:   "work-styles",
		`{"interests":1e300}`: "body.interests",
		`{"interests":0,"subjects":0,"work_styles":0,"skills":0,"work_values":0}`: "",
	} {
		var p problemReply
		a.call(http.MethodPut, path+"/weights", body).into(http.StatusUnprocessableEntity, &p)
		if !strings.Contains(p.Detail, says) || says == "" && p.Type != "urn:workfit:problem:invalid-weights" {
			t.Errorf("%s: %+v", body, p)
		}
	}
	a.get(path).into(http.StatusOK, &session)
	if session.Weights != usual {
		t.Errorf("what was refused was kept: %+v", session.Weights)
	}
}

func TestAPIDeeper(t *testing.T) {
	a := newAPI(t)
	path, started := a.start("quick")
	var results struct {
		Settled *struct {
			ItemsLeft     int     `json:"items_left"`
			ShareOfTopTen float64 `json:"share_of_top_ten"`
		}
	}
	a.call(http.MethodPut, path+"/answers/"+*started.NextItem, `{"value":5}`)
	a.call(http.MethodPost, path+"/finish", "")
	a.get(path+"/results").into(http.StatusOK, &results)
	if results.Settled == nil || results.Settled.ItemsLeft != 17 || !(results.Settled.ShareOfTopTen > 0 && results.Settled.ShareOfTopTen < 0.9) {
		t.Errorf("after one answer of 18: %+v", results.Settled)
	}
	a.call(http.MethodPost, path+"/reopen", "")
	var session sessionReply
	a.get(path).into(http.StatusOK, &session)
	a.answerAll(path, session.NextItem, taste)
	results.Settled = nil
	if a.get(path+"/results").into(http.StatusOK, &results); results.Settled != nil {
		t.Errorf("with nothing left: %+v", results.Settled)
	}

	for _, c := range []struct {
		body   string
		status int
		kind   string
	}{
		{`{"form":"quick"}`, 409, "nothing-deeper"},
		{`{"form":"nope"}`, 404, "form-not-found"},
		{`{"form":""}`, 422, "invalid-request"},
		{`{}`, 422, "invalid-request"},
		{`{"form":"full","sure":true}`, 422, "invalid-request"},
	} {
		var p problemReply
		a.call(http.MethodPost, path+"/deeper", c.body).into(c.status, &p)
		if p.Type != "urn:workfit:problem:"+c.kind {
			t.Errorf("%s: %+v", c.body, p)
		}
	}

	session = sessionReply{}
	a.call(http.MethodPost, path+"/deeper", `{"form":"full"}`).into(http.StatusOK, &session)
	if session.Form != "full" || session.State != "open" || session.Answered != 18 || session.ItemsTotal != 102 || session.Finished != nil {
		t.Errorf("gone deeper: %+v", session)
	}
	// The next item is chosen for the person within the section that comes first.
	instruments, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	in, form, _ := instruments.Form(quiz.FormRef{Instrument: "fit", Form: "full"})
	for range 3 {
		item, _ := in.Item(*session.NextItem)
		if _, answered := session.Answers[item.ID]; answered || item.Section != in.Items[0].Section || form.Position(item.ID) < 0 {
			t.Errorf("the next item is %+v", item)
		}
		var p progressReply
		a.call(http.MethodPut, path+"/answers/"+item.ID, `{"value":4}`).into(http.StatusOK, &p)
		a.get(path).into(http.StatusOK, &session)
		if *p.NextItem != *session.NextItem {
			t.Errorf("after an answer the next item is %s, of the session %s", *p.NextItem, *session.NextItem)
		}
	}
	a.call(http.MethodPost, path+"/finish", "")
	session.Finished = nil
	a.get(path+"/results").into(http.StatusOK, &results)
	if results.Settled == nil || results.Settled.ItemsLeft != 102-21 {
		t.Errorf("of the larger form: %+v", results.Settled)
	}
}
