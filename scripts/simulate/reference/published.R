source(file.path(here, "reference", "arms.R"))

counts <- function(d, measure) escalc_limits(measure = measure, ai = d$a, bi = d$b, ci = d$c, di = d$d, add = 0, to = "none")
wwc <- function(d, second) {
  df <- d$nT + d$nC - 2
  g <- J_approximate(df) * cohen(d)
  around(g, sqrt(inverse_n(d) + g^2 / second(d)), df)
}

gains <- function(d, r, second) {
  df <- d$nT + d$nC - 2
  g <- J_approximate(df) * ((d$mT - d$mC) - (d$mT1 - d$mC1)) / pooled_sd(d)
  around(g, sqrt(2 * (1 - r) * inverse_n(d) + g^2 / second(d)), df)
}

cox <- function(d) log(d$a * d$d / (d$b * d$c)) / 1.65
se_cox <- function(d) sqrt(1 / d$a + 1 / d$b + 1 / d$c + 1 / d$d) / 1.65

methods <- list(
  hedgesNoncentral = list(by = "effectsize, hedges_g", limits = hedges_noncentral),
  bareT = list(by = "effectsize, t_to_d's limits, corrected", limits = function(d) {
    df <- d$nT + d$nC - 2
    J(df) * 2 / sqrt(df) * ncp_of_t(cohen(d) / sqrt(inverse_n(d)), df)
  }),
  pairedT = list(by = "effectsize, t_to_d(paired = TRUE)", limits = function(d) ncp_of_t(d$mD / d$sD * sqrt(d$n), d$n - 1) / sqrt(d$n - 1)),
  # a t among residuals, R squared .5 known: WWC Handbook 5.0, Appendix E
  ancovaT = list(by = "formula", limits = function(d) {
    df <- d$nT + d$nC - 3; base <- inverse_n(d) * (1 - .5)
    g <- J(df) * d$estimate / d$standardError * sqrt(base)
    around(g, sqrt(base + g^2 / (2 * df)), df)
  }),
  publishedRegression = list(by = "formula", limits = function(d) {
    s <- pooled_sd(d)
    g <- J(d$df) * d$estimate / s
    around(g, sqrt((d$standardError / s)^2 + g^2 / (2 * (d$nT + d$nC - 2))), d$df)
  }),
  cox = list(by = "metafor, escalc OR2DN", limits = function(d) counts(d, "OR2DN")),
  logit = list(by = "metafor, escalc OR2DL", limits = function(d) counts(d, "OR2DL")),
  # Lipsey & Wilson (2001): d = 2 sqrt(x / (n - x)), variance d^2 / x
  dOfChiSquared = list(by = "formula", limits = function(d) {
    n <- d$a + d$b + d$c + d$d
    x <- n * (d$a * d$d - d$b * d$c)^2 / ((d$a + d$b) * (d$c + d$d) * (d$a + d$c) * (d$b + d$d))
    around(sign(d$a * d$d - d$b * d$c) * 2 * sqrt(x / (n - x)), 2 / sqrt(n - x))
  }),
  wwc41 = list(by = "formula", limits = function(d) wwc(d, function(d) 2 * (d$nT + d$nC))),
  wwc50 = list(by = "formula", limits = function(d) wwc(d, function(d) 2 * (d$nT + d$nC - 2))),
  # t corrected by sqrt(((N - 2) - 2 (n - 1) rho) / ((N - 2) (1 + (n - 1) rho))) on h degrees of freedom
  wwc41Clusters = list(by = "formula", limits = function(d) {
    N <- d$nT + d$nC; k <- clustered_both(d, 12, .2)
    g <- J_approximate(N - 2) * cohen(d)
    se <- sqrt(inverse_n(d) + g^2 / (2 * N)) / sqrt(((N - 2) - 2 * 11 * .2) / ((N - 2) * (1 + 11 * .2)))
    around(g, se, k$h)
  }),
  clusteredBoth = list(by = "formula", limits = function(d) clustered_limits(d, clustered_both(d, 12, .2))),
  wwcAdjusted = list(by = "formula", limits = function(d) {
    s <- pooled_sd(d); df <- d$nT + d$nC - 2
    g <- J_approximate(df) * d$estimate / s
    around(g, sqrt((d$standardError / s)^2 + g^2 / (2 * (df - 1))), d$df)
  }),
  wwcR2 = list(by = "formula", limits = function(d) {
    df <- d$nT + d$nC - 2
    g <- J_approximate(df) * d$estimate / pooled_sd(d)
    around(g, sqrt((1 - .5) * inverse_n(d) + g^2 / (2 * (df - 1))), df - 1)
  }),
  wwcGains41 = list(by = "formula", limits = function(d) gains(d, .6, function(d) 2 * (d$nT + d$nC))),
  wwcGains = list(by = "formula", limits = function(d) gains(d, .6, function(d) 2 * (d$nT + d$nC - 2))),
  wwcGainsImputed = list(by = "formula", limits = function(d) gains(d, .5, function(d) 2 * (d$nT + d$nC - 2))),
  wwcGiven = list(by = "formula", limits = function(d) {
    df <- d$nT + d$nC - 2
    g <- J(df) * cohen(d)
    around(g, sqrt(inverse_n(d) + g^2 / (2 * df)), df)
  }),
  wwcSizes = list(by = "formula", limits = function(d) {
    df <- d$nT + d$nC - 2
    around(J_approximate(df) * cohen(d), sqrt(inverse_n(d)), df)
  }),
  # Hedges & Citkowicz (2015): groups of 4 in the treatment arm alone
  clusteredOne = list(by = "formula", limits = function(d) clustered_limits(d, clustered_one(d, 4, .15))),
  wwcShares = list(by = "formula", limits = function(d) {
    df <- d$a + d$b + d$c + d$d - 2
    around(J_approximate(df) * cox(d), J_approximate(df) * se_cox(d), df)
  }),
  # no second term, since a log odds ratio has none; clusters as of means, but for gamma, which belongs to a total standard deviation
  wwcClusteredShares41 = list(by = "formula", limits = function(d) {
    arms <- data.frame(nT = d$a + d$b, nC = d$c + d$d); k <- clustered_both(arms, 10, .2)
    w <- J_approximate(arms$nT + arms$nC - 2)
    around(w * cox(d), w * se_cox(d) * sqrt(k$eta / k$gamma), k$h)
  }),
  wwcClusteredShares50 = list(by = "formula", limits = function(d) {
    k <- clustered_both(data.frame(nT = d$a + d$b, nC = d$c + d$d), 10, .2)
    around(J_approximate(k$h) * cox(d), J_approximate(k$h) * sqrt(k$eta) * se_cox(d), k$h)
  }),
  # the study's own error allows for the clusters: 5.0 multiplies it by root gamma, as it does the effect, and 4.1 leaves both
  wwcAllowed41 = list(by = "formula", limits = function(d) {
    s <- pooled_sd(d); N <- d$nT + d$nC
    g <- J_approximate(N - 2) * d$estimate / s
    around(g, sqrt((d$standardError / s)^2 + g^2 / (2 * (N - 3))), d$df)
  }),
  wwcAllowed50 = list(by = "formula", limits = function(d) {
    s <- pooled_sd(d); k <- clustered_both(d, 12, .2)
    g <- J_approximate(k$h) * sqrt(k$gamma) * d$estimate / s
    around(g, sqrt(k$gamma * (d$standardError / s)^2 + g^2 / (2 * k$h)), d$df)
  }),
  wwcIgnored41 = list(by = "formula", limits = function(d) {
    s <- pooled_sd(d); N <- d$nT + d$nC; k <- clustered_both(d, 12, .2)
    g <- J_approximate(N - 2) * d$estimate / s
    t <- g / sqrt((d$standardError / s)^2 + g^2 / (2 * (N - 3))) * sqrt(((N - 2) - 2 * 11 * .2) / ((N - 2) * (1 + 11 * .2)))
    around(g, g / t, k$h)
  }),
  wwcIgnored50 = list(by = "formula", limits = function(d) {
    s <- pooled_sd(d); k <- clustered_both(d, 12, .2)
    g <- J_approximate(k$h) * sqrt(k$gamma) * d$estimate / s
    around(g, sqrt(k$eta * (d$standardError / s)^2 + g^2 / (2 * k$h)), k$h)
  }),
  # the index of p and p + difference; its variance that of independent shares, times what the analysis makes of the difference's
  wwcAdjustedShares = list(by = "formula", limits = function(d) {
    p <- d$share + d$estimate
    moved <- list(a = d$nT * p, b = d$nT * (1 - p), c = d$nC * d$share, d = d$nC * (1 - d$share))
    w <- J_approximate(d$nT + d$nC - 2)
    own <- d$standardError / sqrt(p * (1 - p) / d$nT + d$share * (1 - d$share) / d$nC)
    around(w * cox(moved), w * own * se_cox(moved), d$df)
  })
)
