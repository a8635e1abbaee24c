# Effect sizes of random inputs, by effectsize, metafor and base R: columns of inputs and of answers, a row for each input.
# Limits of noncentral distributions are roots of pt, pf and pchisq to 1e-13, since effectsize's own search stops near 1e-6 and sometimes
# far from the root; `far` counts those of effectsize that differ from them by more than 1e-4.
#
#   Rscript scripts/effect_random.R            writes cases/effect_random.json, 20 inputs a kind; run from test/reference
#   Rscript scripts/effect_random.R 400 FILE   the same with more
suppressMessages({ library(jsonlite); library(effectsize); library(metafor) })
suppressWarnings(RNGkind("Mersenne-Twister", "Inversion", "Rejection"))
args <- commandArgs(TRUE)
size <- if (length(args) > 0) as.integer(args[1]) else 20L
file <- if (length(args) > 1) args[2] else "cases/effect_random.json"
set.seed(20261128)

far <- 0
# The noncentrality at which the distribution has probability p at the statistic; 0 where none is so low.
root <- function(cdf, p, lower, upper) {
  f <- function(ncp) suppressWarnings(cdf(ncp)) - p
  if (f(lower) < 0) return(if (lower == 0) 0 else NA)
  if (f(upper) > 0) return(NA)
  uniroot(f, c(lower, upper), tol = 1e-13, maxiter = 5000)$root
}
limits_t <- function(t, df, ci) c(root(function(n) pt(t, df, n), (1 + ci) / 2, -37, 37), root(function(n) pt(t, df, n), (1 - ci) / 2, -37, 37))
limits_f <- function(f, a, b, ci) c(root(function(n) pf(f, a, b, n), (1 + ci) / 2, 0, 1000), root(function(n) pf(f, a, b, n), (1 - ci) / 2, 0, 1000))
limits_c <- function(x, df, ci) c(root(function(n) pchisq(x, df, n), (1 + ci) / 2, 0, 1000), root(function(n) pchisq(x, df, n), (1 - ci) / 2, 0, 1000))
# effectsize's answer: its estimate, and its limits or those of the roots.
answer <- function(x, limits = NULL) {
  value <- as.numeric(as.data.frame(x)[1, grep("^(?!CI|alternative|Parameter)", names(x), perl = TRUE)[1]])
  own <- c(x$CI_low, x$CI_high)
  if (is.null(limits)) return(c(value, own))
  if (anyNA(limits) || max(abs(limits - own)) > 1e-4) far <<- far + 1
  c(value, limits)
}
table_of <- function(rows, names) {
  m <- do.call(rbind, rows)
  stats::setNames(lapply(seq_len(ncol(m)), function(j) m[, j]), names)
}
level <- function() sample(c(.8, .9, .95, .99), 1)
J <- function(m) exp(lgamma(m / 2) - log(m / 2) / 2 - lgamma((m - 1) / 2))
triple <- function(name) paste0(name, c("", "Lower", "Upper"))
out <- list()

# Two arms by size, mean and standard deviation.
n <- function(least = 3, most = 300) floor(exp(runif(size, log(least), log(most))))
s <- data.frame(n1 = n(), m1 = round(rnorm(size, 50, 9), 1), sd1 = signif(exp(runif(size, log(2), log(25))), 3), n2 = n(), m2 = round(rnorm(size, 50, 9), 1), sd2 = signif(exp(runif(size, log(2), log(25))), 3))
by <- function(measure, ...) escalc(measure, m1i = s$m1, sd1i = s$sd1, n1i = s$n1, m2i = s$m2, sd2i = s$sd2, n2i = s$n2, ...)
two <- function(name, r) stats::setNames(list(as.numeric(r$yi), as.numeric(r$vi)), c(name, paste0(name, "Variance")))
smd <- by("SMD"); N <- s$n1 + s$n2
out$summaries <- c(as.list(s),
  two("SMD", smd), two("LS2", by("SMD", vtype = "LS2")), two("UB", by("SMD", vtype = "UB")), two("AV", by("SMD", vtype = "AV")),
  list(average = sum(N * smd$yi) / sum(N)),
  two("SMDH", by("SMDH")), two("SMD1", by("SMD1")), two("SMD1H", by("SMD1H")), two("ROM", by("ROM")), two("VR", by("VR")), two("CVR", by("CVR")))

# Limits [1, 1] of arms that do not overlap are none.
whole <- function(a) if (abs(a[1]) == 1) c(a[1], NA, NA) else a
# Two arms of values with ties.
draw <- function(k) { repeat { x <- round(rnorm(k, sample(8:14, 1), sample(2:5, 1))); if (sd(x) > 0) return(x) } }
arms <- replicate(size, list(x = draw(sample(3:25, 1)), y = draw(sample(3:25, 1)), ci = level()), simplify = FALSE)
names_of <- c("d", "g", "glass", "unpooled", "delta", "u1", "u2", "u3", "overlap", "superiority")
out$arms <- c(list(x = lapply(arms, `[[`, "x"), y = lapply(arms, `[[`, "y"), level = sapply(arms, `[[`, "ci")), table_of(lapply(arms, function(a) {
  x <- a$x; y <- a$y; ci <- a$ci; n1 <- length(x); n2 <- length(y); m <- n1 + n2 - 2
  d <- cohens_d(x, y, ci = ci); h <- sqrt(1 / n1 + 1 / n2)
  pooled <- sqrt(((n1 - 1) * var(x) + (n2 - 1) * var(y)) / m)
  l <- limits_t((mean(x) - mean(y)) / pooled / h, m, ci) * h
  # effectsize's limits of Glass's delta have the error sqrt(1/n2 + s1^2 / (n1 s2^2)), those of the unpooled d Welch's degrees of freedom
  hg <- sqrt(1 / n2 + var(x) / (n1 * var(y))); lg <- limits_t((mean(x) - mean(y)) / sd(y) / hg, n2 - 1, ci) * hg
  v <- c(var(x) / n1, var(y) / n2); welch <- sum(v)^2 / sum(v^2 / c(n1 - 1, n2 - 1)); s <- sqrt((var(x) + var(y)) / 2)
  lu <- limits_t((mean(x) - mean(y)) / sqrt(sum(v)), welch, ci) * sqrt(sum(v)) / s
  # readings of d under normality: through the limits of d, or those of |d| where the reading is of |d|
  size_of <- function(l) if (l[1] <= 0 && l[2] >= 0) c(0, max(abs(l))) else sort(abs(l))
  a1 <- size_of(l)
  c(answer(d, l), answer(hedges_g(x, y, ci = ci), l * J(m)), answer(glass_delta(x, y, ci = ci), lg), answer(cohens_d(x, y, pooled_sd = FALSE, ci = ci), lu),
    whole(answer(cliffs_delta(x, y, ci = ci))),
    cohens_u1(x, y)$Cohens_U1, d_to_u1(a1), cohens_u2(x, y)$Cohens_U2, d_to_u2(a1), cohens_u3(x, y)$Cohens_U3, d_to_u3(l), p_overlap(x, y)$Overlap, rev(d_to_overlap(a1)),
    p_superiority(x, y)[[1]], d_to_p_superiority(l))
}), triple_names <- as.vector(sapply(names_of, triple))))

# Wilcoxon's error goes by the pairs that changed. effectsize 0.8.3 counts the values after that are not 0 in their place, and so is not used.
rank_limits <- function(r, n, ci) if (abs(r) == 1) c(r, NA, NA) else c(r, tanh(atanh(r) + c(-1, 1) * qnorm((1 + ci) / 2) * sqrt((2 * n^3 + 3 * n^2 + n) / 6) / ((n^2 + n) / 2)))
# The same units before and after.
pairs <- replicate(size, { k <- sample(4:30, 1); repeat { b <- draw(k); a <- round(b * runif(1, -.2, .9) + rnorm(k, 3, 3)); if (sd(a) > 0 && sd(a - b) > 0) break }; list(b = b, a = a, ci = level()) }, simplify = FALSE)
out$pairs <- c(list(before = lapply(pairs, `[[`, "b"), after = lapply(pairs, `[[`, "a"), level = sapply(pairs, `[[`, "ci")), table_of(lapply(pairs, function(p) {
  k <- length(p$a); change <- p$a - p$b; ci <- p$ci
  l <- limits_t(mean(change) / sd(change) * sqrt(k), k - 1, ci) / sqrt(k)
  e <- function(me) { r <- if (me == "SMCR") escalc(me, m1i = mean(p$a), m2i = mean(p$b), sd1i = sd(p$b), ni = k, ri = cor(p$a, p$b)) else escalc(me, m1i = mean(p$a), m2i = mean(p$b), sd1i = sd(p$a), sd2i = sd(p$b), ni = k, ri = cor(p$a, p$b)); c(r$yi, r$vi) }
  c(answer(cohens_d(p$a, p$b, paired = TRUE, ci = ci), l), answer(hedges_g(p$a, p$b, paired = TRUE, ci = ci), l * J(k - 1)), rank_limits(rank_biserial(p$a, p$b, paired = TRUE)[[1]], sum(change != 0), ci),
    e("MC"), e("SMCC"), e("SMCR"), e("SMCRH"), e("ROMC"))
}), c(triple("d"), triple("g"), triple("rank"), as.vector(sapply(c("MC", "SMCC", "SMCR", "SMCRH", "ROMC"), function(x) c(x, paste0(x, "Variance")))))))

# Two-by-two tables, empty cells and all; a and b are events and others of the first arm.
tb <- t(replicate(size, repeat { k <- rbinom(4, sample(c(4, 20, 150), 1), runif(4, .02, .9)); if (all(c(k[1] + k[2], k[3] + k[4]) >= 2, c(k[1] + k[3], k[2] + k[4]) >= 1)) return(k) }))
measures <- c("OR", "RR", "RD", "AS", "PETO", "PHI", "YUQ", "YUY", "OR2DN", "OR2DL", "PBIT")
tables <- list(a = tb[, 1], b = tb[, 2], c = tb[, 3], d = tb[, 4], level = replicate(size, level()))
for (me in measures) tables <- c(tables, two(me, escalc(me, ai = tb[, 1], bi = tb[, 2], ci = tb[, 3], di = tb[, 4])))
tables$PHI[tables$PHIVariance < 1e-15] <- NA # a phi of 1 has no standard error, and is refused
for (me in c("PR", "PLN", "PLO", "PAS", "PFT")) tables <- c(tables, two(me, escalc(me, xi = tb[, 1], ni = tb[, 1] + tb[, 2])))
out$tables <- c(tables, table_of(lapply(seq_len(size), function(i) {
  k <- tb[i, ]; ci <- tables$level[i]; nT <- k[1] + k[2]; nC <- k[3] + k[4]; p <- k[1] / nT; q <- k[3] / nC
  w <- function(x, n) suppressWarnings(prop.test(x, n, conf.level = ci, correct = FALSE))$conf.int
  t <- w(k[1], nT); c <- w(k[3], nC)
  x <- suppressWarnings(chisq.test(matrix(k, 2, byrow = TRUE), correct = FALSE))$statistic
  h <- cohens_h(matrix(k, 2), ci = ci)
  c(p - q, p - q - sqrt((p - t[1])^2 + (c[2] - q)^2), p - q + sqrt((t[2] - p)^2 + (q - c[1])^2), h$Cohens_h, h$CI_low, h$CI_high,
    answer(suppressWarnings(cramers_v(matrix(k, 2), adjust = FALSE, ci = ci, alternative = "two.sided")), pmin(1, sqrt(limits_c(x, 1, ci) / sum(k)))))
}), c(triple("newcombe"), triple("h"), triple("v"))))

# Correlations.
# Away from 0, where metafor's integral for Olkin and Pratt's correction stops at 1e-5.
r <- round(sample(c(-1, 1), size, TRUE) * runif(size, .1, .97), 3); k <- n(5, 500); ci <- replicate(size, level()); z <- qnorm((1 + ci) / 2) / sqrt(k - 3)
out$correlations <- c(list(r = r, n = k, level = ci), two("COR", escalc("COR", ri = r, ni = k)), two("UCOR", escalc("UCOR", ri = r, ni = k)), two("ZCOR", escalc("ZCOR", ri = r, ni = k)), list(lower = tanh(atanh(r) - z), upper = tanh(atanh(r) + z)))

# Statistics of t and F.
t <- round(rnorm(size, 0, 3), 2); df <- n(2, 400); ci <- replicate(size, level())
f <- signif(exp(runif(size, log(.05), log(40))), 3); a <- sample(1:6, size, TRUE); b <- n(3, 300)
out$statistics <- c(list(t = t, df = df, f = f, dfEffect = a, dfError = b, level = ci), table_of(lapply(seq_len(size), function(i) {
  l <- limits_t(t[i], df[i], ci[i]); l2 <- limits_f(f[i], a[i], b[i], ci[i]); share <- l2 / (l2 + a[i] + b[i] + 1)
  # effectsize takes the limits of the F that has the estimate for its eta squared
  both <- function(convert, of = identity) {
    x <- convert(f[i], a[i], b[i], ci = ci[i], alternative = "two.sided"); p <- convert(f[i], a[i], b[i], ci = NULL)[[1]]
    if (!identical(of, identity)) p <- p^2 / (1 + p^2)
    n <- limits_f(p / (1 - p) * b[i] / a[i], a[i], b[i], ci[i])
    answer(x, of(n / (n + b[i])))
  }
  c(answer(t_to_d(t[i], df[i], ci = ci[i]), l * 2 / sqrt(df[i])), answer(t_to_d(t[i], df[i], paired = TRUE, ci = ci[i]), l / sqrt(df[i])), answer(t_to_r(t[i], df[i], ci = ci[i]), l / sqrt(l^2 + df[i])),
    both(F_to_eta2), both(F_to_omega2), both(F_to_epsilon2), both(F_to_f, function(p) sqrt(p / (1 - p))), F_to_eta2(f[i], a[i], b[i], ci = NULL)[[1]], share)
}), c(as.vector(sapply(c("d", "paired", "r", "eta", "omega", "epsilon", "cohensF", "noncentral"), triple)))))

# What a paper prints of two arms: t, F, p and r say one thing, g with noncentral limits.
n1 <- n(3, 200); n2 <- n(3, 200); p <- signif(exp(runif(size, log(1e-6), log(.45))), 3); sign <- sample(c(-1, 1), size, TRUE); r <- round(runif(size, -.9, .9), 3)
x <- round(runif(size, .01, .6) * (n1 + n2), 2)
g_of <- function(t, i) { m <- n1[i] + n2[i] - 2; h <- sqrt(1 / n1[i] + 1 / n2[i]); J(m) * h * c(t, limits_t(t, m, .95)) }
out$printed <- c(list(n1 = n1, n2 = n2, t = round(t, 2), p = p, sign = sign, r = r, chiSquared = x), table_of(lapply(seq_len(size), function(i) {
  m <- n1[i] + n2[i] - 2
  c(g_of(t[i], i), g_of(sign[i] * qt(p[i] / 2, m, lower.tail = FALSE), i), g_of(sign[i] * qt(p[i], m, lower.tail = FALSE), i), g_of(r[i] / sqrt(1 - r[i]^2) * sqrt(m), i),
    sign[i] * 2 * sqrt(x[i] / (n1[i] + n2[i] - x[i])))
}), c(as.vector(sapply(c("fromT", "fromP", "fromOneTail", "fromR"), triple)), "fromChi")))

# Three and more groups of values with ties.
groups <- replicate(size, replicate(sample(3:6, 1), draw(sample(3:12, 1)), simplify = FALSE), simplify = FALSE)
out$groups <- c(list(values = groups), table_of(lapply(groups, function(g) {
  d <- data.frame(y = unlist(g), k = factor(rep(seq_along(g), lengths(g)))); fit <- aov(y ~ k, d)
  c(eta_squared(fit, partial = FALSE)$Eta2[1], omega_squared(fit, partial = FALSE)$Omega2[1], epsilon_squared(fit, partial = FALSE)$Epsilon2[1], suppressWarnings(rank_epsilon_squared(y ~ k, data = d, ci = NULL))$rank_epsilon_squared)
}), c("eta", "omega", "epsilon", "rankEpsilon")))

# Conversions.
d <- round(rnorm(size, 0, 1), 3); r <- round(runif(size, -.95, .95), 3); or <- signif(exp(rnorm(size, 0, 1.2)), 4); p0 <- round(runif(size, .03, .9), 2); n1 <- n(2, 200); n2 <- n(2, 200)
out$conversions <- list(d = d, r = r, oddsRatio = or, baseRate = p0, n1 = n1, n2 = n2,
  dToR = d_to_r(d), dToRSizes = mapply(function(d, a, b) d_to_r(d, n1 = a, n2 = b), d, n1, n2), rToD = r_to_d(r), rToDSizes = mapply(function(r, a, b) r_to_d(r, n1 = a, n2 = b), r, n1, n2),
  dToOr = d_to_oddsratio(d), orToD = oddsratio_to_d(or), orToR = oddsratio_to_r(or), rToOr = r_to_oddsratio(r), orToRr = mapply(function(o, p) as.numeric(oddsratio_to_riskratio(o, p0 = p)), or, p0),
  superiority = as.numeric(d_to_p_superiority(d)), u1 = as.numeric(d_to_u1(d)), u2 = as.numeric(d_to_u2(d)), u3 = as.numeric(d_to_u3(d)), overlap = as.numeric(d_to_overlap(d)))

cat(far, "limits of effectsize are far from the roots\n")
version <- function(p) as.character(packageVersion(p))
json <- toJSON(c(list(about = "effect sizes of random inputs, made by scripts/effect_random.R", r = as.character(getRversion()), packages = list(effectsize = version("effectsize"), metafor = version("metafor")), far = far), out), auto_unbox = TRUE, digits = NA, na = "null")
# A column a line.
writeLines(gsub("],\"", "],\n\"", json, fixed = TRUE), file)
