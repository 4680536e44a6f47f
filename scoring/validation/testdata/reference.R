# The same statistics from R and its package psych, for the tables in the folder
# that is the argument. Prints lines of a name and numbers.
suppressMessages(library(psych))
dir <- commandArgs(trailingOnly = TRUE)[1]
table_of <- function(name) as.matrix(read.csv(file.path(dir, paste0(name, ".csv")), header = FALSE))
say <- function(name, values) cat(name, format(unname(values), digits = 17, trim = TRUE), "\n")

# Reliability
answers <- table_of("answers")
gappy <- table_of("gappy")
a <- psych::alpha(answers)
say("alpha", c(a$total$raw_alpha, a$feldt$lower.ci, a$feldt$upper.ci))
say("alpha of the complete", psych::alpha(na.omit(gappy))$total$raw_alpha)
loadings <- psych::fa(answers, 1, fm = "minres", rotate = "none")$loadings[, 1]
say("loadings", loadings)
say("omega", sum(loadings)^2 / (sum(loadings)^2 + sum(1 - loadings^2)))
# By maximum likelihood instead of least squares: nearly the same
ml <- factanal(answers, 1)
say("omega by likelihood", sum(ml$loadings)^2 / (sum(ml$loadings)^2 + sum(ml$uniquenesses)))

# Answer quality
say("percentiles", quantile(table_of("values"), c(0, .01, .05, .25, .333, .5, .9, 1), type = 7, na.rm = TRUE))

# Matching: AUC as the Wilcoxon statistic, pair of fields by pair of fields
scores <- table_of("scores"); other <- table_of("other")
field <- table_of("field")[, 1]; own <- table_of("own")
chance <- function(x, y) unname(suppressWarnings(wilcox.test(x, y)$statistic)) / (length(x) * length(y))
fields <- seq_len(nrow(own))
owned <- sort(unique(as.vector(own)))
auc <- function(among) sapply(fields, function(f) apply(scores, 1, function(s) chance(s[own[f, ]], s[setdiff(among, own[f, ])])))
discrimination <- function(u) sapply(fields, function(f) mean(sapply(setdiff(fields, f), function(g) chance(u[field == f, f], u[field == g, f]))))
within <- function(u) sapply(fields, function(f) mean(u[field == f, f]))
hit <- function(k) sapply(fields, function(f) mean(apply(scores[field == f, ], 1, function(s) min(rank(-s)[own[f, ]]) <= k)))
all <- auc(seq_len(ncol(scores))); among <- auc(owned)
say("auc", t(all))
say("auc among own", t(among))
for (f in fields) say(paste0("field", f), c(discrimination(all)[f], discrimination(among)[f], within(all)[f], within(among)[f], hit(10)[f], hit(25)[f], hit(50)[f]))

# Two takes
say("correlations", sapply(seq_len(ncol(scores)), function(o) cor(scores[, o], other[, o])))
people <- seq_len(nrow(scores))
top <- function(s, k) order(-s)[1:k] # a stable sort: the first of equals first
family <- table_of("family")[, 1]

# Calibration
shown <- table_of("shown")[, 1]; truth <- table_of("truth")[, 1]
for (s in list(c(0, 10), c(3, 29), c(81, 263))) say(paste0("wilson", s[1]), prop.test(s[1], s[2], correct = FALSE)$conf.int)
bin <- cut(shown, c(0, 1, 2, 3, 4, 5), right = FALSE, include.lowest = TRUE)
say("bins", as.vector(sapply(split(seq_along(shown), bin, drop = TRUE), function(i) c(length(i), mean(shown[i]), mean(truth[i]), mean(truth[i]) + c(-1, 1) * qnorm(.975) * sd(truth[i]) / sqrt(length(i))))))

# Fairness
group <- table_of("group")[, 1]
shares <- t(sapply(people, function(p) table(factor(family[top(scores[p, ], 20)], sort(unique(family)))) / 20))
welch <- apply(shares, 2, function(v) { w <- t.test(v[group == 1], v[group == 2]); c(diff(rev(w$estimate)), w$stderr) })
say("share difference", welch[1, ])
say("share error", welch[2, ])
say("total variation", sum(abs(welch[1, ])) / 2)

# Items in two groups
item_group <- table_of("item_group")[, 1]
item <- answers[, 1]; sum_of <- rowSums(answers)
# Of group 2 less group 1. What psych names Cohen's d divides by n in place of n − 2.
d <- psych::cohen.d(item, item_group)$hedges.g
say("cohen's d", -d[1, "effect"])
say("noncentral interval", -c(d[1, "upper"], d[1, "lower"]))
edges <- quantile(sum_of, (1:5) / 6, type = 7)
stratum <- factor(findInterval(sum_of, edges, left.open = TRUE))
binary <- as.integer(item > 3)
mh <- mantelhaen.test(table(binary, item_group, stratum), correct = FALSE)
say("mantel-haenszel", c(mh$statistic, mh$p.value))
# The regression on group and stratum weighs the strata as Mantel and Haenszel do
pooled <- sqrt(sum(tapply(item, item_group, function(v) sum((v - mean(v))^2))) / (length(item) - 2))
say("effect", coef(lm(item ~ I(item_group == 1) + stratum))[2] / pooled)
# Mantel's statistic from the permutation variance of group 1's sum of answers
parts <- sapply(levels(stratum), function(s) {
  v <- item[stratum == s]; n <- length(v); n1 <- sum(item_group[stratum == s] == 1)
  c(sum(v[item_group[stratum == s] == 1]) - n1 * mean(v), n1 * (n - n1) * (n * sum(v^2) - sum(v)^2) / (n^2 * (n - 1)))
})
say("mantel", sum(parts[1, ])^2 / sum(parts[2, ]))
