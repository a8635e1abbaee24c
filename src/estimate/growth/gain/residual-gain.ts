import { EfficacyError } from '../../../support/errors.js';
import type { Note } from '../../../support/notes.js';
import { type PairedValues, pairedMoments } from '../../effect/change/paired-moments.js';

/** How far each student ended above what students with the same first score ended at. */
export interface ResidualGain {
  readonly kind: 'residual-gain';
  /** One for each student in the order given: score after minus the expected one, in points. Their mean is 0. */
  readonly values: Float64Array;
  /** Expected score after = intercept + slope × score before. */
  readonly intercept: number;
  /** Points after for each point before. */
  readonly slope: number;
  /** Standard deviation of the residual gains, in points, with n - 2 degrees of freedom. */
  readonly sd: number;
  /** Students. */
  readonly n: number;
  readonly notes: readonly Note[];
}

const relative: Note = {
  code: 'relative_growth',
  message:
    'Residual gains compare students with each other and sum to 0, so that they cannot say how much anybody grew; measurement error of the first score leaves groups that started higher with too high residuals.',
};

/**
 * Residual gain: the later score minus what least squares expects from the earlier one among these students.
 *
 * Holds on every scale that may be averaged, across grades and forms too, since nothing is subtracted across them.
 *
 * @param pairs - scores before and after, in the same order
 * @throws {@link EfficacyError} `too_few_observations` below 3, `zero_variance` when the first scores do not vary, `length_mismatch`, `not_finite`
 *
 * @example
 * residualGain({ before: [1, 2, 3, 4], after: [2, 3, 5, 8] }).values; // [0.5, -0.5, -0.5, 0.5]
 *
 * @see Cronbach & Furby (1970), Psychological Bulletin 74(1), 68-80.
 */
export function residualGain(pairs: PairedValues): ResidualGain {
  const who = 'residualGain';
  const { n, before, after } = pairedMoments(pairs, who);
  if (n < 3) throw new EfficacyError('too_few_observations', `${who} needs at least 3 students; got ${n}`, { n });
  if (!(before.m2 > 0)) {
    throw new EfficacyError(
      'zero_variance',
      `${who} needs first scores that differ; all ${n} are ${before.mean}: compare the later scores as they are`,
      { n, before: before.mean },
    );
  }
  let products = 0;
  for (let i = 0; i < n; i++)
    products += ((pairs.before[i] as number) - before.mean) * ((pairs.after[i] as number) - after.mean);
  const slope = products / before.m2;
  const values = Float64Array.from(
    pairs.after,
    (score, i) => score - after.mean - slope * ((pairs.before[i] as number) - before.mean),
  );
  const squares = values.reduce((sum, x) => sum + x * x, 0);
  return {
    kind: 'residual-gain',
    values,
    intercept: after.mean - slope * before.mean,
    slope,
    sd: Math.sqrt(squares / (n - 2)),
    n,
    notes: [relative],
  };
}
