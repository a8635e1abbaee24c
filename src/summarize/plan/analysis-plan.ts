import type { AttritionBoundary } from '../../judge/attrition/boundary-table.js';
import type { WwcProfile } from '../../judge/profiles/profile.js';
import { wwcProfiles } from '../../judge/profiles/profile-of.js';
import { type AdjustmentMethod, adjustPValues } from '../../numeric/multiplicity/index.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel } from '../../support/interval.js';
import { need } from '../../support/need.js';
import { listed } from '../../support/text.js';
import type { TrialDesign } from '../trial/design.js';
import { canonicalJson } from './canonical-json.js';
import { sha256 } from './sha256.js';

/** One outcome of a plan: who is compared on it, and what the comparison is adjusted for. */
export type PlannedOutcome = Omit<TrialDesign, 'level' | 'multiplicity' | 'subgroups' | 'sites' | 'power' | 'profile'>;

/** What is settled before anybody sees an outcome. */
export interface AnalysisPlanInput {
  /** Every main outcome with its design. */
  readonly outcomes: readonly PlannedOutcome[];
  /** The rule for the family of outcomes, and for the families of subgroup tests. */
  readonly multiplicity: AdjustmentMethod;
  /**
   * Tests in the family of main outcomes, also those that are analysed elsewhere.
   * @defaultValue the number of outcomes
   */
  readonly m?: number;
  /** Label columns, measured before assignment. @defaultValue none */
  readonly subgroups?: readonly string[];
  /** Minutes of use between which pupils are banded, in ascending order. @defaultValue none */
  readonly doseCuts?: readonly number[];
  /** Whether attrition is likely related to the intervention (cautious) or not: there is no default. */
  readonly attritionBoundary: AttritionBoundary;
  /** Edition of the WWC's handbook: there is no default. */
  readonly profile: WwcProfile['id'];
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** A plan with everything filled in, and a hash that any change to it changes. */
export interface AnalysisPlan extends Required<AnalysisPlanInput> {
  readonly kind: 'analysis-plan';
  /** Of this format. */
  readonly version: 1;
  /** SHA-256 of the canonical JSON (RFC 8785, in UTF-8) of all other members, in hexadecimal. */
  readonly hash: string;
}

/**
 * A pre-specified plan as a record. Its hash can be registered, printed in a contract or sent by mail before outcomes are seen; whoever has
 * the record can later show that it is the same.
 *
 * @returns plain JSON: keep it as it is, and give it to {@link trialSummary} or {@link trialFamily}
 * @throws {@link EfficacyError} `invalid_argument` for no outcome, an outcome planned twice, an m below the number of outcomes, an unknown
 * rule, boundary or profile, or cuts that do not ascend
 *
 * @example
 * analysisPlan({
 *   outcomes: [{ outcome: 'readk', treatment: { column: 'stark', treated: 'small', control: 'regular' }, block: 'schoolidk' }],
 *   multiplicity: 'holm',
 *   attritionBoundary: 'cautious',
 *   profile: 'wwc-5.0',
 * }).hash;
 *
 * @see NIST (2015), FIPS 180-4; RFC 8785.
 */
export function analysisPlan(input: AnalysisPlanInput): AnalysisPlan {
  const who = 'analysisPlan';
  const { outcomes, multiplicity, attritionBoundary, profile, level = 0.95 } = input;
  const { m = outcomes.length, subgroups = [], doseCuts = [] } = input;
  checkLevel(who, level);
  refuseUnknown(input, planMembers, 'a plan', who);
  for (const planned of outcomes) {
    refuseUnknown(planned, outcomeMembers, 'an outcome of a plan', who);
    const { column, treated, control } = planned.treatment ?? {};
    const names = [planned.outcome, column, treated, control];
    need(
      names.every((name) => typeof name === 'string'),
      'invalid_argument',
      who,
      'outcome and treatment { column, treated, control } of every outcome, as text',
      names.map(String).join(', '),
    );
  }
  need(outcomes.length > 0, 'invalid_argument', who, 'at least one outcome', 'none');
  const twice = outcomes.find((a, i) => outcomes.slice(0, i).some((b) => sameComparison(a, b)));
  need(twice === undefined, 'invalid_argument', who, 'each comparison once', `${twice?.outcome} twice`);
  need(
    Number.isSafeInteger(m) && m >= outcomes.length,
    'invalid_argument',
    who,
    `a whole number m of tests, ${outcomes.length} or more`,
    m,
  );
  adjustPValues([], { method: multiplicity });
  need(
    attritionBoundary === 'cautious' || attritionBoundary === 'optimistic',
    'invalid_argument',
    who,
    "the attritionBoundary 'cautious' or 'optimistic'",
    String(attritionBoundary),
  );
  const profiles = Object.keys(wwcProfiles);
  need(profiles.includes(profile), 'invalid_argument', who, `a profile, ${profiles.join(' or ')}`, String(profile));
  need(
    doseCuts.every((cut, i) => Number.isFinite(cut) && (i === 0 || cut > (doseCuts[i - 1] as number))),
    'invalid_argument',
    who,
    'doseCuts in ascending order',
    doseCuts.join(', '),
  );
  const filled = { outcomes, multiplicity, m, subgroups, doseCuts, attritionBoundary, profile, level };
  // Through its own text, so that the record shares nothing with the input and lacks what is undefined.
  const plan = JSON.parse(canonicalJson({ kind: 'analysis-plan', version: 1, ...filled })) as Omit<
    AnalysisPlan,
    'hash'
  >;
  return { ...plan, hash: hashOf(plan) };
}

const planMembers: readonly (keyof AnalysisPlanInput)[] = [
  'outcomes',
  'multiplicity',
  'm',
  'subgroups',
  'doseCuts',
  'attritionBoundary',
  'profile',
  'level',
];

const outcomeMembers: readonly (keyof PlannedOutcome)[] = [
  'outcome',
  'treatment',
  'baseline',
  'covariates',
  'block',
  'cluster',
  'assignedWithinClusters',
  'weights',
  'unit',
  'range',
  'higherIsBetter',
  'received',
  'minutes',
  'outcomeType',
  'icc',
];

/** Refuses a member that means nothing here, so that a misspelt one is not lost from a plan. */
function refuseUnknown(record: object, members: readonly string[], what: string, who: string): void {
  const odd = Object.keys(record).filter((name) => !members.includes(name));
  need(
    odd.length === 0,
    'invalid_argument',
    who,
    `no other members in ${what} than ${members.join(', ')}`,
    listed(odd),
  );
}

/** Whether two outcomes are the same comparison on the same column. */
export function sameComparison(a: PlannedOutcome, b: PlannedOutcome): boolean {
  return a.outcome === b.outcome && canonicalJson(a.treatment) === canonicalJson(b.treatment);
}

/** Refuses a record that is no plan, or that is not what was hashed. */
export function requirePlan(plan: AnalysisPlan, who: string): void {
  const { hash, ...rest } = plan;
  const found = plan.kind === 'analysis-plan' && plan.version === 1 ? hashOf(rest) : null;
  if (found === hash) return;
  throw new EfficacyError(
    'invalid_argument',
    found === null
      ? `${who} needs a plan that analysisPlan made, version 1`
      : `${who} needs the plan as it was made: its hash is ${hash}, and what it says now has ${found}`,
    { hash: String(hash), found },
  );
}

function hashOf(plan: Omit<AnalysisPlan, 'hash'>): string {
  return sha256(new TextEncoder().encode(canonicalJson(plan)));
}
