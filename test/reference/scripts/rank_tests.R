source("scripts/lib_common.R")
# p, limits, and the least and greatest median of all differences (or means of two changes): R's own estimate with exact=FALSE is some point between.
two <- function(tag, x, y, exact, correct = TRUE, level = .95) {
  r <- suppressWarnings(wilcox.test(x, y, exact = exact, correct = correct, conf.int = TRUE, conf.level = level, tol.root = 1e-13))
  p1 <- function(a) suppressWarnings(wilcox.test(x, y, exact = exact, correct = correct, alternative = a))$p.value
  add(paste("r.rank_sum", tag, if (exact) "exact" else paste0("correct=", correct), level, sep = "."), sprintf("wilcox.test(x, y, exact=%s, correct=%s, conf.int=TRUE, conf.level=%g)", exact, correct, level),
      list(w = unname(r$statistic), p = r$p.value, less = p1("less"), greater = p1("greater"), estimate = median(outer(x, y, "-")), ci = I(as.numeric(r$conf.int))), input = list(x = I(x), y = I(y)))
}
one <- function(tag, x, y, exact, correct = TRUE, level = .95) {
  r <- suppressWarnings(wilcox.test(x, y, paired = TRUE, exact = exact, correct = correct, conf.int = TRUE, conf.level = level, tol.root = 1e-13))
  p1 <- function(a) suppressWarnings(wilcox.test(x, y, paired = TRUE, exact = exact, correct = correct, alternative = a))$p.value
  d <- (x - y)[x != y]; w <- outer(d, d, "+") / 2
  add(paste("r.signed_rank", tag, if (exact) "exact" else paste0("correct=", correct), level, sep = "."), sprintf("wilcox.test(x, y, paired=TRUE, exact=%s, correct=%s, conf.int=TRUE, conf.level=%g)", exact, correct, level),
      list(v = unname(r$statistic), p = r$p.value, less = p1("less"), greater = p1("greater"), estimate = median(w[!lower.tri(w)]), ci = I(as.numeric(r$conf.int))), input = list(x = I(x), y = I(y)))
}
set.seed(11)
for (s in list(c(3, 4), c(5, 6), c(12, 7), c(20, 30), c(49, 49), c(4, 49))) {
  x <- round(rnorm(s[1], 1, 2), 6); y <- round(rnorm(s[2]), 6); stopifnot(!anyDuplicated(c(x, y)))
  tag <- paste(s, collapse = "x")
  for (level in if (s[1] < 5) .8 else c(.8, .95)) { two(tag, x, y, TRUE, level = level); for (co in c(TRUE, FALSE)) two(tag, x, y, FALSE, co, level) }
}
for (s in list(c(12, 9), c(60, 40), c(150, 130))) { x <- sample(1:7, s[1], TRUE, 1:7); y <- sample(1:7, s[2], TRUE); for (co in c(TRUE, FALSE)) two(paste0("ties_", paste(s, collapse = "x")), x, y, FALSE, co) }
for (n in c(6, 11, 25, 49)) { x <- round(rnorm(n, .6), 6); y <- round(rnorm(n), 6); stopifnot(!anyDuplicated(abs(x - y)))
  for (level in if (n < 7) .9 else c(.9, .95)) { one(n, x, y, TRUE, level = level); for (co in c(TRUE, FALSE)) one(n, x, y, FALSE, co, level) } }
for (n in c(12, 60, 120)) { x <- sample(1:9, n, TRUE, 1:9); y <- sample(1:9, n, TRUE); for (co in c(TRUE, FALSE)) one(paste0("ties_", n), x, y, FALSE, co) }
# distributions
for (s in list(c(1, 1), c(2, 3), c(5, 5), c(10, 20), c(49, 49))) { q <- unique(floor(seq(0, prod(s), length.out = 15))); add(paste0("r.pwilcox.", paste(s, collapse = "x")), "pwilcox(q, m, n); lower and upper", list(q = I(q), p = I(pwilcox(q, s[1], s[2])), upper = I(pwilcox(q - 1, s[1], s[2], lower.tail = FALSE)))) }
for (n in c(1, 2, 5, 20, 49)) { q <- unique(floor(seq(0, n * (n + 1) / 2, length.out = 15))); add(paste0("r.psignrank.", n), "psignrank(q, n); lower and upper", list(q = I(q), p = I(psignrank(q, n)), upper = I(psignrank(q - 1, n, lower.tail = FALSE)))) }
for (k in 3:5) { g <- lapply(seq_len(k), function(i) sample(1:8, 3 + 3 * i, TRUE)); r <- kruskal.test(g); add(paste0("r.kruskal.", k), "kruskal.test(groups)", list(h = unname(r$statistic), df = unname(r$parameter), p = r$p.value), input = list(groups = lapply(g, I))) }
save_cases("rank_tests", "stats", "Rank tests. 'estimate' is the median of all differences x - y, or of all means of two changes that are not 0.")
