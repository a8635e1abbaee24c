import { describe, expect, test } from 'vitest';
import { cohensF } from '../../../../src/estimate/effect/variance/cohens-f.js';
import { epsilonSquared } from '../../../../src/estimate/effect/variance/epsilon-squared.js';
import { etaSquared } from '../../../../src/estimate/effect/variance/eta-squared.js';
import { omegaSquared } from '../../../../src/estimate/effect/variance/omega-squared.js';
import { oneWaySums, type SumsOfSquares } from '../../../../src/estimate/effect/variance/variance-explained.js';
import { casesOf, columns, effectCases, near, nearLimits, textColumns } from '../reference-cases.js';

const cases = casesOf('variance/variance-explained.reference.test.ts');
const measures = { eta: etaSquared, omega: omegaSquared, epsilon: epsilonSquared };
type Measure = keyof typeof measures;

/** The terms of an analysis of variance, with the total and the number of units that they share. */
function terms(design: string): SumsOfSquares[] {
  const table = effectCases.find(({ id }) => id === `a.aov.${design}`)?.expected;
  const error = table.term.indexOf('Residuals');
  const total = (xs: number[]): number => xs.reduce((sum, x) => sum + x, 0);
  return table.term.slice(0, error).map((_: string, i: number) => ({
    ssEffect: table.ss[i],
    dfEffect: table.df[i],
    ssError: table.ss[error],
    dfError: table.df[error],
    ssTotal: total(table.ss),
    n: total(table.df) + 1,
  }));
}

/** A column of a case that may be a number where there is one term. */
const column = (expected: Record<string, unknown>, name: RegExp): number[] =>
  [Object.entries(expected).find(([key]) => name.test(key))?.[1] ?? []].flat() as number[];

const groupsByArm = (): number[][] => {
  const { arm = [] } = textColumns('factorial.csv');
  const { y = [] } = columns('factorial.csv');
  return [...new Set(arm)].map((name) => y.filter((_, i) => arm[i] === name));
};

describe('shares of variance agree with effectsize', () => {
  test.each(cases.filter(({ id }) => /_squared\./.test(id)))('$id', ({ id, expected }) => {
    const [, measure, design, of, alternative] = /^a\.(\w+)_squared\.(\w+)\.partial=(\w+)\.(.+)$/.exec(
      id,
    ) as RegExpExecArray;
    const estimates = column(expected, /^(Eta|Omega|Epsilon)2/);
    const found = terms(design as string).map((term) =>
      measures[measure as Measure](term, {
        of: of === 'TRUE' ? 'partial' : 'total',
        interval: 'equivalent-f',
        alternative: alternative === 'greater' ? 'greater' : 'two-sided',
      }),
    );

    expect(found.length).toBe(estimates.length);
    found.forEach((effect, i) => {
      near(effect.estimate, estimates[i]!);
      nearLimits(effect.interval, { CI_low: column(expected, /low/)[i]!, CI_high: column(expected, /high/)[i]! }, id);
    });
  });

  test.each(cases.filter(({ id }) => id.startsWith('a.cohens_f')))('$id', ({ id, expected }) => {
    const found = terms(id.split('.')[2] as string).map((term) => cohensF(term, { interval: 'equivalent-f' }));
    const estimates = column(expected, /Cohens_f/);

    expect(found.length).toBe(estimates.length);
    found.forEach((effect, i) => {
      near(effect.estimate, estimates[i]!);
      nearLimits(effect.interval, { CI_low: column(expected, /low/)[i]!, CI_high: column(expected, /high/)[i]! });
    });
  });

  test.each(cases.filter(({ id }) => id.startsWith('a.F_to_')))('$id', ({ id, expected }) => {
    const measure = /F_to_(\w+)2/.exec(id)?.[1] as Measure;
    const effect = measures[measure](
      { f: expected.F, dfEffect: expected.df1, dfError: expected.df2 },
      { interval: 'equivalent-f' },
    );

    near(effect.estimate, column(expected, /2_partial/)[0]!);
    nearLimits(effect.interval, expected);
  });
});

describe('sums of squares of groups agree with aov', () => {
  test.each(cases.filter(({ id }) => id === 'a.aov.oneway'))('$id', ({ expected }) => {
    const sums = oneWaySums(groupsByArm());

    near(sums.ssEffect, expected.ss[0]);
    near(sums.ssError, expected.ss[1]);
    expect([sums.dfEffect, sums.dfError]).toEqual(expected.df);
    near(etaSquared(sums).f, expected.F[0]);
  });

  test.each(cases.filter(({ id }) => id === 'a.aov.twoway'))('$id', ({ expected }) => {
    const found = terms('twoway').map((term) => etaSquared(term).f);

    found.forEach((f, i) => void near(f, expected.F[i]));
  });
});
