package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

const (
	// checkpointEvery is how much work a process that is killed can lose; making a
	// checkpoint takes a few hundredths of a percent of it.
	checkpointEvery = time.Second / 4
	progressEvery   = time.Second
)

// An output is where scored people go, in the order of their sheet.
type output struct {
	out      *bufio.Writer
	part     *part // nil for standard output
	done     place
	written  int64
	progress *progress

	saved, told time.Time
}

// newOutput goes on from a checkpoint.
func newOutput(w io.Writer, p *part, at checkpoint) *output {
	now := time.Now()
	return &output{out: bufio.NewWriterSize(w, 1<<18), part: p, done: at.Done, written: at.Written, saved: now, told: now}
}

// begin writes the header, unless it is there, and makes the first checkpoint: a
// run that is killed in its first second can be gone on with too.
func (o *output) begin() error {
	if o.written > 0 {
		return nil
	}
	n, err := o.out.WriteString(linesHeader)
	o.written = int64(n)
	if err != nil {
		return err
	}
	return o.save()
}

// resumable reports whether the run could be gone on with.
func (o *output) resumable() bool { return o.part != nil && o.part.origin.Answers >= 0 }

// add writes a person.
func (o *output) add(p *person) error {
	n, err := o.out.Write(p.lines)
	o.written += int64(n)
	if err != nil {
		return err
	}
	o.done = p.row.end
	now := time.Now()
	if now.Sub(o.told) >= progressEvery {
		o.told = now
		o.progress.show(o.done)
	}
	if now.Sub(o.saved) >= checkpointEvery {
		o.saved = now
		return o.save()
	}
	return nil
}

// save makes a checkpoint of all that has been added, if the run can be gone on
// with.
func (o *output) save() error {
	if !o.resumable() {
		return nil
	}
	if err := o.out.Flush(); err != nil {
		return err
	}
	return o.part.save(o.done, o.written)
}

// end brings the output into order after scoring ended with err, and says how it
// all ended.
//
// Of faulty answers nothing is left: they have to be put right, and then all of
// them are scored. After anything else, an interruption or a full disk, what was
// scored stays, to be gone on with.
func (o *output) end(err error) error {
	defer o.progress.end(o.done)
	if err == nil {
		err = o.finish()
	}
	var wrong *fault
	switch {
	case err == nil:
		return nil
	case errors.Is(err, context.Canceled):
		err = o.interrupted()
	case o.part == nil:
	case errors.As(err, &wrong), !o.resumable():
		return errors.Join(err, o.part.drop())
	default:
		err = fmt.Errorf("%w; when that is put right, the same command with --resume goes on", err)
	}
	if o.part != nil {
		// It may be closed already, and what counts in it has been flushed.
		_ = o.part.file.Close()
	}
	return err
}

func (o *output) finish() error {
	if err := o.out.Flush(); err != nil || o.part == nil {
		return err
	}
	return o.part.finish()
}

// interrupted is an error of its own, since being stopped in the midst is none
// for a service, but is for those who wait for a file.
func (o *output) interrupted() error {
	after := "interrupted after " + people(o.done.People)
	switch {
	case o.part == nil:
		return errors.Join(errors.New(after), o.out.Flush())
	case !o.resumable():
		return errors.Join(fmt.Errorf("%s; nothing of it is kept, for the answers can not be read again", after), o.part.drop())
	}
	if err := o.save(); err != nil {
		return fmt.Errorf("%s: %w", after, err)
	}
	return errors.New(after + "; the same command with --resume goes on")
}
