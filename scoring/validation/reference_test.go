package validation_test

import (
	"bytes"
	"encoding/csv"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// A comparison holds this package's figures, by the name under which
// testdata/reference.R prints R's, and how far the two may lie apart.
type comparison struct {
	t         *testing.T
	dir       string
	ours      map[string][]float64
	tolerance map[string]float64
}

func (c *comparison) table(name string, rows [][]float64) {
	c.t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, v := range row {
			cells[i] = "NA"
			if !math.IsNaN(v) {
				cells[i] = strconv.FormatFloat(v, 'g', -1, 64)
			}
		}
		if err := w.Write(cells); err != nil {
			c.t.Fatal(err)
		}
	}
	w.Flush()
	if err := os.WriteFile(filepath.Join(c.dir, name+".csv"), b.Bytes(), 0o600); err != nil {
		c.t.Fatal(err)
	}
}

func (c *comparison) column(name string, values []float64) {
	c.t.Helper()
	rows := make([][]float64, len(values))
	for i, v := range values {
		rows[i] = []float64{v}
	}
	c.table(name, rows)
}

// says records a figure of ours, to be equal but for rounding.
func (c *comparison) says(name string, values ...float64) { c.ours[name] = values }

// nearly records one that may differ by tolerance, as the caller explains.
func (c *comparison) nearly(name string, tolerance float64, values ...float64) {
	c.says(name, values...)
	c.tolerance[name] = tolerance
}

// TestAgainstR compares every statistic that R or its package psych has with
// theirs, on made-up data. One Rscript process computes them all.
func TestAgainstR(t *testing.T) {
	if _, err := exec.LookPath("Rscript"); err != nil {
		t.Fatal("no Rscript: apt-get install --no-install-recommends r-base-core r-cran-psych")
	}
	c := &comparison{t: t, dir: t.TempDir(), ours: map[string][]float64{}, tolerance: map[string]float64{}}
	c.reliability()
	c.matching()
	c.calibration()
	c.items()

	cmd := exec.Command("Rscript", "--vanilla", "testdata/reference.R", c.dir)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("Rscript: %v\n%s\nif psych is missing: apt-get install --no-install-recommends r-cran-psych", err, complaints.String())
	}
	seen := 0
	for line := range strings.Lines(string(out)) {
		name, theirs := parse(t, line)
		ours, known := c.ours[name]
		if !known || len(ours) != len(theirs) {
			t.Errorf("R says %d values of %q, we say %d", len(theirs), name, len(ours))
			continue
		}
		seen++
		tolerance := c.tolerance[name]
		if tolerance == 0 {
			tolerance = 1e-9
		}
		for i, v := range theirs {
			near(t, name+" "+strconv.Itoa(i), ours[i], v, tolerance)
		}
	}
	if seen != len(c.ours) {
		t.Errorf("R said %d of our %d figures:\n%s", seen, len(c.ours), out)
	}
}

// parse splits a line into the name, which may hold spaces, and the numbers.
func parse(t *testing.T, line string) (name string, values []float64) {
	t.Helper()
	words := strings.Fields(line)
	for i, w := range words {
		v, err := strconv.ParseFloat(w, 64)
		if err != nil {
			if len(values) > 0 {
				t.Fatalf("word %d of R's line is no number: %s", i, line)
			}
			name = strings.TrimSpace(name + " " + w)
			continue
		}
		values = append(values, v)
	}
	return name, values
}
