import { describe, expect, test } from 'vitest';
import { type CellValue, fromColumns, type Table, type TrialDesign, trialSummary } from '../../../src/node.js';
import { randomStream } from '../../../src/numeric/random/index.js';
import { trialFamily } from '../../../src/summarize/trial/trial-family.js';
import { errorOf } from '../../errors.js';

const treatment = { column: 'arm', treated: 't', control: 'c' };
const design: TrialDesign = { outcome: 'post', treatment };

/** Pupils in schools: half assigned in each, those who take part gain 5 points, an hour of use 2. */
function pupils(n = 200): Record<string, readonly CellValue[]> {
  const draws = randomStream(11);
  const rows = Array.from({ length: n }, (_, i) => {
    const assigned = i % 2 === 0;
    const took = assigned && draws.uniform() < 0.7;
    const minutes = took ? Math.round(60 + 240 * draws.uniform()) : 0;
    const post = 50 + 10 * draws.normal() + 5 * Number(took) + minutes / 30;
    return { assigned, took, minutes, post, school: `s${(i % 8) >> 1}`, sex: draws.uniform() < 0.5 ? 'f' : 'm' };
  });
  return {
    arm: rows.map(({ assigned }) => (assigned ? 't' : 'c')),
    post: rows.map(({ post }) => post),
    took: rows.map(({ took }) => Number(took)),
    came: rows.map(({ took }) => (took ? 'yes' : 'no')),
    minutes: rows.map(({ minutes }) => minutes),
    school: rows.map(({ school }) => school),
    sex: rows.map(({ sex }) => sex),
  };
}

const columns = pupils();
const table = (change: Readonly<Record<string, readonly CellValue[]>> = {}): Table =>
  fromColumns({ ...columns, ...change });
const replaced = (name: string, rows: number, value: CellValue): readonly CellValue[] =>
  (columns[name] as readonly CellValue[]).map((x, row) => (row < rows ? value : x));

describe('who took part', () => {
  test('0 and 1, or two labels: the same answer', () => {
    const numbers = trialSummary(table(), { ...design, received: 'took' }).takeUp;
    const labels = trialSummary(table(), { ...design, received: { column: 'came', yes: 'yes', no: 'no' } }).takeUp;

    expect({ ...labels, column: '', notes: [] }).toEqual({ ...numbers, column: '', notes: [] });
  });

  test("where no control took part, Bloom's is the effect of assignment over the share, and that of two stages the same", () => {
    const { takeUp, intentToTreat } = trialSummary(table(), { ...design, received: 'took' });

    expect(takeUp?.bloom?.estimate).toBeCloseTo(intentToTreat.estimate / (takeUp?.treatment.share ?? 0), 12);
    expect(takeUp?.complierEffect?.estimate).toBeCloseTo(takeUp?.bloom?.estimate ?? 0, 10);
  });

  test("where controls took part, there is no Bloom's", () => {
    expect(
      trialSummary(table({ took: replaced('took', 2, 1) }), { ...design, received: 'took' }).takeUp?.bloom,
    ).toBeNull();
  });

  test('rows of which it is not known stay in the effect of assignment, and are counted', () => {
    const { takeUp, intentToTreat, rows } = trialSummary(table({ took: replaced('took', 5, null) }), {
      ...design,
      received: 'took',
    });

    expect(rows.used).toBe(200);
    expect(intentToTreat).toEqual(trialSummary(table(), design).intentToTreat);
    expect([takeUp?.treatment.unknown, takeUp?.control.unknown, takeUp?.complierEffect?.n]).toEqual([3, 2, 195]);
    expect(takeUp?.bloom).toBeNull();
    expect(takeUp?.notes[0]).toMatchObject({ code: 'use_unknown' });
    expect(takeUp?.notes[0]?.message).toContain('5 rows without "took" (3 treatment, 2 control)');
  });

  test('everybody as assigned: the effect of assignment itself, without an F of the first stage', () => {
    const { takeUp, intentToTreat } = trialSummary(
      table({ took: (columns['arm'] ?? []).map((arm) => Number(arm === 't')) }),
      {
        ...design,
        received: 'took',
      },
    );

    expect(takeUp?.complierEffect?.estimate).toBeCloseTo(intentToTreat.estimate, 10);
    expect(takeUp?.complierEffect?.firstStage).toBeNull();
    expect(takeUp?.moved?.estimate).toBeCloseTo(1, 12);
    expect(takeUp?.moved).toMatchObject({ standardError: null, interval: null });
  });

  test('nobody took part: no effect on compliers, and a note says why', () => {
    const { takeUp } = trialSummary(table({ took: replaced('took', 200, 0) }), { ...design, received: 'took' });

    expect(takeUp?.complierEffect).toBeNull();
    expect(takeUp?.notes.map(({ code }) => code)).toEqual(['no_effect_of_use', 'complier_assumptions']);
  });

  test('take-up that assignment did not move: a set without bounds, no interval, and a note', () => {
    const took = Array.from({ length: 200 }, (_, i) => Number(i % 3 === 0));
    const effect = trialSummary(table({ took }), { ...design, received: 'took' }).takeUp?.complierEffect;

    expect(effect?.interval).toBeNull();
    expect(effect?.standardized.interval).toBeNull();
    expect(effect?.confidenceSet?.pieces.some(({ lower, upper }) => lower === null || upper === null)).toBe(true);
    expect(effect?.notes.map(({ code }) => code)).toEqual(['weak_instrument', 'unbounded_set']);
  });

  test.each([
    ['a number that is neither 0 nor 1', { took: replaced('took', 1, 2) }, 'took', 'out_of_domain', /minutes/],
    ['labels where numbers were named', {}, 'came', 'wrong_column_type', /yes: \.\.\., no: \.\.\./],
    [
      'a third label',
      { came: replaced('came', 1, 'once') },
      { column: 'came', yes: 'yes', no: 'no' },
      'invalid_argument',
      /"once"/,
    ],
    [
      'an arm of which it is never known',
      { took: (columns['took'] ?? []).map((x, i) => (i % 2 === 0 ? null : x)) },
      'took',
      'no_data',
      /none in treatment/,
    ],
  ] as const)('%s is refused', (_, change, received, code, message) => {
    const error = errorOf(() => trialSummary(table(change), { ...design, received }));

    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
  });
});

describe('minutes of use', () => {
  test('the effect per hour does not care whether a school day is in hours or in minutes of a minute', () => {
    const once = trialSummary(table(), { ...design, minutes: 'minutes' }).use;
    const doubled = trialSummary(table({ minutes: (columns['minutes'] ?? []).map((x) => 2 * Number(x)) }), {
      ...design,
      minutes: 'minutes',
    }).use;

    expect(doubled?.effectPerHour?.estimate).toBeCloseTo((once?.effectPerHour?.estimate ?? 0) / 2, 10);
    expect(doubled?.effectPerHour?.pValue).toBeCloseTo(once?.effectPerHour?.pValue ?? 0, 10);
    expect(doubled?.added?.estimate).toBeCloseTo(2 * (once?.added?.estimate ?? 0), 8);
  });

  test.each([
    ['all the same', () => 30],
    ['none at all', () => 0],
    ['unmoved by assignment', (row: number) => 10 * (row % 7)],
  ])('%s: no effect per hour, never a division by about 0', (_, minutesOf) => {
    const minutes = Array.from({ length: 200 }, (__, row) => minutesOf(row));
    const { use } = trialSummary(table({ minutes }), { ...design, minutes: 'minutes', block: 'school' });

    expect(use?.effectPerHour).toBeNull();
    expect(use?.notes.length).toBeGreaterThan(0);
    expect(JSON.stringify(use)).not.toMatch(/NaN|Infinity/);
  });

  test('minutes below 0 are refused', () => {
    const error = errorOf(() =>
      trialSummary(table({ minutes: replaced('minutes', 1, -3) }), { ...design, minutes: 'minutes' }),
    );

    expect(error.code).toBe('out_of_domain');
    expect(error.message).toContain('-3');
  });
});

describe('subgroups and sites', () => {
  test('a label with one arm has no effect and a reason; the others are tested among themselves', () => {
    const grade = Array.from({ length: 200 }, (_, i) =>
      i % 2 === 0 && i < 20 ? 'only treated' : i % 4 < 2 ? '3' : '4',
    );
    const [found] = trialSummary(table({ grade }), { ...design, subgroups: ['grade'] }).subgroups?.subgroups ?? [];

    expect(found?.levels.map(({ label }) => label)).toEqual(['3', '4', 'only treated']);
    expect(found?.levels[2]).toMatchObject({
      effect: null,
      reason: 'one arm only',
      adjustedPValue: null,
      significant: null,
    });
    expect(found?.interaction?.numeratorDf).toBe(1);
  });

  test('a column with a single label has no interaction test, and a note', () => {
    const { subgroups } = trialSummary(table({ sex: replaced('sex', 200, 'f') }), { ...design, subgroups: ['sex'] });

    expect(subgroups?.subgroups[0]?.interaction).toBeNull();
    expect(subgroups?.subgroups[0]?.notes[0]?.code).toBe('no_interaction_test');
    expect(subgroups?.multiplicity).toEqual({ method: 'holm', interactions: 0, effects: 1, level: 0.05 });
  });

  test('rows without a label are counted, and stay in the effect of assignment', () => {
    const summary = trialSummary(table({ sex: replaced('sex', 7, null) }), { ...design, subgroups: ['sex'] });

    expect(summary.rows.used).toBe(200);
    expect(summary.subgroups?.subgroups[0]?.unknown).toBe(7);
  });

  test('a covariate that is the subgroup is left out of its own interaction test', () => {
    const summary = trialSummary(table(), { ...design, covariates: ['sex'], subgroups: ['sex'], block: 'school' });

    expect(summary.subgroups?.subgroups[0]?.interaction?.numeratorDf).toBe(1);
    expect(summary.subgroups?.subgroups[0]?.levels.every(({ effect }) => effect !== null)).toBe(true);
  });

  test('the rule is stated, and another may be chosen', () => {
    const { subgroups } = trialSummary(table(), {
      ...design,
      subgroups: ['sex'],
      multiplicity: 'benjamini-hochberg',
      level: 0.9,
    });

    expect(subgroups?.multiplicity).toEqual({ method: 'benjamini-hochberg', interactions: 1, effects: 2, level: 0.1 });
    expect(errorOf(() => trialSummary(table(), { ...design, multiplicity: 'sidak' as 'holm' })).code).toBe(
      'invalid_argument',
    );
  });

  test('a subgroup of few clusters says so, and one with a single cluster in an arm has no effect', () => {
    const cluster = Array.from({ length: 200 }, (_, i) => `k${i % 20}`);
    const size = cluster.map((k) =>
      ['k0', 'k1', 'k3'].includes(k) ? 'tiny' : ['k2', 'k4', 'k5', 'k7'].includes(k) ? 'small' : 'large',
    );
    const { subgroups } = trialSummary(table({ cluster, size }), {
      ...design,
      cluster: 'cluster',
      subgroups: ['size'],
    });
    const [large, small, tiny] = subgroups?.subgroups[0]?.levels ?? [];

    expect(large?.notes).toEqual([]);
    expect(small?.notes.map(({ code }) => code)).toEqual(['few_clusters']);
    expect(tiny?.effect).toBeNull();
    expect(tiny?.reason).toContain('at least 2 clusters');
  });

  test('ids are no subgroups', () => {
    const id = Array.from({ length: 200 }, (_, i) => `pupil ${i}`);

    expect(errorOf(() => trialSummary(table({ id }), { ...design, subgroups: ['id'] })).message).toContain(
      '200 in "id"',
    );
  });

  test('nor are the ids of a small trial: many labels without an effect say what to do, a few tell their reasons', () => {
    const small = (n: number, label: (i: number) => string): Table => {
      const known = pupils(n);
      return fromColumns({ ...known, id: (known['post'] ?? []).map((_, i) => label(i)) });
    };
    const run = (data: Table) => trialSummary(data, { ...design, subgroups: ['id'] }).subgroups?.subgroups[0]?.levels;
    const ids = errorOf(() => run(small(40, (i) => `pupil ${i}`)));

    expect(ids.code).toBe('invalid_argument');
    expect(ids.message).toContain('join labels, or leave the column out if it holds ids');
    expect(ids.message).toContain('40 labels in "id"');
    // Pairs of one pupil an arm have both arms and still no standard error.
    expect(errorOf(() => run(small(40, (i) => `pair ${i >> 1}`))).message).toContain('20 labels in "id"');
    expect(run(small(40, (i) => (i % 2 === 0 ? 'x' : 'y')))?.map(({ reason }) => reason)).toEqual([
      'one arm only',
      'one arm only',
    ]);
    expect(run(small(200, (i) => `class ${(i >> 1) % 20}`))?.filter(({ effect }) => effect !== null)).toHaveLength(20);
  });

  test('sites need blocks', () => {
    const { sites } = trialSummary(table(), { ...design, block: 'school', sites: true });

    expect(sites?.sites.map(({ label, nTreatment }) => [label, nTreatment])).toEqual(
      [0, 1, 2, 3].map((i) => [`s${i}`, 25]),
    );
    expect(errorOf(() => trialSummary(table(), { ...design, sites: true })).code).toBe('invalid_argument');
  });
});

describe('laws', () => {
  const asked = { received: 'took', minutes: 'minutes', subgroups: ['sex'], block: 'school', sites: true } as const;
  const scaled = (by: number): Table => table({ post: (columns['post'] ?? []).map((x) => by * Number(x) + 7) });
  const once = trialSummary(table(), { ...design, ...asked });

  test.each([2, -3])('an outcome stretched by %d and moved stretches every effect and no test', (by) => {
    const stretched = trialSummary(scaled(by), { ...design, ...asked });
    const pairs = [
      [stretched.takeUp?.complierEffect, once.takeUp?.complierEffect],
      [stretched.use?.effectPerHour, once.use?.effectPerHour],
      [stretched.subgroups?.subgroups[0]?.levels[1]?.effect, once.subgroups?.subgroups[0]?.levels[1]?.effect],
      [stretched.sites?.sites[2]?.effect, once.sites?.sites[2]?.effect],
    ];

    for (const [ours, theirs] of pairs) {
      expect(ours?.estimate).toBeCloseTo(by * (theirs?.estimate ?? Number.NaN), 8);
      expect(ours?.pValue).toBeCloseTo(theirs?.pValue ?? Number.NaN, 8);
    }
    expect(stretched.subgroups?.subgroups[0]?.interaction?.pValue).toBeCloseTo(
      once.subgroups?.subgroups[0]?.interaction?.pValue ?? Number.NaN,
      8,
    );
    expect(stretched.minimumDetectable?.sd).toBeCloseTo(once.minimumDetectable?.sd ?? Number.NaN, 8);
    expect(stretched.takeUp?.moved?.estimate).toBeCloseTo(once.takeUp?.moved?.estimate ?? Number.NaN, 12);
  });

  test('swapping the labels of the arms turns what assignment did, and not what taking part did', () => {
    const swapped = trialSummary(table(), {
      ...design,
      ...asked,
      treatment: { ...treatment, treated: 'c', control: 't' },
    });

    expect(swapped.intentToTreat.estimate).toBeCloseTo(-once.intentToTreat.estimate, 9);
    expect(swapped.takeUp?.moved?.estimate).toBeCloseTo(-(once.takeUp?.moved?.estimate ?? 0), 9);
    expect(swapped.takeUp?.complierEffect?.estimate).toBeCloseTo(once.takeUp?.complierEffect?.estimate ?? 0, 9);
    expect(swapped.use?.effectPerHour?.interval?.lower).toBeCloseTo(once.use?.effectPerHour?.interval?.lower ?? 0, 9);
  });

  test('the whole is plain JSON', () => {
    const whole = trialSummary(table(), { ...design, ...asked, profile: 'wwc-5.0' });

    expect(JSON.parse(JSON.stringify(whole))).toEqual(whole);
    expect(JSON.stringify(whole)).not.toMatch(/NaN|Infinity/);
  });
});

describe('the effect in other words', () => {
  test('superiority: with g = 0 half, swapping the arms turns it around', () => {
    const there = trialSummary(table(), design).probabilityOfSuperiority;
    const back = trialSummary(table(), {
      ...design,
      treatment: { column: 'arm', treated: 'c', control: 't' },
    }).probabilityOfSuperiority;

    expect(there.estimate + back.estimate).toBeCloseTo(1, 12);
    expect((there.observed ?? 0) + (back.observed ?? 0)).toBeCloseTo(1, 12);
    expect((there.interval?.lower ?? 0) + (back.interval?.upper ?? 0)).toBeCloseTo(1, 6);
  });

  test('more power needs a larger effect; half is the least that can be asked', () => {
    const detectable = (power: number): number =>
      trialSummary(table(), { ...design, power }).minimumDetectable?.points ?? 0;

    expect(detectable(0.9)).toBeGreaterThan(detectable(0.8));
    expect(errorOf(() => detectable(0.4)).code).toBe('out_of_domain');
  });

  test('pairs of clusters are recognized', () => {
    const pair = Array.from({ length: 200 }, (_, i) => `p${Math.floor(i / 40)}`);
    const cluster = Array.from({ length: 200 }, (_, i) => `p${Math.floor(i / 40)}-${i % 2}`);

    expect(trialSummary(table({ pair, cluster }), { ...design, block: 'pair', cluster: 'cluster' }).assignment).toBe(
      'matched-pairs-clustered',
    );
  });

  test('a covariate that says who is in which arm is refused by name', () => {
    const given = (columns['arm'] ?? []).map((arm) => (arm === 't' ? 3 : 1));
    const error = errorOf(() => trialSummary(table({ given }), { ...design, covariates: ['given'] }));

    expect(error.code).toBe('collinear');
    expect(error.message).toContain('"given"');
  });
});

describe("the What Works Clearinghouse's figures", () => {
  test('of scores, from means and from an adjusted difference', () => {
    const plain = trialSummary(table(), { ...design, profile: 'wwc-4.1' });
    const blocked = trialSummary(table(), { ...design, block: 'school', profile: 'wwc-5.0' });

    expect(plain.wwc).toMatchObject({ profile: 'wwc-4.1', effectFrom: 'means', clusterDesign: null });
    expect(plain.wwc?.estimate).toBeCloseTo(plain.hedgesG.estimate, 4);
    expect(blocked.wwc).toMatchObject({ effectFrom: 'adjusted-difference', df: blocked.intentToTreat.df });
  });

  test('of a yes-or-no outcome: the Cox index', () => {
    const passed = (columns['post'] ?? []).map((x) => Number(Number(x) > 52));
    const { wwc } = trialSummary(table({ passed }), { ...design, outcome: 'passed', profile: 'wwc-5.0' });

    expect(wwc?.effectFrom).toBe('shares');
    expect(wwc?.notes).toEqual([]);
  });

  test('of a yes-or-no outcome whose effect leaves 0 to 1: the unadjusted shares, with a note', () => {
    // In the larger block all treated pass and one control does not; in the other nobody passes but the treated.
    const rows = [
      ...Array.from({ length: 12 }, (_, i) => ({ arm: i < 2 ? 'usual' : 'app', school: 'a', passed: Number(i !== 5) })),
      ...Array.from({ length: 12 }, (_, i) => ({
        arm: i < 10 ? 'usual' : 'app',
        school: 'b',
        passed: Number(i === 10 || i > 11 || i < 9),
      })),
    ];
    const of = (name: 'arm' | 'school' | 'passed') => rows.map((row) => row[name]);
    const small = fromColumns({ arm: of('arm'), school: of('school'), passed: of('passed') });
    const asked = {
      outcome: 'passed',
      treatment: { column: 'arm', treated: 'app', control: 'usual' },
      profile: 'wwc-5.0',
      covariates: ['school'],
    } as const;
    const { wwc, intentToTreat, control } = trialSummary(small, asked);
    const moved = control.mean + intentToTreat.estimate;

    expect(wwc?.notes.map(({ code }) => code)).toContain(moved > 0 && moved < 1 ? 'adjusted_share' : 'share_outside');
  });

  test('of clusters that were assigned, with their default correlation or the one that is given', () => {
    const cluster = Array.from({ length: 200 }, (_, i) => `k${i % 20}`);
    const clustered = { ...design, cluster: 'cluster', profile: 'wwc-5.0' } as const;

    expect(trialSummary(table({ cluster }), clustered).wwc).toMatchObject({ iccFrom: 'profile' });
    expect(trialSummary(table({ cluster }), { ...clustered, icc: 0.1 }).wwc).toMatchObject({ iccFrom: 'study' });
  });
});

describe('several outcomes', () => {
  const two = table({ again: (columns['post'] ?? []).map((x, i) => Number(x) + (i % 5)) });
  const designs = [design, { ...design, outcome: 'again' }];

  test('are judged as a family; each summary is its own', () => {
    const family = trialFamily(two, designs, { multiplicity: 'bonferroni', m: 3 });

    expect(family.members[0]?.summary).toEqual(trialSummary(two, design));
    expect(family.members[1]?.adjustedPValue).toBeCloseTo(
      Math.min(1, 3 * (family.members[1]?.summary.intentToTreat.pValue ?? 0)),
      12,
    );
    expect(JSON.stringify(family)).not.toMatch(/NaN|Infinity/);
    expect(JSON.parse(JSON.stringify(family))).toEqual(family);
  });

  test('none, fewer tests than outcomes, or two levels are refused; what fails says for which outcome', () => {
    expect(errorOf(() => trialFamily(two, [])).code).toBe('invalid_argument');
    expect(errorOf(() => trialFamily(two, designs, { m: 1 })).message).toContain('2 or more');
    expect(errorOf(() => trialFamily(two, [design, { ...designs[1], level: 0.9 } as TrialDesign])).message).toContain(
      'one level',
    );
    expect(errorOf(() => trialFamily(two, [design, design])).message).toContain('post twice');
    expect(errorOf(() => trialFamily(two, [design, { ...design, outcome: 'nowhere' }])).detail['outcome']).toBe(
      'nowhere',
    );
  });
});
