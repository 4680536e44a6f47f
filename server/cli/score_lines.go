package cli

import (
	"math"
	"strconv"

	"workfit/scoring"
)

const linesHeader = "person_id,onet_soc,fit,low,high\n"

// A scorer turns answers into lines of CSV, one an occupation. Many goroutines
// may share it.
type scorer struct {
	model *scoring.Model
	codes []string // of occupations by place, with the commas about them
	top   int      // how many occupations a person gets; 0 for all
}

func newScorer(model *scoring.Model, top int) *scorer {
	s := &scorer{model: model, top: top}
	for _, code := range model.Codes() {
		s.codes = append(s.codes, ","+code+",")
	}
	return s
}

// appendLines appends what the answers of a person come to.
func (s *scorer) appendLines(dst []byte, person string, answers map[string]int) ([]byte, error) {
	result, err := s.model.Score(answers)
	if err != nil {
		return dst, err
	}
	person = csvField(person)
	if s.top > 0 {
		for _, o := range result.Top(s.top) {
			dst = s.appendLine(dst, person, result, o)
		}
		return dst, nil
	}
	for o := range result.Len() {
		dst = s.appendLine(dst, person, result, o)
	}
	return dst, nil
}

func (s *scorer) appendLine(dst []byte, person string, result *scoring.Result, o int) []byte {
	score, low, high := result.OnScale(o)
	dst = append(dst, person...)
	dst = append(dst, s.codes[o]...)
	dst = append(appendFixed(dst, score), ',')
	dst = append(appendFixed(dst, low), ',')
	return append(appendFixed(dst, high), '\n')
}

// appendFixed appends v with four decimals. The bytes are those of
// strconv.AppendFloat(dst, v, 'f', 4, 64), at a fraction of its time, which would
// be most of the time of scoring a person.
func appendFixed(dst []byte, v float64) []byte {
	// As integers the bits of floats from 0 to 100 are in order and below those of
	// all others, NaN and −0 among them.
	if math.Float64bits(v) > math.Float64bits(100) {
		return strconv.AppendFloat(dst, v, 'f', 4, 64)
	}
	scaled := v * 10_000
	n := math.RoundToEven(scaled)
	if math.Abs(scaled-n) == 0.5 {
		// A tie, unless the product was itself rounded to look like one; rounding
		// never carries a number past a tie, so elsewhere it does no harm.
		if lost := math.FMA(v, 10_000, -scaled); lost != 0 {
			n = math.Floor(scaled + 0.5)
			if lost < 0 {
				n--
			}
		}
	}
	whole, decimals := uint(n)/10_000, uint(n)%10_000
	high, low := 2*(decimals/100), 2*(decimals%100)
	if whole >= 10 {
		if whole == 100 {
			return append(dst, "100.0000"...)
		}
		dst = append(dst, pairs[2*whole])
	}
	return append(dst, pairs[2*whole+1], '.', pairs[high], pairs[high+1], pairs[low], pairs[low+1])
}

// pairs holds 00 to 99.
const pairs = "00010203040506070809" +
	"10111213141516171819" +
	"20212223242526272829" +
	"30313233343536373839" +
	"40414243444546474849" +
	"50515253545556575859" +
	"60616263646566676869" +
	"70717273747576777879" +
	"80818283848586878889" +
	"90919293949596979899"
