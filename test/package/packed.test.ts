import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let project = '';

const run = (command: string, args: readonly string[], cwd = project): string =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'packed-'));
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', project], root);
  const tarball = readdirSync(project).find((name) => name.endsWith('.tgz')) as string;
  mkdirSync(join(project, 'node_modules/efficacy'), { recursive: true });
  run('tar', ['-xzf', tarball, '-C', 'node_modules/efficacy', '--strip-components', '1']);
  // What the types of a Node project need anyway.
  mkdirSync(join(project, 'node_modules/@types'));
  symlinkSync(join(root, 'node_modules/@types/node'), join(project, 'node_modules/@types/node'));
  symlinkSync(join(root, 'node_modules/undici-types'), join(project, 'node_modules/undici-types'));
  writeFileSync(join(project, 'package.json'), '{ "name": "stranger", "private": true, "type": "module" }');
  writeFileSync(join(project, 'scores.csv'), 'pupil,arm,post\n01,t,12\n02,t,15\n03,t,19\n04,c,11\n05,c,12\n06,c,13\n');
});

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

test('the package holds the build, its licence and its texts, no sources and no tests', () => {
  const names = readdirSync(join(project, 'node_modules/efficacy')).sort();

  expect(names).toEqual(['CHANGELOG.md', 'LICENSE', 'README.md', 'dist', 'package.json']);
});

test('plain JavaScript in an empty project can use it', () => {
  writeFileSync(
    join(project, 'use.js'),
    `import { hedgesG, EfficacyError } from 'efficacy';
     import { readCsv, trialSummary, EfficacyError as Same } from 'efficacy/node';
     const table = await readCsv('scores.csv', { columns: { post: 'number' } });
     const design = { outcome: 'post', treatment: { column: 'arm', treated: 't', control: 'c' } };
     console.log(JSON.stringify([trialSummary(table, design).unadjustedDifference, hedgesG([1, 2, 3], [1, 2, 3]).estimate, Same === EfficacyError]));`,
  );

  expect(JSON.parse(run(process.execPath, ['use.js']))).toEqual([46 / 3 - 12, 0, true]);
});

test('strict TypeScript in an empty project can use it', () => {
  writeFileSync(
    join(project, 'use.ts'),
    `import { hedgesG, type StandardizedMeanDifference } from 'efficacy';
     import { readCsv, trialSummary, type TrialSummary } from 'efficacy/node';
     const g: StandardizedMeanDifference = hedgesG([1, 2, 3], [1, 2, 4]);
     const summary: TrialSummary = trialSummary(await readCsv('scores.csv'), {
       outcome: 'post', treatment: { column: 'arm', treated: 't', control: 'c' },
     });
     // @ts-expect-error a design without an outcome is no design
     trialSummary(await readCsv('scores.csv'), { treatment: { column: 'arm', treated: 't', control: 'c' } });
     export const figures: readonly number[] = [g.interval.lower, summary.hedgesG.estimate];`,
  );
  const options = [
    '--strict',
    '--exactOptionalPropertyTypes',
    '--noUncheckedIndexedAccess',
    '--target',
    'es2022',
    '--module',
    'nodenext',
  ];

  expect(() =>
    run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '--noEmit', ...options, 'use.ts']),
  ).not.toThrow();
});

test('the command is installed and answers', () => {
  const cli = join(project, 'node_modules/efficacy/dist/cli/main.js');
  const args = ['trial', 'scores.csv', '--outcome', 'post', '--treatment', 'arm', '--treated', 't', '--control', 'c'];

  expect(run(process.execPath, [cli, ...args])).toContain('Effect of t against c on post');
});
