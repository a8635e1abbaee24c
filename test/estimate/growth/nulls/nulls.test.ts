import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { populationEffect } from '../../../../src/estimate/growth/nulls/population-effect.js';
import { regressionToTheMean } from '../../../../src/estimate/growth/nulls/regression-to-the-mean.js';
import { errorOf } from '../../../errors.js';
import { close } from '../close.js';

const before = { mean: 200, sd: 15 };

describe('regression to the mean', () => {
  test('students selected for low scores gain without any product', () => {
    close(regressionToTheMean({ before, correlation: 0.8, selected: { mean: 180 } }).expectedGain, 4);
  });

  test('the growth of the population and unequal spreads come on top', () => {
    const null2 = regressionToTheMean({
      before,
      after: { mean: 205, sd: 16 },
      correlation: 0.8,
      selected: { mean: 180 },
    });
    close(null2.expectedGain, 7.933333333333332);
    close(null2.regression + null2.populationGain, null2.expectedGain);
  });

  test('a cut of a normal distribution has the mean that quadrature gives', () => {
    // test/reference/scripts/growth_extra.py
    const low = regressionToTheMean({ before, correlation: 0.8, selected: { below: 185 } });
    const high = regressionToTheMean({ before, correlation: 0.8, selected: { above: 220 } });
    close(low.selectedMean, 177.12297085758527, 1e-9);
    close(high.selectedMean, 226.9720230420534, 1e-9);
    expect(low.expectedGain).toBeGreaterThan(0);
    expect(high.expectedGain).toBeLessThan(0);
  });

  test.prop([fc.double({ min: 120, max: 280, noNaN: true })])(
    'is 0 for all students and for a perfect correlation',
    (mean) => {
      expect(regressionToTheMean({ before, correlation: 1, selected: { mean } }).expectedGain).toBe(0);
      close(regressionToTheMean({ before, correlation: 0.5, selected: { mean: 200 } }).expectedGain, 0);
    },
  );

  test('a selection of nobody is refused', () => {
    expect(errorOf(() => regressionToTheMean({ before, correlation: 0.8, selected: { below: -1e4 } })).code).toBe(
      'out_of_domain',
    );
    expect(errorOf(() => regressionToTheMean({ before, correlation: 2, selected: { mean: 1 } })).code).toBe(
      'out_of_domain',
    );
  });
});

describe('the arithmetic of a share', () => {
  test('a large effect among few is a small one among all', () => {
    const effect = populationEffect({ shareMeetingDose: 0.047, effectAmongUsers: 0.26, effectAmongRest: 0 });
    close(effect.estimate, 0.01222);
    expect(effect.interval).toBeNull();
    expect(effect.notes[0]?.code).toBe('self_selected_dose');
  });

  test('standard errors are carried through', () => {
    const effect = populationEffect({
      shareMeetingDose: 0.5,
      effectAmongUsers: { estimate: 0.2, standardError: 0.06 },
      effectAmongRest: { estimate: 0.1, standardError: 0.08 },
    });
    close(effect.estimate, 0.15);
    close(effect.standardError, 0.05);
    close((effect.interval as { lower: number }).lower, 0.15 - 1.959963984540054 * 0.05);
  });

  test.prop([
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
    fc.double({ min: -1, max: 1, noNaN: true }),
  ])('lies between the two effects', (shareMeetingDose, effectAmongUsers, effectAmongRest) => {
    const { estimate } = populationEffect({ shareMeetingDose, effectAmongUsers, effectAmongRest });
    expect(estimate).toBeGreaterThanOrEqual(Math.min(effectAmongUsers, effectAmongRest) - 1e-15);
    expect(estimate).toBeLessThanOrEqual(Math.max(effectAmongUsers, effectAmongRest) + 1e-15);
  });

  test('a share is a share', () => {
    const percent = { shareMeetingDose: 4.7, effectAmongUsers: 0.26, effectAmongRest: 0 };
    expect(errorOf(() => populationEffect(percent)).message).toContain('from 0 to 1');
  });
});
