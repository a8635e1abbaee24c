# Lee's (2009) bounds of arms whose lost outcomes are NA, the surplus of the arm with more trimmed to a fraction of an outcome, with the standard
# errors of his proposition 3 and the interval of Imbens & Manski (2004).
trimmed <- function(v, k) { # mean, mean square and value at the cut of what is left without the lowest k
  v <- unname(v); w <- pmin(1, pmax(0, seq_along(v) - k)); m <- sum(w * v) / sum(w)
  c(mean = m, square = sum(w * (v - m)^2) / sum(w), cut = v[floor(k) + 1])
}
lee_limits <- function(t, c) {
  q <- c(mean(!is.na(t)), mean(!is.na(c))); sign <- if (q[1] >= q[2]) 1 else -1
  arms <- list(t[!is.na(t)], c[!is.na(c)])[order(-q)]; q <- sort(q, decreasing = TRUE)
  more <- sort(arms[[1]]); less <- arms[[2]]; n <- length(more); p <- 1 - q[2] / q[1]
  bound <- function(v) {
    b <- trimmed(v, round(n * p, 9)); gap <- (b[["cut"]] - b[["mean"]])^2
    own <- if (p > 0) (b[["square"]] + gap * p) / (n * (1 - p)) + gap * ((1 - q[1]) / n + (1 - q[2]) / length(less)) else var(v) / n
    base::c(b[["mean"]], sqrt(own + var(less) / length(less)))
  }
  ends <- list(bound(more), bound(-rev(more)) * base::c(-1, 1))
  effect <- sapply(ends, function(e) sign * (e[1] - mean(less))); se <- sapply(ends, function(e) e[2])
  o <- order(effect); gap <- diff(effect[o]) / max(se)
  k <- uniroot(function(k) pnorm(k + gap) - pnorm(-k) - .95, base::c(1.6, 2), tol = 1e-10)$root
  base::c(effect[o[1]] - k * se[o[1]], effect[o[2]] + k * se[o[2]])
}

methods <- list(
  lee = list(by = "formula", limits = function(d) {
    t <- columns(d, "t"); c <- columns(d, "c")
    t(sapply(seq_len(nrow(d)), function(i) lee_limits(t[i, ], c[i, ])))
  }),
  responseWeights = list(by = "stats, glm.fit; estimatr, lm_robust's fit, HC2", limits = function(d) {
    y <- columns(d, "y"); x <- columns(d, "x"); z <- rep(1:0, each = 100)
    chances <- function(i, arm) glm.fit(cbind(1, x[i, arm]), as.numeric(!is.na(y[i, arm])), family = binomial())$fitted.values
    t(sapply(seq_len(nrow(d)), function(i) {
      s <- !is.na(y[i, ]); w <- 1 / c(chances(i, 1:100), chances(i, 101:200))
      e <- estimatr:::lm_robust_fit(y[i, s], cbind(1, z)[s, ], weights = w[s], cluster = NULL, ci = TRUE, se_type = "HC2", alpha = .05, return_vcov = FALSE, has_int = TRUE)
      c(e$conf.low[["z"]], e$conf.high[["z"]])
    }))
  })
)
