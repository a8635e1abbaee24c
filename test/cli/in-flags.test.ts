import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inFlags } from '../../src/cli/in-flags.js';
import { run } from '../../src/cli/run.js';

let folder = '';
let path = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flags-'));
  path = join(folder, 'pupils.csv');
  const rows = Array.from(
    { length: 24 },
    (_, i) => `p${i},${i % 2 ? 't' : 'c'},b${i % 3},k${i % 2},s${i % 8},${(i * 7) % 13},${i % 2 ? 'yes' : 'no'},${i}`,
  );
  writeFileSync(path, `id,arm,b,pair,school,y,took,minutes\n${rows.join('\n')}\n`);
  const used = Array.from(
    { length: 24 },
    (_, i) => `${i % 2 ? 't' : 'c'},one,${(i * 7) % 13},${i},${i % 2 ? 30 + i : 0}`,
  );
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, name), lines.map((line) => `${line}\n`).join(''));
  const head = 'arm,one,y,minutes,dose';
  write('empty.csv', []);
  write('head.csv', [head]);
  write('used.csv', [head, ...used]);
  write('gaps.csv', [head, ...used.with(1, 't,one,NA,1,31')]);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const design = ['--outcome', 'y', '--treatment', 'arm', '--treated', 't', '--control', 'c'];

describe('what the command line refuses is said in its own words', () => {
  test.each([
    [['--cluster', 'b'], 'add --assigned-within-clusters'],
    [['--cluster', 'pair'], 'efficacy trial needs at least 2 clusters in each arm'],
    [['--profile', 'wwc-6'], 'efficacy trial needs --profile'],
    [['--attrition-boundary', 'cautious'], 'needs --profile by which attrition is judged beside --attrition-boundary'],
    [['--profile', 'wwc-5.0', '--attrition-boundary', 'careful'], 'needs the --attrition-boundary "cautious" or'],
    [['--profile', 'wwc-5.0', '--outcome-type', 'behaviour'], 'as --outcome-type, got behaviour'],
    [['--profile', 'wwc-5.0', '--cluster', 'school', '--icc', '2'], 'efficacy trial needs --icc from 0 and below 1'],
    [['--received', 'minutes'], 'name it with --minutes'],
    [['--received', 'took'], 'declare it: --missing=no'],
    [['--sites'], '--block, the column of the blocks, to show --sites'],
    [['--power', '2'], 'needs --power from 0.5'],
    [['--level', '95'], 'needs --level between 0 and 1'],
    [['--subgroup', 'b', '--multiplicity', 'sidak'], 'efficacy trial needs --multiplicity bonferroni'],
    [['--outcome', 'minutes', '--tests', '1'], 'efficacy trial needs --tests, a whole number'],
    [['--unit', 'school'], 'efficacy trial needs each "school" once'],
  ])('%s', async (more, said) => {
    const { status, error } = await run(['trial', path, ...design, ...more]);

    expect(status).toBe(1);
    expect(error).toContain(said);
    expect(error).not.toMatch(
      /trialSummary|trialFamily|wwcFinding|adjustPValues|readCsv|attritionBoundary|outcomeType/,
    );
  });

  const growth = ['--scale', 'vertical', '--before', 'y', '--after', 'minutes', '--minutes', 'dose', '--weeks', '30'];
  const arms = ['--treatment', 'arm', '--treated', 't', '--control', 'c'];
  const dose = ['--dose', 'dose', '--response', 'y'];
  const frontier = [...growth, '--product', 'arm', '--control', 'c'];
  test.each([
    ['growth', 'empty', growth, 'efficacy growth needs CSV text with a header; empty.csv is empty'],
    [
      'growth',
      'head',
      [...growth, ...arms],
      'efficacy growth found no row labelled "t" in "arm", which has no labels at all',
    ],
    ['growth', 'used', growth.with(3, 'ypsilon'), 'efficacy growth found no column "ypsilon" in used.csv'],
    [
      'growth',
      'gaps',
      growth,
      'line 3, column "y": "NA" is not a number. If "NA" stands for a missing value, declare it: --missing=NA',
    ],
    ['growth', 'used', growth.with(1, 'raw'), 'if both sittings used the same form, add --same-test'],
    ['growth', 'used', growth.with(5, 'y'), 'efficacy growth needs each column in one place, got y'],
    ['growth', 'used', [...growth, '--level', '95'], 'efficacy growth needs --level between 0 and 1'],
    ['dose', 'empty', dose, 'efficacy dose needs CSV text with a header; empty.csv is empty'],
    ['dose', 'used', dose.with(1, 'minutez'), 'efficacy dose found no column "minutez" in used.csv'],
    ['dose', 'gaps', dose, 'declare it: --missing=NA'],
    ['dose', 'used', [...dose, '--cluster', 'one'], 'efficacy dose needs at least 2 clusters in "one", got 1'],
    ['frontier', 'empty', frontier, 'efficacy frontier needs CSV text with a header; empty.csv is empty'],
    [
      'frontier',
      'used',
      [...frontier, '--asks', 'q=30'],
      'efficacy frontier needs --asks of products among "t", got "q"',
    ],
    ['frontier', 'used', frontier.with(7, 'y'), 'efficacy frontier needs each column in one place, got y'],
  ] as const)('%s of the file %s: %j', async (command, file, options, said) => {
    const { status, error } = await run([command, join(folder, `${file}.csv`), ...options]);

    expect(error).toContain(said);
    expect(error).toMatch(new RegExp(`^efficacy ${command} `));
    expect(status).toBe(1);
  });

  test.each([
    [['growth', 'a.csv', '--dose', '-5'], /use '--dose=-XYZ'\. See efficacy growth --help\n$/],
    [['growth', 'a.csv', ...growth, '--range', '5:1'], /--range LOW:HIGH, the lowest score first; got 5:1/],
  ])('what was not understood is told in one line: %j', async (args, said) => {
    const { status, error } = await run(args);

    expect(status).toBe(2);
    expect(error).toMatch(said);
    expect(error.trim()).not.toMatch(/\n|\\u000a/);
  });

  test('and names from the data stay as they are', () => {
    expect(
      inFlags('trialSummary: "the profile" of trialSummary', [
        [/\btrialSummary\b/g, 'x'],
        [/the profile/g, 'y'],
      ]),
    ).toBe('x: "the profile" of x');
  });
});
