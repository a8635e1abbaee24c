import { readFileSync } from 'node:fs';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { addExactRows, newExactAccumulation } from '../../src/aggregate/add-exact-rows.js';
import { addRows, growAccumulation, kernelOf, newAccumulation, totalsOf } from '../../src/aggregate/add-rows.js';
import { addBlock, copyShifts, newCells } from '../../src/aggregate/cells.js';
import { comomentsOf, exactComomentsOf } from '../../src/aggregate/comoments-of.js';
import { codesOfGroups, newGroupNumbers, numberedGroups, numberGroups } from '../../src/aggregate/group-numbers.js';
import { groupingOf } from '../../src/aggregate/grouping.js';
import { nothingLeftOut } from '../../src/aggregate/odd-rows.js';
import type { Rows } from '../../src/aggregate/rows.js';
import { groupComoments, type Table } from '../../src/index.js';
import { rowsOf, scoreNear, tableOfRows, valueNames } from '../arbitraries/scores.js';
import { bitsOf } from './rounding.js';

const runs = { numRuns: 1000 };
const by = ['school', 'arm'];
const plan = (k: number) => ({ by, of: valueNames(k), weightKind: null, missing: 'omit' }) as const;
const plain = { weighted: false, countsRows: false };

function rowsOfTable(
  table: Table,
  k: number,
): { readonly rows: Rows; readonly grouping: ReturnType<typeof groupingOf> } {
  const grouping = groupingOf(table, by, 1, 'test');
  const columns = valueNames(k).map((name) => (table.columns.get(name) as { values: Float64Array }).values);
  return { rows: { columns, weights: null, keys: grouping.keys, sizes: grouping.sizes }, grouping };
}

/** Cuts a range into pieces at the given shares. */
function pieces(count: number, cuts: readonly number[]): (readonly [number, number])[] {
  const at = [0, ...cuts.map((c) => Math.floor(c * count)), count].sort((a, b) => a - b);
  return at.slice(1).map((end, i) => [at[i]!, end]);
}

const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });
const someRows = rowsOf(2, 3, scoreNear(400), 80);
const blockRows = fc.integer({ min: 1, max: 40 });

describe('blocks of rows', () => {
  property.prop([someRows, cuts, blockRows], runs)(
    'have the same sums in whatever pieces rows come',
    (rows, shares, block) => {
      const table = tableOfRows(rows, 2, 3);
      const { rows: input, grouping } = rowsOfTable(table, 3);
      const sums = (list: readonly (readonly [number, number])[]) => {
        const all = newAccumulation(3, grouping.slots, plain, block);
        for (const [from, end] of list) addRows(all, input, from, end);
        return bitsOf(comomentsOf(plan(3), grouping, all, 'test'));
      };
      expect(sums(pieces(rows.length, shares))).toEqual(sums([[0, rows.length]]));
    },
  );

  property.prop([someRows, blockRows], runs)(
    'summed each on its own around the first rows of all, then added in order, give the bits of one pass',
    (rows, block) => {
      const table = tableOfRows(rows, 2, 3);
      const { rows: input, grouping } = rowsOfTable(table, 3);
      const whole = newAccumulation(3, grouping.slots, plain, block);
      addRows(whole, input, 0, rows.length);
      const shifts = kernelOf(whole).cells;
      const totals = newCells(3, false, grouping.slots);
      for (let from = 0; from < rows.length; from += block) {
        const part = newAccumulation(3, grouping.slots, plain, block);
        copyShifts(shifts, kernelOf(part).cells);
        addRows(part, input, from, Math.min(rows.length, from + block));
        addBlock(totals, totalsOf(part), grouping.slots);
      }
      const merged = { ...newAccumulation(3, grouping.slots, plain, block), totals, left: whole.left };
      expect(bitsOf(comomentsOf(plan(3), grouping, merged, 'test'))).toEqual(
        bitsOf(comomentsOf(plan(3), grouping, whole, 'test')),
      );
    },
  );

  property.prop([someRows, cuts], runs)('do not matter to exact sums at all', (rows, shares) => {
    const table = tableOfRows(rows, 2, 3);
    const { rows: input, grouping } = rowsOfTable(table, 3);
    const sums = newExactAccumulation(3, grouping.slots, plain);
    for (const [from, end] of pieces(rows.length, shares)) addExactRows(sums, input, from, end);
    const whole = groupComoments(table, { by, of: valueNames(3), precision: 'exact' });
    expect(bitsOf(exactComomentsOf(plan(3), grouping, sums, 'test'))).toEqual(bitsOf(whole));
  });

  property.prop([someRows, cuts], runs)(
    'give the same bits when groups are numbered as they come and the memory grows',
    (rows, shares) => {
      const table = tableOfRows(rows, 2, 3);
      const { rows: input, grouping } = rowsOfTable(table, 3);
      const numbers = newGroupNumbers(2);
      const sums = newAccumulation(3, 1, plain);
      const codes = grouping.columns.map((column) => column.codes);
      for (const [from, end] of pieces(rows.length, shares)) {
        const ids = new Uint32Array(end - from);
        numberGroups(numbers, codes, from, ids, ids.length);
        growAccumulation(sums, numberedGroups(numbers));
        const batch = input.columns.map((column) => column.slice(from, end));
        addRows(sums, { columns: batch, weights: null, keys: [ids], sizes: [sums.slots] }, 0, ids.length);
      }
      const members = codesOfGroups(numbers);
      const codesOf = (slots: Uint32Array) => members.map((key) => slots.map((slot) => key[slot]!));
      const named = { columns: grouping.columns, slots: numberedGroups(numbers), codesOf };
      expect(bitsOf(comomentsOf(plan(3), named, sums, 'test'))).toEqual(
        bitsOf(groupComoments(table, { by, of: valueNames(3) })),
      );
    },
  );

  test('have the same sums where the groups are many', () => {
    const n = 2 ** 18 + 12_345;
    const groups = 30_000;
    const code = (i: number) => (Math.imul(i, 2_654_435_761) >>> 8) % groups;
    const codes = Uint32Array.from({ length: n }, (_, i) => (i % 1000 === 7 ? 0xffffffff : code(i)));
    const columns = [3, 5, 7].map((f) =>
      Float64Array.from({ length: n }, (_, i) => (i % 501 === f ? Number.NaN : ((i * f) % 10_007) / 9 + code(i))),
    );
    const rows: Rows = { columns, weights: null, keys: [codes], sizes: [groups] };
    const sums = (step: number) => {
      const all = newAccumulation(3, groups, plain, 2 ** 17);
      for (let from = 0; from < n; from += step) addRows(all, rows, from, Math.min(n, from + step));
      return { totals: [...totalsOf(all).values.subarray(0, groups * 13)], left: all.left };
    };
    const atOnce = sums(n);
    expect(atOnce).toEqual(sums(1000));
    const empty = nothingLeftOut(3);
    expect(atOnce.left.noGroup).toBeGreaterThan(empty.noGroup);
    expect(atOnce.left.incomplete).toBeGreaterThan(1000);
  });

  test('have the same exact sums where the groups are many', () => {
    const n = 150_000;
    const groups = 9_000;
    const codes = Uint32Array.from({ length: n }, (_, i) => (Math.imul(i, 2_654_435_761) >>> 8) % groups);
    const columns = [3, 5].map((f) => Float64Array.from({ length: n }, (_, i) => ((i * f) % 10_007) / 9));
    const rows: Rows = { columns, weights: null, keys: [codes], sizes: [groups] };
    const column = { kind: 'factor', codes, levels: Array.from({ length: groups }, (_, i) => String(i)) } as const;
    const named = { columns: [column], slots: groups, codesOf: (slots: Uint32Array) => [slots] };
    const sums = (step: number) => {
      const all = newExactAccumulation(2, groups, plain);
      for (let from = 0; from < n; from += step) addExactRows(all, rows, from, Math.min(n, from + step));
      return bitsOf(exactComomentsOf({ ...plan(2), by: ['school'] }, named, all, 'test'));
    };
    expect(sums(n)).toEqual(sums(1000));
  });
});

describe('the loops written out for each number of columns', () => {
  test('are those that the script writes', async () => {
    const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
    const script: { kernelSource(): string } = await import(at('scripts/make-kernels.mjs').href);
    expect(readFileSync(at('src/aggregate/kernels.ts'), 'utf8')).toBe(script.kernelSource());
  });
});
