import { describe, expect, test } from 'vitest';
import { overlapOf, u1Of, u2Of } from '../../../../src/estimate/effect/ranks/normal-overlap.js';
import {
  type ConvertEffectOptions,
  convertEffect,
  type EffectScale,
} from '../../../../src/estimate/effect/reading/convert-effect.js';
import { correlation } from '../../../../src/estimate/effect/variance/correlation.js';
import { correlationFromT } from '../../../../src/estimate/effect/variance/correlation-from-t.js';
import { fisherZ } from '../../../../src/estimate/effect/variance/fisher-z.js';
import { casesOf, effectCases, near, nearLimits } from '../reference-cases.js';

const cases = casesOf('reading/conversions.reference.test.ts');
const sizes = { nTreatment: 41, nControl: 66 };

describe('conversions agree with effectsize', () => {
  type Row = readonly [
    id: string,
    from: EffectScale,
    to: EffectScale,
    given: string,
    wanted: string,
    more?: Partial<ConvertEffectOptions>,
  ];
  const rows: readonly Row[] = [
    ['d_to_r', 'd', 'r', 'd', 'r'],
    ['d_to_r_n', 'd', 'r', 'd', 'r', sizes],
    ['r_to_d', 'r', 'd', 'r', 'd'],
    ['r_to_d_n', 'r', 'd', 'r', 'd', sizes],
    ['oddsratio_to_d', 'odds-ratio', 'd', 'OR', 'd'],
    ['logoddsratio_to_d', 'log-odds-ratio', 'd', 'logOR', 'd'],
    ['d_to_oddsratio', 'd', 'odds-ratio', 'd', 'OR'],
    ['oddsratio_to_r', 'odds-ratio', 'r', 'OR', 'r'],
    ['r_to_oddsratio', 'r', 'odds-ratio', 'r', 'OR'],
    ['riskratio', 'odds-ratio', 'risk-ratio', 'x', 'or_to_rr', { baseRate: 0.3 }],
    ['fisher_z', 'r', 'fisher-z', 'r', 'z'],
  ];

  test('are all of the file', () => {
    const named = cases.filter(({ id }) => id.startsWith('a.convert.')).map(({ id }) => id.slice('a.convert.'.length));

    expect(named.sort()).toEqual(rows.map(([id]) => id).sort());
  });

  test.each(rows.map((row) => [row[0], row] as const))('%s', (_, [id, from, to, given, wanted, more = {}]) => {
    const { expected } = effectCases.find((reference) => reference.id === `a.convert.${id}`)!;

    expect(expected[given].length).toBeGreaterThan(4);
    expected[given].forEach((value: number, i: number) => {
      near(convertEffect(value, { from, to, ...more }).estimate, expected[wanted][i]);
    });
  });

  test('of risk ratios to odds ratios, but for a ratio that would need a share of 3.6', () => {
    const { expected } = effectCases.find(({ id }) => id === 'a.convert.riskratio')!;
    const back = (x: number) => convertEffect(x, { from: 'risk-ratio', to: 'odds-ratio', baseRate: 0.3 }).estimate;

    for (const i of [0, 1, 2, 3]) near(back(expected.x[i]), expected.rr_to_or[i]);
    expect(expected.rr_to_or[4]).toBeLessThan(0); // effectsize returns an odds ratio of -3.2
    expect(() => back(expected.x[4])).toThrow(expect.objectContaining({ code: 'out_of_domain' }));
  });

  test('of d to common language', () => {
    const { expected } = effectCases.find(({ id }) => id === 'a.common_language')!;

    expected.d.forEach((d: number, i: number) => {
      near(convertEffect(d, { from: 'd', to: 'probability-of-superiority' }).estimate, expected.p_superiority[i]);
      near(convertEffect(d, { from: 'd', to: 'u3' }).estimate, expected.u3[i]);
      near(u1Of(d), expected.u1[i]);
      near(u2Of(d), expected.u2[i]);
      near(overlapOf(d), expected.overlap[i]);
    });
  });

  test.each(cases.filter(({ id }) => id.startsWith('a.t_to_r')))('$id', ({ expected }) => {
    const effect = correlationFromT(expected.t, expected.df);

    near(effect.estimate, expected.r);
    nearLimits(effect.interval, expected);
  });
});

describe('correlations agree with metafor', () => {
  test.each(cases.filter(({ id }) => id.startsWith('a.escalc.cor')))('$id', ({ id, input, expected }) => {
    const measures = {
      COR: (data: { r: number; n: number }) => correlation(data),
      UCOR: (data: { r: number; n: number }) => correlation(data, { correction: 'olkin-pratt' }),
      ZCOR: (data: { r: number; n: number }) => fisherZ(data),
    };
    const measure = measures[id.split('.').at(-1) as keyof typeof measures];

    expect(input.ri.length).toBe(6);
    input.ri.forEach((r: number, i: number) => {
      const { estimate, standardError } = measure({ r, n: input.ni[i] });
      near(estimate, expected.yi[i]);
      near((standardError as number) ** 2, expected.vi[i]);
    });
  });
});
