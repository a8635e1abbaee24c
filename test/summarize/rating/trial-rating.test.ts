import { fc, test as prop } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { fromColumns } from '../../../src/index.js';
import { type EefThreat, eefThreats } from '../../../src/judge/eef/padlock-rules.js';
import { randomStream } from '../../../src/numeric/random/index.js';
import type { TrialDesign } from '../../../src/summarize/trial/design.js';
import { type TrialEvidence, trialFamily, trialRating, trialSummary } from '../../../src/trial.js';
import { errorOf } from '../../errors.js';

const treatment = { column: 'arm', treated: 'app', control: 'usual' };

/** 400 pupils of 20 schools, ten of them treated, of whom every 33rd has no post (six treated, seven others): what was done is known to the pupil. */
function schools(effect: number) {
  const draws = randomStream(20260919);
  const rows = Array.from({ length: 400 }, (_, i) => {
    const school = Math.floor(i / 20);
    const [z, pre] = [school % 2, draws.normal()];
    return {
      school: `s${school}`,
      district: `d${school % 4}`,
      arm: z === 1 ? 'app' : 'usual',
      took: z === 1 ? Number(i % 5 > 0) : Number(i % 10 === 0),
      pre,
      post: i % 33 === 0 ? Number.NaN : effect * z + 0.7 * pre + 0.7 * draws.normal(),
      math: effect * z + draws.normal(),
    };
  });
  const of = <K extends keyof (typeof rows)[number]>(name: K) => rows.map((row) => row[name]);
  return fromColumns({
    school: of('school'),
    district: of('district'),
    arm: of('arm'),
    took: of('took'),
    pre: of('pre'),
    post: of('post'),
    math: of('math'),
  });
}

const design = {
  outcome: 'post',
  treatment,
  cluster: 'school',
  profile: 'wwc-5.0',
  attritionBoundary: 'cautious',
} as const satisfies TrialDesign;
const table = schools(1);
const trial = trialSummary(table, design);

const threats = Object.fromEntries(eefThreats.map((threat) => [threat, 'low'])) as Record<EefThreat, 'low'>;
const all = {
  design: 'randomized',
  integrity: 'valid',
  confounds: [],
  joiners: 'none',
  measure: {
    faceValidity: true,
    reliability: 'standardized-test',
    overAligned: false,
    sameCollection: true,
    developerMade: false,
  },
  findingsInDomain: 1,
  sites: 'clusters',
  overridingNegative: false,
  overlap: { population: true, setting: true },
  selectionControls: false,
  rationale: { logicModel: false, studyUnderWay: false },
  eef: { threats, mdes: 0.25 },
} as const satisfies TrialEvidence;
const rate = (change: TrialEvidence, of = trial) => trialRating(of, { ...all, ...change });

describe('a trial of which all was said', () => {
  const rating = rate({});

  test('is rated from its own counts', () => {
    expect(rating.findings[0]?.rating).toMatchObject({ rating: 'meets-without-reservations', assigned: 'clusters' });
    expect(rating.essa.tier).toBe('strong');
    // 387 of 400 are analysed: 3 % lost. A detectable effect of .25 has four padlocks.
    expect(rating.padlocks).toMatchObject({ padlocks: 4, initial: 4, lost: 0 });
    expect(rating.padlocks.criteria.find(({ step }) => step === 'attrition')?.answer).toBe(String(13 / 400));
    expect(rating.essa.tiers[0]?.steps.find(({ step }) => step === 'students')?.answer).toBe('387');
    expect(rating.essa.tiers[0]?.steps.find(({ step }) => step === 'sites')?.answer).toBe('20');
    expect(rating.questions).toEqual([]);
    expect(rating.notes).toEqual([]);
    expect(rating.findings[0]?.finding).toEqual(trial.wwc);
    expect(JSON.parse(JSON.stringify(rating))).toEqual(rating);
  });

  test('has a flow of pupils and of schools whose sums agree', () => {
    const { flow } = rating.findings[0] as (typeof rating.findings)[0];

    expect(flow).toMatchObject({ randomized: 400, analysed: 387, assessed: null });
    expect(
      flow.arms.map(({ name, allocated, received, lost, analysed }) => [
        name,
        allocated,
        received,
        lost.total,
        analysed,
      ]),
    ).toEqual([
      ['app', 200, null, 6, 194],
      ['usual', 200, null, 7, 193],
    ]);
    expect(flow.clusters?.arms.map(({ allocated, analysed }) => [allocated, analysed])).toEqual([
      [10, 10],
      [10, 10],
    ]);
  });

  test('passes on who was looked at, and refuses counts that do not add up', () => {
    const flow = rate({ enrolment: { assessed: 450, excluded: [{ reason: 'no consent', n: 50 }] } }).findings[0]?.flow;

    expect(flow).toMatchObject({ assessed: 450, excluded: { total: 50 } });
    expect(errorOf(() => rate({ enrolment: { assessed: 450 } })).code).toBe('inconsistent_counts');
  });

  test('counts who took part among all who were assigned, in each arm what the arm was meant to do', () => {
    const { flow } = rate({}, trialSummary(table, { ...design, received: 'took' })).findings[0] as {
      flow: { arms: readonly { received: number | null; notReceived: { total: number } }[] };
    };

    // One in five treated pupils did not take part; one in ten of the others did.
    expect(flow.arms.map(({ received, notReceived }) => [received, notReceived.total])).toEqual([
      [160, 40],
      [180, 20],
    ]);
  });
});

describe('what was not said', () => {
  const codes = (evidence: TrialEvidence, of = trial) => trialRating(of, evidence).questions.map(({ code }) => code);

  test('is asked for: with nothing said nothing is rated', () => {
    const rating = trialRating(trial, {});

    expect(rating.findings[0]?.rating.rating).toBe('cannot-be-rated');
    expect(rating.essa.tier).toBe('cannot-be-rated');
    expect(rating.padlocks.padlocks).toBeNull();
    expect(rating.domain).toBeNull();
    expect(codes({})).toEqual([
      'face-validity',
      'reliability',
      'alignment',
      'collection',
      'developer-made',
      'design',
      'confounds',
      'integrity',
      'joiners',
      'effect',
      'overriding-negative',
      'sites',
      'overlap',
      'controls',
      'logic-model',
      'study-under-way',
      ...eefThreats,
    ]);
    expect(rating.questions.find(({ code }) => code === 'design')?.for).toEqual(['wwc', 'essa', 'eef']);
    expect(rating.questions.find(({ code }) => code === 'alignment')?.answerIn).toBe('measure.overAligned');
  });

  test('may be null in JSON', () => {
    const nothing = JSON.parse('{"design": null, "measure": null, "eef": {"threats": {"confounding": null}}}');

    expect(trialRating(trial, nothing)).toEqual(trialRating(trial, {}));
  });

  const members = Object.keys(all) as (keyof typeof all)[];
  const rank = ['none', 'rationale', 'promising', 'moderate', 'strong'];

  prop.prop([fc.subarray(members)], { numRuns: 60 })('never makes a rating better', (said) => {
    const evidence = Object.fromEntries(said.map((name) => [name, all[name]])) as TrialEvidence;
    const { findings, essa, padlocks } = trialRating(trial, evidence);
    const complete = ['design', 'integrity', 'confounds', 'joiners', 'measure'].every((name) =>
      (said as readonly string[]).includes(name),
    );

    expect(findings[0]?.rating.rating).toBe(complete ? 'meets-without-reservations' : 'cannot-be-rated');
    expect(rank.indexOf(essa.tier)).toBeLessThanOrEqual(4);
    if (!complete) expect(['strong', 'moderate']).not.toContain(essa.tier);
    if (!said.includes('eef')) expect(padlocks.padlocks).toBeNull();
  });

  test('whether anything but pupils was assigned is asked for where no cluster is named', () => {
    const { cluster: _, ...simple } = design;
    const alone = trialSummary(table, simple);

    expect(codes({ ...all, sites: 5 }, alone)).toEqual(['assigned']);
    expect(codes({ ...all, sites: 5, assigned: 'individuals' }, alone)).toEqual([]);
    expect(codes({ ...all, sites: 5 }, trialSummary(table, { ...design, assignedWithinClusters: true }))).toEqual([]);
  });

  test('how many findings there are in the domain is asked for only where it could decide', () => {
    const { findingsInDomain: _, ...unsaid } = all;

    expect(codes(unsaid)).toEqual(['effect']);
    expect(trialRating(trial, unsaid).essa.tier).toBe('cannot-be-rated');
    const none = trialSummary(schools(0), design);
    expect(none.wwc?.significant).toBe(false);
    expect(codes(unsaid, none)).toEqual([]);
    expect(trialRating(none, unsaid).essa.tier).toBe('none');
  });

  test('the attrition of a summary without a boundary is asked for as an option of the summary', () => {
    const { attritionBoundary: _, ...unbounded } = design;
    const { questions } = rate({}, trialSummary(table, unbounded));

    expect(questions.map(({ code }) => code)).toEqual(['cluster-attrition', 'joiners', 'individual-attrition']);
    expect(questions[0]?.answerIn).toContain('attritionBoundary');
  });

  test('the detectable effect of the trial as analysed stands in for that as randomized, with a note', () => {
    const { padlocks, notes } = rate({ eef: { threats } });

    expect(padlocks.criteria.find(({ step }) => step === 'mdes')?.answer).toBe(String(trial.minimumDetectable?.sd));
    expect(notes.map(({ code }) => code)).toEqual(['mdes_as_analysed']);
    const other = trialSummary(table, { ...design, power: 0.9 });
    const looser = trialSummary(table, { ...design, level: 0.9 });
    for (const one of [other, looser])
      expect(rate({ eef: { threats } }, one).questions.map(({ answerIn }) => answerIn)).toEqual(['eef.mdes']);
  });
});

describe('what was said', () => {
  test('decides: joiners, integrity, confounds, measures', () => {
    const level = (change: TrialEvidence) => rate(change).findings[0]?.rating.rating;
    const adjusted = trialSummary(table, { ...design, baseline: 'pre' });

    expect(level({ confounds: ['one teacher'] })).toBe('does-not-meet');
    expect(level({ measure: { ...all.measure, overAligned: true } })).toBe('does-not-meet');
    expect(level({ integrity: 'compromised' })).toBe('cannot-be-rated');
    expect(rate({ integrity: 'compromised' }, adjusted).findings[0]?.rating.rating).toBe(
      adjusted.alike?.baseline?.level === 'not-satisfied' ? 'does-not-meet' : 'meets-with-reservations',
    );
    expect(level({ joiners: 'at-risk' })).toBe('cannot-be-rated');
    expect(rate({ design: 'quasi-experimental' }).questions.map(({ answerIn }) => answerIn)).toContain(
      'eef.comparison',
    );
  });

  test('a developer’s own measure is no tier 1 by edition 5.0', () => {
    const own = rate({ measure: { ...all.measure, developerMade: true } });

    expect(own.essa.tier).toBe('promising');
    expect(own.findings[0]?.rating.rating).toBe('meets-without-reservations');
  });

  test('is corrected for all findings of the domain', () => {
    const weak = trialSummary(schools(0.22), design);
    const p = weak.wwc?.pValue as number;

    expect(p).toBeGreaterThan(0.001);
    expect(p).toBeLessThan(0.05);
    expect(rate({ findingsInDomain: 1 }, weak).essa.tier).toBe('strong');
    expect(rate({ findingsInDomain: 60 }, weak).domain?.findings[0]?.adjustedPValue).toBeCloseTo(60 * p, 12);
    expect(rate({ findingsInDomain: 60 }, weak).essa.tier).toBe('none');
  });

  test.each([
    ['a cluster that the design does not name', { assigned: 'individuals' }, 'invalid_argument'],
    ['sites that are no column', { sites: 'blocks' }, 'invalid_argument'],
    ['a member that means nothing', { integerity: 'valid' }, 'invalid_argument'],
    ['a member of a member', { measure: { aligned: true } }, 'invalid_argument'],
    ['a measure of another outcome', { measures: { reading: all.measure } }, 'invalid_argument'],
    ['findings fewer than there are', { findingsInDomain: 0 }, 'invalid_argument'],
    ['a threat that is none', { eef: { threats: { weather: 'low' } } }, 'invalid_argument'],
    ['text for a record', { overlap: 'yes' }, 'invalid_argument'],
    ['joiners by another word', { joiners: 'at risk' }, 'invalid_argument'],
    ['something else that was assigned', { assigned: 'schools' }, 'invalid_argument'],
    ['a confound that is no word', { confounds: [3] }, 'invalid_argument'],
    ['a reliability as text', { measure: { reliability: { kind: 'test-retest', value: '0.7' } } }, 'invalid_argument'],
    ['a comparison beside chance', { eef: { comparison: 'matched-on-observables' } }, 'invalid_argument'],
    [
      'chance as the comparison',
      { design: 'quasi-experimental', eef: { comparison: 'randomized' } },
      'invalid_argument',
    ],
    ['excluded without reasons', { enrolment: { excluded: 5 } }, 'invalid_argument'],
    ['excluded for no reason', { enrolment: { excluded: [{ n: 0 }] } }, 'invalid_argument'],
    ['no record at all', null, 'invalid_argument'],
  ])('may not contradict the trial or itself: %s', (_, change, code) => {
    const evidence = change === null ? null : { ...all, ...change };

    expect(errorOf(() => trialRating(trial, evidence as unknown as TrialEvidence)).code).toBe(code);
  });

  test('a summary without a profile, or without the clusters that were assigned, is refused', () => {
    const { profile: _, attritionBoundary: __, ...bare } = design;
    const { cluster: ___, ...simple } = design;

    expect(errorOf(() => rate({}, trialSummary(table, bare))).message).toContain("profile: 'wwc-5.0'");
    expect(errorOf(() => rate({ assigned: 'clusters', sites: 4 }, trialSummary(table, simple))).code).toBe(
      'invalid_argument',
    );
  });
});

describe('counts', () => {
  const pupils = (outcomes: Readonly<Record<string, readonly number[]>>, more: object = {}) =>
    fromColumns({ arm: Array.from({ length: 400 }, (_, i) => (i % 2 === 1 ? 'app' : 'usual')), ...outcomes, ...more });
  const simple = { outcome: 'a', treatment, profile: 'wwc-5.0', attritionBoundary: 'cautious' } as const;
  const said = { ...all, assigned: 'individuals', joiners: undefined, sites: 4 } as unknown as TrialEvidence;
  const noise = (seed: number, effect: number) => {
    const draws = randomStream(seed);
    return () => Array.from({ length: 400 }, (_, i) => effect * (i % 2) + draws.normal());
  };

  test.each([
    [0.1, 5],
    [0.2, 4],
    [0.3, 3],
    [0.4, 2],
    [0.5, 1],
  ])('a loss of just %f keeps its padlocks, whatever 1 less the rest rounds to', (share, padlocks) => {
    const a = noise(3, 0.3)().map((y, i) => (i < 400 * share ? Number.NaN : y));
    const { criteria } = trialRating(trialSummary(pupils({ a }), simple), said).padlocks;

    expect(criteria.find(({ step }) => step === 'attrition')).toMatchObject({ answer: String(share), padlocks });
  });

  test('a mean that is significant where no finding is asks for the number of findings, too: others could lower it', () => {
    const draw = noise(32, 0.2);
    const rows = Array.from({ length: 400 });
    const both = draw().concat(draw());
    const [a, b] = [rows.map((_, i) => both[i] as number), rows.map((_, i) => both[400 + i] as number)];
    const family = trialFamily(pupils({ a, b }), [simple, { ...simple, outcome: 'b' }]);
    const { findingsInDomain: _, ...unsaid } = said;
    const of = (m: number) => trialRating(family, { ...unsaid, findingsInDomain: m });

    expect(of(2).domain?.findings.map(({ significant }) => significant)).toEqual([false, false]);
    expect(of(2).domain?.mean.significant).toBe(true);
    expect(of(2).essa.tier).toBe('strong');
    expect(of(3).essa.tier).toBe('none');
    expect(trialRating(family, unsaid).domain).toBeNull();
    expect(trialRating(family, unsaid).questions.map(({ answerIn }) => answerIn)).toEqual(['findingsInDomain']);
  });

  test('a block with one arm is no second site', () => {
    const site = Array.from({ length: 400 }, (_, i) => (i % 2 === 1 && i > 350 ? 'south' : 'north'));
    const blocked = trialSummary(pupils({ a: noise(5, 1)() }, { site }), { ...simple, block: 'site' });
    const { essa } = trialRating(blocked, { ...said, sites: 'blocks' });

    expect(blocked.blocks).toMatchObject({ count: 2, withBothArms: 1 });
    expect(essa.tiers[0]?.steps.find(({ step }) => step === 'sites')).toMatchObject({ answer: '1', passes: false });
  });

  test('of sites are the fewest of any outcome', () => {
    const [four, two] = [4, 2].map((n) => Array.from({ length: 400 }, (_, i) => `site ${Math.floor(i / 2) % n}`));
    const table = pupils({ a: noise(7, 1)(), b: noise(8, 1)() }, { four, two });
    const family = trialFamily(table, [
      { ...simple, block: 'four' },
      { ...simple, outcome: 'b', block: 'two' },
    ]);
    const { essa } = trialRating(family, { ...said, findingsInDomain: 2, sites: 'blocks' });

    expect(essa.tiers[0]?.steps.find(({ step }) => step === 'sites')?.answer).toBe('2');
  });

  test('of rows that stand for several pupils are none of pupils', () => {
    const counted = pupils({ a: noise(6, 1)() }, { times: Array.from({ length: 400 }, (_, i) => 1 + (i % 3)) });
    const weighted = trialSummary(counted, { ...simple, weights: { column: 'times', kind: 'frequency' } });

    expect(weighted.alike?.attrition).toBeNull();
    expect(weighted.alike?.notes.map(({ code }) => code)).toEqual(['not_judged']);
    expect(errorOf(() => trialRating(weighted, said)).code).toBe('invalid_argument');
  });
});

describe('several outcomes', () => {
  const family = trialFamily(table, [design, { ...design, outcome: 'math' }]);

  test('are one domain, each with its own rating and flow', () => {
    const rating = trialRating(family, { ...all, findingsInDomain: 2 });

    expect(
      rating.findings.map(({ outcome, rating: { rating: level }, flow }) => [outcome, level, flow.analysed]),
    ).toEqual([
      ['post', 'meets-without-reservations', 387],
      ['math', 'meets-without-reservations', 400],
    ]);
    expect(rating.domain?.findings).toHaveLength(2);
    expect(rating.essa.tier).toBe('strong');
    // The fewest students of the findings that count.
    expect(rating.essa.tiers[0]?.steps.find(({ step }) => step === 'students')?.answer).toBe('387');
    expect(errorOf(() => trialRating(family, all)).message).toContain('2 or more');
  });

  test('on a measure that does not qualify do not count', () => {
    const measures = { math: { ...all.measure, overAligned: true } };
    const rating = trialRating(family, { ...all, findingsInDomain: 2, measures });

    expect(rating.findings.map(({ rating: { rating: level } }) => level)).toEqual([
      'meets-without-reservations',
      'does-not-meet',
    ]);
    expect(rating.domain?.findings.map(({ name }) => name)).toEqual(['post']);
  });

  test('each ask for their own measure', () => {
    const { measure: _, ...unmeasured } = all;
    const { questions, essa } = trialRating(family, {
      ...unmeasured,
      findingsInDomain: 2,
      measures: { post: all.measure },
    });

    expect(questions.map(({ outcome, answerIn }) => [outcome, answerIn])).toContainEqual([
      'math',
      'measures.math.overAligned',
    ]);
    expect(questions.every(({ outcome }) => outcome !== 'post')).toBe(true);
    // Both are significant and good: the tier rests on the one that cannot be rated.
    expect(essa.tiers[0]?.steps.find(({ step }) => step === 'standards')?.answer).toBe('cannot-be-rated');
  });
});

test('a third arm stands in the flow, and is not analysed', () => {
  const arms = ['t', 't', 't', 'c', 'c', 'c', 'x', 'x', 't', 'c'];
  const small = fromColumns({
    arm: arms,
    site: arms.map((_, i) => `s${i}`),
    y: [3, 5, 4, 2, 1, 3, 9, 9, Number.NaN, 2],
  });
  const rated = trialRating(
    trialSummary(small, {
      outcome: 'y',
      treatment: { column: 'arm', treated: 't', control: 'c' },
      cluster: 'site',
      profile: 'wwc-5.0',
      attritionBoundary: 'cautious',
    }),
    {},
  );
  const [{ flow }] = rated.findings as [(typeof rated.findings)[0]];

  expect(
    flow.arms.map(({ name, allocated, lost, excluded, analysed }) => [
      name,
      allocated,
      lost.total,
      excluded.total,
      analysed,
    ]),
  ).toEqual([
    ['t', 4, 1, 0, 3],
    ['c', 4, 0, 0, 4],
    ['x', 2, 0, 2, 0],
  ]);
  expect(flow.clusters?.arms.map(({ allocated, analysed }) => [allocated, analysed])).toEqual([
    [4, 3],
    [4, 4],
    [2, 0],
  ]);
});
