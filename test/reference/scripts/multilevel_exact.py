# Where lme4 loses digits: the model m.lmer.nearly_all_between of multilevel_extra.json at its optimum, with 50 digits. Run from the folder that
# holds data/, cases/ and scripts/.
import json
from mpmath import mp, mpf, matrix, log, pi, det, lu_solve, findroot, diff, e, sqrt, inverse
mp.dps = 50
given = next(c for c in json.load(open('cases/multilevel_extra.json'))['cases'] if c['id'] == 'm.lmer.nearly_all_between.REML')['input']
rows = [[mpf(1), mpf(str(z)), mpf(str(x)), mpf(str(y))] for z, x, y in zip(given['z'], given['x'], given['y'])]
labels = given['cluster']

def at(ratio, restricted):
    a, add = matrix(4, 4), mpf(0)
    for label in sorted(set(labels)):
        own = [row for row, l in zip(rows, labels) if l == label]
        total = [sum(row[i] for row in own) for i in range(4)]
        add += log(1 + ratio * len(own))
        for i in range(4):
            for j in range(4):
                a[i, j] += sum(row[i] * row[j] for row in own) - ratio / (1 + ratio * len(own)) * total[i] * total[j]
    m, v = a[:3, :3], a[:3, 3]
    b = lu_solve(m, v)
    n = len(rows) - 3 if restricted else len(rows)
    s = (a[3, 3] - (v.T * b)[0]) / n
    return add + n * (1 + log(2 * pi * s)) + (log(det(m)) if restricted else 0), b, s, inverse(m)

cases = []
for restricted in (True, False):
    best = findroot(lambda l: diff(lambda k: at(e ** k, restricted)[0], l), 22.4)
    d, b, s, m = at(e ** best, restricted)
    cases.append({'id': 'm.exact.nearly_all_between.' + ('REML' if restricted else 'ML'), 'call': 'mpmath, 50 digits',
                  'expected': {'logLik': float(-d / 2), 'between': float(s * e ** best), 'within': float(s), 'fixef': [float(x) for x in b],
                               'se': [float(sqrt(s * m[i, i])) for i in range(3)]}})
with open('cases/multilevel_exact.json', 'w') as out:
    json.dump({'area': 'multilevel_exact', 'about': 'Random-intercept models with 50 digits; the data are those of multilevel_extra.json.', 'count': 2, 'cases': cases}, out, indent=1)
    out.write('\n')
