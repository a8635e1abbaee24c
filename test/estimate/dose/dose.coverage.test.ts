import { describe, expect, test } from 'vitest';
import { doseDesigns } from '../../../scripts/simulate/dose.js';
import { doseSelectionDesigns } from '../../../scripts/simulate/dose-selection.js';
import { coverageOf } from '../../../scripts/simulate/harness.js';

// A quick version of the full simulation: enough trials to see an interval that is wrong, seeded so that it never fails by chance.
const trials = 120;
const deviation = Math.sqrt((0.95 * 0.05) / trials);
const quick = doseDesigns.filter(
  ({ name }) => /^(linear|quadratic|emax|exponential-saturation),/.test(name) && !name.includes('profile'),
);

describe('95 % intervals of doses and rates hold the truth in about 95 % of trials', () => {
  test('for four models and what is read off them', () => expect(quick).toHaveLength(11));
  test.each(quick)('$name', (design) => {
    const { share, none } = coverageOf(design, trials, 11);
    expect(none).toBe(0);
    expect(Math.abs(share - 0.95)).toBeLessThanOrEqual((design.kind === 'exact' ? 0 : 0.02) + 3.5 * deviation);
  });

  test.each(doseSelectionDesigns)('$name', (design) => {
    const { share, none } = coverageOf(design, trials, 11);
    expect(none).toBe(0);
    expect(Math.abs(share - 0.95)).toBeLessThanOrEqual(0.0065 + 3.5 * deviation);
  });
});
