package validation

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Themes are the letters of the six themes of Holland (1997) in their order
// round the hexagon: Realistic, Investigative, Artistic, Social, Enterprising,
// Conventional.
const Themes = "RIASEC"

// A Profile is a person's or an occupation's level on each theme, in the order
// of [Themes], in whatever unit.
type Profile [len(Themes)]float64

// A Code is a profile's three highest themes, highest first, as indexes into [Themes].
type Code [3]int

func (c Code) String() string {
	return string([]byte{Themes[c[0]], Themes[c[1]], Themes[c[2]]})
}

// CodeOf returns a profile's three-letter code. Of equal levels the theme that
// comes first in [Themes] comes first in the code, so a flat profile is RIA.
func CodeOf(p Profile) Code {
	order := []int{0, 1, 2, 3, 4, 5}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(p[b], p[a]) })
	return Code(order[:3])
}

// ProfileCorrelation returns the Pearson correlation of two profiles over the
// six themes, −1…1:
//
//	r = Σ(a_t − ā)(b_t − b̄) / √(Σ(a_t − ā)² Σ(b_t − b̄)²)
//
// It is the method of the O*NET Interest Profiler (Rounds, Smith, Hubert, Lewis
// and Rivkin 1999, Development of Occupational Interest Profiles for O*NET) and
// sees only the shape of a profile, not its level. A flat profile has no shape
// and gets 0 with everything.
func ProfileCorrelation(a, b Profile) float64 {
	r := correlation(a[:], b[:])
	if math.IsNaN(r) {
		return 0
	}
	return r
}

// ProfileDistance returns the Euclidean distance of two profiles, 0 or more:
//
//	d = √Σ(a_t − b_t)²
//
// (Cronbach and Gleser 1953, Psychological Bulletin 50, 456–473). It sees level,
// spread and shape, so both must be in the same unit: see [Standardise].
func ProfileDistance(a, b Profile) float64 {
	var sum float64
	for t := range a {
		sum += (a[t] - b[t]) * (a[t] - b[t])
	}
	return math.Sqrt(sum)
}

// Standardise returns profiles in standard units, (x − mean)/sd with one mean
// and one population standard deviation over all levels of all profiles, so that
// what is high for everybody stays high. It is an error if there is no spread or
// a level is not finite.
func Standardise(profiles []Profile) ([]Profile, error) {
	var sum, squares float64
	n := float64(len(profiles) * len(Themes))
	for _, p := range profiles {
		for _, v := range p {
			sum += v
		}
	}
	for _, p := range profiles {
		for _, v := range p {
			squares += (v - sum/n) * (v - sum/n)
		}
	}
	sd := math.Sqrt(squares / n)
	if !(sd > 0) || math.IsInf(sd, 0) {
		return nil, fmt.Errorf("validation: %d profiles have no spread to standardise by", len(profiles))
	}
	standard := make([]Profile, len(profiles))
	for i, p := range profiles {
		for t, v := range p {
			standard[i][t] = (v - sum/n) / sd
		}
	}
	return standard, nil
}

// CIndex returns the C-index of congruence of Brown and Gore (1994), An
// evaluation of interest congruence indices: distribution characteristics and
// measurement properties, Journal of Vocational Behavior 45,
// 310–327:
//
//	C = 3·X₁ + 2·X₂ + X₃
//
// where X_i compares the i-th letters on the hexagon: 3 identical, 2 adjacent, 1
// alternate, 0 opposite. It runs from 0 (each letter opposite) to 18 (one code).
func CIndex(a, b Code) int {
	c := 0
	for i, weight := range [...]int{3, 2, 1} {
		apart := max(a[i]-b[i], b[i]-a[i])
		c += weight * (3 - min(apart, len(Themes)-apart))
	}
	return c
}

// IachanM returns the measure of agreement of Iachan (1984), A measure of
// agreement for use with the Holland classification system, Journal of
// Vocational Behavior 24, 133–141: the sum, over the letters that both codes
// have, of a weight for their places,
//
//	       1st 2nd 3rd
//	1st     22  10   5
//	2nd     10   5   2
//	3rd      5   2   1
//
// It runs from 0 (no letter in common) to 28 (one code).
func IachanM(a, b Code) int {
	weights := [3][3]int{{22, 10, 5}, {10, 5, 2}, {5, 2, 1}}
	m := 0
	for i, x := range a {
		for k, y := range b {
			if x == y {
				m += weights[i][k]
			}
		}
	}
	return m
}

// A Rival is a matcher on six-theme profiles that is in use elsewhere.
type Rival int

const (
	ByCorrelation Rival = iota // [ProfileCorrelation]
	ByDistance                 // minus [ProfileDistance]
	ByCIndex                   // [CIndex] of the profiles' codes
	ByIachanM                  // [IachanM] of the profiles' codes
)

func (r Rival) String() string {
	return [...]string{"profile correlation", "profile distance", "C-index", "Iachan's M"}[r]
}

// Scores returns the scores by person and occupation, higher for a better fit,
// fit for [Judge]. It is an error if a level is not finite.
func (r Rival) Scores(people, occupations []Profile) ([][]float64, error) {
	for _, profiles := range [...][]Profile{people, occupations} {
		for i, p := range profiles {
			for _, v := range p {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					return nil, fmt.Errorf("validation: profile %d of %d has a level of %v", i, len(profiles), v)
				}
			}
		}
	}
	personCodes, occupationCodes := codesOf(people), codesOf(occupations)
	var fit func(p, o int) float64
	switch r {
	case ByCorrelation:
		fit = func(p, o int) float64 { return ProfileCorrelation(people[p], occupations[o]) }
	case ByDistance:
		fit = func(p, o int) float64 { return -ProfileDistance(people[p], occupations[o]) }
	case ByCIndex:
		fit = func(p, o int) float64 { return float64(CIndex(personCodes[p], occupationCodes[o])) }
	case ByIachanM:
		fit = func(p, o int) float64 { return float64(IachanM(personCodes[p], occupationCodes[o])) }
	default:
		return nil, fmt.Errorf("validation: there is no rival %d", int(r))
	}
	scores := make([][]float64, len(people))
	for p := range people {
		scores[p] = make([]float64, len(occupations))
		for o := range occupations {
			scores[p][o] = fit(p, o)
		}
	}
	return scores, nil
}

func codesOf(profiles []Profile) []Code {
	codes := make([]Code, len(profiles))
	for i, p := range profiles {
		codes[i] = CodeOf(p)
	}
	return codes
}
