# loess with exact statistics, which the library computes. Run from test/reference.
source("scripts/lib_common.R")
one <- function(tag, x, y, grid, degree, span) { d <- data.frame(x = x, y = y)
  lo <- loess(y ~ x, d, span = span, degree = degree, control = loess.control(surface = "direct", statistics = "exact")); p <- predict(lo, data.frame(x = grid), se = TRUE)
  add(paste("d.loess", tag, degree, sep = "."), sprintf("loess(y ~ x, span=%g, degree=%d, control=loess.control(surface='direct', statistics='exact')); predict(se=TRUE)", span, degree), list(x = I(grid), fit = I(unname(p$fit)), se = I(unname(p$se.fit)), residual_scale = p$residual.scale, df = p$df, enp = lo$enp, trace = lo$trace.hat)) }
s <- rd("piecewise.csv"); one("piecewise", s$x, s$y, c(5, 20, 27, 40, 55), 2, .75); one("piecewise", s$x, s$y, c(5, 20, 27, 40, 55), 1, .4)
b <- rd("dose_students.csv"); one("students", b$minutes / 100, b$growth, c(1, 4, 8, 15), 2, .6)
save_cases("dose_loess", "stats", "Local regression with exact statistics; minutes/100 for the students.")
