package occupation

import "strconv"

// The top codes of BLS wages: what is paid at or above these is published as
// "#" only.
const (
	TopAnnual = 239_200 // dollars a year
	TopHourly = 115     // dollars an hour
)

// A Figure is a value published by BLS: a number, or "at or above" a number, or
// not available. The zero Figure is not available, so that a value nobody set
// is never shown as nought.
type Figure struct {
	value float64
	kind  figureKind
}

type figureKind uint8

const (
	notAvailable figureKind = iota
	exactly
	atOrAbove
)

// Exactly returns the figure of a published number.
func Exactly(v float64) Figure { return Figure{v, exactly} }

// AtOrAbove returns a top-coded figure: all that is known is that it is not
// less than v.
func AtOrAbove(v float64) Figure { return Figure{v, atOrAbove} }

// Available reports whether anything is known.
func (f Figure) Available() bool { return f.kind != notAvailable }

// Number returns the published number. It is false where the figure is not
// available and where it is top-coded: use it for arithmetic.
func (f Figure) Number() (float64, bool) { return f.value, f.kind == exactly }

// AtLeast returns the number that the figure is known not to be below: the
// published number itself, or the top code. Use it to sort and to filter. It is
// false where the figure is not available.
func (f Figure) AtLeast() (float64, bool) { return f.value, f.kind != notAvailable }

// TopCoded reports whether the figure is "at or above" [Figure.AtLeast].
func (f Figure) TopCoded() bool { return f.kind == atOrAbove }

// String returns the figure for logs and tests: "97550", ">=239200" or "—".
// Pages format it in the reader's own way.
func (f Figure) String() string {
	switch f.kind {
	case exactly:
		return strconv.FormatFloat(f.value, 'f', -1, 64)
	case atOrAbove:
		return ">=" + strconv.FormatFloat(f.value, 'f', -1, 64)
	default:
		return "—"
	}
}
