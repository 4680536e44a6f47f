package server

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"workfit/scoring/occupation"
	"workfit/server/page"
)

// amount says a sum of money: the number, "… or more", or that there is none.
func amount(w page.Words, f occupation.Figure) string {
	v, ok := f.AtLeast()
	switch {
	case !ok:
		return w.T("pay.missing")
	case f.TopCoded():
		return w.T("pay.at_least", "Amount", w.Money(v))
	default:
		return w.Money(v)
	}
}

// shortPay is the median pay in a few words, with its date.
func shortPay(w page.Words, cat *occupation.Catalog, o *occupation.Occupation) string {
	if o.Wage == nil {
		return w.T("pay.short.none")
	}
	key, figure := "pay.short.year", o.Wage.Annual.Median
	if !figure.Available() {
		key, figure = "pay.short.hour", o.Wage.Hourly.Median
	}
	v, ok := figure.AtLeast()
	if !ok {
		return w.T("pay.short.none")
	}
	if figure.TopCoded() {
		key += ".top"
	}
	return w.T(key, "Amount", w.Money(v), "When", year(cat, occupation.TableWages))
}

// buildPay says what an occupation pays; nil if nothing is published.
func buildPay(w page.Words, cat *occupation.Catalog, o *occupation.Occupation) *page.Pay {
	if o.Wage == nil {
		return nil
	}
	annual, hourly := o.Wage.Annual, o.Wage.Hourly
	if !annual.Median.Available() && !hourly.Median.Available() {
		return nil
	}
	p := &page.Pay{
		Sentences: paySentences(w, annual, hourly),
		Picture:   payPicture(w, annual),
		Source:    sourcesOf(w, cat, occupation.TableWages),
	}
	for _, row := range []struct {
		key            string
		annual, hourly occupation.Figure
	}{
		{"pay.p10", annual.P10, hourly.P10},
		{"pay.p25", annual.P25, hourly.P25},
		{"pay.p50", annual.Median, hourly.Median},
		{"pay.p75", annual.P75, hourly.P75},
		{"pay.p90", annual.P90, hourly.P90},
	} {
		p.Rows = append(p.Rows, page.PayRow{Who: w.T(row.key), Annual: amount(w, row.annual), Hourly: amount(w, row.hourly)})
	}
	p.Notes = append(p.Notes, w.T("pay.area", "Date", date(w, cat, occupation.TableWages)))
	if n, ok := o.Wage.Employment.Number(); ok {
		p.Notes = append(p.Notes, w.T("pay.employment", "Number", w.Number(int(n))))
	}
	p.About = wider(w, cat, o, o.Wage.Title, func(other *occupation.Occupation) bool { return other.Wage == o.Wage })
	return p
}

func paySentences(w page.Words, annual, hourly occupation.Pay) []string {
	var sentences []string
	year, yearExact := annual.Median.Number()
	hour, hourExact := hourly.Median.Number()
	switch {
	case yearExact && hourExact:
		sentences = append(sentences, w.T("pay.median.both", "Annual", w.Money(year), "Hourly", w.Money(hour)))
	case yearExact:
		sentences = append(sentences, w.T("pay.median", "Annual", w.Money(year)))
	case annual.Median.TopCoded():
		least, _ := annual.Median.AtLeast()
		sentences = append(sentences, w.T("pay.median.top", "Annual", w.Money(least)))
	case hourExact:
		sentences = append(sentences, w.T("pay.median.hourly", "Hourly", w.Money(hour)))
	}
	key, pay := "pay.range", annual
	if !annual.P90.Available() {
		key, pay = "pay.range.hourly", hourly
	}
	low, ok := pay.P10.Number()
	high, available := pay.P90.AtLeast()
	if !ok || !available {
		return sentences
	}
	if pay.P90.TopCoded() {
		key += ".top"
	}
	return append(sentences, w.T(key, "Low", w.Money(low), "High", w.Money(high)))
}

// payPicture draws pay a year; nil unless all of it is known, if only as "at
// least". The line ends at the top code for every career, so that pictures can
// be compared.
func payPicture(w page.Words, pay occupation.Pay) *page.PayPicture {
	var at [5]float64
	for i, f := range []occupation.Figure{pay.P10, pay.P25, pay.Median, pay.P75, pay.P90} {
		v, ok := f.AtLeast()
		if !ok {
			return nil
		}
		at[i] = v / occupation.TopAnnual
	}
	top := w.Money(occupation.TopAnnual)
	caption := w.T("pay.picture.caption", "Top", top)
	if pay.P90.TopCoded() {
		caption += " " + w.T("pay.picture.beyond")
	}
	return &page.PayPicture{
		Label: w.T("pay.picture", "Top", top,
			"Low", amount(w, pay.P10), "High", amount(w, pay.P90), "Median", amount(w, pay.Median)),
		Caption: caption,
		P10:     at[0], P25: at[1], P50: at[2], P75: at[3], P90: at[4],
	}
}

// trends are our own names for a change of employment over the ten years of a
// projection, from a percentage upwards. About a tenth of careers are in each of
// the outer bands.
var trends = []struct {
	from float64
	key  string
}{
	{8, "outlook.growing_fast"},
	{2, "outlook.growing"},
	{-2, "outlook.steady"},
	{-8, "outlook.shrinking"},
	{math.Inf(-1), "outlook.shrinking_fast"},
}

// trendOf returns the key of the name of a change, in percent.
func trendOf(change float64) string {
	for _, t := range trends {
		if change >= t.from {
			return t.key
		}
	}
	return "" // never: the last band has no end
}

// buildOutlook says how the number of jobs is expected to change; nil if no
// forecast is published.
func buildOutlook(w page.Words, cat *occupation.Catalog, o *occupation.Occupation) *page.Outlook {
	l := o.Outlook
	if l == nil {
		return nil
	}
	out := &page.Outlook{Source: sourcesOf(w, cat, occupation.TableOutlook)}
	if change, ok := l.ChangePercent.Number(); ok {
		key := trendOf(change)
		out.Label, out.Rule = w.T(key), w.T(key+".rule")
		key = "outlook.change.none"
		switch {
		case change > 0:
			key = "outlook.change.up"
		case change < 0:
			key = "outlook.change.down"
		}
		out.Change = w.T(key, "Percent", w.Percent(math.Abs(change)), "From", l.From, "To", l.To)
	}
	thousands := func(f occupation.Figure) string {
		v, ok := f.Number()
		if !ok {
			return w.T("outlook.missing")
		}
		return w.Number(int(math.Round(1000 * v)))
	}
	out.Facts = []page.Fact{
		{Term: w.T("outlook.jobs", "Year", l.From), Text: thousands(l.Employment)},
		{Term: w.T("outlook.openings"), Text: thousands(l.Openings)},
	}
	if v, ok := l.SelfEmployed.Number(); ok {
		out.Facts = append(out.Facts, page.Fact{Term: w.T("outlook.self_employed"), Text: w.Percent(v)})
	}
	out.About = wider(w, cat, o, l.Title, func(other *occupation.Occupation) bool { return other.Outlook == l })
	out.Notes = []string{w.T("outlook.openings.why"), w.T("outlook.area", "From", l.From, "To", l.To)}
	return out
}

// wider says that BLS figures are about more than the one occupation, if they
// are. shares tells whether they are about another one too.
func wider(w page.Words, cat *occupation.Catalog, o *occupation.Occupation, title string, shares func(*occupation.Occupation) bool) string {
	others := 0
	for _, other := range cat.All() {
		if other != o && shares(other) {
			others++
		}
	}
	same := strings.EqualFold(title, o.Title)
	switch {
	case same && others == 0:
		return ""
	case same:
		return w.N("wider.shared.own", others)
	case others == 0:
		return w.T("wider.same", "Title", title)
	default:
		return w.N("wider.shared", others, "Title", title)
	}
}

// sourcesOf names the publications that tables come from, with their dates.
func sourcesOf(w page.Words, cat *occupation.Catalog, tables ...occupation.Table) string {
	var names []string
	for _, t := range tables {
		for _, s := range cat.SourcesOf(t) {
			if name := sourceName(w, s); !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
	}
	if len(names) == 0 {
		return ""
	}
	return w.T("source.line", "Sources", strings.Join(names, w.T("source.separator")))
}

// sourceName is a source with its publisher, and its date unless that stands in
// the name already.
func sourceName(w page.Words, s occupation.Source) string {
	name := w.T("source.published", "Publisher", s.Publisher, "Name", s.Name)
	when := dateWords(w, s.Date)
	if when == "" || strings.Contains(s.Name, when) || strings.Contains(s.Name, s.Date) {
		return name
	}
	return w.T("source.dated", "Name", name, "Date", when)
}

// date is that of the chief source of a table, in words.
func date(w page.Words, cat *occupation.Catalog, t occupation.Table) string {
	for _, s := range cat.SourcesOf(t) {
		return dateWords(w, s.Date)
	}
	return ""
}

// year is that of the chief source of a table.
func year(cat *occupation.Catalog, t occupation.Table) string {
	for _, s := range cat.SourcesOf(t) {
		y, _, _ := strings.Cut(s.Date, "-")
		return y
	}
	return ""
}

// dateWords reads "2024-05" as "May 2024"; "2024-34" and the like stay.
func dateWords(w page.Words, date string) string {
	y, m, _ := strings.Cut(date, "-")
	month, err := strconv.Atoi(m)
	if err != nil || month < 1 || month > 12 {
		return date
	}
	return w.T("date.month_year", "Month", w.T("month."+strconv.Itoa(month)), "Year", y)
}
