# estimatr, for each design. Clusters and blocks are runs of rows whose sizes the figures have.
runs <- function(d, name) { sizes <- columns(d, name)[1, ]; rep(seq_along(sizes), sizes) }
each <- function(d, limits_of) t(sapply(seq_len(nrow(d)), function(i) limits_of(i)))
limits_of_z <- function(fit) { at <- match("z", names(fit$coefficients)); c(fit$conf.low[[at]], fit$conf.high[[at]]) }
# The fit that lm_robust makes of its formula.
robust <- function(y, X, ...) estimatr:::lm_robust_fit(y, X, ci = TRUE, alpha = .05, return_vcov = FALSE, has_int = TRUE, weights = NULL, ...)
hc2 <- function(y, X) robust(y, X, cluster = NULL, se_type = "HC2")

methods <- list(
  simple = list(by = "estimatr, difference_in_means", limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z")
    each(d, function(i) limits_of_z(estimatr::difference_in_means(y ~ z, data.frame(y = y[i, ], z = z[i, ]))))
  }),
  clustered = list(by = "estimatr, difference_in_means(clusters = )", limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z"); g <- runs(d, "cluster")
    each(d, function(i) limits_of_z(estimatr::difference_in_means(y ~ z, data.frame(y = y[i, ], z = z[i, ], g), clusters = g)))
  }),
  blocked = list(by = "estimatr, difference_in_means(blocks = )", limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z"); b <- runs(d, "block")
    each(d, function(i) limits_of_z(estimatr::difference_in_means(y ~ z, data.frame(y = y[i, ], z = z[i, ], b), blocks = b)))
  }),
  absorbed = list(by = "estimatr, lm_robust(fixed_effects = )", limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z"); b <- runs(d, "block")
    each(d, function(i) limits_of_z(estimatr::lm_robust(y ~ z, data.frame(y = y[i, ], z = z[i, ], b), fixed_effects = ~b)))
  }),
  adjusted = list(by = "estimatr, lm_robust(clusters = )", limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z"); x <- columns(d, "x"); g <- runs(d, "cluster")
    each(d, function(i) limits_of_z(robust(y[i, ], cbind(1, z = z[i, ], x = x[i, ]), cluster = g, se_type = "CR2")))
  }),
  lin = list(by = "estimatr, lm_lin", limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z"); x <- columns(d, "x")
    each(d, function(i) limits_of_z(estimatr::lm_lin(y ~ z, ~x, data.frame(y = y[i, ], z = z[i, ], x = x[i, ]))))
  }),
  totalsOfFixedNumbers = list(by = "estimatr, difference_in_means, normal", limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z")
    each(d, function(i) {
      fit <- estimatr::difference_in_means(y ~ z, data.frame(y = y[i, ], z = z[i, ]))
      around(fit$coefficients[[1]], fit$std.error[[1]])
    })
  }),
  totalsOfDraws = list(by = "estimatr, horvitz_thompson(simple = TRUE)", first = 2000, limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z")
    each(d, function(i) limits_of_z(estimatr::horvitz_thompson(y ~ z, data.frame(y = y[i, ], z = z[i, ]), condition_prs = .4, simple = TRUE)))
  }),
  # Anderson & Rubin: .5, the truth, is held where assignment does not predict the outcome less .5 of take-up.
  compliers = list(by = "estimatr, lm_robust of y less .5 times take-up", limits = function(d) {
    y <- columns(d, "y"); z <- columns(d, "z"); took <- columns(d, "took")
    each(d, function(i) .5 + limits_of_z(hc2(y[i, ] - .5 * took[i, ], cbind(1, z = z[i, ]))))
  })
)
