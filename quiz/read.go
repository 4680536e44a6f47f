package quiz

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// instrumentFile is the file of an instrument's folder that holds all but the
// wording; every other .json file is the wording in the language of its name.
const instrumentFile = "instrument.json"

// A DefinitionError tells where an instrument's files are wrong.
type DefinitionError struct {
	File string
	Line int    // 0 when the error belongs to the file as a whole
	Item string // "" when it belongs to no item
	Msg  string
}

func (e *DefinitionError) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	b.WriteString(": ")
	if e.Item != "" {
		fmt.Fprintf(&b, "item %s: ", e.Item)
	}
	b.WriteString(e.Msg)
	return b.String()
}

// ReadInstrument reads and checks the instrument in a folder: instrument.json
// and one <language>.json of wording for each language. The instrument it
// returns has been found whole: every item keyed and worded in every language,
// every reference leads somewhere. Otherwise the error joins all that is wrong,
// each as a [*DefinitionError].
func ReadInstrument(fsys fs.FS, dir string) (*Instrument, error) {
	name := path.Join(dir, instrumentFile)
	in := &Instrument{texts: map[string]*Text{}}
	raw, err := readJSON(fsys, name, in)
	if err != nil {
		return nil, err
	}
	check := &checker{file: name, raw: raw}
	in.check(check)
	if in.ID != "" && dir != "." && in.ID != path.Base(dir) {
		check.fail("the instrument %q lies in a folder named %q", in.ID, path.Base(dir))
	}

	entries, err := fs.ReadDir(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("reading instrument folder %s: %w", dir, err)
	}
	for _, e := range entries {
		lang, isJSON := strings.CutSuffix(e.Name(), ".json")
		if !isJSON || e.Name() == instrumentFile {
			continue
		}
		text := &Text{}
		textName := path.Join(dir, e.Name())
		raw, err := readJSON(fsys, textName, text)
		if err != nil {
			return nil, err
		}
		check.file, check.raw = textName, raw
		if text.Language != lang {
			check.fail("says that its language is %q", text.Language)
		}
		text.check(check, in)
		in.texts[lang] = text
	}
	if len(in.texts) == 0 {
		check.file, check.raw = name, nil
		check.fail("there is no wording beside it, such as en.json")
	}
	if len(check.errs) > 0 {
		return nil, errors.Join(check.errs...)
	}
	return in, nil
}

// readJSON decodes one file strictly: an unknown key is a misspelt one.
func readJSON(fsys fs.FS, name string, into any) ([]byte, error) {
	raw, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("reading instrument: %w", err)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	err = dec.Decode(into)
	if err == nil {
		if _, more := dec.Token(); more != io.EOF {
			err = errors.New("more follows after the end of the object")
		}
	}
	if err != nil {
		offset := dec.InputOffset()
		var syntax *json.SyntaxError
		var kind *json.UnmarshalTypeError
		switch {
		case errors.As(err, &syntax):
			offset = syntax.Offset
		case errors.As(err, &kind):
			offset = kind.Offset
		case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
			offset, err = int64(len(raw)), errors.New("the file ends too early")
		}
		return nil, &DefinitionError{File: name, Line: lineAt(raw, offset), Msg: err.Error()}
	}
	return raw, nil
}

func lineAt(raw []byte, offset int64) int {
	return 1 + bytes.Count(raw[:min(int(offset), len(raw))], []byte{'\n'})
}

// A checker gathers everything that is wrong, so that an author sees it at once.
type checker struct {
	file string
	raw  []byte
	errs []error
}

func (c *checker) fail(format string, args ...any) {
	c.errs = append(c.errs, &DefinitionError{File: c.file, Msg: fmt.Sprintf(format, args...)})
}

// item adds an error at the line where the item is defined or worded.
func (c *checker) item(id, format string, args ...any) {
	e := &DefinitionError{File: c.file, Item: id, Msg: fmt.Sprintf(format, args...)}
	quoted := regexp.QuoteMeta(id)
	at := regexp.MustCompile(`"id"\s*:\s*"` + quoted + `"|"` + quoted + `"\s*:`).FindIndex(c.raw)
	if at != nil {
		e.Line = lineAt(c.raw, int64(at[0]))
	}
	c.errs = append(c.errs, e)
}
