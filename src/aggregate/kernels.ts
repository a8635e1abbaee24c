/**
 * Written by scripts/make-kernels.mjs: the loops over rows, for each number of columns. No checks, no allocation; callers have done both.
 * What a cell is: see cells.ts. A row whose deviations are not all numbers (it lacks a value, or its group has no shift yet) or
 * whose weight is 0 changes nothing; its number goes to `odd`.
 */

/** Adds `count` rows, of which the slots are given, to their cells; returns how many are odd. */
export type AddRows = typeof add1;

/** The same with weights. */
export type AddWeightedRows = typeof addWeighted1;

/** For k columns at k - 1. */
export const addRows: readonly AddRows[] = [add1, add2, add3, add4];

/** For k columns at k - 1. */
export const addWeightedRows: readonly AddWeightedRows[] = [addWeighted1, addWeighted2];

function add1(
  columns: readonly Float64Array[],
  slots: Uint32Array,
  count: number,
  cells: Float64Array,
  odd: Uint32Array,
): number {
  const A = columns[0]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 4;
    const a = A[q]! - cells[p]!;
    const sum = a;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p + 1]! += 1;
    cells[p + 2]! += a;
    cells[p + 3]! += a * a;
  }
  return odds;
}

function add2(
  columns: readonly Float64Array[],
  slots: Uint32Array,
  count: number,
  cells: Float64Array,
  odd: Uint32Array,
): number {
  const A = columns[0]!;
  const B = columns[1]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 8;
    const a = A[q]! - cells[p]!;
    const b = B[q]! - cells[p + 1]!;
    const sum = a + b;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p + 2]! += 1;
    cells[p + 3]! += a;
    cells[p + 4]! += b;
    cells[p + 5]! += a * a;
    cells[p + 6]! += b * a;
    cells[p + 7]! += b * b;
  }
  return odds;
}

function add3(
  columns: readonly Float64Array[],
  slots: Uint32Array,
  count: number,
  cells: Float64Array,
  odd: Uint32Array,
): number {
  const A = columns[0]!;
  const B = columns[1]!;
  const C = columns[2]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 13;
    const a = A[q]! - cells[p]!;
    const b = B[q]! - cells[p + 1]!;
    const c = C[q]! - cells[p + 2]!;
    const sum = a + b + c;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p + 3]! += 1;
    cells[p + 4]! += a;
    cells[p + 5]! += b;
    cells[p + 6]! += c;
    cells[p + 7]! += a * a;
    cells[p + 8]! += b * a;
    cells[p + 9]! += b * b;
    cells[p + 10]! += c * a;
    cells[p + 11]! += c * b;
    cells[p + 12]! += c * c;
  }
  return odds;
}

function add4(
  columns: readonly Float64Array[],
  slots: Uint32Array,
  count: number,
  cells: Float64Array,
  odd: Uint32Array,
): number {
  const A = columns[0]!;
  const B = columns[1]!;
  const C = columns[2]!;
  const D = columns[3]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 19;
    const a = A[q]! - cells[p]!;
    const b = B[q]! - cells[p + 1]!;
    const c = C[q]! - cells[p + 2]!;
    const d = D[q]! - cells[p + 3]!;
    const sum = a + b + c + d;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p + 4]! += 1;
    cells[p + 5]! += a;
    cells[p + 6]! += b;
    cells[p + 7]! += c;
    cells[p + 8]! += d;
    cells[p + 9]! += a * a;
    cells[p + 10]! += b * a;
    cells[p + 11]! += b * b;
    cells[p + 12]! += c * a;
    cells[p + 13]! += c * b;
    cells[p + 14]! += c * c;
    cells[p + 15]! += d * a;
    cells[p + 16]! += d * b;
    cells[p + 17]! += d * c;
    cells[p + 18]! += d * d;
  }
  return odds;
}

function addWeighted1(
  columns: readonly Float64Array[],
  weights: Float64Array,
  slots: Uint32Array,
  count: number,
  cells: Float64Array,
  odd: Uint32Array,
): number {
  const A = columns[0]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 5;
    const a = A[q]! - cells[p]!;
    const w = weights[q]!;
    const sum = a;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p + 1]! += 1;
    const wa = w * a;
    cells[p + 2]! += wa;
    cells[p + 3]! += wa * a;
    cells[p + 4]! += w;
  }
  return odds;
}

function addWeighted2(
  columns: readonly Float64Array[],
  weights: Float64Array,
  slots: Uint32Array,
  count: number,
  cells: Float64Array,
  odd: Uint32Array,
): number {
  const A = columns[0]!;
  const B = columns[1]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 9;
    const a = A[q]! - cells[p]!;
    const b = B[q]! - cells[p + 1]!;
    const w = weights[q]!;
    const sum = a + b;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p + 2]! += 1;
    const wa = w * a;
    const wb = w * b;
    cells[p + 3]! += wa;
    cells[p + 4]! += wb;
    cells[p + 5]! += wa * a;
    cells[p + 6]! += wb * a;
    cells[p + 7]! += wb * b;
    cells[p + 8]! += w;
  }
  return odds;
}
