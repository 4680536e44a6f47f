// Package scoring turns a person's answers into a FIT score for every
// occupation, with how sure it is and why.
//
// One linear-Gaussian model does all of it. A construct is one thing measured
// about a person and rated for an occupation; θ holds a person's constructs in
// population units. Answers are noisy sums of constructs, so what they tell about
// θ is a normal distribution with mean m and covariance P:
//
//	y_i = λ_i·θ + a + ε_i,   θ ~ N(0, Σ),  a ~ N(0, s_a²),  ε_i ~ N(0, σ_i²)
//
// where y_i is the standardised answer and a the person's readiness to agree with
// anything. Fit is linear in θ for every occupation,
//
//	fit_o = h_o + H_o·θ
//
// so its mean h_o + H_o·m, its variance H_oᵀPH_o and its breakdown by construct
// and by answer are exact. Nothing iterates, and nothing is sampled but the chance
// of staying in a list ([Result.RetakeTop]), which has no closed form.
//
// A [Field] is the occupation side, a [Model] joins it with an instrument, and
// [Model.Score] gives a [Result]. All three only read once made, and may be used
// from many goroutines. The package is arithmetic: no clock, no log, no store
// and no words.
package scoring

// EngineVersion names the arithmetic. It is raised when the same answers, items
// and occupation data would give other figures than before.
const EngineVersion = "2.0.0"
