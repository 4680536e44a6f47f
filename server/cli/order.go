package cli

import (
	"encoding/json"
	"fmt"
	"slices"

	"workfit/quiz"
	"workfit/scoring"
)

type orderCommand struct {
	Instrument string         `required:"" placeholder:"ID|DIR" help:"Built-in instrument, or a folder that holds one."`
	Form       string         `placeholder:"ID" help:"Order the items of this form; all items of the instrument if not given."`
	Choose     map[string]int `placeholder:"SECTION=N;…" help:"Choose so many items of each section from all there are. A section that is not named is left out."`
	Mixed      bool           `help:"Order across sections, by what items tell alone. If not given, sections stay together, and each asks about every main construct before it asks about one again."`
	JSON       bool           `help:"Print the ids alone, as they stand in an instrument's form."`
	Data       string         `placeholder:"DIR" help:"Occupation tables made by import, in place of the built-in ones."`
}

// Run prints items in the order in which they tell most about a person's fits.
func (c *orderCommand) Run(std streams) error {
	in, err := instrument(c.Instrument)
	if err != nil {
		return err
	}
	model, _, err := modelOf(in, c.Data)
	if err != nil {
		return err
	}
	blocks, err := c.blocks(in)
	if err != nil {
		return err
	}
	steps := model.Order(blocks...)
	if c.JSON {
		ids := make([]string, len(steps))
		for i, s := range steps {
			ids[i] = s.Item
		}
		return json.NewEncoder(std.out).Encode(ids)
	}
	for i, s := range steps {
		if _, err := fmt.Fprintf(std.out, "%3d  %-8s %5.1f %% of the variance of fits left\n", i+1, s.Item, 100*s.Left); err != nil {
			return err
		}
	}
	return nil
}

// blocks gathers the items to order, by section unless mixed.
func (c *orderCommand) blocks(in *quiz.Instrument) ([]scoring.Block, error) {
	wanted := func(*quiz.Item) bool { return true }
	if c.Form != "" {
		form, ok := in.Form(c.Form)
		if !ok {
			return nil, fmt.Errorf("instrument %s has no form %q", in.ID, c.Form)
		}
		wanted = func(it *quiz.Item) bool { return slices.Contains(form.Items, it.ID) }
	}
	for section := range c.Choose {
		if !slices.ContainsFunc(in.Sections, func(s quiz.Section) bool { return s.ID == section }) {
			return nil, fmt.Errorf("instrument %s has no section %q", in.ID, section)
		}
	}
	var blocks []scoring.Block
	for _, section := range in.Sections {
		block := scoring.Block{Most: c.Choose[section.ID], Cover: true}
		if c.Choose != nil && block.Most < 1 {
			continue
		}
		for i := range in.Items {
			if it := &in.Items[i]; it.Section == section.ID && wanted(it) {
				block.Items = append(block.Items, it.ID)
			}
		}
		blocks = append(blocks, block)
	}
	if !c.Mixed {
		return blocks, nil
	}
	if c.Choose != nil {
		return nil, fmt.Errorf("--choose counts by section, which --mixed does away with: give one of them")
	}
	var all scoring.Block
	for _, block := range blocks {
		all.Items = append(all.Items, block.Items...)
	}
	return []scoring.Block{all}, nil
}
