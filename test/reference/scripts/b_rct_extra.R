# More estimators for randomised trials, beside b_rct.R: absorbed blocks with weights and clusters, counts as weights, Anderson-Rubin sets.
source("scripts/lib_common.R"); suppressMessages({library(estimatr); library(clubSandwich); library(sandwich)})
d <- rd("student_trial.csv"); d$x1 <- d$pre; d$x2 <- d$female; d$cluster <- d$block
s <- rd("school_trial.csv"); s$y <- s$post; s$z <- s$arm; s$x1 <- s$pre; s$x2 <- s$frl; s$cluster <- s$school; s$block <- s$district
q_of <- function(f, k) { i <- match(k, rownames(f)); f[i, ] }
coefs <- function(fit, V, k) { t <- coef_test(fit, vcov = V, test = "Satterthwaite"); i <- match(k, rownames(t)); list(estimate = I(t$beta[i]), se = I(t$SE[i]), df = I(t$df_Satt[i])) }

# Weights, clusters and absorbed blocks at once: as 0/1 columns in clubSandwich.
fitw <- lm(y ~ z + x1 + factor(block), data = s, weights = weight)
for (ct in c("CR0", "CR1", "CR2", "CR3")) add(paste0("b.fe.w.", ct), sprintf("coef_test(lm(y ~ z + x1 + factor(block), weights = weight), vcovCR(type = '%s'), test = 'Satterthwaite')", ct), coefs(fitw, vcovCR(fitw, cluster = s$cluster, type = ct), c("z", "x1")), data = "data/school_trial.csv")
# Clusters that cross the absorbed blocks: grade-like blocks made of the students' numbers.
s$cross <- paste0("g", s$student %% 3)
fitc <- lm(y ~ z + x1 + factor(cross), data = s); fitcw <- lm(y ~ z + x1 + factor(cross), data = s, weights = weight)
for (ct in c("CR2", "CR3")) {
  add(paste0("b.fe.cross.", ct), sprintf("the same with blocks student %%%% 3, which clusters cross, type '%s'", ct), coefs(fitc, vcovCR(fitc, cluster = s$cluster, type = ct), c("z", "x1")), data = "data/school_trial.csv")
  add(paste0("b.fe.cross.w.", ct), sprintf("the same, weighted, type '%s'", ct), coefs(fitcw, vcovCR(fitcw, cluster = s$cluster, type = ct), c("z", "x1")), data = "data/school_trial.csv")
}
# A joint test within absorbed blocks.
V <- vcovCR(fitw, cluster = s$cluster, type = "CR2"); w <- Wald_test(fitw, constraints = constrain_zero(2:3), vcov = V, test = "HTZ")
add("b.fe.w.Wald.HTZ", "Wald_test(lm(y ~ z + x1 + factor(block), weights = weight), constrain_zero(2:3), 'CR2', 'HTZ')", list(statistic = w$Fstat, df_num = w$df_num, df_denom = w$df_denom, p = w$p_val), data = "data/school_trial.csv")

# Counts as weights: the rows written out as often as their count says.
d$count <- 1 + d$id %% 3; e <- d[rep(seq_len(nrow(d)), d$count), ]
for (se in c("classical", "HC1", "HC2", "HC3")) { m <- lm_robust(y ~ z + x1, data = e, se_type = se); add(paste0("b.counts.", se), sprintf("lm_robust(y ~ z + x1, rows written out 1 + id %%%% 3 times, se_type = '%s')", se), list(estimate = I(unname(m$coefficients)), se = I(unname(m$std.error)), df = I(unname(m$df)), nobs = m$nobs), data = "data/student_trial.csv") }
m <- lm_robust(y ~ z + x1, data = e, clusters = cluster, se_type = "CR2"); add("b.counts.CR2", "the same with clusters = block, se_type = 'CR2'", list(estimate = I(unname(m$coefficients)), se = I(unname(m$std.error)), df = I(unname(m$df)), nobs = m$nobs), data = "data/student_trial.csv")

# Products of factors and numbers, with another reference label.
m <- lm_robust(y ~ x1 + relevel(factor(block), ref = "b4") * z, data = d, se_type = "HC2")
add("b.interact.factor", "lm_robust(y ~ x1 + relevel(factor(block), ref = 'b4') * z, se_type = 'HC2')", list(term = I(sub(".*\\)b", "block=b", names(m$coefficients))), estimate = I(unname(m$coefficients)), se = I(unname(m$std.error)), df = I(unname(m$df))), data = "data/student_trial.csv")

# Anderson-Rubin: F of the instruments in a regression of y - b uptake; ends of the set by root finding.
ar <- function(b, iv, V, df2) { d$r <- d$y - b * d$uptake; f <- lm(reformulate(c(iv, "x1"), "r"), data = d); i <- match(iv, names(coef(f))); g <- coef(f)[i]; sum(g * solve(V(f)[i, i], g)) / length(iv) }
ends <- function(iv, V, df2, level, around) { crit <- qf(level, length(iv), df2); f <- function(b) ar(b, iv, V, df2) - crit; grid <- seq(around[1], around[2], length.out = 4001); v <- vapply(grid, f, 0); k <- which(diff(sign(v)) != 0); vapply(k, function(j) uniroot(f, grid[j + 0:1], tol = 1e-13)$root, 0) }
kinds <- list(classical = list(vcov, function(p) 300 - p), HC1 = list(function(f) vcovHC(f, "HC1"), function(p) 300 - p), CR0 = list(function(f) vcovCL(f, cluster = d$cluster, type = "HC0", cadjust = FALSE), function(p) 11))
for (k in names(kinds)) for (n in 1:2) for (level in c(.95, .5)) {
  iv <- c("z", "z2")[seq_len(n)]; df2 <- kinds[[k]][[2]](n + 2)
  add(sprintf("b.ar.%s.%d.%g", k, n, level), sprintf("F of %s in lm(y - b * uptake ~ %s + x1) with %s; b where it is the %g quantile of F(%d, %d)", paste(iv, collapse = ", "), paste(iv, collapse = " + "), k, level, n, df2), list(at_zero = ar(0, iv, kinds[[k]][[1]], df2), ends = I(ends(iv, kinds[[k]][[1]], df2, level, c(-40, 40)))), input = list(level = level, df2 = df2), data = "data/student_trial.csv")
}
# First stage with robust covariances.
f <- lm(uptake ~ z + z2 + x1, data = d)
for (k in c("HC1", "CR0")) { V <- kinds[[k]][[1]](f)[2:3, 2:3]; g <- coef(f)[2:3]; add(paste0("b.first_stage.", k), sprintf("Wald F of z and z2 in lm(uptake ~ z + z2 + x1) with %s", k), list(statistic = sum(g * solve(V, g)) / 2), data = "data/student_trial.csv") }
# Two endogenous columns.
m <- iv_robust(y ~ uptake + hours | z + z2 + x2, data = transform(d, x2 = female), se_type = "HC1"); add("b.iv.two", "iv_robust(y ~ uptake + hours | z + z2 + female, se_type = 'HC1')", list(estimate = I(unname(m$coefficients)), se = I(unname(m$std.error)), df = I(unname(m$df))), data = "data/student_trial.csv")
# Instruments within absorbed blocks.
m <- iv_robust(y ~ uptake + x1 | z + x1, fixed_effects = ~block, data = d, se_type = "HC1"); add("b.iv.fe.HC1", "iv_robust(y ~ uptake + x1 | z + x1, fixed_effects = ~block, se_type = 'HC1')", list(estimate = I(unname(m$coefficients)), se = I(unname(m$std.error)), df = I(unname(m$df))), data = "data/student_trial.csv")
# Draws unit by unit.
d$chance <- 0.3 + 0.4 * d$female
m <- horvitz_thompson(y ~ z, data = d, simple = TRUE, condition_prs = chance); add("b.ht.simple", "horvitz_thompson(y ~ z, simple = TRUE, condition_prs = 0.3 + 0.4 * female)", list(estimate = unname(m$coefficients), se = unname(m$std.error)), data = "data/student_trial.csv")
s$pr <- 0.5; m <- horvitz_thompson(y ~ z, data = s, clusters = cluster, simple = TRUE, condition_prs = pr); add("b.ht.clustered", "horvitz_thompson(y ~ z, clusters = school, simple = TRUE, condition_prs = 0.5)", list(estimate = unname(m$coefficients), se = unname(m$std.error)), data = "data/school_trial.csv")
save_cases("b_rct_extra", c("estimatr", "clubSandwich", "sandwich"), "More estimators for randomised trials; renames as in b_rct.")
