// Breaks the code on purpose, one small change at a time, and counts the changes that no test notices.
// `npm run mutate -- estimate/effect/means` does it in one room of src/; without rooms, in those below. `--write` keeps the table in docs/.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Stryker } from '@stryker-mutator/core';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

// Where a wrong sign or a lost factor would be somebody's invoice.
const rooms = [
  'aggregate/moments.ts',
  'numeric/multiplicity',
  'estimate/t-inference.ts',
  'estimate/effect/means',
  'estimate/effect/clusters',
  'judge/wwc',
];

const chosen = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const results = [];
for (const room of chosen.length > 0 ? chosen : rooms) results.push({ room, mutants: await mutate(room) });

const counted = results.map(({ room, mutants }) => ({ room, ...countOf(mutants) }));
const table = [
  '| room | changes | noticed, % | not noticed |',
  '|---|---|---|---|',
  ...counted.map(
    ({ room, noticed, missed }) =>
      `| \`${room}\` | ${noticed + missed.length} | ${((100 * noticed) / (noticed + missed.length)).toFixed(1)} | ${missed.length} |`,
  ),
].join('\n');
console.log(`\n${table}`);
for (const { missed } of counted) for (const mutant of missed) console.log(lineOf(mutant));
if (process.argv.includes('--write')) writeFileSync('docs/mutation.md', page());

async function mutate(room) {
  process.env.MUTATE_ROOM = room;
  return new Stryker({
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'mutate/vitest.config.ts' },
    mutate: [room.endsWith('.ts') ? `src/${room}` : `src/${room}/**/*.ts`],
    // The words of messages, notes and methods may change freely.
    mutator: { excludedMutations: ['StringLiteral'] },
    ignorePatterns: ['dist', 'bench', 'mutate/node_modules', 'docs', 'etc', 'coverage'],
    reporters: [],
    tempDirName: 'temp/stryker',
    concurrency: 1,
    coverageAnalysis: 'perTest',
  }).runMutationTest();
}

function countOf(mutants) {
  const of = (...states) => mutants.filter(({ status }) => states.includes(status));
  return { noticed: of('Killed', 'Timeout').length, missed: of('Survived', 'NoCoverage') };
}

function lineOf({ fileName, location: { start }, mutatorName, replacement }) {
  const file = fileName.slice(fileName.lastIndexOf('/src/') + 1);
  return `${file}:${start.line}: ${mutatorName}: ${replacement.replace(/\s+/g, ' ').slice(0, 100)}`;
}

function page() {
  const [revision, date] = execFileSync('git', ['log', '-1', '--format=%h %cs'], { encoding: 'utf8' })
    .trim()
    .split(' ');
  return `# What the tests notice

\`npm run mutate -- --write\` changes the code on purpose, a comparison, a sign or a condition at a time, runs the tests of that room, and counts the
changes that none of them notices. Made on ${date} at revision ${revision}, Node ${process.version}. The words of messages are left alone.

${table}

Not noticed:

${counted.flatMap(({ missed }) => missed.map((mutant) => `- \`${lineOf(mutant).replaceAll('`', "'")}\``)).join('\n') || '- nothing'}
`;
}
