import { describe, expect, test } from 'vitest';
import { clusterDesign } from '../../../../src/estimate/effect/clusters/cluster-design.js';
import { adjustedHedgesG } from '../../../../src/estimate/effect/means/adjusted-hedges-g.js';
import { hedgesG } from '../../../../src/estimate/effect/means/hedges-g.js';
import { errorOf } from '../../../errors.js';

describe('what would be silently wrong', () => {
  test('a cluster design of other arms is refused', () => {
    const difference = { estimate: 2, standardError: 0.5, df: 47 };
    const scale = { sd: 10, sdOf: 'outcome', nTreatment: 26, nControl: 26 } as const;
    const of = (n: number) => clusterDesign({ n, clusters: 5 }, { n: 26, clusters: 5 }, 0.2);
    expect(adjustedHedgesG(difference, scale, { clusterDesign: of(26) }).standardizer).toBe('total');
    expect(errorOf(() => adjustedHedgesG(difference, scale, { clusterDesign: of(40) })).message).toContain('26 and 26');
    expect(errorOf(() => adjustedHedgesG(difference, scale, { clusterDesign: {} as never })).code).toBe(
      'invalid_argument',
    );
  });

  test("Hedges' g without his correction is Cohen's d, and is asked for by that name", () => {
    expect(errorOf(() => hedgesG([1, 2, 4], [2, 3, 5], { correction: 'none' as never })).code).toBe('invalid_argument');
  });
});
