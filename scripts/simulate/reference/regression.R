# estimatr, and clubSandwich in fewer trials, because it is slower. Clusters are runs of rows whose sizes the figures have.
runs <- function(d, name) { sizes <- columns(d, name)[1, ]; rep(seq_along(sizes), sizes) }
by_trial <- function(d, limits_of) {
  y <- columns(d, "y"); z <- columns(d, "z"); x <- columns(d, "x")
  t(sapply(seq_len(nrow(d)), function(i) limits_of(y[i, ], z[i, ], x[i, ])))
}
# The fit that lm_robust makes of its formula.
robust <- function(se_type, clustered = FALSE) {
  list(by = "estimatr, lm_robust", limits = function(d) {
    g <- if (clustered) runs(d, "cluster")
    by_trial(d, function(y, z, x) {
      fit <- estimatr:::lm_robust_fit(y, cbind(1, z = z, x = x), weights = NULL, cluster = g, ci = TRUE, se_type = se_type, alpha = .05, return_vcov = FALSE, has_int = TRUE)
      c(fit$conf.low[["z"]], fit$conf.high[["z"]])
    })
  })
}
# A test as an interval that holds 0 where it does not reject.
wald <- function(test) {
  list(by = paste0("clubSandwich, Wald_test ", test), first = 2000, limits = function(d) {
    g <- runs(d, "cluster")
    by_trial(d, function(y, z, x) {
      found <- clubSandwich::Wald_test(lm(y ~ z + x), clubSandwich::constrain_zero(2:3), vcov = "CR2", cluster = g, test = test)
      if (found$p_val >= .05) c(-1, 1) else c(1, 2)
    })
  })
}

methods <- list(
  HC2 = robust("HC2"), HC3 = robust("HC3"),
  CR2 = robust("CR2", TRUE), CR1S = robust("stata", TRUE),
  CR3 = list(by = "clubSandwich, conf_int CR3", first = 2000, limits = function(d) {
    g <- runs(d, "cluster")
    by_trial(d, function(y, z, x) {
      found <- clubSandwich::conf_int(lm(y ~ z + x), vcov = "CR3", cluster = g, coefs = "z")
      c(found$CI_L, found$CI_U)
    })
  }),
  HTZ = wald("HTZ"), `chi-squared` = wald("chi-sq")
)
