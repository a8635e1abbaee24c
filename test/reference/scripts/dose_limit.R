# Standard error of the slope at a dose of 60 of a five-parameter log-logistic curve whose asymmetry stands on 1,000: by the delta method with
# derivatives by R's deriv, all five parameters free, and without the one on the limit. Prints parameters; slope and both standard errors.
#   Rscript test/reference/scripts/dose_limit.R
x <- c(0, 20, 45, 80, 120, 180, 260, 360); n <- 25; sd <- 1.5
y <- c(2.3, 2.5, 2.3, 4.6, 7.3, 8.8, 9.1, 9.9)
parts <- deriv(~ a + (b - a) * (1 + (m / x)^s)^(-k), c("a", "b", "s", "m", "k"), function(x, a, b, s, m, k) NULL)
# At a dose of 0 the curve is at `a`, whatever the others are.
f <- function(p) c(p[1], parts(x[-1], p[1], p[2], p[3], p[4], p[5]))
J <- function(p) rbind(c(1, 0, 0, 0, 0), attr(parts(x[-1], p[1], p[2], p[3], p[4], p[5]), "gradient"))
p <- c(2.35, 9.85, 2.53, 5.58, 1000)
for (i in 1:50) p[1:4] <- p[1:4] + qr.solve(J(p)[, 1:4], y - f(p))
A <- crossprod(J(p)) * n
s2 <- (sum(n * (y - f(p))^2) + sd^2 * (n - 1) * 8) / (n * 8 - 5)
by_dose <- function(h) attr(parts(60 + h, p[1], p[2], p[3], p[4], p[5]), "gradient")[1, ]
value <- function(h) parts(60 + h, p[1], p[2], p[3], p[4], p[5])[1]
g <- (by_dose(.01) - by_dose(-.01)) / .02
error <- function(free) {
  s <- diag(1 / sqrt(diag(A)[free]))
  sqrt(drop(t(g[free]) %*% s %*% solve(s %*% A[free, free] %*% s) %*% s %*% g[free]) * s2)
}
cat(format(p, digits = 10), "\n", format(c((value(.01) - value(-.01)) / .02, error(1:5), error(1:4)), digits = 9), "\n")
