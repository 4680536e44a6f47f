package occupation

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// folder is a directory or a zip file that input files are found in.
type folder struct {
	path  string // as given, for errors
	fsys  fs.FS
	files []string // paths in fsys, at most one folder deep
	close func()
}

// openFolder opens a directory or a zip file.
func openFolder(path string) (*folder, error) {
	f := &folder{path: path, close: func() {}}
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, missing(path, err)
	case info.IsDir():
		f.fsys = os.DirFS(path)
	default:
		archive, err := zip.OpenReader(path)
		if err != nil {
			return nil, &InputError{path, 0, "neither a directory nor a zip file"}
		}
		f.fsys, f.close = archive, func() { archive.Close() }
	}
	// One folder deep and no deeper: a release is never so, and a directory
	// given by mistake may be very large.
	for _, pattern := range []string{"*", "*/*"} {
		found, err := fs.Glob(f.fsys, pattern)
		if err != nil {
			return nil, err
		}
		f.files = append(f.files, found...)
	}
	return f, nil
}

// missing words the error of a file that can not be opened.
func missing(path string, err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return &InputError{path, 0, "there is no such file"}
	}
	return &InputError{path, 0, err.Error()}
}

// find returns the path in the folder of the file whose base name fits; empty
// if there is none.
func (f *folder) find(fits func(base string) bool) (string, error) {
	var found string
	for _, name := range f.files {
		if !fits(name[strings.LastIndexByte(name, '/')+1:]) {
			continue
		}
		if found != "" {
			return "", &InputError{f.path, 0, fmt.Sprintf("both %s and %s are there: which is meant?", found, name)}
		}
		found = name
	}
	return found, nil
}

// read reads a file of the folder.
func (f *folder) read(name string) (*input, error) {
	return readInput(f.fsys, name, filepath.Join(f.path, filepath.FromSlash(name)))
}

// input is a file that is read, and what is said of it afterwards.
type input struct {
	path string // for errors
	text string // without a byte order mark
	Input
	newest string // date of its rows, "2025-08", for files that have dates
	last   string // code of its last row
}

func readInput(fsys fs.FS, name, path string) (*input, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, missing(path, err)
	}
	text := strings.TrimPrefix(string(raw), "\ufeff")
	if err := checkText(path, text); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	return &input{path: path, text: text, Input: Input{
		Name: filepath.Base(path), SHA256: hex.EncodeToString(sum[:]),
	}}, nil
}

// readFile reads a file that was given by its own path.
func readFile(path string) (*input, error) {
	return readInput(os.DirFS(filepath.Dir(path)), filepath.Base(path), path)
}

// errorf returns an InputError at a line of the file.
func (in *input) errorf(line int, format string, args ...any) error {
	return &InputError{in.path, line, fmt.Sprintf(format, args...)}
}

// lastLine is the line of the last row.
func (in *input) lastLine() int { return strings.Count(in.text, "\n") }

// rows are the rows of an input, of which the wanted columns can be read.
type rows struct {
	in     *input
	read   func() ([]string, int, error)
	wanted []int // places of the wanted columns
	fields []string
	line   int
	err    error
}

// tsv reads an O*NET file: tab-separated, without quoting, lines ending in LF
// or CR LF. Columns that are not wanted are passed over.
func (in *input) tsv(wanted ...string) (*rows, error) {
	rest, line := in.text, 0
	return in.rows(wanted, strings.TrimSpace, func() ([]string, int, error) {
		if rest == "" {
			return nil, line, io.EOF
		}
		var row string
		row, rest, _ = strings.Cut(rest, "\n")
		line++
		return strings.Split(strings.TrimSuffix(row, "\r"), "\t"), line, nil
	})
}

// csv reads a BLS file. Headers are known without the years and footnote marks
// in them, which change with every release.
func (in *input) csv(wanted ...string) (*rows, error) {
	r := csv.NewReader(strings.NewReader(in.text))
	r.FieldsPerRecord = -1 // rows checks it, in the same words for every file
	return in.rows(wanted, undated, func() ([]string, int, error) {
		fields, err := r.Read()
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			return nil, bad.Line, bad.Err
		}
		if err != nil {
			return nil, 0, err
		}
		line, _ := r.FieldPos(0)
		return fields, line, nil
	})
}

// rows reads the header and finds the wanted columns in it.
func (in *input) rows(wanted []string, name func(string) string, read func() ([]string, int, error)) (*rows, error) {
	header, line, err := read()
	if err != nil {
		return nil, in.errorf(max(line, 1), "no header: %v", err)
	}
	names := make([]string, len(header))
	for i, h := range header {
		names[i] = name(h)
		if slices.Contains(names[:i], names[i]) {
			names[i] += " (2)" // two columns that differ in the year
		}
	}
	r := &rows{in: in, read: read, fields: header}
	for _, w := range wanted {
		at := slices.Index(names, w)
		if at < 0 {
			return nil, in.errorf(line, "the column %q is missing", w)
		}
		r.wanted = append(r.wanted, at)
	}
	return r, nil
}

// next goes to the next row. It is false at the end and at a fault, which is
// then in r.err.
func (r *rows) next() bool {
	width := len(r.fields)
	fields, line, err := r.read()
	if err == io.EOF {
		if r.in.Rows == 0 {
			r.err = r.in.errorf(1, "there are no rows")
		}
		return false
	}
	r.line = line
	if err != nil {
		r.err = r.errorf("%v", err)
		return false
	}
	if len(fields) != width {
		r.err = r.errorf("%d fields, want %d", len(fields), width)
		return false
	}
	r.fields = fields
	r.in.Rows++
	return true
}

// get returns the field of the i-th wanted column, without the spaces around
// it.
func (r *rows) get(i int) string { return strings.TrimSpace(r.fields[r.wanted[i]]) }

// errorf returns an InputError at the row.
func (r *rows) errorf(format string, args ...any) error {
	return r.in.errorf(r.line, format, args...)
}

var (
	footnote = regexp.MustCompile(`\[\d+\]`)
	dates    = regexp.MustCompile(`,? ?\b\d{4}([–-]\d{2,4})?\b`)
)

// undated returns a BLS column name without years and footnote marks:
// "Employment change, percent, 2024–34" is "Employment change, percent".
func undated(header string) string {
	header = footnote.ReplaceAllString(header, "")
	return strings.TrimSpace(dates.ReplaceAllString(header, ""))
}

// inRange reports whether s is a number from low to high, written as our
// tables write numbers.
func inRange(s string, low, high float64) bool {
	v, ok := parseNumber(s)
	return ok && low <= v && v <= high
}
