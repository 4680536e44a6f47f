package occupation

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The tables are made by "workfit import"; see NOTICE beside them for where
// they come from.
//
//go:embed data
var embedded embed.FS

// Embedded returns the catalogue built into the program. It is loaded once, by
// the first call.
func Embedded() (*Catalog, error) { return loadEmbedded() }

var loadEmbedded = sync.OnceValues(func() (*Catalog, error) {
	tables, err := fs.Sub(embedded, "data")
	if err != nil {
		return nil, err
	}
	return Load(tables)
})

// Load reads the tables that [Import] has written. A fault in one of them is an
// [*InputError].
func Load(fsys fs.FS) (*Catalog, error) {
	l := &loader{fsys: fsys, Catalog: &Catalog{
		byCode: make(map[string]*Occupation),
		bySlug: make(map[string]*Occupation),
		elements: elementIndex{
			byID:    make(map[string]Element),
			columns: make(map[column]position),
		},
	}}
	steps := []func() error{l.occupations, l.loadElements}
	for _, d := range Domains {
		steps = append(steps, func() error { return l.ratings(d) })
	}
	// What follows the ratings needs to know who is profiled.
	steps = append(steps, l.profiled, l.education, l.related, l.titles, l.technology,
		l.wages, l.outlook, l.attainment, l.loadSources, l.setVersion)
	for _, step := range steps {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return l.Catalog, nil
}

type loader struct {
	*Catalog
	fsys   fs.FS
	sums   []tableSum
	byNEM  map[string][]*Occupation
	byOEWS map[string][]*Occupation
}

type tableSum struct {
	table Table
	sum   [sha256.Size]byte
}

// open opens a table and notes its checksum for the version.
func (l *loader) open(name Table, columns ...string) (*table, error) {
	t, err := openTable(l.fsys, name, columns...)
	if err != nil {
		return nil, err
	}
	l.sums = append(l.sums, tableSum{name, t.sum})
	return t, nil
}

func (l *loader) occupations() error {
	t, err := l.open(TableOccupations, occupationColumns...)
	if err != nil {
		return err
	}
	all := make([]Occupation, 0, t.rows())
	l.byNEM = make(map[string][]*Occupation)
	l.byOEWS = make(map[string][]*Occupation)
	last := ""
	for t.next() {
		f := t.fields
		if !isCode(f[0]) || f[0] <= last {
			return t.errorf("%q is not a code after %q", f[0], last)
		}
		last = f[0]
		zone := 0
		if f[3] != "" {
			if zone, err = strconv.Atoi(f[3]); err != nil || zone < 1 || zone > 5 {
				return t.errorf("job zone %q is not 1 to 5", f[3])
			}
		}
		all = append(all, Occupation{
			Code: f[0], Title: f[1], Slug: slug(f[1]), Group: f[2],
			JobZone: zone, JobZoneDate: f[4], elements: &l.elements,
		})
		o := &all[len(all)-1]
		if o.Slug == "" || l.bySlug[o.Slug] != nil {
			return t.errorf("the title %q is empty, or like another's", o.Title)
		}
		l.every = append(l.every, o)
		l.byCode[o.Code], l.bySlug[o.Slug] = o, o
		if f[5] != "" {
			l.byNEM[f[5]] = append(l.byNEM[f[5]], o)
		}
		if f[6] != "" {
			l.byOEWS[f[6]] = append(l.byOEWS[f[6]], o)
		}
	}
	return t.err
}

// isCode reports whether s has the form of an O*NET-SOC code, "15-1252.00".
func isCode(s string) bool {
	if len(s) != len("15-1252.00") {
		return false
	}
	for i := range len(s) {
		switch i {
		case 2:
			if s[i] != '-' {
				return false
			}
		case 7:
			if s[i] != '.' {
				return false
			}
		default:
			if s[i] < '0' || s[i] > '9' {
				return false
			}
		}
	}
	return true
}

// slug makes a title fit for an address: lower case, with a hyphen for
// everything that is neither a letter nor a digit.
func slug(title string) string {
	var b strings.Builder
	for _, word := range words(title) {
		if b.Len() > 0 {
			b.WriteByte('-')
		}
		b.WriteString(word)
	}
	return b.String()
}

func (l *loader) loadElements() error {
	t, err := l.open(TableElements, elementColumns...)
	if err != nil {
		return err
	}
	for t.next() {
		id, name := t.fields[0], t.fields[1]
		d, ok := ParseDomain(t.fields[2])
		if !ok {
			return t.errorf("no domain is called %q", t.fields[2])
		}
		if _, twice := l.elements.byID[id]; twice {
			return t.errorf("element %s stands twice", id)
		}
		e := Element{ID: id, Name: name, Domain: d, Scales: strings.Fields(t.fields[3])}
		l.elements.byID[id] = e
		if !e.IsHighPoint() {
			l.elements.byDomain[d] = append(l.elements.byDomain[d], e)
		}
	}
	return t.err
}

// ratings reads the table of a domain: a row for an occupation, a column for an
// element on a scale.
func (l *loader) ratings(d Domain) error {
	t, err := l.open(d.Table(), "code")
	if err != nil {
		return err
	}
	names := t.header[1:]
	for i, name := range names {
		id, scale, _ := strings.Cut(name, ":")
		e, ok := l.elements.byID[id]
		if !ok || e.Domain != d || !slices.Contains(e.Scales, scale) {
			return t.errorf("column %q: no such element and scale in %s", name, d)
		}
		l.elements.columns[column{id, scale}] = position{d, i}
		if e.IsHighPoint() {
			l.elements.highPoints[d] = append(l.elements.highPoints[d], i)
		}
	}

	// One array for the whole domain: each occupation gets a part of it.
	values := make([]float64, 0, t.rows()*len(names))
	scratch := make([]Mark, len(names))
	for t.next() {
		o := l.byCode[t.fields[0]]
		if o == nil || o.ratings[d] != nil {
			return t.errorf("occupation %q is unknown, or stands twice", t.fields[0])
		}
		marked, from := Mark(0), len(values)
		for i, cell := range t.fields[1:] {
			v, mark, ok := parseCell(cell)
			if !ok {
				return t.errorf("%s: %q is not a rating", names[i], cell)
			}
			values = append(values, v)
			scratch[i] = mark
			marked |= mark
		}
		o.ratings[d] = values[from:len(values):len(values)]
		if marked != 0 {
			o.marks[d] = slices.Clone(scratch)
		}
	}
	return t.err
}

// profiled marks those who have interests.
func (l *loader) profiled() error {
	for _, o := range l.every {
		if !o.Has(Interests) {
			continue
		}
		o.Profiled = true
		l.Catalog.profiled = append(l.Catalog.profiled, o)
		if n := len(l.groups); n == 0 || l.groups[n-1] != o.Group {
			l.groups = append(l.groups, o.Group)
		}
	}
	if len(l.Catalog.profiled) == 0 {
		return errors.New("interests.tsv: no occupation is profiled")
	}
	return nil
}

func (l *loader) loadSources() error {
	t, err := openTable(l.fsys, TableSources, sourceColumns...)
	if err != nil {
		return err
	}
	at := make(map[string]int)
	for t.next() {
		f := t.fields
		s := Source{
			ID: f[0], Name: f[1], Publisher: f[2], Release: f[3], Date: f[4],
			Licence: f[5], Attribution: f[6],
		}
		for _, name := range strings.Fields(f[7]) {
			s.Tables = append(s.Tables, Table(name))
		}
		at[s.ID] = len(l.sources)
		l.sources = append(l.sources, s)
	}
	if t.err != nil {
		return t.err
	}

	if t, err = openTable(l.fsys, TableInputs, inputColumns...); err != nil {
		return err
	}
	for t.next() {
		i, known := at[t.fields[0]]
		rows, err := strconv.Atoi(t.fields[3])
		if err != nil || !known {
			return t.errorf("source %q with %q rows", t.fields[0], t.fields[3])
		}
		l.sources[i].Inputs = append(l.sources[i].Inputs, Input{t.fields[1], t.fields[2], rows})
	}
	return t.err
}

// setVersion makes the version from the release and the checksums of the
// tables. The lists of sources are left out: a better worded credit line does
// not change anybody's results.
func (l *loader) setVersion() error {
	release := ""
	for _, s := range l.SourcesOf(TableOccupations) {
		if release == "" {
			release = s.Release
		}
	}
	h := sha256.New()
	for _, s := range l.sums {
		fmt.Fprintf(h, "%s %x\n", s.table, s.sum)
	}
	l.version = "onet" + release + "-" + hex.EncodeToString(h.Sum(nil)[:4])
	return nil
}
