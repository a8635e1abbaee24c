import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type FitLinearOptions,
  fitLinear,
  fromColumns,
  groupComoments,
  type LinearFit,
  type Table,
} from '../../../src/index.js';
import { errorOf } from '../../errors.js';

const school = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c', 'd', 'd', 'd'];
const treated = [0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1];
const pre = [31, 42, 35, 38, 29, 44, 40, 33, 37, 36, 30, 41];
const post = [35, 50, 41, 44, 30, 52, 49, 36, 41, 40, 39, 50];
const table = fromColumns({ school, treated, pre, post });
const base: FitLinearOptions = { outcome: 'post', terms: ['treated', 'pre'] };

const expectSame = (a: LinearFit, b: LinearFit, digits = 9): void => {
  expect(a.coefficients.map((c) => c.term)).toEqual(b.coefficients.map((c) => c.term));
  a.coefficients.forEach((c, i) => {
    expect(c.estimate).toBeCloseTo(b.coefficients[i]?.estimate ?? Number.NaN, digits);
    expect(c.standardError ?? 0).toBeCloseTo(b.coefficients[i]?.standardError ?? Number.NaN, digits);
    expect(c.df).toBeCloseTo(b.coefficients[i]?.df ?? Number.NaN, digits);
  });
};

describe('rows and co-moments give the same', () => {
  const comoments = groupComoments(table, { by: ['school'], of: ['pre', 'post', 'treated'] });

  test.each(['classical', 'CR0', 'CR1', 'CR1S', 'CR2'] as const)('%s', (vcov) => {
    const options = { ...base, vcov, cluster: 'school' };

    expectSame(fitLinear(comoments, options), fitLinear(table, options));
  });

  test('with absorbed blocks', () => {
    const options = { ...base, vcov: 'classical', absorb: 'school' } as const;

    expectSame(fitLinear(comoments, options), fitLinear(table, options));
  });

  test('but the HC types need the rows, and co-moments their groups', () => {
    expect(errorOf(() => fitLinear(comoments, { ...base, vcov: 'HC2' })).message).toContain('needs the rows');
    expect(errorOf(() => fitLinear(comoments, { ...base, absorb: 'district' })).message).toContain(
      'grouped by "school"',
    );
    expect(errorOf(() => fitLinear(comoments, { outcome: 'post', terms: ['Pre'] })).message).toContain(
      'Did you mean "pre"?',
    );
  });
});

describe('absorbed blocks are the same as a 0/1 column for each', () => {
  test.each(['classical', 'HC0', 'HC1', 'HC2', 'HC3'] as const)('%s', (vcov) => {
    const absorbed = fitLinear(table, { ...base, absorb: 'school', vcov });
    const dummies = fitLinear(table, { outcome: 'post', terms: ['treated', 'pre', 'school'], vcov });
    const named = {
      ...dummies,
      coefficients: dummies.coefficients.filter((c) => c.term === 'treated' || c.term === 'pre'),
    };

    expectSame(absorbed, named);
    expect(absorbed.rSquared).toBeCloseTo(dummies.rSquared ?? 0, 12);
  });
});

describe('what earlier columns determine is dropped by name', () => {
  test('the later one of a collinear pair', () => {
    const twice = fromColumns({ school, treated, pre, twice: pre.map((x) => 2 * x + 1), post });
    const fit = fitLinear(twice, { outcome: 'post', terms: ['treated', 'pre', 'twice'] });

    expect(fit.dropped).toEqual(['twice']);
    expect(fit.notes.map((note) => note.code)).toContain('collinear');
    expectSame(fit, fitLinear(table, base));
  });

  test('a constant column, and one that is constant within the blocks', () => {
    const constant = fromColumns({
      school,
      treated,
      one: pre.map(() => 0.1),
      size: school.map((s) => s.charCodeAt(0) / 3),
      post,
    });

    expect(fitLinear(constant, { outcome: 'post', terms: ['one', 'treated'] }).dropped).toEqual(['one']);
    expect(fitLinear(constant, { outcome: 'post', terms: ['size', 'treated'], absorb: 'school' }).dropped).toEqual([
      'size',
    ]);
  });
});

describe('what has no answer', () => {
  test('as many coefficients as rows: estimates without standard errors, and a note', () => {
    const two = fromColumns({ x: [1, 2], y: [3, 5] });
    const fit = fitLinear(two, { outcome: 'y', terms: ['x'] });

    expect(fit.coefficients[0]?.estimate).toBeCloseTo(1, 12);
    expect(fit.coefficients[1]?.estimate).toBeCloseTo(2, 12);
    expect(fit.coefficients.map((c) => c.standardError)).toEqual([null, null]);
    expect(fit.covariance).toBeNull();
    expect(fit.notes.map((note) => note.code)).toEqual(['no_residual_df']);
  });

  test('a single cluster, no cluster named, nothing complete', () => {
    const alone = fromColumns(
      { k: ['a', 'a', 'a'], x: [1, 2, 4], y: [3, 5, 6], gone: [null, Number.NaN, undefined] },
      { columns: { gone: 'number' } },
    );

    expect(errorOf(() => fitLinear(alone, { outcome: 'y', terms: ['x'], cluster: 'k' })).code).toBe('too_few_clusters');
    expect(errorOf(() => fitLinear(alone, { outcome: 'y', terms: ['x'], vcov: 'CR0' })).message).toContain('cluster');
    expect(errorOf(() => fitLinear(alone, { outcome: 'y', terms: ['gone'] })).code).toBe('no_data');
  });

  test('rows that lack a value are left out, and counted', () => {
    const fit = fitLinear(fromColumns({ x: [1, 2, 3, null], y: [1, 3, 2, 5] }), { outcome: 'y', terms: ['x'] });

    expect(fit.n).toBe(3);
    expect(fit.notes).toEqual([{ code: 'rows_left_out', message: 'Rows left out for want of "x": 1.' }]);
  });
});

describe('laws', () => {
  /** Scores to one decimal for 12 pupils. */
  const scores = fc.array(
    fc.integer({ min: 0, max: 5000 }).map((k) => k / 10),
    { minLength: 12, maxLength: 12 },
  );
  const effect = (data: Table) => {
    const { estimate, standardError } = fitLinear(data, { ...base, cluster: 'school' })
      .coefficients[1] as LinearFit['coefficients'][number];
    return { estimate, se: standardError ?? Number.NaN };
  };

  prop.prop([scores])('the order of rows does not matter', (y) => {
    const order = [7, 2, 11, 0, 5, 9, 1, 10, 4, 8, 3, 6];
    const pick = <T>(values: readonly T[]): T[] => order.map((i) => values[i] as T);
    const shuffled = fromColumns({ school: pick(school), treated: pick(treated), pre: pick(pre), post: pick(y) });
    const [a, b] = [effect(fromColumns({ school, treated, pre, post: y })), effect(shuffled)];

    expect(Math.abs(a.estimate - b.estimate)).toBeLessThan(1e-9);
    expect(Math.abs(a.se - b.se)).toBeLessThan(1e-8);
  });

  prop.prop([scores, fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 50 })])(
    'an outcome moved by a constant keeps its effect, one stretched stretches it',
    (y, shift, factor) => {
      const plain = effect(fromColumns({ school, treated, pre, post: y }));
      const moved = effect(fromColumns({ school, treated, pre, post: y.map((v) => factor * v + shift) }));

      expect(Math.abs(moved.estimate - factor * plain.estimate)).toBeLessThan(1e-8 * factor);
      expect(Math.abs(moved.se - factor * plain.se)).toBeLessThan(1e-7 * factor);
    },
  );
});
