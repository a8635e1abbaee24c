import * as normal from '../../../numeric/distributions/normal.js';
import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { standardErrorOfGain } from '../gain/reliability-of-gain.js';
import { requireScale } from '../scale/scale-kind.js';
import type { GrowthNorm } from './norm-table.js';

/** The scores of a student, or the mean scores of a school. */
export interface ScoresTwice {
  /** First score, in points. */
  readonly before: number;
  /** Later score, in points of the same scale. */
  readonly after: number;
  /** Whose scores these are. A school's mean needs norms of schools: student SDs would shrink its index. */
  readonly of: 'students' | 'schools';
  /** Standard errors of measurement, in points. */
  readonly sem?: { readonly before: number; readonly after: number };
}

/** Growth beside that of the norm group's members with the same first score. */
export interface ConditionalGrowth {
  readonly kind: 'conditional-growth';
  /** After minus before, in points. */
  readonly gain: number;
  /** Gain that the norm group's members with this first score made on average, in points. */
  readonly expectedGain: number;
  /** The first score plus the expected gain, not rounded. */
  readonly projected: number;
  /** Whether the later score reached the projected one: the comparison is of unrounded numbers. */
  readonly metProjection: boolean;
  /** Standard deviation of gains among members with this first score, in points. */
  readonly sdOfGain: number;
  /** Conditional growth index: gain minus expected gain, in those standard deviations. */
  readonly index: number;
  /** Conditional growth percentile, 0 to 100, not rounded. */
  readonly percentile: number;
  /** Standard error of measurement of the gain, in points; null where the tests' were not given. */
  readonly standardErrorOfGain: number | null;
  /** The norm table's id. */
  readonly norm: string;
  readonly notes: readonly Note[];
}

/**
 * Conditional growth: how a gain compares with those of the norm group's members who started at the same score.
 *
 * @param scores - before and after, on the scale of the norm
 * @param norm - from {@link growthNorm}, or its figures
 * @returns the gain, what was expected and the conditional growth index: a comparison with a norm, not an effect of a product
 * @throws {@link EfficacyError} `not_finite`; `invalid_argument` where norms of schools meet a student's scores or the reverse; `wrong_scale` for a norm
 * of percentile ranks
 *
 * @example
 * conditionalGrowth({ before: 210, after: 215, of: 'students' }, norm).index; // 0.119
 *
 * @see Thum & Kuhfeld (2020), NWEA 2020 MAP Growth achievement status and growth norms, ch. 3: E(gain | x) = (μ₂ - μ₁) + (ρ σ₂/σ₁ - 1)(x - μ₁) and σ₂ √(1 - ρ²).
 */
export function conditionalGrowth(scores: ScoresTwice, norm: GrowthNorm): ConditionalGrowth {
  const who = 'conditionalGrowth';
  const { before, after, sem } = scores;
  for (const score of [before, after]) need(Number.isFinite(score), 'not_finite', who, 'finite scores', score);
  if (scores.of !== norm.of) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs norms of ${scores.of} for scores of ${scores.of}; ${norm.table} has norms of ${norm.of}`,
      { scores: scores.of, norm: norm.of },
    );
  }
  requireScale(norm.scale, { operation: 'difference', sameTest: true }, who);
  const { correlation } = norm;
  const { slope } = growthLine(norm);
  const expectedGain = norm.after.mean - norm.before.mean + slope * (before - norm.before.mean);
  const sdOfGain = norm.after.sd * Math.sqrt((1 - correlation) * (1 + correlation));
  const projected = before + expectedGain;
  const index = (after - projected) / sdOfGain;
  const error = sem === undefined ? null : standardErrorOfGain(sem.before, sem.after);
  return {
    kind: 'conditional-growth',
    gain: after - before,
    expectedGain,
    projected,
    metProjection: after >= projected,
    sdOfGain,
    index,
    percentile: 100 * normal.cdf(index),
    standardErrorOfGain: error,
    norm: norm.table,
    notes: error !== null && Math.abs(after - projected) < error ? [withinError] : [],
  };
}

/** The gain that the norm group's members make on average, as a line in their first score: intercept + slope x, in points. */
export function growthLine({ before, after, correlation }: GrowthNorm): {
  readonly intercept: number;
  readonly slope: number;
} {
  const slope = (correlation * after.sd) / before.sd - 1;
  return { intercept: after.mean - before.mean - slope * before.mean, slope };
}

const withinError: Note = {
  code: 'within_measurement_error',
  message:
    'The later score lies within one standard error of measurement of the projected one: whether it was met is a matter of chance.',
};
