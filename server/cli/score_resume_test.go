package cli

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// An interruption is a context that ends after so many people: scorePeople asks
// it once before each.
type interruption struct {
	context.Context
	stop context.CancelFunc
	left atomic.Int64
}

func interruptAfter(t *testing.T, people int) context.Context {
	ctx, stop := context.WithCancel(t.Context())
	i := &interruption{Context: ctx, stop: stop}
	i.left.Store(int64(people) + 1)
	return i
}

func (i *interruption) Err() error {
	if i.left.Add(-1) == 0 {
		i.stop()
	}
	return i.Context.Err()
}

// interrupted leaves a run of people.csv, 60 people, broken off after 40, and
// returns its folder.
func interrupted(t *testing.T, args ...string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	write(t, dir, "people.csv", simulated(t, 60, 0))
	code, stderr := scoreIn(interruptAfter(t, 40), dir, args...)
	if code != 1 || stderr != "workfit: interrupted after 40 people; the same command with --resume goes on\n" {
		t.Fatalf("interrupted, it ends with %d: %s", code, stderr)
	}
	return dir
}

func scoreIn(ctx context.Context, dir string, args ...string) (code int, stderr string) {
	args = append([]string{"--answers", filepath.Join(dir, "people.csv"), "--out", filepath.Join(dir, "fit.csv")}, args...)
	code, _, stderr = score(ctx, nil, args...)
	return code, strings.ReplaceAll(stderr, dir+string(filepath.Separator), "")
}

func names(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// Interrupted again and again, even before anybody and after everybody was scored,
// the output is as if it had never been.
func TestResumingGivesTheSameBytes(t *testing.T) {
	for _, args := range [][]string{nil, {"--top", "3"}} {
		dir := t.TempDir()
		write(t, dir, "people.csv", simulated(t, 60, 0.001))
		if code, stderr := scoreIn(t.Context(), dir, args...); code != 0 {
			t.Fatal(stderr)
		}
		want := read(t, filepath.Join(dir, "fit.csv"))
		if err := os.Remove(filepath.Join(dir, "fit.csv")); err != nil {
			t.Fatal(err)
		}
		after := 0
		for _, more := range []int{0, 1, 33, 26} {
			after += more
			code, stderr := scoreIn(interruptAfter(t, more), dir, args...)
			if code != 1 || !strings.HasPrefix(stderr, fmt.Sprintf("workfit: interrupted after %s;", people(after))) {
				t.Fatalf("%v: interrupted after %d, it ends with %d: %s", args, after, code, stderr)
			}
			// As if it had been killed well after its last checkpoint.
			longer(t, filepath.Join(dir, "fit.csv.part"), 3<<20)
			if after == 0 {
				args = append(args, "--resume")
			}
		}
		if code, stderr := scoreIn(t.Context(), dir, args...); code != 0 || stderr != "" {
			t.Fatalf("resumed, it ends with %d: %s", code, stderr)
		}
		if got := read(t, filepath.Join(dir, "fit.csv")); !bytes.Equal(got, want) {
			t.Errorf("%v: resumed, %d bytes were written; at one go they are %d", args, len(got), len(want))
		}
		if got := fmt.Sprint(names(t, dir)); got != "[fit.csv people.csv]" {
			t.Errorf("at the end there are %s", got)
		}
	}
}

// longer puts n bytes of no use behind a file.
func longer(t *testing.T, path string, n int64) {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, info.Size()+n); err != nil {
		t.Fatal(err)
	}
}

// Without --resume, what an interrupted run left is not lost.
func TestAPartIsNeverOverwritten(t *testing.T) {
	dir := interrupted(t)
	before := read(t, filepath.Join(dir, "fit.csv.part"))
	code, stderr := scoreIn(t.Context(), dir)
	if code != 1 || stderr != "workfit: fit.csv.part is there from a run that did not end: go on with it with --resume, or delete it to begin anew\n" {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if !bytes.Equal(before, read(t, filepath.Join(dir, "fit.csv.part"))) {
		t.Error("the part was changed all the same")
	}
}

// A full disk is no reason to begin anew.
func TestWhatCanNotBeWrittenCanBeResumed(t *testing.T) {
	dir := interrupted(t)
	out := filepath.Join(dir, "fit.csv")
	at, err := readCheckpoint(out)
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(out + ".part") // for reading alone
	if err != nil {
		t.Fatal(err)
	}
	o := newOutput(file, &part{out, file, at.Origin}, at)
	if err = o.add(&person{lines: []byte("p000040,,,,\n")}); err == nil {
		err = o.end(nil)
	}
	if err == nil || !strings.HasSuffix(err.Error(), "; when that is put right, the same command with --resume goes on") {
		t.Errorf("it ends with %v", err)
	}
	if code, stderr := scoreIn(t.Context(), dir, "--resume"); code != 0 {
		t.Errorf("resumed, it ends with %d: %s", code, stderr)
	}
}

// Faulty answers leave nothing, even where a run was gone on with.
func TestAFaultAfterResumingLeavesNothing(t *testing.T) {
	dir := interrupted(t)
	text := read(t, filepath.Join(dir, "people.csv"))
	write(t, dir, "people.csv", bytes.Replace(text, []byte("p000050,"), []byte("p000007,"), 1))
	code, stderr := scoreIn(t.Context(), dir, "--resume")
	if want := "workfit: people.csv:52: person_id \"p000007\" stands in line 9 already\n"; code != 1 || stderr != want {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if got := fmt.Sprint(names(t, dir)); got != "[people.csv]" {
		t.Errorf("there are %s", got)
	}
}

func TestWhatCanNotBeReadAgainCanNotBeResumed(t *testing.T) {
	text := simulated(t, 60, 0)
	dir := t.TempDir()
	out := filepath.Join(dir, "fit.csv")
	code, _, stderr := score(interruptAfter(t, 40), bytes.NewReader(text), "--answers", "-", "--out", out)
	if code != 1 || stderr != "workfit: interrupted after 40 people; nothing of it is kept, for the answers can not be read again\n" {
		t.Errorf("exit %d: %s", code, stderr)
	}
	if got := names(t, dir); len(got) > 0 {
		t.Errorf("there are %s", got)
	}
	code, stdout, stderr := score(interruptAfter(t, 40), bytes.NewReader(text), "--answers", "-", "--top", "1")
	if code != 1 || stderr != "workfit: interrupted after 40 people\n" || strings.Count(stdout, "\n") != 41 {
		t.Errorf("exit %d: %s: %d lines", code, stderr, strings.Count(stdout, "\n"))
	}
}
