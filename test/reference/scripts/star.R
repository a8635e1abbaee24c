# Project STAR, kindergarten reading, small against regular classes: the figures of the README by another program.
# Run from test/reference: Rscript scripts/star.R
suppressMessages({ library(estimatr); library(jsonlite) })
d <- read.csv("../../examples/data/star.csv", colClasses = c(schoolidk = "character"))
d <- d[d$stark %in% c("small", "regular"), ]
d$small <- as.numeric(d$stark == "small")
a <- d[!is.na(d$readk), ]
one <- function(m) list(estimate = m$coefficients[[1]], se = m$std.error[[1]], df = m$df[[1]], p = m$p.value[[1]],
                        lower = m$conf.low[[1]], upper = m$conf.high[[1]])
n <- table(a$small); s <- tapply(a$readk, a$small, sd); df <- sum(n) - 2
pooled <- sqrt(sum((n - 1) * s^2) / df)
J <- exp(lgamma(df / 2) - lgamma((df - 1) / 2) - log(sqrt(df / 2)))
blocked <- one(lm_robust(readk ~ small, fixed_effects = ~ schoolidk, data = a))
clustered <- one(lm_robust(readk ~ small, fixed_effects = ~ schoolidk, clusters = schoolidk, data = a, se_type = "CR2"))
math <- one(lm_robust(readk ~ small + mathk, fixed_effects = ~ schoolidk, data = a))
g <- J * blocked$estimate / pooled
gse <- sqrt((blocked$se / pooled)^2 + g^2 / (2 * df))
half <- qt(.975, blocked$df) * gse
out <- list(
  call = list(blocked = "lm_robust(readk ~ small, fixed_effects = ~ schoolidk)", clustered = "the same, clusters = schoolidk, se_type = 'CR2'",
              adjusted = "lm_robust(readk ~ small + mathk, fixed_effects = ~ schoolidk)", simple = "difference_in_means(readk ~ small)"),
  versions = list(R = as.character(getRversion()), estimatr = as.character(packageVersion("estimatr"))),
  assigned = list(small = sum(d$small == 1), regular = sum(d$small == 0)),
  n = list(small = n[["1"]], regular = n[["0"]]),
  mean = as.list(tapply(a$readk, a$small, mean)), sd = as.list(s),
  blocked = blocked, clustered = clustered, adjusted = math, simple = one(difference_in_means(readk ~ small, data = a)),
  g = list(estimate = g, se = gse, lower = g - half, upper = g + half), improvement_index = 100 * (pnorm(g) - 0.5))
write(toJSON(out, auto_unbox = TRUE, digits = 17, pretty = TRUE), "cases/star.json")
