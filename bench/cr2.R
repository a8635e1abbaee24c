# Rscript bench/cr2.R rows.csv: what lines/regression.mjs is checked against, made with R 4.2.2 and estimatr 1.0.0. The rows are those of
# clusteredTrial(100000, 500) in data.mjs, written by `node bench/cr2.mjs rows.csv`.
library(estimatr)
d <- read.csv(commandArgs(TRUE)[1])
time <- system.time(fit <- lm_robust(post ~ treated + pre, data = d, clusters = school, se_type = "CR2"))
print(time)
options(digits = 17)
for (part in c("coefficients", "std.error", "df")) cat("[", paste(sprintf("%.17g", fit[[part]]), collapse = ", "), "],\n")
cat(R.version.string, as.character(packageVersion("estimatr")), "\n")
