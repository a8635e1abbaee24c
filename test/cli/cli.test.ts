import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.js';
import { trialHelp } from '../../src/cli/trial.js';

let folder = '';
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const scores =
  'pupil,school,arm,pre,post\n01,a,t,3,12\n02,a,c,4,9\n03,a,t,2,14\n04,a,c,5,11\n05,b,t,6,13\n06,b,c,3,10\n07,b,t,4,15\n08,b,c,1,8\n';
const design = ['--outcome', 'post', '--treatment', 'arm', '--treated', 't', '--control', 'c'];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('efficacy trial', () => {
  test('prints a summary for a memo', async () => {
    const { status, output, error } = await run([
      'trial',
      file('scores.csv', scores),
      ...design,
      '--block',
      'school',
      '--baseline',
      'pre',
    ]);

    expect(error).toBe('');
    expect(status).toBe(0);
    expect(output).toContain('Effect of t against c on post');
    expect(output).toContain('blocked assignment; 2 blocks (school), 2 with both arms; adjusted for pre');
    expect(output).toMatch(/Intent to treat {2,}\S/);
  });

  test('--json prints the record, --markdown the same summary as Markdown', async () => {
    const path = file('scores.csv', scores);
    const json = await run(['trial', path, ...design, '--json']);
    const markdown = await run(['trial', path, ...design, '--markdown']);

    expect(JSON.parse(json.output).intentToTreat.estimate).toBe(4);
    expect(markdown.output).toContain('## Effect of t against c on post');
  });

  test('every option of the help does what it says', async () => {
    const text = scores
      .replaceAll(',', ';')
      .replace('pupil', 'w;pupil')
      .replaceAll(/\n(?=0)/g, '\n1,5;')
      .replace(';12\n', ';-\n');
    const path = file('odd.csv', text);
    const options = [
      '--delimiter',
      ';',
      '--decimal',
      ',',
      '--missing=-',
      '--weights',
      'w',
      '--unit',
      'pupil',
      '--range',
      '0:20',
      '--level',
      '0.9',
    ];
    const { output, error } = await run([
      'trial',
      path,
      ...design,
      ...options,
      '--factor',
      'school',
      '--covariate',
      'pre',
      '--lower-is-better',
      '--json',
    ]);
    const summary = JSON.parse(output || 'null');

    expect(error).toBe('');
    expect(summary.level).toBe(0.9);
    expect(summary.adjustedFor).toEqual(['pre', 'school']);
    expect(summary.treatment.leftOut).toEqual([{ column: 'post', rows: 1 }]);
    expect(summary.favours).toBe('control');
  });

  test('--cluster with --assigned-within-clusters', async () => {
    const path = file('scores.csv', scores);
    const refused = await run(['trial', path, ...design, '--cluster', 'school']);
    const allowed = await run([
      'trial',
      path,
      ...design,
      '--cluster',
      'school',
      '--assigned-within-clusters',
      '--json',
    ]);

    expect(refused.status).toBe(1);
    expect(refused.error).toContain('both arms');
    expect(JSON.parse(allowed.output).clusters).toEqual({ column: 'school', count: 2 });
  });

  test('--help tells about every option', async () => {
    const { output } = await run(['trial', '--help']);
    const source = readFileSync(fileURLToPath(new URL('../../src/cli/trial.ts', import.meta.url)), 'utf8');
    const options = [...source.matchAll(/^ {2}'?([a-z-]+)'?: (?:text|texts|flag),$/gm)].map((match) => match[1]);

    expect(output).toBe(trialHelp);
    expect(options.length).toBeGreaterThan(15);
    for (const option of options) expect(output).toContain(`--${option}`);
  });
});

describe('what is wrong is one line on standard error and an exit status', () => {
  test.each([
    ['no file', ['trial'], 2, /needs a CSV file\. See efficacy trial --help/],
    ['two files', ['trial', 'a.csv', 'b.csv'], 2, /takes one file/],
    ['no outcome', ['trial', 'a.csv'], 2, /needs --outcome/],
    ['an option that there is not', ['trial', 'a.csv', '--outcom', 'x'], 2, /--outcom/],
    ['both formats', ['trial', 'a.csv', ...design, '--json', '--markdown'], 2, /not both/],
    ['a level that is no number', ['trial', 'a.csv', ...design, '--level', 'high'], 2, /needs a number for --level/],
    ['a range that is none', ['trial', 'a.csv', ...design, '--range', '5'], 2, /--range LOW:HIGH/],
    [
      'one column as numbers and as labels',
      ['trial', 'a.csv', ...design, '--block', 'post'],
      2,
      /both as numbers and as labels/,
    ],
    ['a command that there is not', ['tryal'], 2, /no command tryal/],
    ['a file that there is not', ['trial', 'nowhere.csv', ...design], 1, /no such file/],
    ['a delimiter that there is not', ['trial', 'nowhere.csv', ...design, '--delimiter', 'x'], 1, /delimiter/],
    ['a level beyond 1', ['trial', 'scores.csv', ...design, '--level', '95'], 1, /level between 0 and 1/],
  ])('%s', async (_, args, status, message) => {
    file('scores.csv', scores);
    const result = await run(args.map((arg) => (arg === 'scores.csv' ? join(folder, arg) : arg)));

    expect(result.status).toBe(status);
    expect(result.output).toBe('');
    expect(result.error).toMatch(message);
    expect(result.error.trimEnd().split('\n')).toHaveLength(1);
  });

  test('bad data name line, column and text', async () => {
    const { status, error } = await run(['trial', file('bad.csv', scores.replace(',14\n', ',absent\n')), ...design]);

    expect(status).toBe(1);
    expect(error).toMatch(/line 4, column "post": "absent" is not a number/);
    expect(error).toContain('missing: ["absent"]');
  });

  test('control characters in the data do not reach the terminal', async () => {
    const { output } = await run([
      'trial',
      file('ansi.csv', scores.replaceAll(',t,', ',\u001b[31mt,')),
      ...design.with(5, '\u001b[31mt'),
    ]);

    expect(output).toContain('\\u001b[31mt');
    expect(output).not.toContain('\u001b');
  });
});

describe('the program', () => {
  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  const program = (...args: string[]) => spawnSync(process.execPath, [main, ...args], { encoding: 'utf8' });

  test('without arguments it says what it is', () => {
    const { status, stdout } = program();

    expect(status).toBe(0);
    expect(stdout).toContain('Usage: efficacy COMMAND');
    expect(program('--help').stdout).toBe(stdout);
  });

  test('it tells its version', () => {
    expect(program('--version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test('its exit status is that of the run', () => {
    expect(program('trial').status).toBe(2);
    expect(program('trial', 'nowhere.csv', ...design)).toMatchObject({ status: 1, stdout: '' });
  });
});
