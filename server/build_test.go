package server

import (
	"errors"
	"testing"
	"time"

	"workfit/quiz"
	"workfit/server/page"
)

// fit returns the instrument that comes with workfit and one of its forms.
func fit(t *testing.T, form string) (*quiz.Instrument, *quiz.Form, *quiz.Text) {
	t.Helper()
	instruments, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	in, f, ok := instruments.Form(quiz.FormRef{Instrument: startInstrument, Form: form})
	if !ok {
		t.Fatalf("there is no form %s", form)
	}
	text, _ := in.Text("en")
	return in, f, text
}

func begun(answers map[string]int) *quiz.Session {
	return &quiz.Session{Answers: answers, Lang: "en"}
}

func TestBuildStarts(t *testing.T) {
	instruments, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, start := range buildStarts(instruments) {
		_, form, _ := fit(t, start.Form)
		if start.Questions != len(form.Items) || start.Minutes < 1 || start.Primary != (start.Form == "standard") {
			t.Errorf("%+v, but the form has %d items", start, len(form.Items))
		}
	}
}

func TestBuildQuestion(t *testing.T) {
	in, form, text := fit(t, "quick")
	first, second := form.Items[0], form.Items[1]

	q, err := buildQuestion(in, form, text, begun(nil), first)
	if err != nil {
		t.Fatal(err)
	}
	if q.Number != 1 || q.Total != len(form.Items) || q.Previous != "" || q.Intro == "" || q.CanReview {
		t.Errorf("first question: %+v", q)
	}
	if q.Text != text.Items[first] || len(q.Choices) != 5 || q.Choices[4].Label != text.Label("like", 5) {
		t.Errorf("wording: %+v", q)
	}

	q, err = buildQuestion(in, form, text, begun(map[string]int{first: 2, second: 4}), second)
	if err != nil {
		t.Fatal(err)
	}
	if q.Number != 2 || q.Previous != first || q.Intro != "" || !q.CanReview {
		t.Errorf("second question: %+v", q)
	}
	for _, c := range q.Choices {
		if c.Checked != (c.Value == 4) {
			t.Errorf("answer %d checked: %v", c.Value, c.Checked)
		}
	}

	if _, err := buildQuestion(in, form, text, begun(nil), "r2"); !errors.Is(err, quiz.ErrNotInForm) {
		t.Errorf("an item of another form: %v", err)
	}
	intros := 0
	for _, id := range form.Items {
		if q, err := buildQuestion(in, form, text, begun(nil), id); err == nil && q.Intro != "" {
			intros++
		}
	}
	if intros != len(in.Sections) {
		t.Errorf("%d introductions for %d sections", intros, len(in.Sections))
	}
}

func TestBuildReview(t *testing.T) {
	in, form, text := fit(t, "quick")
	p := buildReview(in, form, text, begun(map[string]int{form.Items[0]: 5, form.Items[1]: quiz.Skipped}))
	if p.Answered != 1 || p.Total != len(form.Items) || p.Next != form.Items[2] {
		t.Errorf("%+v", p)
	}
	rows := 0
	for _, g := range p.Groups {
		rows += len(g.Rows)
	}
	if rows != len(form.Items) || len(p.Groups) != len(in.Sections) {
		t.Errorf("%d rows in %d groups", rows, len(p.Groups))
	}
	want := []page.ReviewRow{
		{Item: form.Items[0], Text: text.Items[form.Items[0]], Answer: text.Label("like", 5)},
		{Item: form.Items[1], Text: text.Items[form.Items[1]], Skipped: true},
		{Item: form.Items[2], Text: text.Items[form.Items[2]]},
	}
	for i, w := range want {
		if got := p.Groups[0].Rows[i]; got != w {
			t.Errorf("row %d: %+v, want %+v", i, got, w)
		}
	}
}

func TestWhereNext(t *testing.T) {
	_, form, _ := fit(t, "quick")
	all := map[string]int{}
	for _, id := range form.Items {
		all[id] = quiz.Skipped
	}
	finished := begun(all)
	finished.Finished = time.Unix(1, 0)
	base := "/s/" + finished.ID.String()
	for want, s := range map[string]*quiz.Session{
		base + "/q/" + form.Items[0]: begun(nil),
		base + "/q/" + form.Items[1]: begun(map[string]int{form.Items[0]: 1}),
		base + "/review":             begun(all),
		base + "/results":            finished,
	} {
		if got := whereNext(s, s.Next(form)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestReadAnswer(t *testing.T) {
	for _, c := range []struct {
		typed string
		skip  bool
		value int
		key   string
	}{
		{"3", false, 3, ""},
		{"3", true, quiz.Skipped, ""},
		{"", true, quiz.Skipped, ""},
		{"", false, 0, "question.empty"},
		{"x", false, 0, "question.wrong"},
		{"0", false, 0, "question.wrong"}, // or it would pass for skipping
		{"99999999999999999999", false, 0, "question.wrong"},
	} {
		if value, key := readAnswer(c.typed, c.skip); value != c.value || key != c.key {
			t.Errorf("%q, %v: %d, %q", c.typed, c.skip, value, key)
		}
	}
}

func TestLocalPathStaysHere(t *testing.T) {
	for path, want := range map[string]string{
		"/s/1/q/r1?from=review": "/s/1/q/r1?from=review",
		"//evil.example/":       "/",
		`/\evil.example/`:       "/",
		"https://evil.example/": "/",
		"":                      "/",
	} {
		if got := localPath(path); got != want {
			t.Errorf("%q: %q, want %q", path, got, want)
		}
	}
}
