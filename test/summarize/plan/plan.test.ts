import { createHash } from 'node:crypto';
import { test as prop } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromColumns, type TrialDesign, trialSummary } from '../../../src/node.js';
import { type AnalysisPlanInput, analysisPlan } from '../../../src/summarize/plan/analysis-plan.js';
import { canonicalJson } from '../../../src/summarize/plan/canonical-json.js';
import { sha256 } from '../../../src/summarize/plan/sha256.js';
import { trialFamily } from '../../../src/summarize/trial/trial-family.js';
import { errorOf } from '../../errors.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('SHA-256', () => {
  // FIPS 180-4 and NIST's examples of it.
  test.each([
    ['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    [
      'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
      '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
    ],
    [
      'abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu',
      'cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1',
    ],
    ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
  ])('of the published message %#', (message, expected) => {
    expect(sha256(utf8(message))).toBe(expected);
  });

  prop.prop([fc.uint8Array({ maxLength: 300 })])('of any bytes it is what OpenSSL makes of them', (bytes) => {
    expect(sha256(bytes)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });
});

describe('canonical JSON', () => {
  test('is that of RFC 8785, section 3.2.2', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '€$\u000f\nA\'B"\\\\"/',
      literals: [null, true, false],
    };

    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  test('sorts names by UTF-16 code units, section 3.2.3', () => {
    const names = { '€': 1, '\r': 1, '\ufb33': 1, '1': 1, '😀': 1, '\u0080': 1, ö: 1 };

    expect(Object.keys(JSON.parse(canonicalJson(Object.fromEntries(Object.entries(names).reverse()))))).toEqual(
      ['1', '\r', '\u0080', 'ö', '€', '😀', '\ufb33'], // JSON.parse puts whole numbers first
    );
    expect(canonicalJson({ b: -0, a: undefined })).toBe('{"b":0}');
  });

  test.each([
    ['NaN', Number.NaN, 'not_finite'],
    ['half of a surrogate pair', 'a\ud800', 'invalid_argument'],
    ['a bigint', 1n, 'invalid_argument'],
  ])('%s is refused', (_, value, code) => {
    expect(errorOf(() => canonicalJson({ value })).code).toBe(code);
  });

  prop.prop([fc.jsonValue()])('reads back as the value, and does not depend on the order of members', (value) => {
    const text = canonicalJson(value);
    const turned = JSON.parse(JSON.stringify(value), (_, x) =>
      x !== null && typeof x === 'object' && !Array.isArray(x) ? Object.fromEntries(Object.entries(x).reverse()) : x,
    );

    expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    expect(canonicalJson(turned)).toBe(text);
  });
});

const treatment = { column: 'arm', treated: 't', control: 'c' };
const input: AnalysisPlanInput = {
  outcomes: [
    { outcome: 'read', treatment, block: 'school', baseline: 'pre', covariates: ['age', 'sex'] },
    { outcome: 'math', treatment, block: 'school' },
  ],
  multiplicity: 'holm',
  attritionBoundary: 'cautious',
  profile: 'wwc-5.0',
};
const plan = analysisPlan(input);

describe('a plan', () => {
  test('has everything filled in, and the hash of its canonical text', () => {
    const { hash, ...rest } = plan;

    expect(rest).toEqual({
      kind: 'analysis-plan',
      version: 1,
      ...input,
      m: 2,
      subgroups: [],
      doseCuts: [],
      level: 0.95,
    });
    expect(hash).toBe(createHash('sha256').update(canonicalJson(rest)).digest('hex'));
    expect(analysisPlan({ ...input, m: 2, level: 0.95 })).toEqual(plan);
  });

  test.each([
    ['no outcome', { outcomes: [] }, /at least one outcome/],
    ['a comparison twice', { outcomes: [...input.outcomes, ...input.outcomes] }, /read twice/],
    ['fewer tests than outcomes', { m: 1 }, /2 or more/],
    ['another rule', { multiplicity: 'sidak' }, /holm/],
    ['another boundary', { attritionBoundary: 'lenient' }, /cautious/],
    ['another profile', { profile: 'wwc-6.0' }, /wwc-5\.0/],
    ['cuts that do not ascend', { doseCuts: [30, 30] }, /ascending/],
    ['a member that is misspelt', { subgroup: ['sex'] }, /"subgroup"/],
    ['an outcome without a treatment', { outcomes: [{ outcome: 'read' }] }, /treatment/],
    [
      'a misspelt member of an outcome',
      { outcomes: [{ outcome: 'read', treatment, covariate: ['x'] }] },
      /"covariate"/,
    ],
  ])('%s is refused', (_, change, message) => {
    const error = errorOf(() => analysisPlan({ ...input, ...change } as AnalysisPlanInput));

    expect(error.code).toBe('invalid_argument');
    expect(error.message).toMatch(message);
  });
});

describe('whether an analysis is the planned one', () => {
  const n = 24;
  const each = <T>(of: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => of(i));
  const table = fromColumns({
    arm: each((i) => (i % 2 === 0 ? 't' : 'c')),
    school: each((i) => `s${(i % 6) >> 1}`),
    sex: each((i) => (i % 3 === 0 ? 'f' : 'm')),
    age: each((i) => 6 + ((i * 7) % 5)),
    pre: each((i) => (i * 5) % 11),
    read: each((i) => ((i * 5) % 11) + ((i * 3) % 7) + (i % 2)),
    math: each((i) => (i * 11) % 13),
  });
  const [read, math] = input.outcomes as readonly [TrialDesign, TrialDesign];
  const check = (design: TrialDesign) => trialSummary(table, design, { plan }).plan;

  test('it is; the order of covariates and defaults that are written out do not matter', () => {
    expect(check(read)).toEqual({
      kind: 'plan-check',
      hash: plan.hash,
      asPlanned: true,
      deviations: [],
      notChecked: ['attritionBoundary (cautious)', 'profile (wwc-5.0)', 'multiplicity over 2 outcomes (holm)'],
    });
    expect(check({ ...read, covariates: ['sex', 'age'], level: 0.95, higherIsBetter: true })?.asPlanned).toBe(true);
    expect(trialSummary(table, read).plan).toBeNull();
  });

  test('every deviation is listed with what was planned and what ran', () => {
    const found = check({ ...read, covariates: ['age'], level: 0.9, subgroups: ['sex'], profile: 'wwc-4.1' });

    expect(found?.asPlanned).toBe(false);
    expect(found?.deviations.map(({ what, planned, ran }) => [what, planned, ran])).toEqual([
      ['covariates', '["age","sex"]', '["age"]'],
      ['level', '0.95', '0.9'],
      ['subgroups', '[]', '["sex"]'],
      ['profile', '"wwc-5.0"', '"wwc-4.1"'],
    ]);
    expect(found?.deviations[0]?.message).toBe('covariates of read: planned ["age","sex"], ran ["age"].');
  });

  test('another attrition boundary than the planned one is a deviation', () => {
    const found = check({ ...read, profile: 'wwc-5.0', attritionBoundary: 'optimistic' });

    expect(found?.deviations.map(({ what, ran }) => [what, ran])).toEqual([['attritionBoundary', '"optimistic"']]);
    expect(found?.notChecked).toEqual(['multiplicity over 2 outcomes (holm)']);
  });

  test('of two planned comparisons of one outcome, the one that was not run is missed', () => {
    const arms = (treated: string) => ({ column: 'arm', treated, control: 'c' });
    const outcomes = ['t', 'a'].map((treated) => ({ outcome: 'read', treatment: arms(treated) }));
    const both = analysisPlan({ ...input, outcomes, subgroups: [], doseCuts: [] });
    const one = trialFamily(table, [{ outcome: 'read', treatment: arms('t') }], { plan: both }).plan;

    expect(one?.asPlanned).toBe(false);
    expect(one?.deviations.map(({ message }) => message)).toEqual([
      '"read: a against c" was planned and not analysed.',
    ]);
  });

  test('an outcome that was not planned is exploratory', () => {
    const found = check({ ...math, outcome: 'pre' });

    expect(found?.deviations.map(({ message }) => message)).toEqual([
      '"pre" was analysed and not planned: exploratory.',
    ]);
  });

  test('a family takes its rule and its size from the plan, and says which outcome is missing', () => {
    const all = trialFamily(table, [read, math], { plan });
    const one = trialFamily(table, [read], { plan, multiplicity: 'benjamini-hochberg' });

    expect(all.plan).toMatchObject({
      asPlanned: true,
      notChecked: ['attritionBoundary (cautious)', 'profile (wwc-5.0)'],
    });
    expect(all.multiplicity).toEqual({ method: 'holm', m: 2, level: 0.05 });
    expect(one.plan?.deviations.map(({ message }) => message)).toEqual([
      'multiplicity: planned "holm", ran "benjamini-hochberg".',
      '"math" was planned and not analysed.',
    ]);
  });

  test('subgroups are judged by the rule of the plan unless the design names another', () => {
    const grouped = analysisPlan({ ...input, multiplicity: 'benjamini-hochberg', subgroups: ['sex'] });
    const design = { ...read, subgroups: ['sex'] };
    const { subgroups, plan: found } = trialSummary(table, design, { plan: grouped });
    const other = trialSummary(table, { ...design, multiplicity: 'hommel' }, { plan: grouped }).plan;
    const { members } = trialFamily(table, [design, { ...math, subgroups: ['sex'] }], { plan: grouped });

    expect([subgroups?.multiplicity.method, found?.asPlanned]).toEqual(['benjamini-hochberg', true]);
    expect(other?.deviations.map(({ what }) => what)).toEqual(['multiplicity']);
    expect(members[0]?.summary.subgroups?.multiplicity.method).toBe('benjamini-hochberg');
  });

  test('a plan that was changed after it was made is refused', () => {
    const changed = { ...plan, level: 0.9 };
    const error = errorOf(() => trialSummary(table, read, { plan: changed }));

    expect(error.code).toBe('invalid_argument');
    expect(error.message).toContain(plan.hash);
  });
});
