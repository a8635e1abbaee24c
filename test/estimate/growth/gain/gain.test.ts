import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { ceilingAndFloor } from '../../../../src/estimate/growth/gain/ceiling-and-floor.js';
import { meanGain } from '../../../../src/estimate/growth/gain/mean-gain.js';
import { reliabilityOfGain, standardErrorOfGain } from '../../../../src/estimate/growth/gain/reliability-of-gain.js';
import { residualGain } from '../../../../src/estimate/growth/gain/residual-gain.js';
import { screenTests } from '../../../../src/estimate/growth/gain/screen-tests.js';
import { gainPerWeek, gainWithoutSummer } from '../../../../src/estimate/growth/gain/weeks-of-instruction.js';
import { errorOf } from '../../../errors.js';
import { close } from '../close.js';

// Values and expectations of test/reference/scripts/growth_extra.py.
const before = [224, 169, 205, 193, 195, 197, 176, 197, 190, 240, 203, 196];
const after = [223, 181, 203, 200, 208, 204, 199, 204, 201, 248, 214, 201];

describe('the mean gain', () => {
  const gain = meanGain({ before, after }, { scale: 'vertical', reliability: { before: 0.9, after: 0.92 } });

  test('has the paired t interval', () => {
    close(gain.estimate, 8.416666666666666);
    close(gain.statistic, 4.437295873133865);
    close(gain.pValue, 0.0009994763594678836, 1e-10);
    close(gain.interval.lower, 4.241836103094638);
    close(gain.interval.upper, 12.591497230238694);
    close(gain.correlation, 0.9416760120121072);
    close(gain.sdOfGain, 6.5707109527236405);
  });

  test('is a description, and says when its differences are mostly error', () => {
    expect(gain.interpretation).toBe('descriptive');
    expect(gain.reliability).toBeLessThan(0.5);
    expect(gain.notes.map(({ code }) => code)).toEqual(['no_comparison', 'unreliable_gains']);
  });

  test('is refused on a scale without differences, and constant gains have no interval', () => {
    expect(errorOf(() => meanGain({ before, after }, { scale: 'percentile' })).code).toBe('wrong_scale');
    expect(errorOf(() => meanGain({ before, after }, { scale: 'raw' })).code).toBe('wrong_scale');
    const up = before.map((score) => score + 3);
    expect(errorOf(() => meanGain({ before, after: up }, { scale: 'vertical' })).code).toBe('zero_variance');
    expect(errorOf(() => meanGain({ before: [1], after: [2] }, { scale: 'vertical' })).code).toBe(
      'too_few_observations',
    );
  });

  test('without the reliabilities of the tests there is none of the gain', () => {
    expect(meanGain({ before, after }, { scale: 'raw', sameTest: true }).reliability).toBeNull();
  });

  test('may be negative', () => {
    close(meanGain({ before: after, after: before }, { scale: 'vertical' }).estimate, -8.416666666666666);
  });
});

describe('the reliability of a gain', () => {
  const equal = { sdBefore: 15, sdAfter: 15, correlation: 0.8, reliabilityBefore: 0.9, reliabilityAfter: 0.9 };

  test('is (ρ - r)/(1 - r) for tests of equal spread and reliability', () => {
    close(reliabilityOfGain(equal), (0.9 - 0.8) / (1 - 0.8));
  });

  test.prop([
    fc.double({ min: 0.5, max: 30, noNaN: true }),
    fc.double({ min: 0.5, max: 30, noNaN: true }),
    fc.double({ min: -0.9, max: 0.9, noNaN: true }),
    fc.double({ min: 0.2, max: 5, noNaN: true }),
  ])('is 1 without measurement error, and does not depend on the unit', (sdBefore, sdAfter, correlation, unit) => {
    const perfect = { sdBefore, sdAfter, correlation, reliabilityBefore: 1, reliabilityAfter: 1 };
    close(reliabilityOfGain(perfect), 1, 1e-9);
    const some = { ...perfect, reliabilityBefore: 0.8, reliabilityAfter: 0.7 };
    const scaled = { ...some, sdBefore: unit * sdBefore, sdAfter: unit * sdAfter };
    close(reliabilityOfGain(scaled), reliabilityOfGain(some), 1e-8);
  });

  test('does not exist for gains that are all equal', () => {
    expect(errorOf(() => reliabilityOfGain({ ...equal, correlation: 1 })).code).toBe('zero_variance');
    expect(errorOf(() => reliabilityOfGain({ ...equal, reliabilityAfter: 1.2 })).code).toBe('out_of_domain');
  });

  test('errors of two tests add in squares', () => {
    expect(standardErrorOfGain(3, 4)).toBe(5);
    expect(errorOf(() => standardErrorOfGain(-1, 4)).code).toBe('out_of_domain');
  });
});

describe('residual gains', () => {
  test('are those of least squares', () => {
    const { slope, intercept, sd, values } = residualGain({ before, after });
    close(slope, 0.8057161003493174);
    close(intercept, 47.03059172223983, 1e-11);
    close(sd, 5.712600584749535);
    close(
      values.reduce((sum, x) => sum + x, 0),
      0,
      1e-10,
    );
  });

  test('need first scores that differ, and three students', () => {
    expect(errorOf(() => residualGain({ before: [5, 5, 5], after: [1, 2, 3] })).code).toBe('zero_variance');
    expect(errorOf(() => residualGain({ before: [5, 6], after: [1, 2] })).code).toBe('too_few_observations');
  });
});

describe('the ends of a test', () => {
  const scores = [...Array.from({ length: 26 }, (_, i) => 20 + i), 60, 60, 60, 61];

  test('are counted with their interval, and named when many stand there', () => {
    const { ceiling, floor, notes } = ceilingAndFloor(scores, [0, 60]);
    expect(ceiling.count).toBe(4);
    close(ceiling.interval.lower, 0.05309655484054744);
    close(ceiling.interval.upper, 0.29681326682036296);
    expect(floor.share).toBe(0);
    expect(notes.map(({ code }) => code)).toEqual(['ceiling_effect']);
    expect(notes[0]?.message).toContain('13.3 %');
  });

  test('must be in order, and there must be scores', () => {
    expect(errorOf(() => ceilingAndFloor(scores, [60, 0])).code).toBe('invalid_argument');
    expect(errorOf(() => ceilingAndFloor([], [0, 60])).code).toBe('no_data');
  });
});

describe('screening of sittings', () => {
  const taking = { rapidGuessShare: [0.1, 0.5, Number.NaN, 0.3], durationMinutes: [40, 3, 35, 8] };

  test('leaves out by the first rule broken, and counts what it could not check', () => {
    const screened = screenTests(taking, { mostRapidGuesses: 0.3, fewestMinutes: 10 });
    expect([...screened.kept]).toEqual([0, 2]);
    expect(screened.leftOut).toEqual({ rapidGuessing: 1, tooShort: 1 });
    expect(screened.unknown).toEqual({ rapidGuessing: 1, tooShort: 0 });
  });

  test('needs a rule and its column', () => {
    expect(errorOf(() => screenTests(taking, {})).code).toBe('invalid_argument');
    expect(errorOf(() => screenTests({}, { fewestMinutes: 5 })).message).toContain('durationMinutes');
    expect(errorOf(() => screenTests({ rapidGuessShare: [40] }, { mostRapidGuesses: 0.3 })).code).toBe('out_of_domain');
  });
});

describe('weeks of instruction', () => {
  test('scale an estimate with its interval', () => {
    const gain = meanGain({ before, after }, { scale: 'vertical' });
    const weekly = gainPerWeek(gain, 24);
    close(weekly.estimate, 8.416666666666666 / 24);
    close((weekly.interval as { upper: number }).upper, 12.591497230238694 / 24);
    expect(weekly.unit).toBe('points/week');
    expect(errorOf(() => gainPerWeek(gain, 0)).code).toBe('out_of_domain');
  });

  test('a loss over the summer is added to what was gained while school was on', () => {
    expect(gainWithoutSummer(9, -2)).toBe(11);
  });
});
