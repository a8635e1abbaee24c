import { describe, expect, test } from 'vitest';
import { coverageOf, coverageTable } from '../../../../scripts/simulate/harness.js';
import { meansDesigns } from '../../../../scripts/simulate/means.js';

// A quick version of docs/coverage.md: enough trials to see an interval that is wrong, seeded so that it never fails by chance.
const trials = 500;
const deviation = Math.sqrt((0.95 * 0.05) / trials);

describe('95 % intervals hold the truth in about 95 % of trials', () => {
  test.each(meansDesigns)('$name', (design) => {
    const { share, none } = coverageOf(design, trials, 5);

    expect(none).toBe(0);
    expect(Math.abs(share - 0.95)).toBeLessThanOrEqual((design.kind === 'exact' ? 0 : 0.02) + 3.5 * deviation);
  });
});

test('the harness counts what misses, on which side, and what has no interval', () => {
  const intervals = [
    { lower: 0, upper: 2 },
    { lower: 2, upper: 3 },
    { lower: -1, upper: 0 },
    { lower: null, upper: 4 },
    null,
  ];
  let trial = 0;
  const design = { name: 'made up', kind: 'exact', truth: 1, interval: () => intervals[trial++] ?? null } as const;
  const coverage = coverageOf(design, 5, 1);

  expect(coverage).toMatchObject({ share: 0.4, below: 0.2, above: 0.2, none: 1 });
  expect(coverageTable([coverage])).toContain('| made up | exact | 40.00 | 20.00 | 20.00 | 1 |');
});
