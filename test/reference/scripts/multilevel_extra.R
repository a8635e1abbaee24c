source("scripts/lib_common.R")
suppressMessages({library(lme4); library(lmerTest); library(pbkrtest)})
ctl <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhobeg = 0.2, rhoend = 1e-10, maxfun = 1e6), calc.derivs = FALSE, check.conv.singular = .makeCC("ignore", 1e-4))

draw <- function(seed, sizes, treated, between, within, slope = 0.7, effect = 1, mean = 50, digits = 3) {
  set.seed(seed)
  g <- rep(seq_along(sizes), sizes)
  u <- rnorm(length(sizes), 0, between)
  z <- as.numeric(g <= treated)
  x <- rnorm(length(g)) + 0.5 * u[g] / max(between, 1)
  data.frame(cluster = sprintf("k%02d", g), z = z, x = round(x, 3), y = round(mean + effect * z + slope * x + u[g] + rnorm(length(g), 0, within), digits),
             w = round(runif(length(g), 0.2, 3), 2), count = sample(1:4, length(g), TRUE))
}

# Limits of t/(1 + t): (RSS(t) - RSS of a fit with an intercept for each cluster) over its degrees of freedom, to the latter over its own, is F.
wald_limits <- function(d, X, y, w = rep(1, nrow(d))) {
  Z <- model.matrix(~ 0 + cluster, d)
  full <- lm.wfit(cbind(Z, X), y, w); sse <- sum(w * full$residuals^2); df1 <- full$rank - ncol(X); df2 <- nrow(d) - full$rank
  rss <- function(t) { V <- diag(1 / w) + t * tcrossprod(Z); R <- chol(V); a <- backsolve(R, X, transpose = TRUE); b <- backsolve(R, y, transpose = TRUE); sum(lm.fit(a, b)$residuals^2) }
  f <- function(t) (rss(t) - sse) / df1 / (sse / df2)
  at <- function(q) if (f(0) <= q) 0 else { lt <- uniroot(function(l) f(exp(l)) - q, c(-25, 25), tol = 1e-13)$root; exp(lt) / (1 + exp(lt)) }
  c(at(qf(.975, df1, df2)), at(qf(.025, df1, df2)))
}

one <- function(tag, d, formula = y ~ z + x + (1 | cluster), kr = TRUE, weight = NULL, icc = TRUE) for (reml in c(TRUE, FALSE)) {
  id <- paste("m.lmer", tag, if (reml) "REML" else "ML", sep = ".")
  rows <- if (identical(weight, "count")) d[rep(seq_len(nrow(d)), d$count), ] else d
  try_add(id, sprintf("lmerTest::lmer(%s, REML=%s)%s", deparse(formula), reml, if (is.null(weight)) "" else paste(",", weight)), {
    f <- if (identical(weight, "w")) { rows$.w <- rows$w; lmerTest::lmer(formula, rows, REML = reml, control = ctl, weights = .w) } else lmerTest::lmer(formula, rows, REML = reml, control = ctl)
    s <- coef(summary(f, ddf = "Satterthwaite")); vc <- as.data.frame(VarCorr(f))$vcov
    o <- list(nobs = nobs(f), fixef = I(unname(fixef(f))), se = I(unname(s[, "Std. Error"])), between = vc[1], within = vc[2], logLik = as.numeric(logLik(f)), satterthwaite = I(unname(s[, "df"])))
    if (kr && reml) { k <- coef(summary(f, ddf = "Kenward-Roger")); o$kenward_roger <- list(se = I(unname(k[, "Std. Error"])), df = I(unname(k[, "df"]))) }
    if (icc && reml) o$icc_limits <- I(wald_limits(rows, model.matrix(terms(lme4::nobars(formula)), rows), rows$y, if (identical(weight, "w")) rows$w else rep(1, nrow(rows))))
    o
  }, input = lapply(as.list(d), I))
}
uneven <- c(3, 4, 5, 6, 8, 10, 12, 20, 30, 42)
one("few_uneven", draw(1, uneven, 4, 1, 2))
one("none_between", draw(9, rep(6, 12), 6, 0, 2))
one("nearly_all_between", draw(3, c(2, 3, 4, 5, 6, 7, 8, 9), 4, 1000, 0.01, digits = 6), kr = FALSE)
one("far_from_zero", draw(4, rep(c(5, 9), 6), 6, 3, 2, mean = 1e6))
one("some_singletons", draw(5, c(1, 1, 1, 2, 2, 3, 9, 14), 4, 2, 2))
one("precision", draw(6, uneven, 4, 2, 2), kr = FALSE, weight = "w")
one("frequency", draw(7, c(3, 4, 5, 6, 4, 5), 3, 2, 2), weight = "count")
one("intercept_only", draw(8, c(4, 9, 2, 7, 5, 5, 11), 3, 1, 1), formula = y ~ 1 + (1 | cluster))
save_cases("multilevel_extra", c("lme4", "lmerTest", "pbkrtest"), "Random-intercept models of the data in each case. 'frequency' repeats row i count_i times; 'precision' gives w to lmer. icc_limits: exact limits of the intraclass correlation by dense matrices, as the script has them.")
