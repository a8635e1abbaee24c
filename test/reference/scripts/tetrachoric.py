"""Tetrachoric correlations of studies_counts.csv and their variances, by mpmath to 30 digits.

The correlation is the root of P(X < h, Y < k; r) = a/n with h, k the normal scores of the margins; the variance is that of the
delta method under multinomial sampling. Run from test/reference.
"""
import csv
from mpmath import mp, mpf, quad, sqrt, exp, pi, erfinv, erf, findroot

mp.dps = 30
cdf = lambda x: (1 + erf(x / sqrt(2))) / 2
score = lambda p: sqrt(2) * erfinv(2 * p - 1)
density = lambda h, k, r: exp(-(h * h - 2 * r * h * k + k * k) / (2 * (1 - r * r))) / (2 * pi * sqrt(1 - r * r))

for i, row in enumerate(csv.DictReader(open("data/studies_counts.csv"))):
    a, b, c, d = (mpf(row[name]) for name in ("ai", "bi", "ci", "di"))
    if 0 in (a, b, c, d):
        continue
    n = a + b + c + d
    h, k = score((a + b) / n), score((a + c) / n)
    r = findroot(lambda r: cdf(h) * cdf(k) + quad(lambda s: density(h, k, s), [0, r]) - a / n, ((a * d - b * c) / n**2))
    row_slope, column_slope = cdf((k - r * h) / sqrt(1 - r * r)), cdf((h - r * k) / sqrt(1 - r * r))
    slopes = [(a / n, 1 - row_slope - column_slope), (b / n, -row_slope), (c / n, -column_slope)]
    mean = sum(p * g for p, g in slopes)
    variance = (sum(p * g * g for p, g in slopes) - mean**2) / n / density(h, k, r) ** 2
    print(f"[{i}, {mp.nstr(r, 17)}, {mp.nstr(variance, 17)}],")
