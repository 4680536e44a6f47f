package cli

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// A progress tells how far scoring is: on a terminal in one line that changes,
// else in a line each time.
type progress struct {
	to       io.Writer
	terminal bool
	began    time.Time
	from     place // where this run began
	size     int64 // of the answers in bytes; -1 if not known
}

// newProgress returns nil, which tells nothing, unless w is a terminal or
// progress is asked for.
func newProgress(w io.Writer, asked bool, from place, size int64) *progress {
	terminal := isTerminal(w)
	if !terminal && !asked {
		return nil
	}
	return &progress{to: w, terminal: terminal, began: time.Now(), from: from, size: size}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// show tells how far scoring is, and when it will end if that can be known. It is
// the share of bytes that tells it: nobody has counted the people.
func (p *progress) show(done place) {
	if p == nil {
		return
	}
	passed := time.Since(p.began)
	left := ""
	if read := done.Bytes - p.from.Bytes; p.size >= 0 && read > 0 {
		rest := float64(passed) * float64(p.size-done.Bytes) / float64(read)
		left = fmt.Sprintf(", %v left", time.Duration(rest).Round(time.Second))
	}
	p.line(fmt.Sprintf("%s, %s a second%s", people(done.People), p.speed(done, passed), left))
}

// end tells how long it took, in the line that is left standing.
func (p *progress) end(done place) {
	if p == nil {
		return
	}
	passed := time.Since(p.began)
	p.line(fmt.Sprintf("%s in %v, %s a second", people(done.People-p.from.People), passed.Round(time.Second/10), p.speed(done, passed)))
	if p.terminal {
		fmt.Fprintln(p.to)
	}
}

func (p *progress) speed(done place, passed time.Duration) string {
	return grouped(int(float64(done.People-p.from.People) / max(passed.Seconds(), 1e-3)))
}

// line does not care whether it can be written: scoring goes on without.
func (p *progress) line(text string) {
	if p.terminal {
		// Back to the beginning of the line, and wipe what is left of the last.
		fmt.Fprintf(p.to, "\r%s\x1b[K", text)
	} else {
		fmt.Fprintln(p.to, text)
	}
}

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return grouped(n) + " people"
}

// grouped writes a number with its thousands set apart.
func grouped(n int) string { return message.NewPrinter(language.English).Sprintf("%d", n) }
