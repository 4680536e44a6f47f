package boltstore

import (
	"reflect"
	"testing"

	"workfit/quiz"
)

// What another release wrote is read, and what needs nothing of this one can be
// read by the one before.
func TestSchemas(t *testing.T) {
	plain := &record{answers: map[string]int{"i1": 5}}
	weighed := &record{answers: map[string]int{"i1": 5}, emphasis: map[string]float64{"skills": 0.5}}
	hurried := &record{answers: map[string]int{"i1": 5}, hasty: 3}
	for r, schema := range map[*record]byte{plain: schemaFirst, weighed: schemaMore, hurried: schemaMore} {
		data := r.encode()
		again, err := decode(data)
		if data[0] != schema || err != nil || !reflect.DeepEqual(r, again) {
			t.Errorf("schema %d is written as %d and read as %+v, %v", schema, data[0], again, err)
		}
	}
}

// A damaged file must end in an error, never in a panic or in a session that does
// not read back as itself.
func FuzzDecode(f *testing.F) {
	whole := &record{
		code: quiz.CodeHash{1, 2, 3}, instrument: "fit", form: "short", lang: "pt-BR",
		versions: quiz.Versions{Instrument: "1", Data: "30.0", Engine: "2"},
		created:  -1, expires: 1 << 41, look: 1 << 40, done: true, finished: 1,
		answers: map[string]int{"i1": 5, "i2": 0},
	}
	weighed := *whole
	weighed.emphasis, weighed.hasty = map[string]float64{"interests": 0.5, "skills": 0}, 7
	for _, r := range []*record{whole, &weighed} {
		data := r.encode()
		f.Add(data)
		for cut := range data {
			f.Add(data[:cut])
			if _, err := decode(data[:cut]); err == nil {
				f.Errorf("a record cut off after %d of %d bytes is read", cut, len(data))
			}
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
