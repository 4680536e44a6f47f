package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"workfit/quiz"
	"workfit/server"
)

type serveCommand struct{ config }

// Run serves until the context ends, then lets running requests finish.
func (c *serveCommand) Run(ctx context.Context, std streams) (err error) {
	log := c.logger(std)
	catalog, err := occupations(c.Data)
	if err != nil {
		return err
	}
	instruments, err := quiz.Embedded()
	if err != nil {
		return err
	}
	store, err := c.openStore(ctx)
	if err != nil {
		return fmt.Errorf("opening the store %s: %w", masked(c.Store), err)
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	site, err := server.New(server.Options{
		Store:       store,
		Instruments: instruments,
		Occupations: catalog,
		Now:         time.Now,
		SessionLife: c.sessionLife(),
		Log:         log,
		Version:     programVersion(),
	})
	if err != nil {
		return err
	}
	// The first search builds the index of titles; let it not be a person's.
	go catalog.Search("a", 1)
	listener, err := net.Listen("tcp", c.Addr)
	if err != nil {
		return err
	}
	log.Info("workfit is ready", "address", "http://"+shown(listener.Addr()), "store", masked(c.Store),
		"occupations", len(catalog.All()), "data", catalog.Version())
	return listen(ctx, listener, site.Handler(), c.Grace, log)
}

// listen serves until the context ends. The time limits keep a slow or silent
// client from holding a connection for ever.
func listen(ctx context.Context, l net.Listener, h http.Handler, grace time.Duration, log *slog.Logger) error {
	srv := &http.Server{
		Handler:           h,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	log.Info("stopping: letting running requests finish", "grace", grace)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	if err := srv.Shutdown(ctx); err != nil {
		return fmt.Errorf("requests were still running after %v: %w", grace, err)
	}
	return nil
}

// shown is a listening address as one can open it in a browser.
func shown(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return addr.String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
