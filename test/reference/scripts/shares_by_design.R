# The Cox index of a yes-or-no outcome with the standard error of the design: the log odds of the share that the design gives, and the variance
# of two independent shares times what the design makes of the variance of their difference. Run from test/reference:
#   Rscript scripts/shares_by_design.R
suppressMessages({ library(estimatr); library(jsonlite) })
logit <- function(p) log(p / (1 - p))
finding <- function(m, y, z, df0) {
  b <- m$coefficients[["z"]]; se <- m$std.error[["z"]]; df <- m$df[["z"]]
  nT <- sum(z == 1); nC <- sum(z == 0); pC <- mean(y[z == 0]); pT <- pC + b
  v <- function(p, n) p * (1 - p) / n
  w <- function(p, n) 1 / (n * p * (1 - p))
  omega <- 1 - 3 / (4 * df0 - 1)
  d <- omega * (logit(pT) - logit(pC)) / 1.65
  s <- omega / 1.65 * sqrt((w(pT, nT) + w(pC, nC)) * se^2 / (v(pT, nT) + v(pC, nC)))
  list(pT = pT, pC = pC, difference = b, se_difference = se, estimate = d, se = s, df = df, p = 2 * pt(-abs(d / s), df))
}
s <- read.csv("data/student_trial.csv")
blocked <- lm_robust(passed ~ z + pre, fixed_effects = ~ block, data = s, se_type = "HC2")
k <- read.csv("data/school_trial.csv")
k <- k[!is.na(k$post), ]; k$z <- k$arm; k$passed <- as.numeric(k$post >= 215)
N <- nrow(k); M <- length(unique(k$school)); n <- N / M; rho <- .2
h <- ((N - 2) - 2 * (n - 1) * rho)^2 / ((N - 2) * (1 - rho)^2 + n * (N - 2 * n) * rho^2 + 2 * (N - 2 * n) * rho * (1 - rho))
clustered <- lm_robust(passed ~ z, clusters = school, data = k, se_type = "CR2")
write(toJSON(list(blocked = finding(blocked, s$passed, s$z, nrow(s) - 2), clustered = finding(clustered, k$passed, k$z, h),
                  versions = list(R = R.version.string, estimatr = as.character(packageVersion("estimatr")))),
             auto_unbox = TRUE, digits = NA, pretty = 2), "cases/shares_by_design.json")
