"""Exact limits where the search of R's effectsize stopped too early, by mpmath to 30 digits. Run from test/reference.

`phi` and `V`: upper limits of the table [[7, 190], [2, 201]]; `omega`: upper limit of the total omega squared of the interaction in the
two-way analysis of factorial.csv, by the F that its estimate amounts to.
"""
import json
from mpmath import mp, mpf, sqrt, erfc, findroot, betainc, exp, log, loggamma, nstr

mp.dps = 30
upper = lambda x: erfc(x / sqrt(2)) / 2

table = [[mpf(7), mpf(190)], [mpf(2), mpf(201)]]
rows, columns = [sum(row) for row in table], [sum(column) for column in zip(*table)]
n = sum(rows)
chi2 = sum((table[i][j] - rows[i] * columns[j] / n) ** 2 / (rows[i] * columns[j] / n) for i in range(2) for j in range(2))
root = findroot(lambda s: upper(s - sqrt(chi2)) - upper(s + sqrt(chi2)) - mpf("0.025"), 3.5)
phi = sqrt(root**2 / n - 1 / (n - 1))
print("phi", nstr(phi, 17), "V", nstr(phi / sqrt(1 - 1 / (n - 1)), 17))


def cdf(f, a, b, ncp):
    x = a * f / (a * f + b)
    weight = lambda j: exp(-ncp / 2 + j * log(ncp / 2) - loggamma(j + 1))
    return sum(weight(j) * betainc(a / 2 + j, b / 2, 0, x, regularized=True) for j in range(200))


cases = {case["id"]: case["expected"] for case in json.load(open("cases/a_effect_sizes.json"))["cases"]}
aov = cases["a.aov.twoway"]
ss, df = [mpf(x) for x in aov["ss"]], [mpf(x) for x in aov["df"]]
ms = ss[-1] / df[-1]
omega = (ss[2] - df[2] * ms) / (sum(ss) + ms)
f = (omega / df[2]) / ((1 - omega) / df[-1])
ncp = findroot(lambda x: cdf(f, df[2], df[-1], x) - mpf("0.025"), (9, 10))
print("omega", nstr(ncp / (ncp + df[-1]), 17))
