package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"workfit/scoring/occupation"
)

type importCommand struct {
	Onet        []string `required:"" name:"onet" sep:"none" placeholder:"DIR|ZIP" help:"O*NET text files: a folder or a release's zip. Repeatable; a file is taken from the first that has it. Write 30.0=DIR where there is no Read Me.txt to tell the release."`
	Oews        string   `required:"" name:"oews" placeholder:"FILE" help:"BLS wages, national, as CSV (national_M2024.csv)."`
	Projections string   `required:"" placeholder:"DIR|ZIP" help:"BLS employment projections: tables 1.2, 1.10 and 5.3 as CSV."`
	Crosswalk   string   `required:"" placeholder:"FILE" help:"BLS table from O*NET-SOC to National Employment Matrix codes, as CSV."`
	Out         string   `required:"" placeholder:"DIR" help:"Where to write the tables. What is there stays as it is unless all is read without fault."`
}

// Run builds the tables and prints what came of it.
func (c *importCommand) Run(std streams) error {
	src := occupation.Sources{OEWS: c.Oews, Projections: c.Projections, Crosswalk: c.Crosswalk}
	for _, given := range c.Onet {
		src.ONET = append(src.ONET, occupation.ParseRelease(given))
	}
	report, err := occupation.Import(src, c.Out)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s: %d titles, %d with a profile, %d of them with every domain\n",
		report.Version, report.Occupations, report.Profiled, report.Complete)
	if len(report.WithoutWage) > 0 {
		fmt.Fprintf(std.out, "no wage for BLS codes %s\n", strings.Join(report.WithoutWage, ", "))
	}
	w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, t := range report.Tables {
		fmt.Fprintf(w, "%s\t%d rows\t%d bytes\t\n", t.Table, t.Rows, t.Bytes)
	}
	return w.Flush()
}
