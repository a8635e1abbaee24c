import { describe, expect, test } from 'vitest';
import { differenceInMeans, EfficacyError, momentsOf, parseCsv } from '../../../src/index.js';
import { referenceCases, referenceData } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';

const table = parseCsv(referenceData('student_trial.csv'), { columns: { z: 'number', y: 'number' } });
const numbers = (name: string): Float64Array => {
  const column = table.columns.get(name);
  return column?.kind === 'numeric' ? column.values : new Float64Array(0);
};
const z = numbers('z');
const treatment = numbers('y').filter((_, i) => z[i] === 1);
const control = numbers('y').filter((_, i) => z[i] === 0);

describe('difference in means agrees with estimatr::difference_in_means', () => {
  test.each([
    ['b.dim.simple.student_trial', 0.95],
    ['b.dim.simple.alpha10.student_trial', 0.9],
  ])('%s', (id, level) => {
    const expected = referenceCases('b_rct').find((c) => c.id === id)?.expected;
    const actual = differenceInMeans(treatment, control, { level });

    for (const [ours, theirs] of [
      [actual.estimate, expected.estimate[0]],
      [actual.standardError, expected.se[0]],
      [actual.df, expected.df[0]],
      [actual.statistic, expected.statistic[0]],
      [actual.pValue, expected.p[0]],
      [actual.interval?.lower, expected.ci_low[0]],
      [actual.interval?.upper, expected.ci_high[0]],
    ]) {
      expect(relativeError(ours, theirs)).toBeLessThan(tolerance.inference);
    }
  });
});

describe('difference in means', () => {
  test('equal pooled and unequal standard errors when the arms are alike', () => {
    const arm = momentsOf({ n: 20, mean: 5, sd: 2 });
    const other = momentsOf({ n: 20, mean: 4, sd: 2 });
    const pooled = differenceInMeans(arm, other, { variances: 'pooled' });
    const unequal = differenceInMeans(arm, other);

    expect(unequal.standardError).toBeCloseTo(pooled.standardError, 14);
    expect(unequal.df).toBeCloseTo(pooled.df, 10);
    expect(pooled.df).toBe(38);
  });

  test('swapping the arms turns the sign of everything that has one', () => {
    const there = differenceInMeans(treatment, control);
    const back = differenceInMeans(control, treatment);

    expect(back.estimate).toBe(-there.estimate);
    expect(back.statistic).toBe(-(there.statistic ?? 0));
    expect(back.interval?.lower).toBeCloseTo(-(there.interval?.upper ?? 0), 12);
    expect(back.pValue).toBe(there.pValue);
  });

  test.each([
    ['an empty arm', [], [1, 2], 'no_data'],
    ['a single value', [1], [1, 2, 3], 'too_few_observations'],
    ['a missing value', [1, Number.NaN], [1, 2], 'not_finite'],
    ['arms that do not vary', [3, 3], [4, 4], 'zero_variance'],
  ] as const)('%s is a typed error', (_, a, b, code) => {
    try {
      differenceInMeans(a, b);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(EfficacyError);
      expect((error as EfficacyError).code).toBe(code);
    }
  });

  test('one arm that does not vary still leaves an answer', () => {
    expect(differenceInMeans([3, 3, 3], [1, 2, 3]).standardError).toBeCloseTo(Math.sqrt(1 / 3), 14);
  });
});
