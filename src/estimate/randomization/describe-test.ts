import type { ConfidenceSet } from '../../support/confidence-set.js';
import type { Interval } from '../../support/interval.js';
import type { Note } from '../../support/notes.js';
import { grouped } from '../../support/text.js';
import type { ReferenceTest } from './reference-distribution.js';
import type { RandomizationTestOptions, SettledOptions } from './test-options.js';

/** What was done, in words. */
export function methodOf(
  { block = null, cluster = null, covariates = [], rerandomized = null }: RandomizationTestOptions,
  { statistic, draws }: SettledOptions,
  exact: boolean,
): string {
  const names = {
    difference: 'difference in means',
    studentized: 'studentized difference in means',
    ranks: 'difference in mean ranks',
  };
  return [
    `randomization test of the sharp null; ${names[statistic]}`,
    ...(covariates.length > 0 ? ['of residuals on covariates'] : []),
    `${cluster === null ? 'units' : 'clusters'} assigned in fixed numbers${block === null ? '' : ' within blocks'}`,
    ...(rerandomized === null ? [] : ['rerandomized']),
    exact ? 'all assignments' : `${grouped(draws)} random assignments, p = (b + 1)/(m + 1)`,
  ].join('; ');
}

/** What a reader of the test must know. */
export function notesOf(
  { assignments, nullSd }: ReferenceTest,
  { alternative, level, interval: wanted }: SettledOptions,
  confidenceSet: ConfidenceSet | null,
  interval: Interval | null,
  exact: boolean,
): readonly Note[] {
  const notes: Note[] = [];
  const smallest = 1 / (exact ? assignments : assignments + 1);
  if (smallest > 1 - level) {
    notes.push({
      code: 'few_assignments',
      message: `Only ${assignments} assignments: no p-value can be below ${smallest.toPrecision(3)}.`,
    });
  }
  if (nullSd === null) {
    notes.push({
      code: 'infinite_statistic',
      message: 'In some assignment nothing varies within the arms: its statistic is infinite, and nullSd has no value.',
    });
  }
  if (!wanted) notes.push({ code: 'interval_not_asked', message: 'No interval was asked for.' });
  else if (confidenceSet === null) {
    notes.push({
      code: 'interval_empty',
      message: 'The test rejects even the effect that is the estimate: no interval.',
    });
  } else if (confidenceSet.pieces.length > 1) {
    notes.push({
      code: 'interval_in_pieces',
      message:
        'Beyond effects that are rejected there are others that are not (few units, or covariates that are near the arm): no single interval. See confidenceSet.',
    });
  } else if (interval === null && alternative === 'two-sided') {
    notes.push({
      code: 'interval_unbounded',
      message:
        'On some side no effect is large enough to be rejected (few assignments, or covariates that are nearly the arm): no end there. See confidenceSet.',
    });
  } else if (interval === null) {
    notes.push({
      code: 'interval_one_sided',
      message: 'The interval of a one-sided test has one end. See confidenceSet.',
    });
  }
  return notes;
}
