// Writes src/aggregate/kernels.ts: the loops over rows, written out for each number of columns, because a loop over the columns inside
// the loop over the rows takes 2.5 to 4 times as long. `node scripts/make-kernels.mjs` after a change; a test compares file and script.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Numbers of columns that have loops of their own, with and without weights. */
const most = { plain: 4, weighted: 2 };

const upTo = (k) => Array.from({ length: k }, (_, i) => i + 1);
const names = (k) => [...'abcdefgh'].slice(0, k);
const pairs = (k) => upTo(k).flatMap((i) => upTo(i).map((j) => [i - 1, j - 1]));

const head = `/**
 * Written by scripts/make-kernels.mjs: the loops over rows, for each number of columns. No checks, no allocation; callers have done both.
 * What a cell is: see cells.ts. A row whose deviations are not all numbers (it lacks a value, or its group has no shift yet) or
 * whose weight is 0 changes nothing; its number goes to \`odd\`.
 */
`;

/** One row after another: each adds to the cell of its slot. */
function scattered(k, weighted) {
  const columns = names(k);
  const stride = 1 + 2 * k + (k * (k + 1)) / 2 + (weighted ? 1 : 0);
  const times = weighted ? 'w' : '';
  const at = (offset) => `cells[p${offset === 0 ? '' : ` + ${offset}`}]!`;
  return [
    `function ${weighted ? 'addWeighted' : 'add'}${k}(`,
    '  columns: readonly Float64Array[],',
    ...(weighted ? ['  weights: Float64Array,'] : []),
    '  slots: Uint32Array,',
    '  count: number,',
    '  cells: Float64Array,',
    '  odd: Uint32Array,',
    '): number {',
    ...columns.map((c, i) => `  const ${c.toUpperCase()} = columns[${i}]!;`),
    '  let odds = 0;',
    '  for (let q = 0; q < count; q++) {',
    `    const p = slots[q]! * ${stride};`,
    ...columns.map((c, i) => `    const ${c} = ${c.toUpperCase()}[q]! - ${at(i)};`),
    ...(weighted ? ['    const w = weights[q]!;'] : []),
    `    const sum = ${columns.join(' + ')};`,
    '    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop',
    `    if (sum !== sum${weighted ? ' || w === 0' : ''}) {`,
    '      odd[odds++] = q;',
    '      continue;',
    '    }',
    `    ${at(k)} += 1;`,
    ...(weighted ? columns.map((c) => `    const w${c} = w * ${c};`) : []),
    ...columns.map((c, i) => `    ${at(1 + k + i)} += ${times}${c};`),
    ...pairs(k).map(([i, j], n) => `    ${at(1 + 2 * k + n)} += ${times}${columns[i]} * ${columns[j]};`),
    ...(weighted ? [`    ${at(stride - 1)} += w;`] : []),
    '  }',
    '  return odds;',
    '}',
  ].join('\n');
}

const list = (name, type, count, prefix) => {
  const items = upTo(count).map((k) => `${prefix}${k}`);
  const line = `export const ${name}: readonly ${type}[] = [${items.join(', ')}];`;
  const lines = line.replace('[add', '[\n  add').replaceAll(', ', ',\n  ').replace('];', ',\n];');
  return `/** For k columns at k - 1. */\n${line.length <= 120 ? line : lines}`;
};

const types = `/** Adds \`count\` rows, of which the slots are given, to their cells; returns how many are odd. */
export type AddRows = typeof add1;

/** The same with weights. */
export type AddWeightedRows = typeof addWeighted1;`;

/** The text of src/aggregate/kernels.ts. */
export function kernelSource() {
  const parts = [
    types,
    list('addRows', 'AddRows', most.plain, 'add'),
    list('addWeightedRows', 'AddWeightedRows', most.weighted, 'addWeighted'),
    ...upTo(most.plain).map((k) => scattered(k, false)),
    ...upTo(most.weighted).map((k) => scattered(k, true)),
  ];
  return `${head}\n${parts.join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../src/aggregate/kernels.ts', import.meta.url), kernelSource());
}
