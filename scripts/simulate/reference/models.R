# lme4 with the degrees of freedom of lmerTest and pbkrtest, glm, Firth's likelihood, wilcox.test; in fewer trials, because some are slow.
suppressMessages({ library(lme4); library(lmerTest) })
each <- function(d, limits_of) t(sapply(seq_len(nrow(d)), limits_of))
# Clusters are runs of rows whose sizes the figures have. NA where the fit has no degrees of freedom.
mixed <- function(ddf, by) {
  list(by = by, first = 500, limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z"); x <- columns(d, "x"); sizes <- columns(d, "cluster")[1, ]; g <- factor(rep(seq_along(sizes), sizes))
    quiet <- lmerControl(check.conv.singular = "ignore", check.conv.grad = "ignore", check.conv.hess = "ignore", calc.derivs = FALSE)
    each(d, function(i) {
      fit <- lmerTest::lmer(y ~ z + x + (1 | g), data.frame(y = y[i, ], z = z[i, ], x = x[i, ], g), control = quiet)
      found <- tryCatch(contest1D(fit, c(0, 1, 0), ddf = ddf, confint = TRUE), error = function(e) NULL)
      if (is.null(found)) c(NA, NA) else c(found$lower, found$upper)
    })
  })
}
# What Firth's penalized likelihood falls to where the last coefficient is held, by Newton's method.
firth_top <- function(X, y, at = NULL) {
  free <- seq_len(ncol(X) - !is.null(at)); b <- c(rep(0, length(free)), at)
  value <- function(b) { p <- plogis(X %*% b); sum(dbinom(y, 1, p, log = TRUE)) + as.numeric(determinant(crossprod(X, X * as.numeric(p * (1 - p)))))[1] / 2 }
  for (i in 1:500) {
    p <- as.numeric(plogis(X %*% b)); W <- p * (1 - p); I <- crossprod(X, X * W); h <- W * rowSums((X %*% solve(I)) * X)
    step <- rep(0, ncol(X)); step[free] <- solve(I[free, free, drop = FALSE], crossprod(X, y - p + h * (.5 - p))[free])
    step <- step * min(1, 1 / max(abs(step)))
    while (max(abs(step)) > 1e-9 && value(b + step) < value(b)) step <- step / 2
    b <- b + step
    if (max(abs(step)) < 1e-9) break
  }
  value(b)
}

methods <- list(
  satterthwaite = mixed("Satterthwaite", "lme4; lmerTest, contest1D"),
  `kenward-roger` = mixed("Kenward-Roger", "lme4; pbkrtest by lmerTest, contest1D"),
  glm = list(by = "stats, glm", first = 1000, limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z"); x <- columns(d, "x")
    each(d, function(i) {
      f <- glm(y[i, ] ~ z[i, ] + x[i, ], binomial(), control = list(epsilon = 1e-12))
      around(coef(f)[[3]], sqrt(vcov(f)[3, 3]))
    })
  }),
  # 1, the truth, is held where the profile does not reject it.
  firth = list(by = "formula", first = 1000, limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z"); x <- columns(d, "x")
    each(d, function(i) {
      X <- cbind(1, z[i, ], x[i, ])
      if (2 * (firth_top(X, y[i, ]) - firth_top(X, y[i, ], 1)) <= qchisq(.95, 1)) c(0, 2) else c(2, 3)
    })
  }),
  rankSum = list(by = "stats, wilcox.test", first = 1000, limits = function(d) {
    t <- columns(d, "t"); c <- columns(d, "c")
    each(d, function(i) suppressWarnings(wilcox.test(t[i, ], c[i, ], conf.int = TRUE))$conf.int)
  }),
  signedRank = list(by = "stats, wilcox.test(paired = TRUE)", first = 1000, limits = function(d) {
    x <- columns(d, "d")
    each(d, function(i) wilcox.test(x[i, ], conf.int = TRUE)$conf.int)
  })
)
