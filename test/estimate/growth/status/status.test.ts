import { describe, expect, test } from 'vitest';
import { gapClosure } from '../../../../src/estimate/growth/status/gap-closure.js';
import { growthToStandard } from '../../../../src/estimate/growth/status/growth-to-standard.js';
import { passingProbability } from '../../../../src/estimate/growth/status/passing-probability.js';
import { changeInPercentProficient } from '../../../../src/estimate/growth/status/percent-proficient.js';
import { transitionMatrix, valueTable } from '../../../../src/estimate/growth/status/transition-matrix.js';
import { errorOf } from '../../../errors.js';
import { close } from '../close.js';

describe('growth to standard', () => {
  const student = { before: 190, cut: 215, cutBefore: 200, yearsToTarget: 3, scale: 'vertical' } as const;

  test('asks a low starter to catch up on a straight line', () => {
    const path = growthToStandard({ ...student, after: 199, yearsElapsed: 1 });
    expect(path.question).toBe('catch-up');
    close(path.neededPerYear, 25 / 3);
    close(path.path, 190 + 25 / 3);
    expect(path.onTrack).toBe(true);
    expect(growthToStandard({ ...student, after: 198.33, yearsElapsed: 1 }).onTrack).toBe(false);
  });

  test('asks a high starter to keep up, and at the target time compares with the cut itself', () => {
    const path = growthToStandard({ ...student, before: 205, after: 215, yearsElapsed: 3 });
    expect(path.question).toBe('keep-up');
    expect(path.path).toBe(215);
    expect(path.onTrack).toBe(true);
  });

  test('needs one scale across the grades, and times in order', () => {
    expect(errorOf(() => growthToStandard({ ...student, scale: 'within-grade' })).code).toBe('wrong_scale');
    expect(errorOf(() => growthToStandard({ ...student, after: 200 })).message).toContain('yearsElapsed');
    expect(errorOf(() => growthToStandard({ ...student, after: 200, yearsElapsed: 4 })).code).toBe('out_of_domain');
  });
});

describe('a transition matrix', () => {
  const levels = ['low', 'mid', 'high'];
  const matrix = transitionMatrix(['low', 'low', 'mid', 'low'], ['mid', 'low', 'high', 'high'], levels);

  test('counts every student once', () => {
    expect(matrix.counts).toEqual([
      [1, 1, 1],
      [0, 0, 1],
      [0, 0, 0],
    ]);
    expect([matrix.up, matrix.same, matrix.down]).toEqual([3, 1, 0]);
    expect(matrix.shares[1]).toEqual([0, 0, 1]);
    expect(matrix.shares[2]).toBeNull();
  });

  test('gives the mean points of a value table with their standard error', () => {
    // Points 0, 100, 150 and 125.
    const score = valueTable(matrix, [
      [0, 100, 150],
      [0, 100, 125],
      [0, 50, 100],
    ]);
    close(score.estimate, 93.75);
    close(score.standardError, Math.sqrt((93.75 ** 2 + 6.25 ** 2 + 56.25 ** 2 + 31.25 ** 2) / 3 / 4));
    expect(
      valueTable(matrix, [
        [1, 1, 1],
        [1, 1, 1],
        [1, 1, 1],
      ]).interval,
    ).toBeNull();
  });

  test('knows its levels', () => {
    expect(errorOf(() => transitionMatrix(['low'], ['top'], levels)).message).toContain('"top"');
    expect(errorOf(() => transitionMatrix(['low'], [], levels)).code).toBe('length_mismatch');
    expect(errorOf(() => transitionMatrix([], [], levels)).code).toBe('no_data');
    expect(errorOf(() => transitionMatrix(['low'], ['low'], ['low', 'low'])).code).toBe('invalid_argument');
    expect(errorOf(() => valueTable(matrix, [[0]])).code).toBe('length_mismatch');
  });
});

describe('the change in percent proficient', () => {
  // 60 students: 30 stay below, 18 stay above, 9 rise, 3 fall (test/reference/scripts/growth_extra.py).
  const of = (n: number, one: number, two: number) => Array.from({ length: n }, () => [one, two] as const);
  const students = [...of(30, 190, 195), ...of(18, 210, 216), ...of(9, 195, 205), ...of(3, 200, 204)];
  const change = changeInPercentProficient(
    students.map(([one]) => one),
    students.map(([, two]) => two),
    { before: 200, after: 205 },
  );

  test('pairs each student with herself', () => {
    close(change.estimate, 0.1);
    close(change.standardError, 0.05908457675995167);
    close(change.interval.lower, -0.019029448942910462);
    close(change.interval.upper, 0.21257783603968466);
    close(change.pValue, 0.14599609375);
    expect([change.shareBefore, change.shareAfter]).toEqual([21 / 60, 27 / 60]);
  });

  test('nobody who changed is no evidence of change', () => {
    expect(changeInPercentProficient([1, 9], [2, 8], { before: 5, after: 5 }).pValue).toBe(1);
    expect(errorOf(() => changeInPercentProficient([1], [Number.NaN], { before: 5, after: 5 })).message).toContain(
      'student 1',
    );
    const cuts = { before: 5, after: Number.NaN };
    expect(errorOf(() => changeInPercentProficient([1, 9], [2, 8], cuts)).message).toContain('finite cut scores');
  });
});

describe('a gap that closes', () => {
  test("is Welch's difference of gains", () => {
    const closure = gapClosure({ reference: { gain: [8, 10, 9, 14] }, focal: { gain: [12, 11, 14] } });
    close(closure.estimate, 2.083333333333334);
    close(closure.df, 4.837633171238724);
    close(closure.pValue, 0.24714435966937645, 1e-11);
    close((closure.interval as { lower: number }).lower, -2.028187626401383, 1e-11);
    expect(closure.gapBefore).toBeNull();
  });

  test('from cohorts is the gap before minus the gap after', () => {
    const closure = gapClosure({
      reference: { before: [10, 12], after: [15, 17] },
      focal: { before: [4, 6], after: [12, 14] },
    });
    expect([closure.gapBefore, closure.gapAfter, closure.estimate]).toEqual([6, 3, 3]);
    close(closure.standardError, Math.sqrt(4 * (2 / 2)));
  });

  test('needs students whose scores vary', () => {
    expect(errorOf(() => gapClosure({ reference: { gain: [1] }, focal: { gain: [1, 2] } })).code).toBe(
      'too_few_observations',
    );
    expect(errorOf(() => gapClosure({ reference: { gain: [1, 1] }, focal: { gain: [2, 2] } })).code).toBe(
      'zero_variance',
    );
  });
});

describe('the probability of passing a gate', () => {
  test('has the limits of the expected score', () => {
    const pass = passingProbability({ expected: 196, sd: 10, cut: 190, standardError: 1.5 });
    close(pass.estimate, 0.7257468822499265);
    close(pass.interval.lower, 0.620199733745861);
    close(pass.interval.upper, 0.8143376091829152);
  });

  test('needs a spread', () => {
    expect(errorOf(() => passingProbability({ expected: 196, sd: 0, cut: 190 })).code).toBe('out_of_domain');
  });
});
