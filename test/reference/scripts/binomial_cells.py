"""Binomial outcomes in cells of about equal probability, with exact shares (mpmath, 40 digits). Run from test/reference."""
import json
from mpmath import mp, mpf, binomial

mp.dps = 40
cases = []
for n, p in [(1, 0.3), (5, 0.5), (20, 0.05), (30, 0.9), (40, 0.2499), (20, 0.5), (40, 0.26), (100, 0.5), (1000, 0.3), (1000, 0.97), (100000, 0.0004), (1000000, 0.4)]:
    P, sd = mpf(p), (n * p * (1 - p)) ** 0.5
    low, high = max(0, int(n * p - 12 * sd) - 20), min(n, int(n * p + 12 * sd) + 20)
    target, last, share, run = mpf(1) / 40, [], [], mpf(0)
    for k in range(low, high + 1):
        run += binomial(n, k) * P**k * (1 - P) ** (n - k)
        if run >= target:
            last.append(k); share.append(run); run = mpf(0)
    share[-1] += 1 - sum(share); last[-1] = n
    cases.append({"id": f"binomial_cells.{n}.{p}", "call": "binomial_cells.py", "input": {"n": n, "p": p}, "expected": {"last": last, "share": [float(s) for s in share]}})
json.dump({"area": "binomial_cells", "about": "Exact shares of cells of binomial outcomes; `last` is the largest outcome of a cell.", "count": len(cases), "cases": cases}, open("cases/binomial_cells.json", "w"))
