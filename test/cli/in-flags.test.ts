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

  test('and names from the data stay as they are', () => {
    expect(
      inFlags('trialSummary: "the profile" of trialSummary', [
        [/\btrialSummary\b/g, 'x'],
        [/the profile/g, 'y'],
      ]),
    ).toBe('x: "the profile" of x');
  });
});
