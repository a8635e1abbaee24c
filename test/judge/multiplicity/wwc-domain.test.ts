import { describe, expect, test } from 'vitest';
import { wwcDomain } from '../../../src/judge/multiplicity/wwc-domain.js';
import type { WwcFinding } from '../../../src/judge/wwc/finding.js';
import { errorOf } from '../../errors.js';
import { type Edition, finding } from '../rating/studies.js';

const plain = finding(0.1);
/** A finding whose benefit and p are as wanted. */
const found = (benefit: number, pValue: number, profile: Edition = 'wwc-5.0', standardError = 0.1): WwcFinding => ({
  ...plain,
  profile,
  benefit,
  pValue,
  standardError,
  df: 1000,
});
const domainOf = (findings: readonly WwcFinding[], m = findings.length, profile: Edition = 'wwc-5.0') =>
  wwcDomain(
    findings.map((f, i) => ({ name: `outcome ${i}`, finding: f })),
    { profile, m, assigned: 'individuals' },
  );

describe('significance', () => {
  test('is by Benjamini and Hochberg over all main findings, the threshold included', () => {
    // p (k) against .05 k / 4: .0125, .025, .0375, .05; the third is at its own, so that the first three are significant.
    const { findings } = domainOf([found(0.2, 0.0375), found(0.2, 0.02), found(0.2, 0.03), found(0.2, 0.5)]);

    expect(findings.map(({ significant }) => significant)).toEqual([true, true, true, false]);
  });

  test('of findings that are not given here counts too', () => {
    expect(domainOf([found(0.2, 0.03)]).findings[0]?.significant).toBe(true);
    expect(domainOf([found(0.2, 0.03)], 2).findings[0]?.significant).toBe(false);
    expect(domainOf([found(0.2, 0.03)], 2).findings[0]?.adjustedPValue).toBeCloseTo(0.06, 15);
  });

  test('has a direction: a significant harm is no success', () => {
    const harm = domainOf([found(-0.2, 0.001)]);

    expect(harm.findings[0]).toMatchObject({ significant: true, direction: 'unfavourable' });
    expect(harm.character).toBe('significant-negative');
    expect(domainOf([found(0, 1)]).findings[0]?.direction).toBe('none');
  });

  test('of an outcome of which less is better follows the benefit, not the sign', () => {
    const fewer = finding(-0.3, 500, 'wwc-5.0', { higherIsBetter: false });

    expect(domainOf([fewer]).character).toBe('significant-positive');
  });
});

describe('what a study found', () => {
  test.each([
    [
      'one good and none bad',
      [
        [0.2, 0.001],
        [0.02, 0.8],
      ],
      'significant-positive',
    ],
    [
      'one bad and none good',
      [
        [-0.2, 0.001],
        [0.02, 0.8],
      ],
      'significant-negative',
    ],
    [
      'one good and one bad',
      [
        [0.2, 0.001],
        [-0.2, 0.001],
      ],
      'indeterminate',
    ],
    [
      'a mean that is significant though no finding is',
      [
        [0.22, 0.06],
        [0.24, 0.06],
      ],
      'significant-positive',
    ],
    [
      'nothing',
      [
        [0.05, 0.6],
        [0.1, 0.3],
      ],
      'indeterminate',
    ],
  ] as const)('%s', (_, findings, character) => {
    expect(domainOf(findings.map(([benefit, p]) => found(benefit, p))).character).toBe(character);
  });

  test('substantively important is a notion of edition 4.1, from .25 on', () => {
    const of = (benefit: number, profile: Edition) =>
      domainOf([found(benefit, 0.2, profile, 0.3)], 1, profile).character;

    expect(of(0.25, 'wwc-4.1')).toBe('substantively-important-positive');
    expect(of(-0.25, 'wwc-4.1')).toBe('substantively-important-negative');
    expect(of(0.2499, 'wwc-4.1')).toBe('indeterminate');
    expect(of(0.4, 'wwc-5.0')).toBe('indeterminate');
  });

  test('a single finding that the correction takes is not saved by its own mean', () => {
    expect(domainOf([found(0.22, 0.03)], 5).character).toBe('indeterminate');
  });

  test('nor do some of the findings speak for all by their mean', () => {
    expect(domainOf([found(0.22, 0.06), found(0.24, 0.06)], 3).character).toBe('indeterminate');
  });
});

test('wrong use is refused', () => {
  const options = { profile: 'wwc-5.0', m: 1, assigned: 'individuals' } as const;
  const code = (findings: readonly { name: string; finding: WwcFinding }[], change: object = {}) =>
    errorOf(() => wwcDomain(findings, { ...options, ...change })).code;
  const one = { name: 'a', finding: plain };

  expect(code([])).toBe('no_data');
  expect(code([one], { m: 0 })).toBe('invalid_argument');
  expect(code([one, one], { m: 2 })).toBe('invalid_argument');
  expect(code([one], { profile: 'wwc-4.1' })).toBe('invalid_argument');
  expect(code([one], { assigned: undefined })).toBe('invalid_argument');
});

test('findings of assigned clusters must have been corrected for them', () => {
  const of = (f: WwcFinding) =>
    wwcDomain([{ name: 'a', finding: f }], { profile: 'wwc-5.0', m: 1, assigned: 'clusters' });

  expect(errorOf(() => of(finding(0.2))).code).toBe('invalid_argument');
  expect(of(finding(0.2, 500, 'wwc-5.0', { clusters: 40 })).findings[0]?.significant).toBe(false);
});
