import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseCsv } from '../../../src/index.js';
import { type EssaEvidence, type EssaStudy, essaTier } from '../../../src/judge/essa/essa-tier.js';
import { type WwcDomain, wwcDomain } from '../../../src/judge/multiplicity/wwc-domain.js';
import { type WwcRating, wwcRating } from '../../../src/judge/rating/wwc-rating.js';
import { errorOf } from '../../errors.js';
import { sharedPath } from '../../reference.js';
import { baseline, domain, finding, losses, trial } from '../rating/studies.js';

const strong = wwcRating(trial, 'wwc-5.0');
const reserved = wwcRating({ ...trial, attrition: losses(400, 200), baseline: baseline(0.1) }, 'wwc-5.0');
const failing = wwcRating({ ...trial, confounds: ['another year'] }, 'wwc-5.0');
const { integrity: _, ...silent } = trial;
const unrated = wwcRating(silent, 'wwc-5.0');

const study: EssaStudy = { rating: strong, domain: domain(0.2), students: 1000, sites: 4 };
const all: EssaEvidence = { study, overridingNegative: false, overlap: { population: true, setting: true } };
const tierOf = (change: Partial<EssaStudy>, more: Partial<EssaEvidence> = {}) =>
  essaTier({ ...all, study: { ...study, ...change }, ...more }).tier;

describe('the tiers', () => {
  test('go by the rating, where the effect is significant and good', () => {
    expect(tierOf({})).toBe('strong');
    expect(tierOf({ rating: reserved })).toBe('moderate');
    expect(tierOf({ rating: failing }, { selectionControls: true })).toBe('promising');
    expect(
      tierOf({ rating: failing }, { selectionControls: false, rationale: { logicModel: true, studyUnderWay: true } }),
    ).toBe('rationale');
    expect(
      tierOf({ rating: failing }, { selectionControls: false, rationale: { logicModel: true, studyUnderWay: false } }),
    ).toBe('none');
    expect(tierOf({ domain: domain(0.02) }, { rationale: { logicModel: false, studyUnderWay: false } })).toBe('none');
    expect(tierOf({ domain: domain(-0.4) }, { rationale: { logicModel: false, studyUnderWay: false } })).toBe('none');
  });

  test('1 and 2 ask for 350 students and two sites, 3 does not', () => {
    expect(tierOf({ students: 350, sites: 2 })).toBe('strong');
    expect(tierOf({ students: 349 })).toBe('promising');
    expect(tierOf({ sites: 1 })).toBe('promising');
  });

  test('1 asks for overlap of students and settings, 2 for either, 3 for none', () => {
    expect(tierOf({}, { overlap: { population: true, setting: false } })).toBe('moderate');
    expect(tierOf({}, { overlap: { population: false, setting: false } })).toBe('promising');
  });

  test('fall before a significant harm, in the domain or elsewhere', () => {
    const mixed = wwcDomain(
      [
        { name: 'reading', finding: finding(0.4) },
        { name: 'writing', finding: finding(-0.3) },
      ],
      { profile: 'wwc-5.0', m: 2, assigned: 'individuals' },
    );
    const no = { rationale: { logicModel: false, studyUnderWay: false } };

    expect(tierOf({ domain: mixed }, no)).toBe('none');
    expect(tierOf({}, { overridingNegative: true, ...no })).toBe('none');
  });

  test('count significance after the correction for other findings', () => {
    expect(tierOf({ domain: domain(0.13, 500, 'wwc-5.0', 1) })).toBe('strong');
    expect(essaTier({ ...all, study: { ...study, domain: domain(0.13, 500, 'wwc-5.0', 10) } }).tiers[0]?.status).toBe(
      'not-met',
    );
  });

  test('of edition 5.0 need a measure that is not the developer’s own', () => {
    const own = wwcRating({ ...trial, measure: { ...trial.measure, developerMade: true } }, 'wwc-5.0');

    expect(tierOf({ rating: own })).toBe('promising');
  });
});

describe('what was not said', () => {
  const codes = (evidence: EssaEvidence) => essaTier(evidence).questions.map(({ code }) => code);

  test('gives the best tier that is proven, and asks for what a better one needs', () => {
    const { tier, questions, reason } = essaTier({ ...all, overlap: { population: true } });

    expect(tier).toBe('moderate');
    expect(questions.map(({ code }) => code)).toEqual(['overlap']);
    expect(reason).toBe('Short of strong: overlap not said.');
    expect(codes(all)).toEqual([]);
  });

  test('leaves no tier where every one that is left is open', () => {
    const found = essaTier({ study: { ...study, rating: unrated } });

    expect(found.tier).toBe('cannot-be-rated');
    expect(found.questions.map(({ code }) => code)).toEqual([
      'standards',
      'overriding-negative',
      'overlap',
      'controls',
      'logic-model',
      'study-under-way',
      'integrity',
    ]);
    expect(essaTier({ study }).tier).toBe('cannot-be-rated');
  });

  test('a rationale needs no study', () => {
    expect(essaTier({ rationale: { logicModel: true, studyUnderWay: true } }).tier).toBe('rationale');
    expect(essaTier({}).tier).toBe('cannot-be-rated');
  });
});

test('every step has its source, and the guidance is marked as not read', () => {
  const steps = essaTier(all).tiers.flatMap((tier) => tier.steps);

  expect(steps.every(({ source, section }) => source.length > 0 && section.length > 0)).toBe(true);
  expect(new Set(steps.filter(({ confidence }) => confidence === 'unverified').map(({ step }) => step))).toEqual(
    new Set(['overlap', 'logic-model', 'study-under-way']),
  );
  expect(JSON.parse(JSON.stringify(essaTier(all)))).toEqual(essaTier(all));
});

test('answers, counts and editions that do not fit are refused', () => {
  const code = (change: object) => errorOf(() => essaTier({ ...all, ...change })).code;

  expect(code({ overridingNegative: 'no' })).toBe('invalid_argument');
  expect(code({ overlap: { population: 1 } })).toBe('invalid_argument');
  expect(code({ study: { ...study, students: 0 } })).toBe('invalid_argument');
  expect(code({ study: { ...study, sites: 1.5 } })).toBe('invalid_argument');
  // Clusters were assigned, and the findings were tested as if individuals had been.
  expect(code({ study: { ...study, rating: { ...strong, assigned: 'clusters' } } })).toBe('invalid_argument');
  expect(code({ study: { ...study, domain: domain(0.2, 500, 'wwc-4.1') } })).toBe('invalid_argument');
});

const exported = sharedPath('reference/wwc/findings.csv');
if (exported === null) process.stderr.write('skipped: the WWC’s export of findings (reference/wwc) is not here\n');

describe.skipIf(exported === null)('the WWC’s own tiers (the export of findings stands beside the project)', () => {
  const table = parseCsv(exported === null ? 'a\n' : readFileSync(exported, 'utf8').replace(/^\uFEFF/, ''), {
    only: ['FindingID', 'Finding_Rating', 'ESSA_Rating', 'Is_Statistically_Significant', 'Effect_Size_WWC'],
  });
  const cell = (name: string, row: number): string => {
    const column = table.columns.get(name);
    return column?.kind === 'factor' ? (column.levels[column.codes[row] as number] ?? '') : '';
  };
  const rows = Array.from({ length: table.rowCount }, (_, row) => ({
    rating: cell('Finding_Rating', row),
    tier: cell('ESSA_Rating', row),
    significant: cell('Is_Statistically_Significant', row) === 'True',
    g: Number(cell('Effect_Size_WWC', row)),
  }));
  const ratings: Readonly<Record<string, WwcRating>> = { 1: strong, 2: reserved, 3: failing };
  const tierHere = (rating: string, significant: boolean) => {
    const [one] = domain(0.2).findings;
    const found = {
      ...domain(0.2),
      character: significant ? 'significant-positive' : 'indeterminate',
      findings: [{ ...one, significant }],
    };
    return essaTier({
      ...all,
      study: { ...study, rating: ratings[rating] as WwcRating, domain: found as WwcDomain },
      rationale: { logicModel: false, studyUnderWay: false },
    }).tier;
  };

  test('of 486 findings 482 are the tier that rating and significance give here; four are rated 1 and stand in tier 2', () => {
    const tiered = rows.filter(({ tier }) => tier !== '');
    const names: Readonly<Record<string, string>> = { 'ESSA Tier 1': 'strong', 'ESSA Tier 2': 'moderate' };
    const differing = tiered.filter(({ rating, significant, tier }) => tierHere(rating, significant) !== names[tier]);

    expect(tiered).toHaveLength(486);
    expect(differing.map(({ rating, tier }) => [rating, tier])).toEqual(Array(4).fill(['1', 'ESSA Tier 2']));
    expect(tiered.every(({ g }) => !(g < 0))).toBe(true);
  });

  test('no finding that is not significant has a tier, there or here', () => {
    const weak = rows.filter(({ significant, rating }) => !significant && rating !== '');

    expect(weak.length).toBeGreaterThan(2000);
    expect(weak.every(({ tier }) => tier === '')).toBe(true);
    expect(['1', '2', '3'].map((rating) => tierHere(rating, false))).toEqual(['none', 'none', 'none']);
  });
});
