package occupation

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// A Hit is an occupation found by [Catalog.Search].
type Hit struct {
	Occupation *Occupation
	Title      string  // the name that matched: its title or another name of the work
	Score      float64 // higher is better; comparable within one search only
}

// What of a query is read; the rest is passed over, so that no query is slow.
const (
	maxQueryRunes = 100
	maxQueryWords = 8
)

// The weights of a search. A title's score is its likeness to the query, 0 to
// 1, times the weight of the kind of title, plus a bonus if it is the very
// words of the query or begins with them, plus the tie-break. Only the bonuses
// are large: the weights and the tie-break decide between titles that are about
// equally alike.
const (
	weightTitle    = 1.0  // the occupation's own title
	weightShown    = 0.95 // a typical title, reported by people in the work
	weightReported = 0.94
	weightOther    = 0.92

	bonusTitle  = 1.0 // the query is the occupation's own title
	bonusBegins = 0.5 // the occupation's own title begins with the query
	bonusOther  = 0.4 // the query is another name of the work

	// What a word of the query is worth by how it was found.
	wordExact  = 1.0
	wordPrefix = 0.8 // and up to a fifth more, by how much of the word is there
	wordFuzzy  = 0.7 // less fuzzyStep for a second edit
	fuzzyStep  = 0.2

	// The part of the likeness that depends on how much of the title the query
	// covers; the rest depends on how much of the query the title covers.
	titleShare = 0.3

	// The tie-break of an occupation with ten million jobs; it falls with their
	// logarithm. An occupation that shares its jobs with a wider one, as nurses
	// in critical care do with registered nurses, has half.
	tieBreak = 0.1

	// How much the occupation gains each time the number of its titles that
	// have every word of the query doubles, and how much at most. It tells the
	// police from secretaries, who have "Police" among their hundred names.
	breadth    = 0.03
	maxBreadth = 0.2
)

// Search returns up to limit profiled occupations that the query names, the
// best first, each once. It reads titles and other names of the work, whole
// words and beginnings of words, and where a word is unknown those spelt like
// it. Case, accents and plurals make no difference. A query without words finds
// nothing.
//
// The first search builds an index; see BenchmarkBuildIndex for how long.
func (c *Catalog) Search(query string, limit int) []Hit {
	asked, whole := queryWords(query)
	if len(asked) == 0 || limit <= 0 {
		return nil
	}
	x := c.search.of(c)
	work := x.scratch.Get().(*scratch)
	defer x.scratch.Put(work)
	work.reset(x, len(c.profiled))

	// The weight of a word is how rare it is: "registered" says more than "of".
	total := 0.0
	for i, word := range asked {
		total += x.gather(word, i == len(asked)-1, work)
	}

	for _, id := range work.touched {
		title := &x.titles[id]
		sum := float64(work.sums[id])
		covered := sum / total
		score := covered * covered * (1 - titleShare + titleShare*min(1, sum/title.weight)) * title.kind
		switch own := title.kind == weightTitle; {
		case own && title.folded == whole:
			score += bonusTitle
		case own && strings.HasPrefix(title.folded, whole):
			score += bonusBegins
		case title.folded == whole:
			score += bonusOther
		}
		best := &work.best[title.of]
		if work.words[id] == work.round {
			best.whole++
		}
		// Titles are touched word by word, so among equals the first in the
		// index is taken, and not the first met.
		if score > best.score || score == best.score && id < best.title {
			best.title, best.score = id, score
		}
	}

	var hits []Hit
	for of, best := range work.best {
		if best.score == 0 {
			continue
		}
		o := c.profiled[of]
		score := best.score + tieOf(o) + min(maxBreadth, breadth*math.Log2(float64(max(best.whole, 1))))
		hits = append(hits, Hit{o, x.titles[best.title].text, score})
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Occupation.Code, b.Occupation.Code))
	})
	return hits[:min(limit, len(hits)):min(limit, len(hits))]
}

// tieOf returns the tie-break of an occupation.
func tieOf(o *Occupation) float64 {
	if o.Wage == nil {
		return 0
	}
	jobs, _ := o.Wage.Employment.AtLeast()
	tie := tieBreak * math.Log10(1+jobs) / 7
	if !strings.HasSuffix(o.Code, ".00") {
		tie /= 2
	}
	return tie
}

// queryWords returns the words of a query, each once, and the query as titles
// are folded, all within bounds.
func queryWords(query string) (asked []string, whole string) {
	n := 0
	for i := range query {
		if n == maxQueryRunes {
			query = query[:i]
			break
		}
		n++
	}
	all := words(query)
	for i, word := range all {
		all[i] = singular(word)
		if len(asked) < maxQueryWords && !slices.Contains(asked, all[i]) {
			asked = append(asked, all[i])
		}
	}
	return asked, strings.Join(all, " ")
}

// gather adds to the sums of the titles what one word of the query is worth in
// them, and returns what it is worth at most. The last word may be one that is
// still being typed.
func (x *titleIndex) gather(word string, last bool, work *scratch) float64 {
	found, exact := x.lookup(word, last, work)
	rarity := x.rarity(1) // of a word that is nowhere: it counts against every title
	switch {
	case exact >= 0:
		rarity = x.rarity(len(x.vocabulary[exact].titles))
	case len(found) > 0:
		titles := 0
		for _, f := range found {
			titles += len(x.vocabulary[f.term].titles)
		}
		rarity = x.rarity(titles)
	}
	// Found from the best to the worst, so a title takes the first it meets.
	work.round++
	for _, f := range found {
		for _, id := range x.vocabulary[f.term].titles {
			if work.seen[id] == work.round {
				continue
			}
			work.seen[id] = work.round
			work.words[id]++
			if work.sums[id] == 0 {
				work.touched = append(work.touched, id)
			}
			work.sums[id] += float32(f.worth * rarity)
		}
	}
	return rarity
}

// rarity is the inverse document frequency of a word that n titles have, at
// least a small constant so that even "and" counts for something.
//
//	ln(1 + N/n)
func (x *titleIndex) rarity(n int) float64 {
	return math.Log1p(float64(len(x.titles)) / float64(max(n, 1)))
}

// scratch is the working memory of one search.
type scratch struct {
	// Of each title.
	sums  []float32
	seen  []uint8 // the last word of the query that added to the sum
	words []uint8 // how many of them did

	round   uint8   // the word that is looked up, counted from one
	touched []int32 // titles with a sum

	best []candidate // of each profiled occupation

	shared []uint8 // trigrams that a term shares with a word that is unknown
	alike  []int32 // terms that share some
	rows   [3][]int
}

// candidate is the best title of an occupation so far; its score is zero if
// there is none.
type candidate struct {
	title int32
	score float64
	whole int // titles that have every word of the query
}

func (s *scratch) reset(x *titleIndex, occupations int) {
	if s.sums == nil {
		s.sums = make([]float32, len(x.titles))
		s.seen, s.words = make([]uint8, len(x.titles)), make([]uint8, len(x.titles))
		s.best = make([]candidate, occupations)
		s.shared = make([]uint8, len(x.vocabulary))
	}
	clear(s.sums)
	clear(s.seen)
	clear(s.words)
	clear(s.best)
	s.round, s.touched = 0, s.touched[:0]
}
