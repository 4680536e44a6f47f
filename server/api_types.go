package server

import (
	"time"

	"github.com/danielgtaylor/huma/v2"
)

// The API's own types: what a client may rely on, in the order of the paths.
// They are filled from the domain's and share nothing with them, so that a
// change there does not change the contract unseen. The doc tags are the
// contract's words.

// apiInstruments is the body of GET /api/v1/instruments.
type apiInstruments struct {
	Instruments []apiInstrumentSummary `json:"instruments"`
}

type apiInstrumentSummary struct {
	ID        string    `json:"id" example:"fit" doc:"What the instrument is called in paths"`
	Version   string    `json:"version" example:"1.0.0" doc:"Raised whenever items, keys or norms change"`
	Languages []string  `json:"languages" example:"[\"en\"]" doc:"Languages it is worded in (BCP 47)"`
	Forms     []apiForm `json:"forms" doc:"The selections of items that a session can be taken with"`
	Source    string    `json:"source" doc:"Who wrote the items, or where they were published"`
	Licence   string    `json:"licence" example:"CC BY 4.0" doc:"Under what terms the items may be used"`
}

type apiForm struct {
	ID    string   `json:"id" example:"standard" doc:"What the form is called when a session is started"`
	Items []string `json:"items" doc:"Ids of the items, in the order in which they are asked"`
}

// apiInstrument is the body of GET /api/v1/instruments/{id}.
type apiInstrument struct {
	ID        string       `json:"id" example:"fit" doc:"What the instrument is called in paths"`
	Version   string       `json:"version" example:"1.0.0" doc:"Raised whenever items, keys or norms change"`
	Languages []string     `json:"languages" example:"[\"en\"]" doc:"Languages it is worded in (BCP 47)"`
	Forms     []apiForm    `json:"forms" doc:"The selections of items that a session can be taken with"`
	Source    string       `json:"source" doc:"Who wrote the items, or where they were published"`
	Licence   string       `json:"licence" example:"CC BY 4.0" doc:"Under what terms the items may be used"`
	Lang      string       `json:"lang" example:"en" doc:"The language of this wording"`
	Name      string       `json:"name" doc:"What the instrument is called, for people"`
	Summary   string       `json:"summary" doc:"What it is, in a sentence or two"`
	Scales    []apiScale   `json:"scales" doc:"The sets of answers"`
	Sections  []apiSection `json:"sections" doc:"Runs of items with the same scale"`
	Items     []apiItem    `json:"items" doc:"All items, those of every form"`
	Norm      apiNorm      `json:"norm" doc:"Whom the scores compare a person with"`
}

type apiScale struct {
	ID      string     `json:"id" example:"like"`
	Answers []apiLabel `json:"answers" doc:"From the least to the most"`
}

type apiLabel struct {
	Value int    `json:"value" minimum:"1" example:"4" doc:"What is sent as the answer"`
	Label string `json:"label" example:"I would like it" doc:"What a person reads"`
}

type apiSection struct {
	ID       string `json:"id" example:"interests"`
	Scale    string `json:"scale" example:"like" doc:"Id of the scale that its items are answered on"`
	Title    string `json:"title" doc:"What it is called, for people"`
	Intro    string `json:"intro" doc:"What to keep in mind while answering; may be empty"`
	Question string `json:"question" doc:"Asked of every item in the section"`
}

type apiItem struct {
	ID      string `json:"id" example:"r1"`
	Section string `json:"section" example:"interests" doc:"Id of its section"`
	Text    string `json:"text" example:"Get a broken water pump working again" doc:"What is asked, after the section's question"`
}

type apiNorm struct {
	Source string `json:"source" doc:"Where the norm comes from"`
	People int    `json:"people" minimum:"0" doc:"How many people's answers it rests on"`
}

// apiNewSession is what POST /api/v1/sessions takes.
type apiNewSession struct {
	_ struct{} `additionalProperties:"false"`

	Instrument string `json:"instrument,omitempty" default:"fit" minLength:"1" maxLength:"32" doc:"Id of the instrument"`
	Form       string `json:"form,omitempty" default:"standard" minLength:"1" maxLength:"32" doc:"Id of the form"`
	Lang       string `json:"lang,omitempty" default:"en" minLength:"1" maxLength:"35" doc:"Language of the wording (BCP 47), one that the instrument has"`
}

// apiStartedSession is the body of POST /api/v1/sessions.
type apiStartedSession struct {
	ID         string  `json:"id" format:"uuid" doc:"Id of the session; it opens the session, so keep it secret"`
	ResumeCode string  `json:"resume_code" example:"BCDFG-HJKMN-PQRST" doc:"Fifteen letters that find the session again on another device; not shown again"`
	Form       string  `json:"form" example:"standard" doc:"Id of the form"`
	ItemsTotal int     `json:"items_total" minimum:"1" example:"60" doc:"How many items the form has"`
	NextItem   *string `json:"next_item" example:"r1" doc:"Id of the item to ask next, of those that have been neither answered nor skipped; null when there is none"`
}

// apiResumeCode is what POST /api/v1/sessions/resume takes.
type apiResumeCode struct {
	_ struct{} `additionalProperties:"false"`

	Code string `json:"code" minLength:"1" maxLength:"60" example:"BCDFG-HJKMN-PQRST" doc:"A resume code, in any case, with or without dashes and spaces"`
}

// apiSession is a session as it stands.
type apiSession struct {
	ID         string         `json:"id" format:"uuid" doc:"Id of the session; it opens the session, so keep it secret"`
	Instrument string         `json:"instrument" example:"fit" doc:"Id of the instrument"`
	Form       string         `json:"form" example:"standard" doc:"Id of the form"`
	Lang       string         `json:"lang" example:"en" doc:"Language of the wording (BCP 47)"`
	State      string         `json:"state" enum:"open,finished" doc:"An open session takes answers, a finished one has results"`
	Answers    map[string]int `json:"answers" example:"{\"r1\": 4}" doc:"The answers by item id; skipped items are not among them"`
	Skipped    []string       `json:"skipped" doc:"Ids of the items seen and passed over, in the form's order"`
	Answered   int            `json:"answered" minimum:"0" doc:"How many items have an answer"`
	ItemsTotal int            `json:"items_total" minimum:"1" example:"60" doc:"How many items the form has"`
	NextItem   *string        `json:"next_item" example:"r2" doc:"Id of the item to ask next, of those that have been neither answered nor skipped; null when there is none"`
	Weights    apiWeights     `json:"weights" doc:"How much each domain counts in the results"`
	Created    time.Time      `json:"created" doc:"When it was started (UTC)"`
	Expires    time.Time      `json:"expires" doc:"When it is deleted unless it is changed before (UTC)"`
	Finished   *time.Time     `json:"finished,omitempty" doc:"When it was finished (UTC); absent while it is open"`
	Versions   apiVersions    `json:"versions" doc:"What it was started with"`
}

type apiVersions struct {
	Instrument string `json:"instrument" example:"1.0.0" doc:"Version of the instrument"`
	Data       string `json:"data" example:"onet30.1-1a2b3c4d" doc:"Release and checksum of the occupation data"`
	Engine     string `json:"engine" example:"1.0.0" doc:"Version of the arithmetic"`
}

// apiAnswer is what PUT /api/v1/sessions/{id}/answers/{item} takes.
type apiAnswer struct {
	_ struct{} `additionalProperties:"false"`

	Value apiAnswerValue `json:"value" example:"4" doc:"The answer: 1 for the least, up to the number of answers on the item's scale"`
}

// apiAnswerValue is a whole number, also when a client writes it as 4.0: JSON
// has one kind of number.
type apiAnswerValue float64

// Schema describes the value; [Server.boundAnswers] sets its maximum.
func (apiAnswerValue) Schema(huma.Registry) *huma.Schema {
	least := 1.0
	return &huma.Schema{Type: huma.TypeInteger, Format: "int32", Minimum: &least}
}

// apiProgress is the reply to an answer.
type apiProgress struct {
	Answered   int     `json:"answered" minimum:"0" doc:"How many items have an answer"`
	ItemsTotal int     `json:"items_total" minimum:"1" example:"60" doc:"How many items the form has"`
	NextItem   *string `json:"next_item" example:"r2" doc:"Id of the item to ask next, of those that have been neither answered nor skipped; null when there is none"`
}

// apiResults is the body of GET /api/v1/sessions/{id}/results.
type apiResults struct {
	Scores   []apiScore     `json:"scores" doc:"What the answers say about the person, one construct each"`
	Families []apiFamilyFit `json:"families" doc:"The job families, best fit first"`
	Matches  []apiMatch     `json:"matches" doc:"The occupations, best fit first, as many as limit and offset ask for"`
	Pattern  apiPattern     `json:"pattern" doc:"Whether the answers tell occupations apart at all"`
	Quality  apiQuality     `json:"quality" doc:"How far the answers can be relied on"`
	Weights  apiWeights     `json:"weights" doc:"How much each domain counts in them"`
	Settled  *apiSettled    `json:"settled,omitempty" doc:"What the rest of the session's form would leave as it is; absent when no item is left"`
	Versions apiVersions    `json:"versions" doc:"What these results were computed with"`
}

type apiScore struct {
	ElementID string  `json:"element_id" example:"1.B.1.a" doc:"The construct, as an element of the O*NET content model"`
	Name      string  `json:"name" example:"Realistic" doc:"O*NET's name of it, in English"`
	Domain    string  `json:"domain" enum:"interests,subjects,work_styles,skills,work_values" doc:"What kind of construct it is"`
	Value     float64 `json:"value" doc:"The person's level, in standard deviations over people in general; 0 is their mean"`
	SE        float64 `json:"se" minimum:"0" maximum:"1" doc:"Standard error of the value; 1 when nothing is known"`
	Items     int     `json:"items" minimum:"0" doc:"How many answered items measure it"`
}

type apiFamilyFit struct {
	Code string   `json:"code" example:"15" doc:"SOC major group"`
	Name string   `json:"name" doc:"What it is called, in English"`
	Fit  float64  `json:"fit" minimum:"0" maximum:"100" doc:"FIT of the mean of its occupations, 0 to 100; 50 is that of a person with an occupation picked blindly"`
	Low  float64  `json:"low" minimum:"0" maximum:"100" doc:"Lower end of the 80 % range of the fit"`
	High float64  `json:"high" minimum:"0" maximum:"100" doc:"Upper end of the 80 % range of the fit"`
	Best []string `json:"best" doc:"O*NET-SOC codes of its occupations that fit best, up to five, best first"`

	StaysTop5 float64 `json:"stays_top5" minimum:"0" maximum:"1" doc:"The chance that it would be among the five best families if the person answered the same questions again"`
}

type apiMatch struct {
	Rank    int         `json:"rank" minimum:"1" doc:"1 for the best fit"`
	OnetSOC string      `json:"onet_soc" example:"15-1252.00" doc:"O*NET-SOC code of the occupation"`
	Title   string      `json:"title" example:"Software Developers" doc:"O*NET's title of it, in English"`
	Fit     float64     `json:"fit" minimum:"0" maximum:"100" doc:"How well it suits the person, 0 to 100; 50 is the fit of a person with an occupation picked blindly"`
	Low     float64     `json:"low" minimum:"0" maximum:"100" doc:"Lower end of the 80 % range of the fit"`
	High    float64     `json:"high" minimum:"0" maximum:"100" doc:"Upper end of the 80 % range of the fit"`
	People  float64     `json:"people" minimum:"0" maximum:"100" doc:"Percent of people whom this occupation fits less"`
	Missing []string    `json:"missing,omitempty" doc:"Domains that the occupation has not been rated in; they count as average"`
	Reasons []apiReason `json:"reasons" doc:"The constructs that matter most: up to three for the occupation, then up to three against it, each the largest first"`

	StaysTop20 float64 `json:"stays_top20" minimum:"0" maximum:"1" doc:"The chance that it would be among the 20 best occupations if the person answered the same questions again"`
}

type apiReason struct {
	ElementID string  `json:"element_id" example:"1.B.1.a" doc:"The construct"`
	Name      string  `json:"name" example:"Realistic" doc:"O*NET's name of it, in English"`
	Domain    string  `json:"domain" enum:"interests,subjects,work_styles,skills,work_values" doc:"What kind of construct it is"`
	For       bool    `json:"for" doc:"Whether it speaks for the occupation"`
	Share     float64 `json:"share" doc:"What it adds to the value of the fit: level times demand"`
	Level     float64 `json:"level" doc:"How much of it the person has; 0 is the middle"`
	Demand    float64 `json:"demand" doc:"How much of it the occupation has, times its weight; 0 is the middle"`
}

type apiPattern struct {
	Clear   bool    `json:"clear" doc:"False when the order of the matches is mostly chance, because the answers are too few or too alike; say so to the person"`
	BestLow float64 `json:"best_low" minimum:"0" maximum:"100" doc:"Lower end of the 80 % range of the best match's fit; the pattern is clear when it is above 50, the fit of an occupation picked blindly"`
}

type apiQuality struct {
	Doubtful       bool     `json:"doubtful" doc:"Whether there are signs that the answers can not be relied on; they then count as less sure, so that all ranges are wider. Say so to the person, gently: about 1 honest person in 100 shows each of the signs"`
	Signs          []string `json:"signs" enum:"misfit,same_answers,contradiction,haste" doc:"The signs: answers that go together less than anybody's should, one answer given many times on end, like questions answered unlike, answers given faster than one can read"`
	Misfit         float64  `json:"misfit" minimum:"0" doc:"How little the answers go together; about 1 is usual"`
	LongestRun     int      `json:"longest_run" minimum:"0" doc:"The most equal answers on end"`
	Contradictions int      `json:"contradictions" minimum:"0" doc:"How many of the pairs have answers that are far apart"`
	Pairs          int      `json:"pairs" minimum:"0" doc:"How many pairs of items that ask for much the same were answered"`
}

// apiExplanation is the body of GET /api/v1/sessions/{id}/results/{onet_soc}.
type apiExplanation struct {
	OnetSOC    string              `json:"onet_soc" example:"15-1252.00" doc:"O*NET-SOC code of the occupation"`
	Title      string              `json:"title" example:"Software Developers" doc:"O*NET's title of it, in English"`
	Rank       int                 `json:"rank" minimum:"1" doc:"1 for the best fit"`
	Fit        float64             `json:"fit" minimum:"0" maximum:"100" doc:"How well it suits the person, 0 to 100; rises with value"`
	Low        float64             `json:"low" minimum:"0" maximum:"100" doc:"Lower end of the 80 % range of the fit"`
	High       float64             `json:"high" minimum:"0" maximum:"100" doc:"Upper end of the 80 % range of the fit"`
	People     float64             `json:"people" minimum:"0" maximum:"100" doc:"Percent of people whom this occupation fits less"`
	Value      float64             `json:"value" doc:"The fit before it is put on 0 to 100: base plus all shares of constructs, and expected plus all shares of answers"`
	Variance   float64             `json:"variance" minimum:"0" doc:"How unsure the value is"`
	Base       float64             `json:"base" doc:"The part of the value that is the same for every person"`
	Constructs []apiConstructShare `json:"constructs" doc:"What each construct adds to base, the largest first by size"`
	Expected   float64             `json:"expected" doc:"The value for the average person, before any answer"`
	Answers    []apiAnswerShare    `json:"answers" doc:"What each answer adds to expected, in the instrument's order"`

	StaysTop20      float64             `json:"stays_top20" minimum:"0" maximum:"1" doc:"The chance that it would be among the 20 best occupations if the person answered the same questions again"`
	Counterfactuals []apiCounterfactual `json:"counterfactuals" doc:"Up to five answers that would have raised the fit most, each alone, had they been the highest of their scale; the largest rise first"`
	Readiness       *apiReadiness       `json:"readiness,omitempty" doc:"The skills it needs beside those the person says to have. No part of the fit. Absent when the occupation has not been rated on skills or the person answered nothing about those it needs"`

	Missing  []string    `json:"missing,omitempty" doc:"Domains that the occupation has not been rated in; they count as average"`
	Versions apiVersions `json:"versions" doc:"What this was computed with"`
}

type apiConstructShare struct {
	ElementID string  `json:"element_id" example:"1.B.1.a" doc:"The construct"`
	Name      string  `json:"name" example:"Realistic" doc:"O*NET's name of it, in English"`
	Domain    string  `json:"domain" enum:"interests,subjects,work_styles,skills,work_values" doc:"What kind of construct it is"`
	Share     float64 `json:"share" doc:"What it adds to the value: level times demand"`
	Level     float64 `json:"level" doc:"How much of it the person has; 0 is the middle"`
	Demand    float64 `json:"demand" doc:"How much of it the occupation has, times its weight; 0 is the middle"`
}

type apiAnswerShare struct {
	Item  string  `json:"item" example:"r1" doc:"Id of the item"`
	Share float64 `json:"share" doc:"What its answer adds to the value"`
}

type apiCounterfactual struct {
	Item   string  `json:"item" example:"r1" doc:"Id of the item"`
	Given  int     `json:"given" minimum:"1" doc:"What was answered"`
	Other  int     `json:"other" minimum:"1" doc:"What might have been"`
	Before float64 `json:"before" minimum:"0" maximum:"100" doc:"The fit with the answer given"`
	After  float64 `json:"after" minimum:"0" maximum:"100" doc:"The fit with the other one"`
}

type apiReadiness struct {
	Met   float64   `json:"met" minimum:"0" maximum:"100" doc:"Percent of the skills it needs whose level the person can be expected to have, each counting by its importance"`
	Needs []apiNeed `json:"needs" doc:"The groups of skills that are important to it and that the person has rated, the largest shortfall first"`
}

type apiNeed struct {
	Item       string   `json:"item" example:"k1" doc:"Id of the item that asks about it"`
	Elements   []string `json:"elements" example:"[\"2.A.1.a\"]" doc:"The skills that the item asks about, those it asks about most first"`
	Importance float64  `json:"importance" minimum:"1" maximum:"5" doc:"How important they are to the occupation, as rated"`
	Person     float64  `json:"person" doc:"The person's level by their own rating, in standard deviations over people; 0 is the middle"`
	SE         float64  `json:"se" minimum:"0" doc:"Standard error of person"`
	Required   float64  `json:"required" doc:"The level needed, in standard deviations over occupations; 0 is their mean. That it can be held against person is an assumption: that occupations differ in what they need about as much as people in what they can do"`
	Shortfall  float64  `json:"shortfall" minimum:"0" doc:"How far person lies below required; 0 where it does not"`
	Reached    float64  `json:"reached" minimum:"0" maximum:"1" doc:"The chance that the person's level is high enough"`
}

// apiProblem is every error's body.
type apiProblem struct {
	Type      string          `json:"type" format:"uri" example:"urn:workfit:problem:session-not-found" doc:"What is meant: urn:workfit:problem: and a word that programs may act on"`
	Title     string          `json:"title" doc:"The same in a sentence, the same for every problem of the type"`
	Status    int             `json:"status" minimum:"400" maximum:"599" doc:"The HTTP status"`
	Detail    string          `json:"detail,omitempty" doc:"What was wrong this time"`
	Instance  string          `json:"instance" format:"uri" example:"urn:workfit:request:K3QZ7XW2M4NB" doc:"This one occurrence: urn:workfit:request: and the id of the request, which the header X-Request-Id has too"`
	RequestID string          `json:"request_id,omitempty" doc:"With problems of ours (5xx): what to quote to whoever runs the service"`
	Errors    []apiFieldError `json:"errors,omitempty" doc:"Each thing wrong with the request, where it can be told"`
}

type apiFieldError struct {
	Location string `json:"location" example:"body.value" doc:"Where: body, body.<property> or query.<parameter>"`
	Message  string `json:"message" example:"must be a whole number from 1 to 5" doc:"What is wrong there"`
}
