import { needOneOf } from '../estimate/effect/needs.js';
import { need } from '../support/need.js';

/**
 * That there is no evidence, and why. It is a value of its own: never an effect of 0, which would be evidence that nothing happened.
 */
export interface NoEvidence {
  /** Tells a missing effect from one of 0. */
  readonly kind: 'no-evidence';
  /** Stable word. */
  readonly reason: 'not-studied' | 'not-reported' | 'not-measured' | 'study-excluded';
  /** Why nothing is known, for a reader. */
  readonly message: string;
}

/** An effect in standard deviations, or that there is none to be had. */
export type Evidence = { readonly estimate: number } | NoEvidence;

const reasons = ['not-studied', 'not-reported', 'not-measured', 'study-excluded'] as const;

/**
 * That there is no evidence, for every function that takes an effect.
 *
 * @param reason - `'not-studied'`, `'not-reported'`, `'not-measured'` or `'study-excluded'`
 * @param message - why, for a reader
 * @throws {@link EfficacyError} `invalid_argument`
 *
 * @example
 * kraftBand(noEvidence('not-reported', 'The study gives no standard deviation.'), study); // no evidence
 */
export function noEvidence(reason: NoEvidence['reason'], message: string): NoEvidence {
  needOneOf(reason, reasons, 'noEvidence', 'reason');
  need(
    typeof message === 'string' && message !== '',
    'invalid_argument',
    'noEvidence',
    'a message for readers',
    String(message),
  );
  return { kind: 'no-evidence', reason, message };
}

/** Whether a value says that there is no evidence. */
export function isNoEvidence(value: unknown): value is NoEvidence {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'no-evidence';
}

/** A label refused, and why: the rule was not made for this evidence. */
export interface NotEligible {
  /** Tells a refusal from a verdict. */
  readonly kind: 'not-eligible';
  /** The rule that was asked for. */
  readonly rule: string;
  /** Stable word. */
  readonly reason: string;
  /** Why the rule does not apply, for a reader. */
  readonly message: string;
}

/** A refusal by a rule. */
export function notEligible(rule: string, reason: string, message: string): NotEligible {
  return { kind: 'not-eligible', rule, reason, message };
}
