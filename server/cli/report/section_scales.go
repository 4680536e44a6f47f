package report

import "fmt"

func (r *Report) reliability() section {
	s := section{
		ID: "reliability", Title: "Reliability",
		Lead: "How much of a figure would be the same if chance were dealt anew: 1 is all of it, 0 nothing.",
	}
	of := r.Reliability
	if len(of.Constructs) > 0 {
		t := table{Caption: "Constructs with three items or more", Head: []string{"construct", "items", "people", "alpha", "omega"}}
		for _, c := range of.Constructs {
			t.Rows = append(t.Rows, []string{c.Name, count(c.Items), count(c.People), interval(c.Alpha, plain3), plain3(c.Omega)})
		}
		s.Tables = append(s.Tables, t)
	}
	if h := of.Halves; h != nil {
		t := table{
			Caption: fmt.Sprintf("Two halves of the form, of %d and %d items", h.Items, r.Judged.Items-h.Items),
			Head:    []string{"what is compared", "result"},
			Rows: [][]string{
				{"FIT, correlation over people, mean of occupations", interval(h.Fit, plain3)},
				{"… at full length (Spearman–Brown)", interval(h.SteppedUp, plain3)},
				{"best 20 occupations that both halves name", interval(h.Top, percent1)},
				{"best 5 families that both halves name", interval(h.Families, percent1)},
			},
		}
		if len(h.Occupations) == 3 {
			t.Note = fmt.Sprintf("At full length 9 of 10 occupations lie between %s and %s, half of them above %s.",
				plain3(h.Occupations[0]), plain3(h.Occupations[2]), plain3(h.Occupations[1]))
		}
		s.Tables = append(s.Tables, t)
	}
	if re := of.Retest; re != nil {
		t := table{Head: []string{"what stays", "result"}}
		t.Rows = [][]string{
			{"of the best 20 occupations", interval(re.Top, percent1)},
			{"of the best 5 families", interval(re.Families, percent1)},
		}
		if re.Simulated {
			t.Caption = "Second answers, simulated: what the model expects of these people"
			t.Note = "Nobody answered twice. Give --retest for what really stays."
		} else {
			t.Caption = fmt.Sprintf("Second answers of %d people", re.People)
			t.Head = append(t.Head, "expected by the model")
			t.Rows[0], t.Rows[1] = append(t.Rows[0], percent1(re.ExpectedTop)), append(t.Rows[1], percent1(re.ExpectedFamilies))
			t.Rows = append(t.Rows, []string{"FIT, correlation over people, mean of occupations", interval(re.Fit, plain3), none})
		}
		s.Tables = append(s.Tables, t)
	}
	return s
}

func (r *Report) ranges() section {
	s := section{
		ID: "range", Title: "Range on real people",
		Lead: "From half of a person's answers the range of the full form's fit is foretold; it should hold it 80 times of 100.",
	}
	if of := r.Range; of != nil {
		s.Tables = []table{{
			Caption: fmt.Sprintf("Half against full, %d people (%d doubtful left out)", of.People, of.Doubtful),
			Head:    []string{"figure", "result", "wanted"},
			Rows: [][]string{
				{"fits within their 80 % range", interval(of.Coverage, percent1), "78…82 %"},
				{"mean square of what was missed by", interval(of.Spread, plain3), "1"},
			},
			Note: "More than 80 % says that ranges are wider than they need be, less that they promise too much.",
		}}
	}
	return s
}

func (r *Report) calibration() section {
	s := section{
		ID: "calibration", Title: "Calibration",
		Lead: "A higher FIT should mean what it says: more often the own field, and the true FIT of people of whom that is known.",
	}
	of := r.Calibration
	if len(of.Own) > 0 {
		t := table{
			Caption: "FIT shown, and how often the occupation is of the person's own field",
			Head:    []string{"FIT", "pairs", "mean FIT", "own field"},
			Note:    "Over all pairs it is " + percent(of.OwnShare, 2) + ".",
		}
		for _, b := range of.Own {
			t.Rows = append(t.Rows, []string{tenth(b), count(b.Pairs), fixed(b.Shown, 1), interval(b.Observed, percent2)})
		}
		s.Tables = append(s.Tables, t)
		s.Plots = append(s.Plots, ownPlot(of))
	}
	if len(of.Truth) > 0 {
		t := table{
			Caption: fmt.Sprintf("FIT shown and true FIT, %d simulated people", of.Simulated),
			Head:    []string{"FIT", "pairs", "mean FIT", "mean true FIT"},
		}
		for _, b := range of.Truth {
			t.Rows = append(t.Rows, []string{tenth(b), count(b.Pairs), fixed(b.Shown, 1), interval(b.Observed, fixed1)})
		}
		if of.Coverage != nil {
			t.Note = "The 80 % range holds the true FIT of " + interval(*of.Coverage, percent1) +
				". Answers are rounded to the points of the scale, which the model does not know."
		}
		s.Tables = append(s.Tables, t)
		s.Plots = append(s.Plots, truthPlot(of))
	}
	return s
}

func tenth(b Bin) string {
	return fixed(b.From, 0) + "–" + fixed(b.To, 0)
}

func (r *Report) length() section {
	s := section{
		ID: "length", Title: "Length of the test",
		Lead: "What the first questions are worth, by the order in which they are asked.",
	}
	l := r.Length
	if l == nil {
		return s
	}
	s.Tables = append(s.Tables,
		l.table(fmt.Sprintf("Everybody (%d people, %d simulated)", l.People, l.Simulated), l.Curves, true))
	s.Plots = curvePlots(l)
	if len(l.Same) > 0 {
		t := l.table(fmt.Sprintf("Items chosen for each person, and the same people in other orders (%d, %d simulated)",
			l.PersonalPeople, l.PersonalSimulated), l.Same, false)
		t.Note = "Each choice is worked out anew, so not everybody was taken, and choices end at 48 items. They look at who is best " +
			"so far, so that sharing the full form's top 10 proves less than the true one."
		gains := table{
			Caption: "Chosen for each person less the best fixed order, on the same people",
			Head:    []string{"items", "top 10 of full form", "discrimination", "true top 10, simulated"},
		}
		for _, g := range l.Gain {
			gains.Rows = append(gains.Rows, []string{
				count(g.Items), interval(g.Shared, signed3), interval(g.Discrimination, signed3), interval(g.True, signed3),
			})
		}
		s.Tables = append(s.Tables, t, gains)
	}
	return s
}

// table lists the figures of curves, a row a number of items and order.
func (l *Length) table(caption string, curves []Curve, note bool) table {
	t := table{Caption: caption, Head: []string{"items, order", "top 10 of full form", "discrimination", "within person", "true top 10, simulated"}}
	for k := range curves[0].Shared {
		for _, c := range curves {
			t.Rows = append(t.Rows, []string{
				fmt.Sprintf("%3d %s", l.Items[k], c.Order),
				percent1(c.Shared[k]), plain3(c.Discrimination[k]), plain3(c.Within[k]), percent1(c.True[k]),
			})
		}
	}
	if note {
		t.Note = "best: by what items tell about fits, from the model alone. random: ten orders, dealt out in turn."
	}
	return t
}
