package server_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

var update = flag.Bool("update", false, "write golden files anew")

const contractFile = "testdata/openapi.json"

// The contract is a file under review: what clients see of a change shows in its
// diff.
func TestContractIsTheOneReviewed(t *testing.T) {
	served := newAPI(t).get("/openapi.json").body
	if *update {
		if err := os.WriteFile(contractFile, served, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	reviewed, err := os.ReadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(served, reviewed) {
		t.Errorf("the contract at /openapi.json is not that of %s.\n"+
			"If the change is meant, raise apiVersion in api.go (it is %q), then run: go test ./server -run Contract -update",
			contractFile, readContract(t, served).at("info", "version"))
	}
}

func TestContractDescribesEverything(t *testing.T) {
	api := newAPI(t)
	doc := api.contract
	if got := doc.at("openapi"); got != "3.1.0" {
		t.Errorf("openapi is %v", got)
	}
	for path, item := range doc.at("paths").(map[string]any) {
		for method, op := range item.(map[string]any) {
			op := contract(op.(map[string]any))
			if op["operationId"] == nil || op["summary"] == nil || op["tags"] == nil {
				t.Errorf("%s %s has no operationId, summary or tags", method, path)
			}
			for _, p := range list(op["parameters"]) {
				if p["description"] == nil {
					t.Errorf("%s %s: parameter %v is not described", method, path, p["name"])
				}
			}
			for status, response := range op.at("responses").(map[string]any) {
				media, _ := response.(map[string]any)["content"].(map[string]any)
				want := "application/json"
				if status == "default" || status >= "400" {
					want = "application/problem+json"
				}
				if status != "204" && (len(media) != 1 || media[want] == nil) {
					t.Errorf("%s %s: %s gives %v, not %s", method, path, status, slices.Collect(maps.Keys(media)), want)
				}
			}
		}
	}
	text := string(api.get("/openapi.json").body)
	for _, unwanted := range []string{"$schema", "ErrorModel", "example.com", "http://", "https://"} {
		if strings.Contains(text, unwanted) {
			t.Errorf("the contract has %q in it", unwanted)
		}
	}
}

func TestContractIsServedInBothFormats(t *testing.T) {
	api := newAPI(t)
	for path, want := range map[string]string{"/openapi.json": "application/json", "/openapi.yaml": "application/yaml"} {
		reply := api.send(http.MethodGet, path, "", "")
		if reply.status != http.StatusOK || reply.media() != want || !bytes.Contains(reply.body, []byte("/api/v1/sessions")) {
			t.Errorf("%s: %d %s", path, reply.status, reply.media())
		}
	}
	// The page that huma would serve runs scripts from elsewhere.
	for _, path := range []string{"/docs", "/schemas/Session.json", "/openapi-3.0.json"} {
		if reply := api.send(http.MethodGet, path, "", ""); reply.status != http.StatusNotFound {
			t.Errorf("%s: %d", path, reply.status)
		}
	}
}

// A contract is an OpenAPI document, or a part of one.
type contract map[string]any

func readContract(t *testing.T, raw []byte) contract {
	t.Helper()
	var c contract
	if err := json.Unmarshal(raw, &c); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c contract) at(keys ...string) any {
	var v any = map[string]any(c)
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

func list(v any) []map[string]any {
	var maps []map[string]any
	values, _ := v.([]any)
	for _, m := range values {
		maps = append(maps, m.(map[string]any))
	}
	return maps
}

// response finds what the contract says of a reply; nil where it knows no such
// operation.
func (c contract) response(method, path string, status int) contract {
	best, bestLiterals := contract(nil), -1
	for template, item := range c.at("paths").(map[string]any) {
		op, _ := item.(map[string]any)[strings.ToLower(method)].(map[string]any)
		literals, ok := matchPath(template, path)
		if op == nil || !ok || literals < bestLiterals {
			continue
		}
		best, bestLiterals = op, literals
	}
	if best == nil {
		return nil
	}
	for _, name := range []string{fmt.Sprint(status), "default"} {
		if response, ok := best.at("responses", name).(map[string]any); ok {
			return response
		}
	}
	return nil
}

func matchPath(template, path string) (literals int, ok bool) {
	want, got := strings.Split(template, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return 0, false
	}
	for i := range want {
		switch {
		case want[i] == got[i]:
			literals++
		case !strings.HasPrefix(want[i], "{"):
			return 0, false
		}
	}
	return literals, true
}

// check lists in what a value is not as the schema says. A keyword it does not
// know is an error, so that the contract can not promise what is not checked.
func (c contract) check(schema map[string]any, at string, v any) []string {
	if ref, ok := schema["$ref"].(string); ok {
		name := strings.TrimPrefix(ref, "#/components/schemas/")
		schema, ok = c.at("components", "schemas", name).(map[string]any)
		if !ok {
			return []string{at + ": there is no " + ref}
		}
	}
	var wrong []string
	fail := func(format string, args ...any) { wrong = append(wrong, at+": "+fmt.Sprintf(format, args...)) }
	for keyword, want := range schema {
		switch keyword {
		case "description", "examples", "default", "title":
		case "type":
			types, ok := want.([]any)
			if !ok {
				types = []any{want}
			}
			if !slices.ContainsFunc(types, func(t any) bool { return isType(t, v) }) {
				fail("%v is not %v", v, want)
			}
		case "properties":
			m, _ := v.(map[string]any)
			for name, sub := range want.(map[string]any) {
				if value, ok := m[name]; ok {
					wrong = append(wrong, c.check(sub.(map[string]any), at+"."+name, value)...)
				}
			}
		case "required":
			for _, name := range want.([]any) {
				if _, ok := v.(map[string]any)[name.(string)]; !ok {
					fail("%s is missing", name)
				}
			}
		case "additionalProperties":
			known, _ := schema["properties"].(map[string]any)
			m, _ := v.(map[string]any)
			for name, value := range m {
				if _, ok := known[name]; ok {
					continue
				}
				// Even where the contract lets clients expect more to come,
				// what is sent today must be in it.
				if sub, ok := want.(map[string]any); ok {
					wrong = append(wrong, c.check(sub, at+"."+name, value)...)
				} else {
					fail("%s is not in the contract", name)
				}
			}
		case "items":
			values, _ := v.([]any)
			for i, value := range values {
				wrong = append(wrong, c.check(want.(map[string]any), fmt.Sprintf("%s[%d]", at, i), value)...)
			}
		case "enum":
			if !slices.Contains(want.([]any), v) {
				fail("%v is not one of %v", v, want)
			}
		case "minimum":
			if n, ok := v.(float64); ok && n < want.(float64) {
				fail("%v is below %v", n, want)
			}
		case "maximum":
			if n, ok := v.(float64); ok && n > want.(float64) {
				fail("%v is above %v", n, want)
			}
		case "format":
			if s, ok := v.(string); ok && !hasFormat(want.(string), s) {
				fail("%q is no %s", s, want)
			}
		default:
			fail("the test does not know the keyword %q", keyword)
		}
	}
	return wrong
}

var whole = regexp.MustCompile(`^-?\d+(e\+\d+)?$`)

func isType(name, v any) bool {
	switch v := v.(type) {
	case nil:
		return name == "null"
	case bool:
		return name == "boolean"
	case string:
		return name == "string"
	case float64:
		return name == "number" || name == "integer" && whole.MatchString(fmt.Sprint(v))
	case []any:
		return name == "array"
	case map[string]any:
		return name == "object"
	}
	return false
}

func hasFormat(format, s string) bool {
	var err error
	switch format {
	case "uuid":
		_, err = uuid.Parse(s)
	case "date-time":
		_, err = time.Parse(time.RFC3339, s)
	case "uri":
		var u *url.URL
		u, err = url.Parse(s)
		return err == nil && u.IsAbs()
	default:
		return false
	}
	return err == nil
}
