package scoring

import "strings"

// A Domain is a kind of construct, and the part of the fit it makes up.
type Domain string

// The domains. Interest themes and subjects say what a person likes to do and
// about what; work styles how they go about it; skills what they can do; values
// what they want from work.
const (
	Themes   Domain = "interests"
	Subjects Domain = "subjects"
	Styles   Domain = "work_styles"
	Skills   Domain = "skills"
	Values   Domain = "work_values"
)

// Domains lists all domains in the order in which they are reported.
var Domains = []Domain{Themes, Subjects, Styles, Skills, Values}

// DomainOf tells the domain of an O*NET element by its id. The second result is
// false for elements that are no construct of this model, such as abilities.
func DomainOf(element string) (Domain, bool) {
	for _, d := range []struct {
		prefix string
		domain Domain
	}{
		{"1.B.1.", Themes},
		{"2.C.", Subjects},
		{"1.D.", Styles},
		{"1.C.", Styles}, // 1.C: releases before O*NET 30
		{"2.A.", Skills},
		{"2.B.", Skills},
		{"1.B.2.", Values},
	} {
		if strings.HasPrefix(element, d.prefix) {
			return d.domain, true
		}
	}
	return "", false
}
