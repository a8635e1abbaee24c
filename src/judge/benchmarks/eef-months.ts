import { needRecord } from '../../estimate/effect/needs.js';
import { EfficacyError } from '../../support/errors.js';
import { checkEffect } from '../check-effect.js';
import { type Evidence, isNoEvidence, type NoEvidence, type NotEligible, notEligible } from '../no-evidence.js';
import type { Cited } from '../profiles/profile.js';

/** Months of progress by the table of the Education Endowment Foundation. */
export interface EefMonths {
  /** Which quantity this is. */
  readonly kind: 'eef-months';
  /** The effect that was given, in standard deviations. */
  readonly estimate: number;
  /** The effect as the table is entered with it: to two decimals. */
  readonly rounded: number;
  /** Whole months; negative is less progress than the control group made. */
  readonly months: number;
  /** Which of the foundation's two tables was read. */
  readonly table: Cited<readonly number[]>;
}

/** Effects from which on there are 1, 2, ... 12 months; the Toolkit and the reports of single trials differ in the first. */
export const eefTables: Readonly<Record<'toolkit' | 'trials', Cited<readonly number[]>>> = {
  toolkit: {
    value: [0.02, 0.1, 0.19, 0.27, 0.36, 0.45, 0.53, 0.62, 0.7, 0.79, 0.88, 0.96],
    source: 'Education Endowment Foundation, Teaching and Learning Toolkit, technical appendix',
    section: 'Effect size to months of progress',
    confidence: 'verified',
  },
  trials: {
    value: [0.05, 0.1, 0.19, 0.27, 0.36, 0.45, 0.53, 0.62, 0.7, 0.79, 0.88, 0.96],
    source: 'Education Endowment Foundation, reports of trials',
    section: 'Effect size to months of progress',
    confidence: 'unverified',
  },
};

/**
 * Months of progress as the Education Endowment Foundation reports them, for UK pupils of any age and subject alike.
 *
 * @param evidence - an effect in standard deviations, treatment minus control, or {@link NoEvidence}, which is handed back
 * @param which - the Toolkit's table or the one for single trials; there is no default
 * @returns whole months, or a refusal for effects beyond the table (1.0)
 * @throws {@link EfficacyError} `not_finite`, `invalid_argument`
 *
 * @example
 * eefMonths({ estimate: 0.184 }, 'toolkit'); // 2 months: .18 after rounding
 */
export function eefMonths(evidence: Evidence, which: 'toolkit' | 'trials'): EefMonths | NotEligible | NoEvidence {
  const who = 'eefMonths';
  if (!Object.hasOwn(eefTables, which)) {
    throw new EfficacyError('invalid_argument', `${who} knows the tables "toolkit" and "trials"; got ${String(which)}`);
  }
  needRecord(evidence, who, 'evidence: a result with its estimate, or noEvidence(...)');
  if (isNoEvidence(evidence)) return evidence;
  const { estimate } = evidence;
  checkEffect(estimate, who);
  const table = eefTables[which];
  const rounded = Math.sign(estimate) * Number(Math.abs(estimate).toFixed(2)) + 0;
  if (Math.abs(rounded) > 1) {
    return notEligible(
      `eef-${which}`,
      'beyond-table',
      `the table ends at 1.0 standard deviations; the effect is ${rounded}`,
    );
  }
  const months = table.value.filter((from) => Math.abs(rounded) >= from).length;
  return {
    kind: 'eef-months',
    estimate: estimate + 0,
    rounded,
    months: rounded < 0 && months > 0 ? -months : months,
    table,
  };
}
