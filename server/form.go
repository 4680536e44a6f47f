package server

import (
	"errors"
	"net/http"
	"net/url"

	"github.com/gin-gonic/gin"

	"workfit/server/page"
)

// readForm returns what a page's form sent. gin's own PostForm would take a
// form that is too large for an empty one.
func readForm(c *gin.Context) (url.Values, error) {
	err := c.Request.ParseForm()
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &tooLarge):
		return nil, err
	case err != nil:
		return nil, &problem{http.StatusBadRequest, "bad-request", "The form can not be read", ""}
	}
	return c.Request.PostForm, nil
}

// wrong says that a form was not taken, and why: in the title, and in the list
// that it returns for the page.
func wrong(b *page.Base, field, messageKey string) []page.Problem {
	b.Title = b.Words.T("form.title", "Title", b.Title)
	return []page.Problem{{Field: field, Message: b.Words.T(messageKey)}}
}
