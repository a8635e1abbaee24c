"""True values (mpmath, 60 digits) where distribution functions go wrong: huge and tiny parameters, far tails, small p.

Writes cases/distributions_extra.json; run from test/reference: python3 scripts/distributions_extra.py
Every row is arguments, then lower tail, upper tail, and density or mass, each rounded once to double.
Rows with a tail below 1e-300 are left out, unless it is the other tail that is asked for (then it is null).
Quantile rows are p, parameters, then the argument below and above which p lies.
"""
import json

import mpmath as mp

mp.mp.dps = 60
EPS = mp.mpf(10) ** -52
SMALLEST = mp.mpf(10) ** -300


def fraction(a, b, x, y):
    """I_x(a, b) by its continued fraction (DLMF 8.17.22, modified Lentz)."""
    c, d = mp.mpf(1), 1 / (1 - (a + b) * x / (a + 1))
    h = d
    for m in range(1, 1_000_000):
        e = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d, c = 1 / (1 + e * d), 1 + e / c
        h *= d * c
        e = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d, c = 1 / (1 + e * d), 1 + e / c
        h *= d * c
        if abs(d * c - 1) < EPS:
            return mp.exp(log_kernel(a, b, x, y)) * h / a
    raise ArithmeticError((a, b, x))


def log_kernel(a, b, x, y):
    return mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b) + a * mp.log(x) + b * mp.log(y)


def beta(x, a, b, y=None):
    y = 1 - x if y is None else y
    if x <= (a + 1) / (a + b + 2):
        lower = fraction(a, b, x, y)
        return lower, 1 - lower
    upper = fraction(b, a, y, x)
    return 1 - upper, upper


def gamma(x, a):
    if x < a + 1:
        term = total = 1 / a
        n = a
        while term > total * EPS:
            n += 1
            term *= x / n
            total += term
        lower = mp.exp(a * mp.log(x) - x - mp.loggamma(a)) * total
        return lower, 1 - lower
    b = x + 1 - a
    c, d = mp.mpf(10) ** 500, 1 / b
    h = d
    for i in range(1, 1_000_000):
        e = -i * (i - a)
        b += 2
        d = 1 / (e * d + b)
        c = b + e / c
        h *= d * c
        if abs(d * c - 1) < EPS:
            break
    upper = mp.exp(a * mp.log(x) - x - mp.loggamma(a)) * h
    return 1 - upper, upper


def student(t, df):
    lower, upper = beta(t * t / (df + t * t), mp.mpf(1) / 2, df / 2, df / (df + t * t))
    return (upper / 2, 1 - upper / 2) if t < 0 else (1 - upper / 2, upper / 2)


def student_density(t, df):
    return mp.exp(-mp.log(mp.beta(df / 2, mp.mpf(1) / 2)) - (df + 1) / 2 * mp.log1p(t * t / df)) / mp.sqrt(df)


def fisher(f, d1, d2):
    return beta(d1 * f / (d1 * f + d2), d1 / 2, d2 / 2, d2 / (d1 * f + d2))


def fisher_density(f, d1, d2):
    sum = d1 * f + d2
    return mp.exp(log_kernel(d1 / 2, d2 / 2, d1 * f / sum, d2 / sum)) / f


def chi(x, df):
    return gamma(x / 2, df / 2)


def chi_density(x, df):
    return mp.exp(df / 2 * mp.log(x / 2) - x / 2 - mp.loggamma(df / 2)) / x


def beta_density(x, a, b):
    return mp.exp(log_kernel(a, b, x, 1 - x)) / x / (1 - x)


def binomial(k, n, p):
    lower, upper = beta(p, k + 1, n - k)
    return upper, lower


def binomial_mass(k, n, p):
    return mp.exp(mp.loggamma(n + 1) - mp.loggamma(k + 1) - mp.loggamma(n - k + 1) + k * mp.log(p) + (n - k) * mp.log1p(-p))


def poisson(k, mean):
    lower, upper = gamma(mean, k + 1)
    return upper, lower


def poisson_mass(k, mean):
    return mp.exp(k * mp.log(mean) - mean - mp.loggamma(k + 1))


def hypergeometric_mass(k, r, b, n):
    choose = lambda m, j: mp.loggamma(m + 1) - mp.loggamma(j + 1) - mp.loggamma(m - j + 1)
    return mp.exp(choose(r, k) + choose(b, n - k) - choose(r + b, n))


def hypergeometric(k, r, b, n):
    def walk(j, step, end):
        total = mp.mpf(0)
        term = hypergeometric_mass(j, r, b, n)
        while j != end + step and term > total * EPS:
            total += term
            if step < 0:
                term *= j * (b - n + j) / ((r - j + 1) * (n - j + 1))
            else:
                term *= (r - j) * (n - j) / ((j + 1) * (b - n + j + 1))
            j += step
        return total

    return walk(k, -1, max(mp.mpf(0), n - b)), walk(k + 1, 1, min(n, r))


cases = []


def number(value):
    return float(value) if value >= SMALLEST else None


def emit(name, columns, grid, tails, density):
    rows, seen = [], set()
    for point in grid:
        point = tuple(float(v) for v in point)
        if point in seen:
            continue
        seen.add(point)
        exact = [mp.mpf(v) for v in point]
        lower, upper = (number(v) for v in tails(*exact))
        if lower is None and upper is None or lower is None and upper == 1 or upper is None and lower == 1:
            continue
        rows.append([*point, lower, upper, number(density(*exact))])
    cases.append({"id": name, "columns": [*columns, "lower", "upper", "density"], "rows": rows})
    print(name, len(rows), flush=True)


def invert(tails, index, p, low, high, scale):
    """Root of log tail = log p in the given scale (a map of the real line to the argument): halving, then secants."""
    global EPS
    g = lambda s: mp.log(tails(scale(s))[index] / p)
    full, low, high = EPS, mp.mpf(low), mp.mpf(high)
    ends = (low, high)
    with mp.workdps(20):
        EPS = mp.mpf(10) ** -17
        rising = g(high) > 0
        for _ in range(42):
            middle = (low + high) / 2
            if (g(middle) > 0) == rising:
                high = middle
            else:
                low = middle
    EPS = full
    if low == ends[0] or high == ends[1]:
        return None
    a, b = low, high
    ga, gb = g(a), g(b)
    while ga != gb and abs(gb) > mp.mpf(10) ** -36:
        a, b, ga = b, b - gb * (b - a) / (gb - ga), gb
        gb = g(b)
    return scale(b)


def emit_quantiles(name, columns, ps, parameters, tails, low, high, scale):
    rows = []
    for given in parameters:
        exact = [mp.mpf(float(v)) for v in given]
        for p in ps:
            at = lambda x: tails(x, *exact)
            values = []
            for index in (0, 1):
                value = invert(at, index, mp.mpf(p), low, high, scale)
                if value is None:
                    values.append(None)
                    continue
                residual = abs(at(value)[index] / mp.mpf(p) - 1)
                values.append(float(value) if residual < 1e-25 and 1e-290 < abs(value) < 1e290 else None)
            if values != [None, None]:
                rows.append([p, *(float(v) for v in given), *values])
    cases.append({"id": name, "columns": ["p", *columns, "lower", "upper"], "rows": rows})
    print(name, len(rows), flush=True)


def around(mean, sd, low, high):
    """Points from the centre into both tails."""
    return [v for v in (mean + sd * k for k in (-36, -20, -7, -2.5, -0.3, 0, 1e-6, 0.7, 3, 11, 25)) if low < v < high]


emit("t", ["t", "df"],
     [(t, df) for df in (0.001, 0.1, 1, 2.5, 7, 30, 333.3, 1e4, 1e6, 1e10)
      for t in (-30, -1e-8, 1e-8, 1e-3, 0.4, 1, 1.5, 1.6, 2.4, 6, 15, 36, 400, 1e5, 1e20, 1e100, 1e200)],
     student, student_density)

emit("chi_squared", ["x", "df"],
     [(x, df) for df in (0.002, 0.1, 1, 1.9, 2, 9, 39, 41, 1e3, 1e6, 1e10)
      for x in [df * k for k in (1e-200, 1e-10, 0.01, 0.3, 0.79, 0.81, 1.3, 2.1, 2.3, 5)] + [1e-9, 2.3, 2.5, 300, 1300]
      + around(df, (2 * df) ** 0.5, 0, mp.inf)],
     chi, chi_density)

emit("f", ["f", "df1", "df2"],
     [(f, d1, d2) for d1 in (0.01, 1, 2, 5.5, 64, 1e4, 1e6) for d2 in (0.01, 1, 3, 40, 70, 2e3, 1e6)
      for f in [1e-12, 0.02, 0.6, 0.95, 1 - 1e-9, 1, 1.1, 4, 60, 1e9]
      + around(1.0, (2 / d1 + 2 / d2) ** 0.5, 0, mp.inf)],
     fisher, fisher_density)

emit("beta", ["x", "a", "b"],
     [(x, a, b) for a in (0.001, 0.1, 1, 7.5, 29, 31, 1e3, 1e6) for b in (0.001, 0.5, 1, 2, 12, 35, 4e3, 1e6)
      for x in [1e-100, 1e-10, 1e-3, 0.2, 0.5, 0.51, 0.9, 1 - 1e-6]
      + around(a / (a + b), (a * b / (a + b) ** 2 / (a + b + 1)) ** 0.5, 0, 1)],
     beta, beta_density)

emit("binomial", ["k", "trials", "probability"],
     [(min(round(k), n - 1), n, p) for n in (7, 60, 1234, 50_000, 1_000_000) for p in (1e-5, 0.003, 0.5, 0.7, 0.999)
      for k in [0, 1, 2, n // 2, n - 1] + around(n * p, (n * p * (1 - p)) ** 0.5, 0, n)],
     binomial, binomial_mass)

emit("poisson", ["k", "mean"],
     [(round(k), mean) for mean in (1e-5, 0.3, 5, 41, 900.5, 1e5, 1e8)
      for k in [0, 1, 2, 15, 100] + around(mean, mean ** 0.5, 0, mp.inf)],
     poisson, poisson_mass)

emit("hypergeometric", ["k", "marked", "unmarked", "draws"],
     [(round(k), r, b, n) for r, b, n in ((5, 5, 4), (30, 400, 200), (1000, 50, 900), (2000, 3000, 2500),
                                         (400_000, 600_000, 30_000), (5_000_000, 100, 70_000))
      for k in [max(0, n - b), max(0, n - b) + 1]
      + around(n * r / (r + b), (n * (r / (r + b)) * (b / (r + b)) * (r + b - n) / (r + b - 1)) ** 0.5,
               max(0, n - b), min(r, n))],
     hypergeometric, hypergeometric_mass)

mp.mp.dps = 45
EPS = mp.mpf(10) ** -42
ps = (1e-300, 1e-100, 1e-20, 1e-6, 0.01, 0.3, 0.5, 0.6, 0.975, 1 - 1e-9)

emit_quantiles("t.quantile", ["df"], ps, [(0.7,), (1,), (2,), (4.5,), (25,), (300,), (1e5,), (1e9,)],
               student, -700, 700, mp.sinh)
emit_quantiles("chi_squared.quantile", ["df"], ps, [(0.05,), (1,), (2,), (7.7,), (45,), (900,), (1e6,)],
               chi, -690, 30, mp.exp)
emit_quantiles("f.quantile", ["df1", "df2"], ps,
               [(1, 3), (1, 1e6), (2.5, 2.5), (0.5, 30), (40, 7), (64, 400), (3, 100), (2e4, 3e4)],
               fisher, -690, 690, mp.exp)
emit_quantiles("beta.quantile", ["a", "b"], ps,
               [(0.05, 0.3), (0.5, 0.5), (1, 6), (3, 0.2), (12, 30), (60, 45), (0.4, 1e4), (3e5, 1e6)],
               beta, -690, 36, lambda s: 1 / (1 + mp.exp(-s)))
emit_quantiles("normal.quantile", [], ps, [()], lambda x: (mp.erfc(-x / mp.sqrt(2)) / 2, mp.erfc(x / mp.sqrt(2)) / 2),
               -38, 38, lambda s: s)

json.dump({"area": "distributions_extra", "about": "see scripts/distributions_extra.py; mpmath " + mp.__version__,
           "count": len(cases), "cases": cases}, open("cases/distributions_extra.json", "w"), indent=0)
