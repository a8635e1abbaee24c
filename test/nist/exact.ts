import { minus, over, plus, type Rational, rational, times, toDouble, total, whole } from '../numeric/sums/rational.js';

/**
 * A fraction for each value. The statistics of fractions, without rounding anywhere: what the made sets are scored
 * against.
 */
export const fractions = (values: readonly number[]): readonly Rational[] => values.map(rational);

/** `sum xy - sum x sum y / n` over whole numbers of one common unit. */
function products(x: readonly bigint[], y: readonly bigint[]): Rational {
  const sum = (values: readonly bigint[]) => values.reduce((s, v) => s + v, 0n);
  const n = BigInt(x.length);
  return { n: n * sum(x.map((xi, i) => xi * y[i]!)) - sum(x) * sum(y), d: n };
}

/** Values as whole numbers of one common unit, and that unit. */
function common(values: readonly Rational[]): { units: bigint[]; unit: Rational } {
  const d = values.reduce((least, x) => (least % x.d === 0n ? least : lcm(least, x.d)), 1n);
  return { units: values.map((x) => x.n * (d / x.d)), unit: { n: 1n, d } };
}

function lcm(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y > 0n) [x, y] = [y, x % y];
  return (a / x) * b;
}

export function exactUnivariate(values: readonly Rational[]): {
  mean: number;
  sd: number;
  lag1Autocorrelation: number;
} {
  const { units, unit } = common(values);
  const n = BigInt(units.length);
  const sum = units.reduce((s, u) => s + u, 0n);
  const deviations = units.map((u) => n * u - sum); // n times too large, twice
  const lagged = deviations.slice(1).reduce((s, u, i) => s + u * deviations[i]!, 0n);
  const squares = deviations.reduce((s, u) => s + u * u, 0n);
  return {
    mean: toDouble(times({ n: sum, d: n }, unit)),
    sd: Math.sqrt(toDouble(times({ n: squares, d: n * n * (n - 1n) }, times(unit, unit)))),
    lag1Autocorrelation: toDouble({ n: lagged, d: squares }),
  };
}

export function exactF(groups: readonly (readonly Rational[])[]): number {
  const { units } = common(groups.flat());
  let from = 0;
  const within = total(
    groups.map(({ length }) => {
      const group = units.slice(from, from + length);
      from += length;
      return products(group, group);
    }),
  );
  const between = minus(products(units, units), within);
  return toDouble(over(times(between, whole(units.length - groups.length)), times(within, whole(groups.length - 1))));
}

/** Estimates and standard errors by Gaussian elimination on the normal equations. */
export function exactLeastSquares(
  columns: readonly (readonly Rational[])[],
  y: readonly Rational[],
): { estimates: number[]; standardErrors: number[] } {
  const k = columns.length;
  const dot = (a: readonly Rational[], b: readonly Rational[]) => total(a.map((ai, i) => times(ai, b[i]!)));
  // [X'X | X'y | I] becomes [I | b | inverse].
  const rows = columns.map((a, i) => [
    ...columns.map((b) => dot(a, b)),
    dot(a, y),
    ...columns.map((_, j) => whole(i === j ? 1 : 0)),
  ]);
  for (let p = 0; p < k; p++) {
    const pivot = rows[p]![p]!;
    rows[p] = rows[p]!.map((x) => over(x, pivot));
    for (let i = 0; i < k; i++) {
      if (i === p) continue;
      const share = rows[i]![p]!;
      rows[i] = rows[i]!.map((x, j) => minus(x, times(share, rows[p]![j]!)));
    }
  }
  const b = rows.map((row) => row[k]!);
  const residuals = y.map((yi, r) => b.reduce((rest, bj, j) => minus(rest, times(bj, columns[j]![r]!)), yi));
  const variance = over(dot(residuals, residuals), whole(y.length - k));
  return {
    estimates: b.map(toDouble),
    standardErrors: rows.map((row, j) => Math.sqrt(toDouble(times(variance, row[k + 1 + j]!)))),
  };
}

/** The columns 1, x, ..., x^degree as fractions, the first only with an intercept. */
export function powers(x: readonly Rational[], degree: number, intercept: boolean): (readonly Rational[])[] {
  const columns: (readonly Rational[])[] = [x.map(() => whole(1))];
  for (let d = 1; d <= degree; d++) columns.push(columns[d - 1]!.map((p, i) => times(p, x[i]!)));
  return intercept ? columns : columns.slice(1);
}

/** A decimal with at most `digits` decimal places, from the double that stands for it. */
export function decimal(x: number, digits: number): Rational {
  return plus({ n: BigInt(x.toFixed(digits).replace('.', '')), d: 10n ** BigInt(digits) }, whole(0));
}
