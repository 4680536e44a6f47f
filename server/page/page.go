// Package page holds the pages: for each a struct of what it shows and the
// template that shows it. A struct is filled by a builder in package server;
// templates decide nothing but how it looks. All words come from the language
// files, through [Words].
package page

// Base is what every page has.
type Base struct {
	Words       Words
	Title       string // of the page alone; the layout adds the site's name
	Description string // for search engines; may be empty
	Path        string // of this page, to mark it in the navigation
	Session     *SessionLink
	Asset       func(string) string // the address of a file under static/
	NoIndex     bool
	RequestID   string
}

// A SessionLink leads to the person's own session.
type SessionLink struct {
	ID       string
	Finished bool
}

// URL returns an address in the session: URL("/review").
func (l *SessionLink) URL(path string) string { return "/s/" + l.ID + path }

// A Problem is something wrong in a form: what, and the field to mend.
type Problem struct {
	Field   string // the id of the element to jump to
	Message string
}

// current is the value of aria-current for a link of the navigation.
func (b Base) current(path string) string {
	if b.Path == path {
		return "page"
	}
	return ""
}

// A Link is an address with its words.
type Link struct{ URL, Text string }
