# Rscript bench/peers.R PEER rows.csv [samples.csv]: one regression of school, treated, pre, post by a package of R, or a curve for each
# sample of the rows of dose and response. Prints its time, without that of reading, and for
# the intercept, treated and pre the coefficient, its standard error, its degrees of freedom (for lme4 the variances instead) as JSON.
args <- commandArgs(TRUE)
d <- data.table::fread(args[2], data.table = FALSE)
if (!is.null(d$school)) d$school <- factor(d$school)
answer <- switch(args[1],
  estimatr = {
    suppressMessages(library(estimatr))
    time <- system.time(fit <- lm_robust(post ~ treated + pre, data = d, clusters = school, se_type = "CR2"))
    list(fit$coefficients, fit$std.error, fit$df)
  },
  lme4 = {
    suppressMessages(library(lme4))
    time <- system.time(fit <- lmer(post ~ treated + pre + (1 | school), data = d))
    list(fixef(fit), sqrt(diag(as.matrix(vcov(fit)))), c(as.data.frame(VarCorr(fit))$vcov, as.numeric(logLik(fit))))
  },
  drc = {
    suppressMessages(library(drc))
    samples <- as.matrix(data.table::fread(args[3], header = FALSE))
    time <- system.time(fits <- apply(samples, 1, function(i) coef(drm(response ~ dose, data = d[i, ], fct = LL.4()))))
    list(c(mean(fits[4, ]), sd(fits[4, ])))
  })
figures <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ","), "]")
cat(sprintf('{"milliseconds":%g,"processorMilliseconds":%g,"columns":[%s],"by":"%s, %s %s"}\n', 1000 * time[["elapsed"]], 1000 * (time[["user.self"]] + time[["sys.self"]]),
  paste(sapply(answer, figures), collapse = ","), R.version.string, args[1], packageVersion(args[1])))
