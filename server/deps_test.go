package server_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// arrows says which packages of workfit each may import; nothing else. The
// subject is in the middle: it knows no HTTP and no storage.
var arrows = map[string][]string{
	"workfit":                           {"workfit/server/cli"},
	"workfit/quiz":                      {},
	"workfit/quiz/boltstore":            {"workfit/quiz"},
	"workfit/quiz/redisstore":           {"workfit/quiz"},
	"workfit/quiz/redisstore/redistest": {},
	"workfit/quiz/storetest":            {"workfit/quiz"},
	"workfit/scoring":                   {"workfit/quiz"},
	"workfit/scoring/occupation":        {"workfit/scoring"},
	"workfit/scoring/validation":        {},
	"workfit/static":                    {},
	"workfit/server":                    {"workfit/quiz", "workfit/scoring", "workfit/scoring/occupation", "workfit/server/page", "workfit/static"},
	"workfit/server/page":               {},
	"workfit/server/cli":                {"workfit/quiz", "workfit/quiz/boltstore", "workfit/quiz/redisstore", "workfit/scoring", "workfit/scoring/occupation", "workfit/scoring/validation", "workfit/server", "workfit/server/cli/report", "workfit/static"},
	"workfit/server/cli/report":         {},
}

func goList(t *testing.T, args ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"list"}, args...)...).Output()
	if err != nil {
		t.Fatalf("go list %v: %v", args, err)
	}
	return strings.Fields(string(out))
}

func TestPackagesImportOnlyAlongTheArrows(t *testing.T) {
	for _, pkg := range goList(t, "workfit/...") {
		allowed, known := arrows[pkg]
		if !known {
			if strings.HasPrefix(pkg, "workfit/server/browser") {
				continue // holds tests only
			}
			t.Errorf("%s is in no arrow: say here what it may import", pkg)
			continue
		}
		for _, imported := range goList(t, "-f", `{{join .Imports "\n"}}`, pkg) {
			if strings.HasPrefix(imported, "workfit") && !slices.Contains(allowed, imported) {
				t.Errorf("%s imports %s; it may import %v", pkg, imported, allowed)
			}
		}
	}
}

func TestTheSubjectReachesNoHTTPAndNoStorage(t *testing.T) {
	forbidden := []string{"net/http", "github.com/gin-gonic", "github.com/redis", "go.etcd.io", "github.com/danielgtaylor", "github.com/a-h/templ"}
	for _, dep := range goList(t, "-deps", "workfit/quiz", "workfit/scoring", "workfit/scoring/occupation", "workfit/scoring/validation") {
		for _, bad := range forbidden {
			if dep == bad || strings.HasPrefix(dep, bad+"/") {
				t.Errorf("quiz or scoring reaches %s", dep)
			}
		}
	}
}
