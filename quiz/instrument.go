// Package quiz is the subject of workfit: questionnaires, the people who answer
// them, and what they answered.
//
// An [Instrument] is a questionnaire as data: items, the answer scales they use,
// the constructs each item measures, the forms a person can take, and the
// wording in each language. A [Session] is one person's way through one form.
// A [Store] keeps sessions.
//
// The package knows the rules and nothing else: no HTTP, no database and no
// scoring. Adapters import it; it imports none of them.
package quiz

import (
	"fmt"
	"slices"
)

// An Instrument is one questionnaire. It is read from a folder by [ReadInstrument],
// is checked there, and does not change afterwards, so it may be shared.
type Instrument struct {
	ID       string    `json:"id"`
	Version  string    `json:"version"` // raised whenever items, keys or norms change
	Source   string    `json:"source"`  // who wrote the items, or where they were published
	Licence  string    `json:"licence"`
	Scales   []Scale   `json:"scales"`
	Sections []Section `json:"sections"`
	Items    []Item    `json:"items"`
	Forms    []Form    `json:"forms"`
	Norm     Norm      `json:"norm"`

	texts    map[string]*Text
	items    map[string]*Item
	sections map[string]*Section
	scales   map[string]*Scale
	forms    map[string]*Form
	holders  map[string][]FormRef // item id → the forms that contain it
}

// A Scale is a set of answers, 1 to Points, from least to most. The words for
// each point are wording and live in the language files.
type Scale struct {
	ID     string `json:"id"`
	Points int    `json:"points"`
}

// A Section is a run of items that share an answer scale and an introduction.
type Section struct {
	ID    string `json:"id"`
	Scale string `json:"scale"`
}

// An Item is one question.
type Item struct {
	ID      string `json:"id"`
	Section string `json:"section"`
	Keys    []Key  `json:"keys"`

	// AnswerScores are the standardised scores of the answers 1, 2, … where the
	// item has been calibrated on real answers. Without them the scoring engine
	// standardises with the norm's mean and spread.
	AnswerScores []float64 `json:"answer_scores,omitempty"`
	// ResidualVariance is the share of a standardised answer that is neither the
	// constructs nor the person's yes-saying; 0 means the norm's.
	ResidualVariance float64 `json:"residual_variance,omitempty"`
	// Note tells a reviewer in a line what the item is about.
	Note string `json:"note,omitempty"`
}

// A Key says that an item measures a construct. Loading is the correlation of
// the standardised answer with the construct, so it lies in [-1, 1]; it is
// negative for a reversed item.
type Key struct {
	Element string  `json:"element"` // an O*NET element id, such as 1.B.1.a
	Loading float64 `json:"loading"`
}

// A Form is a selection of an instrument's items, in the order they are asked.
type Form struct {
	ID    string   `json:"id"`
	Items []string `json:"items"`
}

// A Norm holds what is known about people in general: where their answers lie,
// how much they differ, and how the constructs go together. Source says whom it
// comes from, and is shown wherever a figure depends on it.
type Norm struct {
	Source string `json:"source"`
	People int    `json:"people"`

	// AnswerSD is the usual standard deviation of one answer, in answer points.
	AnswerSD float64 `json:"answer_sd"`
	// ResidualVariance is that of an item which states none of its own.
	ResidualVariance float64 `json:"residual_variance"`
	// AgreementVariance is the variance over people of the tendency to agree
	// with anything, in standardised answers.
	AgreementVariance float64 `json:"agreement_variance"`
	// Centre and Spread put a theme back on a scale that is common to all
	// themes: (mean + sd·θ − Centre) / Spread.
	Centre float64 `json:"centre"`
	Spread float64 `json:"spread"`

	// Constructs gives the mean and spread of constructs where they are known.
	Constructs []ConstructNorm `json:"constructs"`
	// Correlations holds blocks of correlated constructs; constructs in no
	// block are taken as uncorrelated.
	Correlations []Correlation `json:"correlations"`
}

// A ConstructNorm is where a construct lies over the norm people, on the answer
// scale: Mean is the mean answer to its items, SD how many points one standard
// deviation of the construct moves an answer.
type ConstructNorm struct {
	Element string  `json:"element"`
	Mean    float64 `json:"mean"`
	SD      float64 `json:"sd"`
}

// A Correlation is a symmetric block of correlations between Elements.
type Correlation struct {
	Elements []string    `json:"elements"`
	Matrix   [][]float64 `json:"matrix"`
}

// A FormRef names a form of an instrument.
type FormRef struct{ Instrument, Form string }

// String gives the reference as "instrument/form".
func (r FormRef) String() string { return r.Instrument + "/" + r.Form }

// Item returns the item with the given id.
func (in *Instrument) Item(id string) (*Item, bool) { it, ok := in.items[id]; return it, ok }

// Form returns the form with the given id.
func (in *Instrument) Form(id string) (*Form, bool) { f, ok := in.forms[id]; return f, ok }

// ItemScale returns the answer scale of an item of this instrument.
func (in *Instrument) ItemScale(it *Item) *Scale { return in.scales[in.sections[it.Section].Scale] }

// FormsWith lists the forms that ask the item.
func (in *Instrument) FormsWith(item string) []FormRef { return in.holders[item] }

// Text returns the wording in a language and whether the instrument has it.
func (in *Instrument) Text(lang string) (*Text, bool) { t, ok := in.texts[lang]; return t, ok }

// Languages lists the languages the instrument is worded in, sorted.
func (in *Instrument) Languages() []string {
	var langs []string
	for l := range in.texts {
		langs = append(langs, l)
	}
	slices.Sort(langs)
	return langs
}

// CheckAnswer says whether value is an answer to the item. The error is an
// [*AnswerError], fit for showing to the person who answered.
func (in *Instrument) CheckAnswer(item string, value int) error {
	it, ok := in.items[item]
	if !ok {
		return &AnswerError{Item: item, Unknown: true}
	}
	if points := in.ItemScale(it).Points; value < 1 || value > points {
		return &AnswerError{Item: item, Value: value, Points: points}
	}
	return nil
}

// An AnswerError tells why an answer can not be taken.
type AnswerError struct {
	Item    string
	Unknown bool // no such item
	Value   int  // the value that was given
	Points  int  // answers run from 1 to Points
}

func (e *AnswerError) Error() string {
	if e.Unknown {
		return fmt.Sprintf("unknown item %q", e.Item)
	}
	return fmt.Sprintf("item %q: the answer %d is not one of 1 to %d", e.Item, e.Value, e.Points)
}

// Position returns the place of an item in the form, or -1.
func (f *Form) Position(item string) int { return slices.Index(f.Items, item) }
