package server

import (
	"bytes"
	"compress/gzip"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"workfit/static"
)

func getAsset(t *testing.T, a *assets, address, encoding, ifNoneMatch string) *httptest.ResponseRecorder {
	t.Helper()
	gin.SetMode(gin.ReleaseMode)
	r := gin.New()
	r.GET("/static/*file", func(c *gin.Context) {
		if err := a.serve(c); err != nil {
			c.Status(explain(err).Status)
		}
	})
	req := httptest.NewRequest(http.MethodGet, address, nil)
	req.Header.Set("Accept-Encoding", encoding)
	req.Header.Set("If-None-Match", ifNoneMatch)
	w := httptest.NewRecorder()
	r.ServeHTTP(w, req)
	return w
}

func TestAssets(t *testing.T) {
	css := strings.Repeat("body { color: red }\n", 50)
	a, err := readAssets(mapFS(map[string]string{"css/a.css": css, "img/b.svg": "<svg/>"}))
	if err != nil {
		t.Fatal(err)
	}
	address := a.url("css/a.css")
	const forEver = "public, max-age=31536000, immutable"

	plain := getAsset(t, a, address, "", "")
	if plain.Code != 200 || plain.Body.String() != css || plain.Header().Get("Cache-Control") != forEver ||
		plain.Header().Get("Content-Type") != "text/css; charset=utf-8" || plain.Header().Get("Content-Encoding") != "" {
		t.Errorf("plain: %d %v", plain.Code, plain.Header())
	}
	packed := getAsset(t, a, address, "br;q=1, gzip;q=0.8", "")
	z, err := gzip.NewReader(bytes.NewReader(packed.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(z); err != nil || string(text) != css || packed.Header().Get("Content-Encoding") != "gzip" {
		t.Errorf("gzip: %v, %v", packed.Header(), err)
	}
	if got := getAsset(t, a, address, "gzip;q=0", "").Header().Get("Content-Encoding"); got != "" {
		t.Errorf("gzip was refused, and %q sent", got)
	}
	if got := getAsset(t, a, address, "gzip", packed.Header().Get("ETag")); got.Code != http.StatusNotModified || got.Body.Len() > 0 {
		t.Errorf("asked again: %d", got.Code)
	}
	for _, older := range []string{"/static/css/a.css", "/static/0123456789abcdef/css/a.css"} {
		if got := getAsset(t, a, older, "", ""); got.Code != 200 || got.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %v", older, got.Code, got.Header())
		}
	}
	for _, none := range []string{"/static/", "/static/css", "/static/css/", "/static/nope.css", "/static/css/../fs.go", "/static/locale/en/site.json"} {
		if got := getAsset(t, a, none, "", ""); got.Code != http.StatusNotFound {
			t.Errorf("%s: %d", none, got.Code)
		}
	}
	if _, err := readAssets(mapFS(map[string]string{"a.exe": "x"})); err == nil {
		t.Error("a file of unknown type was accepted")
	}
}

func TestEveryAssetThatAPageNamesExists(t *testing.T) {
	a, err := newAssets()
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range sources(t) {
		for _, m := range regexp.MustCompile(`Asset\("([^"]+)"\)`).FindAllStringSubmatch(text, -1) {
			if a.files[m[1]] == nil {
				t.Errorf("%s names %s, which does not exist", name, m[1])
			}
		}
	}
	if n := len(a.files["js/site.js"].plain); n > 4<<10 {
		t.Errorf("site.js has %d bytes; comfort may cost 4096", n)
	}
}

// The pairs of tokens that text is set in, and the least contrast of each: 4.5
// for text, 3 for what marks a control (WCAG 2.2, 1.4.3 and 1.4.11).
func TestColoursHaveEnoughContrast(t *testing.T) {
	raw, err := static.Assets.ReadFile("css/site.css")
	if err != nil {
		t.Fatal(err)
	}
	token := regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)
	light := map[string]string{}
	dark := map[string]string{}
	bright, dim, ok := strings.Cut(string(raw), "@media (prefers-color-scheme: dark)")
	if !ok {
		t.Fatal("there is no dark theme")
	}
	for _, m := range token.FindAllStringSubmatch(bright, -1) {
		light[m[1]] = m[2]
	}
	dim, _, _ = strings.Cut(dim, "/* Elements */")
	for _, m := range token.FindAllStringSubmatch(dim, -1) {
		dark[m[1]] = m[2]
	}
	for theme, tokens := range map[string]map[string]string{"light": light, "dark": dark} {
		for _, p := range []struct {
			front, back string
			least       float64
		}{
			{"ink", "ground", 7},
			{"ink", "surface", 7},
			{"ink", "sunken", 7},
			{"ink", "accent-soft", 7},
			{"ink", "warm-soft", 7},
			{"ink-soft", "ground", 4.5},
			{"ink-soft", "surface", 4.5},
			{"ink-soft", "sunken", 4.5},
			{"accent", "ground", 4.5},
			{"accent", "surface", 4.5},
			{"accent", "sunken", 4.5},
			{"accent", "accent-soft", 4.5},
			{"accent", "warm-soft", 4.5},
			{"accent-strong", "accent-soft", 4.5},
			{"on-accent", "accent", 4.5},
			{"on-accent", "accent-strong", 4.5},
			{"warm", "ground", 4.5},
			{"warm", "surface", 4.5},
			{"warm", "warm-soft", 4.5},
			{"danger", "ground", 4.5},
			{"danger", "surface", 4.5},
			{"danger", "danger-soft", 4.5},
			{"surface", "danger", 4.5},
			{"line-strong", "ground", 3},
			{"line-strong", "surface", 3},
			{"focus", "ground", 3},
			{"focus", "surface", 3},
			{"accent", "line", 3},
		} {
			if tokens[p.front] == "" || tokens[p.back] == "" {
				t.Fatalf("%s: token %s or %s is missing", theme, p.front, p.back)
			}
			if got := contrast(tokens[p.front], tokens[p.back]); got < p.least {
				t.Errorf("%s: %s on %s has contrast %.2f, want %.1f", theme, p.front, p.back, got, p.least)
			}
		}
	}
}

// contrast is (L₁ + 0.05) / (L₂ + 0.05) of the relative luminances, the lighter
// first (WCAG 2.2, contrast ratio).
func contrast(a, b string) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, _ := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		v := float64(n) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}
