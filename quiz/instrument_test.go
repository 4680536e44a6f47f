package quiz_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"workfit/quiz"
)

func TestEmbeddedInstrumentsAreWhole(t *testing.T) {
	catalog, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	in, ok := catalog.Find("fit")
	if !ok {
		t.Fatal("the instrument fit is not there")
	}
	for form, want := range map[string]int{"standard": 60, "quick": 18} {
		f, ok := in.Form(form)
		if !ok || len(f.Items) != want {
			t.Errorf("form %s: %v items, want %d", form, f, want)
		}
	}
	domains := map[string]int{}
	for _, it := range in.Items {
		for _, k := range it.Keys {
			switch e := k.Element; {
			case strings.HasPrefix(e, "1.B.1."):
				domains["themes "+e]++
			case strings.HasPrefix(e, "2.C."):
				domains["subjects "+e]++
			case strings.HasPrefix(e, "1.D."):
				domains["styles "+e]++
			case strings.HasPrefix(e, "2.A."), strings.HasPrefix(e, "2.B."):
				domains["skills "+e]++
			case strings.HasPrefix(e, "1.B.2."):
				domains["values "+e]++
			default:
				t.Errorf("item %s is keyed to %s, which is none of the five domains", it.ID, e)
			}
		}
	}
	counts := map[string]int{}
	for name := range domains {
		kind, _, _ := strings.Cut(name, " ")
		counts[kind]++
	}
	want := map[string]int{"themes": 6, "subjects": 33, "styles": 21, "skills": 35, "values": 6}
	if !maps.Equal(counts, want) {
		t.Errorf("the bank measures %v, want %v", counts, want)
	}
}

// Every item, in every language: a sentence a person can read at a glance.
func TestItemsAreShort(t *testing.T) {
	catalog, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range catalog.All() {
		for _, lang := range in.Languages() {
			text, _ := in.Text(lang)
			for id, words := range text.Items {
				if n := len(strings.Fields(words)); n > 14 {
					t.Errorf("%s, %s: item %s has %d words", in.ID, lang, id, n)
				}
			}
		}
	}
}

// broken reads a tiny instrument after one change to its files.
func broken(t *testing.T, change func(files fstest.MapFS)) error {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"instrument.json", "en.json"} {
		raw, err := fs.ReadFile(os.DirFS("testdata"), "tiny/"+name)
		if err != nil {
			t.Fatal(err)
		}
		files["tiny/"+name] = &fstest.MapFile{Data: raw}
	}
	change(files)
	_, err := quiz.ReadInstrument(files, "tiny")
	return err
}

// replace changes text in a file, which must be there.
func replace(file, old, with string) func(fstest.MapFS) {
	return func(files fstest.MapFS) {
		raw := string(files["tiny/"+file].Data)
		if !strings.Contains(raw, old) {
			panic("the tiny instrument has no " + old)
		}
		files["tiny/"+file].Data = []byte(strings.Replace(raw, old, with, 1))
	}
}

func TestBrokenInstrumentsAreRefusedWithFileAndItem(t *testing.T) {
	if err := broken(t, func(fstest.MapFS) {}); err != nil {
		t.Fatalf("the instrument that the others are made from is refused: %v", err)
	}
	for name, test := range map[string]struct {
		change func(fstest.MapFS)
		want   string
	}{
		"syntax":                     {replace("instrument.json", `"version": "1",`, `"version": "1"`), "tiny/instrument.json:4: "},
		"cut off":                    {func(f fstest.MapFS) { f["tiny/en.json"].Data = f["tiny/en.json"].Data[:60] }, "tiny/en.json:3: the file ends too early"},
		"unknown key":                {replace("instrument.json", `"licence"`, `"license"`), `unknown field "license"`},
		"wrong type":                 {replace("instrument.json", `"points": 5`, `"points": "five"`), "tiny/instrument.json:6: "},
		"more than an object":        {func(f fstest.MapFS) { f["tiny/en.json"].Data = append(f["tiny/en.json"].Data, "{}"...) }, "more follows"},
		"no licence":                 {replace("instrument.json", `"licence": "CC0"`, `"licence": " "`), "licence is missing"},
		"folder of another name":     {replace("instrument.json", `"id": "tiny"`, `"id": "small"`), `instrument "small" lies in a folder named "tiny"`},
		"one point":                  {replace("instrument.json", `"points": 5`, `"points": 1`), `scale "agree" has 1 points`},
		"scale not defined":          {replace("instrument.json", `"scale": "agree"`, `"scale": "disagree"`), `uses scale "disagree"`},
		"item twice":                 {replace("instrument.json", `"id": "b", "section"`, `"id": "a", "section"`), "item a: the id is used twice"},
		"item in no section":         {replace("instrument.json", `"id": "b", "section": "likes"`, `"id": "b", "section": "hates"`), `tiny/instrument.json:12: item b: section "hates" is not defined`},
		"item without key":           {replace("instrument.json", `"keys": [{"element": "1.B.1.b", "loading": 0.7}]`, `"keys": []`), "tiny/instrument.json:12: item b: has no key"},
		"key to no element":          {replace("instrument.json", `"1.B.1.b"`, `"Investigative"`), `item b: key "Investigative" is not an element id`},
		"keyed twice":                {replace("instrument.json", `[{"element": "1.B.1.b", "loading": 0.7}]`, `[{"element": "1.B.1.b", "loading": 0.7}, {"element": "1.B.1.b", "loading": 0.1}]`), "item b: is keyed to 1.B.1.b twice"},
		"loading over 1":             {replace("instrument.json", `"1.B.1.b", "loading": 0.7`, `"1.B.1.b", "loading": 7`), "item b: loading 7 on 1.B.1.b"},
		"loading 0":                  {replace("instrument.json", `"1.B.1.b", "loading": 0.7`, `"1.B.1.b", "loading": 0`), "item b: loading 0 on 1.B.1.b"},
		"answer scores too few":      {replace("instrument.json", `"id": "b", `, `"id": "b", "answer_scores": [-1, 1], `), "item b: has 2 answer scores for the 5 points"},
		"answer scores fall":         {replace("instrument.json", `"id": "b", `, `"id": "b", "answer_scores": [-2, -1, 0, 2, 1], `), "item b: answer scores do not rise from answer 4 to 5"},
		"residual below 0":           {replace("instrument.json", `"id": "b", `, `"id": "b", "residual_variance": -1, `), "item b: residual variance -1"},
		"form asks for no such item": {replace("instrument.json", `"items": ["a", "b"]`, `"items": ["a", "c"]`), `item c: is in form "all" but is not defined`},
		"form asks twice":            {replace("instrument.json", `"items": ["a", "b"]`, `"items": ["a", "a"]`), `item a: is in form "all" twice`},
		"norm of nobody":             {replace("instrument.json", `"source": "two people"`, `"source": ""`), "does not say whom it comes from"},
		"correlation over 1":         {replace("instrument.json", `[0.3, 1]`, `[1.3, 1]`), "holds 1.3"},
		"correlations disagree":      {replace("instrument.json", `[0.3, 1]`, `[0.4, 1]`), "rows 2 and 1 disagree"},
		"label missing":              {replace("en.json", `"3": "maybe", `, ``), `scale "agree" has no label for 3`},
		"label too many":             {replace("en.json", `"3": "maybe", `, `"3": "maybe", "6": "absolutely", `), `scale "agree" has 6 labels for 5 points`},
		"wording missing":            {replace("en.json", `"b": "Look into things"`, `"b": " "`), "tiny/en.json:8: item b: has no wording"},
		"wording left over":          {replace("en.json", `"b": "Look into things"`, `"b": "Look into things", "z": "Sleep"`), "item z: is worded but not defined"},
		"language of another file":   {replace("en.json", `"language": "en"`, `"language": "es"`), `says that its language is "es"`},
		"no wording at all":          {func(f fstest.MapFS) { delete(f, "tiny/en.json") }, "there is no wording"},
	} {
		t.Run(name, func(t *testing.T) {
			err := broken(t, test.change)
			if err == nil {
				t.Fatal("the instrument was taken")
			}
			if !strings.Contains(err.Error(), test.want) {
				t.Errorf("the error is\n  %v\nand does not say\n  %s", err, test.want)
			}
			if !strings.Contains(err.Error(), "tiny/") {
				t.Errorf("the error names no file: %v", err)
			}
		})
	}
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	err := broken(t, func(files fstest.MapFS) {
		replace("instrument.json", `"licence": "CC0"`, `"licence": ""`)(files)
		replace("en.json", `"3": "maybe", `, ``)(files)
	})
	for _, want := range []string{"licence is missing", "no label for 3"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestAnswersAreChecked(t *testing.T) {
	catalog, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	in, _ := catalog.Find("fit")
	for value := 1; value <= 5; value++ {
		if err := in.CheckAnswer("r1", value); err != nil {
			t.Errorf("answer %d: %v", value, err)
		}
	}
	for _, value := range []int{-1, 0, 6, 1 << 40} {
		if err := in.CheckAnswer("r1", value); err == nil || !strings.Contains(err.Error(), "1 to 5") {
			t.Errorf("answer %d: %v", value, err)
		}
	}
	if err := in.CheckAnswer("nonsense", 3); err == nil || !strings.Contains(err.Error(), "unknown item") {
		t.Errorf("an unknown item: %v", err)
	}
}

func FuzzReadInstrument(f *testing.F) {
	raw, err := os.ReadFile("testdata/tiny/instrument.json")
	if err != nil {
		f.Fatal(err)
	}
	words, err := os.ReadFile("testdata/tiny/en.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw, words)
	f.Fuzz(func(t *testing.T, raw, words []byte) {
		in, err := quiz.ReadInstrument(fstest.MapFS{
			"tiny/instrument.json": {Data: raw},
			"tiny/en.json":         {Data: words},
		}, "tiny")
		if err != nil {
			return
		}
		// What is taken can be used: every item has a scale, a key and words.
		text, ok := in.Text("en")
		for i := range in.Items {
			it := &in.Items[i]
			if in.ItemScale(it) == nil || len(it.Keys) == 0 || !ok || text.Items[it.ID] == "" {
				t.Fatalf("item %+v was taken", it)
			}
		}
		if _, err := json.Marshal(in); err != nil {
			t.Fatal(err)
		}
	})
}
