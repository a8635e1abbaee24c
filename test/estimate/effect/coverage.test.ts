import { describe, expect, test } from 'vitest';
import { type CoverageDesign, coverageOf } from '../../../scripts/simulate/harness.js';
import { proportionsDesigns } from '../../../scripts/simulate/proportions.js';
import { ranksDesigns } from '../../../scripts/simulate/ranks-and-variance.js';

// A short form of docs/coverage.md: fewer trials, so that the bounds are wider by three and a half standard errors.
const trials = 400;
const slack = 3.5 * Math.sqrt((0.95 * 0.05) / trials);

/** What R's effectsize does, offered for comparison: too short, as docs/coverage.md shows. */
const tooShort = /equal-distributions|symmetric-changes|omegaSquared, equivalent-f/;

const named = (design: CoverageDesign): [string, CoverageDesign] => [design.name, design];

describe.each([
  ['two shares', proportionsDesigns],
  ['ranks, overlap, variance explained, correlations and ratios of means', ranksDesigns],
] as const)('intervals of %s', (_, designs) => {
  const trusted = designs.filter(({ name }) => !tooShort.test(name));

  test.each(trusted.map(named))('%s: cover at their level', (_name, design) => {
    const { share, below, above } = coverageOf(design, trials, 20_260_919);

    expect(share).toBeGreaterThanOrEqual((design.kind === 'exact' ? 0.95 : 0.93) - slack);
    if (design.kind !== 'exact') return;
    expect(share).toBeLessThanOrEqual(0.95 + slack);
    expect(Math.abs(below - above)).toBeLessThanOrEqual(4.5 * Math.sqrt(0.05 / trials)); // as often on either side
  });
});

test('the interval of omega squared that R gives is too short, as its table says', () => {
  const design = ranksDesigns.find(({ name }) => name.startsWith('omegaSquared, equivalent-f')) as CoverageDesign;

  expect(coverageOf(design, trials, 20_260_919).share).toBeLessThan(0.92);
});
