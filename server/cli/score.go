package cli

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"workfit/quiz"
	"workfit/scoring"
)

type scoreCommand struct {
	Instrument string `required:"" placeholder:"ID|DIR" help:"Built-in instrument, or a folder that holds one."`
	Answers    string `required:"" placeholder:"FILE.csv" help:"CSV with person_id and one column per item; - for standard input. An empty cell is an unanswered item."`
	Out        string `placeholder:"FILE" help:"Where to write person_id,onet_soc,fit,low,high; standard output if not given. Written only once all is scored."`
	Data       string `placeholder:"DIR" help:"Occupation tables made by import, in place of the built-in ones."`
	Partial    bool   `help:"Allow items to have no column; they count as unanswered."`
}

// Run scores every person in the file against every occupation.
func (c *scoreCommand) Run(ctx context.Context, std streams) error {
	in, err := instrument(c.Instrument)
	if err != nil {
		return err
	}
	catalog, err := occupations(c.Data)
	if err != nil {
		return err
	}
	field, err := catalog.Field()
	if err != nil {
		return err
	}
	model, err := scoring.NewModel(in, field, scoring.DefaultWeights())
	if err != nil {
		return err
	}
	src, name := std.in, "standard input"
	if c.Answers != "-" {
		f, err := os.Open(c.Answers)
		if err != nil {
			return err
		}
		defer f.Close()
		src, name = f, filepath.Base(c.Answers)
	}
	sheet, err := readSheet(src, name, in, c.Partial)
	if err != nil {
		return err
	}
	if c.Out == "" {
		return scoreSheet(ctx, sheet, model, std.out)
	}
	return writeWhole(c.Out, func(w io.Writer) error { return scoreSheet(ctx, sheet, model, w) })
}

// writeWhole writes a file that appears under its name only when it is
// complete.
func writeWhole(path string, write func(io.Writer) error) (err error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tmp.Close(), os.Remove(tmp.Name()))
		}
	}()
	if err := write(tmp); err != nil {
		return err
	}
	if err := tmp.Chmod(0o644); err != nil {
		return err
	}
	if err := tmp.Close(); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// A sheet reads answers from CSV, a person a row.
type sheet struct {
	name    string
	rows    *csv.Reader
	in      *quiz.Instrument
	columns []string // item ids; "" for person_id
}

const personColumn = "person_id"

// readSheet reads the header. Its items must be those of a form, or of the whole
// instrument, unless partial.
func readSheet(r io.Reader, name string, in *quiz.Instrument, partial bool) (*sheet, error) {
	s := &sheet{name: name, rows: csv.NewReader(r), in: in}
	s.rows.ReuseRecord = true
	header, err := s.rows.Read()
	if errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s:1: the file is empty", name)
	}
	if err != nil {
		return nil, s.locate(err)
	}
	header[0] = strings.TrimPrefix(header[0], "\ufeff") // a byte order mark, from spreadsheets
	given := map[string]bool{}
	for _, column := range header {
		column = strings.TrimSpace(column)
		if given[column] {
			return nil, fmt.Errorf("%s:1: the column %q stands twice", name, column)
		}
		given[column] = true
		if column == personColumn {
			s.columns = append(s.columns, "")
			continue
		}
		if _, ok := in.Item(column); !ok {
			return nil, fmt.Errorf("%s:1: the column %q is no item of instrument %s", name, column, in.ID)
		}
		s.columns = append(s.columns, column)
	}
	if !given[personColumn] {
		return nil, fmt.Errorf("%s:1: there is no column %q", name, personColumn)
	}
	if form, missing := nearestForm(in, given); len(missing) > 0 && !partial {
		return nil, fmt.Errorf("%s:1: %s has no column for %s; leave the cells empty, or allow it with --partial",
			name, form, strings.Join(missing, ", "))
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

// next returns the next person and their answers, or io.EOF.
func (s *sheet) next() (person string, answers map[string]int, err error) {
	row, err := s.rows.Read()
	if err != nil {
		return "", nil, s.locate(err)
	}
	answers = make(map[string]int, len(s.columns))
	for i, cell := range row {
		line, _ := s.rows.FieldPos(i)
		item := s.columns[i]
		cell = strings.TrimSpace(cell)
		switch {
		case item == "":
			if person = cell; person == "" {
				return "", nil, fmt.Errorf("%s:%d: %s is empty", s.name, line, personColumn)
			}
		case cell != "":
			value, err := strconv.Atoi(cell)
			if err != nil {
				return "", nil, fmt.Errorf("%s:%d: item %q: the answer %q is not a whole number", s.name, line, item, cell)
			}
			if err := s.in.CheckAnswer(item, value); err != nil {
				return "", nil, fmt.Errorf("%s:%d: %w", s.name, line, err)
			}
			answers[item] = value
		}
	}
	return person, answers, nil
}

// locate puts file and line before an error of the CSV reader.
func (s *sheet) locate(err error) error {
	var parse *csv.ParseError
	if errors.As(err, &parse) {
		return fmt.Errorf("%s:%d: %w", s.name, parse.Line, parse.Err)
	}
	return err
}

// scoreSheet writes a line for every person and occupation, as they come.
func scoreSheet(ctx context.Context, s *sheet, model *scoring.Model, w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	if _, err := out.WriteString("person_id,onet_soc,fit,low,high\n"); err != nil {
		return err
	}
	var line []byte
	for ctx.Err() == nil {
		person, answers, err := s.next()
		if errors.Is(err, io.EOF) {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		result, err := model.Score(answers)
		if err != nil {
			return err
		}
		prefix := csvField(person)
		for o := range result.Len() {
			f := result.Fit(o)
			line = append(line[:0], prefix...)
			line = append(line, ',')
			line = append(line, f.Code...)
			for _, v := range [...]float64{f.Score, f.Low, f.High} {
				line = append(line, ',')
				line = strconv.AppendFloat(line, v, 'f', 4, 64)
			}
			if _, err := out.Write(append(line, '\n')); err != nil {
				return err
			}
		}
	}
	return ctx.Err()
}

// csvField quotes a field where CSV needs it.
func csvField(s string) string {
	if slices.ContainsFunc([]byte(s), func(b byte) bool { return b == ',' || b == '"' || b == '\n' || b == '\r' }) {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}
