import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { TestedEstimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';
import type { ProportionsOptions } from './contrast-of-proportions.js';
import { type ArmEvents, notesOfTable, type TwoByTwo, twoByTwo, type ZeroCells } from './counts.js';
import { wilsonInterval } from './wilson-interval.js';

/** Options of {@link riskDifference}. */
export interface RiskDifferenceOptions extends ProportionsOptions {
  /**
   * Newcombe's hybrid of two Wilson score intervals, or the estimate plus and minus normal quantiles of its standard error.
   * @defaultValue `'newcombe'`
   */
  readonly interval?: 'newcombe' | 'wald';
}

/** A difference of two shares. */
export interface RiskDifference extends TestedEstimate {
  /** Which quantity this is. */
  readonly kind: 'risk-difference';
  /** By each arm's own share; 0 where all units of each arm agree. */
  readonly standardError: number;
  /** The reference distribution is the normal. */
  readonly df: null;
  /** Limits, from -1 to 1. */
  readonly interval: Interval;
  /** How the limits were made. */
  readonly intervalMethod: 'newcombe' | 'wald';
  /** The formula of the squared standard error. */
  readonly varianceFormula: string;
  /** Share of the treatment arm with the event, after the policy about empty cells. */
  readonly shareTreatment: number;
  /** The same of the control arm. */
  readonly shareControl: number;
  /** The policy about empty cells that was asked for. */
  readonly zeroCells: ZeroCells;
  /** What was added to each cell: 0 or 0.5. */
  readonly addedToCells: number;
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/**
 * Risk difference: the share of the treatment arm with the event minus that of the control arm. Empty cells do no harm.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns treatment minus control, as a difference of shares from -1 to 1; the test is Wald's, of the estimate over its standard error
 * @throws {@link EfficacyError} `no_data`, `invalid_argument`
 *
 * @example
 * riskDifference({ events: 48, n: 70 }, { events: 30, n: 75 }).interval; // { lower: 0.124, upper: 0.427, level: 0.95 }
 *
 * @see Newcombe (1998), Statistics in Medicine 17(8), 873-890, method 10.
 */
export function riskDifference(
  treatment: ArmEvents,
  control: ArmEvents,
  options: RiskDifferenceOptions = {},
): RiskDifference {
  return differenceOfShares('riskDifference', treatment, control, options);
}

/** The risk difference for whichever function was called. */
export function differenceOfShares(
  who: string,
  treatment: ArmEvents,
  control: ArmEvents,
  options: RiskDifferenceOptions,
): RiskDifference {
  const { interval: intervalMethod = 'newcombe', zeroCells = 'as-is', level = 0.95 } = options;
  checkLevel(who, level);
  if (intervalMethod !== 'newcombe' && intervalMethod !== 'wald') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the intervals "newcombe" and "wald"; got ${String(intervalMethod)}`,
      { interval: String(intervalMethod) },
    );
  }
  const table = twoByTwo(who, treatment, control, zeroCells, []);
  const { estimate, variance, p1, p2 } = sharesOf(table);
  const standardError = Math.sqrt(variance);
  const certain = standardError === 0;
  const wald = certain
    ? { statistic: null, pValue: null, interval: { lower: estimate, upper: estimate, level } }
    : tInference(estimate, standardError, null, level);
  return {
    kind: 'risk-difference',
    estimate,
    standardError,
    df: null,
    ...wald,
    interval: intervalMethod === 'wald' ? wald.interval : newcombe(table, p1, p2, level),
    intervalMethod,
    unit: 'share',
    method: `difference of shares; ${intervalMethod === 'wald' ? 'normal' : "Newcombe's hybrid score"} interval; Wald test`,
    varianceFormula: 'a b/n₁³ + c d/n₂³',
    shareTreatment: p1,
    shareControl: p2,
    zeroCells,
    addedToCells: table.added,
    nTreatment: treatment.n,
    nControl: control.n,
    notes: certain ? [...notesOfTable(table), noTest] : notesOfTable(table),
  };
}

const noTest: Note = {
  code: 'zero_standard_error',
  message:
    "All units of each arm agree, so the standard error is 0: Wald's test has no value and his interval no width.",
};

function sharesOf({ a, b, c, d, treatment, control }: TwoByTwo) {
  const n1 = a + b;
  const n2 = c + d;
  return {
    p1: treatment.share,
    p2: control.share,
    estimate: treatment.share - control.share,
    variance: (a / n1) * (b / n1) * (1 / n1) + (c / n2) * (d / n2) * (1 / n2),
  };
}

function newcombe({ a, b, c, d }: TwoByTwo, p1: number, p2: number, level: number): Interval {
  const one = wilsonInterval(p1, a + b, level);
  const two = wilsonInterval(p2, c + d, level);
  return {
    lower: p1 - p2 - Math.hypot(p1 - one.lower, two.upper - p2),
    upper: p1 - p2 + Math.hypot(one.upper - p1, p2 - two.lower),
    level,
  };
}
