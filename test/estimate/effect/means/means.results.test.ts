import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { momentsOf } from '../../../../src/aggregate/moments.js';
import { differenceInDifferencesG } from '../../../../src/estimate/effect/change/difference-in-differences-g.js';
import { pairedD } from '../../../../src/estimate/effect/change/paired-d.js';
import { prepostControlD } from '../../../../src/estimate/effect/change/prepost-control-d.js';
import { clusteredHedgesG } from '../../../../src/estimate/effect/clusters/clustered-hedges-g.js';
import { adjustedHedgesG } from '../../../../src/estimate/effect/means/adjusted-hedges-g.js';
import { hedgesG } from '../../../../src/estimate/effect/means/hedges-g.js';
import { publishedEffect } from '../../../../src/estimate/effect/published/published-effect.js';
import { wwcFinding } from '../../../../src/judge/wwc/wwc-finding.js';
import { EfficacyError } from '../../../../src/support/errors.js';

/** Any size of number that a careless table may hold. */
const mean = fc.oneof(fc.double({ noNaN: true, min: -1e308, max: 1e308 }), fc.constantFrom(0, -0, 5e-324, 1e-300, 100));
const spread = fc.oneof(fc.double({ noNaN: true, min: 0, max: 1e308 }), fc.constantFrom(0, 5e-324, 1e-160, 15));
const count = fc.oneof(fc.integer({ min: 0, max: 60 }), fc.constantFrom(2 ** 33, 2 ** 53));
const figures = fc.record({ mean, sd: spread });
const arm = fc.record({ n: count, before: figures, after: figures });
const correlation = fc.constantFrom(-0.9, 0, 0.5, 0.999999);

/** Plain JSON without NaN or infinity, which JSON would turn to null; or an error of ours. */
function plainOrRefused(call: () => object): void {
  let result: object;
  try {
    result = call();
  } catch (error) {
    expect(error).toBeInstanceOf(EfficacyError);
    return;
  }
  const text = JSON.stringify(result, (_, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? `not finite: ${value}` : value,
  );
  expect(text).not.toContain('not finite');
}

describe('whatever a table holds, the result is a plain record without NaN or infinity, or there is a typed error', () => {
  test.prop([arm, arm, correlation])('for effects of two arms', (t, c, r) => {
    const moments = ({ n, after }: typeof t) => momentsOf({ n, ...after });
    const clusters = { icc: 0.2, clusters: { treatment: 2, control: 3 } };
    const published = ({ n, after }: typeof t) => ({ n, mean: after.mean, sd: String(after.sd) });

    plainOrRefused(() => hedgesG(moments(t), moments(c)));
    plainOrRefused(() => clusteredHedgesG(moments(t), moments(c), clusters));
    plainOrRefused(() =>
      adjustedHedgesG({ estimate: t.after.mean, standardError: t.after.sd, df: 9 }, moments(t), moments(c)),
    );
    plainOrRefused(() => differenceInDifferencesG({ treatment: t, control: c }, { correlation: r }));
    plainOrRefused(() => prepostControlD({ treatment: t, control: c }, { correlation: r }));
    plainOrRefused(() => publishedEffect({ from: 'means', treatment: published(t), control: published(c) }));
  });

  test.prop([arm, correlation])('for pairs', ({ n, before, after }, r) => {
    plainOrRefused(() => pairedD({ n, before, after, correlation: r }));
    plainOrRefused(() => pairedD({ n, before, after, correlation: r }, { standardizer: 'before', interval: 't' }));
  });

  test.prop([
    arm,
    arm,
    fc.constantFrom('wwc-4.1' as const, 'wwc-5.0' as const),
    fc.option(fc.integer({ min: 1, max: 50 }), { nil: undefined }),
  ])('for findings', (t, c, profile, clusters) => {
    const of = ({ n, after }: typeof t) => ({ n, ...after });
    const input = { treatment: of(t), comparison: of(c), outcomeType: 'achievement' } as const;
    plainOrRefused(() => wwcFinding(clusters === undefined ? input : { ...input, clusters }, profile));
  });
});
