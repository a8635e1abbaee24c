# Response weights by glm, Lee bounds within cells by their definition, and a difference weighted with them.
# Run in test/reference: Rscript scripts/missing_outcomes.R. R 4.2.2, jsonlite, sandwich.
suppressMessages({library(jsonlite); library(sandwich)})
set.seed(2024)
n <- 360
d <- data.frame(z = rep(0:1, n / 2), pre = round(rnorm(n, 50, 10), 1), grade = sample(c("3", "4", "5"), n, TRUE))
p <- plogis(1.6 + .05 * (d$pre - 50) - .5 * (d$grade == "5") - .6 * (1 - d$z))
d$y <- round(.7 * d$pre + 4 * d$z + rnorm(n, 0, 6), 1)
d$y[runif(n) > p] <- NA
write.csv(d, "data/response.csv", row.names = FALSE, na = "")
s <- as.numeric(!is.na(d$y)); w <- rep(0, n); arms <- list()
for (a in 1:0) {
  m <- glm(s ~ pre + factor(grade), family = binomial, data = transform(d, s = s), subset = z == a, control = glm.control(epsilon = 1e-15, maxit = 100))
  i <- which(d$z == a); f <- fitted(m); w[i] <- s[i] / f
  arms[[if (a == 1) "treatment" else "control"]] <- list(coefficients = unname(coef(m)), smallest = min(f), largest = max(w[i]), effective = sum(w[i])^2 / sum(w[i]^2),
    before = (mean(d$pre[i][s[i] == 1]) - mean(d$pre[i])) / sd(d$pre[i]), after = (weighted.mean(d$pre[i], w[i]) - mean(d$pre[i])) / sd(d$pre[i]))
}
fit <- lm(y ~ z, data = d[s == 1, ], weights = w[s == 1])
difference <- list(estimate = unname(coef(fit)[2]), se = sqrt(vcovHC(fit, "HC2")[2, 2]))
# Lee bounds: the share p of the outcomes of the arm with more of them is trimmed, a fraction of one where it is no whole number.
fr <- function(v, k) { u <- pmin(1, pmax(0, seq_along(v) - k)); sum(u * v) / sum(u) }
lee <- function(d) {
  q <- tapply(!is.na(d$y), d$z, mean); more <- names(which.max(q)); sg <- if (more == "1") 1 else -1
  hi <- sort(d$y[d$z == more & !is.na(d$y)]); lo <- mean(d$y[d$z != more], na.rm = TRUE); k <- length(hi) * (max(q) - min(q)) / max(q)
  b <- sg * (c(fr(hi, k), fr(rev(hi), k)) - lo); c(min(b), max(b), min(q) * nrow(d))
}
cells <- sapply(split(d, d$grade), lee); always <- cells[3, ] / sum(cells[3, ])
out <- list(area = "missing_outcomes", about = "Weights of those with an outcome, and Lee bounds within cells; data/response.csv", r_version = R.version.string, packages = c("sandwich"), count = 2, cases = list(
  list(id = "m.response_weights", call = "glm(s ~ pre + factor(grade), binomial) by arm; w = s / fitted; lm(y ~ z, weights = w) with HC2", data = I("data/response.csv"), expected = list(weights = w, arms = arms, difference = difference)),
  list(id = "m.lee_cells", call = "fractional trimming within grade, weighted by rows times the smaller response share", data = I("data/response.csv"), expected = list(lower = sum(always * cells[1, ]), upper = sum(always * cells[2, ])))))
write_json(out, "cases/missing_outcomes.json", auto_unbox = TRUE, digits = NA, pretty = TRUE, na = "null")
