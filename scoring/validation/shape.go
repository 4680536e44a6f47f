package validation

import (
	"fmt"
	"math"
)

// Float is the type of a matcher's scores.
type Float interface{ ~float32 | ~float64 }

// width returns the length that all rows have in common. what names a row's
// cells in an error.
func width[F Float](rows [][]F, what string) (int, error) {
	if len(rows) == 0 || len(rows[0]) == 0 {
		return 0, fmt.Errorf("validation: no %s", what)
	}
	n := len(rows[0])
	for p, row := range rows {
		if len(row) != n {
			return 0, fmt.Errorf("validation: person %d has %d %s, person 0 has %d", p, len(row), what, n)
		}
	}
	return n, nil
}

// scoreWidth returns the number of occupations of a full table of scores: every
// person has a score for each, and none is NaN.
func scoreWidth[F Float](scores [][]F) (int, error) {
	n, err := width(scores, "scores")
	if err != nil {
		return 0, err
	}
	for p, row := range scores {
		for o, v := range row {
			if math.IsNaN(float64(v)) {
				return 0, fmt.Errorf("validation: person %d has no score for occupation %d", p, o)
			}
		}
	}
	return n, nil
}

// complete returns the people who answered every item.
func complete(answers [][]float64) [][]float64 {
	var rows [][]float64
	for _, row := range answers {
		if !hasNaN(row) {
			rows = append(rows, row)
		}
	}
	return rows
}

func hasNaN(values []float64) bool {
	for _, v := range values {
		if math.IsNaN(v) {
			return true
		}
	}
	return false
}

// present returns the values that are not NaN.
func present(values []float64) []float64 {
	kept := make([]float64, 0, len(values))
	for _, v := range values {
		if !math.IsNaN(v) {
			kept = append(kept, v)
		}
	}
	return kept
}
