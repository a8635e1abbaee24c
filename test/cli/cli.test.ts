import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { planHelp } from '../../src/cli/plan.js';
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
    expect(JSON.parse(allowed.output).assignment).toBe('simple');
  });

  test('--rate takes what the data cannot show, and asks for what it does not say', async () => {
    const path = file('scores.csv', scores);
    const judged = [...design, '--baseline', 'pre', '--profile', 'wwc-5.0', '--attrition-boundary', 'cautious'];
    const rated = (evidence: string, ...more: string[]) =>
      run(['trial', path, ...judged, '--rate', file('evidence.json', evidence), ...more]);
    const { output, error } = await rated('{}');
    const json = JSON.parse((await rated('{"integrity": "valid"}', '--json')).output);
    const markdown = (await rated('{}', '--markdown', '--details')).output;

    expect(error).toBe('');
    expect(output).toMatch(/Effect of t against c on post[\s\S]*Rating of post by wwc-5\.0/);
    expect(output).toContain('cannot be rated');
    expect(output).toContain('[measure.overAligned]');
    expect(json.trial.kind).toBe('trial-summary');
    expect(json.rating.findings[0].rating.rating).toBe('cannot-be-rated');
    expect(json.rating.questions.map(({ code }: { code: string }) => code)).not.toContain('integrity');
    expect(markdown).toContain('## Rating of post by wwc-5.0');
    expect(markdown).toContain('registry, number and date');
    expect((await rated('{"integerity": "valid"}')).error).toContain('integerity');
    expect((await rated('[]')).status).toBe(1);
    const bare = await run(['trial', path, ...design, '--rate', file('evidence.json', '{}')]);
    expect([bare.status, bare.error]).toEqual([2, expect.stringContaining('--profile')]);
    const family = await rated('{"findingsInDomain": 2}', '--outcome', 'pre2');
    expect(family.error).toContain('pre2');
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

describe('further questions on the command line', () => {
  const pupils = [
    'pupil,school,arm,sex,took,came,minutes,pre,post,later',
    ...Array.from({ length: 48 }, (_, i) => {
      const [app, took] = [i % 2 === 0, i % 2 === 0 && i % 10 !== 0];
      const scores = [(i * 5) % 11, ((i * 5) % 11) + ((i * 3) % 7) + (app ? 2 : 0), ((i * 7) % 13) + (i % 2)];
      const minutes = took ? 100 + i : 0;
      return [
        i,
        `s${(i % 8) >> 1}`,
        app ? 't' : 'c',
        i % 3 === 0 ? 'f' : 'm',
        Number(took),
        took ? 'yes' : 'no',
        minutes,
        ...scores,
      ].join(',');
    }),
    '',
  ].join('\n');
  const json = async (...options: string[]) => {
    const { status, output, error } = await run(['trial', file('pupils.csv', pupils), ...design, ...options, '--json']);
    expect([status, error]).toEqual([0, '']);
    return JSON.parse(output);
  };

  test('take-up by 0 and 1, or by two labels', async () => {
    const numbers = await json('--received', 'took');
    const labels = await json('--received', 'came', '--received-label', 'yes:no');

    expect(labels.takeUp.complierEffect).toEqual(numbers.takeUp.complierEffect);
  });

  test('minutes, subgroups, sites, profile, power', async () => {
    const asked = [
      ...['--minutes', 'minutes', '--subgroup', 'sex', '--block', 'school', '--sites', '--profile', 'wwc-4.1'],
      ...['--outcome-type', 'behavior', '--power', '0.9', '--multiplicity', 'hommel'],
    ];
    const { use, subgroups, sites, wwc, minimumDetectable } = await json(...asked);

    expect(use.effectPerHour.unit).toBe('points/hour');
    expect(subgroups.multiplicity.method).toBe('hommel');
    expect(sites.sites).toHaveLength(4);
    expect(wwc.profile).toBe('wwc-4.1');
    expect(minimumDetectable.power).toBe(0.9);
  });

  test('several outcomes are a family', async () => {
    const family = await json('--outcome', 'later', '--tests', '5');
    const { output } = await run(['trial', file('pupils.csv', pupils), ...design, '--outcome', 'later', '--details']);

    expect(family).toMatchObject({ kind: 'trial-family', multiplicity: { method: 'holm', m: 5 } });
    expect(output).toContain('Effects of t against c on 2 outcomes');
    expect(output).toContain('Effect of t against c on later');
  });

  test('a plan is settled, and the analysis held to it', async () => {
    const treatment = { column: 'arm', treated: 't', control: 'c' };
    const outcomes = [{ outcome: 'post', treatment, baseline: 'pre' }];
    const settled = { outcomes, multiplicity: 'holm', attritionBoundary: 'cautious', profile: 'wwc-5.0' };
    const made = await run(['plan', file('settled.json', JSON.stringify(settled))]);
    const plan = file('plan.json', made.output);
    const asPlanned = await json('--plan', plan, '--baseline', 'pre');
    const { output } = await run(['trial', file('pupils.csv', pupils), ...design, '--plan', plan]);

    expect(made.status).toBe(0);
    expect(asPlanned.plan).toMatchObject({ asPlanned: true, hash: JSON.parse(made.output).hash });
    expect(output).toContain('not as planned');
    expect(output).toContain('baseline of post: planned "pre", ran none.');
  });

  test('efficacy plan --help shows a plan that it takes', async () => {
    const { output } = await run(['plan', '--help']);
    const example = output.slice(output.indexOf('  {'));

    expect(output).toBe(planHelp);
    expect((await run(['plan', file('example.json', example)])).status).toBe(0);
  });

  test.each([
    ['--received-label without a column', ['--received-label', 'yes:no'], 2, /--received NAME --received-label YES:NO/],
    ['a label pair that is none', ['--received', 'came', '--received-label', 'yes'], 2, /YES:NO/],
    ['--tests for one outcome', ['--tests', '3'], 2, /several outcomes/],
    ['sites without blocks', ['--sites'], 1, /--block/],
    ['a rule that there is not', ['--multiplicity', 'sidak', '--subgroup', 'sex'], 1, /holm/],
    ['a profile that there is not', ['--profile', 'wwc-6.0'], 1, /wwc-5\.0/],
    ['a plan that there is not', ['--plan', 'nowhere.json'], 1, /no such file/],
    ['a plan that is none', ['--plan', 'pupils.csv'], 1, /needs JSON/],
    ['minutes below 0', ['--minutes', 'below'], 1, /amounts of 0 or more/],
  ])('%s', async (_, options, status, message) => {
    const path = file('pupils.csv', pupils.replaceAll(/^(pupil.*)$/gm, '$1,below').replaceAll(/^(\d.*)$/gm, '$1,-1'));
    const placed = options.map((option) => (option === 'pupils.csv' ? path : option));
    const result = await run(['trial', path, ...design, ...placed]);

    expect([result.status, result.output]).toEqual([status, '']);
    expect(result.error).toMatch(message);
  });

  test.each([
    ['no file', [], 2, /one JSON file/],
    ['no list of outcomes', ['empty.json'], 1, /list of outcomes/],
  ])('efficacy plan with %s', async (_, args, status, message) => {
    file('empty.json', '{}');
    const result = await run(['plan', ...args.map((name) => join(folder, name))]);

    expect(result.status).toBe(status);
    expect(result.error).toMatch(message);
  });
});

describe('what is wrong is one line on standard error and an exit status', () => {
  test.each([
    ['no file', ['trial'], 2, /needs a file\. See efficacy trial --help/],
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
    expect(error).toContain('--missing=absent');
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
