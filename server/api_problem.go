package server

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"workfit/quiz"
)

const (
	problemMedia = "application/problem+json"
	problemURN   = "urn:workfit:problem:"
	requestURN   = "urn:workfit:request:"
)

// failAPI answers with a problem document.
func (s *Server) failAPI(c *gin.Context, p *problem) {
	c.Header("Content-Type", problemMedia)
	c.JSON(p.Status, newProblem(c, p))
}

func newProblem(c *gin.Context, p *problem) *apiProblem {
	// Some statuses, 404 among them, may be cached unless this says otherwise.
	c.Header("Cache-Control", "no-store")
	doc := &apiProblem{
		Type: problemURN + p.Kind, Title: p.Title, Status: p.Status, Detail: p.Detail,
		// Not the address: that would carry a session's id into bug reports.
		Instance: requestURN + requestID(c),
	}
	if p.Status >= http.StatusInternalServerError {
		doc.RequestID = requestID(c)
	}
	return doc
}

// problemResponses documents the ways in which an operation fails. Anything else
// is the default.
func problemResponses(problem *huma.Schema, statuses []int) map[string]*huma.Response {
	content := map[string]*huma.MediaType{problemMedia: {Schema: problem}}
	responses := map[string]*huma.Response{"default": {Description: "Any other problem", Content: content}}
	for _, status := range statuses {
		responses[strconv.Itoa(status)] = &huma.Response{Description: http.StatusText(status), Content: content}
	}
	return responses
}

// A failure is a handler's error on its way through huma to [Server.apiBody].
type failure struct{ error }

func (f failure) GetStatus() int            { return explain(f.error).Status }
func (f failure) ContentType(string) string { return problemMedia }

// apiBody puts problem documents in the place of errors before a reply is
// written.
func (s *Server) apiBody(registry huma.Registry) huma.Transformer {
	return func(ctx huma.Context, _ string, v any) (any, error) {
		switch v := v.(type) {
		case failure:
			return s.explainFailure(humagin.Unwrap(ctx), v.error), nil
		case *huma.ErrorModel:
			return s.refuse(ctx, registry, v), nil
		}
		return v, nil
	}
}

func (s *Server) explainFailure(c *gin.Context, err error) *apiProblem {
	p := explain(err)
	s.report(c, err, p)
	doc := newProblem(c, p)
	var answer *quiz.AnswerError
	if errors.As(err, &answer) && !answer.Unknown {
		doc.Errors = []apiFieldError{{Location: "body.value", Message: p.Detail}}
	}
	return doc
}

// What huma refuses by itself, by status.
var refusals = map[int]problem{
	http.StatusBadRequest:           {Kind: "malformed", Title: "The request's body is missing or is not JSON"},
	http.StatusUnsupportedMediaType: {Kind: "unsupported-media-type", Title: "The request's body must be application/json"},
	http.StatusUnprocessableEntity:  {Kind: "invalid-request", Title: "The request is not as the contract asks, see /openapi.json"},
}

// A small request does not get a large answer.
const (
	maxFieldErrors = 20
	maxLocation    = 64 // a longer one is the client's invention, and is cut to where it stands
)

// refuse explains what huma found wrong with a request. What it echoes of the
// request is left out: that may be a resume code.
func (s *Server) refuse(ctx huma.Context, registry huma.Registry, found *huma.ErrorModel) *apiProblem {
	c := humagin.Unwrap(ctx)
	p, known := refusals[found.Status]
	if !known {
		p = *errPanic
	}
	p.Status = found.Status
	s.report(c, found, &p)
	doc := newProblem(c, &p)
	if p.Status != http.StatusBadRequest && p.Status != http.StatusUnprocessableEntity {
		return doc
	}
	for _, e := range found.Errors {
		wrong := apiFieldError{e.Location, e.Message}
		if len(wrong.Location) > maxLocation {
			wrong.Location, _, _ = strings.Cut(wrong.Location, ".")
		}
		if p.Status == http.StatusUnprocessableEntity {
			if wanted := wanted(registry, ctx.Operation(), e.Location); wanted != "" {
				wrong.Message = "must be " + wanted
			}
		}
		doc.Errors = append(doc.Errors, wrong)
	}
	slices.SortFunc(doc.Errors, func(a, b apiFieldError) int { return cmp.Compare(a.Location, b.Location) })
	doc.Errors = slices.Compact(doc.Errors)
	doc.Errors = doc.Errors[:min(len(doc.Errors), maxFieldErrors)]
	if len(doc.Errors) > 0 {
		doc.Detail = doc.Errors[0].Location + " " + doc.Errors[0].Message
	} else {
		doc.Detail = found.Detail
	}
	return doc
}

// wanted says what the operation wants at a location such as body.value or
// query.limit; "" where it wants nothing that can be put in words.
func wanted(registry huma.Registry, op *huma.Operation, location string) string {
	place, name, named := strings.Cut(location, ".")
	if place != "body" {
		for _, p := range op.Parameters {
			if p.In == place && p.Name == name {
				return constraint(p.Schema)
			}
		}
		return ""
	}
	body := registry.SchemaFromRef(op.RequestBody.Content["application/json"].Schema.Ref)
	if named {
		return constraint(body.Properties[name])
	}
	var properties []string
	for _, name := range slices.Sorted(maps.Keys(body.Properties)) {
		properties = append(properties, name+" ("+constraint(body.Properties[name])+")")
	}
	return "an object of " + strings.Join(properties, ", ")
}

func constraint(schema *huma.Schema) string {
	switch {
	case schema == nil:
		return ""
	case schema.Type == huma.TypeInteger && schema.Minimum != nil && schema.Maximum != nil:
		return fmt.Sprintf("a whole number from %v to %v", *schema.Minimum, *schema.Maximum)
	case schema.Type == huma.TypeString && schema.MinLength != nil && schema.MaxLength != nil:
		return fmt.Sprintf("text of %d to %d characters", *schema.MinLength, *schema.MaxLength)
	case schema.Type == huma.TypeString && schema.MaxLength != nil:
		return fmt.Sprintf("text of at most %d characters", *schema.MaxLength)
	}
	return ""
}
