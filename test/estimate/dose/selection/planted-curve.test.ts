import { describe, expect, test } from 'vitest';
import { numericColumn } from '../../../../src/columns/column.js';
import { numericColumnOf, type Table } from '../../../../src/columns/table.js';
import { generalizedPropensity } from '../../../../src/estimate/dose/selection/generalized-propensity.js';
import { instrumentedDose } from '../../../../src/estimate/dose/selection/instrumented-dose.js';
import { factorColumn, makeTable } from '../../../../src/index.js';
import { simulateDistrict } from '../../../../src/simulate/simulate-district.js';

/** Points that minutes add: half of 12 after 600. */
const planted = (minutes: number): number => (12 * minutes) / (minutes + 600);
/** Points that minutes add, by a curve of two terms. */
const parabola = (minutes: number): number => 0.012 * minutes - 3e-6 * minutes ** 2;

const column = (table: Table, name: string): Float64Array => numericColumnOf(table, name, 'test').values;

/** The districts' own scores with a curve added to the growth. */
function withCurve(table: Table, curve: (minutes: number) => number): Table {
  const minutes = column(table, 'minutes');
  const post = column(table, 'post').map((y, i) => y + curve(minutes[i] as number));
  return makeTable([...table.columns, ['post', numericColumn(post)]]);
}

/** Mean response around a dose less that of non-users: what a reader of a scatter plot sees. */
function naiveGain(table: Table, response: Float64Array, dose: number): number {
  const minutes = column(table, 'minutes');
  const mean = (own: (m: number) => boolean): number => {
    const some = response.filter((_, i) => own(minutes[i] as number));
    return some.reduce((sum, y) => sum + y, 0) / some.length;
  };
  return mean((m) => Math.abs(m - dose) < 100) - mean((m) => m === 0);
}

describe('a planted curve that motivated students climb further', () => {
  const district = {
    effectPerMinute: 0,
    missingShare: 0,
    growthOnMotivation: 3,
    minutesOnMotivation: 0.3,
    weeklyMinutes: 30,
  };

  test('where motivation shows in a covariate, the propensity function recovers it, and the raw means do not', () => {
    const { table } = simulateDistrict({
      ...district,
      seed: 20_261,
      assignedBy: 'student',
      treatedShare: 0.9,
      minutesSpread: 0.25,
      // The score before is motivation itself: nothing else tells who uses it.
      baselineOnMotivation: 1,
      baselineSd: { district: 0, school: 0, class: 0, student: 12 },
      sem: 0,
    });
    const grown = withCurve(table, planted);
    const pre = column(grown, 'pre');
    const gain = column(grown, 'post').map((y, i) => y - (pre[i] as number));
    const ready = makeTable([...grown.columns, ['gain', numericColumn(gain)]]);
    const doses = [300, 600, 900, 1200];
    const options = { dose: 'minutes', response: 'gain', covariates: ['pre'], doses, seed: 1, replicates: 60 } as const;
    const { curve } = generalizedPropensity(ready, options);
    const density = generalizedPropensity(ready, { ...options, condition: 'density', replicates: 20 }).curve;
    for (const [j, { dose, gain: found }] of curve.entries()) {
      expect(found).not.toBeNull();
      const error = (found?.estimate as number) - planted(dose);
      expect(Math.abs(error)).toBeLessThan(3 * (found?.standardError as number));
      expect(Math.abs(error)).toBeLessThan(1);
      if (dose >= 900) expect(naiveGain(ready, gain, dose) - planted(dose)).toBeGreaterThan(1.5);
      // What one density leaves: Zhao, van Dyk & Imai (2020).
      if (dose === 300) expect((density[j]?.gain?.estimate as number) - planted(dose)).toBeLessThan(-1);
    }
  });

  test('where nothing shows it, three arms with different minutes recover it, and least squares does not', () => {
    const arms = [
      ['none', 0, 0.5],
      ['short', 20, 0.5],
      ['long', 55, 0.5],
    ] as const;
    const drawn = arms.map(([name, weeklyMinutes], k) => {
      const { table } = simulateDistrict({
        ...district,
        seed: 700 + k,
        schoolsPerDistrict: 60,
        treatedShare: 0.5,
        weeklyMinutes: Math.max(1, weeklyMinutes),
        baselineSd: { district: 0, school: 4, class: 2, student: 12 },
        growthSd: { district: 0, school: 0.8, class: 0.5, student: 4 },
      });
      // Schools of one arm: those with licences, or those without for 'none'.
      const { codes, levels } = table.columns.get('arm') as { codes: Uint32Array; levels: readonly string[] };
      const wanted = levels.indexOf(weeklyMinutes === 0 ? 'control' : 'treatment');
      const rows = [...codes.keys()].filter((i) => codes[i] === wanted);
      const school = table.columns.get('school') as { codes: Uint32Array; levels: readonly string[] };
      const pick = (values: Float64Array): number[] => rows.map((i) => values[i] as number);
      return {
        arm: rows.map(() => name),
        school: rows.map((i) => `${name}-${school.levels[school.codes[i] as number]}`),
        pre: pick(column(table, 'pre')),
        minutes: pick(column(table, 'minutes')),
        post: pick(column(table, 'post')),
      };
    });
    const all = <K extends keyof (typeof drawn)[number]>(name: K) => drawn.flatMap((part) => part[name] as unknown[]);
    const minutes = Float64Array.from(all('minutes') as number[]);
    const post = Float64Array.from(all('post') as number[], (y, i) => y + parabola(minutes[i] as number));
    const table = makeTable([
      ['arm', factorColumn(all('arm') as string[])],
      ['school', factorColumn(all('school') as string[])],
      ['pre', numericColumn(Float64Array.from(all('pre') as number[]))],
      ['minutes', numericColumn(minutes)],
      ['post', numericColumn(post)],
    ]);
    const found = instrumentedDose(table, {
      dose: 'minutes',
      response: 'post',
      instruments: ['arm'],
      covariates: ['pre'],
      cluster: 'school',
      curve: 'quadratic',
      at: [600, 1200, 1800],
    });
    for (const { dose, effect, naiveEffect } of found.effects) {
      const error = effect.estimate - parabola(dose);
      expect(Math.abs(error)).toBeLessThan(3 * (effect.standardError as number));
      expect(naiveEffect - parabola(dose)).toBeGreaterThan(0.8);
    }
    expect(found.firstStage.every(({ conditionalF }) => (conditionalF?.statistic ?? 0) > 10)).toBe(true);
  });
});
