package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// textWidth is the most columns of the report as text.
const textWidth = 120

// WriteText writes the report as text: compact, aligned, at most 120 columns wide.
func (r *Report) WriteText(w io.Writer) error {
	b := bufio.NewWriter(w)
	for i, s := range r.sections() {
		if i > 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprintln(b, strings.ToUpper(s.Title))
		fmt.Fprintln(b, wrapped(s.Lead, textWidth))
		for _, t := range s.Tables {
			fmt.Fprintln(b)
			t.write(b)
		}
	}
	return b.Flush()
}

func (t table) write(b *bufio.Writer) {
	if len(t.Head) == 0 && len(t.Rows) > 0 && len(t.Rows[0]) == 1 {
		for _, row := range t.Rows {
			fmt.Fprintln(b, wrapped("- "+row[0], textWidth))
		}
		return
	}
	fmt.Fprintln(b, wrapped(t.Caption+":", textWidth))
	rows := t.Rows
	if len(t.Head) > 0 {
		rows = append([][]string{t.Head}, rows...)
	}
	var widths []int
	for _, row := range rows {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	// The first column gives way where a long reason would make lines too long.
	rest := 0
	for _, w := range widths[1:] {
		rest += 2 + w
	}
	widths[0] = min(widths[0], max(textWidth-2-rest, 12))
	for _, row := range rows {
		line := "  " + padded(clipped(row[0], widths[0]), widths[0], false)
		for i, cell := range row[1:] {
			line += "  " + padded(cell, widths[i+1], len(t.Head) > 0)
		}
		fmt.Fprintln(b, strings.TrimRight(line, " "))
	}
	if t.Note != "" {
		fmt.Fprintln(b, wrapped("  "+t.Note, textWidth))
	}
}

func padded(s string, width int, right bool) string {
	fill := strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
	if right {
		return fill + s
	}
	return s + fill
}

func clipped(s string, width int) string {
	if runes := []rune(s); len(runes) > width {
		return string(runes[:width-1]) + "…"
	}
	return s
}

// wrapped breaks a text into lines, each indented like the first.
func wrapped(text string, width int) string {
	indent := text[:len(text)-len(strings.TrimLeft(text, " "))]
	var lines []string
	line := indent
	for _, word := range strings.Fields(text) {
		if line != indent && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > width {
			lines, line = append(lines, line), indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	return strings.Join(append(lines, line), "\n")
}
