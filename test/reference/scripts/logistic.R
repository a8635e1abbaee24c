source("scripts/lib_common.R")
suppressMessages(library(sandwich))
set.seed(21)
draw <- function(n, clusters, digits = 3) {
  g <- sample(seq_len(clusters), n, TRUE); u <- rnorm(clusters)
  d <- data.frame(cluster = sprintf("k%02d", g), z = as.numeric(g %% 2 == 0), x = round(rnorm(n, 50, 10), digits), grade = sample(c("3", "4", "5"), n, TRUE))
  d$y <- as.numeric(runif(n) < plogis(-3 + .8 * d$z + .05 * d$x + .5 * u[g])); d$count <- sample(1:4, n, TRUE); d$w <- round(runif(n, .3, 4), 2)
  d
}
tight <- glm.control(epsilon = 1e-15, maxit = 100)
one <- function(tag, d, formula, weight = NULL) {
  d$.w <- if (is.null(weight)) 1 else d[[weight]]
  f <- suppressWarnings(glm(formula, binomial, d, weights = .w, control = tight))
  f <- suppressWarnings(glm(formula, binomial, d, weights = .w, control = tight, start = coef(f))) # glm keeps the working weights of the step before
  k <- length(coef(f)); G <- length(unique(d$cluster)); n <- nrow(d)
  V <- vcov(f); cr0 <- vcovCL(f, cluster = d$cluster, type = "HC0", cadjust = FALSE)
  add(paste0("l.glm.", tag), paste("glm(", deparse(formula), ", binomial", if (!is.null(weight)) paste(", weights =", weight), "); sandwich::sandwich, vcovCL"),
      list(terms = I(names(coef(f))), coef = I(unname(coef(f))), classical = unname(V), HC0 = unname(sandwich(f)), CR0 = unname(cr0), CR1 = unname(cr0) * G / (G - 1), logLik = sum(d$.w * dbinom(d$y, 1, fitted(f), log = TRUE))), input = lapply(as.list(d[names(d) != ".w"]), I))
}
# Firth (1993) by Newton's method; tests and limits by the profile of the penalized likelihood, its penalty that of the whole model.
firth <- function(tag, X, y, weight = rep(1, length(y)), input) {
  value <- function(b) { p <- plogis(X %*% b); sum(weight * dbinom(y, 1, p, log = TRUE)) + as.numeric(determinant(crossprod(X, X * as.numeric(weight * p * (1 - p)))))[1] / 2 }
  fit <- function(hold = NULL, at = 0) {
    b <- rep(0, ncol(X)); free <- setdiff(seq_along(b), hold); b[hold] <- at
    for (i in 1:5000) { p <- as.numeric(plogis(X %*% b)); W <- weight * p * (1 - p); I <- crossprod(X, X * W); h <- W * rowSums((X %*% solve(I)) * X)
      s <- crossprod(X, weight * (y - p) + h * (.5 - p)); step <- rep(0, ncol(X)); if (length(free)) step[free] <- solve(I[free, free, drop = FALSE], s[free]); step <- step * min(1, 1 / max(abs(step))); while (max(abs(step)) > 1e-9 && value(b + step) < value(b)) step <- step / 2; b <- b + step; if (max(abs(step)) < 1e-13) break }
    b }
  b <- fit(); top <- value(b); p <- as.numeric(plogis(X %*% b)); se <- sqrt(diag(solve(crossprod(X, X * weight * p * (1 - p)))))
  fall <- function(j, at) 2 * (top - value(fit(j, at))) - qchisq(.95, 1)
  ends <- sapply(seq_along(b), function(j) c(uniroot(function(v) fall(j, v), c(b[j] - 12 * se[j], b[j]), tol = 1e-11)$root, uniroot(function(v) fall(j, v), c(b[j], b[j] + 12 * se[j]), tol = 1e-11)$root))
  add(paste0("l.firth.", tag), "Firth's penalized likelihood and its profile, as the script has it", list(coef = I(b), se = I(se), value = top, p = I(sapply(seq_along(b), function(j) pchisq(2 * (top - value(fit(j, 0))), 1, lower.tail = FALSE))), lower = I(ends[1, ]), upper = I(ends[2, ])), input = input)
}
d <- draw(400, 20)
one("plain", d, y ~ z + x); one("interaction", d, y ~ z * x); one("labels", d, y ~ z + x + grade); one("null", d, y ~ 1)
one("counts", draw(150, 12), y ~ z + x, "count"); one("sampling", draw(200, 15), y ~ z + x, "w")
r <- draw(300, 15); r$y <- as.numeric(runif(300) < plogis(-3.6 + .8 * r$z)); stopifnot(all(table(r$z, r$y) > 0)); one("rare", r, y ~ z)
s <- data.frame(x = c(1, 2, 3, 4, 5, 6, 7, 8), y = c(0, 0, 0, 0, 1, 1, 1, 1)); firth("separated", cbind(1, s$x), s$y, input = lapply(as.list(s), I))
q <- data.frame(z = rep(0:1, each = 10), y = c(0, 0, 0, 1, 0, 1, 0, 0, 0, 1, rep(1, 10)), x = round(rnorm(20), 2)); firth("one_arm_certain", cbind(1, q$z, q$x), q$y, input = lapply(as.list(q), I))
o <- draw(80, 8); firth("overlap", cbind(1, o$z, o$x), o$y, input = lapply(as.list(o[c("z", "x", "y")]), I))
save_cases("logistic", "sandwich", "Logistic regression by glm with sandwich's covariances, and Firth's penalized fits.")
