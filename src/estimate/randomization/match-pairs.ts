import type { Table } from '../../columns/table.js';
import { cholesky, forwardSolveInto } from '../../numeric/linalg/index.js';
import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { counted, listed } from '../../support/text.js';
import { type AssignableUnits, assignableUnits } from './assignable-units.js';
import { centredWithin } from './centre-within.js';
import { type Distance, exchangePairs, greedyPairs } from './pair-units.js';
import { unitCovariates } from './unit-covariates.js';

/** Who is paired, and by what. */
export interface MatchPairsOptions {
  /** Names of numeric columns known before assignment; of clusters their means are taken. */
  readonly covariates: readonly string[];
  /** Label column of unit ids, each once. With it, the order of the rows does not matter. */
  readonly id?: string;
  /** Label column of clusters, where clusters are paired. */
  readonly cluster?: string;
  /** Label column of groups within which pairs are made. */
  readonly within?: string;
  /**
   * Nearest two first; or then re-paired until no two pairs can be made better.
   * @defaultValue `'exchange'`
   */
  readonly method?: 'greedy' | 'exchange';
}

/** Two units that were found to be alike. */
export interface MatchedPair {
  /** Label of the pair, as in the rows. */
  readonly label: string;
  /** The ids or clusters of both; `row 3` where units have no names. */
  readonly units: readonly [string, string];
  /** Mahalanobis distance of their covariates, a length and not its square. */
  readonly distance: number;
}

/** Pairs of units. */
export interface MatchedPairs {
  /** Which result this is. */
  readonly kind: 'matched-pairs';
  /** For each row of the table the label of its pair; null for who is left over. Make it a column with `factorColumn`. */
  readonly pair: readonly (string | null)[];
  /** The pairs, by group and in the order of their first units. */
  readonly pairs: readonly MatchedPair[];
  /** Units left over where their number is odd. */
  readonly leftOver: readonly string[];
  /** Sum of the distances. */
  readonly totalDistance: number;
  /** Covariates less collinear ones. */
  readonly df: number;
  /** What was done, in words. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/** Above this many units in a group their pairs no longer fit. */
const mostUnits = 3_000;

/**
 * Pairs of units that are alike in their covariates by Mahalanobis distance, to be given to `assignArms` as blocks. A good pairing, which no
 * exchange between two pairs improves; not proven to be the best of all.
 *
 * @param table - one row for each unit, or the rows of clusters
 * @returns the pair of each row; distances are in standard deviations
 * @throws {@link EfficacyError} `no_data` for a missing covariate or label, `zero_variance` when no covariate varies, `duplicate_row`,
 * `too_few_observations` for fewer than two units, `invalid_argument` for more than 3,000 units in a group
 *
 * @example
 * const { pair } = matchPairs(roster, { id: 'student', covariates: ['pretest', 'attendance'], within: 'grade' });
 * const paired = makeTable([...roster.columns, ['pair', factorColumn(pair)]]);
 * assignArms(paired, { seed: 5, id: 'student', block: 'pair' });
 *
 * @see Greevy, Lu, Silber & Rosenbaum (2004), Biostatistics 5(2), 263-275, on pairs before randomization by this distance.
 */
export function matchPairs(table: Table, options: MatchPairsOptions): MatchedPairs {
  const who = 'matchPairs';
  const { covariates, id, cluster, within, method = 'exchange' } = options;
  need(
    method === 'greedy' || method === 'exchange',
    'invalid_argument',
    who,
    "the method 'greedy' or 'exchange'",
    method,
  );
  const columns = {
    ...(id !== undefined && { id }),
    ...(cluster !== undefined && { cluster }),
    ...(within !== undefined && { block: within }),
  };
  const units = assignableUnits(table, columns, who);
  need(units.names.length >= 2, 'too_few_observations', who, 'at least two units', units.names.length);
  const largest = Math.max(...units.blocks.map((block) => block.units.length));
  need(
    largest <= mostUnits,
    'invalid_argument',
    who,
    `at most ${mostUnits} units in a group (name a label column as within)`,
    largest,
  );
  const { df, distance } = mahalanobis(unitCovariates(table, units, covariates, who), covariates.length, units, who);
  const pairs: MatchedPair[] = [];
  const leftOver: string[] = [];
  const labelOf = new Map<number, string>();
  for (const block of units.blocks) {
    const n = block.units.length;
    const between: Distance = (i, j) => (i < n && j < n ? distance(block.units[i]!, block.units[j]!) : 0);
    const near = greedyPairs(n, between);
    const found = (method === 'greedy' ? near : exchangePairs(near, between)).map(
      ([i, j]): readonly [number, number] => (i < j ? [i, j] : [j, i]),
    );
    let number = 0;
    for (const [i, j] of [...found].sort((a, b) => a[0] - b[0])) {
      const first = block.units[i]!;
      if (j >= n) {
        leftOver.push(units.names[first]!);
        continue;
      }
      const second = block.units[j]!;
      const label = `${block.label === null ? '' : `${block.label} `}pair ${++number}`;
      labelOf.set(first, label).set(second, label);
      pairs.push({ label, units: [units.names[first]!, units.names[second]!], distance: between(i, j) });
    }
  }
  const notes: Note[] = [];
  if (leftOver.length > 0) {
    notes.push({
      code: 'left_over',
      message: `${counted(leftOver.length, 'unit')} without a pair, to be left out or assigned apart: ${listed(leftOver)}.`,
    });
  }
  return {
    kind: 'matched-pairs',
    pair: Array.from(units.unitOfRow, (unit) => labelOf.get(unit) ?? null),
    pairs,
    leftOver,
    totalDistance: pairs.reduce((sum, pair) => sum + pair.distance, 0),
    df,
    method: `pairs by Mahalanobis distance, nearest first${method === 'greedy' ? '' : ', then exchanged between two pairs at a time'}`,
    notes,
  };
}

/** Distances of units in the metric of the covariance within groups. */
function mahalanobis(
  values: Float64Array,
  k: number,
  { blocks }: AssignableUnits,
  who: string,
): { readonly df: number; readonly distance: Distance } {
  const covariance = new Float64Array(k * k);
  const residualDf = values.length / k - blocks.length;
  const centred = centredWithin(values, k, blocks);
  for (let at = 0; at < centred.length; at += k) {
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) covariance[i * k + j]! += centred[at + i]! * centred[at + j]!;
    }
  }
  const factor = cholesky(
    covariance.map((sum) => sum / Math.max(1, residualDf)),
    k,
  );
  if (factor.rank === 0) {
    throw new EfficacyError('zero_variance', `${who} needs a covariate that varies between units; none does`);
  }
  const scaled = new Float64Array(values.length);
  const point = new Float64Array(k);
  for (let at = 0; at < values.length; at += k) {
    point.set(values.subarray(at, at + k));
    forwardSolveInto(point, factor.lower, point, k);
    scaled.set(point, at);
  }
  const distance: Distance = (i, j) => {
    let sum = 0;
    for (let m = 0; m < k; m++) sum += (scaled[i * k + m]! - scaled[j * k + m]!) ** 2;
    return Math.sqrt(sum);
  };
  return { df: factor.rank, distance };
}
