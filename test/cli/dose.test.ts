import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { doseHelp } from '../../src/cli/dose.js';
import { run } from '../../src/cli/run.js';

const folder = mkdtempSync(join(tmpdir(), 'dose-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const students = fileURLToPath(new URL('../reference/data/dose_choice.csv', import.meta.url));
const named = ['--dose', 'minutes', '--response', 'post'];

describe('efficacy dose', () => {
  test('prints first what the answer may be read as', async () => {
    const arm = ['--instrument', 'arm', '--cluster', 'school'];
    const { status, output, error } = await run([
      'dose',
      students,
      ...named,
      ...arm,
      '--recommended',
      '600',
      '--gain',
      '4',
    ]);

    expect([status, error]).toEqual([0, '']);
    expect(output.split('\n')[3]).toMatch(/^Read as +causal among compliers/);
    expect(output).toContain('Target dose');
    expect(output).toContain('Plateau dose');
    expect(output).toContain('As recommended');
    const plain = await run(['dose', students, ...named, '--model', 'emax', '--bands', '2']);
    expect(plain.output.split('\n')[3]).toMatch(/^Read as +an association/);
  });

  test('--json is the whole result, and the same for the same seed', async () => {
    const options = ['--covariate', 'pre', '--factor', 'frl', '--seed', '7', '--replicates', '40', '--json'];
    const more = [
      '--cut',
      '250',
      '--cut',
      '600',
      '--cost',
      '0.004',
      '--range',
      '100:300',
      '--level',
      '0.9',
      '--unit',
      'minute',
    ];
    const one = await run(['dose', students, ...named, ...options, ...more]);
    const summary = JSON.parse(one.output);
    expect(summary.estimand).toBe('adjusted-association');
    expect(summary.bands.bands.map(({ n }: { n: number }) => n)).toEqual([254, 52, 75, 99]);
    expect(summary.adjusted.doseModel.terms).toEqual(['(intercept)', 'pre', 'frl=1']);
    expect(summary.headline.interval.level).toBe(0.9);
    expect((await run(['dose', students, ...named, ...options, ...more])).output).toBe(one.output);
  });

  test('--help tells about every option', async () => {
    const source = readFileSync(fileURLToPath(new URL('../../src/cli/dose.ts', import.meta.url)), 'utf8');
    const options = [...source.matchAll(/^ {6}'?([a-z-]+)'?: (?:text|texts|flag),$/gm)].map((match) => match[1]);
    expect((await run(['dose', '--help'])).output).toBe(doseHelp);
    expect(options.length).toBeGreaterThan(20);
    for (const option of options) expect(doseHelp).toContain(`--${option}`);
  });

  test('what it was not told is asked for, with status 2', async () => {
    const error = async (...args: string[]) => {
      const outcome = await run(['dose', ...args]);
      expect(outcome.status).toBe(2);
      return outcome.error;
    };
    expect(await error()).toContain('needs one file');
    expect(await error(students)).toContain('--dose');
    expect(await error(students, ...named, '--covariate', 'pre')).toContain('--seed');
    expect(await error(students, ...named, '--covariate', 'pre', '--seed', '1.5')).toContain('whole number');
    expect(await error(students, ...named, '--gain', 'much')).toContain('--gain');
    expect(await error(students, ...named, '--cut', '5', '--bands', '2')).toContain('not both');
    expect(await error(students, ...named, '--json', '--markdown')).toContain('not both');
    expect(await error(students, ...named, '--cluster', 'minutes')).toContain('both as numbers and as labels');
    expect(await error(students, ...named, '--doze', '5')).toContain('--doze');
  });

  test.each([
    ['a negative dose', 'minutes,post\n5,1\n-3,2\n4,2\n', /amounts of 0 or more in "minutes".*line 3/],
    ['no minutes at all', 'minutes,post\n0,1\n0,2\n0,2\n', /at least two different doses, got 0 only/],
    ['a flat response', 'minutes,post\n1,2\n3,2\n5,2\n', /responses that vary, got 2 only/],
    ['no row that is complete', 'minutes,post\n1,\n,2\n', /no row that is complete/],
    ['a column that is not there', 'minute,post\n1,2\n3,4\n', /"minutes".*Did you mean "minute"/],
    ['a number that is none', 'minutes,post\n1,2\nmany,4\n', /many/],
  ])('%s is one line and status 1', async (name, text, message) => {
    const { status, output, error } = await run(['dose', file(`${name}.csv`, text), ...named]);
    expect([status, output]).toEqual([1, '']);
    expect(error).toMatch(/^efficacy dose [^\n]+\n$/);
    expect(error).toMatch(message);
  });
});
