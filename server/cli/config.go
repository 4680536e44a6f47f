package cli

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"workfit/quiz"
	"workfit/quiz/boltstore"
	"workfit/quiz/redisstore"
	"workfit/scoring"
	"workfit/scoring/occupation"
)

// config is all that serve can be told.
type config struct {
	Addr        string        `env:"WORKFIT_ADDR" default:":8080" help:"Address to listen on."`
	Store       string        `env:"WORKFIT_STORE" default:"file:workfit.db" help:"Where sessions are kept: redis://… or file:PATH."`
	SessionDays int           `env:"WORKFIT_SESSION_DAYS" default:"90" help:"Days after its last change at which a session expires."`
	Data        string        `env:"WORKFIT_DATA" placeholder:"DIR" help:"Occupation tables made by import, in place of the built-in ones."`
	LogLevel    slog.Level    `env:"WORKFIT_LOG_LEVEL" default:"info" help:"debug, info, warn or error."`
	LogFormat   string        `env:"WORKFIT_LOG_FORMAT" enum:"text,json" default:"text" help:"text or json."`
	Grace       time.Duration `env:"WORKFIT_GRACE" default:"10s" help:"How long requests may go on after being asked to stop."`
}

// Validate is called by kong once flags and environment are read.
func (c *config) Validate() error {
	if c.SessionDays < 1 || c.SessionDays > 3650 {
		return fmt.Errorf("--session-days must be 1 to 3650, not %d", c.SessionDays)
	}
	if kind, _, _ := strings.Cut(c.Store, ":"); kind != "file" && kind != "redis" && kind != "rediss" {
		return fmt.Errorf("--store must begin with redis://, rediss:// or file:, not %q", masked(c.Store))
	}
	return nil
}

func (c *config) sessionLife() time.Duration { return time.Duration(c.SessionDays) * 24 * time.Hour }

// openStore opens the store that the configuration names.
func (c *config) openStore(ctx context.Context) (quiz.Store, error) {
	if path, ok := strings.CutPrefix(c.Store, "file:"); ok {
		return boltstore.Open(filepath.FromSlash(path), boltstore.Options{Now: time.Now})
	}
	return redisstore.Open(ctx, c.Store, redisstore.Options{Now: time.Now})
}

// occupations loads the tables from dir, or the built-in ones if dir is "".
func occupations(dir string) (*occupation.Catalog, error) {
	if dir == "" {
		return occupation.Embedded()
	}
	return occupation.Load(os.DirFS(dir))
}

// logger writes to the error stream.
func (c *config) logger(std streams) *slog.Logger {
	opts := &slog.HandlerOptions{Level: c.LogLevel}
	if c.LogFormat == "json" {
		return slog.New(slog.NewJSONHandler(std.err, opts))
	}
	return slog.New(slog.NewTextHandler(std.err, opts))
}

// masked hides the password of a store's address.
func masked(store string) string {
	u, err := url.Parse(store)
	if err != nil {
		scheme, _, _ := strings.Cut(store, ":")
		return scheme + ":(not an address)"
	}
	return u.Redacted()
}

type configCommand struct{ config }

// Run prints each setting with the environment variable that sets it.
func (c *configCommand) Run(std streams) error {
	w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	for _, row := range [][2]string{
		{"WORKFIT_ADDR", c.Addr},
		{"WORKFIT_STORE", masked(c.Store)},
		{"WORKFIT_SESSION_DAYS", fmt.Sprint(c.SessionDays)},
		{"WORKFIT_DATA", c.Data},
		{"WORKFIT_LOG_LEVEL", c.LogLevel.String()},
		{"WORKFIT_LOG_FORMAT", c.LogFormat},
		{"WORKFIT_GRACE", c.Grace.String()},
	} {
		fmt.Fprintf(w, "%s\t%s\n", row[0], row[1])
	}
	return w.Flush()
}

// instrument finds an instrument by the id of a built-in one, or reads it from a
// folder.
func instrument(idOrDir string) (*quiz.Instrument, error) {
	catalog, err := quiz.Embedded()
	if err != nil {
		return nil, err
	}
	if in, ok := catalog.Find(idOrDir); ok {
		return in, nil
	}
	info, err := os.Stat(idOrDir)
	if err != nil || !info.IsDir() {
		return nil, fmt.Errorf("%q is neither a built-in instrument nor a folder", idOrDir)
	}
	return quiz.ReadInstrument(os.DirFS(filepath.Dir(idOrDir)), filepath.Base(idOrDir))
}

// modelOf joins an instrument with the occupations, at the default weights.
func modelOf(in *quiz.Instrument, data string) (*scoring.Model, *occupation.Catalog, error) {
	catalog, err := occupations(data)
	if err != nil {
		return nil, nil, err
	}
	field, err := catalog.Field()
	if err != nil {
		return nil, nil, err
	}
	model, err := scoring.NewModel(in, field, scoring.DefaultWeights())
	return model, catalog, err
}
