import { EfficacyError } from '../../../support/errors.js';
import type { Note } from '../../../support/notes.js';
import type { ExpectedGrowthOptions } from './growth-options.js';
import type { GrowthPerMinute } from './growth-result.js';
import type { MeanVector } from './mean-vector.js';

/** Where the growth without the product is taken from; null for nowhere. */
export type Expectation = { readonly from: 'control' } | { readonly from: 'stated'; readonly points: number } | null;

/** @throws {@link EfficacyError} `invalid_argument` for a figure that is no number, or controls without an arm */
export function expectationOf({ arm, expected }: ExpectedGrowthOptions, who: string): Expectation {
  if (expected !== undefined && expected !== 'control') {
    if (Number.isFinite(expected)) return { from: 'stated', points: expected };
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs an expected growth in points, or 'control'; got ${expected}`,
      { expected },
    );
  }
  if (expected === 'control' && arm === undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs an arm to take the expected growth of the control arm from; name it in arm`,
    );
  }
  return arm === undefined ? null : { from: 'control' };
}

/** The means with what is expected as the last of them: the gain of the controls, or a figure that does not vary. */
export function withExpectation({ means, parts }: MeanVector, expectation: Expectation): MeanVector {
  if (expectation?.from !== 'stated') return { means, parts };
  return {
    means: [...means, expectation.points],
    parts: parts.map(({ covariance, df }) => ({
      covariance: [...covariance.map((row) => [...row, 0]), new Array<number>(means.length + 1).fill(0)],
      df,
    })),
  };
}

/** What the expectation comes to. */
export function expectedGrowthOf(expectation: Expectation, { means }: MeanVector): GrowthPerMinute['expectedGrowth'] {
  return expectation === null ? null : { from: expectation.from, points: means[means.length - 1]! };
}

/** Says that all growth is credited where nothing is expected. */
export function notesOfExpectation(expectation: Expectation): readonly Note[] {
  if (expectation !== null) return [];
  const message =
    'Nothing was taken off for the growth that comes without the product, and there is no total effect: name a control arm or state the expected growth.';
  return [{ code: 'no_expected_growth', message }];
}
