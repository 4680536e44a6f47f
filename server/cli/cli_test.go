package cli

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"workfit": func() { os.Exit(Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// The scripts under testdata/script are the command's manual, read and run.
func TestScripts(t *testing.T) {
	release, err := filepath.Abs("../../scoring/occupation/testdata/release")
	if err != nil {
		t.Fatal(err)
	}
	instruments, err := filepath.Abs("../../quiz/testdata")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Setup: func(env *testscript.Env) error {
			env.Setenv("RELEASE", release)
			env.Setenv("INSTRUMENTS", instruments)
			return nil
		},
	})
}
