# Baseline differences as the What Works Clearinghouse measures them, and joint tests of balance.
# Run from test/reference: Rscript scripts/baseline_balance.R
source("scripts/lib_common.R")
suppressMessages({ library(estimatr); library(clubSandwich) })

omega <- function(n) 1 - 3 / (4 * (n - 2) - 1)
g <- function(x, z) {
  t <- x[z == 1]; c <- x[z == 0]; n <- length(t) + length(c)
  s <- sqrt(((length(t) - 1) * var(t) + (length(c) - 1) * var(c)) / (n - 2))
  omega(n) * (mean(t) - mean(c)) / s
}
cox <- function(x, z) omega(length(x)) * (qlogis(mean(x[z == 1])) - qlogis(mean(x[z == 0]))) / 1.65

s <- rd("student_trial.csv")
f <- lm_robust(z ~ pre + female, data = s, se_type = "HC2")
b <- coef(f)[-1]; v <- f$vcov[-1, -1]
fstat <- as.numeric(t(b) %*% solve(v) %*% b) / 2
add("baseline.student", "omega * difference / pooled sd; omega * logit difference / 1.65; F of lm_robust(z ~ pre + female, se_type = 'HC2')",
    list(pre = g(s$pre, s$z), female = cox(s$female, s$z), f = fstat, df1 = 2, df2 = nrow(s) - 3, p = pf(fstat, 2, nrow(s) - 3, lower.tail = FALSE)),
    data = "student_trial.csv")

f <- lm_robust(z ~ pre + female, fixed_effects = ~ block, data = s, se_type = "HC2")
b <- coef(f); df2 <- nrow(s) - 2 - length(unique(s$block))
fstat <- as.numeric(t(b) %*% solve(f$vcov) %*% b) / 2
add("baseline.student.blocks", "F of lm_robust(z ~ pre + female, fixed_effects = ~ block, se_type = 'HC2')",
    list(f = fstat, df1 = 2, df2 = df2, p = pf(fstat, 2, df2, lower.tail = FALSE)), data = "student_trial.csv")

a <- rd("school_trial.csv")
m <- lm(arm ~ pre + frl, data = a)
w <- Wald_test(m, constraints = constrain_zero(2:3), vcov = "CR2", cluster = a$school, test = "HTZ")
add("baseline.school", "the same; clubSandwich::Wald_test(lm(arm ~ pre + frl), constrain_zero(2:3), vcov = 'CR2', cluster = school, test = 'HTZ')",
    list(pre = g(a$pre, a$arm), frl = cox(a$frl, a$arm), f = w$Fstat, df1 = w$df_num, df2 = w$df_denom, p = w$p_val), data = "school_trial.csv")
save_cases("baseline_balance", c("estimatr", "clubSandwich"), "Baseline differences with the WWC's small-sample factor, and joint tests of balance.")
