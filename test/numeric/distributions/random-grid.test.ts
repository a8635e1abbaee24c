import { expect, test } from 'vitest';
import * as distributions from '../../../src/numeric/distributions/index.js';
import { tolerance } from '../../tolerances.js';
import { expectGrid, gridRows } from '../reference-grid.js';

// Where some ten thousand random points of the whole domains were farthest from the truth: see test/reference/scripts/random_grid.py.
const allowed: Readonly<Record<string, number>> = {
  noncentralT: 5e-12,
  studentizedRange: 1e-11,
};

test.each(Object.entries(distributions))('%s is true where it is hardest', (name, distribution) => {
  const { cdf, sf } = distribution;
  const density = 'density' in distribution ? distribution.density : distribution.mass;
  const rows = gridRows('random_grid', name);
  const [first = []] = rows;
  const compared = expectGrid(rows, first.length - 3, allowed[name] ?? tolerance.distribution, cdf, sf, density);

  expect(compared).toBeGreaterThan(rows.length);
});
