"""Limits of the unpooled d where effectsize's search stops early: noncentral t by quadrature with mpmath, 30 digits.

python3 test/reference/scripts/unpooled_limits.py, from the root of the project; prints what means.reference.test.ts holds.
"""
import json
from mpmath import mp, mpf, sqrt, gamma, quad, ncdf, exp, log, loggamma, findroot, inf

mp.dps = 30
cases = {c['id']: c for c in json.load(open('test/reference/cases/a_effect_sizes.json'))['cases']}


def cdf(t, df, ncp):
    """P(T <= t): the normal probability of Z <= t s - ncp averaged over s = sqrt(chi-squared / df)."""
    log_c = log(2) + df / 2 * log(df / 2) - loggamma(df / 2)
    density = lambda s: exp(log_c + (df - 1) * log(s) - df * s * s / 2)
    return quad(lambda s: density(s) * ncdf(t * s - ncp), [mpf('1e-9'), mpf('0.4'), mpf('0.8'), 1, mpf('1.2'), mpf('1.6'), 3])


for name in ['two_groups.score', 'two_groups.level']:
    for level in ['0.90', '0.95']:
        case = cases[f'a.cohens_d.{name}.pooled=FALSE.ci={level}']
        one, two = ({k: mpf(v) for k, v in case['input'][g].items()} for g in ('group1', 'group2'))
        v1, v2 = one['sd'] ** 2 / one['n'], two['sd'] ** 2 / two['n']
        df = (v1 + v2) ** 2 / (v1 ** 2 / (one['n'] - 1) + v2 ** 2 / (two['n'] - 1))
        error, sd = sqrt(v1 + v2), sqrt((one['sd'] ** 2 + two['sd'] ** 2) / 2)
        t = (one['mean'] - two['mean']) / error
        tail = (1 - mpf(level)) / 2
        limits = [findroot(lambda ncp: cdf(t, df, ncp) - p, (t - s, t - s / 2), solver='secant', tol=1e-20) * error / sd
                  for p, s in ((1 - tail, 2), (tail, -2))]
        j = exp(loggamma(df / 2) - loggamma((df - 1) / 2)) / sqrt(df / 2)
        print(case['id'], 'd', *[mp.nstr(x, 17) for x in limits], 'g', *[mp.nstr(j * x, 17) for x in limits],
              'effectsize', case['expected']['CI_low'], case['expected']['CI_high'])
