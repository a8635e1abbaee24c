"""Exact values of the noncentral t, chi-square and F beyond the grids of h_distributions_exact.json (mpmath, 450 digits).
Plain series from the first term up; 450 digits outlast every cancellation, so both tails come from the same sum.
Run from the folder above: python3 scripts/noncentral_extra.py. Writes cases/noncentral_extra.json (about twenty minutes)."""
import json
import mpmath as mp

mp.mp.dps = 450
EPS = mp.mpf(10) ** -445
F = lambda v: mp.mpf(float(v))


def gamma_power(a, y):
    """y^a e^-y / Gamma(a + 1)"""
    return mp.exp(a * mp.log(y) - y - mp.loggamma(a + 1))


def gamma_p(a, y):
    total = term = mp.mpf(1)
    n = a
    while term > total * EPS:
        n += 1
        term *= y / n
        total += term
    return gamma_power(a, y) * total


def beta_power(a, b, x, y):
    """x^a y^b / (a B(a, b))"""
    return mp.exp(a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a + 1) - mp.loggamma(b))


def beta_terms(b, x, y):
    """about how many terms beta_p needs"""
    return b * x / y - 1000 / mp.log(x)


def beta_p(a, b, x, y):
    if beta_terms(b, x, y) > beta_terms(a, y, x):
        return 1 - beta_p(b, a, y, x)
    total = term = mp.mpf(1)
    n = mp.mpf(0)
    while term > total * EPS:
        term *= (a + b + n) / (a + 1 + n) * x
        total += term
        n += 1
    return beta_power(a, b, x, y) * total


def poisson_sum(mean, weight, p, g, grow):
    """sum over j of weight_j p_j with p_{j+1} = p_j - g_j, weight_{j+1} = weight_j mean / (j + 1 + shift), g_{j+1} = g_j grow(j)"""
    total = mp.mpf(0)
    j = 0
    w, shift = weight
    while True:
        add = w * p
        total += add
        if j > mean and abs(add) < EPS:
            return total
        p -= g
        g *= grow(j)
        w *= mean / (j + 1 + shift)
        j += 1


def chi2(x, df, ncp):
    a, y, m = df / 2, x / 2, ncp / 2
    low = poisson_sum(m, (mp.exp(-m), 0), gamma_p(a, y), gamma_power(a, y), lambda j: y / (a + 1 + j))
    return low, 1 - low


def f(q, df1, df2, ncp):
    a, b, m = df1 / 2, df2 / 2, ncp / 2
    x, y = df1 * q / (df1 * q + df2), df2 / (df1 * q + df2)
    low = poisson_sum(m, (mp.exp(-m), 0), beta_p(a, b, x, y), beta_power(a, b, x, y), lambda j: x * (a + b + j) / (a + 1 + j))
    return low, 1 - low


def t(q, df, ncp):
    """AS 243 in 450 digits; Lenth (1989)"""
    if q < 0:
        return tuple(reversed(t(-q, df, -ncp)))
    half, b, m = mp.mpf(1) / 2, df / 2, ncp * ncp / 2
    low = mp.erfc(ncp / mp.sqrt(2)) / 2
    if q > 0:
        x, y = q * q / (df + q * q), df / (df + q * q)
        for a, first in ((half, mp.exp(-m)), (mp.mpf(1), mp.exp(-m) * ncp / mp.sqrt(2) / mp.gamma(mp.mpf(3) / 2))):
            low += half * poisson_sum(m, (first, a - half), beta_p(a, b, x, y), beta_power(a, b, x, y), lambda j, a=a: x * (a + b + j) / (a + 1 + j))
    return low, 1 - low


def case(name, fn, columns, rows):
    out = []
    for r in rows:
        low, up = fn(*[F(v) for v in r])
        out.append(list(r) + [float(low), float(up)])
    print(name, len(out), flush=True)
    return {"id": name, "columns": columns + ["lower", "upper"], "rows": out}


grid = lambda *axes: [[]] if not axes else [[v] + rest for v in axes[0] for rest in grid(*axes[1:])]

t_rows = (
    grid([-30, -2, -0.1, 1e-8, 0.3, 1.7, 5, 60], [0.3, 0.5, 1, 3.7, 20, 1e4], [-12, -3, -0.5, 0.01, 2, 9])
    + grid([-3, 1e-3, 2, 40, 56, 70], [1e6, 2.5e6, 1e10], [-6, 0, 1.96, 38, 56, 58.5])
    + grid([0.5, 100, 1000], [1, 2, 7, 30, 1e3], [31, 90, 250])
    + grid([100, 1000], [1, 30], [1000])
    + grid([3, 1e5], [1, 12], [1e-12, 1, 5])
)
chi2_rows = (
    grid([1e-6, 0.3, 4, 60, 400], [0.1, 1, 2, 7.5, 90], [1e-8, 0.2, 5, 120])
    + grid([100, 4000, 8000, 9800, 10300, 14000, 20000], [1, 12, 600], [1e4])
    + grid([9e5, 1e6, 1.003e6], [3], [1e6])
    + grid([1e-3, 5, 1200], [1, 5e3, 1e6], [0.7, 1000])
)
f_rows = (
    grid([1e-6, 0.05, 1, 6, 300], [0.5, 1, 3, 40], [0.7, 2, 9, 1e4], [1e-8, 0.4, 12, 200])
    + grid([20, 800, 3000, 9000, 2e4], [1, 4, 30], [5, 120, 1e6], [1e4])
    + grid([1, 1.4, 4], [2, 1000], [8, 1e9], [3, 700])
)

h_rows = [r[:3] for c in json.load(open("cases/h_distributions_exact.json"))["cases"] if c["id"] == "h.pt_noncentral" for r in c["rows"]]


if __name__ == "__main__":
    cases = [
        case("x.pt_noncentral", t, ["t", "df", "ncp"], t_rows),
        case("x.pt_noncentral.h_grid", t, ["t", "df", "ncp"], h_rows),
        case("x.pchisq_noncentral", chi2, ["x", "df", "ncp"], chi2_rows),
        case("x.pf_noncentral", f, ["f", "df1", "df2", "ncp"], f_rows),
    ]
    json.dump({"area": "noncentral_extra", "about": "Noncentral t, chi-square and F in 450-digit arithmetic, rounded to double", "count": len(cases), "cases": cases}, open("cases/noncentral_extra.json", "w"), indent=0)
