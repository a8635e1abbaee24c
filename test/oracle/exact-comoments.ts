import type { Row } from '../arbitraries/scores.js';
import { minus, over, plus, type Rational, rational, times, whole } from '../numeric/sums/rational.js';

/** The co-moments of one group in exact arithmetic, straight from the definition. */
export interface ExactGroup {
  readonly labels: readonly string[];
  readonly rows: number;
  readonly weight: Rational;
  /** Empty for a group without complete rows. */
  readonly means: readonly Rational[];
  /** The pair (i, j) with i >= j at i (i + 1) / 2 + j. */
  readonly products: readonly Rational[];
  /** For each column the rows that have it. */
  readonly columnN: readonly number[];
  /** For each pair the sum of sizes of products of differences from the group's first row: what rounding errors are measured by. */
  readonly sizes: readonly number[];
}

/** The slow twin of `groupComoments`: fractions of big integers, one group at a time. */
export function exactComoments(rows: readonly Row[], k: number, weights?: readonly number[]): ExactGroup[] {
  const byKey = new Map<
    string,
    { labels: readonly string[]; members: { values: readonly (number | null)[]; w: number }[] }
  >();
  rows.forEach(({ labels, values }, r) => {
    if (labels.includes(null)) return;
    const key = JSON.stringify(labels);
    const group = byKey.get(key) ?? { labels: labels as readonly string[], members: [] };
    byKey.set(key, group);
    group.members.push({ values, w: weights?.[r] ?? 1 });
  });
  return [...byKey.values()]
    .sort((a, b) => compareLabels(a.labels, b.labels))
    .map(({ labels, members }) => ({
      labels,
      ...statistics(
        members.filter(({ w }) => w !== 0),
        k,
      ),
    }));
}

function compareLabels(a: readonly string[], b: readonly string[]): number {
  const j = a.findIndex((label, i) => label !== b[i]);
  return j < 0 ? 0 : a[j]! < b[j]! ? -1 : 1;
}

function statistics(
  members: readonly { readonly values: readonly (number | null)[]; readonly w: number }[],
  k: number,
): Omit<ExactGroup, 'labels'> {
  const columnN = Array.from({ length: k }, (_, i) => members.filter(({ values }) => values[i] !== null).length);
  const complete = members
    .filter(({ values }) => !values.includes(null))
    .map(({ values, w }) => ({
      x: (values as readonly number[]).map(rational),
      values: values as readonly number[],
      w: rational(w),
    }));
  const weight = complete.reduce((sum, { w }) => plus(sum, w), whole(0));
  if (complete.length === 0) return { rows: 0, weight, means: [], products: [], columnN, sizes: [] };
  const means = Array.from({ length: k }, (_, i) =>
    over(
      complete.reduce((sum, { x, w }) => plus(sum, times(w, x[i]!)), whole(0)),
      weight,
    ),
  );
  const products: Rational[] = [];
  const sizes: number[] = [];
  const first = complete[0]!.values;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      products.push(
        complete.reduce(
          (sum, { x, w }) => plus(sum, times(w, times(minus(x[i]!, means[i]!), minus(x[j]!, means[j]!)))),
          whole(0),
        ),
      );
      sizes.push(
        complete.reduce((sum, { values, w }) => {
          const size = Math.abs((values[i]! - first[i]!) * (values[j]! - first[j]!));
          return sum + (Number(w.n) / Number(w.d)) * size;
        }, 0),
      );
    }
  }
  return { rows: complete.length, weight, means, products, columnN, sizes };
}
