import { describe, expect, test } from 'vitest';
import { type Moments, momentsOf } from '../../../../src/aggregate/moments.js';
import { meanChange } from '../../../../src/estimate/effect/change/mean-change.js';
import { logRatioOfMeans, logRatioOfPairedMeans } from '../../../../src/estimate/effect/means/log-ratio-of-means.js';
import {
  logCoefficientOfVariationRatio,
  logVariabilityRatio,
} from '../../../../src/estimate/effect/means/log-variability-ratio.js';
import { differenceInMeans } from '../../../../src/estimate/trial/difference-in-means.js';
import { casesOf, columns, near } from '../reference-cases.js';

const cases = casesOf('means/ratios-of-means.reference.test.ts');
const measures = {
  MD: differenceInMeans,
  ROM: logRatioOfMeans,
  VR: logVariabilityRatio,
  CVR: logCoefficientOfVariationRatio,
};
const measureOf = (id: string): keyof typeof measures => id.split('.').at(-1) as keyof typeof measures;

describe('differences and ratios of two arms agree with metafor', () => {
  test.each(cases.filter(({ input }) => input?.group1))('$id', ({ id, input, expected }) => {
    const name = measureOf(id);
    const effect = measures[name](momentsOf(input.group1), momentsOf(input.group2));

    near(effect.estimate, expected.yi);
    near((effect.standardError as number) ** 2, expected.vi);
    if (name === 'MD') return; // metafor has no degrees of freedom, and so other limits
    near(effect.pValue, expected.pval);
    near(effect.interval?.lower, expected.ci_lb);
    near(effect.interval?.upper, expected.ci_ub);
  });

  test.each(cases.filter(({ id }) => id.includes('.table.')))('$id', ({ id, expected }) => {
    const studies = columns('studies_means.csv');
    const group = (i: number, arm: 1 | 2): Moments =>
      momentsOf({ n: studies[`n${arm}i`]![i]!, mean: studies[`m${arm}i`]![i]!, sd: studies[`sd${arm}i`]![i]! });

    expect(expected.yi.length).toBeGreaterThan(8);
    expected.yi.forEach((wanted: number, i: number) => {
      const { estimate, standardError } = measures[measureOf(id)](group(i, 1), group(i, 2));
      near(estimate, wanted);
      near((standardError as number) ** 2, expected.vi[i]);
    });
  });
});

describe('changes of the same units agree with metafor', () => {
  test.each(cases.filter(({ id }) => /\.(MC|ROMC)$/.test(id)))('$id', ({ id, input, expected }) => {
    const pairs = {
      n: input.n,
      before: { mean: input.mean_pre, sd: input.sd_pre },
      after: { mean: input.mean_post, sd: input.sd_post },
      correlation: input.r,
    };
    const { estimate, standardError } = (id.endsWith('ROMC') ? logRatioOfPairedMeans : meanChange)(pairs);

    near(estimate, expected.yi);
    near((standardError as number) ** 2, expected.vi);
  });
});
