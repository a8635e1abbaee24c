import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { fromColumns, momentsOf, parseCsv } from '../../../src/index.js';
import { type BaselineAdjustment, baselineEquivalence } from '../../../src/judge/equivalence/baseline-equivalence.js';
import { baselineOfTable } from '../../../src/judge/equivalence/baseline-of-table.js';
import type { BaselineCovariate } from '../../../src/judge/equivalence/covariate-balance.js';
import { errorOf } from '../../errors.js';
import { referenceCases, referenceData } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';

const profile = 'wwc-5.0';
const regression: BaselineAdjustment = { method: 'regression', covariates: ['pre'] };

/** Two arms of 1,000 that are g apart once the small-sample factor has come in. */
const omega = 1 - 3 / (4 * 1998 - 1);
const apart = (g: number, name = 'pre'): BaselineCovariate => ({
  name,
  type: 'continuous',
  treatment: momentsOf({ n: 1000, mean: g / omega, sd: 1 }),
  control: momentsOf({ n: 1000, mean: 0, sd: 1 }),
});

describe('the class of a difference', () => {
  test.each([
    [0.0499, 'satisfied'],
    [0.0504, 'adjustment-required'],
    [0.2499, 'adjustment-required'],
    [0.2504, 'not-satisfied'],
    [-0.0504, 'adjustment-required'],
    [-0.2504, 'not-satisfied'],
    [0, 'satisfied'],
  ] as const)('of %f is %s: nothing is rounded', (g, grade) => {
    const [found] = baselineEquivalence([apart(g)], { profile }).covariates;

    expect(found?.class).toBe(grade);
    expect(found?.effect).toBeCloseTo(g, 12);
    expect(baselineEquivalence([apart(g)], { profile }).thresholds.value).toEqual({
      satisfied: 0.05,
      adjustable: 0.25,
    });
  });
});

describe('the verdict', () => {
  const levelOf = (g: number, adjustment?: BaselineAdjustment) =>
    baselineEquivalence([apart(g)], { profile, ...(adjustment && { adjustment }) });

  test('a small difference needs nothing, a middling one an acceptable adjustment, a large one is past help', () => {
    expect(levelOf(0.04).level).toBe('satisfied');
    expect(levelOf(0.1, regression).level).toBe('satisfied-with-adjustment');
    expect(levelOf(0.3, regression).level).toBe('not-satisfied');
  });

  test('unstated adjustment is asked for, and only where it matters', () => {
    const asked = levelOf(0.1);

    expect(asked.level).toBe('unknown');
    expect(asked.questions.map(({ code }) => code)).toEqual(['baseline_adjustment']);
    expect(levelOf(0.04).questions).toEqual([]);
  });

  test.each([
    ['none', 'not-satisfied'],
    ['matching', 'not-satisfied'],
    ['weighting', 'not-satisfied'],
  ] as const)('%s is no adjustment', (method, level) => {
    expect(levelOf(0.1, { method, covariates: ['pre'] }).level).toBe(level);
  });

  test('gains adjust where before correlates with after by .60 or more, and the correlation is asked for', () => {
    const gains = (correlation?: number) =>
      levelOf(0.1, { method: 'gain-scores', covariates: ['pre'], ...(correlation !== undefined && { correlation }) });

    expect(gains(0.6).level).toBe('satisfied-with-adjustment');
    expect(gains(0.59).level).toBe('not-satisfied');
    expect(gains().level).toBe('unknown');
    expect(gains().questions.map(({ code }) => code)).toEqual(['baseline_correlation']);
  });

  test('regression on other covariates does not adjust for this one', () => {
    expect(levelOf(0.1, { method: 'regression', covariates: ['age'] }).level).toBe('not-satisfied');
  });

  test('is that of the worst covariate', () => {
    const both = (a: number, b: number, adjustment?: BaselineAdjustment) =>
      baselineEquivalence([apart(a, 'pre'), apart(b, 'age')], { profile, ...(adjustment && { adjustment }) }).level;

    expect(both(0.1, 0.3)).toBe('not-satisfied');
    expect(both(0.1, 0)).toBe('unknown');
    expect(both(0.1, 0, regression)).toBe('satisfied-with-adjustment');
  });

  test('a covariate that analysed students lack is unknown, and asked for', () => {
    const { level, questions } = baselineEquivalence([{ ...apart(0), missing: 3 }], { profile });

    expect(level).toBe('unknown');
    expect(questions.map(({ code }) => code)).toEqual(['baseline_missing']);
  });

  test('shows where it is said and how sure that is', () => {
    const { rule, thresholds } = levelOf(0.1, regression);

    expect([rule.confidence, thresholds.confidence]).toEqual(['unverified', 'unverified']);
  });
});

describe('covariates at the edge', () => {
  const binary = (t: [number, number], c: [number, number]): BaselineCovariate => ({
    name: 'female',
    type: 'binary',
    treatment: { events: t[0], n: t[1] },
    control: { events: c[0], n: c[1] },
  });
  const of = (covariate: BaselineCovariate) => baselineEquivalence([covariate], { profile }).covariates[0];

  test('a share is a Cox index: .62 of 150 against .51 of 140', () => {
    const shares = {
      name: 'ell',
      type: 'binary',
      treatment: { p: 0.62, n: 150 },
      control: { p: 0.51, n: 140 },
    } as const;

    expect(of(shares)?.effect).toBeCloseTo(0.27174011454037206, 13);
    expect(of(shares)?.class).toBe('not-satisfied');
  });

  test('nobody or everybody in both arms is no difference, however unequal the arms', () => {
    expect(of(binary([0, 40], [0, 90]))).toMatchObject({ effect: 0, class: 'satisfied' });
    expect(of(binary([40, 40], [90, 90]))).toMatchObject({ effect: 0, class: 'satisfied' });
  });

  test('an empty cell is given a half, with a note', () => {
    // (ln(3.5/37.5) - ln(.5/40.5)) / 1.65 times 1 - 3/(4 · 79 - 1)
    const found = of(binary([3, 40], [0, 40]));

    expect(found?.effect).toBeCloseTo(((Math.log(3.5 / 37.5) - Math.log(0.5 / 40.5)) / 1.65) * (1 - 3 / 311), 12);
    expect(found?.notes.map(({ code }) => code)).toEqual(['cells_adjusted']);
  });

  test('a constant that both arms share is no difference; two constants are one past measuring', () => {
    const constant = (t: number, c: number) =>
      of({ name: 'grade', type: 'continuous', treatment: [t, t, t], control: [c, c, c] });

    expect(constant(5, 5)).toMatchObject({ effect: 0, class: 'satisfied' });
    expect(constant(5, 6)).toMatchObject({ effect: null, class: 'not-satisfied' });
  });

  test('arms further apart than a number can say have no figure, and fail', () => {
    const far = of({
      name: 'pre',
      type: 'continuous',
      treatment: { n: 2, mean: 1e300, m2: 1e-300 },
      control: { n: 2, mean: 0, m2: 0 },
    });

    expect(far).toMatchObject({ effect: null, class: 'not-satisfied' });
  });

  test('too few, twice the same, none at all, and names that are none are refused', () => {
    const code = (covariates: readonly BaselineCovariate[], options = {}) =>
      errorOf(() => baselineEquivalence(covariates, { profile, ...options })).code;

    expect(code([])).toBe('no_data');
    expect(code([apart(0), apart(0)])).toBe('invalid_argument');
    expect(code([{ name: 'pre', type: 'continuous', treatment: [1], control: [1, 2] }])).toBe('too_few_observations');
    expect(code([binary([1, 0], [1, 2])])).toBe('no_data');
    expect(code([{ ...apart(0), missing: -1 }])).toBe('invalid_argument');
    expect(code([apart(0)], { adjustment: { method: 'hope', covariates: [] } })).toBe('invalid_argument');
    expect(code([apart(0)], { adjustment: { method: 'gain-scores', covariates: [], correlation: 2 } })).toBe(
      'invalid_argument',
    );
    expect(code([apart(0)], { profile: 'wwc-3.0' })).toBe('invalid_argument');
    expect(code([{ ...apart(0), treatment: { n: 10, mean: Number.NaN, m2: 1 } } as BaselineCovariate])).toBe(
      'not_finite',
    );
    expect(code([{ name: 'pre', type: 'continuous', treatment: [1, Number.NaN], control: [1, 2] }])).toBe('not_finite');
  });
});

const scores = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 3, maxLength: 30 });

prop.prop([scores, scores])('swapping the arms turns the sign and leaves the class', (a, b) => {
  const of = (treatment: number[], control: number[]) =>
    baselineEquivalence([{ name: 'pre', type: 'continuous', treatment, control }], { profile: 'wwc-4.1' })
      .covariates[0];
  const [one, other] = [of(a, b), of(b, a)];

  expect(other?.class).toBe(one?.class);
  if (one?.effect != null) expect(other?.effect).toBeCloseTo(-one.effect, 12);
});

prop.prop([scores, scores, fc.integer({ min: 1, max: 50 }), fc.integer({ min: -500, max: 500 })])(
  'another unit of the score changes nothing',
  (a, b, scale, shift) => {
    const of = (change: (x: number) => number) =>
      baselineEquivalence([{ name: 'pre', type: 'continuous', treatment: a.map(change), control: b.map(change) }], {
        profile,
      }).covariates[0]?.effect;
    const [before, after] = [of((x) => x), of((x) => scale * x + shift)];

    expect(after === null).toBe(before === null);
    if (before != null && after != null) expect(after).toBeCloseTo(before, 9);
  },
);

describe('from a table', () => {
  const cases = new Map(referenceCases('baseline_balance').map((c) => [c.id, c.expected]));
  const arms = (column: string) => ({ column, treated: '1', control: '0' });

  test.each([
    ['student', 'student_trial.csv', 'z', 'female', undefined, 'y'],
    ['school', 'school_trial.csv', 'arm', 'frl', 'school', 'post'],
  ] as const)('%s trial: differences and joint test of R', (id, file, column, yesOrNo, cluster, outcome) => {
    const expected = cases.get(`baseline.${id}`);
    const table = parseCsv(referenceData(file), { columns: { pre: 'number', [yesOrNo]: 'number' } });
    const found = baselineOfTable(table, {
      treatment: arms(column),
      covariates: ['pre', yesOrNo],
      analysed: [outcome],
      profile,
      ...(cluster && { cluster }),
    });

    expect(relativeError(found.covariates[0]?.effect as number, expected.pre)).toBeLessThan(tolerance.closedForm);
    expect(relativeError(found.covariates[1]?.effect as number, expected[yesOrNo])).toBeLessThan(tolerance.closedForm);
    expect(found.covariates.map(({ type }) => type)).toEqual(['continuous', 'binary']);
    for (const [name, value] of [
      ['statistic', expected.f],
      ['numeratorDf', expected.df1],
      ['denominatorDf', expected.df2],
      ['pValue', expected.p],
    ] as const)
      expect(relativeError(found.omnibus?.[name] as number, value)).toBeLessThan(tolerance.inference);
  });

  test('the joint test is within blocks where units were assigned in them', () => {
    const expected = cases.get('baseline.student.blocks');
    const table = parseCsv(referenceData('student_trial.csv'), { columns: { pre: 'number', female: 'number' } });
    const { omnibus } = baselineOfTable(table, {
      treatment: arms('z'),
      covariates: ['pre', 'female'],
      analysed: ['y'],
      block: 'block',
      profile,
    });

    expect(relativeError(omnibus?.statistic as number, expected.f)).toBeLessThan(tolerance.inference);
    expect(relativeError(omnibus?.pValue as number, expected.p)).toBeLessThan(tolerance.inference);
    expect([omnibus?.numeratorDf, omnibus?.denominatorDf]).toEqual([expected.df1, expected.df2]);
  });

  const trial = fromColumns({
    arm: ['t', 't', 't', 't', 't', 'c', 'c', 'c', 'c', 'c', 'x'],
    pre: [1, 2, 3, 4, 50, 1, 2, 3, 5, 4, 9],
    grade: ['3', '4', '5', '3', '4', '3', '4', '5', null, '4', '3'],
    sex: ['f', 'm', 'f', 'm', 'f', 'f', 'm', 'f', 'm', 'm', 'f'],
    post: [1, 2, 3, 4, null, 1, 2, 3, 4, 5, 6],
  });
  const treatment = { column: 'arm', treated: 't', control: 'c' };

  test('rows that are not analysed do not count', () => {
    const [pre] = baselineOfTable(trial, { treatment, covariates: ['pre'], analysed: ['post'], profile }).covariates;

    expect(pre).toMatchObject({ nTreatment: 4, nControl: 5, missing: 0 });
    // 2.5 against 3, both squares 5 and 10 on 7 degrees of freedom.
    expect(pre?.effect).toBeCloseTo((-0.5 / Math.sqrt(15 / 7)) * (1 - 3 / 27), 12);
  });

  test('labels become yes-or-no covariates: one of two, all of three', () => {
    const found = baselineOfTable(trial, { treatment, covariates: ['sex', 'grade'], analysed: ['post'], profile });

    expect(found.covariates.map(({ name }) => name)).toEqual(['sex=m', 'grade=3', 'grade=4', 'grade=5']);
    expect(found.covariates.map(({ missing }) => missing)).toEqual([0, 1, 1, 1]);
    expect(found.level).not.toBe('satisfied');
  });

  test('an adjustment may name the column of labels', () => {
    const balanced = fromColumns({
      arm: Array.from({ length: 80 }, (_, i) => (i < 40 ? 't' : 'c')),
      sex: Array.from({ length: 80 }, (_, i) => (i % 2 === 0 || i === 1 || i === 3 ? 'm' : 'f')),
      post: Array.from({ length: 80 }, (_, i) => i),
    });
    const found = baselineOfTable(balanced, {
      treatment,
      covariates: ['sex'],
      analysed: ['post'],
      profile,
      adjustment: { method: 'regression', covariates: ['sex'] },
    });

    // 22 of 40 against 20 of 40 male.
    expect(found.covariates[0]?.effect).toBeCloseTo((Math.log(22 / 18) / 1.65) * (1 - 3 / 311), 12);
    expect(found.level).toBe('satisfied-with-adjustment');
  });

  test('without a joint test there is a note and the rest stands', () => {
    const constant = fromColumns({ arm: ['t', 't', 'c', 'c'], pre: [5, 5, 5, 5], post: [1, 2, 3, 4] });
    const found = baselineOfTable(constant, { treatment, covariates: ['pre'], analysed: ['post'], profile });

    expect(found.omnibus).toBeNull();
    expect(found.notes.map(({ code }) => code)).toEqual(['no_omnibus_test']);
    expect(found.level).toBe('satisfied');
  });

  test('a covariate that every cluster has alike is balanced, with nothing to test, and does not stop the test of others', () => {
    const i = Array.from({ length: 120 }, (_, row) => row);
    const same = fromColumns({
      arm: i.map((row) => (Math.floor(row / 10) % 2 === 0 ? 't' : 'c')),
      school: i.map((row) => `s${Math.floor(row / 10)}`),
      pre: i.map((row) => row % 10),
      other: i.map((row) => (row * row * 7) % 31),
      post: i,
    });
    const of = (covariates: readonly string[]) =>
      baselineOfTable(same, { treatment, covariates, analysed: ['post'], cluster: 'school', profile });

    expect(of(['pre'])).toMatchObject({ level: 'satisfied', omnibus: null });
    expect(of(['other', 'pre']).omnibus).toMatchObject({ numeratorDf: 2, clusters: 12, n: 120 });
  });

  test('a score that was read as text is refused, and no column is made of each of its values', () => {
    const table = parseCsv(referenceData('school_trial.csv'));
    const error = errorOf(() =>
      baselineOfTable(table, {
        treatment: arms('arm'),
        covariates: ['pre'],
        analysed: ['post'],
        cluster: 'school',
        profile,
      }),
    );

    expect(error.code).toBe('wrong_column_type');
  });

  describe('data too small or too regular for a joint test have a note in its place', () => {
    const treatmentOf = { column: 'arm', treated: 't', control: 'c' };
    const small = {
      arm: ['t', 't', 't', 'c', 'c', 'c'],
      school: ['a', 'a', 'a', 'b', 'b', 'b'],
      separate: [9, 9, 8, 1, 2, 1],
      once: [1, 0, 0, 0, 0, 0],
      x: [1, 4, 2, 8, 5, 7],
      y: [3, 1, 4, 1, 5, 9],
      z: [2, 7, 1, 8, 2, 8],
      w: [1, 1, 2, 3, 5, 8],
      post: [1, 2, 3, 4, 5, 6],
    };
    const of = (covariates: readonly string[], cluster?: string) =>
      baselineOfTable(fromColumns(small), {
        treatment: treatmentOf,
        covariates,
        analysed: ['post'],
        profile,
        ...(cluster && { cluster }),
      });

    test.each([
      ['one cluster in each arm', ['x'], 'school'],
      ['more covariates than rows', ['separate', 'once', 'x', 'y', 'z', 'w'], undefined],
    ] as const)('%s', (_, covariates, cluster) => {
      const found = of(covariates, cluster);

      expect(found.omnibus).toBeNull();
      expect(found.notes.map(({ code }) => code)).toEqual(['no_omnibus_test']);
      expect(found.covariates).toHaveLength(covariates.length);
    });

    test('a property of a single student, and one that tells the arms apart, leave finite figures or none', () => {
      for (const covariates of [['once'], ['once', 'x'], ['separate'], ['x', 'y', 'z', 'w']]) {
        const found = of(covariates);

        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }
    });
  });

  test('columns and labels that are not there are refused', () => {
    const code = (options: object) =>
      errorOf(() => baselineOfTable(trial, { treatment, covariates: ['pre'], analysed: ['post'], profile, ...options }))
        .code;

    expect(code({ covariates: ['nope'] })).toBe('column_not_found');
    expect(code({ treatment: { ...treatment, treated: 'T' } })).toBe('invalid_argument');
    expect(code({ treatment: { ...treatment, control: 't' } })).toBe('invalid_argument');
  });
});
