import { describe, expect, test } from 'vitest';
import { trialDesigns } from '../../../scripts/simulate/designs.js';
import { regressionDesigns } from '../../../scripts/simulate/regression.js';
import type { SimulatedDesign } from '../../../scripts/simulate/trial-draws.js';
import { randomStream } from '../../../src/numeric/random/index.js';

// A short form of the simulation: fewer trials, so that the bounds are wider by three and a half standard errors.
const trials = 150;
const slack = 3.5 * Math.sqrt((0.95 * 0.05) / trials);

/** Share of trials whose interval holds the truth; each trial has its own stream of random numbers. */
const shareOf = ({ interval, truth }: SimulatedDesign): number => {
  const covers = (trial: number): boolean => {
    const found = interval(randomStream(20_260_919, trial));
    return found !== null && (found.lower ?? -Infinity) <= truth && truth <= (found.upper ?? Infinity);
  };
  return Array.from({ length: trials }, (_, trial) => covers(trial)).filter(Boolean).length / trials;
};

/** Offered for comparison: they reject too often with few clusters, and the rows say so. */
const tooShort = /for comparison|chi-squared/;
const all = [...regressionDesigns, ...trialDesigns].map((design): [string, SimulatedDesign] => [design.name, design]);

describe('intervals of trials and regressions', () => {
  test.each(all.filter(([name]) => !tooShort.test(name)))('%s: cover at their level', (_, design) => {
    const share = shareOf(design);

    expect(share).toBeGreaterThanOrEqual((design.kind === 'exact' ? 0.95 : 0.93) - slack);
    if (design.kind === 'exact') expect(share).toBeLessThanOrEqual(0.95 + slack);
  });

  test.each(all.filter(([name]) => tooShort.test(name)))(
    '%s: too short, which is why it is no default',
    (_, design) => {
      expect(shareOf(design)).toBeLessThan(0.92);
    },
  );
});
