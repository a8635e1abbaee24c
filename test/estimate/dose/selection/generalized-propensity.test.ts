import { describe, expect, test } from 'vitest';
import { generalizedPropensity } from '../../../../src/estimate/dose/selection/generalized-propensity.js';
import { fromColumns } from '../../../../src/index.js';
import { errorOf } from '../../../errors.js';
import { close, expectedOf, students } from './dose-choice.js';

const doses = [0, 100, 300, 600, 1000];
const base = { dose: 'minutes', response: 'post', covariates: ['pre', 'frl'], doses, seed: 3, replicates: 20 } as const;

describe('the generalized propensity score', () => {
  test.each(['log', 'sqrt'] as const)("with a %s dose, Hirano and Imbens' surface is that of R", (transform) => {
    const { response, use, dose, sd } = expectedOf(`s.gps.${transform}`);
    const { curve, doseModel, zeros } = generalizedPropensity(students, { ...base, transform, condition: 'density' });
    curve.forEach((at, j) => {
      close(at.response.estimate, response[j]);
      if (j > 0) close(at.gain?.estimate, response[j] - response[0], 1e-7);
    });
    expect(curve[0]?.gain).toBeNull();
    doseModel.amount.forEach((b, j) => {
      close(b, dose[j]);
    });
    doseModel.use?.forEach((b, j) => {
      close(b, use[j]);
    });
    close(doseModel.sd, sd);
    expect(zeros).toBe(254);
  });

  test.each(['log', 'sqrt'] as const)('with a %s dose, that of the propensity function is that of R', (transform) => {
    const { response } = expectedOf(`s.gps.function.${transform}`);
    generalizedPropensity(students, { ...base, transform }).curve.forEach((at, j) => {
      close(at.response.estimate, response[j]);
    });
  });

  test('balance before and after, by blocks of like scores, is that of R', () => {
    const expected = expectedOf('s.gps.balance').rows;
    const options = { ...base, transform: 'log', bands: { cuts: [250, 600] } } as const;
    const { balance, support } = generalizedPropensity(students, options);
    expect(balance).toHaveLength(8);
    balance.forEach(({ before, statisticBefore, after, statisticAfter }, j) => {
      close(before, expected[j].before);
      close(statisticBefore, expected[j].before_t);
      close(after, expected[j].after);
      close(statisticAfter, expected[j].after_t);
    });
    expect(support.map(({ dose }) => dose)[0]).toBe(0);
  });

  test('standard errors are those of a bootstrap in R, of students and of schools', () => {
    for (const [key, more] of [
      ['students', {}],
      ['schools', { cluster: 'school' }],
    ] as const) {
      const expected = expectedOf('s.gps.bootstrap')[key];
      const { curve, clusters } = generalizedPropensity(students, { ...base, ...more, replicates: 600 });
      // Two bootstraps of 1,500 and 600 samples differ by 3.4 % (one standard deviation).
      curve.forEach(({ response }, j) => {
        expect(Math.abs(Math.log((response.standardError as number) / expected[j]))).toBeLessThan(0.12);
      });
      expect(clusters).toBe(key === 'schools' ? 24 : null);
    }
  });

  test('large responses keep the digits that they came with', () => {
    // Whole steps on top of 2^40 are exact: the gains are those without it.
    const minutes = Array.from({ length: 200 }, (_, i) => (i % 4 === 0 ? 0 : 1 + ((i * 37) % 300)));
    const pre = minutes.map((_, i) => (i * 11) % 23);
    const post = minutes.map((x, i) => Math.round(x / 10) + 2 * pre[i]! + ((i * 7) % 5));
    const options = { ...base, covariates: ['pre'], doses: [0, 100, 200] };
    const gains = (add: number): readonly (number | undefined)[] =>
      generalizedPropensity(fromColumns({ minutes, pre, post: post.map((y) => y + add) }), options)
        .curve.slice(1)
        .map(({ gain }) => gain?.estimate);
    const [plain, high] = [gains(0), gains(2 ** 40)];
    plain.forEach((gain, j) => {
      // Doubles near 2^40 lie 2^-12 apart.
      expect(Math.abs(gain! - high[j]!)).toBeLessThan(2 ** -11);
    });
  });

  test('the seed decides, and nothing else', () => {
    const one = generalizedPropensity(students, base);
    expect(generalizedPropensity(students, base)).toEqual(one);
    expect(generalizedPropensity(students, { ...base, seed: 4 }).curve[1]?.response.interval).not.toEqual(
      one.curve[1]?.response.interval,
    );
    expect(one.estimand).toBe('adjusted-association');
    expect(one.notes.map(({ code }) => code)).toContain('selection_on_observables');
  });

  test('doses of nobody are told, and without a 0 there is no hurdle', () => {
    const users = fromColumns({
      minutes: Array.from({ length: 40 }, (_, i) => 30 + ((i * 37) % 100)),
      post: Array.from({ length: 40 }, (_, i) => ((i * 37) % 100) % 17),
      pre: Array.from({ length: 40 }, (_, i) => (i * 11) % 23),
    });
    const options = { ...base, covariates: ['pre'], doses: [40, 90, 500] };
    const { notes, over, doseModel } = generalizedPropensity(users, options);
    expect(notes.map(({ code }) => code)).toContain('outside_data');
    expect([over, doseModel.use]).toEqual([40, null]);
    expect(errorOf(() => generalizedPropensity(users, { ...options, doses: [0] })).code).toBe('out_of_domain');
  });

  test('covariates that decide who uses it at all leave nobody alike', () => {
    const table = fromColumns({
      minutes: Array.from({ length: 40 }, (_, i) => (i < 20 ? 0 : 10 + i)),
      post: Array.from({ length: 40 }, (_, i) => (i * 7) % 11),
      pre: Array.from({ length: 40 }, (_, i) => i),
    });
    expect(errorOf(() => generalizedPropensity(table, { ...base, covariates: ['pre'] })).code).toBe(
      'convergence_failed',
    );
  });

  test('refuses what is none', () => {
    const code = (more: object) => errorOf(() => generalizedPropensity(students, { ...base, ...more })).code;
    expect(code({ covariates: [] })).toBe('invalid_argument');
    expect(code({ transform: 'cube' })).toBe('invalid_argument');
    expect(code({ condition: 'weights' })).toBe('invalid_argument');
    expect(code({ replicates: 5 })).toBe('invalid_argument');
    expect(code({ doses: [-5] })).toBe('out_of_domain');
    expect(code({ doses: [] })).toBe('invalid_argument');
    expect(code({ seed: undefined })).toBe('invalid_argument');
    for (const more of [{ covariates: null }, { covariates: 'pre' }, { doses: null }, { doses: 5 }, { bands: null }])
      expect([more, code(more)]).toEqual([more, 'invalid_argument']);
    expect(code({ doses: ['5'] })).toBe('out_of_domain');
  });
});
