import { describe, expect, test } from 'vitest';
import { fromColumns } from '../../../src/index.js';
import { attritionCounts, clusterAttritionCounts } from '../../../src/judge/attrition/attrition-counts.js';
import { wwcClusterAttrition } from '../../../src/judge/attrition/wwc-cluster-attrition.js';
import { errorOf } from '../../errors.js';

const options = { boundary: 'cautious', profile: 'wwc-4.1' } as const;
const counts = {
  clusters: { treatment: { assigned: 20, analysed: 19 }, control: { assigned: 20, analysed: 19 } },
  individuals: { treatment: { assigned: 950, analysed: 880 }, control: { assigned: 960, analysed: 900 } },
} as const;

describe('attrition of clusters', () => {
  test('is low when clusters and individuals inside the clusters that stayed are', () => {
    const found = wwcClusterAttrition({ ...counts, joiners: 'none' }, options);

    expect(found).toMatchObject({ level: 'low', joiners: 'none', clusters: { level: 'low', overall: 0.05 } });
    expect(found.individuals.overall).toBeCloseTo(130 / 1910, 14);
  });

  test('is high when either is', () => {
    const lostSchools = { treatment: { assigned: 20, analysed: 14 }, control: { assigned: 20, analysed: 20 } };
    const lostPupils = { treatment: { assigned: 950, analysed: 600 }, control: { assigned: 960, analysed: 950 } };

    expect(wwcClusterAttrition({ ...counts, clusters: lostSchools }, options).level).toBe('high');
    expect(wwcClusterAttrition({ ...counts, individuals: lostPupils }, options).level).toBe('high');
  });

  test('leaves the joiners unstated until it is told', () => {
    expect(wwcClusterAttrition(counts, options).joiners).toBe('unstated');
  });

  test('refuses individuals without clusters, and fewer than clusters', () => {
    const few = { treatment: { assigned: 950, analysed: 18 }, control: { assigned: 960, analysed: 900 } };
    const none = { treatment: { assigned: 20, analysed: 0 }, control: { assigned: 20, analysed: 19 } };

    expect(errorOf(() => wwcClusterAttrition({ ...counts, individuals: few }, options)).code).toBe('invalid_argument');
    expect(errorOf(() => wwcClusterAttrition({ ...counts, clusters: none }, options)).code).toBe('invalid_argument');
    // @ts-expect-error not one of the answers
    expect(errorOf(() => wwcClusterAttrition({ ...counts, joiners: 'maybe' }, options)).code).toBe('invalid_argument');
  });
});

describe('counts from a roster', () => {
  const treatment = { column: 'arm', treated: 't', control: 'c' };
  const roster = fromColumns({
    arm: ['t', 't', 't', 't', 'c', 'c', 'c', 'c', 'other', null],
    school: ['a', 'a', 'b', 'b', 'p', 'p', 'q', 'q', 'z', 'z'],
    post: [1, null, null, null, 2, 3, 4, null, 5, 6],
    pre: [1, 1, 1, 1, 1, null, 1, 1, 1, 1],
  });

  test('are of the two arms, and analysed is what lacks nothing', () => {
    expect(attritionCounts(roster, { treatment, needed: ['post'] })).toEqual({
      treatment: { assigned: 4, analysed: 1 },
      control: { assigned: 4, analysed: 3 },
    });
    expect(attritionCounts(roster, { treatment, needed: ['post', 'pre'] }).control.analysed).toBe(2);
  });

  test('by cluster leave the individuals of lost clusters out of both counts', () => {
    expect(clusterAttritionCounts(roster, { treatment, needed: ['post'], cluster: 'school' })).toEqual({
      clusters: { treatment: { assigned: 2, analysed: 1 }, control: { assigned: 2, analysed: 2 } },
      individuals: { treatment: { assigned: 2, analysed: 1 }, control: { assigned: 4, analysed: 3 } },
    });
  });

  test('refuse labels that are not there, mixed clusters and rows without one', () => {
    const needed = ['post'];
    const codeOf = (run: () => unknown): string => errorOf(run).code;

    expect(codeOf(() => attritionCounts(roster, { treatment: { ...treatment, treated: 'x' }, needed }))).toBe(
      'invalid_argument',
    );
    expect(codeOf(() => attritionCounts(roster, { treatment, needed: ['nope'] }))).toBe('column_not_found');

    const mixed = fromColumns({ arm: ['t', 'c'], school: ['a', 'a'], post: [1, 2] });
    const homeless = fromColumns({ arm: ['t', 'c'], school: ['a', null], post: [1, 2] });

    expect(codeOf(() => clusterAttritionCounts(mixed, { treatment, needed, cluster: 'school' }))).toBe(
      'unbalanced_design',
    );
    expect(codeOf(() => clusterAttritionCounts(homeless, { treatment, needed, cluster: 'school' }))).toBe(
      'invalid_argument',
    );
  });
});
