package cli

import (
	"context"
	"errors"
	"io"
	"runtime"
	"runtime/debug"
)

// A person is one row of a sheet on its way: read, scored, written.
type person struct {
	row    row
	lines  []byte
	err    error
	scored chan struct{}
}

// peoplePerCore bounds the people on their way, some 50 KB each. It is enough that
// cores seldom wait for one that has met a new selection of items, which is many
// times the usual work.
const peoplePerCore = 16

// memoryLimit is for the collector: what it may leave lying about. Scoring needs
// less than half of it at any time, but a busy machine can let it fall behind.
const memoryLimit = 128 << 20

// scorePeople scores the rest of a sheet on all cores and hands the people to
// write in the order of the sheet. It ends with the first error in that order,
// whoever met it first, so that the same sheet always ends alike; or with that
// of ctx.
//
// One goroutine reads, one a core scores, and the caller's writes. The people
// are made at the beginning and go round, so that memory does not grow with the
// sheet, nor when writing is slower than scoring.
func scorePeople(ctx context.Context, s *sheet, scorer *scorer, write func(*person) error) error {
	before := debug.SetMemoryLimit(-1)
	debug.SetMemoryLimit(min(before, memoryLimit))
	defer debug.SetMemoryLimit(before)
	workers := runtime.GOMAXPROCS(0)
	places := workers * peoplePerCore
	// Each channel holds all the people there are: only taking from free can wait.
	free, work, order := make(chan *person, places), make(chan *person, places), make(chan *person, places)
	for range places {
		free <- &person{scored: make(chan struct{}, 1)}
	}
	// Nobody waits for the goroutines: a reader may hang in a terminal or a pipe
	// for as long as nobody writes to it.
	inner, stop := context.WithCancel(ctx)
	defer stop()
	go readPeople(inner, s, free, work, order)
	for range workers {
		go func() {
			answers := make(map[string]int, len(s.columns))
			for p := range work {
				p.score(s, scorer, answers)
			}
		}()
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		var p *person
		select {
		case p = <-order:
		case <-ctx.Done():
			return ctx.Err()
		}
		<-p.scored
		if errors.Is(p.err, io.EOF) {
			return nil
		}
		if p.err != nil {
			return p.err
		}
		if err := write(p); err != nil {
			return err
		}
		free <- p
	}
}

// readPeople reads a sheet to its end or its first error, which is what the last
// of the people carries.
func readPeople(ctx context.Context, s *sheet, free <-chan *person, work, order chan<- *person) {
	defer close(work)
	for {
		select {
		case p := <-free:
			p.err = s.read(&p.row)
			order <- p
			if p.err != nil {
				p.scored <- struct{}{}
				return
			}
			work <- p
		case <-ctx.Done():
			return
		}
	}
}

// score scores one person. It keeps the memory of the last who stood here.
func (p *person) score(s *sheet, scorer *scorer, answers map[string]int) {
	defer func() { p.scored <- struct{}{} }()
	var id string
	if id, p.err = s.answers(&p.row, answers); p.err != nil {
		return
	}
	if p.lines, p.err = scorer.appendLines(p.lines[:0], id, answers); p.err != nil {
		p.err = s.fault(p.row.lines[s.person], "%w", p.err)
	}
}
