package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestResumingIsRefused(t *testing.T) {
	change := func(name, old, new string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			text := read(t, filepath.Join(dir, name))
			changed := bytes.Replace(text, []byte(old), []byte(new), 1)
			if bytes.Equal(text, changed) {
				t.Fatalf("%s holds no %q", name, old)
			}
			write(t, dir, name, changed)
		}
	}
	for name, c := range map[string]struct {
		change func(t *testing.T, dir string)
		args   []string
		want   string
	}{
		"answers changed that were scored": {
			change: change("people.csv", "p000007", "q000007"),
			want:   "fit.csv.part was made from other answers: the first 40 people in people.csv have changed since; delete it",
		},
		"people left out": {
			change: change("people.csv", "p000059", ""),
			want:   "fit.csv.part was made with answers of a size of ",
		},
		"answers no longer answers": {
			change: change("people.csv", "p000007,", "p000007x"),
			want:   "fit.csv.part was made from other answers",
		},
		"fewer occupations": {
			args: []string{"--top", "5"},
			want: "fit.csv.part was made with --top 0, and this is 5: delete it",
		},
		"another engine": {
			change: change("fit.csv.part.json", `"engine": "`, `"engine": "0.`),
			want:   "fit.csv.part was made with engine 0.",
		},
		"other data": {
			change: change("fit.csv.part.json", `"data": "onet`, `"data": "onet9`),
			want:   "fit.csv.part was made with data onet9",
		},
		"another instrument": {
			change: change("fit.csv.part.json", `"instrument": "fit`, `"instrument": "unfit`),
			want:   "fit.csv.part was made with instrument unfit ",
		},
		"a checkpoint that is none": {
			change: change("fit.csv.part.json", `"sha256": "`, `"sha256": "!`),
			want:   "fit.csv.part.json: ",
		},
		"no checkpoint": {
			change: func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "fit.csv.part.json")) },
			want:   "open fit.csv.part.json: no such file or directory; without it fit.csv.part can not be gone on with: delete it",
		},
		"an output cut short": {
			change: func(t *testing.T, dir string) { os.Truncate(filepath.Join(dir, "fit.csv.part"), 1000) },
			want:   "fit.csv.part is not whole up to byte ",
		},
		"nothing to go on with": {
			change: func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "fit.csv.part")) },
			want:   "there is no fit.csv.part to go on with: leave out --resume",
		},
		"the first process still at it": {
			change: func(t *testing.T, dir string) {
				f, err := os.OpenFile(filepath.Join(dir, "fit.csv.part"), os.O_RDWR, 0)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(func() { f.Close() })
				if err := (&part{file: f}).lock(); err != nil {
					t.Fatal(err)
				}
			},
			want: "fit.csv.part is being written by another process",
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := interrupted(t)
			if c.change != nil {
				c.change(t, dir)
			}
			before, _ := os.ReadFile(filepath.Join(dir, "fit.csv.part"))
			code, stderr := scoreIn(t.Context(), dir, append(c.args, "--resume")...)
			if code != 1 || !strings.HasPrefix(stderr, "workfit: "+c.want) {
				t.Errorf("exit %d: %s", code, stderr)
			}
			if after, _ := os.ReadFile(filepath.Join(dir, "fit.csv.part")); !bytes.Equal(before, after) {
				t.Errorf("the part was changed all the same, from %d bytes to %d", len(before), len(after))
			}
		})
	}
}
