import type { Weights } from '../../aggregate/weights.js';
import { numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel } from '../../support/interval.js';
import type { Note } from '../../support/notes.js';
import { counted, listed } from '../../support/text.js';
import type { TestedEstimate } from '../estimate.js';
import { isEnough } from '../regression/coefficient.js';
import { tInference } from '../t-inference.js';
import { assignedClusters, notesOfFewClusters } from './assigned-clusters.js';
import { type TrialBlock, trialBlocks, twoArmedBlocks } from './blocks.js';
import { differenceOfArms, differenceOfBlocks, differenceOfPairs } from './design-estimators.js';
import { rowsOf, type TreatmentColumn, type TwoArms, twoArms } from './two-arms.js';

export type { TreatmentColumn } from './two-arms.js';

/** How units were assigned to the arms. */
export type AssignmentDesign =
  | 'simple'
  | 'clustered'
  | 'blocked'
  | 'blocked-clustered'
  | 'matched-pairs'
  | 'matched-pairs-clustered';

/** What was compared, by the names of the columns. */
export interface DifferenceByDesignOptions {
  /** Name of the outcome, a numeric column. */
  readonly outcome: string;
  /** The column of the arms, and the two labels that are compared. */
  readonly treatment: TreatmentColumn;
  /** Blocks within which units or clusters were assigned: a label column. Blocks of two are pairs. */
  readonly block?: string;
  /** What was assigned together: a label column. */
  readonly cluster?: string;
  /**
   * A numeric column of weights and what they are.
   * @defaultValue every row counts once
   */
  readonly weights?: Weights;
  /**
   * The design, where it is to be checked against the data.
   * @defaultValue recognized from `block`, `cluster` and the sizes of the blocks
   */
  readonly design?: AssignmentDesign;
  /**
   * What to do with blocks that have one arm only.
   * @defaultValue `'refuse'`
   */
  readonly oneArmedBlocks?: 'refuse' | 'drop';
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** A difference in means with the inference that its design asks for. */
export interface DifferenceByDesign extends TestedEstimate {
  readonly kind: 'difference-in-means';
  readonly standardError: number;
  readonly df: number;
  /** The design as it was recognized. */
  readonly design: AssignmentDesign;
  readonly nTreatment: number;
  readonly nControl: number;
  /** Blocks compared; null without. */
  readonly blocks: number | null;
  /** Clusters compared; null without. */
  readonly clusters: number | null;
}

/**
 * Difference in means of the two arms of a randomized trial, with the standard error of its design.
 *
 * - simple: each arm its own variance, Welch's degrees of freedom; with weights HC2 on n - 2;
 * - clustered: CR2 with Satterthwaite's degrees of freedom;
 * - blocked: the differences of the blocks weighted by their sizes (sums of weights), variances added; units or clusters less 2 a block;
 * - matched pairs, of units or clusters: from the spread of the differences between pairs, pairs less 1. So are blocks of which only some are
 *   pairs, with a note.
 *
 * @param data - one row for each unit; rows of other arms or without a value are left out, the latter with a note
 * @returns treatment minus control, in points
 * @throws {@link EfficacyError} `unbalanced_design` (blocks with one arm, a cluster with both or in two blocks, another design than stated),
 * `too_few_clusters`, `too_few_observations`, `zero_variance`, `no_data`, `invalid_argument` for weights with matched pairs
 *
 * @example
 * differenceByDesign(table, { outcome: 'post', treatment: { column: 'arm', treated: 't', control: 'c' }, block: 'school' }).design; // 'blocked'
 *
 * @see Imbens & Rubin (2015), Causal Inference, eq. 6.17 and ch. 9 and 10; Imai, King & Nall (2009), Statist. Sci. 24(1),
 * 29-53, for pairs of clusters; Gerber & Green (2012), Field Experiments, ch. 3 and 4.
 */
export function differenceByDesign(data: Table, options: DifferenceByDesignOptions): DifferenceByDesign {
  const who = 'differenceByDesign';
  const { outcome, treatment, block, cluster, weights, level = 0.95 } = options;
  checkLevel(who, level);
  numericColumnOf(data, outcome, who);
  const needed = [outcome, ...[block, cluster].filter((name) => name !== undefined)];
  const everyone = twoArms(data, treatment, needed, weights, who);
  const { arms, blocks, notes } = blocksOf(everyone, options, who);
  const clusters = cluster === undefined ? null : assignedClusters(arms, cluster, who);
  const design = designOf(blocks, clusters !== null);
  requireDesign(design, options.design, who);
  const paired = design.startsWith('matched');
  const estimator = blocks === null ? differenceOfArms : paired ? differenceOfPairs : differenceOfBlocks;
  const { estimate, variance, df, method } = estimator(arms, blocks ?? [], options, who);
  if (!(variance > 0)) {
    throw new EfficacyError(
      'zero_variance',
      `${who} needs a variance above 0 ${paired ? 'between pairs' : 'within arms'}; nothing varies, and the difference is ${estimate}`,
      { estimate },
    );
  }
  const standardError = Math.sqrt(variance);
  const untested = { statistic: null, pValue: null, interval: null };
  const below = { code: 'df_below_1', message: 'Fewer than 1 degree of freedom: no test and no interval.' };
  return {
    kind: 'difference-in-means',
    estimate,
    standardError,
    df,
    ...(isEnough(df) ? tInference(estimate, standardError, df, level) : untested),
    unit: 'points',
    method: `difference in means, ${design}${weights === undefined ? '' : `, ${weights.kind} weights`}; ${method}`,
    design,
    nTreatment: arms.nTreatment,
    nControl: arms.nControl,
    blocks: blocks === null ? null : blocks.length,
    clusters: clusters === null ? null : clusters.treatment + clusters.control,
    notes: [
      ...everyone.notes,
      ...notes,
      ...(clusters === null ? [] : notesOfFewClusters(clusters)),
      ...(isEnough(df) ? [] : [below]),
    ],
  };
}

/** The blocks with both arms, and the rows in them. */
function blocksOf(
  everyone: TwoArms,
  { block, cluster, oneArmedBlocks = 'refuse' }: DifferenceByDesignOptions,
  who: string,
): { readonly arms: TwoArms; readonly blocks: readonly TrialBlock[] | null; readonly notes: readonly Note[] } {
  if (block === undefined) return { arms: everyone, blocks: null, notes: [] };
  const all = trialBlocks(everyone, block, cluster, who);
  const { kept, dropped } = twoArmedBlocks(all, block, oneArmedBlocks === 'drop', who);
  const [pairs, larger] = [kept.filter(isPair), kept.filter((b) => !isPair(b))];
  const notes: Note[] = [];
  if (pairs.length > 0 && larger.length > 0) {
    notes.push({
      code: 'some_pairs',
      message: `${counted(pairs.length, 'block')} of ${kept.length} are pairs, in which no variance is seen: the standard error is from the spread between blocks.`,
    });
  }
  if (dropped.length === 0) return { arms: everyone, blocks: kept, notes };
  const rows = dropped.reduce((sum, b) => sum + b.rows.length, 0);
  notes.push({
    code: 'one_armed_blocks',
    message: `${counted(dropped.length, 'block')} with one arm only left out, with ${counted(rows, 'row')}: ${listed(dropped.map(({ label }) => label))}.`,
  });
  const chosen = Uint32Array.from(kept.flatMap((b) => [...b.rows])).sort();
  const arms = rowsOf(everyone, chosen);
  return { arms, blocks: trialBlocks(arms, block, cluster, who), notes };
}

const isPair = ({ treatment, control }: TrialBlock): boolean => treatment === 1 && control === 1;

function designOf(blocks: readonly TrialBlock[] | null, clustered: boolean): AssignmentDesign {
  if (blocks === null) return clustered ? 'clustered' : 'simple';
  if (blocks.some(isPair)) return clustered ? 'matched-pairs-clustered' : 'matched-pairs';
  return clustered ? 'blocked-clustered' : 'blocked';
}

function requireDesign(recognized: AssignmentDesign, stated: AssignmentDesign | undefined, who: string): void {
  if (stated === undefined || stated === recognized) return;
  throw new EfficacyError(
    'unbalanced_design',
    `${who} was told that the design is ${stated}, but block, cluster and the sizes of the blocks make it ${recognized}`,
    { stated, recognized },
  );
}
