import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type CurveFit, levenbergMarquardt } from '../../src/numeric/optimize/index.js';
import { sharedPath } from '../reference.js';
import { lre } from '../tolerances.js';
import { models } from './models.js';
import own from './nonlinear-sets.json' with { type: 'json' };

interface NonlinearSet {
  readonly name: string;
  readonly class?: string;
  readonly response?: string;
  readonly start1: number[];
  readonly start2: number[];
  readonly certified: { readonly estimates: number[]; readonly standardErrors: number[]; readonly rss: number };
  readonly data: { readonly y: number[]; readonly x?: number[]; readonly x1?: number[]; readonly x2?: number[] };
}

function fitSet(set: NonlinearSet, start: number[], derivatives: 'by hand' | 'differenced'): CurveFit {
  const { value, gradient } = models[set.name]!;
  const { y, x, x1, x2 } = set.data;
  const rows = x ? x.map((one) => [one]) : x1!.map((one, i) => [one, x2![i]!]);
  return levenbergMarquardt({
    observed: set.response === 'log(y)' ? y.map(Math.log) : y,
    start,
    predict: (b, out) => {
      for (let i = 0; i < rows.length; i++) out[i] = value(b, rows[i]!);
    },
    ...(derivatives === 'by hand' && {
      jacobian: (b: Float64Array, out: Float64Array) => {
        for (let i = 0; i < rows.length; i++) out.set(gradient(b, rows[i]!), i * b.length);
      },
    }),
  });
}

/** Correct digits of the worst estimate, standard error and residual sum of squares. */
function digits({ name, certified }: NonlinearSet, { parameters, standardErrors, rss }: CurveFit) {
  // Lanczos1 was generated nearly without error: its residuals are the rounding of 14-digit data.
  const hasNoise = name !== 'Lanczos1';
  return {
    estimates: Math.min(...parameters.map((value, j) => lre(value, certified.estimates[j]!))),
    standardErrors: hasNoise
      ? Math.min(...standardErrors.map((value, j) => lre(value!, certified.standardErrors[j]!)))
      : 15,
    rss: hasNoise ? lre(rss, certified.rss) : 15,
  };
}

function check(sets: readonly NonlinearSet[]): void {
  const runs = sets.flatMap((set) => [
    { title: `${set.name} from the far start`, set, start: set.start1 },
    { title: `${set.name} from the near start`, set, start: set.start2 },
  ]);

  test.each(runs)('$title has 9 digits with derivatives by hand', ({ set, start }) => {
    const result = fitSet(set, start, 'by hand');
    expect(result.status).toBe('converged');
    const { estimates, standardErrors, rss } = digits(set, result);
    expect(estimates).toBeGreaterThanOrEqual(9);
    expect(standardErrors).toBeGreaterThanOrEqual(9);
    expect(rss).toBeGreaterThanOrEqual(9);
  });

  test.each(runs)('$title has 7 digits with differences', ({ set, start }) => {
    const result = fitSet(set, start, 'differenced');
    expect(result.status).toBe('converged');
    const { estimates, standardErrors, rss } = digits(set, result);
    expect(estimates).toBeGreaterThanOrEqual(7);
    expect(standardErrors).toBeGreaterThanOrEqual(7);
    expect(rss).toBeGreaterThanOrEqual(9);
  });
}

describe('NIST nonlinear sets that stand in this project', () => {
  expect(own.sets).toHaveLength(9);
  check(own.sets);

  test('the derivatives by hand are those of the models', () => {
    for (const { name, start2, data } of own.sets) {
      const { value, gradient } = models[name]!;
      const x = data.x.slice(0, 1);
      gradient(start2, x).forEach((slope, j) => {
        const h = 1e-6 * Math.abs(start2[j]!);
        const at = (shift: number) => value(start2.with(j, start2[j]! + shift), x);
        expect((at(h) - at(-h)) / (2 * h)).toBeCloseTo(slope, 4 - Math.ceil(Math.log10(Math.abs(slope) + 1)));
      });
    }
  });
});

const folder = sharedPath('reference/nist');

describe.skipIf(folder === null)('NIST nonlinear sets from the shared folder (skipped where it is absent)', () => {
  const sets: NonlinearSet[] = folder
    ? readdirSync(folder)
        .filter((file) => file.endsWith('.json') && file !== 'index.json')
        .map((file) => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')))
        .filter((set) => set.class === 'nonlinear')
    : [];
  check(sets);
});
