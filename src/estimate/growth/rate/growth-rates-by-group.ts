import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import type { FactorColumn } from '../../../columns/column.js';
import * as studentT from '../../../numeric/distributions/student-t.js';
import { packedIndex } from '../../../numeric/linalg/packed.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { listed, quoted } from '../../../support/text.js';
import { quadraticSet } from '../../regression/projective-set.js';
import { requireScale } from '../scale/scale-kind.js';
import { growthData } from './growth-data.js';
import { distinctNotes, notesOfScale } from './growth-notes.js';
import type { GrowthColumns } from './growth-options.js';
import { refuseUnknownSpread } from './means-of-arms.js';
import { unitOf } from './rate-of-means.js';

/** Options of {@link growthRatesByGroup}. */
export interface GrowthRatesByGroupOptions extends Omit<GrowthColumns, 'sd'> {
  /** The columns whose labels together name a group, among those of the co-moments. @defaultValue all of them */
  readonly by?: readonly string[];
  /**
   * Growth over the same time without the product, in points, taken off each mean gain.
   * @defaultValue 0, with a note: the rates then credit all growth to the product
   */
  readonly expected?: number;
}

/** Growth for a minute of use, group by group: one array a statistic, NaN for a group without an answer. */
export interface GrowthRatesByGroup {
  /** Which record this is. */
  readonly kind: 'growth-rates-by-group';
  /** What rates of groups may be read as. */
  readonly interpretation: 'descriptive';
  /** The columns whose labels together name a group. */
  readonly by: readonly string[];
  /** For each of them the label of each group. */
  readonly keys: readonly FactorColumn[];
  /** How many groups have students. */
  readonly groupCount: number;
  /** Students of each group. */
  readonly n: Float64Array;
  /** Clusters of each group; null without. */
  readonly clusters: Float64Array | null;
  /** Mean gain, in points. */
  readonly meanGain: Float64Array;
  /** Mean minutes of all, users or not. */
  readonly meanMinutes: Float64Array;
  /** Sum of gains, beyond what was expected, over sum of minutes; NaN without minutes. */
  readonly rate: Float64Array;
  /** Linearized; NaN for fewer than 2 students, or clusters. */
  readonly standardError: Float64Array;
  /** Fieller's limits; NaN where they are no interval, because the minutes are not told from 0. */
  readonly lower: Float64Array;
  /** The other one. */
  readonly upper: Float64Array;
  /** Unit of rates. */
  readonly unit: 'points/minute' | 'nce/minute';
  /** Confidence level of the limits. */
  readonly level: number;
  /** What was left out, and groups without an answer. */
  readonly notes: readonly Note[];
}

/**
 * The ratio of means of {@link growthPerMinute} for each group of stored co-moments: millions of students are reduced once, and rates by school and
 * grade, by grade alone, or by district are read off.
 *
 * Groups are many and small: the highest and the lowest rates are those of the fewest students and minutes. Rank no schools by them.
 *
 * @param comoments - of the scores and the minutes, by the groups wanted, the cluster, and anything else; of students who were assigned the product
 * @param options - the columns; groups may be coarser than those of the co-moments
 * @returns points for a minute, one entry a group
 * @throws {@link EfficacyError} `invalid_argument` for a column that the co-moments are not grouped by, `wrong_scale`, `column_not_found`,
 * `out_of_domain` for negative minutes, `no_data`
 *
 * @example
 * const stored = groupComoments(table, { by: ['school', 'grade'], of: ['fall', 'spring', 'minutes'] });
 * const columns = { scale: 'vertical', gain: { after: 'spring', before: 'fall' }, minutes: 'minutes' } as const;
 * growthRatesByGroup(stored, { ...columns, by: ['grade'], cluster: 'school' }).rate;
 *
 * @see Cochran (1977), Sampling Techniques, eq. 6.13; Fieller (1954), J. R. Statist. Soc. B 16(2), 175-185.
 */
export function growthRatesByGroup(
  comoments: GroupedComoments,
  options: GrowthRatesByGroupOptions,
): GrowthRatesByGroup {
  const who = 'growthRatesByGroup';
  const { sameTest = false, gain, minutes, cluster, expected, level = 0.95, by = comoments.by } = options;
  checkLevel(who, level);
  requireScale(options.scale, { operation: typeof gain === 'string' ? 'mean' : 'difference', sameTest }, who);
  need(
    expected === undefined || Number.isFinite(expected),
    'invalid_argument',
    who,
    'a finite expected growth',
    expected,
  );
  for (const name of [...by, ...(cluster === undefined ? [] : [cluster])]) {
    if (comoments.by.includes(name)) continue;
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs co-moments grouped by ${quoted(name)}; these are grouped by ${listed(comoments.by)}`,
      { column: name, by: comoments.by },
    );
  }
  refuseUnknownSpread(comoments, cluster, who);
  const data = growthData(comoments, { gain, minutes }, who);
  const source = data.source as GroupedComoments;
  need(source.groupCount > 0, 'no_data', who, 'co-moments of students', 'none');
  const { of, keys, weight } = source;
  const [g, m] = [of.indexOf(data.gain), of.indexOf(minutes)] as [number, number];
  const [gains, used] = [source.means[g]!, source.means[m]!];
  const product = (a: number, b: number): Float64Array => source.products[packedIndex(Math.max(a, b), Math.min(a, b))]!;
  /** The labels of some columns as one number. */
  const keyOf = (names: readonly string[]): ((group: number) => number) => {
    const chosen = names.map((name) => keys[source.by.indexOf(name)]!);
    return (group) => chosen.reduce((key, { codes, levels }) => key * levels.length + codes[group]!, 0);
  };

  const { ids, first } = numbered(source.groupCount, keyOf(by));
  const count = first.length;
  const column = (): Float64Array => new Float64Array(count);
  const [n, w, meanGain, meanMinutes] = [column(), column(), column(), column()];
  for (let i = 0; i < source.groupCount; i++) {
    const id = ids[i]!;
    n[id]! += source.n[i]!;
    w[id]! += weight[i]!;
  }
  for (let i = 0; i < source.groupCount; i++) {
    const id = ids[i]!;
    const share = weight[i]! / w[id]!;
    meanGain[id]! += share * gains[i]!;
    meanMinutes[id]! += share * used[i]!;
  }

  const sums: GroupSums = { source, ids, weight: w, meanGain, meanMinutes, gains, used };
  const { vGain, covariance, vMinutes, df } =
    cluster === undefined
      ? spreadOfStudents(sums, [product(g, g), product(g, m), product(m, m)])
      : spreadOfClusters(sums, numbered(source.groupCount, keyOf([...new Set([...by, cluster])])));

  const [rate, standardError, lower, upper] = [column(), column(), column(), column()].map((x) => x.fill(Number.NaN));
  const squared = squaredQuantile(level);
  let without = 0;
  for (let id = 0; id < count; id++) {
    const [a, b] = [meanGain[id]! - (expected ?? 0), meanMinutes[id]!];
    if (!(b > 0)) {
      without++;
      continue;
    }
    const ratio = a / b;
    rate![id] = ratio;
    if (!(df[id]! > 0)) continue;
    const variance = vGain[id]! - 2 * ratio * covariance[id]! + ratio * ratio * vMinutes[id]!;
    standardError![id] = Math.sqrt(Math.max(0, variance)) / b;
    const t2 = squared(df[id]!);
    const [piece, ...others] = quadraticSet(
      b * b - t2 * vMinutes[id]!,
      -2 * (a * b - t2 * covariance[id]!),
      a * a - t2 * vGain[id]!,
    );
    if (piece === undefined || others.length > 0 || piece.lower === null || piece.upper === null) continue;
    lower![id] = piece.lower;
    upper![id] = piece.upper;
  }
  return {
    kind: 'growth-rates-by-group',
    interpretation: 'descriptive',
    by,
    keys: by.map((name) => {
      const key = keys[source.by.indexOf(name)]!;
      return { ...key, codes: Uint32Array.from(first, (group) => key.codes[group]!) };
    }),
    groupCount: count,
    n,
    clusters: cluster === undefined ? null : df.map((x) => x + 1),
    meanGain,
    meanMinutes,
    rate: rate!,
    standardError: standardError!,
    lower: lower!,
    upper: upper!,
    unit: unitOf(options.scale),
    level,
    notes: distinctNotes([...data.notes, ...notesOfScale(options.scale), ...notesOf(without, expected)]),
  };
}

/** Stored groups, to which group of the result each belongs, and the means there. */
interface GroupSums {
  readonly source: GroupedComoments;
  readonly ids: Uint32Array;
  readonly weight: Float64Array;
  readonly meanGain: Float64Array;
  readonly meanMinutes: Float64Array;
  readonly gains: Float64Array;
  readonly used: Float64Array;
}

/** Variances and covariance of the two means of each group. */
interface GroupSpread {
  readonly vGain: Float64Array;
  readonly covariance: Float64Array;
  readonly vMinutes: Float64Array;
  readonly df: Float64Array;
}

const emptySpread = (count: number): GroupSpread => ({
  vGain: new Float64Array(count),
  covariance: new Float64Array(count),
  vMinutes: new Float64Array(count),
  df: new Float64Array(count),
});

function scale({ vGain, covariance, vMinutes }: GroupSpread, id: number, factor: number): void {
  vGain[id]! *= factor;
  covariance[id]! *= factor;
  vMinutes[id]! *= factor;
}

function spreadOfStudents(
  { source, ids, weight, meanGain, meanMinutes, gains, used }: GroupSums,
  [gg, gm, mm]: readonly [Float64Array, Float64Array, Float64Array],
): GroupSpread {
  const spread = emptySpread(weight.length);
  for (let i = 0; i < source.groupCount; i++) {
    const id = ids[i]!;
    const [x, y] = [gains[i]! - meanGain[id]!, used[i]! - meanMinutes[id]!];
    spread.vGain[id]! += gg[i]! + source.weight[i]! * x * x;
    spread.covariance[id]! += gm[i]! + source.weight[i]! * x * y;
    spread.vMinutes[id]! += mm[i]! + source.weight[i]! * y * y;
  }
  for (let id = 0; id < weight.length; id++) {
    spread.df[id] = weight[id]! - 1;
    scale(spread, id, 1 / (spread.df[id]! * weight[id]!));
  }
  return spread;
}

/** G/(G - 1) Σ u u', u the share of a cluster in its group's sums around the means. */
function spreadOfClusters(
  { source, ids, weight, meanGain, meanMinutes, gains, used }: GroupSums,
  parts: Numbered,
): GroupSpread {
  const spread = emptySpread(weight.length);
  const [a, b] = [new Float64Array(parts.first.length), new Float64Array(parts.first.length)];
  for (let i = 0; i < source.groupCount; i++) {
    const id = ids[i]!;
    const share = source.weight[i]! / weight[id]!;
    a[parts.ids[i]!]! += share * (gains[i]! - meanGain[id]!);
    b[parts.ids[i]!]! += share * (used[i]! - meanMinutes[id]!);
  }
  parts.first.forEach((group, part) => {
    const id = ids[group]!;
    spread.df[id]! += 1;
    spread.vGain[id]! += a[part]! * a[part]!;
    spread.covariance[id]! += a[part]! * b[part]!;
    spread.vMinutes[id]! += b[part]! * b[part]!;
  });
  for (let id = 0; id < weight.length; id++) {
    const clusters = spread.df[id]!;
    spread.df[id] = clusters - 1;
    if (clusters > 1) scale(spread, id, clusters / (clusters - 1));
  }
  return spread;
}

/** Squares of Student's quantile, one a number of degrees of freedom. */
function squaredQuantile(level: number): (df: number) => number {
  const known = new Map<number, number>();
  return (df) => {
    const there = known.get(df);
    if (there !== undefined) return there;
    const square = studentT.isf((1 - level) / 2, df) ** 2;
    known.set(df, square);
    return square;
  };
}

interface Numbered {
  readonly ids: Uint32Array;
  readonly first: number[];
}

/** Numbers of distinct keys in the order in which they come, and the first place of each. */
function numbered(count: number, keyOf: (place: number) => number): Numbered {
  const ids = new Uint32Array(count);
  const first: number[] = [];
  const known = new Map<number, number>();
  for (let i = 0; i < count; i++) {
    const key = keyOf(i);
    let id = known.get(key);
    if (id === undefined) {
      id = first.length;
      known.set(key, id);
      first.push(i);
    }
    ids[i] = id;
  }
  return { ids, first };
}

function notesOf(without: number, expected: number | undefined): readonly Note[] {
  return [
    ...(expected === undefined
      ? [
          {
            code: 'no_expected_growth',
            message: 'Nothing was taken off for the growth that comes without the product: state the expected growth.',
          },
        ]
      : []),
    ...(without === 0
      ? []
      : [{ code: 'no_minutes', message: `Groups in which nobody used the product, which have no rate: ${without}.` }]),
  ];
}
