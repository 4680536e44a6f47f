package occupation

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math"
	"strings"
	"unicode/utf8"
)

// An InputError is a fault in a file that was read: one of an import, or one of
// the tables.
type InputError struct {
	File string
	Line int // 0 if the fault is not in a line
	Msg  string
}

// Error returns "file:line: what is wrong".
func (e *InputError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Msg
	}
	return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Msg)
}

// table reads one of our own tables: tab-separated, a header line, no quoting.
// Its fields are parts of one string that is read whole, so that loading makes
// no copies.
type table struct {
	file   string
	text   string
	sum    [sha256.Size]byte // of the whole
	header []string
	rest   string // lines not yet read
	line   int
	fields []string // of the line last read
	err    error
}

// openTable reads a table whose header begins with the columns named.
func openTable(fsys fs.FS, name Table, columns ...string) (*table, error) {
	file := string(name) + ".tsv"
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return nil, err
	}
	t := &table{file: file, text: string(raw), sum: sha256.Sum256(raw)}
	if err := checkText(file, t.text); err != nil {
		return nil, err
	}
	t.rest = t.text
	head, rest, _ := strings.Cut(t.rest, "\n")
	t.header, t.rest, t.line = strings.Split(head, "\t"), rest, 1
	for i, want := range columns {
		if i >= len(t.header) || t.header[i] != want {
			return nil, t.errorf("column %d must be %q", i+1, want)
		}
	}
	t.fields = make([]string, len(t.header))
	return t, nil
}

// checkText refuses text that no table may be: empty, cut within a line, or
// not UTF-8.
func checkText(file, text string) error {
	switch {
	case text == "":
		return &InputError{file, 1, "the file is empty"}
	case !utf8.ValidString(text):
		return &InputError{file, 1 + strings.Count(text[:invalidUTF8(text)], "\n"), "not UTF-8"}
	case text[len(text)-1] != '\n':
		return &InputError{file, 1 + strings.Count(text, "\n"), "the last line has no end: the file is cut short"}
	}
	return nil
}

// invalidUTF8 returns where text stops being UTF-8.
func invalidUTF8(text string) int {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(text)
}

// rows returns an upper bound on the rows not yet read.
func (t *table) rows() int { return strings.Count(t.rest, "\n") }

// next reads the next row into t.fields. It is false at the end and at a fault,
// which is then in t.err.
func (t *table) next() bool {
	if t.err != nil || t.rest == "" {
		return false
	}
	end := strings.IndexByte(t.rest, '\n')
	row := t.rest[:end]
	t.rest = t.rest[end+1:]
	t.line++

	last := len(t.fields) - 1
	for i := range last {
		tab := strings.IndexByte(row, '\t')
		if tab < 0 {
			t.err = t.errorf("%d fields, want %d", i+1, len(t.fields))
			return false
		}
		t.fields[i], row = row[:tab], row[tab+1:]
	}
	if extra := strings.Count(row, "\t"); extra > 0 {
		t.err = t.errorf("%d fields, want %d", len(t.fields)+extra, len(t.fields))
		return false
	}
	t.fields[last] = row
	return true
}

// errorf returns an InputError at the line last read.
func (t *table) errorf(format string, args ...any) error {
	return &InputError{t.file, t.line, fmt.Sprintf(format, args...)}
}

// figure reads a field as BLS prints it.
func (t *table) figure(field int, topCode float64) (Figure, error) {
	f, ok := parseFigure(t.fields[field], topCode)
	if !ok {
		return Figure{}, t.errorf("%s: %q is not a figure", t.header[field], t.fields[field])
	}
	return f, nil
}

// parseFigure reads a number, or one of the signs that BLS uses for what it
// does not print: "*", "**" and "—" are not available, "#" is at or above the
// top code, and so is ">=$239,200".
func parseFigure(s string, topCode float64) (Figure, bool) {
	switch s {
	case "*", "**", "—":
		return Figure{}, true
	case "#":
		return AtOrAbove(topCode), topCode > 0
	}
	if amount, ok := strings.CutPrefix(s, ">=$"); ok {
		v, ok := parseNumber(strings.ReplaceAll(amount, ",", ""))
		return AtOrAbove(v), ok
	}
	v, ok := parseNumber(s)
	return Exactly(v), ok
}

// parseNumber reads a decimal number without exponent: "4.62", "-3", "0". It is
// several times as fast as strconv, which matters for 300,000 of them, and as
// exact: a quotient of two integers that float64 holds is rounded correctly.
func parseNumber(s string) (float64, bool) {
	digits, negative := strings.CutPrefix(s, "-")
	var mantissa int64
	decimals, point := 0, false
	for i := range len(digits) {
		switch c := digits[i]; {
		case '0' <= c && c <= '9':
			mantissa = mantissa*10 + int64(c-'0')
			if point {
				decimals++
			}
		case c == '.' && !point && i > 0 && i < len(digits)-1:
			point = true
		default:
			return 0, false
		}
	}
	if digits == "" || len(digits) > 15 { // 15 digits are below 2^53
		return 0, false
	}
	v := float64(mantissa)
	if decimals > 0 {
		v /= powersOfTen[decimals]
	}
	if negative {
		v = -v
	}
	return v, true
}

var powersOfTen = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// parseCell reads a rating as the tables print it: a number followed by "s" if
// it is to be suppressed and "n" if it is not relevant; nothing if missing.
func parseCell(s string) (float64, Mark, bool) {
	if s == "" {
		return math.NaN(), 0, true
	}
	var mark Mark
	if cut, ok := strings.CutSuffix(s, "n"); ok {
		s, mark = cut, NotRelevant
	}
	if cut, ok := strings.CutSuffix(s, "s"); ok {
		s, mark = cut, mark|Suppress
	}
	v, ok := parseNumber(s)
	return v, mark, ok
}
