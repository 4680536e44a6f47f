package occupation

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// Sources are the published files an [Import] reads.
type Sources struct {
	// ONET are releases of the O*NET database as text files. A file is taken
	// from the first release that has it, so that one in which files are
	// missing can be completed by another.
	ONET []Release
	// OEWS is the national table of the BLS Occupational Employment and Wage
	// Statistics as CSV. Its name holds the year: national_M2024.csv.
	OEWS string
	// Projections is a directory or zip file with tables 1.2, 1.10 and 5.3 of
	// the BLS Employment Projections as CSV: table_1.2_*.csv.
	Projections string
	// Crosswalk is the BLS table, as CSV, of the National Employment Matrix
	// code for each O*NET-SOC code. The first six digits of an O*NET-SOC code
	// are not that code: joining on them would lose some thirty occupations
	// and give others the wrong figures.
	Crosswalk string
}

// A Release is one O*NET release.
type Release struct {
	// Path is the directory or zip file with the text files. They may stand in
	// one folder inside, as in the zip file that O*NET offers.
	Path string
	// Version is the number of the release, "30.1". It may be empty where
	// "Read Me.txt" is among the files.
	Version string
}

var versionPrefix = regexp.MustCompile(`^(\d+\.\d+)=(.*)$`)

// ParseRelease reads a release as it is given on a command line: a path, or
// "30.0=path" with the version.
func ParseRelease(s string) Release {
	if m := versionPrefix.FindStringSubmatch(s); m != nil {
		return Release{Path: m[2], Version: m[1]}
	}
	return Release{Path: s}
}

// A Report says what an import has made.
type Report struct {
	Version     string // of the catalogue, see [Catalog.Version]
	Occupations int    // titles
	Profiled    int    // that can be matched
	Complete    int    // that have every domain
	// WithoutWage are the National Employment Matrix codes that have an outlook
	// and no wage.
	WithoutWage []string
	Tables      []TableReport
	Sources     []Source
}

// A TableReport is the size of one table.
type TableReport struct {
	Table Table
	Rows  int
	Bytes int
}

// Import reads the sources and writes the tables, and a NOTICE with the
// attributions, to the directory out. The same sources give the same bytes.
//
// Everything is read and checked before anything is written, and out is
// replaced whole. When Import fails, out is as it was. A fault in a source is
// an [*InputError] that names its file and line. So that no other files are
// lost, Import refuses an out that holds anything but an earlier import.
func Import(src Sources, out string) (Report, error) {
	b := &builder{}
	if err := b.read(src); err != nil {
		return Report{}, err
	}
	b.finish()
	c, err := replace(out, b.tables)
	if err != nil {
		return Report{}, err
	}

	report := Report{
		Version:     c.Version(),
		Occupations: len(c.every),
		Profiled:    len(c.profiled),
		WithoutWage: b.withoutWage,
		Sources:     c.Sources(),
	}
	for _, o := range c.profiled {
		if !slices.ContainsFunc(Domains[:], func(d Domain) bool { return !o.Has(d) }) {
			report.Complete++
		}
	}
	for _, t := range b.tables {
		if t.header != nil {
			report.Tables = append(report.Tables, TableReport{t.name, len(t.rows), len(t.bytes())})
		}
	}
	return report, nil
}

// builder gathers the tables while the sources are read.
type builder struct {
	releases []*release
	tables   []output
	sources  []Source

	titles      map[string]string // of every O*NET-SOC code
	codes       []string          // of the same, sorted
	profiled    map[string]bool   // codes that have interests
	lastGroup   string            // the last major group of the interests
	modelNames  map[string]string // names of the content model, by element ID
	elements    map[string]Element
	zones       map[string][2]string // job zone and its date
	nem         map[string]string    // National Employment Matrix code of an O*NET-SOC code
	withoutWage []string
}

// read reads every source. The order matters: what an occupation or an element
// is must be known before the files that speak of them.
func (b *builder) read(src Sources) error {
	if len(src.ONET) == 0 {
		return errors.New("no O*NET release is given")
	}
	for _, r := range src.ONET {
		opened, err := openRelease(r)
		if err != nil {
			return err
		}
		defer opened.close()
		b.releases = append(b.releases, opened)
	}
	for _, step := range []func() error{
		b.readOccupations, b.readContentModel, b.readRatings, b.readJobZones,
		b.readEducation, b.readRelated, b.readTitles, b.readTechnology,
		func() error { return b.readCrosswalk(src.Crosswalk) },
		func() error { return b.readOEWS(src.OEWS) },
		func() error { return b.readProjections(src.Projections) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return b.describeReleases()
}

// add adds a table, its rows sorted by their first two fields.
func (b *builder) add(name Table, header []string, rows [][]string) {
	slices.SortStableFunc(rows, func(x, y []string) int {
		return cmp.Or(cmp.Compare(x[0], y[0]), cmp.Compare(x[1], y[1]))
	})
	b.tables = append(b.tables, output{name: name, header: header, rows: rows})
}

// finish adds the tables that are known last.
func (b *builder) finish() {
	var elements [][]string
	for _, e := range b.elements {
		elements = append(elements, []string{e.ID, e.Name, e.Domain.String(), strings.Join(e.Scales, " ")})
	}
	b.add(TableElements, elementColumns, elements)

	var sources, inputs [][]string
	for _, s := range b.sources {
		var tables []string
		for _, t := range s.Tables {
			tables = append(tables, string(t))
		}
		sources = append(sources, []string{
			s.ID, s.Name, s.Publisher, s.Release, s.Date, s.Licence, s.Attribution, strings.Join(tables, " "),
		})
		for _, in := range s.Inputs {
			inputs = append(inputs, []string{s.ID, in.Name, in.SHA256, fmt.Sprint(in.Rows)})
		}
	}
	// Sources keep their order: the chief one of a table is first.
	b.tables = append(b.tables,
		output{name: TableSources, header: sourceColumns, rows: sources},
		output{name: TableInputs, header: inputColumns, rows: inputs})
	slices.SortFunc(b.tables, func(x, y output) int { return cmp.Compare(x.name, y.name) })
	b.tables = append(b.tables, output{name: noticeFile, text: notice(b.sources)})
}

// output is a file to be written: a table, or a text.
type output struct {
	name   Table
	header []string
	rows   [][]string
	text   string
}

const noticeFile = "NOTICE"

func (o output) file() string {
	if o.header == nil {
		return string(o.name)
	}
	return string(o.name) + ".tsv"
}

func (o output) bytes() []byte {
	if o.header == nil {
		return []byte(o.text)
	}
	var text strings.Builder
	text.WriteString(strings.Join(o.header, "\t") + "\n")
	for _, row := range o.rows {
		text.WriteString(strings.Join(row, "\t") + "\n")
	}
	return []byte(text.String())
}

// replace writes the tables to a new directory beside out, reads them back to
// be sure that they load, and puts it in the place of out.
func replace(out string, tables []output) (*Catalog, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return nil, err
	}
	replaced, err := checkReplaceable(out, tables)
	if err != nil {
		return nil, err
	}
	parent := filepath.Dir(out)
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, err
	}
	// New and old tables lie in one temporary directory beside out, so that the
	// renames below are renames within a file system.
	work, err := os.MkdirTemp(parent, "."+filepath.Base(out)+"-import-*")
	if err != nil {
		return nil, err
	}
	keep := false
	defer func() {
		if !keep {
			os.RemoveAll(work) // a leftover is no fault of the tables
		}
	}()
	fresh, old := filepath.Join(work, "new"), filepath.Join(work, "old")
	if err := os.Mkdir(fresh, 0o755); err != nil {
		return nil, err
	}
	for _, t := range tables {
		if err := os.WriteFile(filepath.Join(fresh, t.file()), t.bytes(), 0o644); err != nil {
			return nil, err
		}
	}
	c, err := Load(os.DirFS(fresh))
	if err != nil {
		return nil, fmt.Errorf("the tables just written do not load: %w", err)
	}

	if replaced {
		if err := os.Rename(out, old); err != nil {
			return nil, err
		}
	}
	if err := os.Rename(fresh, out); err != nil {
		if replaced {
			if back := os.Rename(old, out); back != nil {
				keep = true
				return nil, fmt.Errorf("%w; the former tables are in %s", err, old)
			}
		}
		return nil, err
	}
	return c, nil
}

// checkReplaceable reports whether out exists, and refuses one that is not an
// earlier import: a mistyped directory must not cost anybody their files.
func checkReplaceable(out string, tables []output) (exists bool, err error) {
	entries, err := os.ReadDir(out)
	if errors.Is(err, os.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	for _, entry := range entries {
		known := slices.ContainsFunc(tables, func(t output) bool { return t.file() == entry.Name() })
		if !known {
			return false, fmt.Errorf("%s holds %q, which no import has made: give another directory", out, entry.Name())
		}
	}
	return true, nil
}
