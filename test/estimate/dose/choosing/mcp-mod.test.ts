import { readFileSync } from 'node:fs';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  optimalContrast,
  standardizedContrasts,
  standardShapes,
} from '../../../../src/estimate/dose/choosing/candidate-shapes.js';
import {
  doseContrastPower,
  doseContrastSampleSize,
} from '../../../../src/estimate/dose/choosing/dose-contrast-power.js';
import { doseContrastTest } from '../../../../src/estimate/dose/choosing/dose-contrast-test.js';
import { mcpMod } from '../../../../src/estimate/dose/choosing/mcp-mod.js';
import { maxT } from '../../../../src/estimate/max-t.js';
import * as normal from '../../../../src/numeric/distributions/normal.js';
import * as studentT from '../../../../src/numeric/distributions/student-t.js';
import { randomStream } from '../../../../src/numeric/random/index.js';
import { errorOf } from '../../../errors.js';

const reference = JSON.parse(
  readFileSync(new URL('../../../reference/cases/dose_contrasts.json', import.meta.url), 'utf8'),
);
const doses: number[] = reference.doses;
const n: number[] = reference.n;
const candidates = [
  { model: 'linear' },
  { model: 'emax', guess: { ed50: 25 } },
  { model: 'logistic', guess: { ed50: 45, slope: 0.1 } },
  { model: 'sigmoid-emax', guess: { ed50: 40, hill: 3 } },
  { model: 'exponential', guess: { scale: 40 } },
] as const;

/** Rows whose products are the correlations of some of the reference's contrasts. */
function rowsOf(which: readonly number[]): number[][] {
  return which.map((m) => {
    const raw = (reference.contrasts[m] as number[]).map((c, i) => c / Math.sqrt(n[i] as number));
    const length = Math.hypot(...raw);
    return raw.map((x) => x / length);
  });
}

function trial(seed: number, rise: number): { dose: number[]; response: number[] } {
  const draws = randomStream(seed);
  const dose = doses.flatMap((x, i) => Array.from({ length: n[i] as number }, () => x));
  return { dose, response: dose.map((x) => 10 + (rise * x) / (25 + x) + 4 * draws.normal()) };
}

/** A mean over 10,007 points, in up to five dimensions; the reference itself holds 1e-6. */
const lattice = 5e-5;

describe('The largest of correlated t statistics', () => {
  test.each(reference.cases as { rows: number[]; limit: number; atMost: number }[])(
    '$rows at $limit',
    ({ rows, limit, atMost }) => {
      expect(Math.abs(maxT(rowsOf(rows), reference.df).atMost(limit) - atMost)).toBeLessThan(lattice);
    },
  );
  test.each(Object.entries(reference.critical))('critical value of %s', (rows, value) => {
    expect(Math.abs(maxT(rowsOf(JSON.parse(rows)), reference.df).critical(0.025) - (value as number))).toBeLessThan(
      5e-4,
    );
  });
  test('of one is Student’s, and of independent ones with a known variance a product', () => {
    expect(maxT([[1]], 12).critical(0.025)).toBeCloseTo(studentT.isf(0.025, 12), 3);
    const three = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    expect(maxT(three, null).atMost(1.3)).toBeCloseTo(normal.cdf(1.3) ** 3, 4);
  });
  // R: 1 - .05 at qtukey(.95, k, df) / sqrt(2).
  test.each([
    [3, 30, 2.46527127, 2e-5],
    [4, 200, 2.590761224, 5e-4],
    [6, 30, 3.041594253, 5e-4],
    [12, 30, 3.53609847, 1.5e-3],
  ])('of all pairs of %i means with %i degrees of freedom is that of the studentized range', (k, df, q, error) => {
    const means = [...Array(k).keys()];
    const rows = means.flatMap((i) =>
      means.filter((j) => j !== i).map((j) => means.map((at) => (Number(at === i) - Number(at === j)) * Math.SQRT1_2)),
    );
    expect(Math.abs(maxT(rows, df).atMost(q) - 0.95)).toBeLessThan(error);
  });
  // R: mvtnorm's pmvt with 5e6 points, for the optimal contrasts of k logistic shapes on k + 1 doses of 30 students.
  test.each([
    [15, [0.8622133, 0.9720798, 0.993453]],
    [20, [0.8439566, 0.9676391, 0.9923474]],
  ] as const)('of %i contrasts in as many dimensions', (k, atMost) => {
    const many = [...Array(k + 1).keys()].map((i) => 10 * i);
    const numbers = many.map(() => 30);
    const shapes = standardShapes(
      many.slice(0, k).map((ed50) => ({ model: 'logistic', guess: { ed50: ed50 + 5, slope: 0.5 } }) as const),
      many,
      'maxT',
    );
    const rows = standardizedContrasts(
      shapes.map(({ means }) => optimalContrast(means, numbers)),
      numbers,
    );
    const largest = maxT(rows, 29 * (k + 1));
    [2, 2.7, 3.2].forEach((limit, i) => {
      expect(Math.abs(largest.atMost(limit) - (atMost[i] as number))).toBeLessThan(5e-4);
    });
  });
  test('takes statistics that follow from each other', () => {
    const twice = maxT([...rowsOf([0, 1]), ...rowsOf([1])], reference.df);
    expect(twice.atMost(2)).toBeCloseTo(maxT(rowsOf([0, 1]), reference.df).atMost(2), 5);
    const opposite = maxT(
      [
        [1, 0],
        [-1, 0],
      ],
      null,
    );
    expect(opposite.atMost(1.96)).toBeCloseTo(2 * normal.cdf(1.96) - 1, 10);
  });
});

describe('Optimal contrasts', () => {
  const result = doseContrastTest(trial(1, 6), { candidates });
  test('are those of the formula', () => {
    result.contrasts.forEach(({ coefficients }, m) => {
      for (const [i, c] of coefficients.entries()) expect(c).toBeCloseTo(reference.contrasts[m][i], 12);
    });
    result.correlation.forEach((row, m) => {
      for (const [l, r] of row.entries()) expect(r).toBeCloseTo(reference.correlation[m][l], 12);
    });
  });
  property.prop([
    fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 5, maxLength: 5 }).filter((y) => new Set(y).size > 1),
    fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 5, maxLength: 5 }).filter((y) => new Set(y).size > 1),
    fc.array(fc.integer({ min: 2, max: 50 }), { minLength: 5, maxLength: 5 }),
  ])('no other contrast has more power for the shape', (shape, other, weights) => {
    const power = (c: readonly number[]) =>
      c.reduce((sum, one, i) => sum + one * (shape[i] as number), 0) /
      Math.sqrt(c.reduce((sum, one, i) => sum + one ** 2 / (weights[i] as number), 0));
    const best = optimalContrast(shape, weights);
    const mean = other.reduce((sum, y) => sum + y, 0) / 5;
    expect(power(best)).toBeGreaterThanOrEqual(power(other.map((y) => y - mean)) - 1e-9);
    expect(best.reduce((sum, c) => sum + c, 0)).toBeCloseTo(0, 10);
  });
});

describe('The test of a dose-response', () => {
  test('finds one that is there, and says which shapes show it', () => {
    const { contrasts, pValue, criticalValue, df } = doseContrastTest(trial(3, 6), { candidates });
    expect(df).toBe(95);
    expect(pValue).toBeLessThan(0.001);
    for (const { statistic, significant, pValue: p } of contrasts) {
      expect(significant).toBe(statistic > criticalValue);
      expect(p < 0.025).toBe(significant);
    }
  });
  test('raises a false alarm in about 2.5 % of trials without one', () => {
    const alarms = Array.from({ length: 400 }, (_, i) => i).filter((i) => {
      const { contrasts } = doseContrastTest(trial(1000 + i, 0), { candidates: [candidates[0]] });
      return contrasts.some(({ significant }) => significant);
    }).length;
    expect(alarms).toBeGreaterThan(1);
    expect(alarms).toBeLessThan(22);
  });
  test('turned round for a response that falls', () => {
    const { dose, response } = trial(3, 6);
    const falling = doseContrastTest({ dose, response: response.map((y) => -y) }, { candidates, response: 'falls' });
    const rising = doseContrastTest({ dose, response }, { candidates });
    expect(falling.contrasts.map(({ statistic }) => statistic.toFixed(8))).toEqual(
      rising.contrasts.map(({ statistic }) => statistic.toFixed(8)),
    );
  });
  test('refuses what is no trial', () => {
    const data = trial(1, 1);
    const code = (run: () => unknown) => errorOf(run).code;
    expect(code(() => doseContrastTest(data, { candidates: [] }))).toBe('invalid_argument');
    expect(code(() => doseContrastTest(data, { candidates: [{ model: 'emax' }] }))).toBe('invalid_argument');
    // Not above 0; below its start throughout; more than the distribution is known for.
    for (const refused of [
      [{ model: 'emax', guess: { ed50: -40 } }],
      [{ model: 'quadratic', guess: { delta: -1 } }],
      Array.from({ length: 21 }, (_, i) => ({ model: 'emax', guess: { ed50: i + 1 } }) as const),
    ] as const) {
      expect(code(() => doseContrastTest(data, { candidates: refused }))).toBe('invalid_argument');
    }
    expect(code(() => doseContrastTest(data, { candidates: [{ model: 'linear', guess: { ed50: 1 } }] }))).toBe(
      'invalid_argument',
    );
    expect(code(() => doseContrastTest(data, { candidates: [{ model: 'brain-cousens' }] }))).toBe('invalid_argument');
    expect(code(() => doseContrastTest({ ...data, cluster: data.dose }, { candidates }))).toBe('invalid_argument');
    expect(code(() => doseContrastTest({ dose: [0, 1], response: [1, 2] }, { candidates }))).toBe(
      'too_few_observations',
    );
    expect(code(() => doseContrastTest(data, { candidates, alpha: 0.9 }))).toBe('invalid_argument');
  });
});

describe('Power', () => {
  const design = { doses, n, sd: reference.sd, effect: reference.effect, candidates: candidates.slice(0, 3) };
  test('is that of the reference', () => {
    for (const { name, power } of doseContrastPower(design).shapes) {
      expect(Math.abs(power - reference.power[name])).toBeLessThan(3e-4);
    }
  });
  test('of a hump is that of one whose top is the effect', () => {
    const hump = { model: 'quadratic', guess: { delta: -0.015 } } as const;
    const { shapes } = doseContrastPower({
      doses: [0, 25, 50, 100],
      n: [30, 30, 30, 30],
      sd: 12,
      effect: 4,
      candidates: [hump, { model: 'linear' }],
    });
    // R: pmvt with the truths 0, 4, 3.2, -12.8 and 0, 1, 2, 4.
    expect(Math.abs((shapes[0]?.power as number) - 0.9999416339)).toBeLessThan(1e-5);
    expect(Math.abs((shapes[1]?.power as number) - 0.1830636399)).toBeLessThan(5e-5);
  });
  test('is alpha without an effect, nearly, and grows with it', () => {
    expect(doseContrastPower({ ...design, effect: 1e-9 }).mean).toBeCloseTo(0.025, 4);
    expect(doseContrastPower({ ...design, effect: 8 }).least).toBeGreaterThan(doseContrastPower(design).least);
    expect(doseContrastPower({ ...design, effect: -5 }).least).toBeCloseTo(doseContrastPower(design).least, 3);
  });
  test('the sample size has the power, and one student less at each dose has not', () => {
    const found = doseContrastSampleSize({ ...design, n: [1, 1, 1, 1, 1] });
    expect(found.least).toBeGreaterThanOrEqual(0.8);
    expect(found.total).toBe(found.n.reduce((sum, one) => sum + one));
    const fewer = doseContrastPower({ ...design, n: found.n.map((one) => one - 1) });
    expect(fewer.least).toBeLessThan(0.8);
  });
  test('refuses numbers that make no trial', () => {
    expect(errorOf(() => doseContrastPower({ ...design, n: [1, 2] })).code).toBe('length_mismatch');
    expect(errorOf(() => doseContrastPower({ ...design, n: [1.5, 2, 2, 2, 2] })).code).toBe('invalid_argument');
    expect(errorOf(() => doseContrastPower({ ...design, effect: 0 })).code).toBe('invalid_argument');
    expect(errorOf(() => doseContrastSampleSize(design, 1)).code).toBe('invalid_argument');
  });
});

describe('MCP-Mod', () => {
  test('names the dose of a gain where a shape is significant', () => {
    const { selected, targetDose, fits, test: step } = mcpMod(trial(5, 9), { candidates, gain: 3 });
    expect(fits.length).toBeGreaterThan(0);
    expect(step.contrasts.some(({ significant }) => significant)).toBe(true);
    expect(selected).toBe(fits[0]?.model);
    expect(targetDose?.estimate).toBeGreaterThan(3);
    expect(targetDose?.estimate).toBeLessThan(40);
  });
  test('names none where no shape is', () => {
    const { selected, targetDose, fits, notes } = mcpMod(trial(5, 0), { candidates, gain: 3 });
    expect([selected, targetDose, fits]).toEqual([null, null, []]);
    expect(notes[0]?.code).toBe('no_dose_response');
  });
});
