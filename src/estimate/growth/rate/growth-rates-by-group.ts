import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import type { FactorColumn } from '../../../columns/column.js';
import * as studentT from '../../../numeric/distributions/student-t.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { listed, quoted } from '../../../support/text.js';
import { quadraticSet } from '../../regression/projective-set.js';
import { requireScale } from '../scale/scale-kind.js';
import { notesOfRows } from './growth-data.js';
import { distinctNotes, notesOfScale } from './growth-notes.js';
import type { GrowthColumns } from './growth-options.js';
import { refuseUnknownSpread } from './means-of-arms.js';
import { numberPlaces } from './number-places.js';
import { unitOf } from './rate-of-means.js';
import { type GroupSums, spreadOfClusters, spreadOfStudents } from './spread-of-groups.js';
import { groupsWithStudents, storedGains } from './stored-gains.js';

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
  const { weight } = comoments;
  const keysOf = (names: readonly string[]): readonly FactorColumn[] =>
    names.map((name) => comoments.keys[comoments.by.indexOf(name)]!);
  const filled = groupsWithStudents(comoments);
  need(filled.length > 0, 'no_data', who, 'co-moments of students', 'none');
  const read = storedGains(comoments, filled, gain, minutes, who);
  const { ids, first } = numberPlaces(filled, keysOf(by));
  const count = first.length;
  const column = (): Float64Array => new Float64Array(count);
  const [n, w, meanGain, meanMinutes] = [column(), column(), column(), column()];
  for (let k = 0; k < filled.length; k++) {
    n[ids[k]!]! += comoments.n[filled[k]!]!;
    w[ids[k]!]! += weight[filled[k]!]!;
  }
  for (let k = 0; k < filled.length; k++) {
    const id = ids[k]!;
    const share = weight[filled[k]!]! / w[id]!;
    meanGain[id]! += share * read.gains[k]!;
    meanMinutes[id]! += share * read.used[filled[k]!]!;
  }

  const sums: GroupSums = { ...read, filled, weights: weight, ids, weight: w, meanGain, meanMinutes };
  const { vGain, covariance, vMinutes, df } =
    cluster === undefined
      ? spreadOfStudents(sums)
      : spreadOfClusters(sums, numberPlaces(filled, keysOf([...new Set([...by, cluster])])));

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
    keys: keysOf(by).map((key) => ({ ...key, codes: Uint32Array.from(first, (place) => key.codes[filled[place]!]!) })),
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
    notes: distinctNotes([...notesOfRows(comoments), ...notesOfScale(options.scale), ...notesOf(without, expected)]),
  };
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
