import { describe, expect, test } from 'vitest';
import { groupComoments } from '../../../../src/aggregate/group-comoments.js';
import { selectRows } from '../../../../src/columns/complete-rows.js';
import { factorColumnOf } from '../../../../src/columns/table.js';
import { growthPerMinute } from '../../../../src/estimate/growth/rate/growth-per-minute.js';
import {
  type GrowthRatesByGroup,
  growthRatesByGroup,
} from '../../../../src/estimate/growth/rate/growth-rates-by-group.js';
import { fromColumns } from '../../../../src/ingest/from-columns.js';
import { simulateDistrict } from '../../../../src/simulate/simulate-district.js';
import { errorOf } from '../../../errors.js';
import { relativeError } from '../../../tolerances.js';

const columns = { scale: 'vertical', gain: { after: 'post', before: 'pre' }, minutes: 'minutes' } as const;
const near = (actual: number | null | undefined, expected: number | null | undefined): void =>
  expect(relativeError(actual ?? Number.NaN, expected ?? Number.NaN)).toBeLessThan(1e-8);

const { table } = simulateDistrict({
  seed: 4,
  districts: 3,
  schoolsPerDistrict: 6,
  studentsPerClass: 8,
  missingShare: 0.1,
});
const offered = Uint32Array.from(factorColumnOf(table, 'arm', 'test').codes.keys()).filter((row) => {
  const { codes, levels } = factorColumnOf(table, 'arm', 'test');
  return levels[codes[row] as number] === 'treatment';
});
const treated = selectRows(table, [...table.columns.keys()], offered);
const stored = groupComoments(treated, { by: ['district', 'school', 'class'], of: ['pre', 'post', 'minutes'] });

/** The rows of one label. */
function rowsOf(column: string, label: string) {
  const { codes, levels } = factorColumnOf(treated, column, 'test');
  return selectRows(
    treated,
    [...treated.columns.keys()],
    Uint32Array.from(codes.keys()).filter((row) => levels[codes[row] as number] === label),
  );
}
const labelOf = ({ keys }: GrowthRatesByGroup, group: number): string => {
  const { codes, levels } = keys[0]!;
  return levels[codes[group]!]!;
};

describe('rates by group from stored co-moments', () => {
  test.each([
    ['by school, students as their own', ['school'], undefined],
    ['by district, clusters of schools', ['district'], 'school'],
    ['by district, clusters of classes', ['district'], 'class'],
  ] as const)('are those of the rows of each group: %s', (_, by, cluster) => {
    const common = { ...columns, expected: 7, ...(cluster !== undefined && { cluster }) };
    const found = growthRatesByGroup(stored, { ...common, by });

    expect(found.groupCount).toBe(by[0] === 'school' ? 9 : 3);
    for (let g = 0; g < found.groupCount; g++) {
      const one = growthPerMinute(rowsOf(by[0], labelOf(found, g)), { estimand: 'ratio-of-means', ...common });
      near(found.rate[g], one.excess?.estimate);
      near(found.standardError[g], one.excess?.standardError);
      near(found.meanMinutes[g], one.meanMinutes.estimate);
      expect(found.n[g]).toBe(one.doses.students);
      if (cluster !== undefined) expect(found.clusters?.[g]).toBe(one.clusters);
      const [piece] = one.excess?.confidenceSet?.pieces ?? [];
      near(found.lower[g], piece?.lower);
      near(found.upper[g], piece?.upper);
    }
  });

  test('in all, with schools as clusters, are growthPerMinute of the same co-moments', () => {
    const whole = growthRatesByGroup(stored, { ...columns, by: [], cluster: 'school' });
    const one = growthPerMinute(stored, { estimand: 'ratio-of-means', ...columns, cluster: 'school' });

    expect(whole.groupCount).toBe(1);
    near(whole.rate[0], one.estimate);
    near(whole.standardError[0], one.standardError);
  });

  test('have NaN and a note for a school without users, and no interval where one student stands alone', () => {
    const few = groupComoments(
      fromColumns({ school: ['a', 'a', 'b', 'b', 'c'], gain: [3, 5, 2, 4, 6], minutes: [40, 60, 0, 0, 90] }),
      { by: ['school'], of: ['gain', 'minutes'] },
    );
    const found = growthRatesByGroup(few, { scale: 'raw', gain: 'gain', minutes: 'minutes' });

    expect([...found.rate]).toEqual([8 / 100, Number.NaN, 6 / 90]);
    expect([...found.standardError].map(Number.isNaN)).toEqual([false, true, true]);
    expect(found.notes.map(({ code }) => code)).toEqual(['no_expected_growth', 'no_minutes']);
  });

  test('have no interval where the minutes are not told from 0', () => {
    const few = groupComoments(
      fromColumns({ school: Array(6).fill('a'), gain: [4, 9, 2, 7, 5, 8], minutes: [0, 0, 0, 0, 0, 300] }),
      { by: ['school'], of: ['gain', 'minutes'] },
    );
    const { lower, upper, standardError } = growthRatesByGroup(few, { scale: 'raw', gain: 'gain', minutes: 'minutes' });

    expect([lower[0], upper[0]]).toEqual([Number.NaN, Number.NaN]);
    expect(standardError[0]).toBeGreaterThan(0);
  });

  test('refuse what they cannot do', () => {
    const code = (more: object): string => errorOf(() => growthRatesByGroup(stored, { ...columns, ...more })).code;

    expect(code({ by: ['grade'] })).toBe('invalid_argument');
    expect(code({ cluster: 'teacher' })).toBe('invalid_argument');
    expect(code({ scale: 'percentile' })).toBe('wrong_scale');
    expect(code({ minutes: 'time' })).toBe('column_not_found');
    expect(code({ expected: Number.NaN })).toBe('invalid_argument');
    expect(code({ level: 1 })).toBe('invalid_argument');
  });
});
