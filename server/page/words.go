package page

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"github.com/nicksnyder/go-i18n/v2/i18n/template"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Words are the sentences of one language, for one request. They are not safe
// for concurrent use.
type Words struct {
	lang      string
	localizer *i18n.Localizer
	printer   *message.Printer
	missing   *[]string
}

// NewWords returns the words of a language of the bundle.
func NewWords(bundle *i18n.Bundle, lang language.Tag) Words {
	return Words{
		lang:      lang.String(),
		localizer: i18n.NewLocalizer(bundle, lang.String()),
		printer:   message.NewPrinter(lang),
		missing:   new([]string),
	}
}

// strict makes a message fail that asks for a value it was not given, instead of
// saying "<no value>" to a person.
var strict = &template.TextParser{Option: "missingkey=error"}

// T returns the message of a key. args are alternating names and values for its
// {{.Name}} places. A key without a message comes back as it is, so that it is
// seen, and is noted in Missing.
func (w Words) T(key string, args ...any) string {
	return w.message(key, &i18n.LocalizeConfig{MessageID: key, TemplateParser: strict, TemplateData: data(args)})
}

// N returns the message of a key in the plural form for count, which the message
// may show as {{.Count}}.
func (w Words) N(key string, count int, args ...any) string {
	values := data(args)
	values["Count"] = w.Number(count)
	return w.message(key, &i18n.LocalizeConfig{MessageID: key, TemplateParser: strict, TemplateData: values, PluralCount: count})
}

func (w Words) message(key string, lookup *i18n.LocalizeConfig) string {
	text, err := w.localizer.Localize(lookup)
	if err != nil && !slices.Contains(*w.missing, key) {
		*w.missing = append(*w.missing, key)
	}
	if text == "" {
		return key
	}
	return text
}

func data(args []any) map[string]any {
	values := make(map[string]any, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		values[fmt.Sprint(args[i])] = args[i+1]
	}
	return values
}

// Missing lists the keys asked for that have no message in this language, or
// whose message wanted a value it was not given.
func (w Words) Missing() []string { return *w.missing }

// Lang is the language, as the lang attribute takes it.
func (w Words) Lang() string { return w.lang }

// Number writes an integer or a float with the language's separators, and with
// at most one digit after the point.
func (w Words) Number(n any) string {
	return w.printer.Sprint(number.Decimal(n, number.MaxFractionDigits(1)))
}

// Percent writes a share given in percent: 12.5 is "12.5%".
func (w Words) Percent(n float64) string {
	return w.T("percent", "Number", w.Number(n))
}

// Money writes a sum in dollars: whole, but small sums, such as pay by the
// hour, to the cent.
func (w Words) Money(dollars float64) string {
	digits := 0
	if dollars < 1000 && dollars != math.Trunc(dollars) {
		digits = 2
	}
	return w.T("money", "Amount", w.printer.Sprint(number.Decimal(dollars, number.Scale(digits))))
}

// Date writes a day in words: "5 March 2027".
func (w Words) Date(t time.Time) string {
	return w.T("date", "Day", t.Day(), "Month", w.T("month."+strconv.Itoa(int(t.Month()))), "Year", t.Year())
}
