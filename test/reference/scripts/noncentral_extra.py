"""Exact values of the noncentral t, chi-square and F and of the studentized range beyond the grids of
h_distributions_exact.json (mpmath, 450 digits).
Plain series from the first term up; 450 digits outlast every cancellation, so both tails come from the same sum.
Run from the folder above: python3 scripts/noncentral_extra.py [id ...]. Writes cases/noncentral_extra.json (about ten minutes;
with ids, only those cases anew).

x.pt_noncentral.h_grid is the grid of h.pt_noncentral anew: there the exact file was made by quadrature, which left 144 lower
and 33 upper tails off by more than 1e-10 relative (at most 1.1e-4, at t = -8, df = 1, ncp = 36)."""
import json
import sys

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




def ncp_where(cdf, p, low, high):
    """the ncp at which cdf(ncp), falling, is p: the secant rule kept inside a bracket, in 50 digits"""
    global EPS
    EPS = mp.mpf(10) ** -48
    with mp.workdps(50):
        low, high, p = mp.mpf(low), mp.mpf(high), F(p)
        while high - low > mp.mpf(10) ** -20 * (abs(low) + abs(high) + mp.mpf(10) ** -6):
            mid = (low + high) / 2
            if cdf(mid) > p:
                low = mid
            else:
                high = mid
    EPS = mp.mpf(10) ** -445
    return float((low + high) / 2)


def t_one_df(q, ncp):
    """P(T <= q) with 1 degree of freedom, by quadrature: for q too large for the series"""
    step = 1 / q
    cuts = sorted({c for c in [0, 1, 3, 12] + [ncp * step + k * step for k in (-12, -3, 0, 3, 12)] if 0 <= c <= 12})
    return mp.quad(lambda s: mp.erfc((ncp - q * s) / mp.sqrt(2)) / 2 * mp.sqrt(2 / mp.pi) * mp.exp(-s * s / 2), cuts)


def t_limits():
    rows = []
    for q, df in ((56, 1e6), (0, 12), (2.5, 1), (-4.2, 33.5), (0.01, 400), (2.5, 30)):
        for p in (0.025, 0.975, 1e-9):
            wide = 7 * (1 + abs(q) / (2 * df) ** 0.5) + 3
            rows.append([q, df, p, ncp_where(lambda n: t(F(q), F(df), n)[0], p, min(q, 0) - wide, max(q, 0) + wide)])
    for p in (0.025, 0.975):
        with mp.workdps(30):
            rows.append([1000, 1, p, ncp_where(lambda n: t_one_df(mp.mpf(1000), n), p, 1, 4000)])
    return {"id": "x.ncp_of_t", "columns": ["t", "df", "p", "ncp"], "rows": rows}


def f_limits():
    rows = []
    for q, df1, df2, ps in ((6, 2, 60, (0.025, 0.975)), (3136, 1, 1e6, (0.025, 0.975)), (1.1, 7.5, 12, (0.05, 0.3)), (40, 12, 300, (0.005, 0.995))):
        for p in ps:
            rows.append([q, df1, df2, p, ncp_where(lambda n: f(F(q), F(df1), F(df2), n)[0], p, 0, 3 * q * df1 + 60)])
    return {"id": "x.ncp_of_f", "columns": ["f", "df1", "df2", "p", "ncp"], "rows": rows}


def chi2_limits():
    rows = []
    for q, df in ((12, 3), (400, 5), (30, 2)):
        for p in (0.025, 0.975):
            rows.append([q, df, p, ncp_where(lambda n: chi2(F(q), F(df), n)[0], p, 0, 3 * q + 60)])
    return {"id": "x.ncp_of_chisq", "columns": ["x", "df", "p", "ncp"], "rows": rows}


def tukey(rows):
    """Studentized range by trapezoidal sums in 60 digits, steps far below what 25 digits need; the upper tail as 1 - lower"""
    out = []
    with mp.workdps(60):
        step = mp.mpf(1) / 25
        grid_z = [step * i for i in range(-400, 401)]
        below = [mp.erfc(-z / mp.sqrt(2)) / 2 for z in grid_z]
        height = [mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi) for z in grid_z]

        def within(r, k):
            """P(range <= r)"""
            return k * step * mp.fsum(h * (b - mp.erfc((r - z) / mp.sqrt(2)) / 2) ** (k - 1) for z, b, h in zip(grid_z, below, height))

        for q, k, df in rows:
            if df == "Inf":
                lower = within(F(q), k)
                upper = 1 - lower
            else:
                nu = F(df)
                du = mp.mpf(1) / (8 * mp.ceil(mp.sqrt(nu)))
                lc = mp.log(2) + nu / 2 * mp.log(nu / 2) - mp.loggamma(nu / 2)
                upper, u, side = mp.mpf(0), mp.mpf(0), 1
                while True:
                    share = 1 - within(F(q) * mp.exp(u), k)
                    term = share * mp.exp(lc + nu * u - nu / 2 * mp.exp(2 * u)) * du
                    upper += term
                    u += side * du
                    if term < upper * mp.mpf(10) ** -25 and (side > 0 or share > 0.999):
                        if side < 0:
                            break
                        u, side = -du, -1
                lower = 1 - upper
            out.append([q, k, df, float(lower), float(upper)])
            print("x.ptukey", out[-1], flush=True)
    return {"id": "x.ptukey", "columns": ["q", "k", "df", "lower", "upper"], "rows": out}


tukey_rows = grid([0.5, 4, 9, 14], [2, 3, 10, 100], ["Inf"]) + [[3, 3, 8], [20, 3, 8], [9, 100, 8], [14, 10, 60], [25, 4, 30]]

ABOUT = (
    "Noncentral t, chi-square and F in 450-digit arithmetic, the studentized range in 60 digits, and the ncp at which the"
    " lower tail is p, rounded to double"
)
MAKERS = {
    "x.pt_noncentral": lambda: case("x.pt_noncentral", t, ["t", "df", "ncp"], t_rows),
    "x.pt_noncentral.h_grid": lambda: case("x.pt_noncentral.h_grid", t, ["t", "df", "ncp"], h_rows),
    "x.pchisq_noncentral": lambda: case("x.pchisq_noncentral", chi2, ["x", "df", "ncp"], chi2_rows),
    "x.pf_noncentral": lambda: case("x.pf_noncentral", f, ["f", "df1", "df2", "ncp"], f_rows),
    "x.ptukey": lambda: tukey(tukey_rows),
    "x.ncp_of_t": t_limits,
    "x.ncp_of_f": f_limits,
    "x.ncp_of_chisq": chi2_limits,
}

if __name__ == "__main__":
    path = "cases/noncentral_extra.json"
    wanted = sys.argv[1:]
    old = {c["id"]: c for c in json.load(open(path))["cases"]} if wanted else {}
    cases = [make() if not wanted or name in wanted else old[name] for name, make in MAKERS.items()]
    json.dump({"area": "noncentral_extra", "about": ABOUT, "count": len(cases), "cases": cases}, open(path, "w"), indent=0)
