import type { AdjustmentMethod } from '../../numeric/multiplicity/index.js';
import type { TrialDesign } from '../trial/design.js';
import { type AnalysisPlan, type PlannedOutcome, requirePlan, sameComparison } from './analysis-plan.js';
import { canonicalJson } from './canonical-json.js';

/** One point in which an analysis is not the planned one. */
export interface PlanDeviation {
  /** The outcome that it is about; null where it is about all of them. */
  readonly outcome: string | null;
  /** Name of the option. */
  readonly what: string;
  /** As JSON; null where the plan has nothing. */
  readonly planned: string | null;
  /** As JSON; null where the analysis has nothing. */
  readonly ran: string | null;
  /** The same as a sentence. */
  readonly message: string;
}

/** Whether an analysis is the planned one. */
export interface PlanCheck {
  readonly kind: 'plan-check';
  /** Hash of the plan. */
  readonly hash: string;
  /** True without deviations. */
  readonly asPlanned: boolean;
  /** Every point in which it is not. */
  readonly deviations: readonly PlanDeviation[];
  /** What the plan settles and this analysis does not use. */
  readonly notChecked: readonly string[];
}

/** The family of tests over several outcomes, as it was run. */
export interface RunFamily {
  readonly method: AdjustmentMethod;
  readonly m: number;
}

/** What is compared, with what it is where nothing was said. Columns whose order says nothing are compared as sets. */
const compared: Readonly<Record<string, (design: PlannedOutcome) => unknown>> = {
  treatment: ({ treatment }) => treatment,
  baseline: ({ baseline }) => baseline ?? null,
  covariates: ({ covariates }) => [...(covariates ?? [])].sort(),
  block: ({ block }) => block ?? null,
  cluster: ({ cluster }) => cluster ?? null,
  assignedWithinClusters: ({ assignedWithinClusters }) => assignedWithinClusters ?? false,
  weights: ({ weights }) => weights ?? null,
  unit: ({ unit }) => unit ?? null,
  range: ({ range }) => range ?? null,
  higherIsBetter: ({ higherIsBetter }) => higherIsBetter ?? true,
  received: ({ received }) => received ?? null,
  minutes: ({ minutes }) => minutes ?? null,
  outcomeType: ({ outcomeType }) => outcomeType ?? 'achievement',
  icc: ({ icc }) => icc ?? null,
};

/** Compares what was run with a plan. @throws {@link EfficacyError} `invalid_argument` for a plan that was changed */
export function checkPlan(
  plan: AnalysisPlan,
  designs: readonly TrialDesign[],
  family: RunFamily | null,
  who: string,
): PlanCheck {
  requirePlan(plan, who);
  const deviations = designs.flatMap((design) => deviationsOf(design, plan));
  const notChecked: string[] = [];
  if (designs.some(({ attritionBoundary }) => attritionBoundary === undefined))
    notChecked.push(`attritionBoundary (${plan.attritionBoundary})`);
  if (designs.some(({ profile }) => profile === undefined)) notChecked.push(`profile (${plan.profile})`);
  if (plan.doseCuts.length > 0) notChecked.push(`doseCuts (${plan.doseCuts.join(', ')})`);
  if (family === null) {
    if (plan.m > 1) notChecked.push(`multiplicity over ${plan.m} outcomes (${plan.multiplicity})`);
  } else {
    const add = (what: string, planned: unknown, ran: unknown): number =>
      deviations.push(...deviation(null, what, planned, ran));
    add('multiplicity', plan.multiplicity, family.method);
    add('m', plan.m, family.m);
    for (const planned of plan.outcomes) {
      if (designs.some((design) => planned.outcome === design.outcome && sameComparison(planned, design))) continue;
      const { treated, control } = planned.treatment;
      const twice = plan.outcomes.filter(({ outcome }) => outcome === planned.outcome).length > 1;
      if (twice || !designs.some((design) => planned.outcome === design.outcome))
        add('outcome', twice ? `${planned.outcome}: ${treated} against ${control}` : planned.outcome, null);
    }
  }
  return { kind: 'plan-check', hash: plan.hash, asPlanned: deviations.length === 0, deviations, notChecked };
}

function deviationsOf(design: TrialDesign, plan: AnalysisPlan): PlanDeviation[] {
  const { outcome, level = 0.95, multiplicity = 'holm', subgroups = [], profile, attritionBoundary } = design;
  const named = plan.outcomes.filter((planned) => planned.outcome === outcome);
  const planned = named.find((candidate) => sameComparison(candidate, design)) ?? named[0];
  if (planned === undefined) return deviation(outcome, 'outcome', null, outcome);
  return [
    ...Object.entries(compared).flatMap(([what, of]) => deviation(outcome, what, of(planned), of(design))),
    ...deviation(outcome, 'level', plan.level, level),
    ...deviation(outcome, 'subgroups', [...plan.subgroups].sort(), [...subgroups].sort()),
    ...(attritionBoundary === undefined
      ? []
      : deviation(outcome, 'attritionBoundary', plan.attritionBoundary, attritionBoundary)),
    ...(profile === undefined ? [] : deviation(outcome, 'profile', plan.profile, profile)),
    ...(subgroups.length === 0 ? [] : deviation(outcome, 'multiplicity', plan.multiplicity, multiplicity)),
  ];
}

function deviation(outcome: string | null, what: string, planned: unknown, ran: unknown): PlanDeviation[] {
  const [before, after] = [planned, ran].map((value) => (value === null ? null : canonicalJson(value)));
  if (before === after || before === undefined || after === undefined) return [];
  const where = outcome === null || what === 'outcome' ? '' : ` of ${outcome}`;
  const message =
    what === 'outcome'
      ? before === null
        ? `${after} was analysed and not planned: exploratory.`
        : `${before} was planned and not analysed.`
      : `${what}${where}: planned ${before ?? 'none'}, ran ${after ?? 'none'}.`;
  return [{ outcome, what, planned: before, ran: after, message }];
}
