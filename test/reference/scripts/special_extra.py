"""True values (mpmath, 400 digits) of special functions. Writes cases/special_extra.json; run from test/reference."""
import json

import mpmath as mp

mp.mp.dps = 400
cases = []


def emit(name, columns, grid, function):
    rows = [[*point, *(float(v) for v in function(*(mp.mpf(v) for v in point)))] for point in grid]
    cases.append({"id": name, "columns": columns, "rows": rows})


def erfcx(x):
    # ∫ exp(-t² - 2 x t) dt over t > 0, where exp(x²) would overflow
    return mp.exp(x * x) * mp.erfc(x) if x < 30 else mp.quad(lambda t: mp.exp(-t * t / x / x - 2 * t), [0, 1, 5, 20, 80]) * 2 / mp.sqrt(mp.pi) / x


def stirling_error(x):
    return mp.loggamma(x) - (x - mp.mpf(1) / 2) * mp.log(x) + x - mp.log(2 * mp.pi) / 2


def hedges(df):
    z = df / 2
    return mp.exp(mp.loggamma(z) - mp.loggamma(z - mp.mpf(1) / 2)) / mp.sqrt(z)


signed = [s * x for x in (1e-300, 1e-8, 0.1, 0.3, 0.4999, 0.5001, 0.8, 1.5, 2.2, 3.9) for s in (-1, 1)] + [0.0]
emit("erf", ["x", "erf", "erfc"], [(x,) for x in signed + [5.0, 8.0, 14.3, 20.0, 26.0]],
     lambda x: (mp.erf(x), mp.erfc(x)))
emit("erfcx", ["x", "erfcx"], [(x,) for x in (0.0, 1e-10, 0.2, 0.7, 1.3, 2.9, 6.0, 12.0, 40.0, 300.0, 1e6)],
     lambda x: (erfcx(x),))
emit("log1pMinus", ["x", "value"],
     [(x,) for x in (-0.999999, -0.9, -0.61, -0.59, -0.3, -0.01, -1e-9, 1e-300, 1e-12, 0.001, 0.2, 1.0, 1.59, 1.61, 30.0, 1e20)],
     lambda x: (mp.log1p(x) - x,))
points = [1e-300, 1e-20, 1e-5, 0.01, 0.3, 0.6999, 0.7, 0.999, 1 - 1e-12, 1 + 1e-12, 1.001, 1.46, 1.999, 2 + 1e-9, 2.4,
          2.59, 2.61, 3.0, 7.7, 25.0, 171.5, 1e4, 1e9, 1e15, 1e40]
emit("logGamma", ["x", "logGamma", "stirlingError"], [(x,) for x in points], lambda x: (mp.loggamma(x), stirling_error(x)))
emit("logGamma1p", ["a", "value"], [(a,) for a in (-0.3, -0.1, -1e-10, 1e-60, 1e-16, 1e-4, 0.5, 1 - 1e-10, 1.2, 1.7, 12.0)],
     lambda a: (mp.loggamma(1 + a),))
emit("hedgesJ", ["df", "J"],
     [(df,) for df in (1 + 1e-12, 1.001, 1.5, 2.0, 2.9, 3.1, 4.0, 8.0, 17.5, 80.0, 1e3, 12345.6, 1e6, 1e9, 1e12, 1e15)],
     lambda df: (hedges(df),))
emit("logGammaRatio", ["b", "step", "value"],
     [(b, s) for b in (1e-6, 0.02, 0.7, 3.3, 7.99, 50.0, 1e5, 1e12) for s in (1e-3, 0.5, 4.0, 300.0)],
     lambda b, s: (mp.loggamma(b + s) - mp.loggamma(b),))
emit("logGammaRatio.smallStep", ["b", "step", "value"],
     [(b, s) for b in (1e-200, 1e-4, 0.366, 5.0, 8.0, 300.0, 1e20) for s in (1e-60, 1e-37, 1e-18, 1e-12, 1e-9, 1e-6)],
     lambda b, s: (mp.loggamma(b + s) - mp.loggamma(b),))
emit("gammaRatio", ["a", "b", "value"], [(5.0, 3.0), (3.0, 5.0), (0.5, 0.001), (300.5, 300.0), (1e10, 1e10 + 4), (1.0, 120.0), (1.0, 1e-300)],
     lambda a, b: (mp.exp(mp.loggamma(a) - mp.loggamma(b)),))
emit("logBeta", ["a", "b", "value"],
     [(a, b) for a in (1e-10, 0.3, 1.0, 6.5, 1e4, 1e9) for b in (1e-6, 0.5, 2.0, 40.0, 1e8)],
     lambda a, b: (mp.loggamma(a) + mp.loggamma(b) - mp.loggamma(a + b),))

json.dump({"area": "special_extra", "about": "see scripts/special_extra.py; mpmath " + mp.__version__, "count": len(cases),
           "cases": cases}, open("cases/special_extra.json", "w"), indent=0)
