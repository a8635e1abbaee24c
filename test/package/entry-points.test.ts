import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8'));
const readme = readFileSync(`${root}/README.md`, 'utf8');

/** Entry points by the name that a user imports, with the file of the source behind each. */
const entries = new Map<string, string>(
  Object.entries(manifest.exports as Record<string, { readonly default: string } | string>).flatMap(([path, target]) =>
    typeof target === 'string'
      ? []
      : [[`efficacy${path.slice(1)}`, target.default.replace('./dist/', 'src/').replace('.js', '.ts')]],
  ),
);

/** The rows of the table "What is inside": an entry point, and the names that it is said to have. */
function promised(): readonly (readonly [entry: string, name: string])[] {
  const table = readme.split('## What is inside')[1]?.split('\n\n')[1] ?? '';
  let entry = '';
  return table.split('\n').flatMap((line) => {
    const [, from = '', , names = ''] = line.split('|');
    entry = /`(efficacy[\w/]*)`/.exec(from)?.[1] ?? entry;
    return [...names.matchAll(/`(\w+)`/g)].map(([, name]) => [entry, name as string] as const);
  });
}

describe('the entry points', () => {
  test('every file at the top of src/ is one, but for the file that workers run', () => {
    const files = readdirSync(`${root}/src`).filter((file) => file.endsWith('.ts') && file !== 'worker.ts');
    expect(files.map((file) => `src/${file}`).filter((file) => ![...entries.values()].includes(file))).toEqual([]);
  });

  test('the README tells of each', () => {
    expect([...entries.keys()].filter((entry) => !readme.includes(`| \`${entry}\` |`))).toEqual([]);
  });

  test.each(promised())('%s has %s, as the README says', async (entry, name) => {
    const file = entries.get(entry) as string;
    expect(Object.keys(await import(`${root}/${file}`))).toContain(name);
  });
});
