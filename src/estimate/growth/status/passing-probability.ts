import * as normal from '../../../numeric/distributions/normal.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';

/** What is expected of a student at a gate, such as the third-grade reading test. */
export interface GateAhead {
  /** Expected score at the gate, in points. */
  readonly expected: number;
  /** Standard error of that expectation, from the model that made it. @defaultValue 0 */
  readonly standardError?: number;
  /** Standard deviation of students' scores around their expectation, the test's own error included; above 0. */
  readonly sd: number;
  /** The score that passes. */
  readonly cut: number;
  /** Confidence level of the interval. @defaultValue 0.95 */
  readonly level?: number;
}

/** The probability of passing a gate. */
export interface PassingProbability {
  readonly kind: 'passing-probability';
  /** 0 to 1. */
  readonly estimate: number;
  /** From the limits of the expected score: the uncertainty of the model, not of the student. */
  readonly interval: Interval;
  /** Expected score minus the cut, in points. */
  readonly distance: number;
}

/**
 * Probability that a student passes a gate, from the score that is expected then.
 *
 * @returns Φ((expected - cut)/sd), with the limits that follow from the standard error of the expectation
 * @throws {@link EfficacyError} `not_finite`, `out_of_domain`
 *
 * @example
 * passingProbability({ expected: 196, sd: 10, cut: 190, standardError: 1.5 }); // .73, interval .62 to .81
 */
export function passingProbability(gate: GateAhead): PassingProbability {
  const who = 'passingProbability';
  const { expected, standardError = 0, sd, cut, level = 0.95 } = gate;
  checkLevel(who, level);
  for (const score of [expected, cut]) need(Number.isFinite(score), 'not_finite', who, 'a finite score and cut', score);
  need(sd > 0 && sd < Number.POSITIVE_INFINITY, 'out_of_domain', who, 'a standard deviation above 0', sd);
  const known = standardError >= 0 && standardError < Number.POSITIVE_INFINITY;
  need(known, 'out_of_domain', who, 'a standard error of 0 or more', standardError);
  const distance = expected - cut;
  const half = normal.isf((1 - level) / 2) * standardError;
  return {
    kind: 'passing-probability',
    estimate: normal.cdf(distance / sd),
    interval: { lower: normal.cdf((distance - half) / sd), upper: normal.cdf((distance + half) / sd), level },
    distance,
  };
}
