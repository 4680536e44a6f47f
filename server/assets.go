package server

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"workfit/static"
)

// assets are the files that the browser is sent. A file's address holds a
// checksum of its content, /static/<checksum>/css/site.css, so it may be kept
// for ever and is never out of date. Without the checksum, or with an older
// one, the same file is sent but is asked for anew each time.
type assets struct {
	files map[string]*asset
}

type asset struct {
	kind  string // Content-Type
	sum   string
	plain []byte
	gzip  []byte // nil where it would not be smaller
}

const assetPrefix = "/static/"

// sumLength is the length of a checksum in an address.
const sumLength = 16

func newAssets() (*assets, error) { return readAssets(static.Assets) }

func readAssets(fsys fs.FS) (*assets, error) {
	a := &assets{files: map[string]*asset{}}
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		kind, ok := assetKinds[path.Ext(name)]
		if !ok {
			return fmt.Errorf("static/%s: no content type is known for it", name)
		}
		packed, err := pack(content)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		a.files[name] = &asset{kind: kind, sum: hex.EncodeToString(sum[:])[:sumLength], plain: content, gzip: packed}
		return nil
	})
	return a, err
}

// The system's own table of types differs from machine to machine.
var assetKinds = map[string]string{
	".css":   "text/css; charset=utf-8",
	".js":    "text/javascript; charset=utf-8",
	".svg":   "image/svg+xml",
	".png":   mime.TypeByExtension(".png"),
	".ico":   "image/x-icon",
	".txt":   "text/plain; charset=utf-8",
	".woff2": "font/woff2",
}

func pack(content []byte) ([]byte, error) {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(content); err != nil {
		return nil, err
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	if out.Len() >= len(content) {
		return nil, nil
	}
	return out.Bytes(), nil
}

// url returns the address of a file by its path under static/. A file that does
// not exist has an address too, at which there is nothing.
func (a *assets) url(name string) string {
	f := a.files[name]
	if f == nil {
		return assetPrefix + name
	}
	return assetPrefix + f.sum + "/" + name
}

// find reads an address below /static/.
func (a *assets) find(address string) (f *asset, current bool) {
	name := strings.TrimPrefix(address, "/")
	if f := a.files[name]; f != nil {
		return f, false
	}
	sum, name, _ := strings.Cut(name, "/")
	if len(sum) != sumLength || a.files[name] == nil {
		return nil, false
	}
	return a.files[name], a.files[name].sum == sum
}

func (a *assets) serve(c *gin.Context) error {
	f, current := a.find(c.Param("file"))
	if f == nil {
		return errNoPage
	}
	h := c.Writer.Header()
	h.Set("Content-Type", f.kind)
	h.Set("Vary", "Accept-Encoding")
	if current {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	content, tag := f.plain, f.sum
	if f.gzip != nil && takesGzip(c.GetHeader("Accept-Encoding")) {
		content, tag = f.gzip, f.sum+"-gzip"
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("ETag", `"`+tag+`"`)
	http.ServeContent(c.Writer, c.Request, "", time.Time{}, bytes.NewReader(content))
	return nil
}

func takesGzip(accept string) bool {
	for part := range strings.SplitSeq(accept, ",") {
		coding, weight, _ := strings.Cut(part, ";")
		if coding = strings.TrimSpace(coding); coding != "gzip" && coding != "*" {
			continue
		}
		weight = strings.ReplaceAll(weight, " ", "")
		return weight != "q=0" && weight != "q=0.0"
	}
	return false
}
