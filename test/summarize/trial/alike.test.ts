import { describe, expect, test } from 'vitest';
import { fromColumns } from '../../../src/ingest/from-columns.js';
import { formatTrialSummary } from '../../../src/report/trial-summary.js';
import type { TrialDesign } from '../../../src/summarize/trial/design.js';
import { trialSummary } from '../../../src/summarize/trial/trial-summary.js';
import { errorOf } from '../../errors.js';

// 200 pupils an arm: 46 of the treated and 34 of the others have no score after: 20 % overall, 6 points apart, and the bound is 5.4.
const pupils = Array.from({ length: 400 }, (_, i) => {
  const treated = i % 2 === 0;
  const k = (i - (i % 2)) / 2;
  return {
    arm: treated ? 't' : 'c',
    pre: 50 + ((k * 37) % 21) - 10 + (treated ? 0.9 : 0),
    post: k < (treated ? 46 : 34) ? null : 55 + ((k * 53) % 23) - 11 + (treated ? 2 : 0),
    school: `${treated ? 't' : 'c'}${k % 10}`,
    weight: 1 + (k % 3),
  };
});
const table = fromColumns(
  Object.fromEntries(
    (['arm', 'pre', 'post', 'school', 'weight'] as const).map((name) => [name, pupils.map((pupil) => pupil[name])]),
  ),
);
const design: TrialDesign = {
  outcome: 'post',
  baseline: 'pre',
  treatment: { column: 'arm', treated: 't', control: 'c' },
  profile: 'wwc-5.0',
  attritionBoundary: 'cautious',
};

describe('whether the arms are still alike', () => {
  test('attrition and baseline equivalence stand in the summary, and in the memo', () => {
    const summary = trialSummary(table, design);
    const { attrition, baseline, notes } = summary.alike ?? {};
    expect(attrition).toMatchObject({ kind: 'wwc-attrition', level: 'high', overall: 0.2 });
    expect(baseline?.covariates[0]).toMatchObject({ name: 'pre', verdict: 'satisfied-with-adjustment' });
    expect(notes).toEqual([]);
    const text = formatTrialSummary(summary).replace(/\s+/g, ' ');
    expect(text).toContain('Attrition 20.0 % overall, 6.0 points apart: high (cautious boundary, wwc-5.0)');
    expect(text).toMatch(/Alike before pre 0\.\d{3} SD, satisfied with adjustment; joint test p = \.\d{3}/);
  });

  test('where clusters were assigned, attrition is of clusters and of individuals', () => {
    const { alike } = trialSummary(table, { ...design, cluster: 'school' });
    expect(alike?.attrition).toMatchObject({ kind: 'wwc-cluster-attrition', clusters: { level: 'low' } });
  });

  test('weighted rows are not judged, and a note says so', () => {
    const { alike } = trialSummary(table, { ...design, weights: { column: 'weight', kind: 'sampling' } });
    expect(alike?.baseline).toBeNull();
    expect(alike?.notes[0]?.code).toBe('not_judged');
  });

  test('a weight of 0 is attrition, as it is in the rest of the summary', () => {
    const dropped = fromColumns({
      arm: pupils.map(({ arm }) => arm),
      post: pupils.map(({ post }) => post ?? 50),
      w: pupils.map((_, i) => (i % 2 === 0 && i < 60 ? 0 : 1)),
    });
    const { treatment, alike } = trialSummary(dropped, {
      outcome: 'post',
      treatment: design.treatment,
      weights: { column: 'w', kind: 'sampling' },
      profile: 'wwc-5.0',
      attritionBoundary: 'cautious',
    });
    expect(treatment.n).toBe(170);
    expect(alike?.attrition).toMatchObject({ treatment: { assigned: 200, analysed: 170 }, level: 'high' });
  });

  test('rows without a cluster leave the attrition of clusters open, and are counted', () => {
    const school = pupils.map((pupil, i) => (i < 6 ? null : pupil.school));
    const holes = fromColumns({ arm: pupils.map(({ arm }) => arm), post: pupils.map(({ post }) => post), school });
    const { alike } = trialSummary(holes, { ...design, cluster: 'school', baseline: undefined } as never);
    expect(alike?.attrition).toBeNull();
    expect(alike?.notes[0]?.message).toContain('3 rows of "t" have no "school"');
  });

  test('nothing is judged unasked, and a boundary needs an edition', () => {
    const { profile: _, attritionBoundary: __, ...plain } = design;
    expect(trialSummary(table, plain).alike).toBeNull();
    expect(errorOf(() => trialSummary(table, { ...plain, attritionBoundary: 'cautious' })).message).toContain(
      'profile',
    );
    const wrong = { ...design, attritionBoundary: 'strict' as 'cautious' };
    expect(errorOf(() => trialSummary(table, wrong)).message).toContain('"cautious" or "optimistic"');
  });
});

describe('the share who benefit', () => {
  test('is bounded, in the direction that is better', () => {
    const scores = { arm: ['t', 't', 't', 't', 'c', 'c', 'c', 'c'], post: [1, 1, 1, 0, 1, 0, 0, 0] };
    const plain: TrialDesign = { outcome: 'post', treatment: design.treatment };
    const of = (higherIsBetter: boolean) =>
      trialSummary(fromColumns(scores), { ...plain, higherIsBetter }).shareWhoBenefit?.benefit;
    // Of four pairs at least two and at most three go from 0 to 1; from 1 to 0 at most one, and it may be none.
    expect(of(true)).toEqual({ lower: 0.5, upper: 0.75 });
    expect(of(false)).toEqual({ lower: 0, upper: 0.25 });
  });

  test('is left open with weights', () => {
    const weights = { column: 'weight', kind: 'sampling' } as const;
    expect(trialSummary(table, { ...design, weights }).shareWhoBenefit).toBeNull();
  });
});
