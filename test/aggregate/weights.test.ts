import { describe, expect, test } from 'vitest';
import { type Weights, weightsOf } from '../../src/aggregate/weights.js';
import { fitLinear, fromColumns } from '../../src/index.js';
import type { EfficacyError } from '../../src/support/errors.js';

const tableOf = (w: readonly number[]) => fromColumns({ w: Float64Array.from(w) });
const sampling: Weights = { column: 'w', kind: 'sampling' };
const refused = (w: readonly number[], kind: Weights['kind'] = 'sampling'): EfficacyError => {
  try {
    weightsOf(tableOf(w), { column: 'w', kind }, 'here');
  } catch (error) {
    return error as EfficacyError;
  }
  throw new Error('nothing was thrown');
};

describe('weights', () => {
  test('from 0 up are handed on as they are', () => {
    expect(Array.from(weightsOf(tableOf([0, 0.5, 3]), sampling, 'here'))).toEqual([0, 0.5, 3]);
  });

  test('of a kind that there is not are refused: of none at all a record would say that there were no weights', () => {
    for (const kind of ['freq', null])
      expect(refused([1, 2], kind as Weights['kind'])).toMatchObject({ code: 'invalid_argument' });
  });

  test('below 0 are refused with their row, which R’s weighted mean answers', () => {
    const error = refused([1, 2, -1]);

    expect(error.code).toBe('invalid_weight');
    expect(error.message).toContain('here');
    expect(error.detail).toMatchObject({ column: 'w', row: 3, weight: -1 });
  });

  test('that sum to 0 are refused for the negative one', () => {
    expect(refused([1, -2, 1]).detail).toMatchObject({ row: 2, weight: -2 });
  });

  test('that are all 0 are refused', () => {
    const error = refused([0, 0, 0]);

    expect(error.code).toBe('invalid_weight');
    expect(error.message).toContain('all 3 are 0');
  });

  test('that are missing are refused with their row', () => {
    const error = refused([1, Number.NaN]);

    expect(error.code).toBe('invalid_weight');
    expect(error.detail).toMatchObject({ row: 2, weight: null });
  });

  test('that are infinite do not get into a table', () => {
    expect(() => tableOf([1, Number.POSITIVE_INFINITY])).toThrow(expect.objectContaining({ code: 'not_finite' }));
  });

  test('that count equal rows are whole', () => {
    expect(refused([1, 1.5], 'frequency').detail).toMatchObject({ row: 2, weight: 1.5 });
    expect(Array.from(weightsOf(tableOf([1, 2]), { column: 'w', kind: 'frequency' }, 'here'))).toEqual([1, 2]);
  });
});

test('rows of weight 0 leave the fit and its degrees of freedom, and are counted', () => {
  const columns = { y: [3, 5, 4, 8, 9, 7], x: [1, 2, 3, 4, 5, 6] };
  const options = { outcome: 'y', terms: ['x'], weights: { column: 'w', kind: 'precision' } } as const;
  const first = (values: readonly number[], n: number) => Float64Array.from(values.slice(0, n));
  const table = (n: number, w: readonly number[]) =>
    fromColumns({ y: first(columns.y, n), x: first(columns.x, n), w: first(w, n) });
  const withZeros = fitLinear(table(6, [1, 2, 1, 3, 0, 0]), options);
  const without = fitLinear(table(4, [1, 2, 1, 3]), options);

  expect(withZeros.n).toBe(4);
  expect(withZeros.coefficients).toEqual(without.coefficients);
  expect(withZeros.notes.map(({ code }) => code)).toContain('zero_weight');
});
