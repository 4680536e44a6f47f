package server

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
)

// apiVersion is that of the contract served at /openapi.json. Raise the last
// number when only words change, the middle one when something is added, and the
// first, with the v1 of the paths, when something that clients rely on goes.
const apiVersion = "1.1.0"

const apiDescription = `A career assessment: start a session, answer its items, finish it, and read how well every occupation fits, how sure that is, and why.

The id of a session opens it: whoever has the id can read, change and delete the session, so keep it secret. There are no accounts and no keys.

Every error is a problem document (RFC 9457). Its type is "urn:workfit:problem:" and a word; the word keeps its meaning while the sentences beside it may change.

Replies may gain properties within a version, so pass over those you do not know. Requests with unknown properties or parameters are refused.`

// huma keeps these in package variables; nothing but this API uses it.
func init() {
	// Otherwise {"value":4,"VALUE":0} is checked as 4 and decoded as 0.
	huma.ValidateStrictCasing = true
	huma.DefaultArrayNullable = false
}

// routeAPI adds the JSON API, in the order in which a client meets it, and the
// contract that is made from it.
func (s *Server) routeAPI(r *gin.Engine) {
	registry := huma.NewMapRegistry("#/components/schemas/", schemaName)
	api := huma.NewAPI(s.apiConfig(registry), apiAdapter{r, s})
	problem := registry.Schema(reflect.TypeFor[apiProblem](), true, "")
	fails := func(statuses ...int) map[string]*huma.Response { return problemResponses(problem, statuses) }

	instruments, sessions, results, occupations := []string{"instruments"}, []string{"sessions"}, []string{"results"}, []string{"occupations"}

	add(api, huma.Operation{
		Method: http.MethodGet, Path: "/api/v1/instruments", OperationID: "list-instruments", Tags: instruments,
		Summary: "List the instruments, their forms and languages", Responses: fails(),
	}, s.apiInstruments)
	add(api, huma.Operation{
		Method: http.MethodGet, Path: "/api/v1/instruments/{id}", OperationID: "get-instrument", Tags: instruments,
		Summary: "Get an instrument: its items, answers and wording", Responses: fails(notFound, invalid),
	}, s.apiInstrument)

	add(api, huma.Operation{
		Method: http.MethodPost, Path: "/api/v1/sessions", OperationID: "start-session", Tags: sessions, Middlewares: noStore,
		Summary: "Start a session", DefaultStatus: http.StatusCreated, Responses: fails(malformed, notFound, tooLarge, mediaType, invalid),
		Description: "The reply is the only time the resume code is shown.",
	}, s.apiStart)
	add(api, huma.Operation{
		Method: http.MethodPost, Path: "/api/v1/sessions/resume", OperationID: "resume-session", Tags: sessions, Middlewares: noStore,
		Summary: "Find a session by its resume code", Responses: fails(malformed, notFound, tooLarge, mediaType, invalid),
		Description: "A POST, so that the code does not end up in logs and histories.",
	}, s.apiResume)
	add(api, huma.Operation{
		Method: http.MethodGet, Path: "/api/v1/sessions/{id}", OperationID: "get-session", Tags: sessions, Middlewares: noStore,
		Summary: "Get a session", Responses: fails(notFound),
	}, s.apiSession)
	add(api, huma.Operation{
		Method: http.MethodPut, Path: "/api/v1/sessions/{id}/answers/{item}", OperationID: "save-answer", Tags: sessions, Middlewares: noStore,
		Summary: "Answer an item, or change its answer", Responses: fails(malformed, notFound, conflict, tooLarge, mediaType, invalid),
		Description: "Items may be answered in any order. The session expires later with every answer.",
	}, s.apiAnswer)
	add(api, huma.Operation{
		Method: http.MethodDelete, Path: "/api/v1/sessions/{id}/answers/{item}", OperationID: "skip-item", Tags: sessions, Middlewares: noStore,
		Summary: "Skip an item, or take its answer back", Responses: fails(notFound, conflict),
		Description: "The item counts as seen, so it is not the next item any more. It can be answered later.",
	}, s.apiSkip)
	add(api, huma.Operation{
		Method: http.MethodPut, Path: "/api/v1/sessions/{id}/weights", OperationID: "weigh-session", Tags: sessions, Middlewares: noStore,
		Summary: "Say how much each domain is to count in the results", Responses: fails(malformed, notFound, tooLarge, mediaType, invalid),
		Description: "Each factor is 0, 0.5, 1 or 2, of the usual weight; what is left out becomes 1 again. " +
			"At least one domain that the form asks about must count. Open and finished sessions take weights.",
	}, s.apiWeigh)
	add(api, huma.Operation{
		Method: http.MethodPost, Path: "/api/v1/sessions/{id}/deeper", OperationID: "deepen-session", Tags: sessions, Middlewares: noStore,
		Summary: "Go on with a larger form", Responses: fails(malformed, notFound, conflict, tooLarge, mediaType, invalid),
		Description: "The session is open afterwards. All its answers stay, and count, also those to items that the larger form does not have.",
	}, s.apiDeepen)
	add(api, huma.Operation{
		Method: http.MethodPost, Path: "/api/v1/sessions/{id}/finish", OperationID: "finish-session", Tags: sessions, Middlewares: noStore,
		Summary: "Finish a session, so that it has results", Responses: fails(notFound, conflict),
		Description: "At least one item must have an answer. Finishing a finished session changes nothing.",
	}, s.apiFinish)
	add(api, huma.Operation{
		Method: http.MethodPost, Path: "/api/v1/sessions/{id}/reopen", OperationID: "reopen-session", Tags: sessions, Middlewares: noStore,
		Summary: "Let a finished session take answers again", Responses: fails(notFound),
	}, s.apiReopen)
	add(api, huma.Operation{
		Method: http.MethodDelete, Path: "/api/v1/sessions/{id}", OperationID: "delete-session", Tags: sessions, Middlewares: noStore,
		Summary: "Delete a session with everything in it", Responses: fails(notFound),
	}, s.apiDelete)

	add(api, huma.Operation{
		Method: http.MethodGet, Path: "/api/v1/sessions/{id}/results", OperationID: "get-results", Tags: results, Middlewares: noStore,
		Summary: "Get the results of a finished session", Responses: fails(notFound, conflict, invalid),
		Description: "Computed anew from the answers at every call.",
	}, s.apiResults)
	add(api, huma.Operation{
		Method: http.MethodGet, Path: "/api/v1/sessions/{id}/results/{onet_soc}", OperationID: "explain-result", Tags: results, Middlewares: noStore,
		Summary: "Explain how well one occupation fits", Responses: fails(notFound, conflict),
		Description: "Takes the value apart twice, exactly: base plus the shares of the constructs, and expected plus the shares of the answers.",
	}, s.apiExplain)

	add(api, huma.Operation{
		Method: http.MethodGet, Path: "/api/v1/occupations", OperationID: "list-occupations", Tags: occupations,
		Summary: "Search the occupations by title, or list them all", Responses: fails(invalid),
	}, s.apiOccupations)
	add(api, huma.Operation{
		Method: http.MethodGet, Path: "/api/v1/occupations/{onet_soc}", OperationID: "get-occupation", Tags: occupations,
		Summary: "Get all that is known of an occupation", Responses: fails(notFound),
	}, s.apiOccupation)

	s.boundAnswers(registry)
	// huma adds its own error to every registry; here it is never sent.
	delete(registry.Map(), "ErrorModel")
	delete(registry.Map(), "ErrorDetail")
	serveContract(r, api.OpenAPI())
}

// The statuses that operations name among their failures.
const (
	malformed = http.StatusBadRequest
	notFound  = http.StatusNotFound
	conflict  = http.StatusConflict
	tooLarge  = http.StatusRequestEntityTooLarge
	mediaType = http.StatusUnsupportedMediaType
	invalid   = http.StatusUnprocessableEntity
)

// noStore keeps what belongs to one person out of every cache.
var noStore = huma.Middlewares{func(ctx huma.Context, next func(huma.Context)) {
	ctx.SetHeader("Cache-Control", "no-store")
	next(ctx)
}}

// add registers an operation. What its handler returns as an error is answered
// by [Server.apiBody].
func add[I, O any](api huma.API, op huma.Operation, handle func(context.Context, *I) (*O, error)) {
	op.RejectUnknownQueryParameters = true
	// readBody has bounded the body before. huma refuses a body of exactly its
	// limit, so its limit is one more.
	op.MaxBodyBytes = maxBody + 1
	huma.Register(api, op, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			return nil, failure{err}
		}
		return out, nil
	})
}

func (s *Server) apiConfig(registry huma.Registry) huma.Config {
	format := huma.Format{Marshal: writeJSON, Unmarshal: readJSON}
	// Not huma.DefaultConfig: that serves pages with scripts from elsewhere and
	// puts the name of the host into every reply.
	config := huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI:    "3.1.0",
			Info:       &huma.Info{Title: "workfit", Version: apiVersion, Description: apiDescription},
			Components: &huma.Components{Schemas: registry},
			Tags: []*huma.Tag{
				{Name: "instruments", Description: "What is asked."},
				{Name: "sessions", Description: "One person's way through a form. None of these replies may be cached."},
				{Name: "results", Description: "What the answers of a finished session say."},
				{Name: "occupations", Description: "What is known of the work itself."},
			},
		},
		// huma looks for the second when it writes application/problem+json.
		Formats:       map[string]huma.Format{"application/json": format, "json": format},
		DefaultFormat: "application/json",
		Transformers:  []huma.Transformer{s.apiBody(registry)},
	}
	// Replies may gain properties; what is sent to us may not have unknown ones,
	// which the types of requests say themselves.
	config.AllowAdditionalPropertiesByDefault = true
	return config
}

// schemaName names a type in the contract: apiSession is Session.
func schemaName(t reflect.Type, hint string) string {
	return strings.TrimPrefix(huma.DefaultSchemaNamer(t, hint), "Api")
}

// readJSON decodes a request's body. Its errors are for the client to read.
func readJSON(body []byte, v any) error {
	err := json.Unmarshal(body, v)
	var number *json.UnmarshalTypeError
	switch {
	case errors.As(err, &number):
		return errors.New("has a number in it that is too large")
	case err != nil:
		return fmt.Errorf("is not JSON: %w", err)
	}
	return nil
}

// writeJSON encodes the whole before the first byte leaves. What can not be
// encoded is a fault of ours and panics, which still gives a proper answer;
// huma would send half of one. A client that has gone away is no fault.
func writeJSON(w io.Writer, v any) error {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err)
	}
	_, _ = w.Write(b.Bytes())
	return nil
}

// apiAdapter puts huma's operations on gin. Where there is a GET there is a HEAD:
// net/http leaves out the body.
type apiAdapter struct {
	*gin.Engine
	server *Server
}

func (a apiAdapter) Handle(op *huma.Operation, handler func(huma.Context)) {
	path := strings.NewReplacer("{", ":", "}", "").Replace(op.Path)
	handle := func(c *gin.Context) { handler(humagin.NewContext(op, c)) }
	a.Engine.Handle(op.Method, path, a.server.readBody, handle)
	if op.Method == http.MethodGet {
		a.Engine.HEAD(path, handle)
	}
}

// readBody reads a request's body before huma does, for huma takes every error
// in reading for a fault of the server.
func (s *Server) readBody(c *gin.Context) {
	body, err := io.ReadAll(c.Request.Body)
	var tooLarge *http.MaxBytesError
	var slow net.Error
	switch {
	case err == nil:
		c.Request.Body = io.NopCloser(bytes.NewReader(body))
		return
	case errors.As(err, &tooLarge): // explained elsewhere
	case errors.As(err, &slow) && slow.Timeout():
		err = &problem{http.StatusRequestTimeout, "timeout", "The request took too long to arrive", ""}
	default:
		err = &problem{http.StatusBadRequest, "malformed", "The request broke off before its end", ""}
	}
	s.fail(c, err)
	c.Abort()
}

// serveContract serves the OpenAPI document, made once.
func serveContract(r *gin.Engine, doc *huma.OpenAPI) {
	inJSON, err := json.MarshalIndent(doc, "", "  ")
	if err != nil {
		panic(err)
	}
	inYAML, err := doc.YAML()
	if err != nil {
		panic(err)
	}
	for path, serve := range map[string]gin.HandlerFunc{
		"/openapi.json": func(c *gin.Context) { c.Data(http.StatusOK, "application/json", inJSON) },
		"/openapi.yaml": func(c *gin.Context) { c.Data(http.StatusOK, "application/yaml", inYAML) },
	} {
		r.GET(path, serve)
		r.HEAD(path, serve)
	}
}
