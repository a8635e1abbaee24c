from_f <- function(d, f) {
  F <- (d$ssEffect / d$dfEffect) / (d$ssError / d$dfError)
  e <- as.data.frame(f(F, d$dfEffect, d$dfError, alternative = "two.sided"))
  cbind(e$CI_low, e$CI_high)
}
# effectsize's limits of a share of the total: those of the eta squared that the estimate is taken for
of_total <- function(d, estimate) {
  est <- pmax(0, estimate(d, d$ssError / d$dfError))
  e <- as.data.frame(F_to_eta2(est / d$dfEffect / ((1 - est) / d$dfError), d$dfEffect, d$dfError, alternative = "two.sided"))
  cbind(e$CI_low, e$CI_high)
}
correlations <- function(d) {
  x <- columns(d, "x"); y <- columns(d, "y")
  list(r = sapply(seq_len(nrow(d)), function(i) cor(x[i, ], y[i, ])), n = ncol(x))
}

methods <- list(
  etaSquared = list(by = "effectsize, F_to_eta2", limits = function(d) from_f(d, F_to_eta2)),
  omegaSquared = list(by = "effectsize, F_to_omega2", limits = function(d) from_f(d, F_to_omega2)),
  epsilonSquared = list(by = "effectsize, F_to_epsilon2", limits = function(d) from_f(d, F_to_epsilon2)),
  etaTotal = list(by = "effectsize, eta_squared(partial = FALSE)", limits = function(d) of_total(d, function(d, mse) d$ssEffect / d$ssTotal)),
  omegaTotal = list(by = "effectsize, omega_squared(partial = FALSE)", limits = function(d) of_total(d, function(d, mse) (d$ssEffect - d$dfEffect * mse) / (d$ssTotal + mse))),
  epsilonTotal = list(by = "effectsize, epsilon_squared(partial = FALSE)", limits = function(d) of_total(d, function(d, mse) (d$ssEffect - d$dfEffect * mse) / d$ssTotal)),
  correlation = list(by = "metafor, escalc ZCOR", limits = function(d) with(correlations(d), escalc_limits(measure = "ZCOR", ri = r, ni = rep(n, length(r)), f = tanh))),
  fisherZ = list(by = "metafor, escalc ZCOR", limits = function(d) with(correlations(d), escalc_limits(measure = "ZCOR", ri = r, ni = rep(n, length(r)))))
)
