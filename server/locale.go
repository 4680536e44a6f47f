package server

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/gin-gonic/gin"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"workfit/server/page"
	"workfit/static"
)

// defaultLanguage is used by those who ask for none that we have, and for
// messages that another language lacks.
var defaultLanguage = language.English

// words are the messages of every language.
type words struct {
	bundle  *i18n.Bundle
	tags    []language.Tag // the default first
	matcher language.Matcher
	keys    map[language.Tag]map[string]string // key → the file that has it
}

func newWords() (*words, error) {
	sub, err := fs.Sub(static.Locales, "locale")
	if err != nil {
		return nil, err
	}
	return readWords(sub)
}

// readWords reads every <language>/*.json of fsys. Each file maps keys to a
// sentence, or to its plural forms.
func readWords(fsys fs.FS) (*words, error) {
	w := &words{
		bundle: i18n.NewBundle(defaultLanguage),
		tags:   []language.Tag{defaultLanguage},
		keys:   map[language.Tag]map[string]string{},
	}
	files, err := fs.Glob(fsys, "*/*.json")
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if err := w.read(fsys, file); err != nil {
			return nil, fmt.Errorf("words in %s: %w", file, err)
		}
	}
	if w.keys[defaultLanguage] == nil {
		return nil, fmt.Errorf("there are no words in the default language, %s", defaultLanguage)
	}
	w.matcher = language.NewMatcher(w.tags)
	return w, nil
}

func (w *words) read(fsys fs.FS, file string) error {
	raw, err := fs.ReadFile(fsys, file)
	if err != nil {
		return err
	}
	tag, err := language.Parse(path.Dir(file))
	if err != nil {
		return fmt.Errorf("the folder is not named for a language: %w", err)
	}
	var entries map[string]json.RawMessage
	if err := json.Unmarshal(raw, &entries); err != nil {
		return err
	}
	if w.keys[tag] == nil {
		w.keys[tag] = map[string]string{}
		if tag != defaultLanguage {
			w.tags = append(w.tags, tag)
		}
	}
	var wrong []error
	for key, value := range entries {
		if earlier := w.keys[tag][key]; earlier != "" {
			wrong = append(wrong, fmt.Errorf("%q is in %s already", key, earlier))
		}
		if text := string(value); text == `""` || text == "null" || text == "{}" {
			wrong = append(wrong, fmt.Errorf("%q is empty", key))
		}
		w.keys[tag][key] = file
	}
	if err := errors.Join(wrong...); err != nil {
		return err
	}
	// go-i18n takes the language from a name of the form <language>.json.
	_, err = w.bundle.ParseMessageFileBytes(raw, tag.String()+".json")
	return err
}

const wordsKey = "words"

// in returns the words for a request: in the language that the address asks for
// with ?lang=, else the session's, else the one the browser prefers.
func (w *words) in(c *gin.Context) page.Words {
	var asked []string
	if lang := c.Query("lang"); lang != "" {
		asked = append(asked, lang)
	}
	if session := opened(c); session != nil {
		asked = append(asked, session.Lang)
	}
	tag := w.choose(append(asked, c.GetHeader("Accept-Language"))...)
	// One set of words a request, so that what is missing is gathered.
	if had, ok := c.Value(wordsKey).(page.Words); ok && had.Lang() == tag.String() {
		return had
	}
	chosen := page.NewWords(w.bundle, tag)
	c.Set(wordsKey, chosen)
	return chosen
}

// choose returns the first wish that is a language we have. Each wish may be a
// list as in Accept-Language; what can not be read is passed over.
func (w *words) choose(wishes ...string) language.Tag {
	for _, wish := range wishes {
		tags, _, err := language.ParseAcceptLanguage(wish)
		if err != nil || len(tags) == 0 {
			continue
		}
		if _, i, sure := w.matcher.Match(tags...); sure != language.No {
			return w.tags[i]
		}
	}
	return defaultLanguage
}

// has reports whether the default language has a message.
func (w *words) has(key string) bool { return w.keys[defaultLanguage][key] != "" }
