package scoring

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// A Sheet is a set of answers together with how they were given, as far as that
// is known.
type Sheet struct {
	Answers map[string]int // by item id
	Order   []string       // items in the order asked; nil stands for the instrument's
	Hasty   int            // how many answers came too soon for their question to have been read
}

// A Sign is something about a set of answers that is rare among people who read
// what they answer.
type Sign string

// The signs.
const (
	Misfit        Sign = "misfit"        // answers go together less than anybody's should
	SameAnswers   Sign = "same_answers"  // one answer given many times on end
	Contradiction Sign = "contradiction" // like questions answered unlike
	Haste         Sign = "haste"         // answered faster than one can read
)

// Quality tells how far a set of answers can be relied on. It never stops
// anything: where there are signs of doubt the answers count as noisier, so that
// ranges grow wider, and the person is told so.
type Quality struct {
	Signs []Sign
	// Misfit is how much less the answers go together than answers should,
	//
	//	(yᵀ·S⁻¹·y/n) / ((1 + yᵀ·y/n)/2).
	//
	// The model expects 1 above the line. Answers as far out as this person's raise
	// that also where they do go together, hence what is below it.
	Misfit float64
	// LongestRun is the most equal answers on end.
	LongestRun int
	// Contradictions counts, of Pairs pairs of items that ask for much the same,
	// those answered at least [contradictionPoints] apart.
	Contradictions, Pairs int
}

// Doubtful reports whether there are signs that the answers can not be relied on.
func (q Quality) Doubtful() bool { return len(q.Signs) > 0 }

// Where doubt begins. Figures are of 4,379 people who answered 48 interest items
// on the web and had been cleaned of careless answers, and of made-up answers to
// the same items.
const (
	// 3.3 % of those people lie above it; of answers thrown with a die 79 %, of
	// answers picked from different people 63 %, where every second answer is
	// thrown 53 %.
	doubtMisfit = 1.5
	// So many equal answers on end, which fewer than 1 % of those people gave with
	// the themes mixed, though only if that is more than a third of all.
	doubtRun      = 12
	doubtRunShare = 1. / 3
	// Of the pairs; 1 % of those people. Alone it finds 1 in 10 who throw a die.
	doubtContradictions = 0.4
	contradictionPoints = 3 // of the 4 by which answers can differ
	// Of the answers, given too soon. No times of real people are at hand.
	doubtHasty = 0.5
	// Below so many answers, or pairs, a sign may well be chance.
	leastForDoubt = 12
	leastPairs    = 5
	// doubtNoise multiplies the residual variances of doubtful answers.
	doubtNoise = 2.0
	// pairCorrelation is the least correlation, by the model, of two items that
	// ask for much the same: those of one theme about one subject have 0.5.
	pairCorrelation = 0.45
)

// A pair of items that ask for much the same, or, where reversed, the contrary.
type pair struct {
	a, b     int
	reversed bool
}

// pair finds the pairs, the closest first; every item is in one at most.
func (m *Model) pair() {
	type candidate struct {
		pair
		size float64
	}
	var candidates []candidate
	for i := range m.items {
		for l := range i {
			r := m.itemCov.At(i, l) / math.Sqrt(m.itemCov.At(i, i)*m.itemCov.At(l, l))
			if math.Abs(r) >= pairCorrelation && len(m.items[i].scores) == len(m.items[l].scores) {
				candidates = append(candidates, candidate{pair{l, i, r < 0}, math.Abs(r)})
			}
		}
	}
	slices.SortStableFunc(candidates, func(a, b candidate) int { return cmp.Compare(b.size, a.size) })
	used := make([]bool, len(m.items))
	for _, c := range candidates {
		if !used[c.a] && !used[c.b] {
			used[c.a], used[c.b] = true, true
			m.pairs = append(m.pairs, c.pair)
		}
	}
}

// examine looks for signs of doubt in a weighed sheet.
func (m *Model) examine(r *Result, sheet Sheet) Quality {
	var q Quality
	n := len(r.y)
	if n == 0 {
		return q
	}
	q.Misfit = 2 * floats.Dot(r.y, r.x) / (float64(n) + floats.Dot(r.y, r.y))
	q.LongestRun = longestRun(m.inOrder(r, sheet))
	q.Contradictions, q.Pairs = r.contradictions(), len(r.pattern.pairs)
	sign := func(s Sign, seen bool) {
		if seen {
			q.Signs = append(q.Signs, s)
		}
	}
	if n >= leastForDoubt {
		sign(Misfit, q.Misfit > doubtMisfit)
		sign(SameAnswers, q.LongestRun >= doubtRun && float64(q.LongestRun) > doubtRunShare*float64(n))
		sign(Haste, float64(sheet.Hasty) > doubtHasty*float64(n))
	}
	sign(Contradiction, q.Pairs >= leastPairs && float64(q.Contradictions) > doubtContradictions*float64(q.Pairs))
	return q
}

// inOrder returns the answers in the order in which they were asked.
func (m *Model) inOrder(r *Result, sheet Sheet) []uint8 {
	if sheet.Order == nil {
		return r.answers
	}
	values := make([]uint8, 0, len(r.answers))
	for _, id := range sheet.Order {
		if v, ok := sheet.Answers[id]; ok {
			values = append(values, uint8(v))
		}
	}
	return values
}

// longestRun is the length of the longest stretch of equal values.
func longestRun(values []uint8) int {
	longest, run := 0, 0
	for i, v := range values {
		if i > 0 && v == values[i-1] {
			run++
		} else {
			run = 1
		}
		longest = max(longest, run)
	}
	return longest
}

// contradictions counts the pairs that were answered unlike.
func (r *Result) contradictions() (contradictions int) {
	for _, p := range r.pattern.pairs {
		a, b := int(r.answers[p.a]), int(r.answers[p.b])
		apart := a - b
		if p.reversed {
			apart = a + b - len(r.model.items[r.pattern.items[p.b]].scores) - 1
		}
		if apart >= contradictionPoints || apart <= -contradictionPoints {
			contradictions++
		}
	}
	return contradictions
}
