import { type Moments, sd } from '../../aggregate/moments.js';
import { weightsOf } from '../../aggregate/weights.js';
import { numericColumnOf, type Table } from '../../columns/table.js';
import { improvementIndex } from '../../estimate/effect/reading/improvement-index.js';
import type { AssignmentDesign } from '../../estimate/trial/difference-by-design.js';
import { adjustPValues } from '../../numeric/multiplicity/index.js';
import { checkLevel } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { AnalysisPlan } from '../plan/analysis-plan.js';
import { checkPlan } from '../plan/plan-check.js';
import { armsAlike } from './alike.js';
import { type BlockCounts, countBlocks } from './blocks.js';
import { checkDesign } from './check-design.js';
import { countClusters } from './clusters.js';
import type { TrialDesign } from './design.js';
import { effectOfAssignment } from './effect-of-assignment.js';
import { minimumDetectable } from './minimum-detectable.js';
import { designNotes, strangeScores } from './notes.js';
import { refuseEmptyArm, refuseLabels, refuseOutOfRange, refuseRepeatedUnits } from './refuse.js';
import { analysedSample, armMoments } from './sample.js';
import { siteEffects } from './sites.js';
import { subgroupAnalysis } from './subgroups.js';
import type { TrialArm, TrialSummary } from './summary.js';
import { shareWhoBenefit, superiority } from './superiority.js';
import { takeUp } from './take-up.js';
import { type ArmRows, trialRows } from './trial-rows.js';
import { minutesOfUse } from './use.js';
import { wwcOfTrial } from './wwc.js';

/** Options of {@link trialSummary}. */
export interface TrialSummaryOptions {
  /** What was settled before outcomes were seen: the summary says whether it ran as planned. */
  readonly plan?: AnalysisPlan;
}

/**
 * What a randomized trial found: who was compared, who was left out and why, the effect of being assigned to the treatment with the standard
 * error that the design asks for, the same in standard deviations, the improvement index, what the design could have found; and, where the
 * design asks, who took part and the effect on compliers, minutes and the effect per hour of use, subgroups, sites, the WWC's figures.
 *
 * - Without blocks, clusters or covariates: difference in means, each arm with its own variance.
 * - With blocks, covariates or both: least squares within blocks, HC2 standard errors.
 * - With clusters: the same with a bias-reduced cluster-robust covariance (CR2) and Satterthwaite's degrees of freedom.
 *
 * Rows that lack a value the design needs are left out and counted by arm and column; adjusted and unadjusted figures are about the same rows.
 *
 * @param table - a row for each unit
 * @param stated - the design: names of the columns, and the two labels that are compared
 * @param options - a plan to compare with
 * @returns points are those of the outcome; every difference is treatment minus control
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`, `no_data` for an arm without rows, `too_few_observations`,
 * `too_few_clusters`, `zero_variance`, `collinear` where covariates determine the arm, `duplicate_row`, `out_of_domain`, `unbalanced_design`, `invalid_weight`, `invalid_argument`
 *
 * @example
 * trialSummary(table, {
 *   outcome: 'readk',
 *   treatment: { column: 'stark', treated: 'small', control: 'regular' },
 *   block: 'schoolidk',
 * });
 *
 * @see Imbens & Rubin (2015), Causal Inference, ch. 6, 7 and 9; Abadie, Athey, Imbens & Wooldridge (2023), QJE 138(1), 1-35.
 */
export function trialSummary(table: Table, stated: TrialDesign, options: TrialSummaryOptions = {}): TrialSummary {
  const who = 'trialSummary';
  checkDesign(table, stated, who);
  const design: TrialDesign = { multiplicity: options.plan?.multiplicity ?? 'holm', ...stated };
  const { outcome, baseline, covariates = [], block, cluster, higherIsBetter = true, level = 0.95 } = design;
  const { received, minutes, subgroups = [], sites = false, profile, power = 0.8 } = design;
  checkLevel(who, level);
  const plan = options.plan === undefined ? null : checkPlan(options.plan, [design], null, who);
  adjustPValues([], { method: design.multiplicity ?? 'holm' });
  need(
    !sites || block !== undefined,
    'invalid_argument',
    who,
    'the name of the block column to show sites',
    'no block',
  );
  need(
    design.attritionBoundary === undefined || profile !== undefined,
    'invalid_argument',
    who,
    'the profile by which attrition is judged beside attritionBoundary',
    'no profile',
  );
  need(
    [undefined, 'cautious', 'optimistic'].includes(design.attritionBoundary),
    'invalid_argument',
    who,
    'the attritionBoundary "cautious" or "optimistic"',
    design.attritionBoundary,
  );
  numericColumnOf(table, outcome, who);
  refuseLabels(table, design, who);
  refuseOutOfRange(table, design, who);
  if (design.weights !== undefined) weightsOf(table, design.weights, who);
  const rows = trialRows(table, design, who);
  refuseEmptyArm(rows, design, who);
  refuseRepeatedUnits(table, design, rows, who);

  const sample = analysedSample(table, design, rows);
  const arms = armMoments(sample, design, rows.treated.rows.length, who);
  const assignedClusters = design.assignedWithinClusters === true ? undefined : cluster;
  const blocks = block === undefined ? null : countBlocks(sample, block, assignedClusters, who);
  const clusters = cluster === undefined ? null : countClusters(sample, cluster, design, who);
  const adjustedFor = baseline === undefined ? covariates : [baseline, ...covariates];
  const whole = effectOfAssignment(sample, arms, design, adjustedFor, who);
  const { intentToTreat, hedgesG, method, notes } = whole;
  const { interval, estimate } = intentToTreat;
  const benefit = higherIsBetter ? estimate : -estimate;

  return {
    kind: 'trial-summary',
    outcome,
    treatmentColumn: design.treatment.column,
    treatment: trialArm(rows.treated, arms.treatment, clusters?.treated ?? null),
    control: trialArm(rows.control, arms.control, clusters?.control ?? null),
    rows: { total: rows.total, used: sample.rowCount, otherArms: rows.otherArms, noArm: rows.noArm },
    assignment: assignmentOf(blocks, assignedClusters !== undefined),
    blocks:
      blocks === null ? null : { column: block as string, count: blocks.count, withBothArms: blocks.withBothArms },
    clusters: clusters === null ? null : { column: cluster as string, count: clusters.count },
    adjustedFor,
    unadjustedDifference: arms.treatment.mean - arms.control.mean,
    intentToTreat,
    unadjusted:
      adjustedFor.length === 0
        ? null
        : { ...effectOfAssignment(sample, arms, design, [], who).intentToTreat, kind: 'unadjusted-intent-to-treat' },
    hedgesG,
    improvementIndex: improvementIndex(hedgesG.estimate),
    probabilityOfSuperiority: superiority(sample, design, rows.treated.rows.length, hedgesG, who),
    shareWhoBenefit: shareWhoBenefit(sample, design, rows.treated.rows.length, level, who),
    minimumDetectable: minimumDetectable(intentToTreat, hedgesG.pooledSd, level, power, who),
    takeUp:
      received === undefined ? null : takeUp(table, sample, received, design, adjustedFor, { ...whole, level }, who),
    use: minutes === undefined ? null : minutesOfUse(sample, minutes, design, adjustedFor, hedgesG, who),
    subgroups: subgroups.length === 0 ? null : subgroupAnalysis(sample, subgroups, design, adjustedFor, who),
    sites: sites && block !== undefined ? siteEffects(sample, design, block, adjustedFor, who) : null,
    wwc:
      profile === undefined
        ? null
        : wwcOfTrial(sample, arms, design, profile, adjustedFor, clusters, intentToTreat, who),
    alike: profile === undefined ? null : armsAlike(table, design, profile, adjustedFor, rows, who),
    plan,
    favours: benefit > 0 ? 'treatment' : benefit < 0 ? 'control' : 'neither',
    significant: interval !== null && (interval.lower > 0 || interval.upper < 0),
    level,
    method,
    notes: [
      ...table.notes,
      ...rows.notes,
      ...strangeScores(table, design, who),
      ...notes.filter(({ code }) => clusters === null || code !== 'few_clusters'),
      ...designNotes(design, blocks, clusters, arms),
    ],
  };
}

function trialArm(rows: ArmRows, outcome: Moments, clusters: number | null): TrialArm {
  const { label, assigned, assignedClusters, leftOut } = rows;
  return { label, assigned, n: outcome.n, leftOut, mean: outcome.mean, sd: sd(outcome), clusters, assignedClusters };
}

function assignmentOf(blocks: BlockCounts | null, clustered: boolean): AssignmentDesign {
  if (blocks === null) return clustered ? 'clustered' : 'simple';
  if (blocks.pairs) return clustered ? 'matched-pairs-clustered' : 'matched-pairs';
  return clustered ? 'blocked-clustered' : 'blocked';
}
