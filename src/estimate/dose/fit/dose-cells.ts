import type { Moments } from '../../../aggregate/moments.js';
import type { WeightKind } from '../../../aggregate/weights.js';
import { need } from '../../../support/need.js';
import { type CollapsedDoses, codesOf, collapsed, type DoseItems, type DosePart, mergedParts } from './dose-parts.js';

/** Doses and responses of single students. */
export interface DoseRows {
  /** Amount received, such as minutes; 0 or more. */
  readonly dose: ArrayLike<number>;
  /** Outcome or gain, one for each dose, in points. */
  readonly response: ArrayLike<number>;
  /** A weight for each row; what it means says `weightKind`. */
  readonly weights?: ArrayLike<number>;
  /**
   * What the weights are.
   * @defaultValue `'precision'`: inverse variances up to a factor
   */
  readonly weightKind?: WeightKind;
  /** What each row belongs to, such as a school. */
  readonly cluster?: ArrayLike<string | number>;
}

/** Mean responses with their numbers of students, as a published table has them. */
export interface DoseMeans {
  /** Dose of each cell; several cells may have the same. */
  readonly dose: ArrayLike<number>;
  /** Mean response of each cell, in points. */
  readonly mean: ArrayLike<number>;
  /** Students in each cell. */
  readonly n: ArrayLike<number>;
  /** Standard deviation in each cell, denominator n - 1; without it the residual variance is that between cells. */
  readonly sd?: ArrayLike<number>;
  /** What each cell belongs to, such as a school. */
  readonly cluster?: ArrayLike<string | number>;
}

/** Moments of the response by dose, or by dose and cluster. */
export interface DoseMoments {
  /** Dose of each cell; several cells may have the same. */
  readonly dose: ArrayLike<number>;
  /** Of the response in each cell: count, mean, sum of squared deviations. */
  readonly moments: readonly Moments[];
  /** What each cell belongs to, such as a school. */
  readonly cluster?: ArrayLike<string | number>;
}

/** What a curve is fitted to. Rows and their moments by dose give the same estimates and standard errors. */
export type DoseData = DoseRows | DoseMeans | DoseMoments;

/** Data reduced for fitting. */
export interface DoseCells extends CollapsedDoses {
  /** Rows with a weight above 0, frequencies counted. */
  readonly n: number;
  /** Rows with a weight of 0, which are left out. */
  readonly weightless: number;
  /** In ascending order of dose. */
  readonly parts: readonly DosePart[];
  /** How many clusters; null without. */
  readonly clusters: number | null;
  /** What the weights mean; null without. */
  readonly weightKind: WeightKind | null;
  /** Whether the spread within cells is unknown, so that each cell counts as one observation. */
  readonly meansOnly: boolean;
}

/**
 * Reduces doses and responses to what fitting needs.
 *
 * @param who - the public function that was called
 * @throws {@link EfficacyError} `no_data`, `length_mismatch`, `not_finite`, `out_of_domain` for a negative dose, `invalid_weight`,
 * `invalid_argument` for moments that are none
 */
export function doseCells(data: DoseData, who: string): DoseCells {
  const { dose, cluster } = data;
  const rows = dose.length;
  need(rows > 0, 'no_data', who, 'doses with responses', 'none');
  const items = itemsOf(data, who);
  for (const [name, column] of [...Object.entries(items), ['cluster', cluster]] as const) {
    if (column && typeof column === 'object')
      need(column.length === rows, 'length_mismatch', who, `one ${name} for each of ${rows} doses`, column.length);
  }
  needFinite(dose, 'doses', who);
  needFinite(items.mean, 'responses', who);
  const below = Array.prototype.findIndex.call(dose, (x: number) => x < 0);
  need(below < 0, 'out_of_domain', who, 'doses of 0 or more', `${dose[below]} at index ${below}`);

  if (cluster !== undefined) {
    const nameless = Array.from(cluster).findIndex((one) => one === undefined || one === null || Number.isNaN(one));
    need(
      nameless < 0,
      'invalid_argument',
      who,
      'a cluster for every row (leave others out first)',
      `none at index ${nameless}`,
    );
  }
  const clusterIds = cluster === undefined ? null : codesOf(cluster);
  const parts = mergedParts(dose, items, clusterIds?.codes ?? null);
  const kept = parts.filter(({ weight, n }) => weight > 0 && n > 0);
  need(kept.length > 0, 'no_data', who, 'rows with a weight above 0', 'none');
  const count = (some: readonly DosePart[]): number => some.reduce((sum, part) => sum + part.n, 0);
  const n = count(kept);
  return {
    ...collapsed(kept),
    n,
    weightless: count(parts.filter(({ weight }) => weight === 0)),
    parts: kept,
    clusters: clusterIds ? new Set(kept.map((part) => part.cluster)).size : null,
    weightKind: 'weights' in data && data.weights ? (data.weightKind ?? 'precision') : null,
    meansOnly: 'mean' in data && data.sd === undefined,
  };
}

/** The three shapes of data as one. */
function itemsOf(data: DoseData, who: string): DoseItems {
  const rows = data.dose.length;
  if ('moments' in data) {
    const { moments } = data;
    const odd = moments.findIndex(({ n, m2 }) => !(Number.isInteger(n) && n >= 0 && m2 >= 0 && m2 < Infinity));
    need(odd < 0, 'invalid_argument', who, 'moments with a whole n and m2 of 0 or more', `others at index ${odd}`);
    return {
      mean: moments.map(({ mean }) => mean),
      n: moments.map(({ n }) => n),
      m2: moments.map(({ m2 }) => m2),
      weight: null,
    };
  }
  if ('mean' in data) {
    const { mean, n, sd } = data;
    const whole = Array.from(n).findIndex((x) => !(Number.isInteger(x) && x > 0));
    need(whole < 0, 'invalid_argument', who, 'a whole n above 0 for each mean', `${n[whole]} at index ${whole}`);
    if (sd === undefined) return { mean, n: null, m2: null, weight: n };
    const odd = Array.from(sd).findIndex((x) => !(x >= 0 && x < Infinity));
    need(odd < 0, 'invalid_argument', who, 'standard deviations of 0 or more', `${sd[odd]} at index ${odd}`);
    need(
      sd.length === rows && n.length === rows,
      'length_mismatch',
      who,
      `one n and sd for each of ${rows} doses`,
      sd.length,
    );
    return { mean, n, m2: Array.from(sd, (s, i) => s * s * (n[i]! - 1)), weight: null };
  }
  const { response, weights, weightKind = 'precision' } = data;
  const kinds: readonly string[] = ['precision', 'frequency', 'sampling'];
  need(kinds.includes(weightKind), 'invalid_argument', who, `weights of kind ${kinds.join(', ')}`, weightKind);
  if (!weights) return { mean: response, n: null, m2: null, weight: null };
  const counts = weightKind === 'frequency';
  const odd = Array.from(weights).findIndex((w) => !(w >= 0 && w < Infinity && (!counts || Number.isInteger(w))));
  need(
    odd < 0,
    'invalid_weight',
    who,
    `${counts ? 'whole ' : ''}weights of 0 or more`,
    `${weights[odd]} at index ${odd}`,
  );
  return { mean: response, n: counts ? weights : null, m2: null, weight: counts ? null : weights };
}

function needFinite(values: ArrayLike<number>, what: string, who: string): void {
  let bad = 0;
  let first = -1;
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    if (bad++ === 0) first = i;
  }
  need(
    bad === 0,
    'not_finite',
    who,
    `finite ${what} (leave missing values out first)`,
    `${bad} of ${values.length} that are not, the first at index ${first} (${values[first]})`,
    { count: bad, first },
  );
}
