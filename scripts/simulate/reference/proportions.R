# Two by two: a, b with and without the event in treatment, c, d in control.
counts <- function(d, measure, f = identity, add = .5, to = "only0")
  escalc_limits(measure = measure, ai = d$a, bi = d$b, ci = d$c, di = d$d, add = add, to = to, f = f)
shares <- function(d, measure) escalc_limits(measure = measure, xi = d$x, ni = d$n, add = .5, to = "only0")
wilson <- function(x, n) by_row(data.frame(x, n), function(r) suppressWarnings(prop.test(r[1], r[2], correct = FALSE))$conf.int)
# Newcombe (1998), method 10, from the intervals of prop.test
newcombe <- function(d) {
  n1 <- d$a + d$b; n2 <- d$c + d$d; p1 <- d$a / n1; p2 <- d$c / n2
  one <- wilson(d$a, n1); two <- wilson(d$c, n2)
  cbind(p1 - p2 - sqrt((p1 - one[, 1])^2 + (two[, 2] - p2)^2), p1 - p2 + sqrt((one[, 2] - p1)^2 + (p2 - two[, 1])^2))
}
# Numbers needed to treat from the limits w of the difference.
inverse <- function(d, w) {
  p <- d$a / (d$a + d$b) - d$c / (d$c + d$d)
  lower <- ifelse(w[, 2] > 0, 1 / w[, 2], ifelse(w[, 1] < 0, 1 / w[, 2], NA))
  upper <- ifelse(w[, 1] > 0, 1 / w[, 1], ifelse(w[, 2] > 0, Inf, 1 / w[, 1]))
  lower[p == 0] <- -Inf; upper[p == 0] <- Inf
  cbind(lower, upper)
}
table_of <- function(r) matrix(r[c("a", "b", "c", "d")], 2, byrow = TRUE)
by_table <- function(d, f, ...) by_row(d, function(r) {
  e <- as.data.frame(f(table_of(r), ...))
  c(e$CI_low, e$CI_high)
})
# P(X > h, Y > k) for correlation r, by the tetrachoric series' own integral over the angle
upper_right <- function(h, k, r) {
  part <- function(a) exp(-(h^2 + k^2 - 2 * h * k * sin(a)) / (2 * cos(a)^2))
  pnorm(-h) * pnorm(-k) + integrate(part, 0, asin(r), rel.tol = 1e-8)$value / (2 * pi)
}

methods <- list(
  newcombe = list(by = "Newcombe's formula on stats, prop.test", limits = newcombe),
  # the reciprocal of an interval without 0; the rays around it otherwise, of which the one with the truth (2.857, positive) counts
  newcombeInverse = list(by = "Newcombe's formula on stats, prop.test", limits = function(d) inverse(d, newcombe(d))),
  riskDifferenceInverse = list(by = "metafor, escalc RD, inverted", limits = function(d) inverse(d, counts(d, "RD", add = 0))),
  riskDifference = list(by = "metafor, escalc RD", limits = function(d) counts(d, "RD", add = 0)),
  logOdds = list(by = "metafor, escalc OR", limits = function(d) counts(d, "OR")),
  logOddsAlways = list(by = "metafor, escalc OR, to all", limits = function(d) counts(d, "OR", to = "all")),
  oddsRatio = list(by = "metafor, escalc OR", limits = function(d) counts(d, "OR", exp)),
  cox = list(by = "metafor, escalc OR2DN", limits = function(d) counts(d, "OR2DN")),
  coxCorrected = list(by = "metafor, escalc OR2DN, corrected", limits = function(d) J_approximate(d$a + d$b + d$c + d$d - 2) * counts(d, "OR2DN")),
  logit = list(by = "metafor, escalc OR2DL", limits = function(d) counts(d, "OR2DL")),
  probit = list(by = "metafor, escalc PBIT", limits = function(d) counts(d, "PBIT")),
  yulesQ = list(by = "metafor, escalc YUQ", limits = function(d) counts(d, "YUQ")),
  yulesY = list(by = "metafor, escalc YUY", limits = function(d) counts(d, "YUY")),
  peto = list(by = "metafor, escalc PETO", limits = function(d) counts(d, "PETO", add = 0)),
  riskRatio = list(by = "metafor, escalc RR", limits = function(d) counts(d, "RR", exp)),
  logRiskRatio = list(by = "metafor, escalc RR", limits = function(d) counts(d, "RR")),
  cohensH = list(by = "metafor, escalc AS, twice", limits = function(d) 2 * counts(d, "AS", add = 0)),
  arcsine = list(by = "metafor, escalc AS", limits = function(d) counts(d, "AS", add = 0)),
  phi = list(by = "metafor, escalc PHI", limits = function(d) counts(d, "PHI", add = 0)),
  # Wald, as metafor's RTET, which needs a package that is not at hand; the variance by numeric derivatives of the estimate
  tetrachoric = list(by = "formula", limits = function(d) by_row(d, function(r) {
    if (any(r == 0)) r <- r + .5
    estimate <- function(p) {
      h <- -qnorm(p[1] + p[2]); k <- -qnorm(p[1] + p[3])
      uniroot(function(x) upper_right(h, k, x) - p[1], c(-.999, .999), tol = 1e-9)$root
    }
    p <- r[c("a", "b", "c", "d")]; n <- sum(p); p <- p / n; step <- 1e-4
    slope <- sapply(1:3, function(i) { q <- p; q[i] <- q[i] + step; q[4] <- q[4] - step; w <- p; w[i] <- w[i] - step; w[4] <- w[4] + step; (estimate(q) - estimate(w)) / (2 * step) })
    e <- estimate(p)
    around(e, sqrt((sum(p[1:3] * slope^2) - sum(p[1:3] * slope)^2) / n))
  })),
  cramersV = list(by = "effectsize, cramers_v(adjust = FALSE)", limits = function(d) by_table(d, cramers_v, adjust = FALSE, alternative = "two.sided")),
  cramersVGreater = list(by = "effectsize, cramers_v(adjust = FALSE)", limits = function(d) by_table(d, cramers_v, adjust = FALSE, alternative = "greater")),
  cramersVCorrected = list(by = "effectsize, cramers_v", limits = function(d) by_table(d, cramers_v, alternative = "two.sided")),
  contingencyPhi = list(by = "effectsize, phi(adjust = FALSE)", limits = function(d) by_table(d, phi, adjust = FALSE, alternative = "two.sided")),
  contingencyPhiGreater = list(by = "effectsize, phi(adjust = FALSE)", limits = function(d) by_table(d, phi, adjust = FALSE, alternative = "greater")),
  contingencyPhiCorrected = list(by = "effectsize, phi", limits = function(d) by_table(d, phi, alternative = "two.sided")),
  wilson = list(by = "stats, prop.test", limits = function(d) wilson(d$x, d$n)),
  logShare = list(by = "metafor, escalc PLN", limits = function(d) shares(d, "PLN")),
  logitShare = list(by = "metafor, escalc PLO", limits = function(d) shares(d, "PLO")),
  arcsineShare = list(by = "metafor, escalc PAS", limits = function(d) shares(d, "PAS")),
  freemanTukey = list(by = "metafor, escalc PFT", limits = function(d) shares(d, "PFT"))
)
