import { test as check, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { cliffsDelta } from '../../../../src/estimate/effect/ranks/cliffs-delta.js';
import { cohensU1, cohensU2, cohensU3, overlapCoefficient } from '../../../../src/estimate/effect/ranks/cohens-u.js';
import { pairedRankBiserial } from '../../../../src/estimate/effect/ranks/paired-rank-biserial.js';
import {
  pairedProbabilityOfSuperiority,
  probabilityOfSuperiority,
} from '../../../../src/estimate/effect/ranks/probability-of-superiority.js';
import { rankBiserial } from '../../../../src/estimate/effect/ranks/rank-biserial.js';
import { rankEpsilonSquared } from '../../../../src/estimate/effect/ranks/rank-epsilon-squared.js';
import { varghaDelaneyA } from '../../../../src/estimate/effect/ranks/vargha-delaney-a.js';
import * as studentT from '../../../../src/numeric/distributions/student-t.js';
import { near } from '../reference-cases.js';

const code = (name: string) => expect.objectContaining({ code: name });

/** Small whole scores, so that ties are common. */
const score = fc.integer({ min: -8, max: 8 });
const arm = fc.array(score, { minLength: 1, maxLength: 40 });
const twoOrMore = fc.array(score, { minLength: 2, maxLength: 40 });

/** The slow twin: every pair looked at. */
function countPairs(treatment: readonly number[], control: readonly number[]) {
  let [greater, less, ties] = [0, 0, 0];
  for (const t of treatment) {
    for (const c of control) {
      if (t > c) greater++;
      else if (t < c) less++;
      else ties++;
    }
  }
  return { greater, less, ties };
}

describe('measures of two arms by ranks', () => {
  check.prop([arm, arm])('count the same pairs as looking at each of them', (treatment, control) => {
    const counted = countPairs(treatment, control);
    const pairs = treatment.length * control.length;
    const delta = cliffsDelta(treatment, control);

    expect(delta).toMatchObject(counted);
    expect(delta.estimate).toBe((counted.greater - counted.less) / pairs);
    near(varghaDelaneyA(treatment, control).estimate, (counted.greater + counted.ties / 2) / pairs, 1e-15, 1);
    expect(rankBiserial(treatment, control).estimate).toBe(delta.estimate);
  });

  check.prop([twoOrMore, twoOrMore])('change their sign when the arms are swapped', (a, b) => {
    const there = cliffsDelta(a, b);
    const back = cliffsDelta(b, a);

    expect(back.estimate).toBe(0 - there.estimate);
    if (there.interval === null) expect(back.interval).toBeNull();
    else near(back.interval?.lower, -there.interval.upper, 1e-12, 1);
  });

  check.prop([twoOrMore, twoOrMore])('are the same for any increasing function of the scores', (a, b) => {
    const rising = (x: number): number => Math.exp(x) + 3 * x - 100;

    expect(cliffsDelta(a.map(rising), b.map(rising))).toEqual(cliffsDelta(a, b));
  });

  check.prop([twoOrMore, twoOrMore])('have limits within their range that hold those of a lower level', (a, b) => {
    for (const variance of ['placements', 'equal-distributions'] as const) {
      const wide = varghaDelaneyA(a, b, { level: 0.99, variance }).interval;
      const narrow = varghaDelaneyA(a, b, { level: 0.8, variance }).interval;
      if (wide === null || narrow === null) continue;

      expect(wide.lower).toBeGreaterThanOrEqual(0);
      expect(wide.upper).toBeLessThanOrEqual(1);
      expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
      expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
    }
  });

  test('have the standard error and degrees of freedom of Brunner and Munzel', () => {
    const treatment = [12, 15, 19, 14, 13, 18, 16, 40, 11, 17];
    const control = [11, 12, 13, 10, 9, 14, 12, 15, 2, 13, 12];
    const a = varghaDelaneyA(treatment, control);

    // scipy.stats.brunnermunzel, test/reference/scripts/effect_extra.py
    near(a.estimate, 92 / 110);
    near((a.estimate - 0.5) / a.standardError!, 3.7435112195821443);
    near(2 * studentT.sf(3.7435112195821443, a.df!), 0.0020322576757992863);
  });

  test('have neither standard error nor interval, and say so, when every pair goes the same way', () => {
    for (const variance of ['placements', 'equal-distributions'] as const) {
      expect(cliffsDelta([5, 6, 7], [1, 2], { variance })).toMatchObject({
        estimate: 1,
        standardError: null,
        interval: null,
        notes: [{ code: 'complete_separation' }],
      });
    }
  });

  test('are 0, without an interval by placements, when all values are tied', () => {
    expect(cliffsDelta([3, 3, 3], [3, 3])).toMatchObject({
      estimate: 0,
      interval: null,
      ties: 6,
      notes: [{ code: 'no_standard_error' }],
    });
    expect(cliffsDelta([3, 3, 3], [3, 3], { variance: 'equal-distributions' }).interval).not.toBeNull();
  });

  test('have an estimate without an interval for an arm of one', () => {
    expect(cliffsDelta([2], [1, 2, 3])).toMatchObject({
      estimate: 0,
      interval: null,
      notes: [{ code: 'no_standard_error' }],
    });
  });

  test('refuse an empty arm, missing values and unknown variances', () => {
    expect(() => cliffsDelta([], [1])).toThrow(code('no_data'));
    expect(() => varghaDelaneyA([1], [])).toThrow(
      expect.objectContaining({ message: expect.stringContaining('control has none') }),
    );
    expect(() => rankBiserial([1, Number.NaN], [1])).toThrow(code('not_finite'));
    expect(() => rankBiserial([1], [1, Number.POSITIVE_INFINITY])).toThrow(code('not_finite'));
    expect(() => cliffsDelta([1, 2], [1], { variance: 'exact' as 'placements' })).toThrow(code('invalid_argument'));
  });

  test('leave the arrays as they were', () => {
    const treatment = Float64Array.of(3, 1, 2);
    cliffsDelta(treatment, [2, 1]);

    expect([...treatment]).toEqual([3, 1, 2]);
  });

  test('take two hundred thousand values an arm, counted by formula', () => {
    const n = 200_000;
    const treatment = Float64Array.from({ length: n }, (_, i) => (i * 7919) % n); // each of 0 .. n - 1 once
    const control = Float64Array.from({ length: n }, (_, i) => (i * 104_729) % n);

    expect(cliffsDelta(treatment, control)).toMatchObject({
      greater: (n * (n - 1)) / 2,
      less: (n * (n - 1)) / 2,
      ties: n,
    });
  });
});

describe('the paired rank-biserial correlation', () => {
  test('is the difference of rank sums over their total', () => {
    // changes 3, 1, 3, -2, 0, 5: ranks of sizes 3.5, 1, 3.5, 2, -, 5; scipy.stats.wilcoxon gives the smaller sum as 2
    const effect = pairedRankBiserial({ before: [10, 12, 15, 11, 7, 0], after: [13, 13, 18, 9, 7, 5] });

    near(effect.estimate, (13 - 2) / 15);
    expect(effect).toMatchObject({ n: 5, unchanged: 1, notes: [{ code: 'unchanged_pairs' }] });
  });

  const pairs = fc.array(fc.tuple(score, score), { minLength: 1, maxLength: 40 }).map((list) => ({
    before: list.map(([before]) => before),
    after: list.map(([, after]) => after),
  }));

  check.prop([pairs])('changes its sign when before and after are swapped', ({ before, after }) => {
    fc.pre(before.some((value, i) => value !== after[i]));
    const there = pairedRankBiserial({ before, after });
    const back = pairedRankBiserial({ before: after, after: before });

    expect(back.estimate).toBeCloseTo(-there.estimate, 14);
    if (there.interval === null) expect(back.interval).toBeNull();
    else near(back.interval?.lower, -there.interval.upper, 1e-12, 1);
  });

  test('refuses pairs of which none changed, unequal lengths and missing values', () => {
    expect(() => pairedRankBiserial({ before: [1, 2], after: [1, 2] })).toThrow(code('no_data'));
    expect(() => pairedRankBiserial({ before: [], after: [] })).toThrow(code('no_data'));
    expect(() => pairedRankBiserial({ before: [1], after: [1, 2] })).toThrow(code('length_mismatch'));
    expect(() => pairedRankBiserial({ before: [1, Number.NaN], after: [1, 2] })).toThrow(code('not_finite'));
  });
});

describe('rank epsilon squared', () => {
  test('is the Kruskal-Wallis statistic over n - 1', () => {
    const effect = rankEpsilonSquared([
      [1, 2, 3],
      [2, 3, 5],
      [5, 7, 9],
    ]);

    near(effect.h, 5.629629629629635); // scipy.stats.kruskal
    near(effect.estimate, 5.629629629629635 / 8);
  });

  check.prop([fc.array(arm, { minLength: 2, maxLength: 5 })])(
    'lies between 0 and 1 and depends on ranks alone',
    (groups) => {
      fc.pre(new Set(groups.flat()).size > 1);
      const effect = rankEpsilonSquared(groups);

      expect(effect.estimate).toBeGreaterThanOrEqual(0);
      expect(effect.estimate).toBeLessThanOrEqual(1);
      expect(rankEpsilonSquared(groups.map((group) => group.map((x) => x ** 3 + x))).estimate).toBe(effect.estimate);
    },
  );

  test('refuses empty groups, a single group, ties only and missing values', () => {
    expect(() => rankEpsilonSquared([[1], []])).toThrow(code('no_data'));
    expect(() => rankEpsilonSquared([[1, 2]])).toThrow(code('too_few_observations'));
    expect(() => rankEpsilonSquared([[2, 2], [2]])).toThrow(code('zero_variance'));
    expect(() => rankEpsilonSquared([[2, Number.NaN], [2]])).toThrow(code('not_finite'));
  });
});

describe('readings of d under normality', () => {
  const readings = { cohensU1, cohensU2, cohensU3, overlapCoefficient, probabilityOfSuperiority };
  const scores = fc
    .array(fc.integer({ min: -500, max: 500 }), { minLength: 3, maxLength: 30 })
    .filter((xs) => new Set(xs).size > 1);

  check.prop([scores, scores])('have limits that hold the estimate and those of a lower level', (a, b) => {
    for (const reading of Object.values(readings)) {
      const { estimate, interval } = reading(a, b, { level: 0.99 });
      const narrow = reading(a, b, { level: 0.8 }).interval;

      expect(interval.lower).toBeLessThanOrEqual(narrow.lower);
      expect(interval.upper).toBeGreaterThanOrEqual(narrow.upper);
      expect(narrow.lower).toBeLessThanOrEqual(estimate + 1e-12);
      expect(narrow.upper).toBeGreaterThanOrEqual(estimate - 1e-12);
    }
  });

  check.prop([scores, scores])(
    'agree on swapped arms: shares have no sign, probabilities are turned around',
    (a, b) => {
      for (const reading of [cohensU1, cohensU2, overlapCoefficient])
        near(reading(b, a).estimate, reading(a, b).estimate, 1e-12);
      for (const reading of [cohensU3, probabilityOfSuperiority])
        near(reading(b, a).estimate, 1 - reading(a, b).estimate, 1e-12);
    },
  );

  test('name themselves when an arm is constant or too small', () => {
    for (const [name, reading] of Object.entries(readings)) {
      const named = (wanted: string) =>
        expect.objectContaining({ code: wanted, message: expect.stringContaining(name) });

      expect(() => reading([1, 1], [1, 1])).toThrow(named('zero_variance'));
      expect(() => reading([1], [1, 2])).toThrow(named('too_few_observations'));
    }
  });

  test('of pairs is one half where the mean change is 0', () => {
    near(pairedProbabilityOfSuperiority({ before: [1, 2, 3], after: [2, 1, 3] }).estimate, 0.5);
  });
});
