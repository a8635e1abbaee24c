import type { FactorColumn } from '../columns/column.js';
import { exactSums, settleExact } from '../numeric/sums/index.js';
import { EfficacyError } from '../support/errors.js';
import { exactWidth, mergeExactGroup } from './exact-cells.js';
import { exactStatistics } from './exact-statistics.js';
import { newGroupNumbers, numberedGroups, numberGroups } from './group-numbers.js';
import type { GroupedComoments, LeftOutCounts } from './grouped-comoments.js';
import { ranksOfLabels, sortedByLabels } from './label-order.js';
import { selectComoments } from './select-comoments.js';
import { refuseOverflow, type Statistics } from './statistics-of-cells.js';

/** The co-moments of no rows and no columns: merging them changes nothing. */
export const noComoments: GroupedComoments = {
  kind: 'grouped-comoments',
  by: [],
  of: [],
  weightKind: null,
  missing: 'omit',
  precision: 'double',
  groupCount: 0,
  keys: [],
  n: new Float64Array(0),
  weight: new Float64Array(0),
  means: [],
  products: [],
  columnN: [],
  exact: null,
  leftOut: { noGroup: 0, incomplete: 0, byColumn: [], zeroWeight: 0 },
};

/**
 * The co-moments of the rows of two records taken as one, such as those of two districts. Groups are matched by their labels.
 * Associative up to rounding, and bit for bit with precision `exact`; {@link noComoments} is the identity. A mean is stored to 16 digits, so
 * that products lose as many as it has before the first that differs between parts: exact sums lose none.
 *
 * @param a - co-moments by some keys of some columns
 * @param b - the same of other rows, in any order of the columns, with the same kind of weights and the same precision
 * @returns co-moments with the columns in the order of `a`; products in the product of the units
 * @throws {@link EfficacyError} `invalid_argument` when keys, columns, weights or precision differ, `overflow`
 *
 * @example
 * [northSide, southSide].reduce(mergeComoments, noComoments);
 *
 * @see Chan, Golub & LeVeque (1983), The American Statistician 37(3), 242-247, eq. 2.1, for two columns.
 */
export function mergeComoments(a: GroupedComoments, b: GroupedComoments): GroupedComoments {
  if (a.of.length === 0) return b;
  if (b.of.length === 0) return a;
  checkAlike(a, b);
  const second = a.of.every((name, i) => name === b.of[i]) ? b : selectComoments(b, a.of, 'mergeComoments');
  const { keys, placeA, placeB, count } = matchGroups(a, second);
  const both = { a, b: second, placeA, placeB, count };
  const sum = (pick: (of: GroupedComoments) => Float64Array): Float64Array => sumByGroup(both, pick);
  const n = sum((of) => of.n);
  const exact = mergeExactSums(both);
  const { weight, means, products } =
    exact === null ? mergeStatistics(both) : exactStatistics(exact, n, a.of.length, a.weightKind !== null);
  refuseOverflow(a.of, { rows: n, weight, means, products }, 'mergeComoments');
  return {
    ...a,
    missing: a.missing === b.missing ? a.missing : 'omit',
    groupCount: count,
    keys,
    n,
    weight: a.weightKind === null || a.weightKind === 'frequency' ? n : weight,
    means,
    products,
    columnN: a.columnN.map((_, i) => sum((of) => of.columnN[i]!)),
    exact,
    leftOut: addCounts(a.leftOut, second.leftOut),
  };
}

/** Two records, and for each of their groups its place among `count` groups. */
interface Both {
  readonly a: GroupedComoments;
  readonly b: GroupedComoments;
  readonly placeA: Uint32Array;
  readonly placeB: Uint32Array;
  readonly count: number;
}

function checkAlike(a: GroupedComoments, b: GroupedComoments): void {
  const facts = (of: GroupedComoments): Record<string, unknown> => ({
    by: of.by,
    of: [...of.of].sort(),
    weightKind: of.weightKind,
    precision: of.precision,
  });
  const [first, second] = [facts(a), facts(b)];
  for (const fact of Object.keys(first)) {
    const [one, other] = [JSON.stringify(first[fact]), JSON.stringify(second[fact])];
    if (one === other) continue;
    throw new EfficacyError(
      'invalid_argument',
      `mergeComoments needs records made alike; "${fact}" is ${one} in the first and ${other} in the second`,
      { fact, first: first[fact], second: second[fact] },
    );
  }
}

/** The groups of both in the order of their labels. */
function matchGroups(
  a: GroupedComoments,
  b: GroupedComoments,
): {
  readonly keys: readonly FactorColumn[];
  readonly placeA: Uint32Array;
  readonly placeB: Uint32Array;
  readonly count: number;
} {
  const joined = a.keys.map((key, j) => joinLabels(key, b.keys[j]!));
  const ids = new Uint32Array(a.groupCount + b.groupCount);
  const numbers = newGroupNumbers(Math.max(1, joined.length));
  const codes = joined.length > 0 ? joined.map((key) => key.codes) : [new Uint32Array(ids.length)];
  numberGroups(numbers, codes, 0, ids, ids.length);
  const count = numberedGroups(numbers);
  const first = new Uint32Array(count);
  for (let g = ids.length - 1; g >= 0; g--) first[ids[g]!] = g;
  const codesOf = joined.map((key) => first.map((g) => key.codes[g]!));
  const order = sortedByLabels(codesOf, joined.map(ranksOfLabels), count);
  const place = new Uint32Array(count);
  order.forEach((id, at) => {
    place[id] = at;
  });
  const places = ids.map((id) => place[id]!);
  return {
    keys: joined.map(({ levels }, j) => ({ kind: 'factor', codes: order.map((id) => codesOf[j]![id]!), levels })),
    placeA: places.subarray(0, a.groupCount),
    placeB: places.subarray(a.groupCount),
    count,
  };
}

/** The labels of both, each once, and the codes of the groups of both one after the other. */
function joinLabels(a: FactorColumn, b: FactorColumn): FactorColumn {
  const codeOf = new Map(a.levels.map((label, code) => [label, code]));
  const translated = b.levels.map((label) => {
    const code = codeOf.get(label) ?? codeOf.size;
    codeOf.set(label, code);
    return code;
  });
  const codes = new Uint32Array(a.codes.length + b.codes.length);
  codes.set(a.codes);
  codes.set(
    b.codes.map((code) => translated[code]!),
    a.codes.length,
  );
  return { kind: 'factor', codes, levels: [...codeOf.keys()] };
}

function sumByGroup({ a, b, placeA, placeB, count }: Both, pick: (of: GroupedComoments) => Float64Array): Float64Array {
  const result = new Float64Array(count);
  const [first, second] = [pick(a), pick(b)];
  for (let g = 0; g < first.length; g++) result[placeA[g]!]! += first[g]!;
  for (let g = 0; g < second.length; g++) result[placeB[g]!]! += second[g]!;
  return result;
}

function mergeStatistics(both: Both): Pick<Statistics, 'weight' | 'means' | 'products'> {
  const { a, b, placeA, placeB, count } = both;
  const k = a.of.length;
  const spread = (values: Float64Array, place: Uint32Array, empty: number): Float64Array => {
    const result = new Float64Array(count).fill(empty);
    for (let g = 0; g < values.length; g++) result[place[g]!] = values[g]!;
    return result;
  };
  const wa = spread(a.weight, placeA, 0);
  const wb = spread(b.weight, placeB, 0);
  const weight = wa.map((w, g) => w + wb[g]!);
  const meansA = a.means.map((mean) => spread(mean, placeA, Number.NaN));
  const meansB = b.means.map((mean) => spread(mean, placeB, Number.NaN));
  const means = meansA.map((mean, i) =>
    mean.map((m, g) => {
      const other = meansB[i]![g]!;
      return wb[g] === 0 ? m : wa[g] === 0 ? other : m + (other - m) * (wb[g]! / weight[g]!);
    }),
  );
  const products: Float64Array[] = [];
  for (let i = 0, at = 0; i < k; i++) {
    for (let j = 0; j <= i; j++, at++) {
      const product = spread(a.products[at]!, placeA, 0);
      const other = spread(b.products[at]!, placeB, 0);
      for (let g = 0; g < count; g++) {
        if (wb[g] === 0) continue;
        if (wa[g] === 0) {
          product[g] = other[g]!;
          continue;
        }
        const di = meansB[i]![g]! - meansA[i]![g]!;
        const dj = meansB[j]![g]! - meansA[j]![g]!;
        product[g] = product[g]! + other[g]! + di * dj * wa[g]! * (wb[g]! / weight[g]!);
      }
      products.push(product);
    }
  }
  return { weight, means, products };
}

function mergeExactSums({ a, b, placeA, placeB, count }: Both): GroupedComoments['exact'] {
  if (a.exact === null || b.exact === null) return null;
  const width = exactWidth(a.of.length, a.weightKind !== null);
  const sums = exactSums(count * width);
  for (let g = 0; g < placeA.length; g++) mergeExactGroup(sums, placeA[g]!, a.exact, g, width);
  for (let g = 0; g < placeB.length; g++) mergeExactGroup(sums, placeB[g]!, b.exact, g, width);
  for (let i = 0; i < count * width; i++) settleExact(sums, i);
  return sums;
}

function addCounts(a: LeftOutCounts, b: LeftOutCounts): LeftOutCounts {
  return {
    noGroup: a.noGroup + b.noGroup,
    incomplete: a.incomplete + b.incomplete,
    byColumn: a.byColumn.map((n, i) => n + b.byColumn[i]!),
    zeroWeight: a.zeroWeight + b.zeroWeight,
  };
}
