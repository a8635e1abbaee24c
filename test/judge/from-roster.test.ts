import { expect, test } from 'vitest';
import { fromColumns, moments } from '../../src/index.js';
import {
  baselineOfTable,
  clusterAttritionCounts,
  consortFlow,
  essaTier,
  wwcClusterAttrition,
  wwcDomain,
  wwcFinding,
  wwcRating,
} from '../../src/judge.js';

/** 40 schools of 30, every second one treated; treated students score 4 more on a scale with an sd near 10; one student of each school has no outcome. */
const n = 1200;
const students = Array.from({ length: n }, (_, i) => i);
const schoolOf = (i: number): number => Math.floor(i / 30);
const treated = (i: number): boolean => schoolOf(i) % 2 === 1;
/** Scores 35 to 64 in each school, in an order that is the same in all. */
const before = (i: number): number => 35 + ((7 * i) % 30);
const after = (i: number): number => before(i) + 5 + (treated(i) ? 4 : 0) + ((11 * i) % 7) - 3;
const roster = fromColumns({
  school: students.map((i) => `school ${schoolOf(i)}`),
  arm: students.map((i) => (treated(i) ? 'product' : 'usual')),
  pre: students.map(before),
  post: students.map((i) => (i % 30 === 3 ? null : after(i))),
});
const treatment = { column: 'arm', treated: 'product', control: 'usual' };
const profile = 'wwc-5.0';

test('a roster becomes attrition, equivalence, a finding, a rating and a tier', () => {
  const counts = clusterAttritionCounts(roster, { treatment, needed: ['post'], cluster: 'school' });
  const attrition = wwcClusterAttrition({ ...counts, joiners: 'none' }, { boundary: 'cautious', profile });
  const baseline = baselineOfTable(roster, {
    treatment,
    covariates: ['pre'],
    analysed: ['post'],
    cluster: 'school',
    profile,
  });
  const of = (wanted: boolean) => {
    const { n: size, mean, m2 } = moments(students.filter((i) => treated(i) === wanted && i % 30 !== 3).map(after));
    return { n: size, mean, sd: Math.sqrt(m2 / (size - 1)) };
  };
  const finding = wwcFinding(
    { treatment: of(true), comparison: of(false), outcomeType: 'achievement', clusters: 40 },
    profile,
  );
  const domain = wwcDomain([{ name: 'reading', finding }], { profile, m: 1, assigned: 'clusters' });
  const evidence = {
    design: 'randomized',
    assigned: 'clusters',
    confounds: [],
    measure: {
      faceValidity: true,
      reliability: 'standardized-test',
      overAligned: false,
      sameCollection: true,
      developerMade: false,
    },
    attrition,
    baseline,
  } as const;
  const rating = wwcRating({ ...evidence, integrity: 'valid' }, profile);

  expect(attrition.level).toBe('low');
  expect(counts.individuals.treatment).toEqual({ assigned: 600, analysed: 580 });
  expect(baseline.level).toBe('satisfied');
  expect(domain.findings[0]).toMatchObject({ significant: true, direction: 'favourable' });
  expect(rating.rating).toBe('meets-without-reservations');
  expect(wwcRating(evidence, profile).questions.map(({ code }) => code)).toEqual(['integrity']);

  const study = { rating, domain, students: baseline.covariates[0]?.nTreatment as number, sites: 20 };
  const tier = essaTier({ study, overridingNegative: false, overlap: { population: true, setting: true } });

  expect(tier.tier).toBe('strong');

  const arm = (name: 'treatment' | 'control') => ({
    name,
    allocated: counts.individuals[name].assigned,
    received: counts.individuals[name].assigned,
    lost: [{ reason: 'no outcome', n: attrition.individuals[name].lost }],
    analysed: counts.individuals[name].analysed,
  });

  expect(consortFlow({ randomized: n, arms: [arm('treatment'), arm('control')] }).analysed).toBe(1160);
});
