# Placements of each value among the other arm, ties half: means of comparisons.
by_arms <- function(d, f) {
  x <- columns(d, "t"); y <- columns(d, "c")
  t(sapply(seq_len(nrow(d)), function(i) f(x[i, ], y[i, ])))
}
# Fisher's z limits of Cliff's delta with the variance of Brunner & Munzel (2000) and its degrees of freedom
placements <- function(x, y) {
  m <- outer(x, y, function(a, b) (sign(a - b) + 1) / 2)
  v1 <- var(rowMeans(m)) / length(x); v2 <- var(colMeans(m)) / length(y)
  delta <- 2 * mean(m) - 1
  if (abs(delta) == 1 || v1 + v2 == 0) return(c(NA, NA))
  df <- (v1 + v2)^2 / (v1^2 / (length(x) - 1) + v2^2 / (length(y) - 1))
  tanh(around(atanh(delta), 2 * sqrt(v1 + v2) / (1 - delta^2), df))
}
from_effectsize <- function(f, ...) {
  e <- as.data.frame(f(...))
  c(e$CI_low, e$CI_high)
}

methods <- list(
  placements = list(by = "formula", limits = function(d) by_arms(d, placements)),
  placementsA = list(by = "formula", limits = function(d) (by_arms(d, placements) + 1) / 2),
  rankBiserial = list(by = "effectsize, rank_biserial", limits = function(d) by_arms(d, function(x, y) from_effectsize(rank_biserial, x, y, verbose = FALSE))),
  pairedRankBiserial = list(by = "effectsize, rank_biserial(paired = TRUE)", limits = function(d) {
    x <- columns(d, "d")
    t(sapply(seq_len(nrow(d)), function(i) from_effectsize(rank_biserial, x[i, ], mu = 0, verbose = FALSE)))
  }),
  # Hoeffding (1948): each change among the others turned around
  pairedPlacements = list(by = "formula", limits = function(d) {
    x <- columns(d, "d")
    t(apply(x, 1, function(v) {
      v <- v[v != 0]; n <- length(v)
      r <- sum(sign(v) * rank(abs(v))) / (n * (n + 1) / 2)
      if (abs(r) == 1) return(c(NA, NA))
      se <- 4 * sqrt(var(sapply(v, function(a) mean((sign(a + v) + 1) / 2))) / n)
      tanh(around(atanh(r), se / (1 - r^2), n - 1))
    }))
  })
)
