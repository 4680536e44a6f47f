package boltstore

import (
	"reflect"
	"testing"

	"workfit/quiz"
)

// A damaged file must end in an error, never in a panic or in a session that does
// not read back as itself.
func FuzzDecode(f *testing.F) {
	whole := &record{
		code: quiz.CodeHash{1, 2, 3}, instrument: "fit", form: "short", lang: "pt-BR",
		versions: quiz.Versions{Instrument: "1", Data: "30.0", Engine: "2"},
		created:  -1, expires: 1 << 41, look: 1 << 40, done: true, finished: 1,
		answers: map[string]int{"i1": 5, "i2": 0},
	}
	data := whole.encode()
	f.Add(data)
	for cut := range data {
		f.Add(data[:cut])
		if _, err := decode(data[:cut]); err == nil {
			f.Errorf("a record cut off after %d of %d bytes is read", cut, len(data))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := decode(data)
		if err != nil {
			return
		}
		again, err := decode(r.encode())
		if err != nil || !reflect.DeepEqual(r, again) {
			t.Errorf("read as %+v, then as %+v, %v", r, again, err)
		}
	})
}
