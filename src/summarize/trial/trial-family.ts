import type { Table } from '../../columns/table.js';
import type { AdjustmentMethod } from '../../numeric/multiplicity/index.js';
import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { counted } from '../../support/text.js';
import { type AnalysisPlan, sameComparison } from '../plan/analysis-plan.js';
import { checkPlan, type PlanCheck } from '../plan/plan-check.js';
import type { TrialDesign } from './design.js';
import { errorRate, type FamilyTest, judged } from './family-test.js';
import type { TrialSummary } from './summary.js';
import { trialSummary } from './trial-summary.js';

/** How {@link trialFamily} judges several outcomes at once. */
export interface TrialFamilyOptions {
  /**
   * The rule for the family of effects of assignment.
   * @defaultValue that of the plan, else `'holm'`
   */
  readonly multiplicity?: AdjustmentMethod;
  /**
   * Tests in the family, also those that are not among these designs.
   * @defaultValue that of the plan, else the number of designs
   */
  readonly m?: number;
  /** What was settled before outcomes were seen. */
  readonly plan?: AnalysisPlan;
}

/** One outcome of a family: its summary, and its p value as one of several. */
export interface FamilyMember extends FamilyTest {
  /** As {@link trialSummary} gives it. */
  readonly summary: TrialSummary;
}

/** Several outcomes of one trial, judged as a family. */
export interface TrialFamily {
  readonly kind: 'trial-family';
  /** In the order of the designs. */
  readonly members: readonly FamilyMember[];
  /** How the effects of assignment were judged. */
  readonly multiplicity: {
    /** The rule. */
    readonly method: AdjustmentMethod;
    /** Tests in the family. */
    readonly m: number;
    /** 1 less the confidence level: the error rate of the family. */
    readonly level: number;
  };
  /** Whether this is what was planned; null without a plan. */
  readonly plan: PlanCheck | null;
  /** What a reader must know of the family. */
  readonly notes: readonly Note[];
}

/**
 * Several outcomes in one call: a summary of each, and their effects of assignment judged as one family of tests.
 *
 * @param table - a row for each unit
 * @param stated - a design for each outcome, each complete in itself: treatment and blocks may be other columns in another grade
 * @returns p values adjusted by the rule beside each summary; summaries themselves are those of {@link trialSummary}
 * @throws {@link EfficacyError} as {@link trialSummary}, with the outcome in `detail`; `invalid_argument` for no design, one twice, levels that
 * differ, or an m below the number of designs
 *
 * @example
 * trialFamily(table, ['k', '1', '2', '3'].map((grade) => ({
 *   outcome: `read${grade}`,
 *   treatment: { column: `star${grade}`, treated: 'small', control: 'regular' },
 *   block: `schoolid${grade}`,
 * })));
 *
 * @see Schochet (2008), NCEE 2008-4018, on families of outcomes; Holm (1979), Scand. J. Stat. 6, 65-70.
 */
export function trialFamily(
  table: Table,
  stated: readonly TrialDesign[],
  options: TrialFamilyOptions = {},
): TrialFamily {
  const who = 'trialFamily';
  const { plan } = options;
  const { multiplicity: method = plan?.multiplicity ?? 'holm', m = plan?.m ?? stated.length } = options;
  const designs = stated.map((design): TrialDesign => ({ multiplicity: method, ...design }));
  need(designs.length > 0, 'invalid_argument', who, 'at least one design', 'none');
  const twice = designs.find((a, i) => designs.slice(0, i).some((b) => sameComparison(a, b)));
  need(twice === undefined, 'invalid_argument', who, 'each comparison once', `${twice?.outcome} twice`);
  const levels = new Set(designs.map(({ level = 0.95 }) => level));
  need(levels.size === 1, 'invalid_argument', who, 'one level for the family', [...levels].join(', '));
  need(
    Number.isSafeInteger(m) && m >= designs.length,
    'invalid_argument',
    who,
    `a whole number m of tests, ${designs.length} or more`,
    m,
  );
  const check = plan === undefined ? null : checkPlan(plan, designs, { method, m }, who);
  const level = errorRate([...levels][0] as number);
  const summaries = designs.map((design) => summaryOf(table, design));
  const tests = judged(
    summaries.map(({ intentToTreat }) => intentToTreat.pValue),
    method,
    level,
    m,
  );
  return {
    kind: 'trial-family',
    members: summaries.map((summary, i) => ({ summary, ...(tests[i] as FamilyTest) })),
    multiplicity: { method, m, level },
    plan: check,
    notes: m === designs.length ? [] : [testsElsewhere(m - designs.length)],
  };
}

const testsElsewhere = (count: number): Note => ({
  code: 'tests_elsewhere',
  message: `${counted(count, 'test')} of the family ${count === 1 ? 'is' : 'are'} not here, and ${count === 1 ? 'counts' : 'count'} as not significant.`,
});

/** The summary of one outcome; what it refuses says of which. */
function summaryOf(table: Table, design: TrialDesign): TrialSummary {
  try {
    return trialSummary(table, design);
  } catch (error) {
    if (!(error instanceof EfficacyError)) throw error;
    throw new EfficacyError(error.code, `${error.message} (outcome ${design.outcome})`, {
      ...error.detail,
      outcome: design.outcome,
    });
  }
}
