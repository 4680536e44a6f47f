package cli

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workfit/scoring"
)

// planted are fields that simulated people are given, and their occupations.
var planted = []struct {
	name  string
	codes []string
}{
	{"building", []string{"47-2031.00", "47-2061.00", "47-2181.00"}},
	{"care", []string{"29-1141.00", "31-1131.00", "21-1022.00"}},
	{"numbers", []string{"13-2011.00", "43-3031.00", "15-2011.00"}},
	{"stage", []string{"27-2011.00", "27-2041.00", "27-2012.00"}},
}

// crowdOf writes answers of simulated people to a form, perField of each field,
// who are of the field that truly suits them best of all that people do; or, if
// shuffled, of any. It returns the flags of validate.
func crowdOf(t *testing.T, form string, perField int, shuffled bool) []string {
	t.Helper()
	in, err := instrument("fit")
	if err != nil {
		t.Fatal(err)
	}
	model, _, err := modelOf(in, "")
	if err != nil {
		t.Fatal(err)
	}
	f, ok := in.Form(form)
	if !ok {
		t.Fatalf("no form %s", form)
	}
	people := drawFields(t, model, perField)
	if shuffled {
		rand.New(rand.NewPCG(4, 4)).Shuffle(len(people), func(i, k int) { people[i].field, people[k].field = people[k].field, people[i].field })
	}
	random := rand.New(rand.NewPCG(5, 5))
	var answers, again, fields strings.Builder
	header := "person_id," + strings.Join(f.Items, ",")
	fmt.Fprintf(&answers, "%s,field,side,age\n", header)
	fmt.Fprintf(&again, "%s\n", header)
	for i, p := range people {
		row := func() (cells string) {
			given := p.who.Answers(random, f.Items)
			for _, item := range f.Items {
				cells += fmt.Sprintf(",%d", given[item])
			}
			return cells
		}
		fmt.Fprintf(&answers, "p%d%s,%s,%d,40\n", i, row(), planted[p.field].name, i%2)
		fmt.Fprintf(&again, "p%d%s\n", i, row())
	}
	fields.WriteString("field,onet_soc,title\n")
	for _, one := range planted {
		for _, code := range one.codes {
			fmt.Fprintf(&fields, "%s,%s,\n", one.name, code)
		}
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"answers.csv": answers.String(), "again.csv": again.String(), "fields.csv": fields.String()} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return []string{
		"validate", "--instrument", "fit", "--answers", filepath.Join(dir, "answers.csv"),
		"--outcome", "field", "--outcomes", filepath.Join(dir, "fields.csv"),
		"--draws", "100", "--simulated", "40", "--personal", "2",
	}
}

type fielded struct {
	who   *scoring.Simulant
	field int
}

// drawFields draws people until each field has enough, each person being of the
// field whose occupations suit them most, compared with how they suit others.
func drawFields(t *testing.T, model *scoring.Model, perField int) []fielded {
	t.Helper()
	catalog, err := occupations("")
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]int{}
	for o, occ := range catalog.All() {
		places[occ.Code] = o
	}
	population, random := model.Population(), rand.New(rand.NewPCG(3, 3))
	const drawn = 600
	suits := make([][]float64, drawn) // by person and field
	who := make([]*scoring.Simulant, drawn)
	mean, square := make([]float64, len(planted)), make([]float64, len(planted))
	for i := range who {
		who[i] = population.Draw(random, nil)
		scores := who[i].Scores()
		for f, one := range planted {
			var sum float64
			for _, code := range one.codes {
				o, ok := places[code]
				if !ok {
					t.Fatalf("no occupation %s", code)
				}
				sum += scores[o]
			}
			suits[i] = append(suits[i], sum)
			mean[f] += sum / drawn
			square[f] += sum * sum / drawn
		}
	}
	var people []fielded
	size := make([]int, len(planted))
	for i, scores := range suits {
		at, most := 0, math.Inf(-1)
		for f, s := range scores {
			if z := (s - mean[f]) / math.Sqrt(square[f]-mean[f]*mean[f]); z > most {
				at, most = f, z
			}
		}
		if size[at] < perField {
			size[at]++
			people = append(people, fielded{who[i], at})
		}
	}
	if len(people) != perField*len(planted) {
		t.Fatalf("fields have %v people", size)
	}
	return people
}
