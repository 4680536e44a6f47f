package quiz

import "strconv"

// A Text is an instrument's wording in one language. Answers are keyed by their
// value, never by their words or their place, so that a translation can not
// turn a scale round.
type Text struct {
	Language string                       `json:"language"`
	Name     string                       `json:"name"`
	Summary  string                       `json:"summary"`
	Scales   map[string]map[string]string `json:"scales"` // scale id → value → label
	Sections map[string]SectionText       `json:"sections"`
	Items    map[string]string            `json:"items"`
}

// A SectionText is the wording of a section.
type SectionText struct {
	Title    string `json:"title"`
	Intro    string `json:"intro"`
	Question string `json:"question"` // asked of every item in the section
}

// Label is the wording of one answer of a scale.
func (t *Text) Label(scale string, value int) string {
	return t.Scales[scale][strconv.Itoa(value)]
}
