import { EfficacyError } from '../../../support/errors.js';
import type { Note } from '../../../support/notes.js';
import { growthLine } from '../norms/conditional-growth.js';
import type { ExpectedGrowthOptions, GrowthColumns } from './growth-options.js';
import type { GrowthPerMinute } from './growth-result.js';
import type { MeanVector } from './mean-vector.js';

/** Where the growth without the product is taken from; null for nowhere. */
export type Expectation =
  | { readonly from: 'control' }
  | { readonly from: 'stated'; readonly points: number }
  /** On a line: at a first score x it is intercept + slope x. */
  | {
      readonly from: 'norm';
      readonly norm: string;
      readonly before: string;
      readonly intercept: number;
      readonly slope: number;
    }
  | null;

/**
 * @throws {@link EfficacyError} `invalid_argument` for a figure that is no number, controls without an arm, or a norm that is not of students or of both
 * scores; `wrong_scale` for a norm of scores that mean something else
 */
export function expectationOf(
  { arm, expected, gain, scale }: ExpectedGrowthOptions & Pick<GrowthColumns, 'gain' | 'scale'>,
  who: string,
): Expectation {
  if (typeof expected === 'object' && expected !== null) {
    if (expected.scale !== scale) {
      throw new EfficacyError(
        'wrong_scale',
        `${who} needs a norm of ${scale} scores, as its scale says; ${expected.table} is of ${expected.scale} ones`,
        { scale, norm: expected.scale },
      );
    }
    if (typeof gain !== 'string' && expected.of === 'students')
      return { from: 'norm', norm: expected.table, before: gain.before, ...growthLine(expected) };
    throw new EfficacyError(
      'invalid_argument',
      typeof gain === 'string'
        ? `${who} needs both scores to expect growth by a norm, gain: { after, before }; got one column of gains`
        : `${who} needs a norm of students, because rows are students; ${expected.table} has norms of ${expected.of}`,
      { norm: expected.table, of: expected.of },
    );
  }
  if (expected !== undefined && expected !== 'control') {
    if (Number.isFinite(expected)) return { from: 'stated', points: expected };
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs an expected growth in points, 'control', or a norm of growthNorm; got ${expected}`,
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

/** The columns whose means are needed of those who were assigned the product, for what is expected. */
export const columnsOfExpectation = (expectation: Expectation): readonly string[] =>
  expectation?.from === 'norm' ? [expectation.before] : [];

/**
 * The means with what is expected as the last of them: the gain of the controls, a figure that does not vary, or the norm at the mean first score.
 *
 * @param before - place of the mean first score among the means, for a norm
 */
export function withExpectation(vector: MeanVector, expectation: Expectation, before = -1): MeanVector {
  if (expectation === null || expectation.from === 'control') return vector;
  const { means, parts } = vector;
  const [points, slope] =
    expectation.from === 'stated'
      ? [expectation.points, 0]
      : [expectation.intercept + expectation.slope * means[before]!, expectation.slope];
  return {
    means: [...means, points],
    parts: parts.map(({ covariance, df }) => {
      const last = means.map((_, i) => (slope === 0 ? 0 : slope * covariance[before]![i]!));
      const own = slope === 0 ? 0 : slope * last[before]!;
      return { covariance: [...covariance.map((row, i) => [...row, last[i]!]), [...last, own]], df };
    }),
  };
}

/** What the expectation comes to. */
export function expectedGrowthOf(expectation: Expectation, { means }: MeanVector): GrowthPerMinute['expectedGrowth'] {
  if (expectation === null) return null;
  const norm = expectation.from === 'norm' ? expectation.norm : null;
  return { from: expectation.from, points: means[means.length - 1]!, norm };
}

/** Says that all growth is credited where nothing is expected, and that a norm group is no control group. */
export function notesOfExpectation(expectation: Expectation): readonly Note[] {
  if (expectation?.from === 'norm') {
    const message = `What is expected is the growth of the norm group's members with the same first scores (${expectation.norm}): they are no control group, many of them use some product, and the norm's own error is not in the intervals.`;
    return [{ code: 'norm_is_no_control', message }];
  }
  if (expectation !== null) return [];
  const message =
    'Nothing was taken off for the growth that comes without the product, and there is no total effect: name a control arm or state the expected growth.';
  return [{ code: 'no_expected_growth', message }];
}
