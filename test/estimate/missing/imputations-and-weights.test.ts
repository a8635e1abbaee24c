import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ImputedEstimate, poolImputations } from '../../../src/estimate/missing/pool-imputations.js';
import { type ResponseWeightsOptions, responseWeights } from '../../../src/estimate/missing/response-weights.js';
import { differenceByDesign } from '../../../src/estimate/trial/difference-by-design.js';
import { differenceInMeans, fromColumns, makeTable, numericColumn, parseCsv, type Table } from '../../../src/index.js';
import { randomStream } from '../../../src/numeric/random/index.js';
import { errorOf } from '../../errors.js';
import { referenceCases, referenceData } from '../../reference.js';
import { relativeError, tolerance } from '../../tolerances.js';

const close = (actual: number | null | undefined, wanted: number, within: number = tolerance.closedForm): void => {
  expect(relativeError(actual ?? Number.NaN, wanted)).toBeLessThanOrEqual(within);
};

describe('pooled imputations', () => {
  test.each(referenceCases('g_inference').filter(({ id }) => id.startsWith('g.rubin.')))(
    '$id agrees with mice::pool.scalar',
    ({ input, expected }) => {
      const estimates: ImputedEstimate[] = input.Q.map((estimate: number, i: number) => ({
        estimate,
        standardError: Math.sqrt(input.U[i]),
      }));
      for (const [completeDf, wanted] of [
        [input.n - input.k, expected.barnard_rubin],
        [null, expected.large_sample],
      ] as const) {
        const found = poolImputations(estimates, { completeDf });

        close(found.estimate, wanted.qbar);
        close(found.withinVariance, wanted.ubar);
        close(found.betweenVariance, wanted.b);
        close(found.totalVariance, wanted.t);
        close(found.relativeIncrease, wanted.r);
        close(found.df, wanted.df);
        close(found.missingInformation, wanted.fmi);
        close(found.standardError, wanted.se);
        close(found.interval?.lower, wanted.ci_low);
        close(found.interval?.upper, wanted.ci_high);
      }
    },
  );

  test('that agree are the estimate itself', () => {
    const one = differenceInMeans([5, 7, 9, 4], [2, 3, 1, 5]);
    const found = poolImputations([one, one, one]);
    const normal = poolImputations([
      { estimate: 1, standardError: 2 },
      { estimate: 1, standardError: 2 },
    ]);

    close(found.estimate, one.estimate);
    close(found.standardError, one.standardError);
    expect(found.missingInformation).toBeLessThan(1);
    expect(found.df).toBeLessThanOrEqual(one.df);
    expect(found.unit).toBe('points');
    expect(found.notes.map(({ code }) => code)).toEqual(['imputations_agree']);
    expect(normal.df).toBeNull();
    expect(normal.missingInformation).toBe(0);
  });

  test('take the degrees of freedom of the estimates unless told otherwise', () => {
    const of = (estimate: number, df: number) => ({ estimate, standardError: 1, df });

    expect(poolImputations([of(1, 20), of(2, 12)]).completeDf).toBe(12);
    expect(poolImputations([of(1, 20), of(2, 12)], { completeDf: null }).completeDf).toBeNull();
  });

  test('with fewer than one degree of freedom have no test', () => {
    const found = poolImputations(
      [
        { estimate: 0, standardError: 0.01 },
        { estimate: 1, standardError: 0.01 },
      ],
      { completeDf: 5 },
    );

    expect([found.statistic, found.pValue, found.interval]).toEqual([null, null, null]);
    expect(found.notes.map(({ code }) => code)).toEqual(['df_below_1', 'few_imputations']);
  });

  const imputed = fc.record({
    estimate: fc.integer({ min: -100, max: 100 }),
    standardError: fc.integer({ min: 1, max: 50 }),
  });

  prop.prop([fc.array(imputed, { minLength: 2, maxLength: 8 }), fc.constantFrom(null, 5, 60)])(
    'are no surer than one of them, and no surer than Barnard and Rubin allow',
    (estimates, completeDf) => {
      const found = poolImputations(estimates, { completeDf });

      expect(found.totalVariance).toBeGreaterThanOrEqual(found.withinVariance);
      if (completeDf !== null) expect(found.df).toBeLessThanOrEqual(completeDf);
      expect(found.missingInformation).toBeGreaterThanOrEqual(0);
      expect(found.missingInformation).toBeLessThanOrEqual(1);
    },
  );

  test.each([
    ['one imputation', [{ estimate: 1, standardError: 1 }], {}, 'too_few_observations'],
    ['no standard error', [1, 2].map((estimate) => ({ estimate, standardError: null })), {}, 'out_of_domain'],
    ['no estimate', [1, Number.NaN].map((estimate) => ({ estimate, standardError: 1 })), {}, 'not_finite'],
    [
      'different units',
      ['sd', 'points'].map((unit) => ({ estimate: 1, standardError: 1, unit })),
      {},
      'invalid_argument',
    ],
    [
      'no degrees of freedom',
      [1, 2].map((estimate) => ({ estimate, standardError: 1 })),
      { completeDf: 0 },
      'out_of_domain',
    ],
  ] as const)('%s', (_, estimates, options, code) => {
    expect(errorOf(() => poolImputations(estimates, options)).code).toBe(code);
  });
});

describe('response weights', () => {
  const treatment = { column: 'z', treated: '1', control: '0' };
  const options: ResponseWeightsOptions = { outcome: 'y', treatment, terms: ['pre', 'grade'] };
  const data = parseCsv(referenceData('response.csv'), {
    columns: { z: 'text', pre: 'number', grade: 'text', y: 'number' },
  });
  const { expected } = referenceCases('missing_outcomes').find(({ id }) => id === 'm.response_weights') ?? {
    expected: {},
  };

  test('agree with glm in R, arm by arm', () => {
    const found = responseWeights(data, options);

    found.weights.forEach((weight, i) => {
      if (expected.weights[i] === 0) expect(weight).toBe(0);
      else close(weight, expected.weights[i], tolerance.inference);
    });
    for (const arm of ['treatment', 'control'] as const) {
      const wanted = expected.arms[arm];
      found[arm].coefficients.forEach(({ estimate }, j) => {
        close(estimate, wanted.coefficients[j], tolerance.inference);
      });
      close(found[arm].smallestProbability, wanted.smallest, tolerance.inference);
      close(found[arm].largestWeight, wanted.largest, tolerance.inference);
      close(found[arm].effectiveSize, wanted.effective, tolerance.inference);
      const pre = found[arm].balance.find(({ term }) => term === 'pre');
      close(pre?.before, wanted.before, tolerance.inference);
      expect(Math.abs((pre?.after ?? 1) - wanted.after)).toBeLessThan(tolerance.inference);
    }
  });

  test('serve as sampling weights', () => {
    const { weights } = responseWeights(data, options);
    const weighted = makeTable([...data.columns, ['w', numericColumn(weights)]]);
    const found = differenceByDesign(weighted, {
      outcome: 'y',
      treatment,
      weights: { column: 'w', kind: 'sampling' },
    });

    close(found.estimate, expected.difference.estimate, tolerance.inference);
    close(found.standardError, expected.difference.se, tolerance.inference);
  });

  test('are 1 where nobody was lost, without a model', () => {
    const full = fromColumns({ z: ['1', '1', '0', '0', 'x'], y: [1, 2, 3, 4, 5], pre: [1, 2, 3, 4, 5] });
    const found = responseWeights(full, { ...options, terms: ['pre'] });

    expect(found.weights).toEqual([1, 1, 1, 1, 0]);
    expect(found.treatment.coefficients).toEqual([]);
    expect(found.treatment.effectiveSize).toBe(2);
  });

  test('without terms give everyone the same weight, the inverse of the share', () => {
    const found = responseWeights(data, { ...options, terms: [] });
    const { share } = found.treatment;

    close(found.treatment.largestWeight, 1 / share);
    close(found.treatment.effectiveSize, found.treatment.observed);
  });

  test('a term that another determines has no coefficient and changes nothing', () => {
    const twice = makeTable([...data.columns, ['twice', numericColumn(doubled(data))]]);
    const found = responseWeights(twice, { ...options, terms: ['pre', 'grade', 'twice'] });

    expect(found.control.coefficients.at(-1)).toEqual({ term: 'twice', estimate: null });
    close(found.control.largestWeight, responseWeights(data, options).control.largestWeight, tolerance.inference);
  });

  const doubled = (table: Table): number[] => {
    const pre = table.columns.get('pre');
    return pre?.kind === 'numeric' ? [...pre.values].map((v) => 2 * v + 1) : [];
  };

  test('take out the planted bias of losses that a covariate explains', () => {
    const draws = randomStream(31);
    const n = 4000;
    const pre = Array.from({ length: n }, () => draws.normal());
    const z = pre.map((_, i) => (i % 2 === 0 ? '1' : '0'));
    const y = pre.map((x, i) => {
      const answers = draws.uniform() < 1 / (1 + Math.exp(-(z[i] === '1' ? 0.5 + 1.5 * x : 0.5 - 1.5 * x)));
      return answers ? 2 * x + draws.normal() + (z[i] === '1' ? 1 : 0) : null;
    });
    const table = fromColumns({ pre, z, y });
    const { weights } = responseWeights(table, { ...options, terms: ['pre'] });
    const weighted = makeTable([...table.columns, ['w', numericColumn(weights)]]);
    const plain = differenceByDesign(table, { outcome: 'y', treatment });
    const mended = differenceByDesign(weighted, {
      outcome: 'y',
      treatment,
      weights: { column: 'w', kind: 'sampling' },
    });

    expect(Math.abs(plain.estimate - 1)).toBeGreaterThan(1);
    expect(Math.abs(mended.estimate - 1)).toBeLessThan(4 * mended.standardError);
  });

  test('a small chance of an outcome is a note', () => {
    const found = responseWeights(data, { ...options, smallProbability: 0.6 });

    expect(found.notes.map(({ code }) => code)).toEqual(['small_response_probability']);
  });

  test('of a group that lost nobody are 1, and of the others the inverse of their shares', () => {
    const grade = [...'3333444455556666'];
    const y = [1, 2, 3, 4, 1, null, 3, 4, 1, null, null, 4, 1, 2, 3, null];
    const both = fromColumns({
      z: [...y.map(() => '1'), ...y.map(() => '0')],
      y: [...y, ...y],
      grade: [...grade, ...grade],
    });
    const found = responseWeights(both, { ...options, terms: ['grade'] });

    expect(found.weights.slice(0, 4)).toEqual([1, 1, 1, 1]);
    close(found.weights[4], 4 / 3);
    close(found.weights[8], 2);
    expect(found.weights[9]).toBe(0);
    expect(found.treatment.coefficients[0]?.estimate).toBeNull();
  });

  test('terms by which some cannot have an outcome are refused', () => {
    const told = fromColumns({
      z: ['1', '1', '1', '1', '0', '0', '0', '0'],
      y: [1, 2, null, null, 1, 2, 3, null],
      x: [1, 2, 3, 4, 5, 1, 2, 1],
    });

    expect(errorOf(() => responseWeights(told, { ...options, terms: ['x'] })).code).toBe('convergence_failed');
    expect(errorOf(() => responseWeights(told, { ...options, terms: ['nobody'] })).code).toBe('column_not_found');
    expect(errorOf(() => responseWeights(told, { ...options, terms: ['y'] })).code).toBe('invalid_argument');
  });

  test('all missing in an arm is refused', () => {
    const none = fromColumns({ z: ['1', '1', '0', '0'], y: [null, null, 1, 2], x: [1, 2, 3, 4] });

    expect(errorOf(() => responseWeights(none, { ...options, terms: ['x'] })).code).toBe('no_data');
  });
});
