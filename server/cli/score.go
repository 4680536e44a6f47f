package cli

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"workfit/quiz"
	"workfit/scoring"
)

type scoreCommand struct {
	Instrument string `required:"" placeholder:"ID|DIR" help:"Built-in instrument, or a folder that holds one."`
	Answers    string `required:"" placeholder:"FILE.csv" help:"CSV with person_id and one column per item; - for standard input. An empty cell is an unanswered item."`
	Out        string `placeholder:"FILE" help:"Where to write person_id,onet_soc,fit,low,high; standard output if not given. Until all is scored it is FILE.part."`
	Top        int    `placeholder:"N" help:"Write only the N occupations that fit each person best, best first. If not given, all, in the order of the tables."`
	Data       string `placeholder:"DIR" help:"Occupation tables made by import, in place of the built-in ones."`
	Partial    bool   `help:"Allow items to have no column; they count as unanswered."`
	Resume     bool   `help:"Go on with FILE.part where the same command was interrupted. FILE will be, byte for byte, as if it had not been."`
	Progress   bool   `help:"Say once a second how far it is, on standard error; at a terminal it is said anyway."`
}

// Validate is called by kong once flags are read.
func (c *scoreCommand) Validate() error {
	switch {
	case c.Top < 0:
		return fmt.Errorf("--top must be 1 or more, not %d", c.Top)
	case c.Resume && c.Out == "":
		return errors.New("--resume needs --out: standard output can not be gone on with")
	case c.Resume && c.Answers == "-":
		return errors.New("--resume needs a file of answers: standard input can not be read again")
	}
	return nil
}

// Run scores every person in the file against every occupation.
func (c *scoreCommand) Run(ctx context.Context, std streams) error {
	in, err := instrument(c.Instrument)
	if err != nil {
		return err
	}
	model, catalog, err := modelOf(in, c.Data)
	if err != nil {
		return err
	}
	answers, err := openAnswers(c.Answers, std.in)
	if err != nil {
		return err
	}
	defer answers.Close()
	if c.Resume && answers.size < 0 {
		return fmt.Errorf("--resume needs a file of answers: %s can not be read again", c.Answers)
	}
	sheet, err := readSheet(answers, answers.name, in, c.Partial)
	if err != nil {
		return err
	}
	made := origin{
		Instrument: fingerprint(in),
		Data:       catalog.Version(),
		Engine:     scoring.EngineVersion,
		Top:        c.Top,
		Answers:    answers.size,
	}
	out, err := c.open(std.out, made, sheet)
	if err != nil {
		return err
	}
	out.progress = newProgress(std.err, c.Progress, out.done, answers.size)
	if err := out.begin(); err != nil {
		return out.end(err)
	}
	return out.end(scorePeople(ctx, sheet, newScorer(model, c.Top), out.add))
}

// open opens what is written to, set to where an interrupted run was if this is to
// go on with it.
func (c *scoreCommand) open(stdout io.Writer, made origin, s *sheet) (*output, error) {
	at := checkpoint{Done: s.place()}
	if c.Out == "" {
		return newOutput(stdout, nil, at), nil
	}
	var p *part
	var err error
	if !c.Resume {
		p, err = createPart(c.Out, made)
	} else {
		p, at, err = resumePart(c.Out, made, s)
	}
	if err != nil {
		return nil, err
	}
	return newOutput(p.file, p, at), nil
}

// fingerprint names an instrument and all that is in it: one in a folder may be
// changed without anybody raising its version.
func fingerprint(in *quiz.Instrument) string {
	text, err := json.Marshal(in)
	if err != nil {
		panic(err) // it came from JSON
	}
	return fmt.Sprintf("%s %s (%.4x)", in.ID, in.Version, sha256.Sum256(text))
}

// An answersFile is where answers come from.
type answersFile struct {
	io.ReadCloser
	name string
	size int64 // -1 unless it is a file that can be read again
}

func openAnswers(path string, stdin io.Reader) (*answersFile, error) {
	if path == "-" {
		return &answersFile{io.NopCloser(stdin), "standard input", -1}, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	a := &answersFile{f, filepath.Base(path), -1}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		a.size = info.Size()
	}
	return a, nil
}
