package occupation_test

import (
	"archive/zip"
	"errors"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"workfit/scoring/occupation"
)

var update = flag.Bool("update", false, "write the golden tables anew")

// sourcesIn are the sources as they lie in testdata/release.
func sourcesIn(dir string) occupation.Sources {
	return occupation.Sources{
		ONET: []occupation.Release{
			{Path: filepath.Join(dir, "onet")},
			{Path: filepath.Join(dir, "ratings"), Version: "30.0"},
		},
		OEWS:        filepath.Join(dir, "national_M2024.csv"),
		Projections: filepath.Join(dir, "projections"),
		Crosswalk:   filepath.Join(dir, "onet_to_nem_ooh.csv"),
	}
}

// readDir returns the files under a directory by their path in it.
func readDir(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// sameFiles reports the first difference between two sets of files.
func sameFiles(t *testing.T, got, want map[string]string) {
	t.Helper()
	if g, w := slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)); !slices.Equal(g, w) {
		t.Fatalf("files\n%q, want\n%q", g, w)
	}
	for name := range want {
		if got[name] == want[name] {
			continue
		}
		g, w := strings.Split(got[name], "\n"), strings.Split(want[name], "\n")
		for i := range min(len(g), len(w)) {
			if g[i] != w[i] {
				t.Fatalf("%s:%d: %q, want %q", name, i+1, g[i], w[i])
			}
		}
		t.Fatalf("%s: %d lines, want %d", name, len(g), len(w))
	}
}

func TestImportMakesTheGoldenTables(t *testing.T) {
	out := filepath.Join(t.TempDir(), "new", "data")
	report, err := occupation.Import(sourcesIn("testdata/release"), out)
	if err != nil {
		t.Fatal(err)
	}
	got := readDir(t, out)
	if *update {
		if err := errors.Join(os.RemoveAll("testdata/golden"), os.CopyFS("testdata/golden", os.DirFS(out))); err != nil {
			t.Fatal(err)
		}
	}
	sameFiles(t, got, readDir(t, "testdata/golden"))

	// Twelve titles, of which Infantry and Computer Occupations, All Other have
	// no profile; Software Developers lacks values, and Data Scientists and
	// Cardiologists lack more.
	if report.Occupations != 12 || report.Profiled != 10 || report.Complete != 7 {
		t.Errorf("%d titles, %d profiled, %d complete; want 12, 10, 7", report.Occupations, report.Profiled, report.Complete)
	}
	if want := []string{"45-3031"}; !slices.Equal(report.WithoutWage, want) {
		t.Errorf("without wage: %q, want %q", report.WithoutWage, want)
	}
	if len(report.Tables) != len(got)-1 { // NOTICE is not a table
		t.Errorf("%d tables reported, %d files written", len(report.Tables), len(got))
	}
	for _, text := range got {
		if strings.Contains(text, "A description stands here") {
			t.Error("a description was carried over")
		}
		if strings.Contains(text, "testdata") {
			t.Error("the path of a source was carried over")
		}
	}
}

func TestImportAgainGivesTheSameBytes(t *testing.T) {
	out := filepath.Join(t.TempDir(), "data")
	for range 3 { // maps iterate in another order each time
		if _, err := occupation.Import(sourcesIn("testdata/release"), out); err != nil {
			t.Fatal(err)
		}
		sameFiles(t, readDir(t, out), readDir(t, "testdata/golden"))
	}
	if entries, _ := os.ReadDir(filepath.Dir(out)); len(entries) != 1 {
		t.Errorf("%d entries beside the tables, want none: %v", len(entries)-1, entries)
	}
}

func TestImportOfZipFilesIsThatOfDirectories(t *testing.T) {
	dir := t.TempDir()
	src := sourcesIn("testdata/release")
	zipped := func(from, to string) string {
		t.Helper()
		path := filepath.Join(dir, to)
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		w := zip.NewWriter(f)
		for name, text := range readDir(t, from) {
			file, err := w.Create("db_text/" + name) // as O*NET has it: one folder
			if err != nil {
				t.Fatal(err)
			}
			// O*NET's own zip files have lines ending in CR LF.
			if strings.HasSuffix(name, ".txt") {
				text = strings.ReplaceAll(text, "\n", "\r\n")
			}
			if _, err := file.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return path
	}
	src.ONET[0].Path = zipped(src.ONET[0].Path, "db_30_1_text.zip")
	src.ONET[1].Path = zipped(src.ONET[1].Path, "db_30_0_text.zip")
	src.Projections = zipped(src.Projections, "projections.zip")

	out := filepath.Join(dir, "data")
	if _, err := occupation.Import(src, out); err != nil {
		t.Fatal(err)
	}
	got, want := readDir(t, out), readDir(t, "testdata/golden")
	// The checksums are of other bytes: those with CR.
	delete(got, "inputs.tsv")
	delete(want, "inputs.tsv")
	sameFiles(t, got, want)
}

func TestImportRefusesADirectoryOfOtherFiles(t *testing.T) {
	home := t.TempDir()
	letter := filepath.Join(home, "letter.txt")
	if err := os.WriteFile(letter, []byte("dear"), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err := occupation.Import(sourcesIn("testdata/release"), home)
	if err == nil || !strings.Contains(err.Error(), `"letter.txt"`) {
		t.Errorf("error %v, want one that names letter.txt", err)
	}
	sameFiles(t, readDir(t, home), map[string]string{"letter.txt": "dear"})
}

func TestParseRelease(t *testing.T) {
	for arg, want := range map[string]occupation.Release{
		"db_30_1_text.zip": {Path: "db_30_1_text.zip"},
		"30.0=some/dir":    {Path: "some/dir", Version: "30.0"},
		"a=b/30.0":         {Path: "a=b/30.0"},
	} {
		if got := occupation.ParseRelease(arg); got != want {
			t.Errorf("%q: %+v, want %+v", arg, got, want)
		}
	}
}

func TestImportRefusesReleasesThatDoNotAgree(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(*occupation.Sources)
		want   string
	}{
		{"none", func(s *occupation.Sources) { s.ONET = nil }, "no O*NET release is given"},
		{
			"another version than its Read Me", func(s *occupation.Sources) { s.ONET[0].Version = "29.3" },
			"Read Me.txt:1: release 30.1, but 29.3 was given",
		},
		{
			"one that is not needed", func(s *occupation.Sources) { s.ONET = append(s.ONET, s.ONET[1]) },
			"ratings: nothing was read from this release: the others have all files",
		},
		{
			"two of one version", func(s *occupation.Sources) { s.ONET[1].Version = "30.1" },
			"ratings: release 30.1 is given twice",
		},
		{
			"one that is not there", func(s *occupation.Sources) { s.ONET[1].Path += "x" },
			"ratingsx: there is no such file",
		},
		{
			"one that is neither directory nor zip", func(s *occupation.Sources) { s.ONET[1].Path = s.OEWS },
			"national_M2024.csv: neither a directory nor a zip file",
		},
		{
			"wages without a year", func(s *occupation.Sources) { s.OEWS = s.Crosswalk },
			"onet_to_nem_ooh.csv: the name must hold the year, as BLS has it: national_M2024.csv",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			src := sourcesIn("testdata/release")
			test.change(&src)
			out := filepath.Join(t.TempDir(), "data")
			_, err := occupation.Import(src, out)
			if err == nil || !strings.HasSuffix(err.Error(), test.want) {
				t.Errorf("error %v, want one that ends in %q", err, test.want)
			}
			if _, err := os.Stat(out); !os.IsNotExist(err) {
				t.Error("something was written")
			}
		})
	}
}
