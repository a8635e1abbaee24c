import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { quoted } from '../../support/text.js';
import type { Cited, WwcProfile } from '../profiles/profile.js';
import { profileNamed } from '../profiles/profile-of.js';
import type { Question } from '../question.js';
import { type AdjustmentMethod, adjustmentRules } from './adjustment-rules.js';
import { type BaselineCovariate, type CovariateBalance, covariateBalance } from './covariate-balance.js';
import type { OmnibusBalance } from './omnibus-balance.js';

/** How the estimate of the impact was adjusted for the baseline. */
export interface BaselineAdjustment {
  /** How it adjusts. */
  readonly method: AdjustmentMethod;
  /** Covariates that it adjusts for: in the regression, or, for gains, the outcome as it was measured before. */
  readonly covariates: readonly string[];
  /** Correlation of before with after, for gains and differences in differences. */
  readonly correlation?: number;
}

/** By which edition, and what the estimate does about differences. */
export interface BaselineOptions {
  /** Edition of the handbook. There is no default. */
  readonly profile: WwcProfile['id'];
  /** Unstated, it is asked for where a difference needs it. */
  readonly adjustment?: BaselineAdjustment;
}

/** A covariate with what is to be said of it in the end. */
export interface JudgedCovariate extends CovariateBalance {
  /** Whether the stated adjustment makes up for the difference. */
  readonly adjustment: 'not-needed' | 'acceptable' | 'not-acceptable' | 'unstated' | 'too-large';
  /** Whether equivalence is shown on this covariate. */
  readonly verdict: 'satisfied' | 'satisfied-with-adjustment' | 'not-satisfied' | 'unknown';
}

/** Whether the students who are analysed were alike before the treatment. */
export interface BaselineEquivalence {
  /** Which record this is. */
  readonly kind: 'baseline-equivalence';
  /** Edition of the handbook that it was judged by. */
  readonly profile: WwcProfile['id'];
  /** The worst verdict of all covariates; unknown when one is and none is worse. */
  readonly level: JudgedCovariate['verdict'];
  /** In the order in which they were given. */
  readonly covariates: readonly JudgedCovariate[];
  /** As it was stated; null where it was not. */
  readonly adjustment: BaselineAdjustment | null;
  /** Joint test of all covariates; null from moments, which do not hold one, or with a note. It decides nothing. */
  readonly omnibus: OmnibusBalance | null;
  /** What must be known before the unknown verdicts are. */
  readonly questions: readonly Question[];
  /** In standard deviations: up to `satisfied` nothing is needed, up to `adjustable` an acceptable adjustment. */
  readonly thresholds: WwcProfile['baseline'];
  /** Where the acceptable adjustments are said. */
  readonly rule: Omit<Cited<unknown>, 'value'>;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Baseline equivalence by the What Works Clearinghouse: for each covariate the standardized difference between the arms among the students
 * **who are analysed**, its class, and whether the stated adjustment is one that the edition accepts.
 *
 * Differences are in unadjusted standard deviations of students, also where clusters were assigned: the cluster factor of edition 5.0, which
 * makes differences smaller by an assumed intraclass correlation, is not applied. Nothing is rounded before it is compared.
 *
 * @param covariates - the characteristics that the protocol requires, of the analytic sample
 * @param options - the edition, and how the estimate was adjusted
 * @throws {@link EfficacyError} `too_few_observations`, `no_data`, `not_finite`, `invalid_argument`
 *
 * @example
 * baselineEquivalence(
 *   [{ name: 'pre', type: 'continuous', treatment: momentsOf({ n: 90, mean: 51, sd: 10 }), control: momentsOf({ n: 95, mean: 50, sd: 10 }) }],
 *   { profile: 'wwc-5.0', adjustment: { method: 'regression', covariates: ['pre'] } },
 * ).level; // 'satisfied-with-adjustment': g = .0996
 *
 * @see WWC Procedures and Standards Handbook 5.0, chapter IV and Appendix E; WWC Standards Handbook 4.1, chapter II.
 */
export function baselineEquivalence(
  covariates: readonly BaselineCovariate[],
  options: BaselineOptions,
): BaselineEquivalence {
  return equivalenceOf(covariates, options, null, 'baselineEquivalence');
}

/** The same with a joint test, or the note that there is none. */
export function equivalenceOf(
  covariates: readonly BaselineCovariate[],
  { profile: id, adjustment }: BaselineOptions,
  omnibus: OmnibusBalance | Note | null,
  who: string,
): BaselineEquivalence {
  const profile = profileNamed(id, who);
  checkAdjustment(adjustment, profile.id, who);
  const names = covariates.map(({ name }) => name);
  need(names.length > 0, 'no_data', who, 'a covariate: equivalence is shown on what the protocol requires', 'none');
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  need(twice === undefined, 'invalid_argument', who, 'each covariate once', quoted(String(twice)));
  const judged = covariates.map((covariate) =>
    judge(covariateBalance(covariate, profile, who), adjustment, profile.id),
  );
  const { source, section, confidence } = adjustmentRules[profile.id].methods;
  const tested = omnibus !== null && 'kind' in omnibus;
  return {
    kind: 'baseline-equivalence',
    profile: profile.id,
    level: worst(judged),
    covariates: judged,
    adjustment: adjustment ?? null,
    omnibus: tested ? omnibus : null,
    questions: questionsOf(judged, adjustment),
    thresholds: profile.baseline,
    rule: { source, section, confidence },
    notes: omnibus === null || tested ? [] : [omnibus],
  };
}

function judge(
  balance: CovariateBalance,
  adjustment: BaselineAdjustment | undefined,
  id: WwcProfile['id'],
): JudgedCovariate {
  const stated = adjustmentOf(balance, adjustment, id);
  const verdict = {
    'not-needed': 'satisfied',
    acceptable: 'satisfied-with-adjustment',
    'not-acceptable': 'not-satisfied',
    unstated: 'unknown',
    'too-large': 'not-satisfied',
  } as const;
  return { ...balance, adjustment: stated, verdict: balance.missing > 0 ? 'unknown' : verdict[stated] };
}

function adjustmentOf(
  { name, column, class: grade }: CovariateBalance,
  adjustment: BaselineAdjustment | undefined,
  id: WwcProfile['id'],
): JudgedCovariate['adjustment'] {
  if (grade === 'satisfied') return 'not-needed';
  if (grade === 'not-satisfied') return 'too-large';
  if (adjustment === undefined) return 'unstated';
  const { methods, correlation } = adjustmentRules[id];
  const rule = methods.value[adjustment.method];
  const covered = adjustment.covariates.includes(name) || adjustment.covariates.includes(column);
  if (rule === 'not-acceptable' || !covered) return 'not-acceptable';
  if (rule === 'acceptable') return 'acceptable';
  if (adjustment.correlation === undefined) return 'unstated';
  return adjustment.correlation >= correlation.value ? 'acceptable' : 'not-acceptable';
}

const order = ['not-satisfied', 'unknown', 'satisfied-with-adjustment', 'satisfied'] as const;

const worst = (judged: readonly JudgedCovariate[]): JudgedCovariate['verdict'] =>
  order.find((level) => judged.some(({ verdict }) => verdict === level)) ?? 'unknown';

function questionsOf(
  judged: readonly JudgedCovariate[],
  adjustment: BaselineAdjustment | undefined,
): readonly Question[] {
  const named = (some: readonly JudgedCovariate[]): string => some.map(({ name }) => quoted(name)).join(', ');
  const unstated = judged.filter((covariate) => covariate.adjustment === 'unstated');
  const incomplete = judged.filter(({ missing }) => missing > 0);
  const questions: Question[] = [];
  if (unstated.length > 0) {
    questions.push(
      adjustment === undefined
        ? { code: 'baseline_adjustment', question: `How was the estimate adjusted for ${named(unstated)}?` }
        : {
            code: 'baseline_correlation',
            question: `How strongly does ${named(unstated)} before correlate with the outcome after?`,
          },
    );
  }
  if (incomplete.length > 0) {
    questions.push({
      code: 'baseline_missing',
      question: `What is the baseline difference in ${named(incomplete)} among all students who are analysed, those without a value too (by the rules for missing data)?`,
    });
  }
  return questions;
}

function checkAdjustment(adjustment: BaselineAdjustment | undefined, id: WwcProfile['id'], who: string): void {
  if (adjustment === undefined) return;
  const { method, correlation: r } = adjustment;
  const methods = adjustmentRules[id].methods.value;
  const known = Object.keys(methods).join(', ');
  need(Object.hasOwn(methods, method), 'invalid_argument', who, `an adjustment among ${known}`, String(method));
  need(Array.isArray(adjustment.covariates), 'invalid_argument', who, 'the covariates that are adjusted for', 'none');
  const fine = r === undefined || (r >= -1 && r <= 1);
  need(fine, 'invalid_argument', who, 'a correlation of before with after from -1 to 1', r);
}
