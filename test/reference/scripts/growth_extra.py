"""Expected values of the growth rooms that need no student rows: `python3 growth_extra.py` prints them."""
import numpy as np
from scipy import stats

print('nce', [50 + 21.063 * stats.norm.ppf(p / 100) for p in (1, 10, 60, 99)])
print('percentile', [100 * stats.norm.cdf((x - 50) / 21.063) for x in (1, 50, 80)])

# The mean of a normal distribution cut at a score, by quadrature.
print('cut', stats.norm(200, 15).expect(lambda x: x, ub=185, conditional=True), stats.norm(200, 15).expect(lambda x: x, lb=220, conditional=True))
print('regression', (205 - 200) + (0.8 * 16 / 15 - 1) * (180 - 200))

rng = np.random.default_rng(3)
before = np.round(rng.normal(200, 12, 12)).astype(int)
after = np.round(0.7 * before + rng.normal(68, 8, 12)).astype(int)
print('before', before.tolist(), 'after', after.tolist())
slope, intercept = np.polyfit(before, after, 1)
print('residual', slope, intercept, np.sqrt(((after - intercept - slope * before) ** 2).sum() / 10))
t = stats.ttest_rel(after, before)
ci = t.confidence_interval()
print('gain', (after - before).mean(), t.statistic, t.pvalue, ci.low, ci.high, np.corrcoef(before, after)[0, 1], (after - before).std(ddof=1))

# McNemar's exact test and the interval of Bonett and Price for 9 gained and 3 lost of 60.
b, c, n = 9, 3, 60
p, q = (b + 1) / (n + 2), (c + 1) / (n + 2)
se = np.sqrt((p + q - (p - q) ** 2) / (n + 2))
z = stats.norm.ppf(0.975)
print('proficient', (b - c) / n, se, p - q - z * se, p - q + z * se, stats.binomtest(3, 12).pvalue)

x, y = np.array([8, 10, 9, 14]), np.array([12, 11, 14])
w = stats.ttest_ind(y, x, equal_var=False)
wc = w.confidence_interval()
print('gap', y.mean() - x.mean(), w.df, w.pvalue, wc.low, wc.high)

d = 196 - 190
print('pass', stats.norm.cdf(0.6), stats.norm.cdf((d - z * 1.5) / 10), stats.norm.cdf((d + z * 1.5) / 10))
share = 4 / 30
zz = z * z
centre, half = share + zz / 60, z * np.sqrt(share * (1 - share) / 30 + zz / 3600)
print('wilson', (centre - half) / (1 + zz / 30), (centre + half) / (1 + zz / 30))
