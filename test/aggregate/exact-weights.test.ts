import { expect, test } from 'vitest';
import { groupComoments, makeTable, numericColumn } from '../../src/index.js';

test('exact weighted sums take more rows than fit into a chunk', () => {
  const n = 3000;
  const table = makeTable([
    ['x', numericColumn(Array.from({ length: n }, (_, row) => row))],
    ['w', numericColumn(Array.from({ length: n }, () => 0.5))],
  ]);
  const weights = { column: 'w', kind: 'sampling' } as const;
  const { means, products, weight } = groupComoments(table, { by: [], of: ['x'], weights, precision: 'exact' });

  // Whole numbers from 0 to n - 1 have the mean (n - 1) / 2 and the sum of squares n (n^2 - 1) / 12.
  expect([...weight]).toEqual([n / 2]);
  expect([...means[0]!]).toEqual([(n - 1) / 2]);
  expect([...products[0]!]).toEqual([(n * (n * n - 1)) / 24]);
});
