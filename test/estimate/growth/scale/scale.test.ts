import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { nceOfPercentile, percentileOfNce } from '../../../../src/estimate/growth/scale/nce.js';
import { requireScale, type ScaleKind } from '../../../../src/estimate/growth/scale/scale-kind.js';
import { errorOf } from '../../../errors.js';
import { close } from '../close.js';

describe('normal curve equivalents', () => {
  test('agree with 50 + 21.063 z', () => {
    // test/reference/scripts/growth_extra.py
    const expected = [
      [1, 1.0001347290777716],
      [10, 23.006679374934084],
      [60, 55.33625003334935],
      [99, 98.99986527092223],
    ] as const;
    for (const [percentile, nce] of expected) close(nceOfPercentile(percentile), nce);
    close(percentileOfNce(80), 92.28199639997901);
    expect(percentileOfNce(50)).toBe(50);
  });

  test.prop([fc.double({ min: 0.01, max: 99.99, noNaN: true })])('go there and back', (percentile) => {
    close(percentileOfNce(nceOfPercentile(percentile)), percentile, 1e-11);
  });

  test('do not exist at the ends', () => {
    for (const end of [0, 100, -1, 101, Number.NaN])
      expect(errorOf(() => nceOfPercentile(end)).code).toBe('out_of_domain');
    expect(errorOf(() => percentileOfNce(Number.NaN)).code).toBe('not_finite');
  });
});

describe('what a scale allows', () => {
  const refused = (scale: ScaleKind, operation: 'mean' | 'difference', sameTest = false): string =>
    errorOf(() => requireScale(scale, { operation, sameTest }, 'meanGain')).message;

  test('percentile ranks are neither averaged nor subtracted, and the message names what to use', () => {
    expect(refused('percentile', 'mean')).toContain('meanGain cannot average percentile ranks');
    expect(refused('percentile', 'difference', true)).toContain('nceOfPercentile');
  });

  test('scores of one grade or one form are subtracted only where both come from it', () => {
    expect(refused('within-grade', 'difference')).toContain('sameTest: true');
    expect(refused('raw', 'difference')).toContain('residualGain');
    expect(() => requireScale('within-grade', { operation: 'difference', sameTest: true }, 'meanGain')).not.toThrow();
    expect(() => requireScale('raw', { operation: 'mean' }, 'meanGain')).not.toThrow();
  });

  test('vertical scales and normal curve equivalents are both', () => {
    for (const scale of ['vertical', 'nce'] as const) {
      for (const operation of ['mean', 'difference'] as const)
        expect(() => requireScale(scale, { operation }, 'meanGain')).not.toThrow();
    }
  });

  test('an unknown kind is told what there is', () => {
    const error = errorOf(() => requireScale('percent' as ScaleKind, { operation: 'mean' }, 'meanGain'));
    expect(error.code).toBe('invalid_argument');
    expect(error.message).toContain('"within-grade"');
  });
});
