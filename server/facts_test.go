package server

import (
	"strings"
	"testing"

	"workfit/scoring/occupation"
)

func TestPayInWords(t *testing.T) {
	w, cat := english(t), catalog(t)
	exact, top, none := occupation.Exactly, occupation.AtOrAbove, occupation.Figure{}
	year := occupation.Pay{Mean: exact(70000), P10: exact(40000), P25: exact(50000), Median: exact(60000), P75: exact(70000), P90: exact(80000)}
	hour := occupation.Pay{Mean: exact(35), P10: exact(20), P25: exact(25), Median: exact(30.5), P75: exact(35), P90: exact(40)}
	high := occupation.Pay{Mean: exact(300000), P10: exact(90000), P25: exact(190000), Median: top(239200), P75: top(239200), P90: top(239200)}
	for _, c := range []struct {
		name         string
		annual, hour occupation.Pay
		short        string
		says         []string
		picture      bool
	}{
		{"both", year, hour, "$60,000 a year (2024)", []string{"more than $60,000 a year ($30.50 an hour)", "less than $40,000", "more than $80,000"}, true},
		{"year only", year, occupation.Pay{}, "$60,000 a year (2024)", []string{"more than $60,000 a year, and half"}, true},
		{"hour only", occupation.Pay{}, hour, "$30.50 an hour (2024)", []string{"more than $30.50 an hour", "not published", "By the hour, the lowest-paid tenth earn less than $20"}, false},
		{"top-coded", high, occupation.Pay{}, "$239,200 a year or more (2024)", []string{"At least half of the people in this work earn $239,200 a year or more", "at least $239,200"}, true},
		{"median only", occupation.Pay{Median: exact(60000), P90: none}, hour, "$60,000 a year (2024)", []string{"$60,000"}, false},
	} {
		o := &occupation.Occupation{Title: "X", Wage: &occupation.Wage{Title: "X", Annual: c.annual, Hourly: c.hour}}
		if got := shortPay(w, cat, o); got != c.short {
			t.Errorf("%s: in short %q, want %q", c.name, got, c.short)
		}
		p := buildPay(w, cat, o)
		text := strings.Join(p.Sentences, " ")
		for _, words := range c.says {
			if !strings.Contains(text, words) {
				t.Errorf("%s: %q does not say %q", c.name, text, words)
			}
		}
		if strings.Contains(text, "70,000") || strings.Contains(text, "300,000") {
			t.Errorf("%s: a mean is shown: %q", c.name, text)
		}
		if (p.Picture != nil) != c.picture {
			t.Errorf("%s: picture %+v", c.name, p.Picture)
		}
		if !strings.Contains(strings.Join(p.Notes, " "), "May 2024") || !strings.Contains(p.Source, "Bureau of Labor Statistics") {
			t.Errorf("%s: neither date nor source: %v %q", c.name, p.Notes, p.Source)
		}
	}
	for _, o := range []*occupation.Occupation{{}, {Wage: &occupation.Wage{}}} {
		if buildPay(w, cat, o) != nil || shortPay(w, cat, o) != "not published" {
			t.Error("pay was made up")
		}
	}
}

func TestOutlookInWords(t *testing.T) {
	w, cat := english(t), catalog(t)
	for _, c := range []struct {
		change         float64
		label, change2 string
	}{
		{15.8, "Growing fast", "grow by 15.8%"},
		{8, "Growing fast", "grow by 8%"},
		{7.9, "Growing", "grow by 7.9%"},
		{2, "Growing", "grow by 2%"},
		{0, "Little change", "stay the same"},
		{-2, "Little change", "fall by 2%"},
		{-2.1, "Shrinking", "fall by 2.1%"},
		{-8, "Shrinking", "fall by 8%"},
		{-36, "Shrinking fast", "fall by 36%"},
	} {
		o := &occupation.Occupation{Title: "X", Outlook: &occupation.Outlook{
			Title: "X", From: 2024, To: 2034, ChangePercent: occupation.Exactly(c.change), Openings: occupation.Exactly(1.25),
		}}
		got := buildOutlook(w, cat, o)
		if got.Label != c.label || !strings.Contains(got.Change, c.change2) || !strings.Contains(got.Rule, strings.ToLower(c.label)) {
			t.Errorf("%v %%: %+v", c.change, got)
		}
		if got.Facts[0].Text != "not published" || got.Facts[1].Text != "1,250" {
			t.Errorf("facts: %+v", got.Facts)
		}
	}
	missing := buildOutlook(w, cat, &occupation.Occupation{Outlook: &occupation.Outlook{}})
	if missing.Label != "" || missing.Change != "" {
		t.Errorf("a trend was made up: %+v", missing)
	}
	if buildOutlook(w, cat, &occupation.Occupation{}) != nil {
		t.Error("an outlook was made up")
	}
}

func TestFiguresOfAWiderGroupSaySo(t *testing.T) {
	w, cat := english(t), catalog(t)
	biologists := buildPay(w, cat, career(t, "biologists"))
	if !strings.Contains(biologists.About, "“Biological Scientists, All Other” as a whole") {
		t.Errorf("biologists: %q", biologists.About)
	}
	if lawyers := buildPay(w, cat, career(t, "lawyers")); lawyers.About != "" {
		t.Errorf("lawyers: %q", lawyers.About)
	}
}

func TestEveryPrintedCategoryHasOurWords(t *testing.T) {
	for _, o := range catalog(t).All() {
		l := o.Outlook
		if l == nil {
			continue
		}
		for printed, keys := range map[string]map[string]string{
			l.EntryEducation: entryEducation, l.OnTheJobTraining: onTheJobTraining, l.EntryExperience: entryExperience,
		} {
			if printed != "" && keys[printed] == "" {
				t.Errorf("%s: %q has no words", o.Title, printed)
			}
		}
	}
}

func TestUsualEducation(t *testing.T) {
	w := english(t)
	rated := &occupation.Education{Level: []occupation.Share{{Percent: 10}, {Percent: 70}, {Percent: 20}}}
	for _, c := range []struct {
		o    occupation.Occupation
		want string
	}{
		{occupation.Occupation{}, "not known"},
		{occupation.Occupation{Education: rated}, "High school diploma"},
		{occupation.Occupation{Education: rated, Outlook: &occupation.Outlook{EntryEducation: "Master's degree"}}, "Master’s degree"},
		{occupation.Occupation{Outlook: &occupation.Outlook{EntryEducation: "Something new"}}, "Something new"},
	} {
		if got := usualEducation(w, &c.o); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestDateWords(t *testing.T) {
	w := english(t)
	for date, want := range map[string]string{"2024-05": "May 2024", "2025-12": "December 2025", "2024-34": "2024-34", "": ""} {
		if got := dateWords(w, date); got != want {
			t.Errorf("%q gives %q", date, got)
		}
	}
}
