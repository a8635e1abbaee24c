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
export const addRows: readonly AddRows[] = [add1, add2, add3, add4, add5, add6];

/** For k columns at k - 1. */
export const addWeightedRows: readonly AddWeightedRows[] = [addWeighted1, addWeighted2, addWeighted3, addWeighted4];

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

function add5(
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
  const E = columns[4]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 26;
    const a = A[q]! - cells[p]!;
    const b = B[q]! - cells[p + 1]!;
    const c = C[q]! - cells[p + 2]!;
    const d = D[q]! - cells[p + 3]!;
    const e = E[q]! - cells[p + 4]!;
    const sum = a + b + c + d + e;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p + 5]! += 1;
    cells[p + 6]! += a;
    cells[p + 7]! += b;
    cells[p + 8]! += c;
    cells[p + 9]! += d;
    cells[p + 10]! += e;
    cells[p + 11]! += a * a;
    cells[p + 12]! += b * a;
    cells[p + 13]! += b * b;
    cells[p + 14]! += c * a;
    cells[p + 15]! += c * b;
    cells[p + 16]! += c * c;
    cells[p + 17]! += d * a;
    cells[p + 18]! += d * b;
    cells[p + 19]! += d * c;
    cells[p + 20]! += d * d;
    cells[p + 21]! += e * a;
    cells[p + 22]! += e * b;
    cells[p + 23]! += e * c;
    cells[p + 24]! += e * d;
    cells[p + 25]! += e * e;
  }
  return odds;
}

function add6(
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
  const E = columns[4]!;
  const F = columns[5]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 34;
    const a = A[q]! - cells[p]!;
    const b = B[q]! - cells[p + 1]!;
    const c = C[q]! - cells[p + 2]!;
    const d = D[q]! - cells[p + 3]!;
    const e = E[q]! - cells[p + 4]!;
    const f = F[q]! - cells[p + 5]!;
    const sum = a + b + c + d + e + f;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p + 6]! += 1;
    cells[p + 7]! += a;
    cells[p + 8]! += b;
    cells[p + 9]! += c;
    cells[p + 10]! += d;
    cells[p + 11]! += e;
    cells[p + 12]! += f;
    cells[p + 13]! += a * a;
    cells[p + 14]! += b * a;
    cells[p + 15]! += b * b;
    cells[p + 16]! += c * a;
    cells[p + 17]! += c * b;
    cells[p + 18]! += c * c;
    cells[p + 19]! += d * a;
    cells[p + 20]! += d * b;
    cells[p + 21]! += d * c;
    cells[p + 22]! += d * d;
    cells[p + 23]! += e * a;
    cells[p + 24]! += e * b;
    cells[p + 25]! += e * c;
    cells[p + 26]! += e * d;
    cells[p + 27]! += e * e;
    cells[p + 28]! += f * a;
    cells[p + 29]! += f * b;
    cells[p + 30]! += f * c;
    cells[p + 31]! += f * d;
    cells[p + 32]! += f * e;
    cells[p + 33]! += f * f;
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

function addWeighted3(
  columns: readonly Float64Array[],
  weights: Float64Array,
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
    const p = slots[q]! * 14;
    const a = A[q]! - cells[p]!;
    const b = B[q]! - cells[p + 1]!;
    const c = C[q]! - cells[p + 2]!;
    const w = weights[q]!;
    const sum = a + b + c;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p + 3]! += 1;
    const wa = w * a;
    const wb = w * b;
    const wc = w * c;
    cells[p + 4]! += wa;
    cells[p + 5]! += wb;
    cells[p + 6]! += wc;
    cells[p + 7]! += wa * a;
    cells[p + 8]! += wb * a;
    cells[p + 9]! += wb * b;
    cells[p + 10]! += wc * a;
    cells[p + 11]! += wc * b;
    cells[p + 12]! += wc * c;
    cells[p + 13]! += w;
  }
  return odds;
}

function addWeighted4(
  columns: readonly Float64Array[],
  weights: Float64Array,
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
    const p = slots[q]! * 20;
    const a = A[q]! - cells[p]!;
    const b = B[q]! - cells[p + 1]!;
    const c = C[q]! - cells[p + 2]!;
    const d = D[q]! - cells[p + 3]!;
    const w = weights[q]!;
    const sum = a + b + c + d;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p + 4]! += 1;
    const wa = w * a;
    const wb = w * b;
    const wc = w * c;
    const wd = w * d;
    cells[p + 5]! += wa;
    cells[p + 6]! += wb;
    cells[p + 7]! += wc;
    cells[p + 8]! += wd;
    cells[p + 9]! += wa * a;
    cells[p + 10]! += wb * a;
    cells[p + 11]! += wb * b;
    cells[p + 12]! += wc * a;
    cells[p + 13]! += wc * b;
    cells[p + 14]! += wc * c;
    cells[p + 15]! += wd * a;
    cells[p + 16]! += wd * b;
    cells[p + 17]! += wd * c;
    cells[p + 18]! += wd * d;
    cells[p + 19]! += w;
  }
  return odds;
}
