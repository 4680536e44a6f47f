package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// A process killed without a word while it writes can be gone on with, and not
// from the beginning.
func TestKilledAndResumed(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "people.csv", simulated(t, 900, 0.2)) // everybody skips other items, which takes longest
	args := []string{"score", "--instrument", "fit", "--answers", "people.csv", "--out", "fit.csv"}
	child := exec.Command("workfit", args...) // TestMain has put it there
	child.Dir = dir
	child.Env = append(os.Environ(), "GOMAXPROCS=1")
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	at := checkpoint{}
	for at.Done.People == 0 {
		select {
		case err := <-ended:
			t.Fatalf("it ended before it was killed: %v", err)
		case <-time.After(time.Millisecond):
			at, _ = readCheckpoint(filepath.Join(dir, "fit.csv"))
		}
	}
	time.Sleep(50 * time.Millisecond) // on into the work after the checkpoint
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Fatal("it ended before it was killed")
	}
	if code, stderr := scoreIn(t.Context(), dir, "--resume"); code != 0 {
		t.Fatalf("resumed, it ends with %d: %s", code, stderr)
	}
	got := read(t, filepath.Join(dir, "fit.csv"))
	if code, stderr := scoreIn(t.Context(), dir); code != 0 {
		t.Fatal(stderr)
	}
	if want := read(t, filepath.Join(dir, "fit.csv")); !bytes.Equal(got, want) {
		t.Errorf("resumed, %d bytes were written; at one go they are %d", len(got), len(want))
	}
}
