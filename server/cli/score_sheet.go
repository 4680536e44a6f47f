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

// A sheet reads answers from CSV, a person a row. Reading splits a row into
// cells and no more, so that one goroutine can keep many scorers busy; what the
// cells say is for [sheet.answers], which may be called from many at a time.
type sheet struct {
	name    string
	rows    *csv.Reader
	tally   *tally
	in      *quiz.Instrument
	columns []column
	person  int // the column of the person

	people int
	lines  map[string]int // where each person stands
}

// A column holds an item's answers, or the person where item is "".
type column struct {
	item   string
	points int // answers run from 1 to so many
}

// A row is a person as read, good until the sheet reads into it again.
type row struct {
	cells []string
	lines []int // a cell may hold line ends
	end   place
}

// A place is how far an input has been read: what of it has been consumed, and
// the SHA-256 of that.
type place struct {
	People int    `json:"people"`
	Bytes  int64  `json:"bytes"`
	Digest digest `json:"sha256"`
}

const personColumn = "person_id"

// A fault is something wrong in the answers themselves: the person who made them
// has to put it right, and trying again will not.
type fault struct {
	name string
	line int
	err  error
}

func (f *fault) Error() string { return fmt.Sprintf("%s:%d: %v", f.name, f.line, f.err) }
func (f *fault) Unwrap() error { return f.err }

func (s *sheet) fault(line int, format string, args ...any) error {
	return &fault{s.name, line, fmt.Errorf(format, args...)}
}

// readSheet reads the header. Its items must be those of a form, or of the whole
// instrument, unless partial.
func readSheet(r io.Reader, name string, in *quiz.Instrument, partial bool) (*sheet, error) {
	s := &sheet{name: name, tally: newTally(r), in: in, lines: map[string]int{}}
	s.rows = csv.NewReader(s.tally)
	s.rows.ReuseRecord = true
	header, err := s.rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, s.fault(1, "the file is empty")
	}
	if err != nil {
		return nil, s.locate(err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff") // a byte order mark, from spreadsheets
	given := map[string]bool{}
	for i, name := range header {
		name = strings.TrimSpace(name)
		if given[name] {
			return nil, s.fault(1, "the column %q stands twice", name)
		}
		given[name] = true
		if name == personColumn {
			s.columns, s.person = append(s.columns, column{}), i
			continue
		}
		item, ok := in.Item(name)
		if !ok {
			return nil, s.fault(1, "the column %q is no item of instrument %s", name, in.ID)
		}
		s.columns = append(s.columns, column{item.ID, in.ItemScale(item).Points})
	}
	if !given[personColumn] {
		return nil, s.fault(1, "there is no column %q", personColumn)
	}
	if form, missing := nearestForm(in, given); len(missing) > 0 && !partial {
		return nil, s.fault(1, "%s has no column for %s; leave the cells empty, or allow it with --partial",
			form, strings.Join(missing, ", "))
	}
	return s, nil
}

// nearestForm returns the form, or the whole instrument, that the columns come
// nearest to, and the items they lack.
func nearestForm(in *quiz.Instrument, given map[string]bool) (name string, missing []string) {
	consider := func(what string, items []string) {
		outside := len(given) - 1 // less person_id
		var lacking []string
		for _, item := range items {
			if given[item] {
				outside--
			} else {
				lacking = append(lacking, item)
			}
		}
		// A form that does not hold every column is not the one that was meant.
		if outside == 0 && (name == "" || len(lacking) < len(missing)) {
			name, missing = what, lacking
		}
	}
	for _, f := range in.Forms {
		consider("the form "+f.ID, f.Items)
	}
	var all []string
	for _, it := range in.Items {
		all = append(all, it.ID)
	}
	consider("the instrument "+in.ID, all)
	return name, missing
}

// read reads the next person, or returns io.EOF. A person may stand in a sheet
// once: two rows under one name could not be told apart in what is written.
func (s *sheet) read(r *row) error {
	cells, err := s.rows.Read()
	if err != nil {
		return s.locate(err)
	}
	r.cells, r.lines = append(r.cells[:0], cells...), r.lines[:0]
	for i := range cells {
		line, _ := s.rows.FieldPos(i)
		r.lines = append(r.lines, line)
	}
	if person := strings.TrimSpace(cells[s.person]); person != "" {
		line := r.lines[s.person]
		if first, twice := s.lines[person]; twice {
			return s.fault(line, "%s %q stands in line %d already", personColumn, person, first)
		}
		s.lines[strings.Clone(person)] = line // a piece of the row would keep all of it
	}
	s.people++
	r.end = s.place()
	return nil
}

// place is how far the sheet has been read.
func (s *sheet) place() place {
	at := s.rows.InputOffset()
	return place{People: s.people, Bytes: at, Digest: s.tally.digest(at)}
}

// answers puts a row's answers into answers, and returns whose they are.
func (s *sheet) answers(r *row, answers map[string]int) (person string, err error) {
	clear(answers)
	for i, cell := range r.cells {
		cell = strings.TrimSpace(cell)
		column := s.columns[i]
		switch {
		case i == s.person:
			if person = cell; person == "" {
				return "", s.fault(r.lines[i], "%s is empty", personColumn)
			}
		case cell != "":
			value, err := strconv.Atoi(cell)
			if err != nil {
				return "", s.fault(r.lines[i], "item %q: the answer %q is not a whole number", column.item, cell)
			}
			if value < 1 || value > column.points {
				return "", s.fault(r.lines[i], "%w", s.in.CheckAnswer(column.item, value))
			}
			answers[column.item] = value
		}
	}
	return person, nil
}

// locate puts file and line before an error of the CSV reader.
func (s *sheet) locate(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return s.fault(parse.Line, "%w", parse.Err)
	}
	return err
}

// csvField quotes a field where CSV needs it.
func csvField(s string) string {
	if slices.ContainsFunc([]byte(s), func(b byte) bool { return b == ',' || b == '"' || b == '\n' || b == '\r' }) {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}
