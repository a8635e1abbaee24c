import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { expect } from 'vitest';

/** A distribution module; its functions take the argument first and then the parameters. */
export interface Continuous {
  readonly density: (x: number, ...parameters: number[]) => number;
  readonly cdf: (x: number, ...parameters: number[]) => number;
  readonly sf: (x: number, ...parameters: number[]) => number;
  readonly quantile: (p: number, ...parameters: number[]) => number;
  readonly isf: (p: number, ...parameters: number[]) => number;
}

export interface Discrete extends Omit<Continuous, 'density'> {
  readonly mass: (k: number, ...parameters: number[]) => number;
}

/** A positive number between two powers of ten, all magnitudes alike. */
export const magnitude = (from: number, to: number): fc.Arbitrary<number> =>
  fc.double({ min: from, max: to, noNaN: true }).map((power) => 10 ** power);

/** A probability: anywhere, or small down to 1e-300. */
export const probability: fc.Arbitrary<number> = fc.oneof(
  fc.double({ min: 0.001, max: 0.999, noNaN: true }),
  magnitude(-300, -1),
);

const ulp = Number.EPSILON;

/**
 * What holds for every continuous distribution.
 *
 * @param points - arguments and parameters in the middle and in the tails
 * @param parameters - parameters alone
 * @param seen - whether a double can hold a quantile
 */
export function continuousLaws(
  distribution: Continuous,
  points: fc.Arbitrary<readonly [number, ...number[]]>,
  parameters: fc.Arbitrary<readonly number[]>,
  seen: (x: number) => boolean = (x) => Math.abs(x) > 1e-290 && Math.abs(x) < 1e290,
): void {
  const { density, cdf, sf, quantile, isf } = distribution;

  test.prop([points])('the tails are probabilities that add up to 1', ([x, ...at]) => {
    const tails = [cdf(x, ...at), sf(x, ...at)] as const;
    expect(Math.min(...tails)).toBeGreaterThanOrEqual(0);
    expect(Math.abs(tails[0] + tails[1] - 1)).toBeLessThanOrEqual(16 * ulp);
  });

  test.prop([points, magnitude(-12, 1)])('the lower tail rises and the upper tail falls', ([x, ...at], step) => {
    const next = x + Math.abs(x) * step;
    expect(cdf(next, ...at)).toBeGreaterThanOrEqual(cdf(x, ...at) * (1 - 5e-13));
    expect(sf(next, ...at)).toBeLessThanOrEqual(sf(x, ...at) * (1 + 5e-13));
  });

  test.prop([points])('the density is the slope of the lower tail', ([x, ...at]) => {
    const slope = density(x, ...at);
    const [lower, upper] = [cdf(x, ...at), sf(x, ...at)];
    // Central differences of the smaller tail, with a step at which it changes by a part in 10,000 at most.
    const h = Math.min((1e-4 * Math.min(lower, upper)) / slope, 1e-3 * Math.abs(x));
    if (!(Math.min(lower, upper) > 1e-200) || slope * h < 1e-8 * Math.min(lower, upper) || h < 1e-9 * Math.abs(x))
      return;
    const rise = lower < upper ? cdf(x + h, ...at) - cdf(x - h, ...at) : sf(x - h, ...at) - sf(x + h, ...at);
    expect(Math.abs(rise / (2 * h * slope) - 1)).toBeLessThanOrEqual(1e-5);
  });

  // A quantile is rounded to a double; where the tail is steep, that rounding alone changes p.
  const allowed = (x: number, p: number, at: readonly number[]): number =>
    1e-12 + (8 * ulp * Math.abs(x) * density(x, ...at)) / p;

  test.prop([probability, parameters])('the lower tail at a quantile is p, also for p = 1e-300', (p, at) => {
    const x = quantile(p, ...at);
    if (!seen(x)) return;
    expect(Math.abs(cdf(x, ...at) / p - 1)).toBeLessThanOrEqual(allowed(x, p, at));
  });

  test.prop([probability, parameters])('the upper tail at an upper quantile is p, also for p = 1e-300', (p, at) => {
    const x = isf(p, ...at);
    if (!seen(x)) return;
    expect(Math.abs(sf(x, ...at) / p - 1)).toBeLessThanOrEqual(allowed(x, p, at));
  });

  test.prop([parameters])('what is not a number, and p outside of 0 to 1, is refused', (at) => {
    for (const f of Object.values({ density, cdf, sf, quantile, isf })) expectRefused(() => f(Number.NaN, ...at));
    for (const f of [quantile, isf]) for (const p of [-1e-9, 1.001]) expectRefused(() => f(p, ...at));
    for (let i = 0; i < at.length; i++) {
      for (const wrong of [Number.NaN, 0, -1]) {
        const bad = at.map((value, j) => (i === j ? wrong : value));
        for (const f of Object.values({ density, cdf, sf, quantile, isf })) expectRefused(() => f(0.5, ...bad));
      }
    }
  });
}

/** What holds for every distribution of counts. `points` are a count of the support and parameters. */
export function discreteLaws(distribution: Discrete, points: fc.Arbitrary<readonly [number, ...number[]]>): void {
  const { mass, cdf, sf, quantile, isf } = distribution;

  test.prop([points])('the tails are probabilities that add up to 1', ([k, ...at]) => {
    const tails = [cdf(k, ...at), sf(k, ...at)] as const;
    expect(Math.min(...tails)).toBeGreaterThanOrEqual(0);
    expect(Math.abs(tails[0] + tails[1] - 1)).toBeLessThanOrEqual(16 * ulp);
  });

  test.prop([points])('the mass at k is the step of the smaller tail', ([k, ...at]) => {
    const [before, after] = cdf(k, ...at) < 0.5 ? [cdf(k - 1, ...at), cdf(k, ...at)] : [sf(k, ...at), sf(k - 1, ...at)];
    expect(Math.abs(after - before - mass(k, ...at))).toBeLessThanOrEqual(1e-12 * after);
  });

  test.prop([points])('between two counts nothing changes', ([k, ...at]) => {
    expect([cdf(k + 0.5, ...at), sf(k + 0.5, ...at)]).toEqual([cdf(k, ...at), sf(k, ...at)]);
  });

  test.prop([points])('a quantile of the lower tail at k is k, unless rounding hides the step', ([k, ...at]) => {
    const p = cdf(k, ...at);
    if (p < 1e-290 || p === 1 || mass(k, ...at) < 1e-12 * p) return;
    expect(quantile(p, ...at)).toBe(k);
  });

  test.prop([points])('an upper quantile of the upper tail at k is k, unless rounding hides the step', ([k, ...at]) => {
    const p = sf(k, ...at);
    if (p < 1e-290 || p === 1 || mass(k, ...at) < 1e-12 * p) return;
    expect(isf(p, ...at)).toBe(k);
  });

  test.prop([probability, points])('a quantile is the smallest count whose lower tail reaches p', (p, [, ...at]) => {
    const k = quantile(p, ...at);
    expect(cdf(k, ...at)).toBeGreaterThanOrEqual(p * (1 - 2e-14));
    expect(cdf(k - 1, ...at)).toBeLessThan(p);
  });

  test.prop([points])('what is not a number, and p outside of 0 to 1, is refused', ([, ...at]) => {
    for (const f of Object.values({ mass, cdf, sf, quantile, isf })) expectRefused(() => f(Number.NaN, ...at));
    for (const f of [quantile, isf]) for (const p of [-1e-9, 1.001]) expectRefused(() => f(p, ...at));
    expectRefused(() => mass(0.5, ...at));
    for (let i = 0; i < at.length; i++) {
      for (const wrong of [Number.NaN, -1, Infinity]) {
        const bad = at.map((value, j) => (i === j ? wrong : value));
        for (const f of Object.values({ mass, cdf, sf, quantile, isf })) expectRefused(() => f(0, ...bad));
      }
    }
  });
}

export function expectRefused(call: () => unknown): void {
  expect(call).toThrow(expect.objectContaining({ code: 'out_of_domain' }));
}
