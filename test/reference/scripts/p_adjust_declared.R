# p.adjust with a family larger than the p values at hand (n > length(p)), and with ties, zeros and ones. Run from test/reference.
source("scripts/lib_common.R")
families <- list(
  few = list(p = c(.011, .02, .03, .2, .0049), n = c(5, 6, 9, 40)),
  ties = list(p = c(.04, .01, .01, .04, .25, .25, 1, 0), n = c(8, 12)),
  single = list(p = .007, n = c(1, 3, 8)),
  thirty = list(p = round((((1:30) * 37) %% 101) / 101 * ((1:30) / 30)^2, 4), n = c(30, 33))
)
for (name in names(families)) for (n in families[[name]]$n) for (method in c("bonferroni", "holm", "hochberg", "hommel", "BH", "BY")) {
  p <- families[[name]]$p
  add(paste("p_adjust_declared", name, n, method, sep = "."), sprintf("p.adjust(p, '%s', n = %d)", method, n),
      list(adjusted = I(p.adjust(p, method, n = n))), input = list(p = I(p), n = n, method = method))
}
save_cases("p_adjust_declared", character(0), "p.adjust with a declared family size.")
