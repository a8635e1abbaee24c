"""Coefficients of the rational approximations in src/numeric/special (mpmath).

Interpolates each function at Chebyshev nodes, rounds the denominator to `digits` significant digits (they are shorter in
the source that way) and refits the numerator. Prints coefficients and the largest relative error after rounding to double.
Run: python3 scripts/rational_fits.py
"""
import mpmath as mp

mp.mp.dps = 60


def nodes(low, high, n):
    return [(low + high) / 2 + (high - low) / 2 * mp.cos(mp.pi * (2 * k + 1) / (2 * n)) for k in range(n)]


def value(coefficients, x):
    return mp.polyval(coefficients[::-1], x)


def fit(f, low, high, n, m):
    xs = nodes(low, high, n + m + 1)
    matrix = mp.matrix(len(xs), len(xs))
    right = mp.matrix([f(x) for x in xs])
    for i, x in enumerate(xs):
        for j in range(n + 1):
            matrix[i, j] = x**j
        for j in range(1, m + 1):
            matrix[i, n + j] = -right[i] * x**j
    solution = mp.lu_solve(matrix, right)
    return [mp.mpf(1)] + [solution[n + j] for j in range(1, m + 1)]


def refit(f, low, high, n, denominator):
    xs = nodes(low, high, n + 1)
    matrix = mp.matrix(n + 1, n + 1)
    for i, x in enumerate(xs):
        for j in range(n + 1):
            matrix[i, j] = x**j
    return list(mp.lu_solve(matrix, mp.matrix([f(x) * value(denominator, x) for x in xs])))


def show(name, f, low, high, n, m, digits):
    low, high = mp.mpf(low), mp.mpf(high)
    denominator = [mp.mpf(float(mp.nstr(c, digits))) for c in fit(f, low, high, n, m)]
    numerator = [mp.mpf(float(c)) for c in refit(f, low, high, n, denominator)]
    points = [low + (high - low) * k / 500 for k in range(1, 500)]
    error = max(abs(value(numerator, x) / value(denominator, x) / f(x) - 1) for x in points)
    print(f"{name}: relative error {mp.nstr(error, 2)} on {mp.nstr(low, 3)} .. {mp.nstr(high, 3)}")
    print("  numerator  ", ", ".join(repr(float(c)) for c in numerator))
    print("  denominator", ", ".join(repr(float(c)) for c in denominator))


def stirling(v):
    if v < mp.mpf(10) ** -14:
        return mp.mpf(1) / 12 - v / 360
    x = 1 / mp.sqrt(v)
    return (mp.loggamma(x) - (x - 0.5) * mp.log(x) + x - mp.log(2 * mp.pi) / 2) * x


def erfcx(x):
    if x < 200:
        return mp.exp(x * x) * mp.erfc(x)
    return sum((-1) ** k * mp.fac2(2 * k - 1) / (2 * x * x) ** k for k in range(10)) / (x * mp.sqrt(mp.pi))



show("x stirlingError(x) in 1/x²", stirling, 0, mp.mpf(1) / 9, 4, 4, 6)
show("log Γ(1 + a) / (a (a - 1))", lambda a: mp.loggamma(1 + a) / (a * (a - 1)), "-0.3", "1.6", 8, 8, 13)
show("erf(x)/x in x²", lambda w: mp.erf(mp.sqrt(w)) / mp.sqrt(w), "1e-30", "0.25", 4, 4, 8)
show("erfcx(x) (x + 2) in 1/(x + 2)", lambda u: erfcx(1 / u - 2) / u, "1e-6", "0.5", 10, 11, 11)
