"""How many of the 2^n ways to treat one class of each pair give a mean difference as large as The Electric Company's.

Scores have one decimal, so that the sums of tenths are convolved as whole numbers: exact. Python 3.11.
Run: python3 electric_pairs.py path/to/electric.csv
"""
import csv
import sys

rows = list(csv.DictReader(open(sys.argv[1])))
for grade in "1234":
    pairs = {}
    for row in rows:
        if row["grade"] == grade:
            pairs.setdefault(row["pair_id"], {})[row["treatment"]] = round(float(row["post_test"]) * 10)
    gaps = [pair["1"] - pair["0"] for pair in pairs.values()]
    ways = {0: 1}
    for gap in gaps:
        there = {}
        for total, count in ways.items():
            for moved in (total + gap, total - gap):
                there[moved] = there.get(moved, 0) + count
        ways = there
    extreme = sum(count for total, count in ways.items() if abs(total) >= abs(sum(gaps)))
    print(grade, len(gaps), sum(gaps) / 10 / len(gaps), extreme, 2 ** len(gaps))
