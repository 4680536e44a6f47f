package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/server/cli/report"
)

type validateCommand struct {
	Instrument     string `required:"" placeholder:"ID|DIR" help:"Built-in instrument, or a folder that holds one."`
	Answers        string `required:"" placeholder:"FILE.csv" help:"CSV with person_id, one column per item and any other columns. An empty cell is an unanswered item."`
	Outcome        string `placeholder:"COLUMN" help:"Column of the answers that holds each person's known outcome: a field of work or study, or an O*NET-SOC code."`
	Outcomes       string `placeholder:"FILE.csv" help:"Which occupations belong to a field: a column named like the outcome's, or field, and onet_soc; a row an occupation. Not needed if outcomes are O*NET-SOC codes."`
	Group          string `placeholder:"COLUMN" help:"Column of the answers that holds a group, to judge fairness by. It is counted and not kept."`
	Retest         string `placeholder:"FILE.csv" help:"Second answers of the same people, columns as in the first."`
	Form           string `placeholder:"ID" help:"Judge this form. If not given, the one whose items are the columns."`
	Text           string `placeholder:"FILE" help:"Where to write the report as text; standard output if not given."`
	JSON           string `name:"json" placeholder:"FILE" help:"Where to write it as JSON."`
	HTML           string `name:"html" placeholder:"FILE" help:"Where to write it as a page of its own."`
	Draws          int    `default:"1000" help:"Bootstrap draws for an interval, 100 at least."`
	Simulated      int    `default:"500" help:"Simulated people, where the truth has to be known; 20 at least."`
	Personal       int    `default:"200" help:"For so many people at most, choose each next item for the person; 0 for none. It takes up to half a second a person."`
	Seed           uint64 `default:"1" help:"All chance comes from this number."`
	PeoplePerField int    `placeholder:"N" help:"Judge the first N people of each field only; all if not given."`
	Data           string `placeholder:"DIR" help:"Occupation tables made by import, in place of the built-in ones."`
}

// Validate is called by kong once flags are read.
func (c *validateCommand) Validate() error {
	switch {
	case c.Draws < 100:
		return fmt.Errorf("--draws must be 100 or more, not %d", c.Draws)
	case c.Simulated < 20:
		return fmt.Errorf("--simulated must be 20 or more, not %d", c.Simulated)
	case c.Personal < 0 || c.PeoplePerField < 0:
		return fmt.Errorf("--personal and --people-per-field must not be negative")
	case c.Outcome == "" && (c.Outcomes != "" || c.PeoplePerField > 0):
		return fmt.Errorf("--outcomes and --people-per-field need --outcome")
	}
	return nil
}

// Run judges an instrument and its scoring on answers, and writes the report.
func (c *validateCommand) Run(ctx context.Context, std streams) error {
	v, err := c.prepare(std.in)
	if err != nil {
		return err
	}
	r, err := v.judge(ctx)
	if err != nil {
		return err
	}
	for _, to := range []struct {
		path  string
		write func(io.Writer) error
	}{
		{c.JSON, r.WriteJSON},
		{c.HTML, r.WriteHTML},
		{c.Text, r.WriteText},
	} {
		if to.path == "" {
			continue
		}
		if err := writeFile(to.path, to.write); err != nil {
			return err
		}
	}
	if c.Text == "" {
		return r.WriteText(std.out)
	}
	return nil
}

// prepare reads all that is judged.
func (c *validateCommand) prepare(stdin io.Reader) (*validator, error) {
	in, err := instrument(c.Instrument)
	if err != nil {
		return nil, err
	}
	model, catalog, err := modelOf(in, c.Data)
	if err != nil {
		return nil, err
	}
	v := &validator{in: in, catalog: catalog, model: model, draws: c.Draws, seed: c.Seed, simulated: c.Simulated, personal: c.Personal}
	if v.families, v.familyNames, err = jobFamilies(catalog); err != nil {
		return nil, err
	}
	first, err := c.read(c.Answers, stdin, in, columnsWanted{outcome: c.Outcome, group: c.Group, form: c.Form})
	if err != nil {
		return nil, err
	}
	v.items, v.form, v.group = first.items, first.form, c.Group
	if c.Retest != "" {
		// The second answers may lack what is known from the first.
		second, err := c.read(c.Retest, stdin, in, columnsWanted{form: c.Form})
		if err != nil {
			return nil, err
		}
		v.retest = map[string]map[string]int{}
		for _, p := range second.people {
			v.retest[p.id] = p.answers
		}
	}
	known, err := c.outcomes(catalog)
	if err != nil {
		return nil, err
	}
	v.choose(first, known, c.PeoplePerField)
	if len(v.people) < fewestPeople {
		return nil, fmt.Errorf("%s: %d people are left to judge, %d are needed at least%s",
			first.name, len(v.people), fewestPeople, v.dropped.reasons())
	}
	v.judged = report.Judged{
		Instrument: fingerprint(in), Form: v.form, Items: len(v.items),
		Data: catalog.Version(), Engine: scoring.EngineVersion, Occupations: len(catalog.All()),
		Answers: first.name, Rows: len(first.people), People: len(v.people), Dropped: v.dropped.list(),
		Outcome: c.Outcome, Fields: v.fields(), Group: c.Group,
		Draws: c.Draws, Simulated: c.Simulated, Seed: c.Seed,
	}
	return v, nil
}

// read reads a file of answers.
func (c *validateCommand) read(path string, stdin io.Reader, in *quiz.Instrument, wanted columnsWanted) (*answerTable, error) {
	f, err := openAnswers(path, stdin)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readAnswers(f, f.name, in, wanted)
}

// writeFile writes a file whole or not at all.
func writeFile(path string, write func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(f.Name())
		}
	}()
	if err := write(f); err != nil {
		f.Close()
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
