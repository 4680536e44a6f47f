// Workfit is a career assessment service: see package workfit/server/cli for
// its commands, or run it and open http://localhost:8080.
package main

import (
	"os"

	"workfit/server/cli"
)

func main() {
	os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
