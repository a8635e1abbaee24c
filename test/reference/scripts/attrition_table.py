"""Attrition boundary of the WWC (Standards Handbook 4.1, Table II.1, as transcribed in CRAN baselinr 0.6.0), and the model of
Deke & Chiang (2017) by mpmath: the table as CSV, and biases and bounds of the model as JSON.

    python3 attrition_table.py       writes ../data/wwc_attrition_table.csv and ../cases/attrition_model.json
"""
import json
from pathlib import Path

from mpmath import erfinv, exp, findroot, mp, mpf, pi, sqrt

mp.dps = 40
here = Path(__file__).parent

cautious = [5.7, 5.8, 5.9, 5.9, 6.0, 6.1, 6.2, 6.3, 6.3, 6.3, 6.3, 6.2, 6.2, 6.1, 6.0, 5.9, 5.9, 5.8, 5.7, 5.5, 5.4, 5.3, 5.2, 5.1,
            4.9, 4.8, 4.7, 4.5, 4.4, 4.3, 4.1, 4.0, 3.8, 3.6, 3.5, 3.3, 3.2, 3.1, 2.9, 2.8, 2.6, 2.5, 2.3, 2.1, 2.0, 1.8, 1.6, 1.5,
            1.3, 1.2, 1.0, 0.9, 0.7, 0.6, 0.4, 0.3, 0.2, 0.0]
optimistic = [10.0, 10.1, 10.2, 10.3, 10.4, 10.5, 10.7, 10.8, 10.9, 10.9, 10.9, 10.9, 10.9, 10.8, 10.8, 10.7, 10.6, 10.5, 10.3, 10.2,
              10.0, 9.9, 9.7, 9.5, 9.4, 9.2, 9.0, 8.8, 8.6, 8.4, 8.2, 8.0, 7.8, 7.6, 7.4, 7.2, 7.0, 6.7, 6.5, 6.3, 6.0, 5.8, 5.6, 5.3,
              5.1, 4.9, 4.6, 4.4, 4.2, 3.9, 3.7, 3.5, 3.2, 3.0, 2.8, 2.6, 2.3, 2.1, 1.9, 1.6, 1.4, 1.1, 0.9, 0.7, 0.5, 0.3]
rows = ["overall,cautious,optimistic"]
for k in range(66):
    rows.append(f"{k},{cautious[k] if k < len(cautious) else ''},{optimistic[k]}")
(here / "../data/wwc_attrition_table.csv").write_text("\n".join(rows) + "\n")


def stayers(rate):
    if rate == 0:
        return mpf(0)
    z = sqrt(2) * erfinv(2 * mpf(rate) - 1)
    return exp(-z * z / 2) / sqrt(2 * pi) / (1 - mpf(rate))


def bias(t, c, a, b):
    return a * stayers(t) - b * stayers(c)


cases = []
for t, c, a, b in [("0.23", "0.17", "0.45", "0.39"), ("0.1", "0.1", "0.27", "0.22"), ("0.05", "0.3", "0.45", "0.39"), ("0", "0.4", "0.27", "0.22"),
                   ("0.6", "0.5", "0.45", "0.39"), ("0.001", "0.002", "1", "1")]:
    cases.append({"id": f"attrition.bias.{t}.{c}.{a}", "call": "bias",
                  "input": {"treatment": float(t), "control": float(c), "selection": {"treatment": float(a), "control": float(b)}},
                  "expected": float(bias(mpf(t), mpf(c), mpf(a), mpf(b)))})
model = {"cautious": (sqrt(mpf("0.2")), sqrt(mpf("0.15"))), "optimistic": (sqrt(mpf("0.075")), sqrt(mpf("0.05")))}
for name, (a, b) in model.items():
    for overall, share, tolerance in [("0.2", "0.5", None), ("0.35", "0.7", None), ("0.35", "0.3", None), ("0.2", "0.5", "0.1"), ("0.5", "0.5", "0.07")]:
        o, p = mpf(overall), mpf(share)
        tol = mpf("0.05") * sqrt(mpf("1.2")) if tolerance is None else mpf(tolerance)
        d = findroot(lambda d: bias(o + (1 - p) * d, o - p * d, a, b) - tol, (mpf("0.01"), mpf("0.15")), solver="anderson")
        given = {} if tolerance is None else {"tolerance": float(tolerance)}
        cases.append({"id": f"attrition.bound.{name}.{overall}.{share}.{tolerance}", "call": "bound",
                      "input": {"boundary": name, "overall": float(overall), "treatmentShare": float(share), **given},
                      "expected": float(d)})
(here / "../cases/attrition_model.json").write_text(json.dumps({"area": "attrition_model", "about": "Bias and boundary of the attrition model, mpmath, 40 digits.", "count": len(cases), "cases": cases}, indent=1) + "\n")
