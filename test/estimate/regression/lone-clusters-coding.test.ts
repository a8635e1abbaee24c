import { describe, expect, test } from 'vitest';
import { fitInstrumented } from '../../../src/estimate/regression/fit-instrumented.js';
import { fitLinear } from '../../../src/estimate/regression/fit-linear.js';
import { fromColumns } from '../../../src/ingest/from-columns.js';
import { errorOf } from '../../errors.js';

// Two clusters of 20, one an arm, the arm written as 1 and 2, and a covariate of pupils.
const rows = Array.from({ length: 40 }, (_, i) => i);
const two = fromColumns({
  d: rows.map((i) => (i < 20 ? 1 : 2)),
  x: rows.map((i) => ((i * 7) % 11) / 3),
  used: rows.map((i) => (i < 20 ? 0.1 : 0.8) + ((i * 5) % 7) / 50),
  y: rows.map((i) => (i < 20 ? 0 : 1) + ((i * 7) % 11) / 4 + ((i * 13) % 17) / 9),
  g: rows.map((i) => (i < 20 ? 'a' : 'b')),
});

describe('one cluster an arm, however the arm is coded', () => {
  test.each(['CR1S', 'CR2'] as const)('has no standard error by %s', (vcov) => {
    const { coefficients, notes } = fitLinear(two, { outcome: 'y', terms: ['d', 'x'], cluster: 'g', vcov });
    const arm = coefficients.find(({ term }) => term === 'd');
    expect(arm?.standardError).toBeNull();
    expect(arm?.pValue).toBeNull();
    expect(notes.map(({ code }) => code)).toContain('too_few_clusters');
  });

  test('one against three has none either', () => {
    const four = fromColumns({
      d: rows.map((i) => (i < 10 ? 5 : 3)),
      x: rows.map((i) => ((i * 7) % 11) / 3),
      y: rows.map((i) => ((i * 7) % 11) / 4 + ((i * 13) % 17) / 9),
      g: rows.map((i) => `g${Math.floor(i / 10)}`),
    });
    const { coefficients } = fitLinear(four, { outcome: 'y', terms: ['d', 'x'], cluster: 'g' });
    expect(coefficients.find(({ term }) => term === 'd')?.standardError).toBeNull();
  });

  test('is no instrument', () => {
    const options = { outcome: 'y', endogenous: ['used'], instruments: ['d'], covariates: ['x'], cluster: 'g' };
    expect(errorOf(() => fitInstrumented(two, options)).code).toBe('too_few_clusters');
  });
});
