import { moments } from '../../aggregate/moments.js';
import { numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel } from '../../support/interval.js';
import { quoted } from '../../support/text.js';
import type { TestedEstimate } from '../estimate.js';
import { tInference } from '../t-inference.js';
import { assignedClusters, notesOfFewClusters, requireTwoClusters } from './assigned-clusters.js';
import { type AssignedUnit, assignedUnits } from './assigned-units.js';
import { trialBlocks, twoArmedBlocks } from './blocks.js';
import { type TreatmentColumn, twoArms } from './two-arms.js';

/** What was compared, and how units came into the arms. */
export interface HorvitzThompsonOptions {
  /** Name of the outcome, a numeric column. */
  readonly outcome: string;
  /** The column of the arms, and the two labels that are compared. */
  readonly treatment: TreatmentColumn;
  /**
   * Chance of treatment of each unit, where each was assigned by a draw of its own: a number for all, or the name of a numeric column.
   * @defaultValue fixed numbers of units were treated: those seen, in each block
   */
  readonly probability?: number | string;
  /** Blocks within which fixed numbers were assigned: a label column. */
  readonly block?: string;
  /** What was assigned together: a label column. */
  readonly cluster?: string;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** A difference in means that is unbiased whatever the chances of treatment and the sizes of clusters. */
export interface HorvitzThompson extends TestedEstimate {
  readonly kind: 'horvitz-thompson';
  readonly standardError: number;
  readonly df: null;
  /** Each unit by a draw of its own, or fixed numbers of units. */
  readonly assignment: 'independent' | 'fixed-numbers';
  readonly nTreatment: number;
  readonly nControl: number;
  /** Blocks compared; null without. */
  readonly blocks: number | null;
  /** Clusters compared; null without. */
  readonly clusters: number | null;
}

/**
 * Horvitz and Thompson's difference in means: every outcome counts by the inverse of the chance to be in its arm, and a cluster by its total.
 *
 * Unlike the plain difference it is unbiased with unequal chances and with clusters of unequal sizes, and it varies more. The variance is on the
 * safe side: with draws unit by unit it takes Young's bound for the unseen product of both outcomes; with fixed numbers it is Neyman's.
 *
 * @param data - one row for each unit; rows of other arms or without a value are left out, the latter with a note
 * @returns treatment minus control, in points, with the normal distribution
 * @throws {@link EfficacyError} `out_of_domain` for a chance of 0 or 1, `unbalanced_design`, `too_few_clusters`, `too_few_observations`,
 * `zero_variance`, and `invalid_argument` for blocks with chances of treatment, which say all already
 *
 * @example
 * horvitzThompson(table, { outcome: 'post', treatment: { column: 'arm', treated: 't', control: 'c' }, probability: 'chance' });
 *
 * @see Horvitz & Thompson (1952), JASA 47(260), 663-685; Middleton & Aronow (2015), Statistics, Politics and Policy 6(1-2), 39-75, for totals
 * of clusters; Aronow & Middleton (2013), J. Causal Inference 1(1), 135-154, for the bound.
 */
export function horvitzThompson(data: Table, options: HorvitzThompsonOptions): HorvitzThompson {
  const who = 'horvitzThompson';
  const { outcome, treatment, probability, block, cluster, level = 0.95 } = options;
  checkLevel(who, level);
  if (probability !== undefined && block !== undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} takes chances of treatment or blocks; with a draw for each unit the blocks add nothing`,
      { block },
    );
  }
  numericColumnOf(data, outcome, who);
  const labels = [block, cluster].filter((name) => name !== undefined);
  const needed = [outcome, ...labels, ...(typeof probability === 'string' ? [probability] : [])];
  const arms = twoArms(data, treatment, needed, undefined, who);
  const clusters = cluster === undefined ? null : assignedClusters(arms, cluster, who);
  if (clusters !== null) requireTwoClusters(clusters, cluster!, who);
  const blocks =
    block === undefined ? null : twoArmedBlocks(trialBlocks(arms, block, cluster, who), block, false, who).kept;
  const n = arms.table.rowCount;
  const parts = blocks ?? [{ label: null, rows: Uint32Array.from({ length: n }, (_, row) => row) }];
  let [estimate, variance] = [0, 0];
  for (const { label, rows } of parts) {
    const place = label === null ? who : `${who} (block ${quoted(label)})`;
    const units = assignedUnits(arms, rows, options, place);
    const part = probability === undefined ? fixedNumbers(units, place) : independentDraws(units);
    estimate += part.difference / n;
    variance += part.variance / (n * n);
  }
  if (!(variance > 0)) {
    throw new EfficacyError('zero_variance', `${who} needs a variance above 0; the difference is ${estimate}`, {
      estimate,
    });
  }
  const standardError = Math.sqrt(variance);
  const independent = probability !== undefined;
  return {
    kind: 'horvitz-thompson',
    estimate,
    standardError,
    df: null,
    ...tInference(estimate, standardError, null, level),
    unit: 'points',
    method: `Horvitz-Thompson difference in means; ${independent ? "draws unit by unit, Young's bound" : "fixed numbers in each arm, Neyman's variance"}; normal distribution`,
    assignment: independent ? 'independent' : 'fixed-numbers',
    nTreatment: arms.nTreatment,
    nControl: arms.nControl,
    blocks: blocks === null ? null : blocks.length,
    clusters: clusters === null ? null : clusters.treatment + clusters.control,
    notes: [...arms.notes, ...(clusters === null ? [] : notesOfFewClusters(clusters))],
  };
}

/** A difference of totals over all rows, and its variance. */
interface TotalDifference {
  readonly difference: number;
  readonly variance: number;
}

function independentDraws(units: readonly AssignedUnit[]): TotalDifference {
  let [difference, variance] = [0, 0];
  for (const { total, treated, probability } of units) {
    const weighted = total / (treated ? probability : 1 - probability);
    difference += treated ? weighted : -weighted;
    variance += weighted * weighted;
  }
  return { difference, variance };
}

/** With m of M units treated: M times the difference of their mean totals. */
function fixedNumbers(units: readonly AssignedUnit[], who: string): TotalDifference {
  const [t, c] = [true, false].map((arm) => moments(units.filter((u) => u.treated === arm).map((u) => u.total))) as [
    ReturnType<typeof moments>,
    ReturnType<typeof moments>,
  ];
  if (t.n < 2 || c.n < 2) {
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs at least 2 units (or clusters) in each arm; got ${t.n} in treatment and ${c.n} in control`,
      { nTreatment: t.n, nControl: c.n },
    );
  }
  const spread = t.m2 / (t.n - 1) / t.n + c.m2 / (c.n - 1) / c.n;
  return { difference: units.length * (t.mean - c.mean), variance: units.length ** 2 * spread };
}
