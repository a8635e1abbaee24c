import { describe, expect, test } from 'vitest';
import { type CellValue, fromColumns, hedgesG, type TrialDesign, trialSummary } from '../../../src/node.js';
import { errorOf } from '../../errors.js';

const design: TrialDesign = { outcome: 'post', treatment: { column: 'arm', treated: 't', control: 'c' } };
const columns = {
  pupil: ['1', '2', '3', '4', '5', '6', '7', '8'],
  arm: ['t', 'c', 't', 'c', 't', 'c', 't', 'c'],
  school: ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'],
  class: ['a1', 'a2', 'a1', 'a2', 'b1', 'b2', 'b3', 'b4'],
  pre: [3, 4, 2, 5, 6, 3, 4, 1],
  post: [12, 9, 14, 11, 13, 10, 15, 8],
} as const;
const table = (change: Readonly<Record<string, readonly CellValue[]>> = {}) => fromColumns({ ...columns, ...change });

describe('the design is recognized', () => {
  test('simple: difference in means with the exact interval of g', () => {
    const summary = trialSummary(table(), design);

    expect(summary.assignment).toBe('simple');
    expect(summary.intentToTreat.estimate).toBe(4);
    expect(summary.unadjustedDifference).toBe(4);
    expect(summary.hedgesG.interval).toEqual(hedgesG([12, 14, 13, 15], [9, 11, 10, 8]).interval);
  });

  test('blocked, clustered, and both', () => {
    const blocked = trialSummary(table(), { ...design, block: 'school' });
    const clustered = trialSummary(table(), { ...design, cluster: 'class' });
    const both = trialSummary(table(), { ...design, block: 'school', cluster: 'class' });

    expect(blocked.assignment).toBe('blocked');
    expect(blocked.intentToTreat.method).toContain('HC2');
    expect(clustered.assignment).toBe('clustered');
    expect(clustered.treatment.clusters).toBe(3);
    expect(clustered.intentToTreat.method).toContain('CR2');
    expect(clustered.notes.map((note) => note.code)).toContain('few_clusters');
    expect(both.assignment).toBe('blocked-clustered');
  });

  test('a covariate may be numbers or labels', () => {
    const summary = trialSummary(table({ sex: ['f', 'm', 'm', 'f', 'f', 'm', 'm', 'f'] }), {
      ...design,
      baseline: 'pre',
      covariates: ['sex'],
    });

    expect(summary.adjustedFor).toEqual(['pre', 'sex']);
    expect(summary.method).toContain('adjusted for pre, sex');
  });
});

describe('the sign and the words', () => {
  test('where lower is better the number stays and the benefit turns', () => {
    const summary = trialSummary(table(), { ...design, higherIsBetter: false });

    expect(summary.intentToTreat.estimate).toBe(4);
    expect(summary.favours).toBe('control');
  });

  test('swapping the labels turns the sign', () => {
    const swapped = trialSummary(table(), { ...design, treatment: { column: 'arm', treated: 'c', control: 't' } });

    expect(swapped.intentToTreat.estimate).toBe(-4);
    expect(swapped.improvementIndex).toBe(-trialSummary(table(), design).improvementIndex);
  });
});

describe('every row has a place', () => {
  test('missing scores are attrition of their arm, rows of other arms are not compared, rows without a label are in neither', () => {
    const arm = ['t', 'c', 't', 'c', 't', 'c', 'x', null];
    const post = [12, null, 14, 11, 13, 10, 15, 8];
    const { rows, treatment, control, notes } = trialSummary(table({ arm, post }), design);

    expect(rows).toEqual({ total: 8, used: 5, otherArms: [{ label: 'x', rows: 1, clusters: null }], noArm: 1 });
    expect(treatment).toMatchObject({ assigned: 3, n: 3, leftOut: [] });
    expect(control).toMatchObject({ assigned: 3, n: 2, leftOut: [{ column: 'post', rows: 1 }] });
    expect(notes.map((note) => note.code)).toEqual(['missing_values', 'no_arm', 'no_clusters']);
    expect(notes[0]?.message).toContain('row 2');
  });

  test('a row that lacks several columns is counted once', () => {
    const summary = trialSummary(table({ pre: [null, 4, 2, 5, 6, 3, 4, 1], post: [null, 9, 14, 11, 13, 10, 15, 8] }), {
      ...design,
      baseline: 'pre',
    });

    expect(summary.treatment.leftOut).toEqual([{ column: 'post', rows: 1 }]);
  });

  test('a score far from all others is pointed out', () => {
    const { notes } = trialSummary(table({ post: [12, 9, 14, 11, 13, -999, 15, 8] }), design);

    expect(notes.find((note) => note.code === 'possible_missing_code')?.message).toMatch(
      /-999 in "post" \(the first at row 6\)/,
    );
  });

  test('weights of 0 leave a row out of everything', () => {
    const weights = { column: 'w', kind: 'sampling' } as const;
    const without = trialSummary(
      fromColumns({ arm: ['t', 'c', 't', 'c', 't', 'c'], post: [12, 9, 14, 11, 13, 10], w: [1, 2, 1, 1, 3, 1] }),
      { ...design, weights },
    );
    const withZero = trialSummary(table({ w: [1, 2, 1, 1, 3, 1, 0, 0] }), { ...design, weights });

    expect(withZero.intentToTreat.estimate).toBeCloseTo(without.intentToTreat.estimate, 12);
    expect(withZero.intentToTreat.standardError).toBeCloseTo(without.intentToTreat.standardError ?? 0, 12);
    expect(withZero.treatment.n).toBe(without.treatment.n);
    expect(withZero.treatment.leftOut).toEqual([{ column: 'w', rows: 1 }]);
    expect(withZero.rows.used).toBe(6);
    expect(withZero.treatment.sd).toBeCloseTo(without.treatment.sd, 12);
  });
});

describe('what has no answer is a typed error that says what to do', () => {
  const refused = (change: Readonly<Record<string, readonly CellValue[]>>, more: Partial<TrialDesign> = {}) =>
    errorOf(() => trialSummary(table(change), { ...design, ...more }));

  test('a label that is not there, with the labels that are', () => {
    const error = refused({ arm: ['c', 'c', 'c', 'c', 'c', 'c', 'c', 'c'] });

    expect(error.code).toBe('no_data');
    expect(error.message).toContain('"t"');
    expect(error.message).toContain('only "c"');
  });

  test('a variant of a label', () => {
    expect(refused({ arm: ['t', 'c', 'T ', 'c', 't', 'c', 't', 'c'] }).message).toContain('"T "');
  });

  test('an arm without a score', () => {
    const error = refused({ post: [12, null, 14, null, 13, null, 15, null] });

    expect(error.code).toBe('no_data');
    expect(error.message).toContain('control');
    expect(error.message).toContain('4 without "post"');
  });

  test('a unit that stands twice', () => {
    const error = refused({ pupil: ['1', '2', '3', '4', '5', '6', '3', '8'] }, { unit: 'pupil' });

    expect(error.code).toBe('duplicate_row');
    expect(error.message).toMatch(/"3" stands at row 3 and again at row 7/);
  });

  test('a score outside the declared range', () => {
    expect(refused({}, { range: [0, 14] }).message).toMatch(/row 7: 15/);
  });

  test('a negative weight', () => {
    const error = refused({ w: [1, 1, -1, 1, 1, 1, 1, 1] }, { weights: { column: 'w', kind: 'sampling' } });

    expect(error.code).toBe('invalid_weight');
    expect(error.message).toContain('row 3');
  });

  test('one cluster in an arm: never a p-value', () => {
    const error = refused({ class: ['k1', 'k2', 'k1', 'k2', 'k1', 'k2', 'k1', 'k2'] }, { cluster: 'class' });

    expect(error.code).toBe('too_few_clusters');
  });

  test('a cluster with both arms, unless units were assigned within clusters', () => {
    expect(refused({}, { cluster: 'school' }).code).toBe('unbalanced_design');
    expect(trialSummary(table(), { ...design, cluster: 'school', assignedWithinClusters: true }).clusters?.count).toBe(
      2,
    );
  });

  test('a cluster in two blocks', () => {
    const error = refused(
      { class: ['k1', 'k2', 'k1', 'k2', 'k1', 'k3', 'k4', 'k5'] },
      { cluster: 'class', block: 'school' },
    );

    expect(error.code).toBe('unbalanced_design');
    expect(error.message).toContain('"k1"');
  });

  test('blocks none of which has both arms', () => {
    expect(refused({ school: ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'] }, { block: 'school' }).code).toBe(
      'unbalanced_design',
    );
  });

  test('scores that do not vary', () => {
    expect(refused({ post: [5, 5, 5, 5, 5, 5, 5, 5] }).code).toBe('zero_variance');
    expect(refused({ post: [5, 5, 5, 5, 5, 5, 5, 5] }, { block: 'school' }).code).toBe('zero_variance');
  });

  test('an outcome that was read as text', () => {
    const error = errorOf(() => trialSummary(table(), { ...design, outcome: 'school' }));

    expect(error.code).toBe('wrong_column_type');
    expect(error.message).toContain('declare');
  });

  test('a name that no column has, with the likely one', () => {
    expect(errorOf(() => trialSummary(table(), { ...design, outcome: 'Post' })).message).toContain(
      'Did you mean "post"?',
    );
  });
});

test('a summary is plain JSON without NaN or Infinity', () => {
  const summary = trialSummary(table(), { ...design, block: 'school', baseline: 'pre' });

  expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  expect(JSON.stringify(summary)).not.toMatch(/NaN|Infinity/);
});

describe('what a reader of odd data is told', () => {
  const arms = (treated: number, n = 40) => Array.from({ length: n }, (_, i) => (i < treated ? 't' : 'c'));
  const y = Array.from({ length: 40 }, (_, i) => (i * 7) % 11);
  const pre = Array.from({ length: 40 }, (_, i) => (i * 5) % 13);
  const asked = { outcome: 'y', treatment: { column: 'arm', treated: 't', control: 'c' } };

  test('an outcome without spread and an arm of one are refused in the name of the summary', () => {
    const same = errorOf(() => trialSummary(fromColumns({ arm: arms(20), y: y.map(() => 5) }), asked));
    const lone = errorOf(() => trialSummary(fromColumns({ arm: arms(1), y }), asked));

    expect([same.code, lone.code]).toEqual(['zero_variance', 'too_few_observations']);
    expect(same.message).toMatch(/^trialSummary .* every outcome of treatment is 5/);
    expect(lone.message).toMatch(/^trialSummary needs at least 2 units in each arm; got 1 in treatment and 39/);
  });

  test('arms that are numbers are to be declared as text', () => {
    const numbers = fromColumns({ arm: arms(20).map((arm) => Number(arm === 't')), y });
    const design = { outcome: 'y', treatment: { column: 'arm', treated: 1, control: 0 } };
    const error = errorOf(() => trialSummary(numbers, design as unknown as typeof asked));

    expect(error.message).toContain("treated: '1', control: '0', and declare \"arm\" as text");
  });

  test('a regression on few units of an arm may be too sure; a difference of means has its own degrees of freedom', () => {
    const table = fromColumns({ arm: arms(3), y, pre });
    const codes = (design: object) => trialSummary(table, { ...asked, ...design }).notes.map(({ code }) => code);

    expect(codes({ baseline: 'pre' })).toContain('few_units');
    expect(codes({})).not.toContain('few_units');
  });

  test('few clusters are told of once', () => {
    const table = fromColumns({ arm: arms(20), y, k: y.map((_, i) => `k${Math.floor(i / 5)}`) });
    const { notes, method } = trialSummary(table, { ...asked, cluster: 'k' });

    expect(notes.filter(({ code }) => code === 'few_clusters')).toHaveLength(1);
    expect(
      trialSummary(fromColumns({ arm: arms(20), y, b: y.map(() => 'one') }), { ...asked, block: 'b' }).method,
    ).toContain('within 1 block (b)');
    expect(method).toContain('8 clusters');
  });
});
