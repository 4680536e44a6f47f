package server

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// routes lists every address, in the order in which a person meets them.
func (s *Server) routes(r *gin.Engine) {
	// Pages
	r.GET("/", s.page(s.showLanding))
	r.POST("/start", s.page(s.startSession))
	r.GET("/resume", s.page(s.showResume))
	r.POST("/resume", s.page(s.resumeSession))

	// One person's way through a form. The session's id in the address is what
	// opens it; none of these is kept by caches or search engines.
	session := r.Group("/s/:session", s.private)
	session.GET("", s.page(s.continueSession))
	session.GET("/q/:item", s.page(s.showQuestion))
	session.POST("/q/:item", s.page(s.saveAnswer))
	session.GET("/save", s.page(s.showSave))
	session.POST("/save", s.page(s.renewResumeCode))
	session.GET("/review", s.page(s.showReview))
	session.POST("/finish", s.page(s.finishSession))
	session.GET("/results", s.page(s.showResults))
	session.POST("/weights", s.page(s.weighSession))
	session.POST("/deeper", s.page(s.deepenSession))
	session.POST("/reopen", s.page(s.reopenSession))
	session.GET("/delete", s.page(s.showDelete))
	session.POST("/delete", s.page(s.deleteSession))

	// Careers, for everyone; with their FIT for those who have answered.
	r.GET("/careers", s.page(s.showCareers))
	r.GET("/careers/:career", s.page(s.showCareer))
	r.GET("/about", s.page(s.showAbout))
	r.GET("/privacy", s.page(s.showPrivacy))

	// API
	s.routeAPI(r)

	// Operation
	r.GET("/healthz", s.alive)
	r.GET("/readyz", s.ready)
	r.GET("/static/*file", s.page(s.assets.serve))
	r.HEAD("/static/*file", s.page(s.assets.serve))

	r.NoRoute(func(c *gin.Context) {
		s.fail(c, errNoPage)
	})
	r.NoMethod(func(c *gin.Context) {
		s.fail(c, &problem{http.StatusMethodNotAllowed, "method-not-allowed", "That can not be done at this address", ""})
	})
}

var errNoPage = &problem{http.StatusNotFound, "page-not-found", "There is nothing at this address", ""}

// page turns a handler that returns an error into gin's kind.
func (s *Server) page(h func(*gin.Context) error) gin.HandlerFunc {
	return func(c *gin.Context) {
		if err := h(c); err != nil {
			s.fail(c, err)
		}
	}
}

// fail answers with an error: problem+json in the API, a page elsewhere. It is
// the one place where an error meets a status.
func (s *Server) fail(c *gin.Context, err error) {
	p := explain(err)
	s.report(c, err, p)
	if path := c.Request.URL.Path; path == "/api" || strings.HasPrefix(path, "/api/") {
		s.failAPI(c, p)
		return
	}
	s.failPage(c, p)
}
