source(file.path(here, "reference", "arms.R"))

# Fewer trials than noncentral limits need are never drawn; every limit is one search of effectsize.
glass <- function(d, corrected) {
  j <- if (corrected) J(d$nC - 1) else 1
  g <- j * (d$mT - d$mC) / d$sC
  list(g = g, se = sqrt(d$sT^2 / d$sC^2 / d$nT + 1 / d$nC + g^2 / (2 * d$nC)))
}
did <- function(d, same) {
  r <- .6
  df <- d$nT + d$nC - 2
  s <- function(one, two) sqrt(((d$nT - 1) * one^2 + (d$nC - 1) * two^2) / df)
  before <- J_approximate(df) * (d$mT1 - d$mC1) / s(d$sT1, d$sC1)
  after <- J_approximate(df) * (d$mT2 - d$mC2) / s(d$sT2, d$sC2)
  g <- if (same) J_approximate(df) * ((d$mT2 - d$mC2) - (d$mT1 - d$mC1)) / s(d$sT2, d$sC2) else after - before
  second <- if (same) g^2 else after^2 + before^2 - 2 * r^2 * after * before
  around(g, sqrt(2 * (1 - r) * inverse_n(d) + second / (2 * df)), df)
}
# Morris (2008), eq. 25, and the variance of one arm's change in its own standard deviations before.
morris <- function(x, s, m) {
  r <- .6
  g <- J(m) * x
  v <- J(m)^2 * 2 * (1 - r) * s * (m / (m - 2)) * (1 + g^2 / (2 * (1 - r) * s)) - g^2
  list(g = g, v = v)
}
trimmed <- function(x, trim) {
  x <- sort(x); n <- length(x); k <- floor(trim * n)
  w <- pmin(pmax(x, x[k + 1]), x[n - k])
  c(mean(x, trim = trim), var(w) * (n - 1), n - 2 * k)
}
robust <- function(d, trim) {
  t1 <- t(apply(columns(d, "t"), 1, trimmed, trim)); t2 <- t(apply(columns(d, "c"), 1, trimmed, trim))
  n1 <- ncol(columns(d, "t")); n2 <- ncol(columns(d, "c"))
  zt <- qnorm(1 - trim)
  scale <- sqrt(integrate(function(x) x^2 * dnorm(x), -zt, zt)$value + 2 * trim * zt^2)
  df <- t1[, 3] + t2[, 3] - 2
  ss <- t1[, 2] + t2[, 2]
  se <- sqrt(ss / df * (1 / t1[, 3] + 1 / t2[, 3]))
  scale * se / sqrt(ss / (n1 + n2 - 2)) * ncp_of_t((t1[, 1] - t2[, 1]) / se, df)
}
# gamma, h and eta of clusters of any sizes, from the covariance matrix of the outcomes itself: Hedges (2007)
clustered_matrix <- function(sizes_t, sizes_c, rho) {
  cluster <- rep(seq_along(c(sizes_t, sizes_c)), c(sizes_t, sizes_c))
  n_t <- sum(sizes_t); n_c <- sum(sizes_c); N <- n_t + n_c
  V <- (1 - rho) * diag(N) + rho * outer(cluster, cluster, "==")
  arms <- cbind(rep(1:0, c(n_t, n_c)), rep(0:1, c(n_t, n_c)))
  AV <- (diag(N) - arms %*% solve(crossprod(arms), t(arms))) %*% V
  contrast <- rep(c(1 / n_t, -1 / n_c), c(n_t, n_c))
  list(gamma = sum(diag(AV)) / (N - 2), h = sum(diag(AV))^2 / sum(diag(AV %*% AV)),
    eta = drop(contrast %*% V %*% contrast) / (1 / n_t + 1 / n_c))
}
paired <- function(d, measure, ...) escalc_limits(measure = measure, m1i = d$m2, m2i = d$m1, ni = d$n, ri = d$r, ...)

methods <- list(
  hedgesNoncentral = list(by = "effectsize, hedges_g", limits = hedges_noncentral),
  hedgesT = list(by = "formula", limits = function(d) {
    df <- d$nT + d$nC - 2
    g <- J(df) * cohen(d)
    around(g, sqrt(inverse_n(d) + g^2 / (2 * (d$nT + d$nC))), df)
  }),
  cohenT = list(by = "formula", limits = function(d) {
    around(cohen(d), sqrt(inverse_n(d) + cohen(d)^2 / (2 * (d$nT + d$nC))), d$nT + d$nC - 2)
  }),
  hedgesLS = list(by = "metafor, escalc SMD", limits = function(d) smd(d, measure = "SMD")),
  hedgesLS2 = list(by = "metafor, escalc SMD, vtype LS2", limits = function(d) smd(d, measure = "SMD", vtype = "LS2")),
  hedgesUB = list(by = "metafor, escalc SMD, vtype UB", limits = function(d) smd(d, measure = "SMD", vtype = "UB")),
  hedgesAV = list(by = "metafor, escalc SMD, vtype AV over all trials", limits = function(d) smd(d, measure = "SMD", vtype = "AV")),
  hedgesDF = list(by = "formula", limits = function(d) {
    df <- d$nT + d$nC - 2
    g <- J_approximate(df) * cohen(d)
    around(g, sqrt(inverse_n(d) + g^2 / (2 * df)), df)
  }),
  glassNoncentral = list(by = "effectsize, glass_delta", limits = function(d) {
    se <- sqrt(d$sT^2 / d$nT + d$sC^2 / d$nC)
    se / d$sC * ncp_of_t((d$mT - d$mC) / se, d$nC - 1)
  }),
  glassT = list(by = "formula", limits = function(d) with(glass(d, TRUE), around(g, se, d$nC - 1))),
  # metafor divides by the standard deviation of its second group too
  glassLS = list(by = "metafor, escalc SMD1", limits = function(d) smd(d, measure = "SMD1")),
  glassH = list(by = "metafor, escalc SMD1H", limits = function(d) smd(d, measure = "SMD1H")),
  averageNoncentral = list(by = "effectsize, cohens_d(pooled_sd = FALSE)", limits = function(d) {
    a <- d$sT^2 / d$nT; b <- d$sC^2 / d$nC
    df <- (a + b)^2 / (a^2 / (d$nT - 1) + b^2 / (d$nC - 1))
    sqrt(a + b) / sqrt((d$sT^2 + d$sC^2) / 2) * ncp_of_t((d$mT - d$mC) / sqrt(a + b), df)
  }),
  # Bonett (2008), eq. 6, with Welch's degrees of freedom
  averageT = list(by = "formula", limits = function(d) {
    v <- (d$sT^2 + d$sC^2) / 2; x <- (d$mT - d$mC) / sqrt(v)
    a <- d$sT^2 / d$nT; b <- d$sC^2 / d$nC
    se <- sqrt((d$sT^2 / (d$nT - 1) + d$sC^2 / (d$nC - 1)) / v + x^2 * (d$sT^4 / (d$nT - 1) + d$sC^4 / (d$nC - 1)) / (8 * v^2))
    around(x, se, (a + b)^2 / (a^2 / (d$nT - 1) + b^2 / (d$nC - 1)))
  }),
  oneSampleT = list(by = "formula", limits = function(d) {
    x <- d$m / d$s
    around(x, sqrt(1 / d$n + x^2 / (2 * d$n)), d$n - 1)
  }),
  averageH = list(by = "metafor, escalc SMDH", limits = function(d) smd(d, measure = "SMDH")),
  # Algina, Keselman & Penfield (2005)
  robust = list(by = "formula, limits of effectsize", limits = function(d) robust(d, .2)),
  robust10 = list(by = "formula, limits of effectsize", limits = function(d) robust(d, .1)),
  robust30 = list(by = "formula, limits of effectsize", limits = function(d) robust(d, .3)),
  pairedChange = list(by = "metafor, escalc SMCC", limits = function(d) paired(d, "SMCC", sd1i = d$s2, sd2i = d$s1)),
  pairedBefore = list(by = "metafor, escalc SMCR", limits = function(d) paired(d, "SMCR", sd1i = d$s1)),
  pairedAfterH = list(by = "metafor, escalc SMCRH", limits = function(d) paired(d, "SMCRH", sd1i = d$s2, sd2i = d$s1)),
  pairedRepeated = list(by = "formula", limits = function(d) {
    f <- 2 * (1 - d$r); x <- d$mD / (d$sD / sqrt(f))
    around(x, sqrt((1 / d$n + x^2 / (2 * d$n)) * f), d$n - 1)
  }),
  pairedAverage = list(by = "formula", limits = function(d) {
    s <- sqrt((d$s1^2 + d$s2^2) / 2)
    around(d$mD / s, d$sD / sqrt(d$n) / s, d$n - 1)
  }),
  pairedBeforeT = list(by = "formula", limits = function(d) {
    x <- d$mD / d$s1
    around(x, sqrt(2 * (1 - d$r) / d$n + x^2 / (2 * d$n)), d$n - 1)
  }),
  adjusted = list(by = "formula", limits = function(d) {
    df <- d$nT + d$nC - 2; s <- pooled_sd(d)
    g <- J(df) * d$estimate / s
    around(g, sqrt((d$standardError / s)^2 + g^2 / (2 * df)), d$df)
  }),
  didSame = list(by = "formula", limits = function(d) did(d, TRUE)),
  didDifferent = list(by = "formula", limits = function(d) did(d, FALSE)),
  morrisPooled = list(by = "formula", limits = function(d) {
    df <- d$nT + d$nC - 2
    s <- sqrt(((d$nT - 1) * d$sT1^2 + (d$nC - 1) * d$sC1^2) / df)
    e <- morris(((d$mT2 - d$mT1) - (d$mC2 - d$mC1)) / s, inverse_n(d), df)
    around(e$g, sqrt(e$v))
  }),
  morrisOwn = list(by = "formula", limits = function(d) {
    a <- morris((d$mT2 - d$mT1) / d$sT1, 1 / d$nT, d$nT - 1); b <- morris((d$mC2 - d$mC1) / d$sC1, 1 / d$nC, d$nC - 1)
    around(a$g - b$g, sqrt(a$v + b$v))
  }),
  clusteredBoth = list(by = "formula", limits = function(d) clustered_limits(d, clustered_both(d, 12, .2))),
  clusteredUnequal = list(by = "formula", limits = function(d) {
    sizes <- rep(c(4, 8, 12, 16, 20), 2)
    clustered_limits(d, clustered_matrix(sizes, sizes, .2))
  }),
  clusteredOne = list(by = "formula", limits = function(d) clustered_limits(d, clustered_one(d, 4, .15))),
  # the study's standard error allows for the clusters: Handbook 5.0, Appendix E
  adjustedClusters = list(by = "formula", limits = function(d) {
    k <- clustered_both(d, 12, .2); s <- pooled_sd(d)
    g <- J(k$h) * sqrt(k$gamma) * d$estimate / s
    around(g, sqrt(k$gamma * (d$standardError / s)^2 + g^2 / (2 * k$h)), d$df)
  }),
  ratioOfMeans = list(by = "metafor, escalc ROM", limits = function(d) smd(d, measure = "ROM")),
  ratioOfSds = list(by = "metafor, escalc VR", limits = function(d) smd(d, measure = "VR")),
  ratioOfCvs = list(by = "metafor, escalc CVR", limits = function(d) smd(d, measure = "CVR")),
  ratioOfPaired = list(by = "metafor, escalc ROMC", limits = function(d) paired(d, "ROMC", sd1i = d$s2, sd2i = d$s1))
)
