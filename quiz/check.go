package quiz

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// ids are used in URLs, CSV headers and storage fields.
var validID = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]{0,31}$`)

// validElement is the shape of an O*NET element id, such as 2.A.1.a.
var validElement = regexp.MustCompile(`^[1-6](\.[A-Z])(\.[0-9a-z]{1,2})*$`)

// Scales have few points so that each can have a number key; instruments have
// few enough items that a session stays a small record.
const (
	minPoints = 2
	maxPoints = 9
	maxItems  = 500
)

// check builds the indexes and records everything that is wrong.
func (in *Instrument) check(c *checker) {
	in.items = make(map[string]*Item, len(in.Items))
	in.sections = map[string]*Section{}
	in.scales = map[string]*Scale{}
	in.forms = map[string]*Form{}
	in.holders = map[string][]FormRef{}

	if !validID.MatchString(in.ID) {
		c.fail("id %q is not a short word of letters, digits, - and _", in.ID)
	}
	for name, value := range map[string]string{"version": in.Version, "source": in.Source, "licence": in.Licence} {
		if strings.TrimSpace(value) == "" {
			c.fail("%s is missing", name)
		}
	}
	for i := range in.Scales {
		s := &in.Scales[i]
		if !validID.MatchString(s.ID) || in.scales[s.ID] != nil {
			c.fail("scale id %q is not valid or is used twice", s.ID)
		}
		if s.Points < minPoints || s.Points > maxPoints {
			c.fail("scale %q has %d points; it may have %d to %d", s.ID, s.Points, minPoints, maxPoints)
		}
		in.scales[s.ID] = s
	}
	for i := range in.Sections {
		s := &in.Sections[i]
		if !validID.MatchString(s.ID) || in.sections[s.ID] != nil {
			c.fail("section id %q is not valid or is used twice", s.ID)
		}
		if in.scales[s.Scale] == nil {
			c.fail("section %q uses scale %q, which is not defined", s.ID, s.Scale)
		}
		in.sections[s.ID] = s
	}
	if len(in.Items) == 0 || len(in.Items) > maxItems {
		c.fail("has %d items; it may have 1 to %d", len(in.Items), maxItems)
	}
	for i := range in.Items {
		in.checkItem(c, &in.Items[i])
	}
	if len(in.Forms) == 0 {
		c.fail("has no form")
	}
	for i := range in.Forms {
		in.checkForm(c, &in.Forms[i])
	}
	in.Norm.check(c)
}

func (in *Instrument) checkItem(c *checker, it *Item) {
	if !validID.MatchString(it.ID) {
		c.item(it.ID, "the id is not a short word of letters, digits, - and _")
	}
	if in.items[it.ID] != nil {
		c.item(it.ID, "the id is used twice")
	}
	in.items[it.ID] = it
	sec := in.sections[it.Section]
	if sec == nil {
		c.item(it.ID, "section %q is not defined", it.Section)
	}
	if len(it.Keys) == 0 {
		c.item(it.ID, "has no key: it would measure nothing")
	}
	seen := map[string]bool{}
	for _, k := range it.Keys {
		if !validElement.MatchString(k.Element) {
			c.item(it.ID, "key %q is not an element id", k.Element)
		}
		if seen[k.Element] {
			c.item(it.ID, "is keyed to %s twice", k.Element)
		}
		seen[k.Element] = true
		if !(math.Abs(k.Loading) <= 1) || k.Loading == 0 {
			c.item(it.ID, "loading %v on %s is not between -1 and 1, or is 0", k.Loading, k.Element)
		}
	}
	if it.ResidualVariance < 0 || it.ResidualVariance > 2 {
		c.item(it.ID, "residual variance %v is not between 0 and 2", it.ResidualVariance)
	}
	if sec != nil && it.AnswerScores != nil {
		if sc := in.scales[sec.Scale]; sc != nil && len(it.AnswerScores) != sc.Points {
			c.item(it.ID, "has %d answer scores for the %d points of scale %q", len(it.AnswerScores), sc.Points, sc.ID)
		}
		for i := 1; i < len(it.AnswerScores); i++ {
			if !(it.AnswerScores[i] > it.AnswerScores[i-1]) {
				c.item(it.ID, "answer scores do not rise from answer %d to %d", i, i+1)
			}
		}
	}
}

func (in *Instrument) checkForm(c *checker, f *Form) {
	if !validID.MatchString(f.ID) || in.forms[f.ID] != nil {
		c.fail("form id %q is not valid or is used twice", f.ID)
	}
	in.forms[f.ID] = f
	if len(f.Items) == 0 {
		c.fail("form %q has no items", f.ID)
	}
	seen := map[string]bool{}
	for _, id := range f.Items {
		if in.items[id] == nil {
			c.item(id, "is in form %q but is not defined", f.ID)
		}
		if seen[id] {
			c.item(id, "is in form %q twice", f.ID)
		}
		seen[id] = true
		in.holders[id] = append(in.holders[id], FormRef{in.ID, f.ID})
	}
}

func (n *Norm) check(c *checker) {
	if strings.TrimSpace(n.Source) == "" {
		c.fail("the norm does not say whom it comes from")
	}
	if !(n.AnswerSD > 0) || !(n.ResidualVariance > 0) || !(n.AgreementVariance >= 0) || !(n.Spread > 0) {
		c.fail("the norm's answer_sd, residual_variance and spread must be above 0 and agreement_variance not below")
	}
	seen := map[string]bool{}
	for _, cn := range n.Constructs {
		if !validElement.MatchString(cn.Element) || seen[cn.Element] || !(cn.SD > 0) {
			c.fail("the norm of construct %q has a wrong id, stands twice, or has no spread", cn.Element)
		}
		seen[cn.Element] = true
	}
	inBlock := map[string]bool{}
	for _, block := range n.Correlations {
		block.check(c)
		for _, e := range block.Elements {
			if inBlock[e] {
				c.fail("construct %s is in two blocks of correlations", e)
			}
			inBlock[e] = true
		}
	}
}

func (b *Correlation) check(c *checker) {
	name := "correlations of " + strings.Join(b.Elements, ", ")
	if len(b.Elements) != len(b.Matrix) {
		c.fail("%s: %d rows for %d constructs", name, len(b.Matrix), len(b.Elements))
		return
	}
	for i, row := range b.Matrix {
		if len(row) != len(b.Elements) {
			c.fail("%s: row %d has %d columns", name, i+1, len(row))
			return
		}
	}
	for i, row := range b.Matrix {
		for j, r := range row {
			switch {
			case i == j && r != 1:
				c.fail("%s: row %d is not 1 on the diagonal", name, i+1)
			case !(math.Abs(r) <= 1):
				c.fail("%s: row %d holds %v, which is no correlation", name, i+1, r)
			case j < i && r != b.Matrix[j][i]:
				c.fail("%s: rows %d and %d disagree", name, i+1, j+1)
			}
		}
	}
}

// check compares the wording with the instrument: nothing missing, nothing
// empty, nothing left over.
func (t *Text) check(c *checker, in *Instrument) {
	if strings.TrimSpace(t.Name) == "" || strings.TrimSpace(t.Summary) == "" {
		c.fail("name or summary is missing")
	}
	for _, s := range in.Scales {
		labels := t.Scales[s.ID]
		if len(labels) != s.Points {
			c.fail("scale %q has %d labels for %d points", s.ID, len(labels), s.Points)
		}
		for v := 1; v <= s.Points; v++ {
			if strings.TrimSpace(labels[strconv.Itoa(v)]) == "" {
				c.fail("scale %q has no label for %d", s.ID, v)
			}
		}
	}
	for id := range t.Scales {
		if in.scales[id] == nil {
			c.fail("scale %q is worded but not defined", id)
		}
	}
	for _, s := range in.Sections {
		if w := t.Sections[s.ID]; strings.TrimSpace(w.Title) == "" || strings.TrimSpace(w.Question) == "" {
			c.fail("section %q has no title or no question", s.ID)
		}
	}
	for id := range t.Sections {
		if in.sections[id] == nil {
			c.fail("section %q is worded but not defined", id)
		}
	}
	for _, it := range in.Items {
		if strings.TrimSpace(t.Items[it.ID]) == "" {
			c.item(it.ID, "has no wording")
		}
	}
	for id := range t.Items {
		if in.items[id] == nil {
			c.item(id, "is worded but not defined")
		}
	}
}
