# How often R's intervals hold the truth in the trials of `npm run simulate -- --figures FOLDER SECTION`.
#
#   Rscript scripts/simulate/reference.R FOLDER SECTION...   writes reference/SECTION.json
#
# reference/SECTION.R defines `methods`: a list by name of list(by = , limits = function(d)), where d is a data frame with a row for each trial
# and `limits` gives a matrix of lower and upper limits, NA where there is none (which counts as a miss), infinite where there is no end. A slow
# method says with `first` how many trials it does.
suppressMessages({ library(jsonlite); library(metafor); library(effectsize) })
here <- dirname(sub("^--file=", "", grep("^--file=", commandArgs(FALSE), value = TRUE)))
args <- commandArgs(TRUE)

z <- qnorm(.975)
# Limits around an estimate by its standard error, with quantiles of the normal or of t.
around <- function(estimate, se, df = Inf) cbind(estimate - qt(.975, df) * se, estimate + qt(.975, df) * se)
# A function of one trial, for every different row of a data frame.
by_row <- function(d, f) {
  key <- do.call(paste, d)
  first <- !duplicated(key)
  found <- t(apply(as.matrix(d[first, , drop = FALSE]), 1, f))
  found[match(key, key[first]), , drop = FALSE]
}
# The columns name1, name2, ... as a matrix.
columns <- function(d, name) as.matrix(d[grep(paste0("^", name, "[0-9]+$"), names(d))])
# What metafor gives with its summary's normal limits, told on another scale by `f`.
escalc_limits <- function(..., f = identity) {
  r <- suppressWarnings(escalc(...))
  f(around(as.numeric(r$yi), sqrt(as.numeric(r$vi))))
}
J <- function(m) exp(lgamma(m / 2) - log(m / 2) / 2 - lgamma((m - 1) / 2))
J_approximate <- function(m) 1 - 3 / (4 * m - 1)

for (section in args[-1]) {
  source(file.path(here, "reference", paste0(section, ".R")))
  rows <- fromJSON(file.path(args[1], section, "rows.json"))
  answer <- list()
  for (i in seq_len(nrow(rows))) {
    d <- as.data.frame(data.table::fread(file.path(args[1], section, rows$file[i])))
    method <- methods[[rows$reference[i]]]
    if (is.null(method)) stop("no method ", rows$reference[i])
    if (!is.null(method$first)) d <- head(d, method$first)
    limits <- method$limits(d)
    holds <- limits[, 1] <= rows$truth[i] & rows$truth[i] <= limits[, 2]
    holds[is.na(holds)] <- FALSE
    answer[[rows$name[i]]] <- c(list(share = mean(holds), by = method$by), if (!is.null(method$first)) list(trials = method$first))
    cat(sprintf("%6.2f  %s, by %s\n", 100 * mean(holds), rows$name[i], method$by))
  }
  json <- toJSON(answer, auto_unbox = TRUE, digits = NA, pretty = 2)
  writeLines(sub("\\n$", "", json), file.path(here, "reference", paste0(section, ".json")))
}
