// Package static holds what the browser is sent, and the words of the pages.
package static

import "embed"

// Assets are the files served under /static/.
//
//go:embed css js img
var Assets embed.FS

// Locales holds the words: one folder a language under locale/, any number of
// JSON files in it. They are not served.
//
//go:embed locale
var Locales embed.FS
