import { describe, expect, test } from 'vitest';
import { type FitInstrumentedOptions, fitInstrumented } from '../../../src/estimate/regression/fit-instrumented.js';
import { fitLinear } from '../../../src/estimate/regression/fit-linear.js';
import { quadraticSet, scannedSet } from '../../../src/estimate/regression/projective-set.js';
import { waldTest } from '../../../src/estimate/regression/wald-test.js';
import { fromColumns, groupComoments, makeTable, numericColumn, type Table } from '../../../src/index.js';
import { errorOf } from '../../errors.js';
import { clusteredStudents as students } from './reference-cases.js';

const options: FitInstrumentedOptions = {
  outcome: 'y',
  endogenous: ['uptake'],
  instruments: ['z'],
  covariates: ['x1'],
};
const values = (table: Table, name: string): Float64Array => {
  const column = table.columns.get(name);
  return column?.kind === 'numeric' ? column.values : new Float64Array(0);
};

test('with one instrument and no covariate it is the ratio of two differences in means', () => {
  const [z, uptake, y] = ['z', 'uptake', 'y'].map((name) => values(students, name)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const difference = (of: Float64Array): number => {
    const mean = (arm: number): number => {
      const chosen = of.filter((_, i) => z[i] === arm);
      return chosen.reduce((sum, x) => sum + x, 0) / chosen.length;
    };
    return mean(1) - mean(0);
  };
  const fit = fitInstrumented(students, { ...options, covariates: [] });

  expect(fit.coefficients[1]?.estimate).toBeCloseTo(difference(y) / difference(uptake), 10);
});

test('a term that is its own instrument is least squares', () => {
  const twice = makeTable([...students.columns, ['copy', numericColumn(values(students, 'uptake').map((x) => 2 * x))]]);
  const fit = fitInstrumented(twice, { ...options, instruments: ['copy'], vcov: 'HC2' });
  const plain = fitLinear(students, { outcome: 'y', terms: ['uptake', 'x1'], vcov: 'HC2' });

  fit.coefficients.forEach((c, i) => {
    expect(c.estimate).toBeCloseTo(plain.coefficients[i]?.estimate ?? Number.NaN, 9);
    expect(c.standardError).toBeCloseTo(plain.coefficients[i]?.standardError ?? Number.NaN, 9);
  });
  expect(fit.firstStage[0]?.f).toBeNull();
  expect(fit.notes.map(({ code }) => code)).toEqual(['exact_first_stage']);
});

describe('rows and co-moments give the same', () => {
  const of = ['uptake', 'z', 'z2', 'x1', 'y'];
  const stored = groupComoments(students, { by: ['cluster'], of });

  test.each(['classical', 'CR0', 'CR1S', 'CR2', 'CR3'] as const)('%s', (vcov) => {
    const plan = { ...options, instruments: ['z', 'z2'], vcov, ...(vcov !== 'classical' && { cluster: 'cluster' }) };
    const [a, b] = [fitInstrumented(students, plan), fitInstrumented(stored, plan)];

    a.coefficients.forEach((c, i) => {
      expect(b.coefficients[i]?.standardError).toBeCloseTo(c.standardError ?? Number.NaN, 9);
      expect(b.coefficients[i]?.df).toBeCloseTo(c.df ?? Number.NaN, 7);
    });
    expect(b.andersonRubin?.confidenceSet.pieces[0]?.lower).toBeCloseTo(
      a.andersonRubin?.confidenceSet.pieces[0]?.lower ?? 0,
      6,
    );
    expect(b.overidentification?.statistic).toBeCloseTo(a.overidentification?.statistic ?? 0, 8);
  });
});

describe("Anderson and Rubin's set", () => {
  const strongest = { ...options, instruments: ['z', 'z2'], vcov: 'CR2', cluster: 'cluster' } as const;

  test('ends where a test of the instruments on what the effect leaves has p = 1 - level', () => {
    const { andersonRubin } = fitInstrumented(students, strongest);
    const piece = andersonRubin?.confidenceSet.pieces[0];
    for (const end of [piece?.lower, piece?.upper]) {
      const left = values(students, 'y').map((y, i) => y - (end as number) * (values(students, 'uptake')[i] as number));
      const table = makeTable([...students.columns, ['left', numericColumn(left)]]);
      const found = waldTest(table, {
        outcome: 'left',
        terms: ['z', 'z2', 'x1'],
        cluster: 'cluster',
        vcov: 'CR2',
        zero: ['z', 'z2'],
        test: 'naive-F',
      });

      expect(found.pValue).toBeCloseTo(0.05, 8);
    }
  });

  /** Instruments that hardly move the use, of 40 students: with this use the set is the whole line or two half-lines. */
  const weak = (use: (i: number) => number, y: (i: number) => number): Table => {
    const rows = Array.from({ length: 40 }, (_, i) => i);
    return fromColumns({ z: rows.map((i) => i % 2), use: rows.map(use), y: rows.map(y) });
  };
  const noise = (i: number): number => ((i * 7919) % 101) / 50 - 1;
  const plan: FitInstrumentedOptions = { outcome: 'y', endogenous: ['use'], instruments: ['z'], vcov: 'HC1' };

  test('is the whole line where the instrument says nothing', () => {
    const fit = fitInstrumented(
      weak(
        (i) => noise(i) + 0.01 * (i % 2),
        (i) => noise(3 * i + 1),
      ),
      plan,
    );

    expect(fit.andersonRubin?.confidenceSet.pieces).toEqual([{ lower: null, upper: null }]);
    expect(fit.notes.map(({ code }) => code)).toContain('weak_instruments');
  });

  test('is two half-lines where it moves the outcome and hardly the use', () => {
    const fit = fitInstrumented(
      weak(
        (i) => noise(i) + 0.2 * (i % 2),
        (i) => noise(3 * i + 1) + 5 * (i % 2),
      ),
      plan,
    );
    const pieces = fit.andersonRubin?.confidenceSet.pieces ?? [];

    expect(pieces).toHaveLength(2);
    expect([pieces[0]?.lower, pieces[1]?.upper]).toEqual([null, null]);
    expect(pieces[0]?.upper as number).toBeLessThan(pieces[1]?.lower as number);
  });

  test('is empty where instruments contradict each other', () => {
    const rows = Array.from({ length: 80 }, (_, i) => i);
    const table = fromColumns({
      a: rows.map((i) => i % 2),
      b: rows.map((i) => Math.floor(i / 2) % 2),
      use: rows.map((i) => (i % 2) + (Math.floor(i / 2) % 2) + 0.1 * noise(i)),
      y: rows.map((i) => 5 * (i % 2) - 5 * (Math.floor(i / 2) % 2) + 0.1 * noise(3 * i + 1)),
    });
    for (const vcov of ['classical', 'HC1'] as const) {
      const fit = fitInstrumented(table, { ...plan, instruments: ['a', 'b'], vcov });

      expect(fit.andersonRubin?.confidenceSet.pieces).toEqual([]);
      expect(fit.overidentification?.pValue).toBeLessThan(1e-6);
    }
  });
});

describe('sets of solutions', () => {
  const one = { estimate: 1, standardError: 2 };

  test.each([
    ['one interval', 1, -3, 2, [{ lower: 1, upper: 2 }]],
    [
      'two half-lines',
      -1,
      3,
      -2,
      [
        { lower: null, upper: 1 },
        { lower: 2, upper: null },
      ],
    ],
    ['the whole line', -1, 0, -1, [{ lower: null, upper: null }]],
    ['nothing', 1, 0, 1, []],
    ['a half-line', 0, 2, -4, [{ lower: null, upper: 2 }]],
    ['the other one', 0, -2, -4, [{ lower: -2, upper: null }]],
    ['all that a constant allows', 0, 0, -1, [{ lower: null, upper: null }]],
    ['nothing that a constant allows', 0, 0, 1, []],
  ] as const)('of a quadratic: %s', (_, a, b, c, pieces) => {
    expect(quadraticSet(a, b, c)).toEqual(pieces);
  });

  test('the search finds those of a quadratic, and two intervals of a quartic', () => {
    const found = scannedSet((s, c) => s * s - 3 * s * c + 2 * c * c, one);
    expect(found).toHaveLength(1);
    expect(found[0]?.lower).toBeCloseTo(1, 12);
    expect(found[0]?.upper).toBeCloseTo(2, 12);
    expect(scannedSet((s, c) => -s * s - c * c, one)).toEqual([{ lower: null, upper: null }]);
    expect(scannedSet((s, c) => s * s + c * c, one)).toEqual([]);
    const outside = scannedSet((s, c) => -(s * s) + 3 * s * c - 2 * c * c, one);
    expect(outside.map(({ lower, upper }) => [lower, upper].map((x) => (x === null ? null : Math.round(x))))).toEqual([
      [null, 1],
      [2, null],
    ]);
    const two = scannedSet((s, c) => (s - c) * (s - 2 * c) * (s - 3 * c) * (s - 4 * c), one);
    expect(two.flatMap(({ lower, upper }) => [lower, upper]).map((x) => Math.round(x ?? 0))).toEqual([1, 2, 3, 4]);
  });
});

describe('what has no answer', () => {
  test.each([
    ['fewer instruments than endogenous terms', { endogenous: ['uptake', 'hours'] }, 'invalid_argument'],
    ['no instrument', { instruments: [] }, 'invalid_argument'],
    ['a term in two places', { instruments: ['uptake'] }, 'invalid_argument'],
    ['an instrument that a covariate determines', { instruments: ['copy'] }, 'collinear'],
    ['an instrument that does not vary', { instruments: ['one'] }, 'collinear'],
  ] as const)('%s', (_, more, code) => {
    const table = makeTable([
      ...students.columns,
      ['copy', numericColumn(values(students, 'x1').map((x) => 2 - x))],
      ['one', numericColumn(values(students, 'x1').map(() => 1))],
    ]);

    expect(errorOf(() => fitInstrumented(table, { ...options, ...more })).code).toBe(code);
  });

  test('an instrument that another determines is left out, and a note says so', () => {
    const table = makeTable([...students.columns, ['again', numericColumn(values(students, 'z').map((x) => 1 - x))]]);
    const fit = fitInstrumented(table, { ...options, instruments: ['z', 'again'] });

    expect(fit.overidentification).toBeNull();
    expect(fit.notes).toEqual([
      { code: 'collinear', message: 'Instruments left out because others determine them: "again".' },
    ]);
    expect(fit.coefficients[1]?.standardError).toBeCloseTo(
      fitInstrumented(students, options).coefficients[1]?.standardError ?? 0,
      10,
    );
  });

  test('an assignment with one cluster in an arm', () => {
    const school = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c'];
    const table = fromColumns({
      school,
      z: school.map((s) => Number(s === 'a')),
      use: [1, 1, 0, 0, 1, 0, 0, 0, 1],
      y: [4, 6, 3, 2, 5, 1, 3, 2, 4],
    });

    expect(
      errorOf(() =>
        fitInstrumented(table, { outcome: 'y', endogenous: ['use'], instruments: ['z'], cluster: 'school' }),
      ).code,
    ).toBe('too_few_clusters');
  });
});
