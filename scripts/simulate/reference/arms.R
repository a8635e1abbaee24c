# Two arms by their sizes, means and standard deviations: nT, mT, sT, nC, mC, sC.
pooled_sd <- function(d) with(d, sqrt(((nT - 1) * sT^2 + (nC - 1) * sC^2) / (nT + nC - 2)))
inverse_n <- function(d) 1 / d$nT + 1 / d$nC
cohen <- function(d) (d$mT - d$mC) / pooled_sd(d)

# effectsize's search for the limits of the noncentrality of t.
ncp_of_t <- function(t, df) t(mapply(function(t, df) effectsize:::.get_ncp_t(t, df, .95), t, df))

hedges_noncentral <- function(d) {
  df <- d$nT + d$nC - 2
  J(df) * sqrt(inverse_n(d)) * ncp_of_t(cohen(d) / sqrt(inverse_n(d)), df)
}
smd <- function(d, ...) escalc_limits(m1i = d$mT, sd1i = d$sT, n1i = d$nT, m2i = d$mC, sd2i = d$sC, n2i = d$nC, ...)

# Clusters of one size n in both arms, intraclass correlation rho: Handbook 5.0, E.21 and around.
clustered_both <- function(d, n, rho) {
  N <- d$nT + d$nC
  gamma <- 1 - 2 * (n - 1) * rho / (N - 2)
  h <- ((N - 2) - 2 * (n - 1) * rho)^2 / ((N - 2) * (1 - rho)^2 + n * (N - 2 * n) * rho^2 + 2 * (N - 2 * n) * rho * (1 - rho))
  list(gamma = gamma, h = h, eta = 1 + (n - 1) * rho)
}
# Groups of n in the treatment arm alone: Hedges & Citkowicz (2015).
clustered_one <- function(d, n, rho) {
  N <- d$nT + d$nC
  list(
    gamma = 1 - (d$nC + n - 2) * rho / (N - 2), eta = 1 + (n * d$nC / N - 1) * rho,
    h = ((N - 2) * (1 - rho) + (d$nT - n) * rho)^2 /
      ((N - 2) * (1 - rho)^2 + (d$nT - n) * n * rho^2 + 2 * (d$nT - n) * (1 - rho) * rho)
  )
}
clustered_limits <- function(d, k) {
  g <- J_approximate(k$h) * sqrt(k$gamma) * cohen(d)
  around(g, sqrt(k$eta * inverse_n(d) + g^2 / (2 * k$h)), k$h)
}
