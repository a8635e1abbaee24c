import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { wwcAttrition } from '../../../src/judge/attrition/wwc-attrition.js';
import type { WwcEvidence } from '../../../src/judge/rating/evidence.js';
import type { OutcomeMeasure } from '../../../src/judge/rating/outcome-measure.js';
import { wwcRating } from '../../../src/judge/rating/wwc-rating.js';
import { errorOf } from '../../errors.js';
import { baseline, losses, measure, schools, trial } from './studies.js';

const rate = (change: Partial<WwcEvidence>, profile: 'wwc-4.1' | 'wwc-5.0' = 'wwc-5.0') =>
  wwcRating({ ...trial, ...change }, profile);
const clustered: Partial<WwcEvidence> = { assigned: 'clusters', attrition: schools(20, 30, 'none') };
const qed: Partial<WwcEvidence> = { design: 'quasi-experimental', units: { treatment: 900, control: 900 } };

describe('the ladder', () => {
  test.each([
    ['a valid trial with low attrition', {}, 'meets-without-reservations'],
    ['its baseline does not matter', { baseline: baseline(0.4) }, 'meets-without-reservations'],
    [
      'high attrition and groups alike',
      { attrition: losses(400, 200), baseline: baseline(0.01) },
      'meets-with-reservations',
    ],
    [
      'high attrition and an accepted adjustment',
      { attrition: losses(400, 200), baseline: baseline(0.2) },
      'meets-with-reservations',
    ],
    [
      'high attrition and groups too far apart',
      { attrition: losses(400, 200), baseline: baseline(0.3) },
      'does-not-meet',
    ],
    [
      'a compromised assignment and groups alike',
      { integrity: 'compromised', baseline: baseline(0) },
      'meets-with-reservations',
    ],
    [
      'a compromised assignment and groups too far apart',
      { integrity: 'compromised', baseline: baseline(-0.3) },
      'does-not-meet',
    ],
    ['a quasi-experiment is at best with reservations', { ...qed, baseline: baseline(0) }, 'meets-with-reservations'],
    ['a quasi-experiment too far apart', { ...qed, baseline: baseline(0.26) }, 'does-not-meet'],
    ['clusters that stayed with their students', clustered, 'meets-without-reservations'],
    [
      'clusters lost',
      { ...clustered, attrition: schools(14, 30, 'none'), baseline: baseline(0.1) },
      'meets-with-reservations',
    ],
    [
      'students lost inside clusters',
      { ...clustered, attrition: schools(20, 300, 'none'), baseline: baseline(0.1) },
      'meets-with-reservations',
    ],
    [
      'joiners whom the assignment may have drawn',
      { ...clustered, attrition: schools(20, 30, 'at-risk'), baseline: baseline(0.1) },
      'meets-with-reservations',
    ],
    ['joiners of low risk', { ...clustered, attrition: schools(20, 30, 'low-risk') }, 'meets-without-reservations'],
  ] as const)('%s', (_, change, rating) => {
    const found = rate(change as Partial<WwcEvidence>);

    expect(found.rating).toBe(rating);
    expect(found.questions).toEqual([]);
  });

  test('a single unit in an arm is a confound', () => {
    expect(rate({ units: { treatment: 1, control: 30 } }).rating).toBe('does-not-meet');
    expect(rate({ ...clustered, attrition: schools(1, 30, 'none') }).rating).toBe('does-not-meet');
    expect(rate({ confounds: ['all treated classes had the same teacher'] }).rating).toBe('does-not-meet');
  });

  test.each([
    ['no face validity', { faceValidity: false }],
    ['over-aligned', { overAligned: true }],
    ['collected otherwise in one arm', { sameCollection: false }],
    ['alpha .49', { reliability: { kind: 'internal-consistency', value: 0.49 } }],
    ['retest .39', { reliability: { kind: 'test-retest', value: 0.39 } }],
    ['raters .49', { reliability: { kind: 'inter-rater', value: 0.49 } }],
  ] as const)('a measure that does not qualify fails: %s', (_, change) => {
    expect(rate({ measure: { ...measure, ...change } as OutcomeMeasure }).rating).toBe('does-not-meet');
  });

  test('reliability at the least that is asked for will do', () => {
    for (const [kind, value] of [
      ['internal-consistency', 0.5],
      ['test-retest', 0.4],
      ['inter-rater', 0.5],
    ] as const)
      expect(rate({ measure: { ...measure, reliability: { kind, value } } }).rating).toBe('meets-without-reservations');
  });

  test('a developer’s own measure counts in 4.1 and is only reported in 5.0', () => {
    const own = { measure: { ...measure, developerMade: true } };

    expect(rate(own)).toMatchObject({ rating: 'meets-without-reservations', countsForEffectiveness: false });
    expect(
      wwcRating({ ...trial, ...own, attrition: losses(50, 40, 'wwc-4.1') }, 'wwc-4.1').countsForEffectiveness,
    ).toBe(true);
    expect(rate({}).countsForEffectiveness).toBe(true);
  });
});

describe('what was not said', () => {
  const without = <T extends object>(from: T, ...keys: (keyof T)[]): T =>
    Object.fromEntries(Object.entries(from).filter(([key]) => !keys.includes(key as keyof T))) as T;

  test.each([
    ['integrity', ['integrity']],
    ['confounds', ['confounds']],
    ['attrition', ['one-unit', 'attrition']],
    ['measure', ['face-validity', 'reliability', 'alignment', 'collection', 'developer-made']],
  ] as const)('without %s a trial cannot be rated, and it is asked for', (key, questions) => {
    const { rating, questions: asked } = wwcRating(without(trial, key), 'wwc-5.0');

    expect(rating).toBe('cannot-be-rated');
    expect(asked.map(({ code }) => code).sort()).toEqual([...questions].sort());
  });

  test.each(Object.keys(measure) as (keyof OutcomeMeasure)[])('nor without measure.%s', (key) => {
    expect(rate({ measure: without(measure, key) }).rating).toBe('cannot-be-rated');
  });

  test('without counts a trial of clusters is asked for those of clusters, joiners and individuals', () => {
    const { attrition: _, ...uncounted } = trial;
    const { rating, questions } = wwcRating(
      { ...uncounted, assigned: 'clusters', units: { treatment: 20, control: 20 } },
      'wwc-5.0',
    );

    expect(rating).toBe('cannot-be-rated');
    expect(questions.map(({ code }) => code)).toEqual(['cluster-attrition', 'joiners', 'individual-attrition']);
  });

  test('an unstated integrity is asked for even where attrition sends the trial to its baseline', () => {
    const high = { ...without(trial, 'integrity'), attrition: losses(400, 200), baseline: baseline(0) };

    expect(wwcRating(high, 'wwc-5.0').questions.map(({ code }) => code)).toEqual(['integrity']);
  });

  test('joiners that nobody spoke of are asked for, but not once the baseline decides', () => {
    expect(rate({ ...clustered, attrition: schools(20, 30) }).questions.map(({ code }) => code)).toEqual(['joiners']);
    expect(rate({ ...clustered, attrition: schools(14, 30), baseline: baseline(0) }).rating).toBe(
      'meets-with-reservations',
    );
  });

  test('a baseline that is needed and unknown is asked for, with what it lacks', () => {
    const codes = (change: Partial<WwcEvidence>) => rate({ ...qed, ...change }).questions.map(({ code }) => code);

    expect(codes({})).toEqual(['equivalence']);
    expect(codes({ baseline: baseline(0.1, false) })).toEqual(['equivalence', 'baseline_adjustment']);
  });

  test('a failure stands whatever else was not said', () => {
    expect(
      wwcRating({ design: 'randomized', assigned: 'individuals', confounds: ['another year'] }, 'wwc-5.0'),
    ).toMatchObject({
      rating: 'does-not-meet',
      questions: [],
    });
  });

  const parts = {
    integrity: 'valid',
    confounds: [],
    measure,
    attrition: losses(50, 40),
    baseline: baseline(0),
  } as const;
  const some = fc.subarray(Object.keys(parts) as (keyof typeof parts)[]);

  prop.prop([some, fc.subarray(Object.keys(measure) as (keyof OutcomeMeasure)[])])(
    'saying less never makes a rating better',
    (said, saidOfMeasure) => {
      const evidence = Object.fromEntries(said.map((key) => [key, parts[key]])) as Partial<WwcEvidence>;
      const partial = Object.fromEntries(saidOfMeasure.map((key) => [key, measure[key]]));
      const { rating } = wwcRating(
        { design: 'randomized', assigned: 'individuals', ...evidence, ...(evidence.measure && { measure: partial }) },
        'wwc-5.0',
      );
      const all =
        ['integrity', 'confounds', 'measure', 'attrition'].every((key) => (said as string[]).includes(key)) &&
        saidOfMeasure.length === 5;

      expect(rating).toBe(all ? 'meets-without-reservations' : 'cannot-be-rated');
    },
  );
});

describe('the steps', () => {
  test('say question, answer and source, in the order in which they were taken', () => {
    const { steps } = rate({ attrition: losses(400, 200), baseline: baseline(0.01) });

    expect(steps.map(({ step, passes }) => [step, passes])).toEqual([
      ['face-validity', true],
      ['reliability', true],
      ['alignment', true],
      ['collection', true],
      ['developer-made', true],
      ['one-unit', true],
      ['confounds', true],
      ['integrity', true],
      ['attrition', false],
      ['equivalence', true],
    ]);
    expect(steps[8]?.answer).toBe('high by the cautious boundary: 30 % overall, 20 % differential');
    for (const { question, source, section, confidence } of steps) {
      expect(question).toMatch(/\?$/);
      expect(source).toContain('5.0');
      expect(section.length).toBeGreaterThan(0);
      expect(['verified', 'unverified']).toContain(confidence);
    }
    expect(steps[1]?.confidence).toBe('unverified');
  });

  test('say where attrition is so near its bound that the reading of the table decides', () => {
    const near = wwcAttrition(
      { treatment: { assigned: 20_000, analysed: 15_506 }, control: { assigned: 20_000, analysed: 16_594 } },
      { boundary: 'cautious', profile: 'wwc-5.0' },
    );

    expect(
      rate({ attrition: near, baseline: baseline(0) }).steps.find(({ step }) => step === 'attrition')?.answer,
    ).toMatch(/another reading .* decides otherwise$/);
  });

  test('come back whole from JSON', () => {
    const found = rate({ ...clustered, baseline: baseline(0.1) });

    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});

test('wrong answers, other editions and attrition of another unit are refused', () => {
  const code = (change: object) => errorOf(() => rate(change)).code;

  for (const change of [
    { design: 'observational' },
    { assigned: 'schools' },
    { integrity: 'yes' },
    { confounds: 'none' },
    { units: { treatment: 1.5, control: 2 } },
    { measure: { ...measure, overAligned: 'no' } },
    { measure: { ...measure, reliability: { kind: 'alpha', value: 0.9 } } },
    { measure: { ...measure, reliability: { kind: 'test-retest', value: Number.NaN } } },
    { attrition: losses(50, 40, 'wwc-4.1') },
    { baseline: baseline(0, true, 'wwc-4.1') },
    { attrition: schools(20, 30) },
    { assigned: 'clusters' },
  ])
    expect(code(change)).toBe('invalid_argument');
});
