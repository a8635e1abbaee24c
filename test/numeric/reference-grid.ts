import { expect } from 'vitest';
import { referenceCases } from '../reference.js';
import { relativeError } from '../tolerances.js';

/** Rows of arguments followed by true values; null where a value is not asked for. */
export type Rows = readonly (readonly (number | null)[])[];

/** The rows of a grid in test/reference/cases, e.g. `gridRows('distributions_extra', 't')`. */
export function gridRows(area: string, id: string): Rows {
  const found = referenceCases(area).find((one) => one.id === id) as unknown as {
    rows?: Rows;
    expected?: { rows: Rows };
  };
  const rows = found.rows ?? found.expected?.rows ?? [];
  return rows.map((row) => row.map((value) => (value === null ? null : numberOf(value))));
}

/** JSON has no number without an end: R and Python write `Inf` as text. */
const numberOf = (value: number | string): number => (value === 'Inf' ? Number.POSITIVE_INFINITY : Number(value));

/**
 * Compares functions of the first `count` columns with the columns after them; every function takes the same arguments.
 *
 * @param tolerance - largest relative error
 * @returns how many values were compared
 */
export function expectGrid(
  rows: Rows,
  count: number,
  tolerance: number,
  ...functions: readonly ((...args: number[]) => number)[]
): number {
  const misses: string[] = [];
  let compared = 0;
  for (const row of rows) {
    const args = row.slice(0, count) as number[];
    functions.forEach((f, i) => {
      const expected = row[count + i];
      if (expected === null || expected === undefined) return;
      compared++;
      const actual = f(...args);
      if (!(relativeError(actual, expected) <= tolerance)) misses.push(`${i}(${args}) = ${actual}, not ${expected}`);
    });
  }
  expect(misses).toEqual([]);
  expect(compared).toBeGreaterThan(rows.length / 2);
  return compared;
}
