import type { Table } from '../../columns/table.js';
import type { ConfidenceSet } from '../../support/confidence-set.js';
import type { Interval } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { workerPool } from '../../support/pool/worker-pool.js';
import { grouped } from '../../support/text.js';
import type { Alternative } from '../effect/means/effect-limits.js';
import { armContrast } from './arm-contrast.js';
import { countAssignments, distanceOf, isBalanced } from './assignments.js';
import { centreOfRanks } from './centre-of-ranks.js';
import { methodOf, notesOf } from './describe-test.js';
import { invertTest } from './invert-test.js';
import { type RandomizationStatistic, referenceDistribution } from './reference-distribution.js';
import { type SharpOutcomes, sharpOutcomes } from './sharp-outcomes.js';
import { type RandomizationTestOptions, settled } from './test-options.js';
import { type TestUnits, testUnits } from './test-units.js';

export type { RandomizationStatistic } from './reference-distribution.js';
export type { RandomizationTestOptions } from './test-options.js';

/** A test of the hypothesis that no unit's outcome was changed by the treatment, by the assignments that there could have been. */
export interface RandomizationTest {
  /** Which result this is. */
  readonly kind: 'randomization-test';
  /** The constant effect at which the statistic is 0, in points; treatment minus control. For ranks it is that of Hodges and Lehmann. */
  readonly estimate: number;
  /** Which statistic was compared. */
  readonly statisticName: RandomizationStatistic;
  /** The statistic of the assignment that was made: points, or without a unit where studentized or of ranks. */
  readonly statistic: number;
  /** Which assignments counted as extreme. */
  readonly alternative: Alternative;
  /** Share of assignments at least as extreme; with draws (b + 1)/(m + 1). */
  readonly pValue: number;
  /** Standard error of the p-value where assignments were drawn, from 0 to 1; 0 where all were looked at. */
  readonly pValueError: number;
  /** Constant effects that the same test does not reject, in points; null, with a note, where unbounded, in pieces, or not asked for. */
  readonly interval: Interval | null;
  /** The same where it may be unbounded, as that of a one-sided test always is, or in pieces; null where not asked for. */
  readonly confidenceSet: ConfidenceSet | null;
  /** Standard deviation of the statistic over assignments if the hypothesis is true; null where it is infinite in one. */
  readonly nullSd: number | null;
  /** Whether all assignments were looked at. */
  readonly exact: boolean;
  /** Assignments looked at. */
  readonly assignments: number;
  /** Assignments that there are, balanced or not; null above 2^53. */
  readonly possible: number | null;
  /** Mahalanobis distance of the covariates under the assignment that was made; null where it was not rerandomized. */
  readonly distance: number | null;
  /** The seed, as given; null where all assignments were looked at. */
  readonly seed: number | null;
  /** Unit of the estimate and its interval: that of the outcome. */
  readonly unit: 'points';
  /** What was done, in words. */
  readonly method: string;
  /** Rows compared in treatment. */
  readonly nTreatment: number;
  /** Rows compared in control. */
  readonly nControl: number;
  /** What was assigned, rows or clusters: how many treated and not. */
  readonly units: { readonly treatment: number; readonly control: number };
  /** Blocks compared; null without. */
  readonly blocks: number | null;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/** Fewer visits to units than this are done sooner than a worker has started. */
const momentary = 3e7;

/**
 * Randomization test of the sharp hypothesis of no effect, under the design that was carried out: units, clusters, blocks, pairs, with or
 * without rerandomization; numbers treated are kept in each block (a Bernoulli assignment is taken given its numbers). Its confidence
 * interval holds all constant effects that the same test does not reject.
 *
 * All assignments are looked at where there are few, else random ones. No model, no large sample. The p-value is exact for the sharp
 * hypothesis; the studentized statistic is also right in large samples where only the mean effect is 0.
 *
 * @param data - one row for each unit, or the rows of clusters
 * @returns effects in points, treatment minus control
 * @throws {@link EfficacyError} `invalid_argument` without a seed where assignments are drawn; `unbalanced_design` for blocks with one arm, a
 * cluster with both, or an assignment that the stated threshold would not have let pass; `zero_variance` for a constant outcome, or a
 * studentized statistic without variance; `too_few_observations` for that of an arm with one unit; `no_data`, `collinear`, `aborted`
 *
 * @example
 * const test = await randomizationTest(trial, {
 *   outcome: 'post', treatment: { column: 'arm', treated: 'treatment', control: 'control' }, block: 'school', seed: 7,
 * });
 * test.pValue; // share of assignments with a difference as large
 *
 * @see Fisher (1935), The Design of Experiments, ch. 2; Rosenbaum (2002), Observational Studies, 2nd ed., ch. 2; Phipson & Smyth (2010),
 * Stat. Appl. Genet. Mol. Biol. 9(1), 39, for (b + 1)/(m + 1); Morgan & Rubin (2012), section 3.2, for rerandomization.
 */
export async function randomizationTest(data: Table, options: RandomizationTestOptions): Promise<RandomizationTest> {
  const who = 'randomizationTest';
  const settings = settled(options, who);
  const { statistic, alternative, exactUpTo, draws, level } = settings;
  const { seed, pool, workers } = options;
  const units = testUnits(data, options, who);
  const { space, order } = units;
  const distance = requireBalanced(units, who);
  const sharp = sharpOutcomes(units, statistic === 'ranks', who);
  const possible = countAssignments(space);
  const exact = possible <= exactUpTo;
  need(
    exact || seed !== undefined,
    'invalid_argument',
    who,
    `an explicit seed, a whole number: there are ${possible < 2 ** 53 ? grouped(possible) : 'countless'} assignments, of which ${grouped(draws)} are drawn`,
    'none',
  );
  const count = exact ? possible : draws;
  const looks = (statistic === 'ranks' ? 100 : 1) + (space.balance === null ? 0 : 100);
  const work = count * sharp.rows.length * looks;
  const size = work < momentary ? 1 : workers;
  const crew = pool ?? workerPool(size === undefined ? {} : { size });
  const watch = {
    ...(options.signal && { signal: options.signal }),
    ...(options.onProgress && { onProgress: options.onProgress }),
  };
  try {
    const seedUsed = exact ? null : (seed ?? null);
    const reference = referenceDistribution({
      ...watch,
      units,
      sharp,
      statistic,
      alternative,
      count,
      seed: seedUsed,
      pool: crew,
      who,
    });
    const found = await reference.test();
    const { estimate, scale } = centreOf(units, sharp, statistic, who);
    const confidenceSet = settings.interval
      ? await invertTest(reference.pValues, {
          centre: estimate,
          scale,
          reach: 4 * units.outcome.length,
          sides: alternative === 'two-sided' ? ['lower', 'upper'] : alternative === 'greater' ? ['lower'] : ['upper'],
          level,
        })
      : null;
    const [piece, ...others] = confidenceSet?.pieces ?? [];
    const { lower = null, upper = null } = piece ?? {};
    const interval = lower === null || upper === null || others.length > 0 ? null : { lower, upper, level };
    const nTreatment = units.treated.reduce((sum, z) => sum + z, 0);
    const treatedUnits = space.treated.reduce((sum, k) => sum + k, 0);
    const blocked = (options.block ?? null) !== null;
    return {
      kind: 'randomization-test',
      estimate,
      statisticName: statistic,
      statistic: found.statistic,
      alternative,
      pValue: found.pValue,
      pValueError: exact ? 0 : Math.sqrt((found.pValue * (1 - found.pValue)) / draws),
      interval,
      confidenceSet,
      nullSd: found.nullSd,
      exact,
      assignments: found.assignments,
      possible: possible <= Number.MAX_SAFE_INTEGER ? possible : null,
      distance,
      seed: seedUsed,
      unit: 'points',
      method: methodOf(options, settings, exact),
      nTreatment,
      nControl: units.treated.length - nTreatment,
      units: { treatment: treatedUnits, control: order.length - treatedUnits },
      blocks: blocked ? space.treated.length : null,
      notes: [...units.notes, ...notesOf(found, settings, confidenceSet, interval, exact)],
    };
  } finally {
    if (pool === undefined) await crew.close();
  }
}

/** The distance of the assignment that was made, which the stated threshold must let pass. */
function requireBalanced({ space, order }: TestUnits, who: string): number | null {
  const { balance } = space;
  if (balance === null) return null;
  const distance = distanceOf(order, space, balance);
  need(
    isBalanced(order, space),
    'unbalanced_design',
    who,
    `an assignment with a Mahalanobis distance of at most ${balance.threshold}, as rerandomization would have left it (are covariates, blocks and clusters those of the assignment?)`,
    distance,
    { threshold: balance.threshold, distance },
  );
  return distance;
}

/**
 * The effect at which the statistic of the assignment that was made is 0, and a length on the scale of effects: the range of the outcome, more
 * where covariates take a part of the arm's own difference with them.
 */
function centreOf(
  { space, order }: TestUnits,
  sharp: SharpOutcomes,
  statistic: RandomizationStatistic,
  who: string,
): { readonly estimate: number; readonly scale: number } {
  const { rows } = sharp;
  const at = (totals: Float64Array): Float64Array => {
    const out = new Float64Array(totals.length / rows.length);
    armContrast(space, { rows, totals, spread: false })(order, out);
    return out;
  };
  const [outcome, arm] = at(sharp.basis());
  const scale = sharp.range / Math.min(1, Math.abs(arm!));
  const estimate =
    statistic === 'ranks' ? centreOfRanks((effect) => at(sharp.totals([effect]))[0]!, scale) : outcome! / arm!;
  need(
    estimate !== null,
    'collinear',
    who,
    'ranks of the treated that fall when an effect is taken from them (leave covariates out that are nearly the arm)',
    'ranks that do not',
  );
  return { estimate, scale };
}
