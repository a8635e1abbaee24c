import { describe, expect, test } from 'vitest';
import type { WwcDomain } from '../../../src/judge/multiplicity/wwc-domain.js';
import { type RatedStudy, wwcEffectiveness } from '../../../src/judge/rating/wwc-effectiveness.js';
import { type WwcRating, wwcRating } from '../../../src/judge/rating/wwc-rating.js';
import { errorOf } from '../../errors.js';
import { baseline, domain, type Edition, losses, trial } from './studies.js';

const ratingOf = (level: WwcRating['rating'], profile: Edition, counts = true): WwcRating => ({
  ...wwcRating({ ...trial, attrition: losses(50, 40, profile) }, profile),
  rating: level,
  countsForEffectiveness: counts,
});
const strong = 'meets-without-reservations';
const weak = 'meets-with-reservations';

describe('edition 5.0 goes by the mean over studies', () => {
  const study = (
    name: string,
    d: number,
    n = 500,
    level: WwcRating['rating'] = strong,
    more: Partial<RatedStudy> = {},
  ): RatedStudy => ({
    name,
    rating: ratingOf(level, 'wwc-5.0'),
    domain: domain(d, n),
    students: 2 * n,
    sites: 3,
    ...more,
  });
  const levelOf = (...studies: RatedStudy[]) => wwcEffectiveness(studies, 'wwc-5.0').level;

  test('strong, moderate or promising, by designs, students and sites', () => {
    expect(levelOf(study('a', 0.2))).toBe('strong-positive');
    expect(levelOf(study('a', 0.2, 500, weak))).toBe('moderate-positive');
    expect(levelOf(study('a', 0.2, 500, strong, { sites: 1 }))).toBe('promising-positive');
    expect(levelOf(study('a', 0.5, 100))).toBe('promising-positive');
    expect(levelOf(study('a', 0.02))).toBe('uncertain');
    expect(levelOf(study('a', -0.2))).toBe('negative-effects');
  });

  test('350 students on two sites are enough, one less of either is not', () => {
    const of = (students: number, sites: number) => levelOf(study('a', 0.4, 175, strong, { students, sites }));

    expect(of(350, 2)).toBe('strong-positive');
    expect(of(349, 2)).toBe('promising-positive');
    expect(of(350, 1)).toBe('promising-positive');
  });

  test('the mean weighs studies by their inverse variance, and designs by their weight', () => {
    const { mean, level } = wwcEffectiveness([study('large', 0.2, 2000, weak), study('small', 0.2, 200)], 'wwc-5.0');
    const w = [2000, 200].map((n) => 1 / domain(0.2, n).mean.standardError ** 2) as [number, number];

    expect(mean?.standardError).toBeCloseTo(1 / Math.sqrt(w[0] + w[1]), 14);
    expect(mean?.weightWithoutReservations).toBeCloseTo(w[1] / (w[0] + w[1]), 14);
    expect(level).toBe('moderate-positive');
  });

  test('studies that do not meet, cannot be rated or are on an own measure are left out, with the reason', () => {
    const own = study('own', 0.5, 500, strong, { rating: ratingOf(strong, 'wwc-5.0', false) });
    const found = wwcEffectiveness(
      [study('bad', 0.5, 500, 'does-not-meet'), study('dark', 0.5, 500, 'cannot-be-rated'), own],
      'wwc-5.0',
    );

    expect(found).toMatchObject({ level: 'no-evidence', mean: null, counted: [], students: 0 });
    expect(found.leftOut.map(({ name }) => name)).toEqual(['bad', 'dark', 'own']);
  });
});

describe('edition 4.1 counts studies', () => {
  const study = (name: string, character: WwcDomain['character'], level: WwcRating['rating'] = strong): RatedStudy => ({
    name,
    rating: ratingOf(level, 'wwc-4.1'),
    domain: { ...domain(0.1, 500, 'wwc-4.1'), character },
    students: 400,
    sites: 2,
  });
  const yes = 'significant-positive';
  const perhaps = 'substantively-important-positive';
  const unclear = 'indeterminate';
  const no = 'significant-negative';

  test.each([
    [
      'two significant, one of them without reservations',
      [
        [yes, strong],
        [yes, weak],
      ],
      'positive',
    ],
    [
      'two significant, both with reservations',
      [
        [yes, weak],
        [yes, weak],
      ],
      'potentially-positive',
    ],
    ['one significant', [[yes, strong]], 'potentially-positive'],
    ['one substantively important', [[perhaps, strong]], 'potentially-positive'],
    [
      'as many indeterminate',
      [
        [yes, strong],
        [unclear, strong],
      ],
      'potentially-positive',
    ],
    [
      'more indeterminate',
      [
        [yes, strong],
        [unclear, strong],
        [unclear, strong],
      ],
      'mixed',
    ],
    [
      'good and bad alike',
      [
        [yes, strong],
        [no, strong],
      ],
      'mixed',
    ],
    [
      'a bad one beside two good ones',
      [
        [yes, strong],
        [yes, strong],
        [no, weak],
      ],
      'mixed',
    ],
    [
      'more bad than good',
      [
        [yes, strong],
        [no, strong],
        [no, weak],
      ],
      'potentially-negative',
    ],
    ['one bad', [[no, strong]], 'potentially-negative'],
    [
      'two bad, one of them without reservations',
      [
        [no, strong],
        [no, weak],
      ],
      'negative',
    ],
    [
      'nothing',
      [
        [unclear, strong],
        [unclear, weak],
      ],
      'no-discernible',
    ],
  ] as const)('%s', (_, studies, level) => {
    const rated = studies.map(([character, rating], i) => study(String(i), character, rating));

    expect(wwcEffectiveness(rated, 'wwc-4.1').level).toBe(level);
  });
});

test('other editions, the same study twice and counts that are none are refused', () => {
  const study: RatedStudy = {
    name: 'a',
    rating: wwcRating({ ...trial, baseline: baseline(0) }, 'wwc-5.0'),
    domain: domain(0.2),
    students: 1000,
    sites: 2,
  };
  const code = (studies: readonly RatedStudy[], edition: Edition = 'wwc-5.0') =>
    errorOf(() => wwcEffectiveness(studies, edition)).code;

  expect(code([study], 'wwc-4.1')).toBe('invalid_argument');
  expect(code([study, study])).toBe('invalid_argument');
  expect(code([{ ...study, rating: { ...study.rating, assigned: 'clusters' } }])).toBe('invalid_argument');
  expect(code([{ ...study, students: 0 }])).toBe('invalid_argument');
  expect(code([{ ...study, sites: 1.5 }])).toBe('invalid_argument');
});
