import { need } from '../../../support/need.js';

/** What the reliability of a gain follows from. */
export interface GainParts {
  /** Standard deviation of the first scores, in points, 0 or more. */
  readonly sdBefore: number;
  /** That of the later scores, in points. */
  readonly sdAfter: number;
  /** Correlation of the scores before with those after, -1 to 1. */
  readonly correlation: number;
  /** Reliability of the first test in this population, 0 to 1. */
  readonly reliabilityBefore: number;
  /** That of the later test, 0 to 1. */
  readonly reliabilityAfter: number;
}

/**
 * Reliability of a gain: which share of the differences between students' gains is not measurement error.
 *
 * @returns up to 1; below 0 where the reliabilities and the correlation contradict each other, which the caller should read as 0
 * @throws {@link EfficacyError} `out_of_domain`, `zero_variance` when all gains are equal
 *
 * @example
 * reliabilityOfGain({ sdBefore: 15, sdAfter: 15, correlation: 0.8, reliabilityBefore: 0.9, reliabilityAfter: 0.9 }); // 0.5
 *
 * @see Lord (1963), Elementary models for measuring change, in Harris (ed.), Problems in Measuring Change, eq. 6.
 */
export function reliabilityOfGain(parts: GainParts): number {
  const who = 'reliabilityOfGain';
  const { sdBefore, sdAfter, correlation, reliabilityBefore, reliabilityAfter } = parts;
  for (const sd of [sdBefore, sdAfter])
    need(sd >= 0 && sd < Number.POSITIVE_INFINITY, 'out_of_domain', who, 'standard deviations of 0 or more', sd);
  need(Math.abs(correlation) <= 1, 'out_of_domain', who, 'a correlation from -1 to 1', correlation);
  for (const reliability of [reliabilityBefore, reliabilityAfter])
    need(reliability >= 0 && reliability <= 1, 'out_of_domain', who, 'reliabilities from 0 to 1', reliability);
  const shared = 2 * correlation * sdBefore * sdAfter;
  // (s1 - s2)² + 2 (1 - r) s1 s2, which does not cancel where r is near 1.
  const variance = (sdBefore - sdAfter) ** 2 + 2 * (1 - correlation) * sdBefore * sdAfter;
  need(
    variance > 0,
    'zero_variance',
    who,
    'gains that vary (SDs above 0 and a correlation below 1)',
    'a variance of 0',
  );
  return (reliabilityBefore * sdBefore ** 2 + reliabilityAfter * sdAfter ** 2 - shared) / variance;
}

/**
 * Standard error of measurement of one student's gain from those of the two tests, whose errors are independent.
 *
 * @param semBefore - standard error of measurement of the first score, in points, 0 or more
 * @param semAfter - that of the second
 * @returns points
 * @throws {@link EfficacyError} `out_of_domain`
 *
 * @example
 * standardErrorOfGain(3, 4); // 5
 */
export function standardErrorOfGain(semBefore: number, semAfter: number): number {
  for (const sem of [semBefore, semAfter]) {
    const known = sem >= 0 && sem < Number.POSITIVE_INFINITY;
    need(known, 'out_of_domain', 'standardErrorOfGain', 'standard errors of measurement of 0 or more', sem);
  }
  return Math.hypot(semBefore, semAfter);
}
