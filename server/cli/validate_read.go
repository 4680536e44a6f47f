package cli

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"workfit/quiz"
)

// An answerTable is a file of answers, read whole.
type answerTable struct {
	name   string
	form   string   // "" if the items are those of no form
	items  []string // in the order of the form
	people []respondent
}

// A respondent is a row of it.
type respondent struct {
	id             string
	line           int
	answers        map[string]int
	outcome, group string
}

// columnsWanted says which columns are to be there beside the items.
type columnsWanted struct{ outcome, group, form string }

// csvTable reads CSV by the names of its columns.
type csvTable struct {
	name   string
	rows   *csv.Reader
	header []string
	at     map[string]int
	cells  []string
}

func newCSVTable(r io.Reader, name string) (*csvTable, error) {
	t := &csvTable{name: name, rows: csv.NewReader(r), at: map[string]int{}}
	t.rows.ReuseRecord = true
	header, err := t.rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, t.fault(1, "the file is empty")
	}
	if err != nil {
		return nil, t.locate(err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff") // a byte order mark, from spreadsheets
	for i, column := range header {
		column = strings.TrimSpace(column)
		if _, twice := t.at[column]; twice {
			return nil, t.fault(1, "the column %q stands twice", column)
		}
		t.at[column] = i
		t.header = append(t.header, strings.Clone(column))
	}
	return t, nil
}

func (t *csvTable) fault(line int, format string, args ...any) error {
	return &fault{t.name, line, fmt.Errorf(format, args...)}
}

func (t *csvTable) locate(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return t.fault(parse.Line, "%w", parse.Err)
	}
	return err
}

// next reads a row, or returns io.EOF.
func (t *csvTable) next() (err error) {
	if t.cells, err = t.rows.Read(); err != nil {
		return t.locate(err)
	}
	return nil
}

// cell is what a column holds, and the line it stands in; "" without the column.
func (t *csvTable) cell(column string) (text string, line int) {
	i, ok := t.at[column]
	if !ok {
		return "", 0
	}
	line, _ = t.rows.FieldPos(i)
	return strings.TrimSpace(t.cells[i]), line
}

// readAnswers reads answers and what is wanted beside them. Columns that are
// neither items nor wanted are passed over.
func readAnswers(r io.Reader, name string, in *quiz.Instrument, wanted columnsWanted) (*answerTable, error) {
	t, err := newCSVTable(r, name)
	if err != nil {
		return nil, err
	}
	for _, column := range []string{personColumn, wanted.outcome, wanted.group} {
		if _, ok := t.at[column]; column != "" && !ok {
			return nil, t.fault(1, "there is no column %q", column)
		}
	}
	a := &answerTable{name: name}
	if a.form, a.items, err = t.items(in, wanted); err != nil {
		return nil, err
	}
	lines := map[string]int{}
	for {
		err := t.next()
		if errors.Is(err, io.EOF) {
			return a, nil
		}
		if err != nil {
			return nil, err
		}
		p, err := t.respondent(in, a.items, wanted)
		if err != nil {
			return nil, err
		}
		if first, twice := lines[p.id]; twice {
			return nil, t.fault(p.line, "%s %q stands in line %d already", personColumn, p.id, first)
		}
		lines[p.id] = p.line
		a.people = append(a.people, p)
	}
}

// items finds the form that the columns belong to: the one that is wanted, or the
// one that holds every item that has a column.
func (t *csvTable) items(in *quiz.Instrument, wanted columnsWanted) (form string, items []string, err error) {
	if wanted.form != "" {
		f, ok := in.Form(wanted.form)
		if !ok {
			return "", nil, fmt.Errorf("instrument %s has no form %q", in.ID, wanted.form)
		}
		var missing []string
		for _, item := range f.Items {
			if _, ok := t.at[item]; !ok {
				missing = append(missing, item)
			}
		}
		if len(missing) > 0 {
			return "", nil, t.fault(1, "there is no column for %s of the form %s", strings.Join(missing, ", "), f.ID)
		}
		return f.ID, f.Items, nil
	}
	given := map[string]bool{personColumn: true}
	for _, column := range t.header {
		if _, ok := in.Item(column); ok && column != wanted.outcome && column != wanted.group {
			given[column] = true
		}
	}
	if len(given) == 1 {
		return "", nil, t.fault(1, "no column is an item of instrument %s", in.ID)
	}
	name, missing := nearestForm(in, given)
	if len(missing) > 0 {
		return "", nil, t.fault(1, "%s has no column for %s; name another form with --form, or leave the cells empty",
			name, strings.Join(missing, ", "))
	}
	for _, f := range in.Forms {
		if name == "the form "+f.ID {
			return f.ID, f.Items, nil
		}
	}
	for i := range in.Items {
		items = append(items, in.Items[i].ID)
	}
	return "", items, nil
}

// respondent reads the row.
func (t *csvTable) respondent(in *quiz.Instrument, items []string, wanted columnsWanted) (respondent, error) {
	var p respondent
	p.id, p.line = t.cell(personColumn)
	if p.id == "" {
		return p, t.fault(p.line, "%s is empty", personColumn)
	}
	p.id = strings.Clone(p.id)
	outcome, _ := t.cell(wanted.outcome)
	group, _ := t.cell(wanted.group)
	p.outcome, p.group = strings.Clone(outcome), strings.Clone(group)
	p.answers = make(map[string]int, len(items))
	for _, item := range items {
		cell, line := t.cell(item)
		if cell == "" {
			continue
		}
		value, err := strconv.Atoi(cell)
		if err != nil {
			return p, t.fault(line, "item %q: the answer %q is not a whole number", item, cell)
		}
		if err := in.CheckAnswer(item, value); err != nil {
			return p, t.fault(line, "%w", err)
		}
		p.answers[item] = value
	}
	return p, nil
}

// A heap of dropped rows, by reason in the order met.
type droppedRows []droppedRow

type droppedRow struct {
	why         string
	rows, first int
}

func (d *droppedRows) add(line int, format string, args ...any) {
	why := fmt.Sprintf(format, args...)
	at := slices.IndexFunc(*d, func(r droppedRow) bool { return r.why == why })
	if at < 0 {
		*d = append(*d, droppedRow{why, 0, line})
		at = len(*d) - 1
	}
	(*d)[at].rows++
}
