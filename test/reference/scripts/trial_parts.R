# The further questions of a trial by other programs: compliers, effect per hour, subgroups, sites, families of outcomes, WWC g.
# Run from test/reference: Rscript scripts/trial_parts.R [folder with sesame.csv and electric.csv]
suppressMessages({ library(estimatr); library(clubSandwich); library(jsonlite) })
one <- function(m, i = 1) list(estimate = m$coefficients[[i]], se = m$std.error[[i]], df = m$df[[i]], p = m$p.value[[i]],
                               lower = m$conf.low[[i]], upper = m$conf.high[[i]])
at <- function(m, name) one(m, which(m$term == name))

# Anderson-Rubin: ends of the effects b at which the F of z in a regression of y - b x keeps below its quantile.
ar <- function(f, lower, upper, df) {
  g <- function(b) f(b) - qf(.95, 1, df)
  list(lower = uniroot(g, lower, tol = 1e-14)$root, upper = uniroot(g, upper, tol = 1e-14)$root)
}

# --- simulated pupils with take-up and hours of use ---
d <- read.csv("data/student_trial.csv")
iv <- function(f, data = d, ...) iv_robust(f, data = data, ...)
hc <- function(f, data = d, ...) lm_robust(f, data = data, se_type = "HC2", ...)
adjusted <- iv(y ~ uptake + pre | z + pre, se_type = "HC2")
perhour <- iv(y ~ hours + pre | z + pre, se_type = "HC2")
moved <- hc(uptake ~ z + pre); added <- hc(hours ~ z + pre)
arF <- function(x) function(b) { a <- d; a$r <- a$y - b * a[[x]]; hc(r ~ z + pre, data = a)$statistic[["z"]]^2 }
ends <- function(x, m) { e <- m$coefficients[[2]]; s <- 8 * m$std.error[[2]]; ar(arF(x), c(e - s, e), c(e, e + s), m$df[[2]]) }
compliers <- list(
  simple = at(iv(y ~ uptake | z, se_type = "HC2"), "uptake"), adjusted = at(adjusted, "uptake"),
  blocked = at(iv(y ~ uptake + pre | z + pre, fixed_effects = ~ block, se_type = "HC2"), "uptake"),
  moved = at(moved, "z"), first_stage = moved$statistic[["z"]]^2, added_hours = at(added, "z"), per_hour = at(perhour, "hours"),
  shares = as.list(tapply(d$uptake, d$z, mean)), mean_hours = as.list(tapply(d$hours, d$z, mean)),
  ar = ends("uptake", adjusted), ar_per_hour = ends("hours", perhour))

# --- simulated schools, assigned as a whole ---
w <- read.csv("data/school_trial.csv"); w$hours <- w$minutes / 60
clustered <- list(
  itt = at(lm_robust(post ~ arm + pre, data = w, clusters = school, se_type = "CR2"), "arm"),
  unadjusted = at(lm_robust(post ~ arm, data = w, clusters = school, se_type = "CR2"), "arm"),
  added_hours = at(lm_robust(hours ~ arm + pre, data = w, clusters = school, se_type = "CR2"), "arm"),
  per_hour = at(iv(post ~ hours + pre | arm + pre, data = w, clusters = school, se_type = "CR2"), "hours"),
  ar_per_hour = { cr <- function(b) lm_robust(post - b * hours ~ arm + pre, data = w, clusters = school, se_type = "CR2")$statistic[["arm"]]^2
                  ar(cr, c(-3, .67), c(.68, 4), 37.0844580141753) },
  frl = lapply(split(w, w$frl), function(a) at(lm_robust(post ~ arm + pre, data = a, clusters = school, se_type = "CR2"), "arm")),
  frl_htz = { f <- lm(post ~ arm * factor(frl) + pre, data = w); i <- grep(":", names(coef(f)))
              t <- Wald_test(f, constrain_zero(i), vcovCR(f, w$school, type = "CR2"), test = "HTZ")
              list(statistic = t$Fstat, df = t$df_denom, p = t$p_val) })

# --- Project STAR ---
s <- read.csv("../../examples/data/star.csv", na.strings = c("", "NA"), colClasses = c(schoolidk = "character", schoolid1 = "character", schoolid2 = "character", schoolid3 = "character"))
grade <- function(g, subject) {
  a <- data.frame(y = s[[paste0(subject, g)]], arm = s[[paste0("star", g)]], school = s[[paste0("schoolid", g)]], gender = s$gender, lunch = s[[paste0("lunch", g)]])
  a <- a[a$arm %in% c("small", "regular") & !is.na(a$y), ]
  a$small <- as.numeric(a$arm == "small"); a
}
grades <- c("k", "1", "2", "3")
star <- lapply(c("read", "math"), function(subject) {
  fits <- lapply(grades, function(g) { a <- grade(g, subject); c(n = nrow(a), one(lm_robust(y ~ small, fixed_effects = ~ school, data = a))) })
  p <- sapply(fits, function(f) f$p)
  list(outcomes = paste0(subject, grades), fits = fits, holm = p.adjust(p, "holm"), bh = p.adjust(p, "BH"), holm_of_8 = p.adjust(p, "holm", n = 8))
})
names(star) <- c("read", "math")
k <- grade("k", "read")
within <- function(a, column) lapply(split(a, a[[column]]), function(b) one(lm_robust(y ~ small, fixed_effects = ~ school, data = b)))
inter <- function(a, column) {
  a <- a[!is.na(a[[column]]), ]; a$g <- factor(a[[column]])
  m <- lm_robust(y ~ small * g, fixed_effects = ~ school, data = a)
  i <- grep(":", m$term); list(statistic = m$statistic[[i]]^2, df = m$df[[i]], p = m$p.value[[i]])
}
sub <- list(gender = list(levels = within(k[!is.na(k$gender), ], "gender"), interaction = inter(k, "gender")),
            lunchk = list(levels = within(k[!is.na(k$lunch), ], "lunch"), interaction = inter(k, "lunch")))
level_p <- c(sapply(sub$gender$levels, function(f) f$p), sapply(sub$lunchk$levels, function(f) f$p))
sub$effects_holm <- as.list(p.adjust(level_p, "holm")); sub$interactions_holm <- p.adjust(c(sub$gender$interaction$p, sub$lunchk$interaction$p), "holm")
sites <- lapply(c("1", "5", "80"), function(id) c(id = id, one(difference_in_means(y ~ small, data = k[k$school == id, ]))))

out <- list(area = "trial_parts", versions = list(R = as.character(getRversion()), estimatr = as.character(packageVersion("estimatr"))),
            compliers = compliers, clustered = clustered, star = star, subgroups = sub, sites = sites,
            mdes = list(df = 3665, multiplier = qt(.975, 3665) + qt(.8, 3665)))

# --- sets that are not part of this project; only their figures are kept ---
folder <- commandArgs(TRUE)
if (length(folder) == 1) {
  e <- read.csv(file.path(folder, "electric.csv"))
  out$electric <- list(all = one(difference_in_means(post_test ~ treatment, blocks = pair_id, data = e)),
                       adjusted = at(lm_robust(post_test ~ treatment + pre_test, fixed_effects = ~ pair_id, data = e), "treatment"),
                       by_grade = lapply(split(e, e$grade), function(a) one(difference_in_means(post_test ~ treatment, blocks = pair_id, data = a))))
  v <- read.csv(file.path(folder, "sesame.csv"))
  out$sesame <- list(
    itt = one(difference_in_means(y ~ encouraged, data = v)),
    itt_adjusted = at(lm_robust(y ~ encouraged + pretest + factor(site) + factor(setting), data = v), "encouraged"),
    compliers = at(iv_robust(y ~ watched | encouraged, data = v, se_type = "HC2"), "watched"),
    compliers_adjusted = at(iv_robust(y ~ watched + pretest + factor(site) + factor(setting) | encouraged + pretest + factor(site) + factor(setting), data = v, se_type = "HC2"), "watched"),
    per_step = at(iv_robust(y ~ viewcat | encouraged, data = v, se_type = "HC2"), "viewcat"),
    per_step_adjusted = at(iv_robust(y ~ viewcat + pretest + factor(site) + factor(setting) | encouraged + pretest + factor(site) + factor(setting), data = v, se_type = "HC2"), "viewcat"))
}
write(toJSON(out, auto_unbox = TRUE, digits = 17, pretty = TRUE), "cases/trial_parts.json")
