import { test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { logBeta } from '../../../src/numeric/special/log-beta.js';
import { gridRows } from '../reference-grid.js';

test('log B is true to 1e-15 beside its size', () => {
  for (const [a, b, expected] of gridRows('special_extra', 'logBeta') as number[][]) {
    expect(Math.abs(logBeta(a!, b!) - expected!)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(expected!)));
  }
});

test('log B does not care which shape comes first', () => {
  expect(logBeta(0.3, 1e8)).toBe(logBeta(1e8, 0.3));
});
