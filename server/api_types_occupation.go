package server

// apiOccupationList is the body of GET /api/v1/occupations.
type apiOccupationList struct {
	Total       int                    `json:"total" minimum:"0" doc:"How many there are or were found, of which limit and offset show a part"`
	Occupations []apiOccupationSummary `json:"occupations" doc:"By code; in a search the best match first"`
}

type apiOccupationSummary struct {
	OnetSOC string `json:"onet_soc" example:"15-1252.00" doc:"O*NET-SOC code"`
	Title   string `json:"title" example:"Software Developers" doc:"O*NET's title, in English"`
	Group   string `json:"group" example:"15" doc:"SOC major group"`
	JobZone int    `json:"job_zone,omitempty" minimum:"1" maximum:"5" doc:"How much preparation the work needs, 1 little to 5 extensive; absent if unknown"`
	Matched string `json:"matched,omitempty" example:"Coder" doc:"In a search: the title that matched, its own or another name of the work"`
}

// apiOccupation is the body of GET /api/v1/occupations/{onet_soc}.
type apiOccupation struct {
	OnetSOC    string             `json:"onet_soc" example:"15-1252.00" doc:"O*NET-SOC code"`
	Title      string             `json:"title" example:"Software Developers" doc:"O*NET's title, in English"`
	Titles     []apiTitle         `json:"titles" doc:"Other names of the work, in English"`
	Group      apiGroup           `json:"group" doc:"The job family"`
	Profiled   bool               `json:"profiled" doc:"Whether it is rated, so that people can be matched with it; of the rest only names are known"`
	JobZone    *apiJobZone        `json:"job_zone,omitempty" doc:"How much preparation the work needs; absent if unknown"`
	Wage       *apiWage           `json:"wage,omitempty" doc:"What employees are paid in the United States (BLS); absent if BLS has no figures"`
	Outlook    *apiOutlook        `json:"outlook,omitempty" doc:"How the work is expected to grow in the United States (BLS); absent if BLS has no figures"`
	Education  *apiEducation      `json:"education,omitempty" doc:"What people in the work say it asks for (O*NET); absent if unknown"`
	Attainment *apiAttainment     `json:"attainment,omitempty" doc:"The education that people in the work have (BLS); absent if unknown"`
	Related    []apiRelated       `json:"related" doc:"The occupations most alike, the most alike first"`
	Technology []apiTechnology    `json:"technology" doc:"Software and tools in use"`
	Ratings    []apiDomainRatings `json:"ratings" doc:"What the work asks for and offers; a domain is rated whole or is absent"`
	Sources    []apiSource        `json:"sources" doc:"Where all of this comes from; show the attributions with the data"`
	Version    string             `json:"version" example:"onet30.1-1a2b3c4d" doc:"Release and checksum of the data"`
}

type apiTitle struct {
	Title    string `json:"title" example:"Application Developer"`
	Short    string `json:"short,omitempty" doc:"The same in short"`
	Reported bool   `json:"reported" doc:"People in the work gave it as their own title"`
	Shown    bool   `json:"shown" doc:"My Next Move shows it as typical"`
}

type apiGroup struct {
	Code string `json:"code" example:"15" doc:"SOC major group"`
	Name string `json:"name" doc:"What it is called, in English"`
}

type apiJobZone struct {
	Zone int    `json:"zone" minimum:"1" maximum:"5" doc:"1 little preparation to 5 extensive"`
	Date string `json:"date,omitempty" example:"08/2023" doc:"When that was decided; absent if unknown"`
}

type apiFigure struct {
	State string   `json:"state" enum:"value,at_least,not_available" doc:"value: published as it is. at_least: all that is published is that it is not less. not_available: not published; that is not nought"`
	Value *float64 `json:"value,omitempty" example:"97550" doc:"The number; absent when it is not available"`
}

type apiPay struct {
	Mean   apiFigure `json:"mean"`
	P10    apiFigure `json:"p10" doc:"A tenth earn less"`
	P25    apiFigure `json:"p25" doc:"A quarter earn less"`
	Median apiFigure `json:"median" doc:"Half earn less"`
	P75    apiFigure `json:"p75" doc:"Three quarters earn less"`
	P90    apiFigure `json:"p90" doc:"Nine tenths earn less"`
}

type apiWage struct {
	Code       string    `json:"code" example:"15-1252" doc:"OEWS code; it may stand for a wider occupation"`
	Title      string    `json:"title" doc:"What BLS calls that"`
	Date       string    `json:"date" example:"2024-05" doc:"The month the figures are of"`
	Employment apiFigure `json:"employment" doc:"Employees, a head count; the self-employed are not covered"`
	Annual     apiPay    `json:"annual" doc:"US dollars a year"`
	Hourly     apiPay    `json:"hourly" doc:"US dollars an hour"`
}

type apiOutlook struct {
	Code             string    `json:"code" example:"15-1252" doc:"National Employment Matrix code; it may stand for a wider occupation"`
	Title            string    `json:"title" doc:"What BLS calls that"`
	From             int       `json:"from" example:"2024" doc:"The year the projection starts"`
	To               int       `json:"to" example:"2034" doc:"The year it ends"`
	Employment       apiFigure `json:"employment" doc:"Thousands of jobs in the first year"`
	EmploymentTo     apiFigure `json:"employment_to" doc:"Thousands of jobs in the last year"`
	Change           apiFigure `json:"change" doc:"Thousands of jobs; may be negative"`
	ChangePercent    apiFigure `json:"change_percent" doc:"Percent of the first year's jobs; may be negative"`
	Openings         apiFigure `json:"openings" doc:"Thousands a year, growth and replacement together"`
	SelfEmployed     apiFigure `json:"self_employed" doc:"Percent of the first year's jobs"`
	ExitRate         apiFigure `json:"exit_rate" doc:"Percent a year who leave the labour force"`
	TransferRate     apiFigure `json:"transfer_rate" doc:"Percent a year who move to another occupation"`
	SeparationRate   apiFigure `json:"separation_rate" doc:"Percent a year, both"`
	MedianWage       apiFigure `json:"median_wage" doc:"US dollars a year, as printed with the projection"`
	EntryEducation   string    `json:"entry_education,omitempty" doc:"Typical for entry, in the words of BLS"`
	EntryExperience  string    `json:"entry_experience,omitempty" doc:"Typical experience in a related occupation, in the words of BLS"`
	OnTheJobTraining string    `json:"on_the_job_training,omitempty" doc:"Typical to become competent, in the words of BLS"`
}

type apiEducation struct {
	Level      []apiShare `json:"level" doc:"Education required: categories 1 to 12 of O*NET scale RL"`
	Experience []apiShare `json:"experience" doc:"Related experience required: categories 1 to 11 of O*NET scale RW"`
	Plant      []apiShare `json:"plant" doc:"On-site training: categories 1 to 9 of O*NET scale PT"`
	OnTheJob   []apiShare `json:"on_the_job" doc:"On-the-job training: categories 1 to 9 of O*NET scale OJ"`
}

type apiShare struct {
	Category   int     `json:"category" minimum:"1"`
	Percent    float64 `json:"percent" minimum:"0" maximum:"100" doc:"Share of the answers; those of a question sum to about 100"`
	Unreliable bool    `json:"unreliable" doc:"Not precise enough to rely on, says O*NET"`
}

type apiAttainment struct {
	Code               string  `json:"code" example:"15-1252" doc:"National Employment Matrix code; it may stand for a wider occupation"`
	Title              string  `json:"title" doc:"What BLS calls that"`
	LessThanHighSchool float64 `json:"less_than_high_school" minimum:"0" maximum:"100" doc:"Percent of those of 25 and older, as are the rest"`
	HighSchool         float64 `json:"high_school" minimum:"0" maximum:"100"`
	SomeCollege        float64 `json:"some_college" minimum:"0" maximum:"100" doc:"Without a degree"`
	Associate          float64 `json:"associate" minimum:"0" maximum:"100"`
	Bachelor           float64 `json:"bachelor" minimum:"0" maximum:"100"`
	Master             float64 `json:"master" minimum:"0" maximum:"100"`
	Doctoral           float64 `json:"doctoral" minimum:"0" maximum:"100" doc:"Or professional"`
}

type apiRelated struct {
	OnetSOC string `json:"onet_soc" example:"15-1251.00" doc:"O*NET-SOC code"`
	Title   string `json:"title" example:"Computer Programmers" doc:"O*NET's title, in English"`
	Tier    string `json:"tier" enum:"Primary-Short,Primary-Long,Supplemental" doc:"How closely it is related, the closest first"`
}

type apiTechnology struct {
	Name     string `json:"name" example:"Git"`
	Category string `json:"category" example:"File versioning software" doc:"UNSPSC commodity title"`
	Hot      bool   `json:"hot" doc:"Often asked for in job postings of any kind"`
	InDemand bool   `json:"in_demand" doc:"Often asked for in postings for this occupation"`
}

type apiDomainRatings struct {
	Domain     string      `json:"domain" enum:"interests,knowledge,skills,abilities,work_styles,work_values"`
	HighPoints []string    `json:"high_points,omitempty" doc:"Ids of the up to three elements that stand out, the highest first; for interests and work values"`
	Ratings    []apiRating `json:"ratings"`
}

type apiRating struct {
	ElementID   string  `json:"element_id" example:"2.A.1.a" doc:"Element of the O*NET content model"`
	Name        string  `json:"name" example:"Reading Comprehension" doc:"O*NET's name of it, in English"`
	Scale       string  `json:"scale" enum:"OI,IM,LV,WI,DR,EX" doc:"OI how well the work fits the theme, 1 to 7. IM how important, 1 to 5. LV how much of it, 0 to 7. WI how much the style helps, -3 to 3. DR rank among the styles that set the work apart, 1 to 10, 0 none. EX how well the work meets the need, 1 to 7"`
	Value       float64 `json:"value" minimum:"-3" maximum:"10" doc:"In the units of the scale"`
	Unreliable  bool    `json:"unreliable,omitempty" doc:"Not precise enough to rely on, says O*NET; absent for false"`
	NotRelevant bool    `json:"not_relevant,omitempty" doc:"Most raters held it to be of no importance for the work; absent for false"`
}

type apiSource struct {
	ID          string   `json:"id" example:"onet-30.1"`
	Name        string   `json:"name"`
	Publisher   string   `json:"publisher"`
	Release     string   `json:"release,omitempty" example:"30.1" doc:"Absent if it has no number"`
	Date        string   `json:"date,omitempty" example:"2025-12" doc:"What the data are of; absent if not stated"`
	Licence     string   `json:"licence" example:"CC BY 4.0"`
	Attribution string   `json:"attribution" doc:"The credit line to show with the data"`
	Tables      []string `json:"tables" doc:"Which parts of the data hold something of it"`
}
