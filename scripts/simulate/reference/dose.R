# Curves fitted by Levenberg and Marquardt's method to the means of eight doses, all trials at once, with derivatives by central differences;
# and the published delta method around what is read off them: an R program of its own, because drc has no target above the start, no plateau
# of a curve with a top and no slope. P has a row of parameters for each trial; a curve takes one dose a trial, or one for all.
doses <- c(0, 20, 45, 80, 120, 180, 260, 360)
students <- 25

between <- function(rise) function(x, P) P[, 1] + (P[, 2] - P[, 1]) * rise(x, P[, -(1:2), drop = FALSE])
added <- function(rise) function(x, P) P[, 1] + P[, 2] * rise(x, P[, -(1:2), drop = FALSE])
hill <- function(x, Q) 1 / (1 + (Q[, 2] / x)^Q[, 1])
top <- function(a, b) (a + b)^(a + b) / (a^a * b^b)

models <- list(
  linear = list(f = function(x, P) P[, 1] + P[, 2] * x, at = c(2, .02)),
  quadratic = list(f = function(x, P) P[, 1] + P[, 2] * x + P[, 3] * x^2, at = c(2, .06, -1e-4)),
  `log-linear` = list(f = function(x, P) P[, 1] + P[, 2] * log(x + 3.6), at = c(2, 1.5)),
  emax = list(f = added(function(x, Q) x / (Q[, 1] + x)), at = c(2, 10, 60), levels = function(P) cbind(P[, 1], P[, 1] + P[, 2])),
  `sigmoid-emax` = list(f = added(hill), at = c(2, 8, 2.5, 110), levels = function(P) cbind(P[, 1], P[, 1] + P[, 2])),
  logistic = list(f = between(function(x, Q) plogis(Q[, 1] * (x - Q[, 2]))), at = c(2, 10, .04, 120), levels = function(P) P[, 1:2, drop = FALSE]),
  `log-logistic-3` = list(f = function(x, P) P[, 1] * hill(x, P[, 2:3, drop = FALSE]), at = c(10, 2, 100), levels = function(P) cbind(0, P[, 1])),
  `log-logistic-4` = list(f = between(hill), at = c(2, 10, 2.5, 110), levels = function(P) P[, 1:2, drop = FALSE]),
  `log-logistic-5` = list(f = between(function(x, Q) hill(x, Q[, 1:2, drop = FALSE])^Q[, 3]), at = c(2, 10, 3, 110, .8), levels = function(P) P[, 1:2, drop = FALSE]),
  `weibull-1` = list(f = between(function(x, Q) exp(-(Q[, 2] / x)^Q[, 1])), at = c(2, 10, 1.8, 80), levels = function(P) P[, 1:2, drop = FALSE]),
  `weibull-2` = list(f = between(function(x, Q) -expm1(-(x / Q[, 2])^Q[, 1])), at = c(2, 10, 1.8, 120), levels = function(P) P[, 1:2, drop = FALSE]),
  `exponential-saturation` = list(f = between(function(x, Q) -expm1(-x / Q[, 1])), at = c(2, 10, 80), levels = function(P) P[, 1:2, drop = FALSE]),
  exponential = list(f = added(function(x, Q) expm1(x / Q[, 1])), at = c(2, .8, 140)),
  beta = list(f = added(function(x, Q) top(Q[, 1], Q[, 2]) * (x / 432)^Q[, 1] * (1 - x / 432)^Q[, 2]), at = c(2, 9, 1.1, .9)),
  `michaelis-menten` = list(f = function(x, P) P[, 1] * x / (P[, 2] + x), at = c(12, 60), levels = function(P) cbind(0, P[, 1])),
  gompertz = list(f = between(function(x, Q) exp(-exp(-Q[, 1] * (x - Q[, 2])))), at = c(1, 10, .03, 80), levels = function(P) P[, 1:2, drop = FALSE]),
  `brain-cousens` = list(
    f = function(x, P) P[, 2] + (P[, 1] - P[, 2] + P[, 3] * x) / (1 + (x / P[, 5])^P[, 4]), at = c(2, 1, .15, 3, 150)
  )
)

# Derivatives of g (a matrix or a vector with a row for each trial) by each parameter.
by_parameters <- function(g, P) lapply(seq_len(ncol(P)), function(j) {
  h <- 1e-5 * pmax(abs(P[, j]), 1e-3); up <- P; down <- P; up[, j] <- P[, j] + h; down[, j] <- P[, j] - h
  (g(up) - g(down)) / (2 * h)
})
at_doses <- function(f) function(P) matrix(sapply(doses, f, P), nrow(P))

# Solves A x = b for every trial by elimination; A is a list of lists of columns, b a list of columns. No pivots: A is positive definite.
solve_all <- function(A, b) {
  p <- length(b)
  for (k in seq_len(p)) for (i in seq_len(p)[-seq_len(k)]) {
    m <- A[[i]][[k]] / A[[k]][[k]]
    for (j in k:p) A[[i]][[j]] <- A[[i]][[j]] - m * A[[k]][[j]]
    b[[i]] <- b[[i]] - m * b[[k]]
  }
  for (k in p:1) {
    for (j in seq_len(p)[-seq_len(k)]) b[[k]] <- b[[k]] - A[[k]][[j]] * b[[j]]
    b[[k]] <- b[[k]] / A[[k]][[k]]
  }
  b
}
normal_equations <- function(J, r = NULL) list(
  A = lapply(J, function(a) lapply(J, function(b) rowSums(a * b))), b = if (!is.null(r)) lapply(J, function(a) rowSums(a * r))
)

fit_all <- function(f, start, y) {
  P <- matrix(start, nrow(y), length(start), byrow = TRUE)
  means <- at_doses(f)
  damping <- rep(1e-3, nrow(y)); now <- rowSums((y - means(P))^2)
  settled <- rep(FALSE, nrow(y))
  for (i in 1:300) {
    go <- which(!settled)
    if (length(go) == 0) break
    Q <- P[go, , drop = FALSE]
    e <- normal_equations(by_parameters(means, Q), y[go, , drop = FALSE] - means(Q))
    for (k in seq_along(e$b)) e$A[[k]][[k]] <- e$A[[k]][[k]] * (1 + damping[go])
    step <- do.call(cbind, solve_all(e$A, e$b))
    new <- suppressWarnings(rowSums((y[go, , drop = FALSE] - means(Q + step))^2))
    better <- is.finite(new) & new <= now[go]
    small <- apply(abs(step) / pmax(abs(Q), 1e-3), 1, max) < 1e-8
    P[go[better], ] <- (Q + step)[better, ]
    now[go[better]] <- new[better]
    damping[go] <- damping[go] * ifelse(better, .1, 10)
    settled[go] <- (better & small) | damping[go] > 1e10
    settled[is.na(settled)] <- TRUE
  }
  list(P = P, rss = students * now)
}

# The first dose at which g changes its sign, by halving; beyond the last dose by doubling.
first_crossing <- function(g, n) {
  grid <- c(seq(0, 360, length.out = 181), 360 * 2^(1:30))
  v <- sapply(grid, function(x) sign(g(rep(x, n))))
  v[is.na(v)] <- 0
  cell <- apply(v[, -1] * v[, -ncol(v)] <= 0, 1, function(change) which(change)[1])
  from <- grid[cell]; to <- grid[cell + 1]; s <- v[cbind(seq_len(n), cell)]
  for (i in 1:60) {
    mid <- (from + to) / 2
    same <- sign(g(mid)) == s
    from <- ifelse(same, mid, from); to <- ifelse(same, to, mid)
  }
  (from + to) / 2
}
# One dose by its equation, and its derivatives by the implicit function.
dose_by <- function(residual) function(P) {
  x <- first_crossing(function(x) residual(x, P), nrow(P))
  h <- 1e-5 * pmax(x, 1)
  rise <- (residual(x + h, P) - residual(x - h, P)) / (2 * h)
  list(at = x, gradient = lapply(by_parameters(function(Q) residual(x, Q), P), function(g) -g / rise))
}
target <- function(m) { force(m); dose_by(function(x, P) m$f(x, P) - m$f(0, P) - 3) }
# The observed dose that is furthest from the start: the best of a grid, by golden sections between its neighbours.
furthest <- function(m, P) {
  n <- nrow(P)
  away <- function(x) abs(m$f(x, P) - m$f(0, P))
  grid <- seq(0, 360, length.out = 181)
  best <- max.col(replace(v <- sapply(grid, function(x) away(rep(x, n))), is.na(v), -1), ties.method = "first")
  from <- grid[pmax(best - 1, 1)]; to <- grid[pmin(best + 1, 181)]
  for (i in 1:60) {
    a <- to - (to - from) * .618033988749895; b <- from + (to - from) * .618033988749895
    left <- away(a) > away(b)
    to <- ifelse(left, b, to); from <- ifelse(left, from, a)
  }
  (from + to) / 2
}
plateau <- function(m) {
  force(m)
  if (!is.null(m$levels)) dose_by(function(x, P) { e <- m$levels(P); m$f(x, P) - .1 * e[, 1] - .9 * e[, 2] })
  else dose_by(function(x, P) m$f(x, P) - .1 * m$f(0, P) - .9 * m$f(furthest(m, P), P))
}
rate <- function(m) { force(m); function(P) {
  slope <- function(Q) (m$f(60 + 1e-3, Q) - m$f(60 - 1e-3, Q)) / 2e-3
  list(at = slope(P), gradient = by_parameters(slope, P))
} }

limits_of <- function(m, read, log) { force(m); force(read); function(d) {
  y <- columns(d, "mean")
  fitted <- fit_all(m$f, m$at, y)
  found <- read(fitted$P)
  A <- normal_equations(by_parameters(at_doses(m$f), fitted$P))$A
  df <- students * length(doses) - length(m$at)
  Vg <- solve_all(A, found$gradient)
  variance <- Reduce(`+`, Map(`*`, found$gradient, Vg)) / students
  se <- sqrt(pmax(variance, 0) * (d$within + fitted$rss) / df)
  half <- qt(.975, df) * se
  limits <- if (log) found$at * exp(cbind(-half, half) / found$at) else found$at + cbind(-half, half)
  limits[!is.finite(limits[, 1]) | !is.finite(limits[, 2]), ] <- NA
  limits
} }

methods <- list()
for (name in names(models)) {
  m <- models[[name]]
  methods[[paste0(name, ".target")]] <- list(by = "formula", limits = limits_of(m, target(m), FALSE))
  methods[[paste0(name, ".plateau")]] <- list(by = "formula", limits = limits_of(m, plateau(m), TRUE))
  methods[[paste0(name, ".rate")]] <- list(by = "formula", limits = limits_of(m, rate(m), FALSE))
}
