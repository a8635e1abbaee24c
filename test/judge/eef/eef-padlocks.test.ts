import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { type EefEvidence, eefPadlocks } from '../../../src/judge/eef/eef-padlocks.js';
import { type EefThreat, eefThreats } from '../../../src/judge/eef/padlock-rules.js';
import { errorOf } from '../../errors.js';

const threats = Object.fromEntries(eefThreats.map((threat) => [threat, 'low'])) as Record<EefThreat, 'low'>;
const trial = { design: 'randomized', mdes: 0.15, attrition: 0.05, threats } satisfies EefEvidence;
const padlocks = (change: Partial<EefEvidence>) => eefPadlocks({ ...trial, ...change }).padlocks;

describe('padlocks', () => {
  test.each([
    [0.1999, 5],
    [0.2, 4],
    [0.3, 3],
    [0.4, 2],
    [0.5, 1],
    [0.6, 0],
    [2, 0],
  ])('a detectable effect of %f gives %i', (mdes, count) => {
    expect(padlocks({ mdes })).toBe(count);
  });

  test.each([
    [0, 5],
    [0.1, 5],
    [0.1001, 4],
    [0.2, 4],
    [0.3, 3],
    [0.4, 2],
    [0.5, 1],
    [0.5001, 0],
    [1, 0],
  ])('an attrition of %f gives %i', (attrition, count) => {
    expect(padlocks({ attrition })).toBe(count);
  });

  test.each([
    ['randomized', 5],
    ['selection-on-unobservables', 4],
    ['matched-on-observables', 3],
    ['some-confounders', 2],
    ['no-confounders', 1],
    ['no-comparison', 0],
  ] as const)('the design %s gives %i', (design, count) => {
    expect(padlocks({ design })).toBe(count);
  });

  test('are the least of the three, less what the threats take', () => {
    expect(eefPadlocks({ ...trial, mdes: 0.25, attrition: 0.25 })).toMatchObject({ initial: 3, lost: 0, padlocks: 3 });
    expect(padlocks({ threats: { ...threats, 'selective-reporting': 'high' } })).toBe(4);
    expect(padlocks({ design: 'no-confounders', threats: { ...threats, confounding: 'high' } })).toBe(0);
    expect(
      padlocks({
        design: 'no-confounders',
        threats: { ...threats, confounding: 'high', 'missing-data': 'high' },
      }),
    ).toBe(0);
  });

  // The rule as the University of Oxford teaches it to raters; beyond what it says of one padlock, two are lost.
  test.each([
    [0, 0, 0, 0],
    [0, 1, 0, 1],
    [0, 2, 0, 1],
    [0, 3, 1, 2],
    [0, 4, 1, 2],
    [0, 5, 2, 2],
    [1, 0, 1, 1],
    [1, 1, 2, 2],
    [1, 2, 2, 2],
    [2, 0, 2, 2],
    [7, 0, 2, 2],
  ] as const)(
    '%i high and %i moderate threats take %i, or %i where their biases have one direction',
    (high, moderate, other, same) => {
      const risks = eefThreats.map((threat, i) => [
        threat,
        i < high ? 'high' : i < high + moderate ? 'moderate' : 'low',
      ]);
      const judged = { ...trial, threats: Object.fromEntries(risks) } as EefEvidence;

      expect(eefPadlocks({ ...judged, bias: 'unknown-or-opposite' }).lost).toBe(other);
      expect(eefPadlocks({ ...judged, bias: 'same-direction' }).lost).toBe(same);
      expect(eefPadlocks(judged).lost).toBe(same === other ? same : null);
      expect(eefPadlocks(judged).questions.map(({ code }) => code)).toEqual(same === other ? [] : ['bias']);
    },
  );

  test('are none until everything was said, and the questions are listed', () => {
    const silent = eefPadlocks({ design: 'randomized' });

    expect(silent).toMatchObject({ padlocks: null, initial: null, lost: null });
    expect(silent.questions.map(({ code }) => code)).toEqual(['mdes', 'attrition', ...eefThreats]);
    expect(padlocks({ threats: { confounding: 'low' } })).toBeNull();
    expect(eefPadlocks({}).questions.map(({ code }) => code)).toEqual(['design', 'mdes', 'attrition', ...eefThreats]);
  });

  test('show which of their constants were read in a source', () => {
    const { criteria, threats: judged } = eefPadlocks(trial);

    expect(criteria.every(({ confidence }) => confidence === 'unverified')).toBe(true);
    expect(judged.every(({ confidence }) => confidence === 'verified')).toBe(true);
  });

  prop.prop([
    fc.double({ min: 0.01, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 0.5, noNaN: true }),
  ])('never grow when a study detects less or loses more', (mdes, attrition, more) => {
    const before = padlocks({ mdes, attrition }) as number;

    expect(padlocks({ mdes: mdes + more, attrition }) as number).toBeLessThanOrEqual(before);
    expect(padlocks({ mdes, attrition: Math.min(1, attrition + more) }) as number).toBeLessThanOrEqual(before);
  });

  test('answers that are none are refused', () => {
    const code = (change: object) => errorOf(() => eefPadlocks({ ...trial, ...change })).code;

    expect(code({ design: 'rct' })).toBe('invalid_argument');
    expect(code({ threats: { weather: 'low' } })).toBe('invalid_argument');
    expect(code({ threats: { confounding: 'none' } })).toBe('invalid_argument');
    expect(code({ bias: 'upwards' })).toBe('invalid_argument');
    expect(code({ attrition: 14 })).toBe('out_of_domain');
    expect(code({ mdes: 0 })).toBe('out_of_domain');
    expect(code({ mdes: Number.NaN })).toBe('out_of_domain');
  });
});
