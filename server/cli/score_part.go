package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// A part is an output that is not complete yet: FILE.part, which becomes FILE when
// it is. Beside it FILE.part.json holds a checkpoint, so that a run that was
// interrupted or killed can be gone on with.
type part struct {
	out    string
	file   *os.File
	origin origin
}

// An origin is what every byte of an output depends on, beside the answers read so
// far; those are known by their digest.
type origin struct {
	Instrument string `json:"instrument"`
	Data       string `json:"data"`
	Engine     string `json:"engine"`
	Top        int    `json:"top"`
	Answers    int64  `json:"answers_bytes"`
}

// A checkpoint says that the first Written bytes of a part are all that comes of
// the answers up to Done.
//
// It is written after those bytes were, to a file of its own that then takes the
// place of the last one. Neither is synced: what a process has written is safe
// with the kernel however the process ends. After a power cut the part may turn
// out shorter than its checkpoint says, which resumePart refuses.
type checkpoint struct {
	Origin  origin `json:"made_with"`
	Done    place  `json:"done"`
	Written int64  `json:"written"`
}

func partPath(out string) string       { return out + ".part" }
func checkpointPath(out string) string { return out + ".part.json" }

// createPart begins an output. It never takes the place of a part that is there.
func createPart(out string, o origin) (*part, error) {
	if info, err := os.Stat(out); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no regular file; leave out --out and redirect standard output to it", out)
	}
	f, err := os.OpenFile(partPath(out), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%s is there from a run that did not end: go on with it with --resume, or delete it to begin anew", partPath(out))
	}
	if err != nil {
		return nil, err
	}
	p := &part{out, f, o}
	if err := p.lock(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return p, nil
}

// resumePart opens the part of an output and sets it, and the sheet, to where
// its checkpoint is. The bytes that were written after it are cut off, and will
// be written again.
func resumePart(out string, o origin, s *sheet) (*part, checkpoint, error) {
	path := partPath(out)
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, checkpoint{}, fmt.Errorf("there is no %s to go on with: leave out --resume", path)
	}
	if err != nil {
		return nil, checkpoint{}, err
	}
	p := &part{out, f, o}
	at, err := p.resume(s)
	if err != nil {
		return nil, checkpoint{}, errors.Join(err, f.Close())
	}
	return p, at, nil
}

func (p *part) resume(s *sheet) (checkpoint, error) {
	if err := p.lock(); err != nil {
		return checkpoint{}, err
	}
	path := partPath(p.out)
	at, err := readCheckpoint(p.out)
	if err != nil {
		return at, fmt.Errorf("%w; without it %s can not be gone on with: delete it to begin anew", err, path)
	}
	if what, was, is := at.Origin.difference(p.origin); what != "" {
		return at, fmt.Errorf("%s was made with %s %s, and this is %s: delete it to begin anew", path, what, was, is)
	}
	if !s.skip(at.Done) {
		return at, fmt.Errorf("%s was made from other answers: the first %s in %s have changed since; delete it to begin anew",
			path, people(at.Done.People), s.name)
	}
	if err := endsLine(p.file, at.Written); err != nil {
		return at, fmt.Errorf("%s is not whole up to byte %d: %w; delete it to begin anew", path, at.Written, err)
	}
	if err := p.file.Truncate(at.Written); err != nil {
		return at, err
	}
	_, err = p.file.Seek(at.Written, io.SeekStart)
	return at, err
}

// skip reads up to a place, and reports whether the sheet is the same up to there.
func (s *sheet) skip(to place) bool {
	var r row
	for s.people < to.People {
		if s.read(&r) != nil {
			return false
		}
	}
	return s.place() == to
}

// endsLine checks that the first n bytes of a file are there and end a line.
func endsLine(f *os.File, n int64) error {
	if n == 0 {
		return nil
	}
	var last [1]byte
	if _, err := f.ReadAt(last[:], n-1); err != nil {
		return err
	}
	if last[0] != '\n' {
		return errors.New("no line ends there")
	}
	return nil
}

// difference names the first thing in which an origin differs from another.
func (o origin) difference(other origin) (what, was, is string) {
	for _, f := range []struct {
		what    string
		was, is any
	}{
		{"instrument", o.Instrument, other.Instrument},
		{"data", o.Data, other.Data},
		{"engine", o.Engine, other.Engine},
		{"--top", o.Top, other.Top},
		{"answers of a size of", o.Answers, other.Answers},
	} {
		if f.was != f.is {
			return f.what, fmt.Sprint(f.was), fmt.Sprint(f.is)
		}
	}
	return "", "", ""
}

func readCheckpoint(out string) (c checkpoint, err error) {
	text, err := os.ReadFile(checkpointPath(out))
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(text, &c); err != nil {
		return c, fmt.Errorf("%s: %w", checkpointPath(out), err)
	}
	return c, nil
}

// save puts down how far the part goes.
func (p *part) save(done place, written int64) error {
	text, err := json.MarshalIndent(checkpoint{p.origin, done, written}, "", "  ")
	if err != nil {
		return err
	}
	path := checkpointPath(p.out)
	if err := os.WriteFile(path+".new", append(text, '\n'), 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// finish makes the part the output. It is synced before, so that what bears the
// name is complete even after a power cut.
func (p *part) finish() error {
	if err := errors.Join(p.file.Sync(), p.file.Close()); err != nil {
		return err
	}
	if err := os.Rename(partPath(p.out), p.out); err != nil {
		return err
	}
	return p.removeCheckpoint()
}

// drop leaves nothing.
func (p *part) drop() error {
	return errors.Join(p.file.Close(), os.Remove(partPath(p.out)), p.removeCheckpoint())
}

func (p *part) removeCheckpoint() error {
	if err := os.Remove(checkpointPath(p.out)); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
