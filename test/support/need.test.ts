import { expect, test } from 'vitest';
import { need } from '../../src/support/need.js';
import { errorOf } from '../errors.js';

test('what holds passes', () => {
  need(true, 'no_data', 'mean', 'at least one value', 0);
});

test('what does not hold is refused in one sentence, and as words for programs', () => {
  const error = errorOf(() => need(false, 'out_of_domain', 'gamma', 'x > 0 (add 1)', Number.NaN));
  expect(error.code).toBe('out_of_domain');
  expect(error.message).toBe('gamma needs x > 0 (add 1), got NaN');
  expect(error.detail).toEqual({ needed: 'x > 0 (add 1)', got: 'NaN' });
});

test('a detail of its own takes the place of the words', () => {
  expect(errorOf(() => need(false, 'collinear', 'fit', 'other columns', 'column 2', { column: 2 })).detail).toEqual({
    column: 2,
  });
});
