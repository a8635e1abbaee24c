import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { attritionBias, attritionModelBound } from '../../../src/judge/attrition/attrition-bias.js';
import { type AttritionBoundary, attritionTables } from '../../../src/judge/attrition/boundary-table.js';
import { attritionModel } from '../../../src/judge/attrition/model-constants.js';
import { type AttritionCounts, wwcAttrition } from '../../../src/judge/attrition/wwc-attrition.js';
import { errorOf } from '../../errors.js';
import { referenceCases, referenceData } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';

const boundaries = ['cautious', 'optimistic'] as const;
const published = referenceData('wwc_attrition_table.csv')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([overall, cautious, optimistic]) => ({ overall: Number(overall), cautious, optimistic }));
const rows = boundaries.flatMap((boundary) =>
  published.filter((row) => row[boundary] !== '').map((row) => [boundary, row.overall, Number(row[boundary])] as const),
);

const arms = (lostT: number, nT: number, lostC: number, nC: number): AttritionCounts => ({
  treatment: { assigned: nT, analysed: nT - lostT },
  control: { assigned: nC, analysed: nC - lostC },
});

/** Whole counts that lose exactly `percent` overall and are exactly `tenths` tenths of a percentage point apart. */
function exactly(percent: number, tenths: number): AttritionCounts {
  if (percent === 0) return arms(0, 10, 0, 10);
  // Two arms of 2,000; with little attrition a small arm that alone loses units.
  return 20 * percent >= tenths
    ? arms(20 * percent + tenths, 2000, 20 * percent - tenths, 2000)
    : arms(tenths * percent, 1000 * percent, 0, 100 * tenths - 1000 * percent);
}

describe('the published table', () => {
  test('has 58 cautious and 66 optimistic rows, the same in both editions', () => {
    for (const profile of ['wwc-4.1', 'wwc-5.0'] as const) {
      const { value } = attritionTables[profile];

      for (const boundary of boundaries) {
        const column = rows.filter(([name]) => name === boundary).map(([, , bound]) => bound);

        expect(value[boundary]).toEqual(column);
      }
    }
    expect(rows).toHaveLength(58 + 66);
    expect(attritionTables['wwc-5.0'].confidence).toBe('unverified');
  });

  test.each(rows)('%s, %i percent overall: a differential of %f points is low', (boundary, percent, bound) => {
    const tenths = Math.round(10 * bound);
    const at = wwcAttrition(exactly(percent, tenths), { boundary, profile: 'wwc-4.1' });

    expect(at.level).toBe('low');
    expect(at.bound).toBe(tenths / 1000);
    expect(at.overall).toBeCloseTo(percent / 100, 14);
    if (percent === 0) return;
    expect(at.margin).toBe(0);
    expect(at.dependsOnReading).toBe(false);

    const over = wwcAttrition(exactly(percent, tenths + 1), { boundary, profile: 'wwc-4.1' });

    expect(over.level).toBe('high');
    expect(over.margin).toBeCloseTo(-0.001, 12);
  });

  test.each(boundaries)('beyond its last %s row attrition is high even where both arms lose alike', (boundary) => {
    const last = published.filter((row) => row[boundary] !== '').at(-1)?.overall as number;
    const beyond = wwcAttrition(exactly(last + 1, 0), { boundary, profile: 'wwc-5.0' });

    expect(beyond).toMatchObject({ level: 'high', bound: null, margin: null, differential: 0 });
  });
});

describe('shares between two rows', () => {
  test('are read in proportion, and a note says where the nearest row would decide otherwise', () => {
    // 19.75 % overall: the bounds of 19 and 20 percent are 5.5 and 5.4.
    const between = wwcAttrition(arms(449, 2000, 341, 2000), { boundary: 'cautious', profile: 'wwc-5.0' });

    expect(between.overall).toBe(0.1975);
    expect(between.differential).toBeCloseTo(0.054, 12);
    expect(between.bound).toBeCloseTo(0.05425, 12);
    expect(between.level).toBe('low');
    expect(between.dependsOnReading).toBe(false);

    const near = wwcAttrition(arms(4494, 20_000, 3406, 20_000), { boundary: 'cautious', profile: 'wwc-5.0' });

    expect(near.differential).toBeCloseTo(0.0544, 12);
    expect(near.level).toBe('high');
    expect(near.readings.map(({ level }) => level)).toEqual(['high', 'high', 'low']);
    expect(near.notes.map(({ code }) => code)).toEqual(['near_boundary']);
  });

  test('the worked example is high by the cautious boundary and low by the optimistic one', () => {
    const counts = arms(46, 200, 34, 200);
    const cautious = wwcAttrition(counts, { boundary: 'cautious', profile: 'wwc-5.0' });

    expect(cautious).toMatchObject({ level: 'high', overall: 0.2, bound: 0.054, rule: { confidence: 'unverified' } });
    expect(cautious.difference).toBeCloseTo(0.06, 14);
    expect(cautious.margin).toBeCloseTo(-0.006, 14);
    expect(wwcAttrition(counts, { boundary: 'optimistic', profile: 'wwc-5.0' }).level).toBe('low');
  });
});

const anyCounts = fc
  .tuple(
    fc.integer({ min: 1, max: 5000 }),
    fc.integer({ min: 1, max: 5000 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([nT, nC, a, b]) => arms(Math.floor(a * nT), nT, Math.floor(b * nC), nC));
const anyBoundary = fc.constantFrom<AttritionBoundary>(...boundaries);

describe('laws', () => {
  prop.prop([anyCounts, anyBoundary])(
    'swapping the arms turns the difference and nothing else of the verdict',
    (counts, boundary) => {
      const one = wwcAttrition(counts, { boundary, profile: 'wwc-4.1' });
      const other = wwcAttrition(
        { treatment: counts.control, control: counts.treatment },
        { boundary, profile: 'wwc-4.1' },
      );

      expect(other.difference + 0).toBe(0 - one.difference + 0);
      expect([other.level, other.bound, other.margin]).toEqual([one.level, one.bound, one.margin]);
    },
  );

  prop.prop([anyCounts])('what is low by the cautious boundary is low by the optimistic one', (counts) => {
    const [cautious, optimistic] = boundaries.map(
      (boundary) => wwcAttrition(counts, { boundary, profile: 'wwc-4.1' }).level,
    );

    expect(cautious === 'low' && optimistic === 'high').toBe(false);
  });

  prop.prop([anyCounts, anyBoundary, fc.integer({ min: 2, max: 1000 })])(
    'every unit counted k times changes nothing',
    (counts, boundary, k) => {
      const times = ({ assigned, analysed }: { assigned: number; analysed: number }) => ({
        assigned: k * assigned,
        analysed: k * analysed,
      });
      const one = wwcAttrition(counts, { boundary, profile: 'wwc-4.1' });
      const many = wwcAttrition(
        { treatment: times(counts.treatment), control: times(counts.control) },
        { boundary, profile: 'wwc-4.1' },
      );

      expect([many.level, many.dependsOnReading]).toEqual([one.level, one.dependsOnReading]);
      expect(many.overall).toBeCloseTo(one.overall, 14);
    },
  );

  prop.prop([anyCounts, anyBoundary])(
    'a result comes back whole from JSON, and low is a margin of 0 or more',
    (counts, boundary) => {
      const result = wwcAttrition(counts, { boundary, profile: 'wwc-5.0' });

      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      expect([result.overall, result.difference, result.differential].every(Number.isFinite)).toBe(true);
      expect(result.level === 'low').toBe(result.margin !== null && result.margin >= 0);
    },
  );
});

describe('the model', () => {
  test.each(referenceCases('attrition_model').map((c) => [c.id, c] as const))('%s', (_, { call, input, expected }) => {
    const got =
      call === 'bias'
        ? attritionBias(input, input.selection)
        : attritionModelBound(input.overall, {
            ...input,
            selection: attritionModel[input.boundary as AttritionBoundary].value,
          }).bound;

    expect(relativeError(got as number, expected)).toBeLessThan(
      call === 'bias' ? tolerance.distribution : tolerance.closedForm,
    );
  });

  test.each([
    ['cautious', 0.0653],
    ['optimistic', 0.0863],
  ] as const)('gives the %s table from 10 percent on, within %f points', (boundary, error) => {
    const selection = attritionModel[boundary].value;
    const explained = rows.filter(([name, percent]) => name === boundary && percent >= 10);
    const off = explained.map(([, percent, bound]) =>
      Math.abs(100 * (attritionModelBound(percent / 100, { selection }).bound ?? 0) - bound),
    );

    expect(Math.max(...off)).toBeLessThan(error);
  });

  prop.prop([fc.integer({ min: 10, max: 50 }), anyBoundary, fc.integer({ min: -40, max: 40 })])(
    'agrees with the table on the level wherever the differential is further from the bound than the table is off',
    (percent, boundary, off) => {
      const bound = attritionTables['wwc-4.1'].value[boundary][percent] as number;
      const tenths = Math.max(0, Math.round(10 * bound) + off);
      fc.pre(Math.abs(tenths / 10 - bound) > 0.09 && 20 * percent >= tenths);
      const { level, modelBias } = wwcAttrition(exactly(percent, tenths), { boundary, profile: 'wwc-4.1' });

      expect((modelBias as number) <= 0.05 * Math.sqrt(1.2)).toBe(level === 'low');
    },
  );

  test('has no bound where equal rates bring too much bias, and none is needed where no differential does', () => {
    const selection = { treatment: 0.45, control: 0.2 };

    expect(attritionModelBound(0.4, { selection })).toMatchObject({ bound: null, reason: 'never' });
    expect(attritionModelBound(0.01, { selection: { treatment: 0.1, control: 0.1 } })).toMatchObject({
      bound: null,
      reason: 'always',
    });
    expect(attritionModelBound(0, { selection })).toMatchObject({ bound: null, reason: 'always' });
  });
});

describe('wrong use', () => {
  test.each([
    ['analysed units that were not assigned', arms(-1, 10, 0, 10), 'invalid_argument'],
    ['a fraction of a unit', arms(0.5, 10, 0, 10), 'invalid_argument'],
    ['nobody assigned', arms(0, 0, 0, 10), 'no_data'],
    ['a count that is none', arms(Number.NaN, 10, 0, 10), 'invalid_argument'],
  ])('%s', (_, counts, code) => {
    expect(errorOf(() => wwcAttrition(counts, { boundary: 'cautious', profile: 'wwc-5.0' })).code).toBe(code);
  });

  test('an empty arm is high, with no bias of the model', () => {
    const empty = wwcAttrition(arms(10, 10, 0, 10), { boundary: 'optimistic', profile: 'wwc-5.0' });

    expect(empty).toMatchObject({ level: 'high', modelBias: null, differential: 1 });
    expect(empty.notes.map(({ code }) => code)).toEqual(['empty_arm']);
  });

  test('the boundary and the edition have no default', () => {
    const counts = arms(1, 10, 1, 10);

    // @ts-expect-error the boundary is a required choice
    expect(errorOf(() => wwcAttrition(counts, { profile: 'wwc-5.0' })).code).toBe('invalid_argument');
    // @ts-expect-error so is the edition
    expect(errorOf(() => wwcAttrition(counts, { boundary: 'cautious' })).code).toBe('invalid_argument');
  });

  test('of the model', () => {
    const selection = { treatment: 0.4, control: 0.3 };

    expect(errorOf(() => attritionBias({ treatment: 1, control: 0 }, selection)).code).toBe('invalid_argument');
    expect(errorOf(() => attritionBias({ treatment: 0, control: 0 }, { treatment: 2, control: 0 })).code).toBe(
      'invalid_argument',
    );
    expect(errorOf(() => attritionModelBound(0.2, { selection: { treatment: -0.4, control: 0.3 } })).code).toBe(
      'invalid_argument',
    );
    expect(errorOf(() => attritionModelBound(1, { selection })).code).toBe('invalid_argument');
    expect(errorOf(() => attritionModelBound(0.2, { selection, tolerance: 0 })).code).toBe('invalid_argument');
    expect(errorOf(() => attritionModelBound(0.2, { selection, treatmentShare: 1 })).code).toBe('invalid_argument');
  });
});
