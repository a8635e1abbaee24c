"""Values for robust d, the Olkin-Pratt correlation and the variance of placements, by scipy and mpmath."""
import numpy as np
from mpmath import hyp2f1, mp, mpf, nstr
from scipy import stats
from scipy.optimize import brentq

treatment = [12, 15, 19, 14, 13, 18, 16, 40, 11, 17]
control = [11, 12, 13, 10, 9, 14, 12, 15, 2, 13, 12]


def winsorized_variance(x, trim):
    x, g = np.sort(np.array(x, float)), int(trim * len(x))
    if g:
        x[:g], x[-g:] = x[g], x[-g - 1]
    return x.var(ddof=1)


for trim in (0.1, 0.2):
    n1, n2 = len(treatment), len(control)
    h1, h2 = n1 - 2 * int(trim * n1), n2 - 2 * int(trim * n2)
    s = np.sqrt(((n1 - 1) * winsorized_variance(treatment, trim) + (n2 - 1) * winsorized_variance(control, trim)) / (n1 + n2 - 2))
    z = stats.norm.isf(trim)
    # variance of a winsorized standard normal, by quadrature
    factor = np.sqrt(stats.norm.expect(lambda x: x * x, lb=-z, ub=z, epsabs=1e-14) + 2 * trim * z * z)
    d = factor * (stats.trim_mean(treatment, trim) - stats.trim_mean(control, trim)) / s
    df = h1 + h2 - 2
    scale = factor * np.sqrt((n1 + n2 - 2) / df * (1 / h1 + 1 / h2))
    limits = [scale * brentq(lambda x: stats.nct.cdf(d / scale, df, x) - p, -10, 20, xtol=1e-13) for p in (0.975, 0.025)]
    print("robust d", trim, repr(float(factor)), repr(float(d)), limits)

# Brunner and Munzel: the statistic is (A - 1/2) over the standard error of A, with its degrees of freedom
print("brunner-munzel", stats.brunnermunzel(treatment, control), stats.mannwhitneyu(treatment, control).statistic)
print("wilcoxon", stats.wilcoxon([3, 1, 3, -2, 0, 5], zero_method="wilcox"))
print("kruskal", stats.kruskal([1, 2, 3], [2, 3, 5], [5, 7, 9]))

mp.dps = 30
for r, n in ((-0.6, 20), (0.15, 240), (0.001, 5), (1e-6, 5), (0.3, 4), (0.5, 5), (0.2, 100_000), (0.9999, 6), (0.4, 100), (0.4, 101)):
    r = mpf(r)
    print("olkin-pratt", nstr(r, 6), n, nstr(r * hyp2f1(0.5, 0.5, mpf(n - 2) / 2, 1 - r * r), 17))
