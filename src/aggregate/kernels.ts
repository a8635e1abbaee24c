/**
 * Written by scripts/make-kernels.mjs: the loops over rows, for each number of columns. No checks, no allocation; callers have done both.
 * What a cell is: see cells.ts. A row whose deviations are not all numbers (it lacks a value, or its group has no shift yet) or
 * whose weight is 0 changes nothing; its number goes to `odd`.
 */

/** Adds `count` rows from row `from` on, of which the slots are given, to their cells; returns how many are odd. */
export type AddRows = typeof add1;

/** The same with weights. */
export type AddWeightedRows = typeof addWeighted1;

/** Adds the rows `from + start` to `from + end`, all of the group whose cell is at p, behind `odds` odd rows known before. */
export type AddRun = typeof addRun1;

/** For k columns at k - 1. */
export const addRows: readonly AddRows[] = [add1, add2, add3, add4, add5, add6, add7, add8];

/** For k columns at k - 1. */
export const addWeightedRows: readonly AddWeightedRows[] = [
  addWeighted1,
  addWeighted2,
  addWeighted3,
  addWeighted4,
  addWeighted5,
];

/** For k columns at k - 1. */
export const addRun: readonly AddRun[] = [addRun1, addRun2, addRun3, addRun4];

function add1(
  columns: readonly Float64Array[],
  from: number,
  slots: Uint32Array,
  count: number,
  cells: Float64Array,
  odd: Uint32Array,
): number {
  const A = columns[0]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 4;
    const a = A[from + q]! - cells[p + 1]!;
    const sum = a;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
    cells[p + 2]! += a;
    cells[p + 3]! += a * a;
  }
  return odds;
}

function add2(
  columns: readonly Float64Array[],
  from: number,
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
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const sum = a + b;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
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
  from: number,
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
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const c = C[from + q]! - cells[p + 3]!;
    const sum = a + b + c;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
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
  from: number,
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
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const c = C[from + q]! - cells[p + 3]!;
    const d = D[from + q]! - cells[p + 4]!;
    const sum = a + b + c + d;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
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
  from: number,
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
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const c = C[from + q]! - cells[p + 3]!;
    const d = D[from + q]! - cells[p + 4]!;
    const e = E[from + q]! - cells[p + 5]!;
    const sum = a + b + c + d + e;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
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
  from: number,
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
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const c = C[from + q]! - cells[p + 3]!;
    const d = D[from + q]! - cells[p + 4]!;
    const e = E[from + q]! - cells[p + 5]!;
    const f = F[from + q]! - cells[p + 6]!;
    const sum = a + b + c + d + e + f;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
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

function add7(
  columns: readonly Float64Array[],
  from: number,
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
  const G = columns[6]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 43;
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const c = C[from + q]! - cells[p + 3]!;
    const d = D[from + q]! - cells[p + 4]!;
    const e = E[from + q]! - cells[p + 5]!;
    const f = F[from + q]! - cells[p + 6]!;
    const g = G[from + q]! - cells[p + 7]!;
    const sum = a + b + c + d + e + f + g;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
    cells[p + 8]! += a;
    cells[p + 9]! += b;
    cells[p + 10]! += c;
    cells[p + 11]! += d;
    cells[p + 12]! += e;
    cells[p + 13]! += f;
    cells[p + 14]! += g;
    cells[p + 15]! += a * a;
    cells[p + 16]! += b * a;
    cells[p + 17]! += b * b;
    cells[p + 18]! += c * a;
    cells[p + 19]! += c * b;
    cells[p + 20]! += c * c;
    cells[p + 21]! += d * a;
    cells[p + 22]! += d * b;
    cells[p + 23]! += d * c;
    cells[p + 24]! += d * d;
    cells[p + 25]! += e * a;
    cells[p + 26]! += e * b;
    cells[p + 27]! += e * c;
    cells[p + 28]! += e * d;
    cells[p + 29]! += e * e;
    cells[p + 30]! += f * a;
    cells[p + 31]! += f * b;
    cells[p + 32]! += f * c;
    cells[p + 33]! += f * d;
    cells[p + 34]! += f * e;
    cells[p + 35]! += f * f;
    cells[p + 36]! += g * a;
    cells[p + 37]! += g * b;
    cells[p + 38]! += g * c;
    cells[p + 39]! += g * d;
    cells[p + 40]! += g * e;
    cells[p + 41]! += g * f;
    cells[p + 42]! += g * g;
  }
  return odds;
}

function add8(
  columns: readonly Float64Array[],
  from: number,
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
  const G = columns[6]!;
  const H = columns[7]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 53;
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const c = C[from + q]! - cells[p + 3]!;
    const d = D[from + q]! - cells[p + 4]!;
    const e = E[from + q]! - cells[p + 5]!;
    const f = F[from + q]! - cells[p + 6]!;
    const g = G[from + q]! - cells[p + 7]!;
    const h = H[from + q]! - cells[p + 8]!;
    const sum = a + b + c + d + e + f + g + h;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
    cells[p + 9]! += a;
    cells[p + 10]! += b;
    cells[p + 11]! += c;
    cells[p + 12]! += d;
    cells[p + 13]! += e;
    cells[p + 14]! += f;
    cells[p + 15]! += g;
    cells[p + 16]! += h;
    cells[p + 17]! += a * a;
    cells[p + 18]! += b * a;
    cells[p + 19]! += b * b;
    cells[p + 20]! += c * a;
    cells[p + 21]! += c * b;
    cells[p + 22]! += c * c;
    cells[p + 23]! += d * a;
    cells[p + 24]! += d * b;
    cells[p + 25]! += d * c;
    cells[p + 26]! += d * d;
    cells[p + 27]! += e * a;
    cells[p + 28]! += e * b;
    cells[p + 29]! += e * c;
    cells[p + 30]! += e * d;
    cells[p + 31]! += e * e;
    cells[p + 32]! += f * a;
    cells[p + 33]! += f * b;
    cells[p + 34]! += f * c;
    cells[p + 35]! += f * d;
    cells[p + 36]! += f * e;
    cells[p + 37]! += f * f;
    cells[p + 38]! += g * a;
    cells[p + 39]! += g * b;
    cells[p + 40]! += g * c;
    cells[p + 41]! += g * d;
    cells[p + 42]! += g * e;
    cells[p + 43]! += g * f;
    cells[p + 44]! += g * g;
    cells[p + 45]! += h * a;
    cells[p + 46]! += h * b;
    cells[p + 47]! += h * c;
    cells[p + 48]! += h * d;
    cells[p + 49]! += h * e;
    cells[p + 50]! += h * f;
    cells[p + 51]! += h * g;
    cells[p + 52]! += h * h;
  }
  return odds;
}

function addWeighted1(
  columns: readonly Float64Array[],
  weights: Float64Array,
  from: number,
  slots: Uint32Array,
  count: number,
  cells: Float64Array,
  odd: Uint32Array,
): number {
  const A = columns[0]!;
  let odds = 0;
  for (let q = 0; q < count; q++) {
    const p = slots[q]! * 5;
    const a = A[from + q]! - cells[p + 1]!;
    const w = weights[from + q]!;
    const sum = a;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
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
  from: number,
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
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const w = weights[from + q]!;
    const sum = a + b;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
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
  from: number,
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
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const c = C[from + q]! - cells[p + 3]!;
    const w = weights[from + q]!;
    const sum = a + b + c;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
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
  from: number,
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
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const c = C[from + q]! - cells[p + 3]!;
    const d = D[from + q]! - cells[p + 4]!;
    const w = weights[from + q]!;
    const sum = a + b + c + d;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
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

function addWeighted5(
  columns: readonly Float64Array[],
  weights: Float64Array,
  from: number,
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
    const p = slots[q]! * 27;
    const a = A[from + q]! - cells[p + 1]!;
    const b = B[from + q]! - cells[p + 2]!;
    const c = C[from + q]! - cells[p + 3]!;
    const d = D[from + q]! - cells[p + 4]!;
    const e = E[from + q]! - cells[p + 5]!;
    const w = weights[from + q]!;
    const sum = a + b + c + d + e;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum || w === 0) {
      odd[odds++] = q;
      continue;
    }
    cells[p]! += 1;
    const wa = w * a;
    const wb = w * b;
    const wc = w * c;
    const wd = w * d;
    const we = w * e;
    cells[p + 6]! += wa;
    cells[p + 7]! += wb;
    cells[p + 8]! += wc;
    cells[p + 9]! += wd;
    cells[p + 10]! += we;
    cells[p + 11]! += wa * a;
    cells[p + 12]! += wb * a;
    cells[p + 13]! += wb * b;
    cells[p + 14]! += wc * a;
    cells[p + 15]! += wc * b;
    cells[p + 16]! += wc * c;
    cells[p + 17]! += wd * a;
    cells[p + 18]! += wd * b;
    cells[p + 19]! += wd * c;
    cells[p + 20]! += wd * d;
    cells[p + 21]! += we * a;
    cells[p + 22]! += we * b;
    cells[p + 23]! += we * c;
    cells[p + 24]! += we * d;
    cells[p + 25]! += we * e;
    cells[p + 26]! += w;
  }
  return odds;
}

function addRun1(
  columns: readonly Float64Array[],
  from: number,
  start: number,
  end: number,
  cells: Float64Array,
  p: number,
  odd: Uint32Array,
  odds: number,
): number {
  const A = columns[0]!;
  const shiftA = cells[p + 1]!;
  let n = cells[p]!;
  let sA = cells[p + 2]!;
  let pAA = cells[p + 3]!;
  for (let q = start; q < end; q++) {
    const a = A[from + q]! - shiftA;
    const sum = a;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    n += 1;
    sA += a;
    pAA += a * a;
  }
  cells[p] = n;
  cells[p + 2] = sA;
  cells[p + 3] = pAA;
  return odds;
}

function addRun2(
  columns: readonly Float64Array[],
  from: number,
  start: number,
  end: number,
  cells: Float64Array,
  p: number,
  odd: Uint32Array,
  odds: number,
): number {
  const A = columns[0]!;
  const B = columns[1]!;
  const shiftA = cells[p + 1]!;
  const shiftB = cells[p + 2]!;
  let n = cells[p]!;
  let sA = cells[p + 3]!;
  let sB = cells[p + 4]!;
  let pAA = cells[p + 5]!;
  let pBA = cells[p + 6]!;
  let pBB = cells[p + 7]!;
  for (let q = start; q < end; q++) {
    const a = A[from + q]! - shiftA;
    const b = B[from + q]! - shiftB;
    const sum = a + b;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    n += 1;
    sA += a;
    sB += b;
    pAA += a * a;
    pBA += b * a;
    pBB += b * b;
  }
  cells[p] = n;
  cells[p + 3] = sA;
  cells[p + 4] = sB;
  cells[p + 5] = pAA;
  cells[p + 6] = pBA;
  cells[p + 7] = pBB;
  return odds;
}

function addRun3(
  columns: readonly Float64Array[],
  from: number,
  start: number,
  end: number,
  cells: Float64Array,
  p: number,
  odd: Uint32Array,
  odds: number,
): number {
  const A = columns[0]!;
  const B = columns[1]!;
  const C = columns[2]!;
  const shiftA = cells[p + 1]!;
  const shiftB = cells[p + 2]!;
  const shiftC = cells[p + 3]!;
  let n = cells[p]!;
  let sA = cells[p + 4]!;
  let sB = cells[p + 5]!;
  let sC = cells[p + 6]!;
  let pAA = cells[p + 7]!;
  let pBA = cells[p + 8]!;
  let pBB = cells[p + 9]!;
  let pCA = cells[p + 10]!;
  let pCB = cells[p + 11]!;
  let pCC = cells[p + 12]!;
  for (let q = start; q < end; q++) {
    const a = A[from + q]! - shiftA;
    const b = B[from + q]! - shiftB;
    const c = C[from + q]! - shiftC;
    const sum = a + b + c;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    n += 1;
    sA += a;
    sB += b;
    sC += c;
    pAA += a * a;
    pBA += b * a;
    pBB += b * b;
    pCA += c * a;
    pCB += c * b;
    pCC += c * c;
  }
  cells[p] = n;
  cells[p + 4] = sA;
  cells[p + 5] = sB;
  cells[p + 6] = sC;
  cells[p + 7] = pAA;
  cells[p + 8] = pBA;
  cells[p + 9] = pBB;
  cells[p + 10] = pCA;
  cells[p + 11] = pCB;
  cells[p + 12] = pCC;
  return odds;
}

function addRun4(
  columns: readonly Float64Array[],
  from: number,
  start: number,
  end: number,
  cells: Float64Array,
  p: number,
  odd: Uint32Array,
  odds: number,
): number {
  const A = columns[0]!;
  const B = columns[1]!;
  const C = columns[2]!;
  const D = columns[3]!;
  const shiftA = cells[p + 1]!;
  const shiftB = cells[p + 2]!;
  const shiftC = cells[p + 3]!;
  const shiftD = cells[p + 4]!;
  let n = cells[p]!;
  let sA = cells[p + 5]!;
  let sB = cells[p + 6]!;
  let sC = cells[p + 7]!;
  let sD = cells[p + 8]!;
  let pAA = cells[p + 9]!;
  let pBA = cells[p + 10]!;
  let pBB = cells[p + 11]!;
  let pCA = cells[p + 12]!;
  let pCB = cells[p + 13]!;
  let pCC = cells[p + 14]!;
  let pDA = cells[p + 15]!;
  let pDB = cells[p + 16]!;
  let pDC = cells[p + 17]!;
  let pDD = cells[p + 18]!;
  for (let q = start; q < end; q++) {
    const a = A[from + q]! - shiftA;
    const b = B[from + q]! - shiftB;
    const c = C[from + q]! - shiftC;
    const d = D[from + q]! - shiftD;
    const sum = a + b + c + d;
    // biome-ignore lint/suspicious/noSelfCompare: the cheapest test for NaN in a hot loop
    if (sum !== sum) {
      odd[odds++] = q;
      continue;
    }
    n += 1;
    sA += a;
    sB += b;
    sC += c;
    sD += d;
    pAA += a * a;
    pBA += b * a;
    pBB += b * b;
    pCA += c * a;
    pCB += c * b;
    pCC += c * c;
    pDA += d * a;
    pDB += d * b;
    pDC += d * c;
    pDD += d * d;
  }
  cells[p] = n;
  cells[p + 5] = sA;
  cells[p + 6] = sB;
  cells[p + 7] = sC;
  cells[p + 8] = sD;
  cells[p + 9] = pAA;
  cells[p + 10] = pBA;
  cells[p + 11] = pBB;
  cells[p + 12] = pCA;
  cells[p + 13] = pCB;
  cells[p + 14] = pCC;
  cells[p + 15] = pDA;
  cells[p + 16] = pDB;
  cells[p + 17] = pDC;
  cells[p + 18] = pDD;
  return odds;
}
