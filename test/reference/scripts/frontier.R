# Products by growth and minutes: ratios with Fieller's set, delta rule, simultaneous intervals (mvtnorm), dominance with Holm.
# Run from test/reference: Rscript scripts/frontier.R > cases/frontier.json
suppressMessages({ library(mvtnorm); library(jsonlite) })
set.seed(1)
level <- .95; weeks <- 24
satterthwaite <- function(l, V, df) { s <- sapply(V, function(v) drop(t(l) %*% v %*% l)); c(sum(s), sum(s)^2 / sum(s^2 / df)) }
quantile2 <- function(corr, df) {
  corr <- (corr + t(corr)) / 2
  if (nrow(corr) == 1) return(qt(1 - (1 - level) / 2, if (is.finite(df)) df else Inf))
  f <- function(c) (if (is.finite(df)) pmvt(-rep(c, nrow(corr)), rep(c, nrow(corr)), df = round(df), corr = corr, algorithm = GenzBretz(maxpts = 2e6, abseps = 1e-7))
                    else pmvnorm(-rep(c, nrow(corr)), rep(c, nrow(corr)), corr = corr, algorithm = GenzBretz(maxpts = 2e6, abseps = 1e-7))) - level
  uniroot(f, c(1.5, 6), tol = 1e-8)$root
}
compare <- function(theta, V, df, A, B, compared, demanded = NULL) {
  k <- nrow(A); a <- drop(A %*% theta); b <- drop(B %*% theta); R <- a / b; S <- Reduce(`+`, V)
  G <- (A - R * B) / b # gradients of the rates
  one <- lapply(seq_len(k), function(i) {
    s <- satterthwaite(G[i, ], V, df); t2 <- qt(1 - (1 - level) / 2, s[2])^2
    va <- drop(A[i, ] %*% S %*% A[i, ]); vb <- drop(B[i, ] %*% S %*% B[i, ]); cab <- drop(A[i, ] %*% S %*% B[i, ])
    q <- c(a[i]^2 - t2 * va, -2 * (a[i] * b[i] - t2 * cab), b[i]^2 - t2 * vb)
    r <- sort(Re(polyroot(q)))
    list(per_hour = 60 * R[i], se = 60 * sqrt(s[1]), df = s[2], fieller = if (q[3] > 0) 60 * r else NULL)
  })
  pairs <- t(combn(k, 2))
  family <- function(L, which) {
    if (length(which) == 0) return(NULL)
    D <- L[pairs[which, 1], , drop = FALSE] - L[pairs[which, 2], , drop = FALSE]
    se <- df_ <- numeric(nrow(D))
    for (m in seq_len(nrow(D))) { s <- satterthwaite(D[m, ], V, df); se[m] <- sqrt(s[1]); df_[m] <- s[2] }
    C <- D %*% S %*% t(D)
    list(pairs = pairs[which, , drop = FALSE] - 1, se = se, df = df_, min_df = min(df_), critical = quantile2(cov2cor(C), min(df_)),
         correlation = cov2cor(C))
  }
  keep <- which(apply(pairs, 1, function(p) compared[p[1], p[2]]))
  minutes <- if (is.null(demanded)) b else demanded
  dominance <- list(); p <- c()
  for (i in seq_len(k)) for (j in seq_len(k)) if (i != j) {
    s <- satterthwaite(A[j, ] - A[i, ], V, df)
    pe <- pt((a[j] - a[i]) / sqrt(s[1]), s[2], lower.tail = FALSE)
    pm <- if (is.null(demanded)) { s <- satterthwaite(B[i, ] - B[j, ], V, df); pt((b[i] - b[j]) / sqrt(s[1]), s[2], lower.tail = FALSE) } else 0
    if (!is.null(demanded) && demanded[i] < demanded[j]) next
    dominance[[length(dominance) + 1]] <- list(product = i - 1, by = j - 1, p = max(pe, pm)); p <- c(p, max(pe, pm))
  }
  adjusted <- p.adjust(p, "holm")
  for (i in seq_along(dominance)) dominance[[i]]$holm <- adjusted[i]
  E <- family(A, seq_len(nrow(pairs))); Q <- family(G, keep)
  if (!is.null(E)) E$difference <- a[pairs[, 1]] - a[pairs[, 2]]
  if (!is.null(Q)) { Q$difference <- 60 * (R[pairs[keep, 1]] - R[pairs[keep, 2]]); Q$se <- 60 * Q$se }
  list(rates = one, effects_family = E, rates_family = Q, dominance = dominance)
}

# --- figures of three independent studies, normal and with degrees of freedom that are whole numbers (mvtnorm takes no others) ---
given <- list(
  list(product = "A", effect = 2.4, se = .5, minutes = 700, minutes_se = 40, cov = 9, df = 38, demanded = 30),
  list(product = "B", effect = 3.6, se = .7, minutes = 1500, minutes_se = 60, cov = -6, df = 38, demanded = 60),
  list(product = "C", effect = 1.1, se = .4, minutes = 1100, minutes_se = 50, cov = 4, df = 38, demanded = 45))
k <- length(given)
theta <- unlist(lapply(given, function(g) c(g$effect, g$minutes)))
blocks <- lapply(seq_len(k), function(i) { g <- given[[i]]; V <- matrix(0, 2 * k, 2 * k); at <- 2 * i - 1:0
  V[at, at] <- matrix(c(g$se^2, g$cov, g$cov, g$minutes_se^2), 2); V })
A <- t(sapply(seq_len(k), function(i) replace(numeric(2 * k), 2 * i - 1, 1))); B <- t(sapply(seq_len(k), function(i) replace(numeric(2 * k), 2 * i, 1)))
all <- matrix(TRUE, k, k)
normal <- compare(theta, blocks, rep(Inf, k), A, B, all, sapply(given, `[[`, "demanded"))
observed <- compare(theta, blocks, rep(Inf, k), A, B, all)
# one joint covariance: products that share a control arm, 20 degrees of freedom
joint <- Reduce(`+`, blocks); for (i in 1:k) for (j in 1:k) if (i != j) joint[2 * i - 1, 2 * j - 1] <- .09
shared <- compare(theta, list(joint), 20, A, B, { m <- all; m[1, 2] <- m[2, 1] <- FALSE; m }, sapply(given, `[[`, "demanded"))

# --- rows: three products and a control arm, schools assigned; and students assigned within schools ---
rows <- function(nested) {
  d <- expand.grid(student = 1:8, school = 1:24); d$school <- paste0("s", d$school)
  arms <- c("usual", "A", "B", "C")
  d$arm <- if (nested) arms[(as.integer(sub("s", "", d$school)) - 1) %% 4 + 1] else arms[(d$student - 1) %% 4 + 1]
  u <- setNames(rnorm(24, 0, 1), paste0("s", 1:24))
  m <- c(usual = 0, A = 500, B = 1200, C = 900)[d$arm]
  d$minutes <- ifelse(d$arm == "usual" | runif(nrow(d)) < .2, 0, round(m * exp(rnorm(nrow(d), 0, .4))))
  d$pre <- round(rnorm(nrow(d), 200, 12), 1); d$post <- round(d$pre + 8 + u[d$school] + .002 * d$minutes + rnorm(nrow(d), 0, 5), 1)
  d
}
from_rows <- function(d, nested) {
  d$gain <- d$post - d$pre; arms <- c("A", "B", "C"); q <- 7; ids <- unique(d$school)
  theta <- c(unlist(lapply(arms, function(a) { s <- d[d$arm == a, ]; c(mean(s$gain), mean(s$minutes)) })), mean(d$gain[d$arm == "usual"]))
  u <- function(a, at, cols) { s <- d[d$arm == a, ]; n <- nrow(s)
    M <- matrix(0, length(ids), q); for (c in seq_along(cols)) M[, at[c]] <- sapply(ids, function(id) sum(s[s$school == id, cols[c]] - mean(s[[cols[c]]])) / n); M }
  parts <- c(lapply(1:3, function(i) u(arms[i], 2 * i - 1:0, c("gain", "minutes"))), list(u("usual", 7, "gain")))
  if (nested) {
    V <- list(); df <- c()
    for (i in 1:4) { on <- ids %in% unique(d$school[d$arm == c(arms, "usual")[i]]); U <- parts[[i]][on, ]; g <- sum(on)
      V[[i]] <- g / (g - 1) * t(U) %*% U; df[i] <- g - 1 }
  } else { U <- Reduce(`+`, parts); g <- length(ids); V <- list(g / (g - 1) * t(U) %*% U); df <- g - 1 }
  A <- t(sapply(1:3, function(i) replace(replace(numeric(q), 2 * i - 1, 1), 7, -1))); B <- t(sapply(1:3, function(i) replace(numeric(q), 2 * i, 1)))
  users <- lapply(arms, function(a) unname(quantile(d$minutes[d$arm == a & d$minutes > 0] / weeks, c(.05, .95), type = 7)))
  overlap <- outer(1:3, 1:3, Vectorize(function(i, j) max(users[[i]][1], users[[j]][1]) < min(users[[i]][2], users[[j]][2])))
  c(list(effects = drop(A %*% theta), minutes_per_week = drop(B %*% theta) / weeks, doses = users, overlap = overlap), compare(theta, V, df, A, B, overlap))
}
nested <- rows(TRUE); crossed <- rows(FALSE)
write.csv(nested, "data/products_schools.csv", row.names = FALSE, quote = FALSE)
write.csv(crossed, "data/products_students.csv", row.names = FALSE, quote = FALSE)
case <- function(id, call, input, expected, data = NULL) list(id = id, call = call, data = data, input = input, expected = expected)
cat(toJSON(list(area = "frontier", about = "growth against weekly minutes of several products", r_version = R.version.string,
  packages = list(mvtnorm = as.character(packageVersion("mvtnorm"))), count = 5, cases = list(
  case("frontier.normal.demanded", "delta rule, mvtnorm::pmvnorm, p.adjust", list(products = given, weeks = weeks), normal),
  case("frontier.normal.observed", "delta rule, mvtnorm::pmvnorm, p.adjust", list(products = given, weeks = weeks), observed),
  case("frontier.joint", "delta rule, mvtnorm::pmvt, p.adjust", list(products = given, weeks = weeks, covariance = joint, df = 20), shared),
  case("frontier.rows.schools", "linearized means by cluster, Satterthwaite", list(weeks = weeks), from_rows(nested, TRUE), "products_schools.csv"),
  case("frontier.rows.students", "linearized means by cluster, over all arms", list(weeks = weeks), from_rows(crossed, FALSE), "products_students.csv"))),
  auto_unbox = TRUE, digits = 15, null = "null", na = "null"), "\n")
