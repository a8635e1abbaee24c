import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/** The house plan, from the ground up: a layer may import itself and what is listed before it, save for the side doors below. */
const floors = ['support', 'numeric', 'columns', 'aggregate', 'estimate', 'judge', 'contract', 'summarize', 'report'];

/** Layers that stand beside the stairs: what each may import besides itself. */
const sideDoors: Readonly<Record<string, readonly string[]>> = {
  simulate: ['support', 'numeric', 'columns'],
  ingest: ['support', 'numeric', 'columns', 'aggregate'],
  engine: ['support', 'numeric', 'columns', 'aggregate'],
  cli: ['support', 'columns', 'summarize', 'report', 'ingest', 'judge', 'contract', 'simulate'],
};

const layers = [...floors, ...Object.keys(sideDoors)];

function mayImport(from: string, to: string): boolean {
  if (from === to) return true;
  const listed = sideDoors[from];
  if (listed !== undefined) return listed.includes(to);
  const [a, b] = [floors.indexOf(from), floors.indexOf(to)];
  const numericOnColumns = from === 'columns' && to === 'numeric';
  return b >= 0 && b < a && !numericOnColumns;
}

const config = createRequire(import.meta.url)('../../.dependency-cruiser.cjs');
let root = '';
let broken: ReadonlyMap<string, readonly string[]> = new Map();

const plant = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'layers-'));
  plant('tsconfig.json', '{ "compilerOptions": { "module": "NodeNext", "moduleResolution": "NodeNext" } }');
  plant('package.json', '{ "type": "module" }');
  for (const to of layers) plant(`src/${to}/thing.ts`, 'export interface Thing { readonly x: number }\n');
  for (const from of layers) {
    for (const to of layers)
      plant(`src/${from}/on-${to}.ts`, `import type { Thing } from '../${to}/thing.js';\nexport type Mine = Thing;\n`);
  }
  for (const [from, to] of [
    ['effect', 'trial'],
    ['trial', 'effect'],
    ['regression', 'growth'],
    ['power', 'pool'],
    ['dose', 'regression'],
  ]) {
    plant(`src/estimate/${to}/room.ts`, 'export const room = 1;\n');
    plant(`src/estimate/${from}/on-${to}.ts`, `import { room } from '../${to}/room.js';\nexport const seen = room;\n`);
  }
  plant('src/numeric/reads-files.ts', "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n");
  plant(
    'src/ingest/node/reads-files.ts',
    "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n",
  );
  plant('src/ingest/passes-on.ts', "export { read } from './node/reads-files.js';\n");
  plant('src/index.ts', "export { read } from './ingest/passes-on.js';\n");
  plant('src/columns/on-entry.ts', "export { read } from '../index.js';\n");
  plant('src/columns/ring-a.ts', "import type { B } from './ring-b.js';\nexport interface A { readonly b: B }\n");
  plant('src/columns/ring-b.ts', "import type { A } from './ring-a.js';\nexport interface B { readonly a: A }\n");

  const { output } = await cruise(['src'], {
    ...config.options,
    baseDir: root,
    ruleSet: { forbidden: config.forbidden },
    validate: true,
    tsConfig: { fileName: join(root, 'tsconfig.json') },
  });
  const found = new Map<string, string[]>();
  for (const { rule, from } of (output as ICruiseResult).summary.violations) {
    found.set(from, [...(found.get(from) ?? []), rule.name]);
  }
  broken = found;
});

afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('an import points up the stairs', () => {
  const edges = layers.flatMap((from) => layers.map((to) => ({ from, to })));

  test.each(edges.filter(({ from, to }) => !mayImport(from, to)))(
    '$from may not import $to, not even a type',
    ({ from, to }) => {
      expect(broken.get(`src/${from}/on-${to}.ts`)).toContain(`${from}-stands-on`);
    },
  );

  test.each(edges.filter(({ from, to }) => mayImport(from, to)))('$from may import $to', ({ from, to }) => {
    expect(broken.get(`src/${from}/on-${to}.ts`) ?? []).toEqual([]);
  });
});

describe('inside estimate', () => {
  test.each(['effect/on-trial', 'regression/on-growth', 'power/on-pool'])('%s is refused', (file) => {
    expect(broken.get(`src/estimate/${file}.ts`)).toContain('estimate-ground-stands-alone');
  });

  test.each(['trial/on-effect', 'dose/on-regression'])('%s is allowed', (file) => {
    expect(broken.get(`src/estimate/${file}.ts`) ?? []).toEqual([]);
  });
});

describe('the doors', () => {
  test('a node: module is for the node entry point alone', () => {
    expect(broken.get('src/numeric/reads-files.ts')).toContain('node-only-behind-its-entry');
    expect(broken.get('src/ingest/node/reads-files.ts') ?? []).toEqual([]);
  });

  test('the browser entry point reaches no node: module, through any chain', () => {
    expect(broken.get('src/index.ts')).toContain('root-reaches-no-node');
  });

  test('nothing inside imports an entry point', () => {
    expect(broken.get('src/columns/on-entry.ts')).toContain('entry-points-are-not-imported');
  });

  test('no cycles, of types either', () => {
    expect([...(broken.get('src/columns/ring-a.ts') ?? []), ...(broken.get('src/columns/ring-b.ts') ?? [])]).toContain(
      'no-cycles',
    );
  });
});
