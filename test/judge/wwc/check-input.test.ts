import { describe, expect, test } from 'vitest';
import type { WwcFindingInput } from '../../../src/judge/wwc/input.js';
import { wwcFinding } from '../../../src/judge/wwc/wwc-finding.js';
import { errorOf } from '../../errors.js';

const arms: WwcFindingInput = {
  treatment: { n: 120, mean: 204.1, sd: 15.2 },
  comparison: { n: 110, mean: 201.3, sd: 14.6 },
  outcomeType: 'achievement',
};
const find = (parts: object) => wwcFinding({ ...arms, ...parts } as WwcFindingInput, 'wwc-5.0');
const code = (parts: object): string => errorOf(() => find(parts)).code;

describe('what a study reports, as JSON', () => {
  test('null is not reported: what is imputed for it is said to be', () => {
    const clustered = find({ clusters: 10, icc: null });
    expect(clustered.iccFrom).toBe('profile');
    expect(clustered).toEqual(find({ clusters: 10 }));
    expect(find({ adjusted: { difference: 2, r2: null } }).steps.map(({ step }) => step)).toContain('imputed-r2');
    expect(find({ clusters: null, adjusted: null })).toEqual(find({}));
    const before = {
      treatment: { ...arms.treatment, before: { mean: 190 } },
      comparison: { ...arms.comparison, before: { mean: 189 } },
    };
    expect(find({ ...before, correlation: null }).notes.map((note) => note.code)).toContain('imputed_correlation');
  });

  test('figures with which nothing would be done are refused', () => {
    expect(code({ icc: 0.1 })).toBe('invalid_argument');
    expect(code({ correlation: 0.6 })).toBe('invalid_argument');
    expect(code({ clusters: 10, analysisAllowsForClusters: 'yes' })).toBe('invalid_argument');
    const shares = { treatment: { n: 120, p: 0.6 }, comparison: { n: 110, p: 0.5 } };
    expect(code({ ...shares, adjusted: { difference: 2 } })).toBe('invalid_argument');
    expect(code({ ...shares, adjusted: { difference: 0.1, r2: 0.5 } })).toBe('invalid_argument');
    expect(code({ ...shares, adjusted: { difference: 0.1, standardError: 0 } })).toBe('invalid_argument');
  });

  test('each arm has a cluster, and no more than units', () => {
    for (const clusters of [
      { treatment: -3, comparison: 13 },
      { treatment: 0, comparison: 10 },
      { treatment: 150, comparison: 10 },
      { comparison: 8 },
    ])
      expect(code({ clusters })).toBe('too_few_clusters');
  });

  test('a finding says what it was divided by', () => {
    expect(find({}).standardizer).toBe('pooled');
    expect(find({ clusters: 10 }).standardizer).toBe('total');
    expect(wwcFinding({ ...arms, clusters: 10 }, 'wwc-4.1').standardizer).toBe('pooled');
    const shares = { treatment: { n: 120, p: 0.6 }, comparison: { n: 110, p: 0.5 } };
    expect(find(shares)).toMatchObject({ standardizer: 'logistic', correction: 'approximate', intervalMethod: 't' });
  });
});
