"""Power, detectable effects and sequential looks, computed apart from the library: noncentral t as an integral over the chi density,
two and three looks as integrals over the normal (Gauss-Legendre, 400 points), five by scipy's multivariate normal (Genz).

Writes ../cases/planning.json. Python 3.11, mpmath 1.3.0, numpy, scipy 1.17.1. Runs some seconds."""
import json
import os

import mpmath as mp
import numpy as np
from scipy import optimize, special, stats

mp.mp.dps = 22
cases = []


def add(id, call, input, expected):
    cases.append({"id": id, "call": call, "input": input, "expected": expected})


nodes, weights = np.polynomial.legendre.leggauss(400)


def gauss(lo, hi):
    """Points and weights of a rule of 400 points; what is integrated here is smooth."""
    lo, hi = float(lo), float(hi)
    return (lo + hi) / 2 + (hi - lo) / 2 * nodes, (hi - lo) / 2 * weights


# Noncentral t: P(T > c) = E Phi(ncp - c S), S = sqrt(chi2/df).
def nct_sf(c, df, ncp):
    c, df, ncp = mp.mpf(c), mp.mpf(df), mp.mpf(ncp)
    sd = 1 / mp.sqrt(2 * df)
    s, w = gauss(max(mp.mpf("1e-9"), 1 - 12 * sd), 1 + 12 * sd)
    logk = float(mp.log(2) + (df / 2) * mp.log(df / 2) - mp.loggamma(df / 2) - df / 2)
    dens = np.exp(logk + float(df - 1) * np.log(s) - float(df) * (s * s - 1) / 2)
    return mp.mpf(float(np.sum(w * dens * special.ndtr(float(ncp) - float(c) * s))))


def t_isf(p, df):
    f = lambda x: mp.betainc(mp.mpf(df) / 2, mp.mpf("0.5"), 0, df / (df + x * x), regularized=True) / 2 - p
    return mp.findroot(f, float(stats.t.isf(float(p), float(df))))


def power(ncp, df, alpha, sides, wrong):
    c = t_isf(mp.mpf(alpha) / sides, df)
    return nct_sf(c, df, ncp) + (nct_sf(c, df, -mp.mpf(ncp)) if sides == 2 and wrong else 0)


def mdes(se, df, alpha, target, sides, wrong):
    start = float(stats.t.isf(alpha / sides, float(df)) + stats.t.isf(1 - target, float(df)))
    return se * mp.findroot(lambda n: power(n, df, alpha, sides, wrong) - mp.mpf(target), (start, start * 1.01))


# Each design with its variance and df written out from Dong & Maynard (2013) and Roberts & Roberts (2005), by hand.
half = mp.mpf(1) / 4
M = mp.mpf
designs = [
    ("individual", {"kind": "individual", "units": 300, "rSquared": 0.4, "covariates": 2, "treatedShare": 0.4},
     M("0.6") / (M("0.24") * 300), 296),
    ("matched-pairs", {"kind": "matched-pairs", "pairs": 24, "correlation": 0.3}, 2 * M("0.7") / 24, 23),
    ("blocked.constant", {"kind": "blocked", "blocks": 12, "unitsPerBlock": 20, "rSquared": 0.5, "covariates": 1},
     M("0.5") / (half * 240), 12 * 19 - 2),
    ("blocked.fixed", {"kind": "blocked", "blocks": 12, "unitsPerBlock": 20, "rSquared": 0.5, "covariates": 1, "blockEffects": "fixed", "iccBlocks": 0.1},
     M("0.9") * M("0.5") / (half * 240), 12 * 18 - 1),
    # omega = .2, rho = .15: effect variance .03
    ("blocked.random", {"kind": "blocked", "blocks": 12, "unitsPerBlock": 20, "rSquared": 0.5, "blockEffects": "random", "iccBlocks": 0.15,
                        "effectSd": float(mp.sqrt(M("0.03"))), "rSquaredEffects": 0.1, "blockCovariates": 1},
     M("0.03") * M("0.9") / 12 + M("0.85") * M("0.5") / (half * 240), 10),
    ("clustered", {"kind": "clustered", "clusters": 30, "unitsPerCluster": 22, "icc": 0.17, "rSquared": 0.4, "rSquaredClusters": 0.6,
                   "clusterCovariates": 1, "treatedShare": 0.3},
     (M("0.17") * M("0.4") + M("0.83") * M("0.6") / 22) / (M("0.21") * 30), 27),
    ("three-level", {"kind": "three-level-clustered", "clusters": 20, "subclustersPerCluster": 3, "unitsPerSubcluster": 18, "icc": 0.1,
                     "iccSubclusters": 0.08, "rSquared": 0.5, "rSquaredSubclusters": 0.3, "rSquaredClusters": 0.7, "clusterCovariates": 2},
     M("0.1") * M("0.3") / (half * 20) + M("0.08") * M("0.7") / (half * 60) + M("0.82") * M("0.5") / (half * 1080), 16),
    ("blocked-clustered.fixed", {"kind": "blocked-clustered", "blocks": 6, "clustersPerBlock": 8, "unitsPerCluster": 20, "icc": 0.12, "rSquared": 0.4,
                                 "rSquaredClusters": 0.5, "clusterCovariates": 1, "blockEffects": "fixed"},
     M("0.12") * M("0.5") / (half * 48) + M("0.88") * M("0.6") / (half * 960), 6 * 6 - 1),
    ("blocked-clustered.random", {"kind": "blocked-clustered", "blocks": 6, "clustersPerBlock": 8, "unitsPerCluster": 20, "icc": 0.12, "iccBlocks": 0.2,
                                  "rSquared": 0.4, "rSquaredClusters": 0.5, "blockEffects": "random", "effectSd": 0.1},
     M("0.01") / 6 + M("0.12") * M("0.5") / (half * 48) + M("0.68") * M("0.6") / (half * 960), 5),
    ("one-arm", {"kind": "one-arm-clustered", "clusters": 15, "unitsPerCluster": 4, "controlUnits": 70, "icc": 0.1, "rSquared": 0.5, "covariates": 1,
                 "rSquaredClusters": 0.2, "clusterCovariates": 1}, None, None),
]
vt = (M("0.1") * M("0.8") + M("0.9") * M("0.5") / 4) / 15
vc = M("0.9") * M("0.5") / 70
designs[-1] = (*designs[-1][:2], vt + vc, (vt + vc) ** 2 / (vt**2 / 13 + vc**2 / 68))

for name, design, variance, df in designs:
    se = mp.sqrt(variance)
    effect = mp.mpf("0.25")
    add(f"planning.design.{name}", "standard error and df by hand; noncentral t by quadrature", {"design": design, "effect": 0.25}, {
        "standardError": float(se), "df": float(df),
        "power": {"both": float(power(effect / se, df, 0.05, 2, True)), "one_side_counted": float(power(effect / se, df, 0.05, 2, False)),
                  "greater": float(power(effect / se, df, 0.05, 1, False))},
        "mdes80": float(mdes(se, df, 0.05, 0.8, 2, True)), "mdes90_greater_01": float(mdes(se, df, 0.01, 0.9, 1, False)),
        # P(lower 90 % limit >= .05) under .25
        "limit_reaches": float(nct_sf(t_isf(M("0.05"), df), df, (effect - M("0.05")) / se)),
        "estimate_reaches": float(mp.ncdf((effect - M("0.05")) / se)),
    })

# Looks: z at fractions t, increments independent. Stopping probabilities as double integrals over where the trial went on.
def crossings(ts, uppers, lowers, th):
    """P(stop above) at up to three looks; bounds on z, None for no lower bound."""
    ts = [float(t) for t in ts]
    th = float(th)
    up = [float(u) * t**0.5 for u, t in zip(uppers, ts)]
    low = [-12 * t**0.5 + th * t if l is None else float(l) * t**0.5 for l, t in zip(lowers, ts)]
    pdf = lambda x: np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
    tail = lambda x, d, b: special.ndtr(-(b - x - th * d) / np.sqrt(d))
    out = [float(special.ndtr(-(up[0] - th * ts[0]) / ts[0] ** 0.5))]
    if len(ts) > 1:
        x, wx = gauss(low[0], up[0])
        f1 = wx * pdf((x - th * ts[0]) / ts[0] ** 0.5) / ts[0] ** 0.5
        d1 = ts[1] - ts[0]
        out.append(float(np.sum(f1 * tail(x, d1, up[1]))))
    if len(ts) > 2:
        d2 = ts[2] - ts[1]
        y, wy = gauss(low[1], up[1])
        k = pdf((y[None, :] - x[:, None] - th * d1) / d1**0.5) / d1**0.5
        out.append(float(f1 @ k @ (wy * tail(y, d2, up[2]))))
    return out


def spent(kind, t, alpha):
    t, alpha = mp.mpf(t), mp.mpf(alpha)
    isf = lambda p: mp.sqrt(2) * mp.erfinv(1 - 2 * p)
    if kind["kind"] == "obrien-fleming":
        return 2 * mp.ncdf(-isf(alpha / 2) / mp.sqrt(t))
    if kind["kind"] == "pocock":
        return alpha * mp.log(1 + (mp.e - 1) * t)
    if kind["kind"] == "power":
        return alpha * t ** mp.mpf(kind["exponent"])
    g = mp.mpf(kind["gamma"])
    return alpha * t if g == 0 else alpha * (1 - mp.exp(-g * t)) / (1 - mp.exp(-g))


mp.mp.dps = 18
kinds = [{"kind": "obrien-fleming"}, {"kind": "pocock"}, {"kind": "hwang-shih-decani", "gamma": -4}, {"kind": "hwang-shih-decani", "gamma": 0},
         {"kind": "hwang-shih-decani", "gamma": 1}, {"kind": "power", "exponent": 2}]
for kind in kinds:
    add(f"planning.spent.{kind['kind']}.{kind.get('gamma', kind.get('exponent', ''))}", "closed form (mpmath)", {"spending": kind, "alpha": 0.025, "fractions": [0.1, 0.3, 0.5, 0.9, 1]},
        {"spent": [float(spent(kind, t, "0.025")) for t in ("0.1", "0.3", "0.5", "0.9", "1")]})
    for sides, ts in ((2, ["0.5", "1"]), (1, ["0.3", "0.7", "1"])):
        alpha = mp.mpf("0.05") / sides
        z = []
        total = mp.mpf(0)
        for k in range(len(ts)):
            now = spent(kind, ts[k], alpha)
            inc = now - total
            total = now
            g = lambda c: np.log(crossings(ts[: k + 1], z + [c], [(-v if sides == 2 else None) for v in z] + [0], 0)[k] / float(inc))
            z.append(optimize.brentq(g, 0, float(stats.norm.isf(float(inc))) + 0.01, xtol=1e-14, rtol=1e-15))
        add(f"planning.boundaries.{kind['kind']}.{kind.get('gamma', kind.get('exponent', ''))}.{sides}", "boundaries by root finding on integrals of the normal",
            {"spending": kind, "alpha": 0.05, "sides": sides, "fractions": [float(t) for t in ts]}, {"z": [float(v) for v in z]})

for name, ts, up, low, th in [("drift", ["0.4", "0.7", "1"], ["2.5", "2.3", "2.1"], ["-2.5", "-2.3", "-2.1"], "2.8"),
                              ("futility", ["0.3", "0.8", "1"], ["3.2", "2.4", "2.0"], ["-0.2", "0.9", "2.0"], "1.5"),
                              ("open", ["0.25", "0.5"], ["1.5", "1.2"], [None, None], "-1")]:
    add(f"planning.crossing.{name}", "integrals of the normal", {"fractions": [float(t) for t in ts], "upper": [float(u) for u in up],
        "lower": [None if l is None else float(l) for l in low], "drift": float(th)}, {"upper": [float(v) for v in crossings(ts, up, low, th)]})

# Five looks: rectangle probabilities of the multivariate normal (scipy, Genz), good to about 1e-6.
for name, bound in (("pocock", [2.413] * 5), ("obrien-fleming", [2.040 * (5 / k) ** 0.5 for k in range(1, 6)])):
    for th in (0.0, 2.9):
        ts = np.arange(1, 6) / 5
        cov = np.minimum.outer(ts, ts) / np.sqrt(np.outer(ts, ts))
        stay = [1.0]
        for k in range(1, 6):
            mean = th * np.sqrt(ts[:k])
            rng = np.random.default_rng(1)
            stay.append(stats.multivariate_normal(mean, cov[:k, :k], maxpts=400_000 * k, abseps=1e-8, releps=1e-8, seed=rng).cdf(np.array(bound[:k]), lower_limit=-np.array(bound[:k])))
        add(f"planning.five_looks.{name}.{th}", "scipy.stats.multivariate_normal.cdf with lower_limit", {"fractions": ts.tolist(), "bound": bound, "drift": th},
            {"stopped": [float(a - b) for a, b in zip(stay, stay[1:])]})

# The truth of a synthetic district by integrals over motivation: P(user | m) = Phi((l m - z) / sqrt(1 - l^2)).
for name, o in (("default", {}), ("strong", {"useShare": 0.15, "useOnMotivation": 0.8, "minutesOnMotivation": 0.35, "minutesSpread": 0.1, "effectOnMotivation": 0.4,
                                            "crossoverShare": 0.25, "growthOnMotivation": 3}), ("reversed", {"useShare": 0.9, "useOnMotivation": -0.3, "effectOnMotivation": -0.2})):
    d = {"useShare": 0.6, "useOnMotivation": 0.5, "minutesOnMotivation": 0.2, "minutesSpread": 0.2, "effectOnMotivation": 0, "crossoverShare": 0, "growthOnMotivation": 2} | o
    l, sm, v, h, c = d["useOnMotivation"], d["minutesOnMotivation"], d["minutesSpread"], d["effectOnMotivation"], d["crossoverShare"]
    m, w = gauss(-12, 12)
    w = w * stats.norm.pdf(m)
    user = special.ndtr((l * m - stats.norm.isf(d["useShare"])) / np.sqrt(1 - l * l))
    minutes = 1350 / (1 + sm * sm + v * v) * ((1 + sm * m) ** 2 + v * v)
    mean = lambda x: float(np.sum(w * user * x))
    total, points = mean(minutes), 0.003 * mean((1 + h * m) * minutes)
    add(f"planning.district.{name}", "integrals over motivation", o, {
        "intentToTreat": (1 - c) * points, "complierEffect": points / mean(1), "complierShare": (1 - c) * mean(1), "meanMinutes": {"treatment": total, "control": c * total},
        "ratioOfMeans": (8 + points) / total, "excessRatioOfMeans": points / total, "excessRatioOfUsers": (points + d["growthOnMotivation"] * mean(m)) / total,
        "marginalRate": 0.003, "causalRate": points / total})

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "../cases/planning.json"), "w") as f:
    json.dump({"area": "planning", "about": "Power, detectable effects and sequential looks by mpmath and scipy; scripts/planning.py.", "count": len(cases), "cases": cases}, f, indent=1)
    f.write("\n")
