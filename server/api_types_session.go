package server

// What a client may say of a session beside its answers, and what follows.

// apiChosenWeights is what PUT /api/v1/sessions/{id}/weights takes. Pointers tell
// 0 from what was left out.
type apiChosenWeights struct {
	_ struct{} `additionalProperties:"false"`

	Interests  *float64 `json:"interests,omitempty" enum:"0,0.5,1,2" example:"1" doc:"Factor of the usual weight of what the person likes to do; 1 if left out, as all of these"`
	Subjects   *float64 `json:"subjects,omitempty" enum:"0,0.5,1,2" example:"1" doc:"Factor of subjects"`
	WorkStyles *float64 `json:"work_styles,omitempty" enum:"0,0.5,1,2" example:"0.5" doc:"Factor of how the person works"`
	Skills     *float64 `json:"skills,omitempty" enum:"0,0.5,1,2" example:"2" doc:"Factor of what the person can do"`
	WorkValues *float64 `json:"work_values,omitempty" enum:"0,0.5,1,2" example:"0" doc:"Factor of what matters to the person"`
}

// apiWeights are the weights in force.
type apiWeights struct {
	Interests  float64 `json:"interests" minimum:"0" maximum:"4" example:"1" doc:"Factor of the usual weight of what the person likes to do"`
	Subjects   float64 `json:"subjects" minimum:"0" maximum:"4" example:"1" doc:"Factor of subjects"`
	WorkStyles float64 `json:"work_styles" minimum:"0" maximum:"4" example:"0.5" doc:"Factor of how the person works"`
	Skills     float64 `json:"skills" minimum:"0" maximum:"4" example:"2" doc:"Factor of what the person can do"`
	WorkValues float64 `json:"work_values" minimum:"0" maximum:"4" example:"0" doc:"Factor of what matters to the person"`
}

// apiDeeper is what POST /api/v1/sessions/{id}/deeper takes.
type apiDeeper struct {
	_ struct{} `additionalProperties:"false"`

	Form string `json:"form" minLength:"1" maxLength:"32" example:"full" doc:"Id of a larger form of the session's instrument"`
}

// apiSettled says what answering the rest of the form would leave as it is.
type apiSettled struct {
	ItemsLeft     int     `json:"items_left" minimum:"1" example:"42" doc:"How many items of the session's form have no answer"`
	ShareOfTopTen float64 `json:"share_of_top_ten" minimum:"0" maximum:"1" example:"0.62" doc:"The share of the ten best matches that can be expected to be among the ten best still when those items have been answered too; from 0.9 on more answers change little"`
}
