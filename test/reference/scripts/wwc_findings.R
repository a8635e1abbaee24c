# Findings of random studies by the formulas of the WWC's handbooks 4.1 (Appendix E, F; Supplement ED608943) and 5.0 (Appendix E, eq. E.21):
# what a study reports, and g, its standard error, degrees of freedom and p by either edition. Written from the formulas alone.
#   Rscript scripts/wwc_findings.R            writes cases/wwc_findings.json; run from test/reference
#   Rscript scripts/wwc_findings.R 2000 FILE  the same with more studies
suppressMessages(library(jsonlite))
suppressWarnings(RNGkind("Mersenne-Twister", "Inversion", "Rejection"))
args <- commandArgs(TRUE)
studies <- if (length(args) > 0) as.integer(args[1]) else 120L
file <- if (length(args) > 1) args[2] else "cases/wwc_findings.json"
set.seed(20261129)

logit <- function(p) log(p / (1 - p))
# Clusters of one average size in both arms, or in the treatment arm alone (Hedges & Citkowicz, 2015).
design_of <- function(nT, nC, clusters, rho) {
  N <- nT + nC
  if (is.list(clusters) && is.null(clusters$comparison)) {
    n <- nT / clusters$treatment
    return(list(gamma = 1 - (nC + n - 2) * rho / (N - 2), eta = 1 + (n * nC / N - 1) * rho,
      h = ((N - 2) * (1 - rho) + (nT - n) * rho)^2 / ((N - 2) * (1 - rho)^2 + (nT - n) * n * rho^2 + 2 * (nT - n) * (1 - rho) * rho)))
  }
  n <- N / sum(unlist(clusters))
  list(gamma = 1 - 2 * (n - 1) * rho / (N - 2), eta = 1 + (n - 1) * rho,
    h = ((N - 2) - 2 * (n - 1) * rho)^2 / ((N - 2) * (1 - rho)^2 + n * (N - 2 * n) * rho^2 + 2 * (N - 2 * n) * rho * (1 - rho)))
}

finding <- function(s, edition) {
  nT <- s$treatment$n; nC <- s$comparison$n; N <- nT + nC
  q <- if (is.null(s$adjusted)) 0 else if (is.null(s$adjusted$covariates)) 1 else s$adjusted$covariates
  sizes <- 1 / nT + 1 / nC
  share <- function(a) if (is.null(a$p)) a$events / a$n else a$p
  is_share <- !is.null(s$treatment$p) || !is.null(s$treatment$events)
  by_sizes <- identical(s$statisticFrom, "sample-sizes")
  means <- !is_share && is.null(s$effectSize)
  if (means) {
    S <- sqrt(((nT - 1) * s$treatment$sd^2 + (nC - 1) * s$comparison$sd^2) / (N - 2))
    b <- if (!is.null(s$adjusted)) s$adjusted$difference else (s$treatment$mean - s$comparison$mean) - if (is.null(s$treatment$before)) 0 else s$treatment$before$mean - s$comparison$before$mean
    d <- b / S
    r <- if (is.null(s$correlation)) .5 else s$correlation
    r2 <- if (is.null(s$adjusted$r2)) 0 else s$adjusted$r2
    first <- if (!is.null(s$adjusted$standardError)) (s$adjusted$standardError / S)^2 else if (!is.null(s$adjusted)) (1 - r2) * sizes else if (!is.null(s$treatment$before)) 2 * (1 - r) * sizes else sizes
  } else if (is_share) {
    pC <- share(s$comparison); pT <- if (is.null(s$adjusted)) share(s$treatment) else pC + s$adjusted$difference
    d <- (logit(pT) - logit(pC)) / 1.65
    first <- (1 / (nT * pT * (1 - pT)) + 1 / (nC * pC * (1 - pC))) / 1.65^2
    if (!is.null(s$adjusted$standardError)) first <- first * s$adjusted$standardError^2 / (pT * (1 - pT) / nT + pC * (1 - pC) / nC)
    if (by_sizes) first <- sizes
  } else { d <- s$effectSize; first <- sizes }
  rho <- if (!is.null(s$icc)) s$icc else if (s$outcomeType == "achievement") .2 else .1
  k <- if (is.null(s$clusters)) NULL else design_of(nT, nC, s$clusters, rho)
  allowed <- isTRUE(s$analysisAllowsForClusters)
  omega <- function(m) if (!is.null(s$effectSize)) 1 else 1 - 3 / (4 * m - 1)
  if (edition == "wwc-4.1") {
    w <- omega(N - 2); g <- w * d
    second <- g^2 / if (q == 0) 2 * N else 2 * (N - 2 - q)
    df <- if (is.null(k)) N - 2 - q else k$h
    correct <- if (is.null(k) || allowed) 1 else k$eta / k$gamma
  } else {
    m <- if (is.null(k)) N - 2 else k$h
    w <- omega(m); g <- w * d * if (means && !is.null(k)) sqrt(k$gamma) else 1
    if (!is.null(k)) first <- first * if (!allowed) k$eta else if (means) k$gamma else 1
    df <- if (is.null(k)) N - 2 - q else k$h
    second <- g^2 / (2 * df)
    correct <- 1
  }
  if (!is.null(s$df) && (is.null(k) || allowed)) df <- s$df
  variance <- if (by_sizes) first else if (is_share) w^2 * first else first + second
  se <- sqrt(variance * correct)
  list(estimate = g, standardError = se, df = df, pValue = 2 * pt(-abs(g / se), df))
}

chance <- function(p) runif(1) < p
study <- function() {
  kind <- sample(c("means", "gains", "adjusted", "shares", "adjusted-shares", "effect-size"), 1, prob = c(.2, .15, .25, .15, .15, .1))
  nT <- floor(exp(runif(1, log(12), log(600)))); nC <- floor(exp(runif(1, log(12), log(600))))
  s <- list(treatment = list(n = nT), comparison = list(n = nC), outcomeType = sample(c("achievement", "behavior", "other"), 1))
  points <- function() round(rnorm(1, 50, 4), 1)
  if (kind %in% c("means", "gains", "adjusted")) { s$treatment$sd <- round(runif(1, 8, 15), 2); s$comparison$sd <- round(runif(1, 8, 15), 2) }
  if (kind %in% c("means", "gains")) { s$treatment$mean <- points(); s$comparison$mean <- points() }
  if (kind == "gains") { s$treatment$before <- list(mean = points()); s$comparison$before <- list(mean = points()); if (chance(.5)) s$correlation <- round(runif(1, -.2, .95), 2) }
  if (kind == "effect-size") s$effectSize <- round(rnorm(1, 0, .4), 2)
  if (kind %in% c("shares", "adjusted-shares")) for (arm in c("treatment", "comparison")) {
    events <- max(1, min(s[[arm]]$n - 1, rbinom(1, s[[arm]]$n, runif(1, .2, .8))))
    if (chance(.5)) s[[arm]]$events <- events else s[[arm]]$p <- max(.02, min(.98, round(events / s[[arm]]$n, 3)))
  }
  if (kind == "adjusted") {
    s$adjusted <- list(difference = round(rnorm(1, 0, 4), 2))
    if (chance(.6)) s$adjusted$standardError <- round(runif(1, .5, 3), 2) else if (chance(.6)) s$adjusted$r2 <- round(runif(1, 0, .9), 2)
  }
  if (kind == "adjusted-shares") {
    pC <- if (is.null(s$comparison$p)) s$comparison$events / nC else s$comparison$p
    s$adjusted <- list(difference = signif(runif(1, .02 - pC, .98 - pC), 3))
    if (chance(.7)) s$adjusted$standardError <- round(runif(1, .01, .15), 3)
  }
  if (!is.null(s$adjusted) && chance(.6)) s$adjusted$covariates <- sample(0:6, 1)
  if (chance(.6)) {
    both <- list(treatment = sample(2:(nT %/% 2), 1), comparison = sample(2:(nC %/% 2), 1))
    s$clusters <- switch(sample(3, 1), sum(unlist(both)), both, both["treatment"])
    if (chance(.5)) s$icc <- round(runif(1, 0, .4), 2)
    if (!is.null(s$adjusted$standardError) && chance(.6)) s$analysisAllowsForClusters <- TRUE
  }
  if (!is.null(s$adjusted$standardError) && chance(.5)) s$df <- sample(5:200, 1)
  if (chance(.2) && !(kind == "adjusted-shares" && !is.null(s$adjusted$standardError))) s$statisticFrom <- "sample-sizes"
  s
}
rows <- lapply(seq_len(studies), function(i) { s <- study(); list(study = s, "wwc-4.1" = finding(s, "wwc-4.1"), "wwc-5.0" = finding(s, "wwc-5.0")) })
json <- toJSON(list(about = "findings of random studies, made by scripts/wwc_findings.R", r = as.character(getRversion()), findings = rows), auto_unbox = TRUE, digits = NA)
# A study a line.
writeLines(gsub("},{\"study\"", "},\n{\"study\"", json, fixed = TRUE), file)
