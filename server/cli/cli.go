// Package cli is the workfit command: it reads flags and the environment, opens
// stores and files, and hands them to the packages that do the work. It is the
// only place that knows all of them.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands is the command line. Every flag of serve can be given as an
// environment variable too; a flag wins.
type commands struct {
	Serve       serveCommand       `cmd:"" default:"withargs" help:"Serve the assessment over HTTP. This is the default."`
	Config      configCommand      `cmd:"" help:"Print the configuration that serve would use, secrets masked."`
	Import      importCommand      `cmd:"" help:"Build the occupation tables from O*NET and BLS files."`
	Score       scoreCommand       `cmd:"" help:"Score a CSV file of answers against every occupation."`
	Order       orderCommand       `cmd:"" help:"Put the items of an instrument into the order in which they tell most."`
	Validate    validateCommand    `cmd:"" help:"Judge an instrument and its scoring on people's answers."`
	Healthcheck healthcheckCommand `cmd:"" help:"Ask a running service whether it is ready; for container health checks."`
	Version     versionCommand     `cmd:"" help:"Print the version of the program, its data and its scoring."`
}

// Run executes one command and returns the exit code: 0 done, 1 failed, 2 not
// understood. An interrupt or a SIGTERM asks the command to end in good order.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return run(ctx, args, streams{stdin, stdout, stderr})
}

// streams are where a command reads and writes.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// errStop carries the exit code that kong asks for, after --help for instance.
type errStop int

func (e errStop) Error() string { return fmt.Sprintf("exit %d", int(e)) }

func run(ctx context.Context, args []string, std streams) (code int) {
	// kong ends the program itself on --help; as a function we return instead.
	defer func() {
		if v := recover(); v != nil {
			stop, ok := v.(errStop)
			if !ok {
				panic(v)
			}
			code = int(stop)
		}
	}()
	var cmd commands
	parser, err := kong.New(&cmd,
		kong.Name("workfit"),
		kong.Description("A career assessment anyone can host."),
		kong.UsageOnError(),
		kong.Writers(std.out, std.err),
		kong.Exit(func(code int) { panic(errStop(code)) }),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(std),
	)
	if err != nil {
		fmt.Fprintf(std.err, "workfit: %v\n", err)
		return 2
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintf(std.err, "workfit: %v\n", err)
		return 2
	}
	if err := parsed.Run(); err != nil && !errors.Is(err, context.Canceled) {
		fmt.Fprintf(std.err, "workfit: %v\n", err)
		return 1
	}
	return 0
}

// programVersion is the module version the program was built from, or the
// commit, or "devel".
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return s.Value[:12]
		}
	}
	return "devel"
}
