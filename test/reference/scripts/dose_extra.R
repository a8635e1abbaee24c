# Curves that drc's cases leave out, robust covariances, weights, readings of curves. Run from test/reference.
source("scripts/lib_common.R"); suppressMessages({library(sandwich); library(quantreg)})
s <- rd("dose_students.csv"); x <- s$minutes; y <- s$growth; n <- length(y)
cl <- (seq_len(n) * 7) %% 13; w <- 1 + (seq_len(n) %% 4) / 2
# Gauss-Newton to the last digit from nls' answer; `mu(th, x)` is the curve
polish <- function(mu, th, y, w, x) { for (i in 1:60) { G <- numDeriv::jacobian(function(t) mu(t, x), th); st <- qr.coef(qr(sqrt(w) * G), sqrt(w) * (y - mu(th, x))); th <- th + st; if (max(abs(st) / (abs(th) + 1e-8)) < 1e-12) break }; th }
emx <- function(t, x) t[1] + t[2] * x / (t[3] + x)
fit_of <- function(mu, start, x, y, w = rep(1, length(y))) { th <- start
  sse <- function(t) { v <- sum(w * (y - mu(t, x))^2); if (is.finite(v)) v else 1e300 }
  for (i in 1:5) th <- optim(th, sse, control = list(maxit = 20000, reltol = 1e-15, parscale = pmax(abs(th), 1e-3)))$par
  th <- polish(mu, th, y, w, x); G <- numDeriv::jacobian(function(t) mu(t, x), th); r <- y - mu(th, x)
  list(th = th, G = G, r = r, rss = sum(w * r^2)) }
cov_of <- function(f, w = rep(1, n)) { wl <- w; d <- data.frame(f$G); m <- lm(f$r ~ f$G - 1, weights = wl); m }
f <- fit_of(emx, c(1.4, 18, 1500), x, y); m <- cov_of(f)
add("d.emax.vcov", "sandwich::vcovHC, vcovCL of the linearized fit (residuals on derivatives); clusters are (row * 7) mod 13, from row 1", list(estimate = I(f$th), rss = f$rss, classical = unname(vcov(m)), HC0 = unname(vcovHC(m, "HC0")), HC1 = unname(vcovHC(m, "HC1")), HC2 = unname(vcovHC(m, "HC2")), HC3 = unname(vcovHC(m, "HC3")), CR0 = unname(vcovCL(m, cl, type = "HC0", cadjust = FALSE)), CR1 = unname(vcovCL(m, cl, type = "HC0", cadjust = TRUE)), CR1S = unname(vcovCL(m, cl, type = "HC1", cadjust = TRUE))), data = "data/dose_students.csv")
fw <- fit_of(emx, c(1.4, 18, 1500), x, y, w); mw <- cov_of(fw, w)
ll <- (sum(log(w)) - n * (log(2 * pi * fw$rss / n) + 1)) / 2
add("d.emax.weights", "the same with precision weights 1 + (row mod 4)/2, from row 1", list(estimate = I(fw$th), rss = fw$rss, logLik = ll, classical = unname(vcov(mw)), HC0 = unname(vcovHC(mw, "HC0")), HC2 = unname(vcovHC(mw, "HC2")), HC3 = unname(vcovHC(mw, "HC3")), CR1 = unname(vcovCL(mw, cl, type = "HC0", cadjust = TRUE))), data = "data/dose_students.csv")
# curves without drc: planted, with noise to three decimals so that the file holds them
set.seed(20260919); dose <- rep(c(0, 20, 45, 80, 120, 180, 260, 360), each = 5)
curves <- list(
  "linear" = list(function(t, x) t[1] + t[2] * x, c(2, .02)),
  "quadratic" = list(function(t, x) t[1] + t[2] * x + t[3] * x^2, c(2, .06, -1e-4)),
  "log-linear" = list(function(t, x) t[1] + t[2] * log(x + 3.6), c(2, 1.5)),
  "sigmoid-emax" = list(function(t, x) t[1] + t[2] * x^t[3] / (t[4]^t[3] + x^t[3]), c(2, 10, 2.2, 110)),
  "exponential" = list(function(t, x) t[1] + t[2] * (exp(x / t[3]) - 1), c(2, .8, 140)),
  "beta" = list(function(t, x) { u <- x / 432; B <- (t[3] + t[4])^(t[3] + t[4]) / (t[3]^t[3] * t[4]^t[4]); t[1] + t[2] * B * u^t[3] * (1 - u)^t[4] }, c(2, 9, 1.1, 0.9)),
  "brain-cousens" = list(function(t, x) t[2] + (t[1] - t[2] + t[3] * x) / (1 + (x / t[5])^t[4]), c(2, 1, .15, 3, 150)))
for (name in names(curves)) { mu <- curves[[name]][[1]]; th <- curves[[name]][[2]]; yy <- round(mu(th, dose) + rnorm(length(dose), 0, .8), 3)
  g <- fit_of(mu, th, dose, yy); se <- sqrt(diag(solve(crossprod(g$G))) * g$rss / (length(yy) - length(th)))
  add(paste0("d.curve.", name), "least squares by optim and Gauss-Newton", list(estimate = I(unname(g$th)), se = I(unname(se)), rss = g$rss), input = list(dose = I(dose), response = I(yy), model = name)) }
# readings of the sigmoid Emax curve above, by the delta method with derivatives of the closed forms by differences
cs <- .cases$list[[which(vapply(.cases$list, `[[`, "", "id") == "d.curve.sigmoid-emax")]]; mu <- curves[["sigmoid-emax"]][[1]]
yy <- cs$input$response; th <- cs$expected$estimate; G <- numDeriv::jacobian(function(t) mu(t, dose), th); df <- length(yy) - 4
rss <- sum((yy - mu(th, dose))^2); V <- solve(crossprod(G)) * rss / df; tq <- qt(.975, df)
one <- function(q) { e <- q(th); g <- numDeriv::grad(q, th); se <- sqrt(drop(t(g) %*% V %*% g)); c(e, se, e - tq * se, e + tq * se) }
inv <- function(t, share) t[4] * (share / (1 - share))^(1 / t[3])
slope <- function(t, x) numDeriv::grad(function(u) mu(t, u), x)
root <- function(f, a, b) uniroot(f, c(a, b), tol = 1e-13)$root
# the sum of squares at a dose: profiled over the other parameters, with the amount that the equation leaves free put in its place
prof <- function(rep, x0, lo, hi) { ss <- function(x) { best <- Inf; for (s in list(th[c(1, 3, 4)], th[c(1, 3, 4)] * c(1, .7, 1.3), th[c(1, 3, 4)] * c(1, 1.3, .8))) { o <- s; for (i in 1:4) o <- optim(o, function(p) { v <- sum((yy - mu(rep(p, x), dose))^2); if (is.finite(v)) v else 1e9 }, control = list(maxit = 5000, reltol = 1e-15, parscale = pmax(abs(o), .1)))$par; best <- min(best, sum((yy - mu(rep(o, x), dose))^2)) }; best - rss - tq^2 * rss / df }
  c(uniroot(ss, c(lo, x0), tol = 1e-8)$root, uniroot(ss, c(x0, hi), tol = 1e-8)$root) }
gain <- 4; target <- function(t) inv(t, gain / t[2])
rng <- function(t) { top <- mu(t, 360) - t[1]; inv(t, .8 * top / t[2]) }
worth <- function(t) root(function(x) { h <- x / t[4]; t[2] * t[3] * h^(t[3] - 1) / (t[4] * (1 + h^t[3])^2) - .02 }, inv(t, .5), 2000)
add("d.reading.sigmoid-emax", "delta method on closed forms (numDeriv::grad); profiles by optim over the other parameters; columns estimate, se, lower, upper", list(
  ed50 = I(one(function(t) inv(t, .5))), ed90 = I(one(function(t) inv(t, .9))), range80 = I(one(rng)), target4 = I(one(target)), worth02 = I(one(worth)),
  rate100 = I(one(function(t) { h <- 100 / t[4]; t[2] * t[3] * h^(t[3] - 1) / (t[4] * (1 + h^t[3])^2) })),
  gain200 = I(one(function(t) mu(t, 200) - mu(t, 0))), response200 = I(one(function(t) mu(t, 200))), scheffe = sqrt(4 * qf(.95, 4, df)),
  profile_target4 = I(prof(function(p, x) c(p[1], gain * (p[3]^p[2] + x^p[2]) / x^p[2], p[2], p[3]), target(th), 40, 150)),
  profile_ed50 = I(prof(function(p, x) c(p[1], p[3] / 10, p[2], x), th[4], 60, 200))), note = "data: d.curve.sigmoid-emax")
save_cases("dose_extra", c("sandwich", "numDeriv"), "Dose-response: curves beside drc's, robust covariances, weights. Parameters in the order of the library: linear ones first.")
