// Package validation holds the statistics by which a matcher is judged on
// answers with a known outcome, and an instrument on answers alone.
//
// A matcher is anything that gives every person a score for every occupation,
// higher for a better fit. [Judge] ranks each person's occupations once; the
// [Judgement] then gives the measures, each field of work or study weighing the
// same, and how far they are to be trusted: over people, and over fields. The
// difference of two matchers on the same people is [Differences]. [Rival] has
// the matchers that are in use elsewhere, to compare with.
//
// The rest is an instrument's: reliability ([Alpha], [Omega], [Correlations]),
// calibration ([PeopleBins]) and fairness ([CompareGroups], [ItemDifference],
// [ItemFunctioning]).
//
// Tables are slices of rows, one row a person. A missing answer is NaN and takes
// the person (or the pair of values) out of that one statistic; where too little
// is left there is an error. A missing score is an error at once, for leaving it
// out would flatter the matcher. Every interval is of 95 %. The package is
// arithmetic: no files, no clock, no words, and chance only from the generator
// that is handed in, so that the same seed gives the same figures.
package validation
