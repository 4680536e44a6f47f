package report

import (
	"context"
	_ "embed"
	"io"
	"strings"
)

//go:embed report.css
var style string

// WriteHTML writes the report as one page that loads nothing: no script, no font,
// no picture, nothing from anywhere else.
func (r *Report) WriteHTML(w io.Writer) error {
	return page(r, r.sections()).Render(context.Background(), w)
}

// title is the page's.
func (r *Report) title() string { return "How well " + r.Judged.Instrument + " does" }

// value and between are the two parts of a cell that holds an interval: on a phone
// they stand one above the other, and neither is broken.
func value(cell string) string {
	v, _, _ := strings.Cut(cell, " (")
	return strings.ReplaceAll(v, " %", "\u00a0%")
}

func between(cell string) string {
	if _, interval, ok := strings.Cut(cell, " ("); ok {
		return "(" + interval
	}
	return ""
}
