package server

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"

	"workfit/server/page"
)

// sources returns the hand-written code that asks for words.
func sources(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, pattern := range []string{"*.go", "page/*.go", "page/*.templ"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
				continue
			}
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			found[name] = string(text)
		}
	}
	return found
}

var (
	asked  = regexp.MustCompile(`(?:\.T\(|\.N\(|\.base\(c, |\.baseWith\(c, session, |\badd\([^"]+, )"([a-z][a-zA-Z0-9._-]*)"(\s*\+)?`)
	quoted = regexp.MustCompile(`"([a-zA-Z0-9._-]+)"`)
)

func TestEveryMessageAskedForExistsAndEveryMessageIsAskedFor(t *testing.T) {
	w, err := newWords()
	if err != nil {
		t.Fatal(err)
	}
	have := w.keys[defaultLanguage]
	literals := map[string]bool{}
	for name, text := range sources(t) {
		for _, m := range asked.FindAllStringSubmatch(text, -1) {
			if key, computed := m[1], m[2] != ""; !computed && have[key] == "" {
				t.Errorf("%s asks for %q, which has no message", name, key)
			}
		}
		for _, m := range quoted.FindAllStringSubmatch(text, -1) {
			literals[m[1]] = true
		}
	}
	for key, file := range have {
		if !literals[key] && !computed(key, literals) {
			t.Errorf("%s: %q is asked for nowhere", file, key)
		}
	}
}

// computed reports whether the code puts the key together from a literal and
// something more: T("month." + n), or T(key + ".title").
func computed(key string, literals map[string]bool) bool {
	for i, r := range key {
		if r == '.' && (literals[key[:i+1]] || literals[key[:i]] && literals[key[i:]]) {
			return true
		}
	}
	return false
}

func TestEveryProblemHasWords(t *testing.T) {
	w, err := newWords()
	if err != nil {
		t.Fatal(err)
	}
	kinds := []string{"internal", "bad-request"} // what unknown ones fall back to
	for _, m := range meanings {
		kinds = append(kinds, m.kind)
	}
	for name, text := range sources(t) {
		if strings.HasPrefix(name, "api") {
			continue // these answer in JSON
		}
		for _, m := range regexp.MustCompile(`problem\{http\.Status\w+, "([a-z-]+)"`).FindAllStringSubmatch(text, -1) {
			kinds = append(kinds, m[1])
		}
	}
	for _, kind := range kinds {
		for _, part := range []string{".title", ".body"} {
			if !w.has("error." + kind + part) {
				t.Errorf("there is no message error.%s%s", kind, part)
			}
		}
	}
	for key := range w.keys[defaultLanguage] {
		if kind, ok := strings.CutPrefix(key, "error."); ok && strings.HasSuffix(kind, ".title") {
			if kind = strings.TrimSuffix(kind, ".title"); !slices.Contains(kinds, kind) {
				t.Errorf("%s is the message of no problem", key)
			}
		}
	}
}

func TestEveryLanguageHasTheSameMessages(t *testing.T) {
	w, err := newWords()
	if err != nil {
		t.Fatal(err)
	}
	reference := slices.Sorted(maps.Keys(w.keys[defaultLanguage]))
	for tag, keys := range w.keys {
		if got := slices.Sorted(maps.Keys(keys)); !slices.Equal(got, reference) {
			t.Errorf("%s has other messages than %s", tag, defaultLanguage)
		}
	}
}

func TestBrokenWordsAreRefused(t *testing.T) {
	for name, files := range map[string]map[string]string{
		"not json":              {"en/site.json": `{"a": }`},
		"empty message":         {"en/site.json": `{"a": ""}`},
		"in two files":          {"en/a.json": `{"a": "x"}`, "en/b.json": `{"a": "y"}`},
		"folder is no language": {"en/a.json": `{"a": "x"}`, "12/a.json": `{"a": "x"}`},
		"no default language":   {"fr/a.json": `{"a": "x"}`},
	} {
		if _, err := readWords(mapFS(files)); err == nil {
			t.Errorf("%s: was accepted", name)
		}
	}
}

func mapFS(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestWords(t *testing.T) {
	w, err := readWords(mapFS(map[string]string{
		"en/a.json": `{"hello": "Hello {{.Name}}", "cats": {"one": "{{.Count}} cat", "other": "{{.Count}} cats"}, "money": "${{.Amount}}", "percent": "{{.Number}}%"}`,
		"fr/a.json": `{"hello": "Bonjour {{.Name}}", "cats": {"one": "{{.Count}} chat", "other": "{{.Count}} chats"}}`,
	}))
	if err != nil {
		t.Fatal(err)
	}
	en, fr := page.NewWords(w.bundle, language.English), page.NewWords(w.bundle, language.French)
	for _, c := range []struct{ got, want string }{
		{en.T("hello", "Name", "<b>"), "Hello <b>"}, // templ escapes it
		{fr.T("hello", "Name", "Zoë"), "Bonjour Zoë"},
		{en.N("cats", 1), "1 cat"},
		{en.N("cats", 0), "0 cats"},
		{fr.N("cats", 0), "0 chat"},
		{en.N("cats", 12000), "12,000 cats"},
		{en.Number(61.25), "61.2"},
		{en.Number(1234567), "1,234,567"},
		{en.Money(61230), "$61,230"},
		{en.Money(23.5), "$23.50"},
		{en.Money(999.999), "$1,000.00"},
		{en.Percent(-3.5), "-3.5%"},
		{en.Lang(), "en"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if m := slices.Concat(en.Missing(), fr.Missing()); len(m) > 0 {
		t.Errorf("missing: %v", m)
	}
	if got := en.T("nothing.here"); got != "nothing.here" {
		t.Errorf("a missing key shows as %q", got)
	}
	en.T("hello") // wants a Name
	if got, want := en.Missing(), []string{"nothing.here", "hello"}; !slices.Equal(got, want) {
		t.Errorf("missing: %v, want %v", got, want)
	}
}

func TestTheLanguageIsTheFirstWishWeHave(t *testing.T) {
	w, err := readWords(mapFS(map[string]string{"en/a.json": `{"a": "x"}`, "fr/a.json": `{"a": "x"}`, "pt-BR/a.json": `{"a": "x"}`}))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want   string
		wishes []string
	}{
		{"en", nil},
		{"en", []string{"", ""}},
		{"fr", []string{"fr"}},
		{"fr", []string{"", "fr-CA,en;q=0.5"}},
		{"fr", []string{"ja", "fr"}},
		{"en", []string{"en-GB", "fr"}},
		{"pt-BR", []string{"pt"}},
		{"en", []string{"ja", "zh-Hans"}},
		{"fr", []string{"%%;;", "fr"}},
	} {
		if got := w.choose(c.wishes...).String(); got != c.want {
			t.Errorf("%q gives %s, want %s", c.wishes, got, c.want)
		}
	}
}
