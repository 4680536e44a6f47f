package cli

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// checkPage fails unless a report's page stands alone and can be read by those who
// do not see it.
func checkPage(t *testing.T, page string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(page, "://") || strings.Contains(page, "@import") || strings.Contains(page, "url(") {
		t.Error("the page refers to something elsewhere")
	}
	ids, pointed := map[string]bool{}, map[string]string{}
	attribute := func(n *html.Node, key string) string {
		for _, a := range n.Attr {
			if a.Key == key {
				return a.Val
			}
		}
		return ""
	}
	seen := map[string]int{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		seen[n.Data]++
		if id := attribute(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("the id %s stands twice", id)
			}
			ids[id] = true
		}
		if href := attribute(n, "href"); href != "" {
			pointed[strings.TrimPrefix(href, "#")] = href
		}
		if to := attribute(n, "aria-labelledby"); to != "" {
			pointed[to] = "#" + to
		}
		switch n.Data {
		case "script", "link", "img", "iframe", "object":
			t.Errorf("the page has a %s", n.Data)
		case "html":
			if attribute(n, "lang") != "en" {
				t.Error("the page has no language")
			}
		case "th":
			if attribute(n, "scope") == "" {
				t.Error("a header cell of nothing")
			}
		case "svg":
			if attribute(n, "aria-hidden") == "" && (attribute(n, "role") != "img" || attribute(n, "aria-labelledby") == "") {
				t.Error("a drawing without words")
			}
		}
	}
	if seen["h1"] != 1 || seen["main"] != 1 || seen["caption"] != seen["table"] || seen["figcaption"] != seen["figure"] {
		t.Errorf("the page has %v", seen)
	}
	for id, href := range pointed {
		if !ids[id] || !strings.HasPrefix(href, "#") {
			t.Errorf("%s points nowhere in the page", href)
		}
	}
}
