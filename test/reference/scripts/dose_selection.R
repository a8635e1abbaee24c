# A dose that students choose: two-stage least squares, a control function, natural breaks, the generalized propensity score with a hurdle,
# bounds. Makes its own data, data/dose_choice.csv. Run from test/reference.
source("scripts/lib_common.R"); suppressMessages({library(estimatr); library(AER); library(classInt); library(numDeriv)})
# 24 schools in 3 arms (none, short and long licences), 20 students each; motivation is not in the file
set.seed(80231); sc <- rep(1:24, each = 20); n <- length(sc); arm <- sample(rep(c("none", "short", "long"), 8))[sc]
mot <- rnorm(n); pre <- round(200 + rnorm(24, 0, 4)[sc] + 8 * mot + rnorm(n, 0, 7), 1); frl <- rbinom(n, 1, plogis(-.2 - .5 * mot)); other <- rbinom(n, 1, .12)
uses <- ifelse(arm == "none", other, rbinom(n, 1, plogis(1 + .8 * mot))) == 1
minutes <- ifelse(uses, round(c(none = 120, short = 300, long = 800)[arm] * exp(.35 * mot + rnorm(n, 0, .45))), 0)
post <- round(60 + .75 * pre + rnorm(24, 0, 2)[sc] + 3 * mot + 14 * minutes / (minutes + 500) + rnorm(n, 0, 5), 1)
write.csv(data.frame(school = sprintf("S%02d", sc), arm = arm, pre = pre, frl = frl, minutes = minutes, post = post), "data/dose_choice.csv", row.names = FALSE)
d <- rd("dose_choice.csv"); file <- "data/dose_choice.csv"; d$arm <- relevel(factor(d$arm), "none"); d$m2 <- d$minutes^2
ivr <- function(f, type) { m <- if (type == "CR2") iv_robust(f, d, clusters = school, se_type = "CR2") else iv_robust(f, d, se_type = type)
  list(term = names(m$coefficients), estimate = unname(m$coefficients), se = unname(m$std.error), df = unname(m$df), lower = unname(m$conf.low), upper = unname(m$conf.high)) }
lin <- post ~ minutes + pre + frl | arm + pre + frl; quad <- post ~ minutes + m2 + pre + frl | arm + pre + frl
for (type in c("HC1", "HC2", "CR2")) { try_add(paste0("s.iv.linear.", type), "estimatr::iv_robust(post ~ minutes + pre + frl | arm + pre + frl); clusters = school with CR2", ivr(lin, type), data = file)
  try_add(paste0("s.iv.quadratic.", type), "iv_robust(post ~ minutes + minutes^2 + pre + frl | arm + pre + frl)", ivr(quad, type), data = file) }
# effect of 600 minutes against 0, its error, and the slope at 600
q <- iv_robust(quad, d, clusters = school, se_type = "CR2"); V <- q$vcov[2:3, 2:3]; b <- q$coefficients[2:3]; one <- function(g) c(sum(g * b), sqrt(drop(t(g) %*% V %*% g)))
add("s.iv.quadratic.effect", "b1 d + b2 d^2 and b1 + 2 b2 d at d = 600, errors by the CR2 vcov of iv_robust", list(effect = I(unname(one(c(600, 600^2)))), slope = I(unname(one(c(1, 1200))))), data = file)
# minutes in pieces: slopes below and above 250 minutes
d$over <- pmax(0, d$minutes - 250); try_add("s.iv.pieces.HC1", "iv_robust(post ~ minutes + pmax(0, minutes - 250) + pre + frl | arm + pre + frl, HC1)", ivr(post ~ minutes + over + pre + frl | arm + pre + frl, "HC1"), data = file)
# conditional F of Sanderson and Windmeijer (2016), eq. 12: what two-stage least squares on the other term leaves, on the instruments, df L - (K - 1)
sw <- function(x, other) { f <- as.formula(sprintf("%s ~ %s + pre + frl | arm + pre + frl", x, other)); r <- residuals(ivreg(f, data = d)); full <- lm(r ~ arm + pre + frl, d); none <- lm(r ~ pre + frl, d)
  df1 <- 2 - 1; df2 <- df.residual(full); F <- (sum(resid(none)^2) - sum(resid(full)^2)) / df1 / (sum(resid(full)^2) / df2); c(F, df1, df2, pf(F, df1, df2, lower.tail = FALSE)) }
add("s.iv.conditional_f", "AER::ivreg of one endogenous term on the other; F of its residuals on the instruments, numerator df L - K + 1", list(minutes = I(sw("minutes", "m2")), m2 = I(sw("m2", "minutes"))), data = file)
# the whole reduced form: does any dose do anything
rf <- lm_robust(post ~ arm + pre + frl, d, se_type = "HC1"); bb <- rf$coefficients[2:3]; F <- drop(t(bb) %*% solve(rf$vcov[2:3, 2:3]) %*% bb) / 2
add("s.iv.reduced_form", "Wald F of the arms in lm_robust(post ~ arm + pre + frl, se_type = 'HC1')", list(statistic = F, df = rf$df[[1]], p = pf(F, 2, rf$df[[1]], lower.tail = FALSE)), data = file)
# control function: residual of the first stage beside the curve; both stages as one system of moments
cf <- function(curve, cl) { Z <- model.matrix(~ arm + pre + frl, d); W <- model.matrix(~ pre + frl, d); pi <- solve(crossprod(Z), crossprod(Z, d$minutes)); k <- ncol(Z)
  X <- function(p) cbind(W, curve(d$minutes), v = drop(d$minutes - Z %*% p)); beta <- solve(crossprod(X(pi)), crossprod(X(pi), d$post))
  mom <- function(t) { p <- t[1:k]; cbind(Z * drop(d$minutes - Z %*% p), X(p) * drop(d$post - X(p) %*% t[-(1:k)])) }
  th <- c(pi, beta); sc <- pmax(abs(th), 1e-6); A <- jacobian(function(u) colSums(mom(u * sc)), th / sc) %*% diag(1 / sc); g <- mom(th); g <- if (is.null(cl)) g else rowsum(g, cl)
  V <- solve(A) %*% crossprod(g) %*% t(solve(A)); m <- -(1:k); f <- if (is.null(cl)) n / (n - ncol(X(pi))) else length(unique(cl)) / (length(unique(cl)) - 1)
  list(estimate = I(unname(beta[, 1])), se0 = I(unname(sqrt(diag(V)[m]))), se = I(unname(sqrt(diag(V)[m] * f)))) }
for (cl in c("none", "school")) { g <- if (cl == "none") NULL else d$school
  add(paste0("s.cf.linear.", cl), "lm(post ~ pre + frl + minutes + v), v = resid(lm(minutes ~ arm + pre + frl)); sandwich of the stacked moments (numDeriv), se0 without correction, se times n/(n - k) or G/(G - 1); order 1, pre, frl, minutes, v", cf(function(x) cbind(x), g), data = file)
  add(paste0("s.cf.quadratic.", cl), "the same with minutes and minutes^2", cf(function(x) cbind(x, x^2), g), data = file) }
# natural breaks of the minutes above 0: upper ends of the classes but the last
pos <- d$minutes[d$minutes > 0]
for (k in 2:5) { ci <- classIntervals(pos, k, style = "fisher"); cls <- findCols(ci); add(sprintf("s.breaks.%d", k), "classInt::classIntervals(minutes above 0, style = 'fisher'): largest value of each class", list(largest = I(unname(as.vector(tapply(pos, cls, max)))), n = I(as.vector(table(cls))), within = sum(tapply(pos, cls, function(x) sum((x - mean(x))^2))), total = sum((pos - mean(pos))^2)), data = file) }
# bands 0, above 0 and below 250, 250 to below 600, 600 and more: response and balance
bd <- ifelse(d$minutes == 0, 1, 2 + findInterval(d$minutes, c(250, 600)))
bal <- lapply(c("pre", "frl"), function(x) { a <- anova(lm(d[[x]] ~ factor(bd))); s <- sqrt(a[2, 3]); m <- tapply(d[[x]], bd, mean); list(covariate = x, mean = I(as.vector(m)), sd = I(as.vector(tapply(d[[x]], bd, sd))), fromFirst = I(as.vector((m - m[1]) / s)), f = a[1, 4], p = a[1, 5], eta2 = a[1, 2] / sum(a[, 2])) })
cm <- lm_robust(post ~ factor(bd), d, clusters = school, se_type = "CR2"); mm <- lapply(1:4, function(k) { m <- lm_robust(post ~ I(relevel(factor(bd), as.character(k))), d, clusters = school, se_type = "CR2"); c(m$coefficients[[1]], m$std.error[[1]], m$df[[1]]) })
add("s.bands", "means by band; intercepts of lm_robust(post ~ band, clusters = school, CR2) as estimate, se, df; anova by band", list(n = I(as.vector(table(bd))), meanDose = I(as.vector(tapply(d$minutes, bd, mean))), response = mm, hc2 = lapply(1:4, function(k) { y <- d$post[bd == k]; c(mean(y), sd(y) / sqrt(length(y))) }), balance = bal), data = file)
# generalized propensity score: logit for any use, normal log minutes among users, quadratic surface, averaged over everyone
gps <- function(d, doses, tr = log, surface = NULL) { u <- d$minutes > 0; X <- model.matrix(~ pre + frl, d); s1 <- glm(u ~ pre + frl, binomial, d, control = glm.control(1e-15, 100)); p <- fitted(s1)
  m <- lm(tr(minutes) ~ pre + frl, d, subset = u); mu <- drop(X %*% coef(m)); s <- sqrt(sum(resid(m)^2) / sum(u)); r <- function(t) p * dnorm(tr(t), mu, s)
  du <- data.frame(y = d$post, t = d$minutes, r = r(pmax(d$minutes, 1)))[u, ]; pos <- lm(y ~ t + I(t^2) + r + I(r^2) + I(t * r), du)
  d0 <- data.frame(y = d$post, r = 1 - p)[!u, ]; zero <- lm(y ~ r + I(r^2), d0)
  at <- sapply(doses, function(t) if (t == 0) mean(predict(zero, data.frame(r = 1 - p))) else mean(predict(pos, data.frame(t = t, r = r(t)))))
  list(at = at, p = p, mu = mu, s = s, r = r, u = u, s1 = s1, m = m) }
doses <- c(0, 100, 300, 600, 1000)
for (tr in c("log", "sqrt")) { f <- get(tr); e <- gps(d, doses, f); add(paste0("s.gps.", tr), "glm(minutes > 0 ~ pre + frl, binomial); lm(tr(minutes) ~ pre + frl) of users, s^2 = rss/n; R = p dnorm; lm(post ~ t + t^2 + R + R^2 + t R) of users and lm(post ~ R + R^2), R = 1 - p, of the others; both averaged over everyone", list(doses = I(doses), response = I(e$at), use = I(unname(coef(e$s1))), dose = I(unname(coef(e$m))), sd = e$s), data = file) }
# the same by the propensity function of Imai & van Dyk (2004): mean of the transformed dose and log odds of any, not the density
fun <- function(d, doses, tr) { u <- d$minutes > 0; s1 <- glm(u ~ pre + frl, binomial, d, control = glm.control(1e-15, 100)); h <- predict(s1, d); m <- lm(tr(minutes) ~ pre + frl, d, subset = u); mu <- predict(m, d)
  du <- data.frame(y = d$post, z = tr(pmax(d$minutes, 1)), u = mu, h = h)[u, ]; pos <- lm(y ~ z + I(z^2) + u + I(u^2) + I(z * u) + h + I(h^2) + I(z * h), du); zero <- lm(y ~ h + I(h^2), data.frame(y = d$post, h = h)[!u, ])
  sapply(doses, function(t) if (t == 0) mean(predict(zero, data.frame(h = h))) else mean(predict(pos, data.frame(z = tr(t), u = mu, h = h)))) }
for (tr in c("log", "sqrt")) { e <- fun(d, doses, get(tr)); add(paste0("s.gps.function.", tr), "glm and lm as in s.gps; lm(post ~ z + z^2 + u + u^2 + z u + h + h^2 + z h) of users, z = tr(minutes), u the fitted mean of z, h the log odds; lm(post ~ h + h^2) of the others; averaged over everyone", list(doses = I(doses), response = I(e)), data = file) }
set.seed(5); rows <- lapply(1:1500, function(b) sample(n, n, TRUE)); by <- split(seq_len(n), d$school); clus <- lapply(1:1500, function(b) unlist(by[sample(24, 24, TRUE)], use.names = FALSE))
bse <- function(draws) apply(sapply(draws, function(i) suppressWarnings(fun(d[i, ], doses, sqrt))), 1, sd)
add("s.gps.bootstrap", "standard deviations over 1,500 samples of students, and of schools, of s.gps.function.sqrt; good to 2 %", list(students = I(bse(rows)), schools = I(bse(clus))), data = file)
# its balance, Hirano & Imbens (2004), 7.4: score at the middle dose of a band; blocks by the band's own quintiles of it; differences weighted by block size
e <- gps(d, doses, log); rows <- list()
for (k in 1:4) { inb <- bd == k; tm <- median(d$minutes[inb]); rr <- if (k == 1) 1 - e$p else e$r(tm); br <- quantile(rr[inb], seq(.2, .8, .2), type = 7); bl <- findInterval(rr, br, left.open = TRUE) + 1
  for (x in c("pre", "frl")) { v <- d[[x]]; s <- sd(v); before <- (mean(v[inb]) - mean(v[!inb])) / s; w <- 0; dd <- 0; vv <- 0
    for (j in 1:5) { a <- v[inb & bl == j]; c <- v[!inb & bl == j]; if (length(a) < 2 || length(c) < 2) next; nj <- length(a) + length(c); w <- w + nj; dd <- dd + nj * (mean(a) - mean(c)); vv <- vv + nj^2 * (var(a) / length(a) + var(c) / length(c)) }
    se0 <- sqrt(var(v[inb]) / sum(inb) + var(v[!inb]) / sum(!inb)); rows[[length(rows) + 1]] <- list(band = k, covariate = x, before = before, before_t = before * s / se0, after = dd / w / s, after_t = dd / sqrt(vv)) } }
add("s.gps.balance", "Hirano & Imbens (2004), section 7.4, standardized by the SD of everyone; unequal variances", list(rows = rows), data = file)
# bounds by band, from means and shares alone; errors by derivatives of them and the covariance of the sums by school
K <- c(130, 260); y <- d$post; ind <- outer(bd, 1:4, "=="); M <- cbind(ind, ind * y) * 1
stats <- function(m) list(P = m[1:4], E = m[5:8] / m[1:4])
bnd <- function(m, t, kind) { s <- stats(m); P <- s$P; E <- s$E; lo <- 1:4 < t; hi <- 1:4 > t; le <- !hi; ge <- !lo
  switch(kind, none = c(E[t] * P[t] + K[1] * sum(P[-t]), E[t] * P[t] + K[2] * sum(P[-t])), mtr = c(sum((E * P)[le]) + K[1] * sum(P[hi]), sum((E * P)[ge]) + K[2] * sum(P[lo])),
    mts = c(K[1] * sum(P[lo]) + E[t] * sum(P[ge]), E[t] * sum(P[le]) + K[2] * sum(P[hi])), both = c(sum((E * P)[lo]) + E[t] * sum(P[ge]), sum((E * P)[hi]) + E[t] * sum(P[le]))) }
m0 <- colMeans(M); Vm <- function(cl) { R <- sweep(M, 2, m0); g <- if (is.null(cl)) R else rowsum(R, cl); f <- if (is.null(cl)) n / (n - 1) else nrow(g) / (nrow(g) - 1); crossprod(g) * f / n^2 }
Vn <- Vm(NULL); Vc <- Vm(d$school); err <- function(f, V) { g <- grad(f, m0); sqrt(drop(t(g) %*% V %*% g)) }
for (kind in c("none", "mtr", "mts", "both")) { add(paste0("s.bounds.", kind), "Manski & Pepper (2000): bounds of E[y(t)] by band, errors by numDeriv::grad of means and shares; rows: lower, upper, se, se by school; difference of band 3 less band 1", list(range = I(K),
  bands = lapply(1:4, function(t) c(bnd(m0, t, kind), err(function(m) bnd(m, t, kind)[1], Vn), err(function(m) bnd(m, t, kind)[2], Vn), err(function(m) bnd(m, t, kind)[1], Vc), err(function(m) bnd(m, t, kind)[2], Vc))),
  difference = { lo <- function(m) bnd(m, 3, kind)[1] - bnd(m, 1, kind)[2]; up <- function(m) bnd(m, 3, kind)[2] - bnd(m, 1, kind)[1]; c(lo(m0), up(m0), err(lo, Vn), err(up, Vn), err(lo, Vc), err(up, Vc)) }), data = file) }
save_cases("dose_selection", c("estimatr", "AER", "classInt", "numDeriv"), "A dose that students choose: data/dose_choice.csv, made by the script; arm none is the reference.")
