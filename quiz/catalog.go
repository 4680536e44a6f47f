package quiz

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
)

//go:embed instruments
var embedded embed.FS

// A Catalog is the set of instruments that a service offers.
type Catalog struct {
	list []*Instrument
	byID map[string]*Instrument
}

// Embedded returns the instruments that come with workfit.
func Embedded() (*Catalog, error) {
	sub, err := fs.Sub(embedded, "instruments")
	if err != nil {
		return nil, err
	}
	return ReadCatalog(sub)
}

// ReadCatalog reads every folder of fsys as an instrument.
func ReadCatalog(fsys fs.FS) (*Catalog, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("reading instruments: %w", err)
	}
	c := &Catalog{byID: map[string]*Instrument{}}
	var wrong []error
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		in, err := ReadInstrument(fsys, e.Name())
		if err != nil {
			wrong = append(wrong, err)
			continue
		}
		c.list = append(c.list, in)
		c.byID[in.ID] = in
	}
	return c, errors.Join(wrong...)
}

// Find returns the instrument with the given id.
func (c *Catalog) Find(id string) (*Instrument, bool) { in, ok := c.byID[id]; return in, ok }

// All lists the instruments, sorted by id.
func (c *Catalog) All() []*Instrument { return c.list }

// Form returns the instrument and the form that a session is taken with.
func (c *Catalog) Form(ref FormRef) (*Instrument, *Form, bool) {
	in, ok := c.byID[ref.Instrument]
	if !ok {
		return nil, nil, false
	}
	f, ok := in.Form(ref.Form)
	return in, f, ok
}
