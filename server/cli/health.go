package cli

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"workfit/scoring"
)

type healthcheckCommand struct {
	URL string `env:"WORKFIT_HEALTH_URL" default:"http://localhost:8080/readyz" help:"What to ask."`
}

// Run fails unless the service answers 200 within three seconds.
func (c *healthcheckCommand) Run(ctx context.Context, std streams) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", c.URL, resp.Status)
	}
	_, err = fmt.Fprintln(std.out, "ready")
	return err
}

type versionCommand struct{}

// Run prints what a result depends on, a line each.
func (versionCommand) Run(std streams) error {
	catalog, err := occupations("")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "workfit %s\ndata %s\nengine %s\n", programVersion(), catalog.Version(), scoring.EngineVersion)
	return err
}
