// Writes src/aggregate/kernels.ts: the loops over rows, written out for each number of columns, because a loop over the columns inside
// the loop over the rows takes 2.5 to 4 times as long. `node scripts/make-kernels.mjs` after a change; a test compares file and script.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Numbers of columns that have loops of their own: for rows in any order, with and without weights, and for runs of rows of one group. */
const most = { plain: 8, weighted: 5, runs: 4 };

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
    '  from: number,',
    '  slots: Uint32Array,',
    '  count: number,',
    '  cells: Float64Array,',
    '  odd: Uint32Array,',
    '): number {',
    ...columns.map((c, i) => `  const ${c.toUpperCase()} = columns[${i}]!;`),
    '  let odds = 0;',
    '  for (let q = 0; q < count; q++) {',
    `    const p = slots[q]! * ${stride};`,
    ...columns.map((c, i) => `    const ${c} = ${c.toUpperCase()}[from + q]! - ${at(1 + i)};`),
    ...(weighted ? ['    const w = weights[from + q]!;'] : []),
    `    const sum = ${columns.join(' + ')};`,
    '    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop',
    `    if (sum !== sum${weighted ? ' || w === 0' : ''}) {`,
    '      odd[odds++] = q;',
    '      continue;',
    '    }',
    `    ${at(0)} += 1;`,
    ...(weighted ? columns.map((c) => `    const w${c} = w * ${c};`) : []),
    ...columns.map((c, i) => `    ${at(1 + k + i)} += ${times}${c};`),
    ...pairs(k).map(([i, j], n) => `    ${at(1 + 2 * k + n)} += ${times}${columns[i]} * ${columns[j]};`),
    ...(weighted ? [`    ${at(stride - 1)} += w;`] : []),
    '  }',
    '  return odds;',
    '}',
  ].join('\n');
}

/** Rows that follow one another in one group: the cell is held in registers. */
function run(k) {
  const columns = names(k);
  const upper = (c) => c.toUpperCase();
  const sums = columns.map((c, i) => [`s${upper(c)}`, 1 + k + i, c]);
  const products = pairs(k).map(([i, j], n) => [
    `p${upper(columns[i])}${upper(columns[j])}`,
    1 + 2 * k + n,
    `${columns[i]} * ${columns[j]}`,
  ]);
  const kept = [['n', 0, '1'], ...sums, ...products];
  const at = (offset) => `cells[p${offset === 0 ? '' : ` + ${offset}`}]`;
  return [
    `function addRun${k}(`,
    '  columns: readonly Float64Array[],',
    '  from: number,',
    '  start: number,',
    '  end: number,',
    '  cells: Float64Array,',
    '  p: number,',
    '  odd: Uint32Array,',
    '  odds: number,',
    '): number {',
    ...columns.map((c, i) => `  const ${upper(c)} = columns[${i}]!;`),
    ...columns.map((c, i) => `  const shift${upper(c)} = ${at(1 + i)}!;`),
    ...kept.map(([name, offset]) => `  let ${name} = ${at(offset)}!;`),
    '  for (let q = start; q < end; q++) {',
    ...columns.map((c) => `    const ${c} = ${upper(c)}[from + q]! - shift${upper(c)};`),
    `    const sum = ${columns.join(' + ')};`,
    '    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop',
    '    if (sum !== sum) {',
    '      odd[odds++] = q;',
    '      continue;',
    '    }',
    ...kept.map(([name, , term]) => `    ${name} += ${term};`),
    '  }',
    ...kept.map(([name, offset]) => `  ${at(offset)} = ${name};`),
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

const types = `/** Adds \`count\` rows from row \`from\` on, of which the slots are given, to their cells; returns how many are odd. */
export type AddRows = typeof add1;

/** The same with weights. */
export type AddWeightedRows = typeof addWeighted1;

/** Adds the rows \`from + start\` to \`from + end\`, all of the group whose cell is at p, behind \`odds\` odd rows known before. */
export type AddRun = typeof addRun1;`;

/** The text of src/aggregate/kernels.ts. */
export function kernelSource() {
  const parts = [
    types,
    list('addRows', 'AddRows', most.plain, 'add'),
    list('addWeightedRows', 'AddWeightedRows', most.weighted, 'addWeighted'),
    list('addRun', 'AddRun', most.runs, 'addRun'),
    ...upTo(most.plain).map((k) => scattered(k, false)),
    ...upTo(most.weighted).map((k) => scattered(k, true)),
    ...upTo(most.runs).map(run),
  ];
  return `${head}\n${parts.join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(new URL('../src/aggregate/kernels.ts', import.meta.url), kernelSource());
}
