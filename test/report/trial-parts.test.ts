import { describe, expect, test } from 'vitest';
import { type CellValue, formatTrialSummary, fromColumns, type TrialDesign, trialSummary } from '../../src/node.js';
import { setText } from '../../src/report/interval-text.js';
import { formatTrialFamily } from '../../src/report/trial-family.js';
import { analysisPlan } from '../../src/summarize/plan/analysis-plan.js';
import { trialFamily } from '../../src/summarize/trial/trial-family.js';

const n = 48;
const each = (of: (i: number) => CellValue): readonly CellValue[] => Array.from({ length: n }, (_, i) => of(i));
const columns = {
  arm: each((i) => (i % 2 === 0 ? 'app' : 'usual')),
  school: each((i) => `s${(i % 8) >> 1}`),
  sex: each((i) => (i % 3 === 0 ? 'f|<b>' : 'm')),
  took: each((i) => Number(i % 2 === 0 && i % 10 !== 0)),
  minutes: each((i) => (i % 2 === 0 && i % 10 !== 0 ? 100 + i : 0)),
  pre: each((i) => (i * 5) % 11),
  post: each((i) => ((i * 5) % 11) + ((i * 3) % 7) + (i % 2 === 0 ? 2 : 0)),
};
const design: TrialDesign = {
  outcome: 'post',
  treatment: { column: 'arm', treated: 'app', control: 'usual' },
  block: 'school',
};
const text = (more: Partial<TrialDesign>, details = false, change = {}): string =>
  formatTrialSummary(trialSummary(fromColumns({ ...columns, ...change }), { ...design, ...more }), { details });

describe('what the design asked for, and nothing else', () => {
  test('nothing asked: nothing added', () => {
    expect(text({})).not.toMatch(/Took part|Minutes|Do effects differ|By wwc|Two at random|Plan/);
  });

  test('compliers: shares, what assignment moved, the effect with its interval, F and assumptions', () => {
    const said = text({ received: 'took' });

    expect(said).toMatch(/Took part +79\.2 % of app, 0\.0 % of usual, by took; assignment moved 79\.2 %/);
    expect(said).toMatch(/Effect on compliers +\d\.\d\d points, 95 % interval/);
    expect(said).toContain('first-stage F = ');
    expect(said).toContain("Bloom's");
    expect(said.replace(/\s+/g, ' ')).toContain('works through taking part alone');
  });

  test('minutes: by arm, and the effect per hour; without any, a reason', () => {
    expect(text({ minutes: 'minutes' })).toMatch(/Per hour of use +\d\.\d+ points an hour, 95 % interval/);
    const none = text({ minutes: 'minutes' }, false, { minutes: each(() => 10) });

    expect(none).toMatch(/Per hour of use +none, see the notes/);
    expect(none).not.toMatch(/NaN|Infinity|undefined|null/);
  });

  test('subgroups: a table, the test of their difference, and the rule', () => {
    const said = text({ subgroups: ['sex'] });

    expect(said).toMatch(/^sex +n treatment +n control +effect +from +to +SD +p +adjusted p$/m);
    expect(said).toMatch(/Do effects differ by sex: F = \d/);
    expect(said).toContain('holm at 0.05, over 1 interaction test and, apart from them, over 2 effects');
  });

  test('sites: a line each, in the order of labels', () => {
    const lines = text({ sites: true }).split('\n');

    expect(lines.filter((line) => /^s\d /.test(line)).map((line) => line.slice(0, 2))).toEqual([
      's0',
      's1',
      's2',
      's3',
    ]);
  });

  test('an adjusted estimate stands above the one without covariates', () => {
    expect(text({ baseline: 'pre' }).replace(/\s+/g, ' ')).toContain('the same rows and design, not adjusted for pre');
    expect(text({})).not.toContain('Without covariates');
  });

  test("the WWC's figures name their edition", () => {
    expect(text({ profile: 'wwc-4.1' })).toMatch(/By wwc-4\.1 +g \d\.\d{3}, SE/);
  });

  test('details: two pupils drawn at random, which is not the share who gained, and what could be detected', () => {
    const said = text({}, true).replace(/\s+/g, ' ');

    expect(said).toContain('of two drawn at random, one from each arm');
    expect(said).toContain('this is not the share who gained');
    expect(said).toMatch(/Could detect \d\.\d\d points \(\d\.\d{3} SD\) with power 80\.0 %/);
  });

  test('all of it as Markdown: labels letter by letter', () => {
    const all = { received: 'took', minutes: 'minutes', subgroups: ['sex'], sites: true, profile: 'wwc-5.0' } as const;
    const summary = trialSummary(fromColumns(columns), { ...design, ...all });
    const said = formatTrialSummary(summary, { format: 'markdown', details: true });

    expect(said).toContain('| f\\|&lt;b> |');
    expect(said).not.toMatch(/NaN|Infinity|undefined/);
  });
});

test.each([
  [[{ lower: -1, upper: 2 }], '95 % set -1.0 to 2.0'],
  [
    [
      { lower: null, upper: -3 },
      { lower: 2, upper: null },
    ],
    '95 % set below -3.0 and above 2.0',
  ],
  [[{ lower: null, upper: null }], '95 % set every number'],
  [[], '95 % set empty'],
])('a confidence set in words: %j', (pieces, words) => {
  expect(setText({ level: 0.95, pieces }, 1)).toBe(words);
});

describe('several outcomes', () => {
  const table = fromColumns({ ...columns, later: each((i) => ((i * 7) % 13) + (i % 2)) });
  const designs = [design, { ...design, outcome: 'later' }];
  const plan = analysisPlan({
    outcomes: designs,
    multiplicity: 'holm',
    attritionBoundary: 'cautious',
    profile: 'wwc-5.0',
  });

  test('a line each, with the rule and the size of the family', () => {
    const said = formatTrialFamily(trialFamily(table, designs, { m: 3 }));

    expect(said).toContain('Effects of app against usual on 2 outcomes');
    expect(said).toMatch(/^post +48 /m);
    expect(said.replace(/\s+/g, ' ')).toContain('adjusted by holm over a family of 3 tests');
    expect(said).toContain('1 test of the family is not here, and counts as not significant.');
    expect(said).not.toContain('Compared');
  });

  test('with details the summaries follow', () => {
    const said = formatTrialFamily(trialFamily(table, designs), { details: true, format: 'markdown' });

    expect(said.match(/^## /gm)).toHaveLength(3);
  });

  test('whether it was planned', () => {
    expect(formatTrialFamily(trialFamily(table, designs, { plan }))).toContain(
      `Plan ${plan.hash.slice(0, 12)}: as planned`,
    );
    expect(formatTrialFamily(trialFamily(table, [design], { plan }))).toContain('"later" was planned and not analysed');
  });
});
