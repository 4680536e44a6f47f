package occupation

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// searchIndex builds the index at the first search, and not while loading: a
// program that only scores never needs it.
type searchIndex struct {
	once  sync.Once
	index *titleIndex
}

func (s *searchIndex) of(c *Catalog) *titleIndex {
	s.once.Do(func() { s.index = newTitleIndex(c) })
	return s.index
}

// titleIndex finds titles by their words.
type titleIndex struct {
	titles     []indexedTitle
	vocabulary []term // by word
	trigrams   map[trigram][]int32
	scratch    sync.Pool // of *scratch
}

// indexedTitle is a title of a profiled occupation.
type indexedTitle struct {
	of     int32   // its place among the profiled
	text   string  // as it is shown
	folded string  // its words, folded and singular
	kind   float64 // the weight of the kind of title
	weight float64 // the rarities of its words together
}

// term is a word and the titles that have it.
type term struct {
	word    string
	letters []rune
	titles  []int32
}

// trigram is three letters of a word. The ends of the word count as letters, so
// that words of few letters have some.
type trigram [3]rune

func newTitleIndex(c *Catalog) *titleIndex {
	x := &titleIndex{trigrams: make(map[trigram][]int32)}
	x.scratch.New = func() any { return new(scratch) }

	terms := make(map[string]int32)
	type mention struct{ term, title int32 }
	var mentions []mention
	add := func(of int, text, indexed string, kind float64) {
		id := int32(len(x.titles))
		list := words(indexed)
		for i := range list {
			list[i] = singular(list[i])
		}
		x.titles = append(x.titles, indexedTitle{of: int32(of), text: text, folded: strings.Join(list, " "), kind: kind})
		for i, word := range list {
			if slices.Contains(list[:i], word) {
				continue
			}
			at, ok := terms[word]
			if !ok {
				at = int32(len(terms))
				terms[word] = at
			}
			mentions = append(mentions, mention{at, id})
		}
	}
	for of, o := range c.profiled {
		add(of, o.Title, o.Title, weightTitle)
		for _, alt := range o.AlternateTitles {
			kind := weightOther
			switch {
			case alt.Shown:
				kind = weightShown
			case alt.Reported:
				kind = weightReported
			}
			add(of, alt.Title, alt.Title, kind)
			if alt.Short != "" {
				add(of, alt.Title, alt.Short, kind)
			}
		}
	}

	// Terms were numbered as they came; now they are put in the order of their
	// words, each with the part of one array that holds its titles.
	x.vocabulary = make([]term, 0, len(terms))
	for word := range terms {
		x.vocabulary = append(x.vocabulary, term{word: word, letters: []rune(word)})
	}
	slices.SortFunc(x.vocabulary, func(a, b term) int { return cmp.Compare(a.word, b.word) })
	place := make([]int32, len(terms))
	for i, t := range x.vocabulary {
		place[terms[t.word]] = int32(i)
	}
	counts := make([]int, len(terms))
	for _, m := range mentions {
		counts[place[m.term]]++
	}
	all := make([]int32, len(mentions))
	for i := range x.vocabulary {
		x.vocabulary[i].titles, all = all[:0:counts[i]], all[counts[i]:]
	}
	for _, m := range mentions {
		t := &x.vocabulary[place[m.term]]
		t.titles = append(t.titles, m.title)
	}
	for i, t := range x.vocabulary {
		rarity := x.rarity(len(t.titles))
		for _, id := range t.titles {
			x.titles[id].weight += rarity
		}
		for _, g := range trigrams(t.letters) {
			x.trigrams[g] = append(x.trigrams[g], int32(i))
		}
	}
	return x
}

// match is a term found for a word of a query, and what it is worth.
type match struct {
	term  int
	worth float64
}

// lookup returns the terms that a word of a query may mean, the best first: the
// word itself and those that begin with it; where there are none, those spelt
// almost like it. The term that is the word itself is exact, or -1.
//
// A single letter is the beginning of a word only where a word is being typed,
// at the end of the query: elsewhere it would find everything and say nothing.
func (x *titleIndex) lookup(word string, last bool, work *scratch) (found []match, exact int) {
	exact = -1
	from := sort.Search(len(x.vocabulary), func(i int) bool { return x.vocabulary[i].word >= word })
	for i := from; i < len(x.vocabulary) && strings.HasPrefix(x.vocabulary[i].word, word); i++ {
		if t := x.vocabulary[i].word; t == word {
			exact = i
			found = append(found, match{i, wordExact})
		} else if last || len(word) > 1 {
			found = append(found, match{i, wordPrefix * (1 + 0.2*float64(len(word))/float64(len(t)))})
		}
	}
	if len(found) == 0 {
		found = x.almost([]rune(word), work)
	}
	slices.SortStableFunc(found, func(a, b match) int { return cmp.Compare(b.worth, a.worth) })
	return found, exact
}

// almost returns the terms within one edit of a word of four letters or more,
// two of one with seven or more. Only terms that share letters in a row with it
// are measured.
func (x *titleIndex) almost(letters []rune, work *scratch) []match {
	allowed := 0
	switch {
	case len(letters) >= 7:
		allowed = 2
	case len(letters) >= 4:
		allowed = 1
	default:
		return nil
	}
	for _, g := range trigrams(letters) {
		for _, at := range x.trigrams[g] {
			if work.shared[at] == 0 {
				work.alike = append(work.alike, at)
			}
			work.shared[at]++
		}
	}
	var found []match
	for _, at := range work.alike {
		n := int(work.shared[at])
		work.shared[at] = 0
		// An edit spoils three trigrams, exchanged neighbours four.
		if n < len(letters)+1-4*allowed {
			continue
		}
		if edits := distance(letters, x.vocabulary[at].letters, allowed, &work.rows); edits <= allowed {
			found = append(found, match{int(at), wordFuzzy - fuzzyStep*float64(edits-1)})
		}
	}
	work.alike = work.alike[:0]
	// Among terms equally near, in the order of the vocabulary.
	slices.SortFunc(found, func(a, b match) int { return cmp.Compare(a.term, b.term) })
	return found
}

// trigrams returns the letters of a word in threes, each once. The two before
// the first letter and the one after the last are blank, so a word of n letters
// has n+1 at most.
func trigrams(letters []rune) []trigram {
	list := make([]trigram, 0, len(letters)+1)
	g := trigram{}
	for i := range len(letters) + 1 {
		g = trigram{g[1], g[2]}
		if i < len(letters) {
			g[2] = letters[i]
		}
		if !slices.Contains(list, g) {
			list = append(list, g)
		}
	}
	return list
}

// distance returns the edits that turn a into b: letters inserted, deleted or
// replaced, or neighbours exchanged (optimal string alignment, Damerau 1964).
// It gives up, returning more than limit, when there are more. The rows are
// memory to work in.
func distance(a, b []rune, limit int, rows *[3][]int) int {
	if d := len(a) - len(b); d > limit || -d > limit {
		return limit + 1
	}
	for i := range rows {
		rows[i] = slices.Grow(rows[i][:0], len(b)+1)[:len(b)+1]
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		row, above, twoAbove := rows[i%3], rows[(i+2)%3], rows[(i+1)%3]
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			replace := above[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			row[j] = min(replace, above[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], twoAbove[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return limit + 1
		}
	}
	return rows[len(a)%3][len(b)]
}

// words splits a text into its words, folded: lower case, without accents and
// apostrophes.
func words(s string) []string {
	s = fold(s)
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

func fold(s string) string {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			s = strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) || r == '’' {
					return -1
				}
				return r
			}, norm.NFKD.String(s))
			break
		}
	}
	s = strings.ToLower(s)
	if strings.IndexByte(s, '\'') >= 0 {
		s = strings.ReplaceAll(s, "'", "")
	}
	return s
}

// singular returns the singular of an English plural, near enough to bring
// both forms of a word together; it need not be a word.
func singular(word string) string {
	switch {
	case len(word) <= 3:
		return word
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return word
	case strings.HasSuffix(word, "ies"):
		return word[:len(word)-3] + "y"
	case strings.HasSuffix(word, "ie"): // so that movie is found by movies
		return word[:len(word)-2] + "y"
	case strings.HasSuffix(word, "sses"), strings.HasSuffix(word, "xes"),
		strings.HasSuffix(word, "ches"), strings.HasSuffix(word, "shes"):
		return word[:len(word)-2]
	case strings.HasSuffix(word, "men"): // firemen, fireman
		return word[:len(word)-2] + "an"
	case strings.HasSuffix(word, "s"):
		return word[:len(word)-1]
	}
	return word
}
