import { expect, test } from 'vitest';
import * as distributions from '../../../src/numeric/distributions/index.js';
import { referenceCases } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';

type Row = readonly (number | string | null)[];
type Evaluate = (x: number, ...parameters: number[]) => number;

// Where some ten thousand random points of the whole domains were farthest from the truth: see test/reference/scripts/random_grid.py.
const allowed: Readonly<Record<string, number>> = {
  noncentralT: 5e-12,
  studentizedRange: 1e-11,
};

test.each(Object.entries(distributions))('%s is true where it is hardest', (name, distribution) => {
  const { columns, rows } = referenceCases('random_grid').find(({ id }) => id === name) as unknown as {
    columns: readonly string[];
    rows: readonly Row[];
  };
  const count = columns.length - 3;
  const { cdf, sf, density, mass } = distribution as unknown as Readonly<Record<string, Evaluate>>;
  let compared = 0;
  for (const row of rows) {
    const at = row.slice(0, count).map((value) => (value === 'Inf' ? Infinity : Number(value))) as [number];
    [cdf, sf, density ?? mass].forEach((f, i) => {
      const expected = row[count + i];
      if (typeof expected !== 'number') return;
      compared++;
      const limit = allowed[name] ?? tolerance.distribution;
      expect(relativeError(f!(...at), expected), `${columns[count + i]} at ${at}`).toBeLessThan(limit);
    });
  }
  expect(compared).toBeGreaterThan(rows.length);
});
