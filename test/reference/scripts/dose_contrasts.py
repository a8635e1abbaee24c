"""Distribution of the largest of correlated t statistics, critical values and power of dose contrasts, by quadrature over the common
denominator of multivariate normal probabilities (scipy, Genz's method at 1e-6). Run from test/reference."""
import json
import numpy as np
from scipy import stats, optimize

doses = np.array([0, 15, 30, 60, 90.0])
n = np.array([20, 20, 18, 22, 20.0])
shapes = {
    "linear": doses,
    "emax": doses / (25 + doses),
    "logistic": 1 / (1 + np.exp(-0.1 * (doses - 45))),
    "sigmoid-emax": doses**3 / (40.0**3 + doses**3),
    "exponential": np.expm1(doses / 40),
}


def contrast(m):
    c = n * (m - (n * m).sum() / n.sum())
    return c / np.sqrt((c * c).sum())


C = np.array([contrast(m) for m in shapes.values()])
A = C / np.sqrt(n)
A /= np.sqrt((A * A).sum(1))[:, None]
R = A @ A.T
df = int(n.sum()) - len(n)
nodes, weights = np.polynomial.legendre.leggauss(20)
lo, hi = np.sqrt(stats.chi2.ppf(1e-9, df) / df), np.sqrt(stats.chi2.isf(1e-9, df) / df)
s = (hi - lo) / 2 * nodes + (hi + lo) / 2
density = stats.chi2.pdf(df * s * s, df) * 2 * df * s * (hi - lo) / 2 * weights


def at_most(q, rows, delta=None):
    delta = np.zeros(len(rows)) if delta is None else delta
    sub = R[np.ix_(rows, rows)]
    total = 0.0
    for sk, wk in zip(s, density):
        if wk < 1e-9:
            continue
        p = stats.multivariate_normal.cdf(q * sk - delta, mean=np.zeros(len(rows)), cov=sub, abseps=1e-6, releps=1e-6, maxpts=100_000)
        total += wk * p
    return float(total)


np.random.seed(20260919)
cases = []
for rows in ([0], [0, 1], [0, 1, 2], [0, 1, 2, 3]):
    for q in (0.5, 2.0):
        cases.append({"rows": rows, "limit": q, "atMost": at_most(q, rows)})
critical = {str(r): float(optimize.brentq(lambda q: at_most(q, r) - 0.975, 1.8, 3.0, xtol=1e-4)) for r in ([0, 1], [0, 1, 2])}
q = critical[str([0, 1, 2])]
effect, sd = 5.0, 9.0
power = {}
for k, name in enumerate(list(shapes)[:3]):
    m = shapes[name] - shapes[name][0]
    mu = effect * m / np.abs(m).max()
    delta = np.array([(C[r] @ mu) / (sd * np.sqrt((C[r] ** 2 / n).sum())) for r in (0, 1, 2)])
    power[name] = 1 - at_most(q, [0, 1, 2], delta)
out = {"area": "dose_contrasts", "doses": doses.tolist(), "n": n.astype(int).tolist(), "df": df, "shapes": list(shapes), "contrasts": C.tolist(),
       "correlation": R.tolist(), "cases": cases, "critical": critical, "effect": effect, "sd": sd, "power": power}
json.dump(out, open("cases/dose_contrasts.json", "w"), indent=1)
print(critical, power)
