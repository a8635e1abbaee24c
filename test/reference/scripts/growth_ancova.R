# Difference of gains and difference at the same first score: estimatr, HC2, CR2 by school, and HC2 within blocks.
# Run from test/reference: Rscript scripts/growth_ancova.R > cases/growth_ancova.json
suppressMessages({ library(estimatr); library(jsonlite) })
set.seed(11)
n <- 96
school <- rep(1:12, each = 8); z <- as.integer(school %% 2 == 0); block <- rep(rep(1:2, each = 4), 12)
ability <- rnorm(n, 200 + 9 * z, 10) + rep(rnorm(12, 0, 3), each = 8)
pre <- round(ability + rnorm(n, 0, 6), 1)
post <- round(ability + 8 + 1.5 * z + rep(rnorm(12, 0, 2), each = 8) + rnorm(n, 0, 6), 1)
d <- data.frame(arm = ifelse(z == 1, "app", "usual"), school = paste0("s", school), block = paste0("b", block), pre, post, z, gain = post - pre)
row <- function(m, name) list(estimate = m$coefficients[[name]], se = m$std.error[[name]], df = m$df[[name]], p = m$p.value[[name]],
  lower = m$conf.low[[name]], upper = m$conf.high[[name]])
both <- function(...) {
  adjusted <- lm_robust(post ~ z + pre, d, ...)
  list(adjusted = row(adjusted, "z"), gain = row(lm_robust(gain ~ z, d, ...), "z"), slope = adjusted$coefficients[["pre"]],
    baseline = lm_robust(pre ~ z, d, ...)$coefficients[["z"]])
}
case <- function(id, call, expected) list(id = id, call = call, input = if (id == "ancova.rows") as.list(d[c("arm", "school", "block", "pre", "post")]) else NULL, expected = expected)
cat(toJSON(list(area = "growth_ancova", about = "gain score beside ANCOVA", r_version = R.version.string,
  packages = list(estimatr = as.character(packageVersion("estimatr"))), count = 3, cases = list(
  case("ancova.rows", "estimatr::lm_robust(se_type = 'HC2')", both(se_type = "HC2")),
  case("ancova.clusters", "estimatr::lm_robust(se_type = 'CR2', clusters = school)", both(se_type = "CR2", clusters = school)),
  case("ancova.blocks", "estimatr::lm_robust(se_type = 'HC2', fixed_effects = ~ block)", both(se_type = "HC2", fixed_effects = ~ block)))),
  auto_unbox = TRUE, digits = 15, null = "null"), "\n")
