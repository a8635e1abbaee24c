import { productError } from '../numeric/sums/error-free.js';
import {
  addExact,
  addExactProduct,
  type ExactSums,
  exactSums,
  mergeExact,
  settleExact,
} from '../numeric/sums/index.js';
import { EfficacyError } from '../support/errors.js';

/**
 * How many exact sums a group of k columns has: those of the columns, then those of the products of pairs (i, j) with i >= j at
 * k + i (i + 1) / 2 + j, then with weights that of the weights. With weights all sums are of weighted terms.
 */
export function exactWidth(k: number, weighted: boolean): number {
  return k + (k * (k + 1)) / 2 + (weighted ? 1 : 0);
}

/** The sums of some groups, in the given order. */
export function pickExact(sums: ExactSums, groups: ArrayLike<number>, width: number): ExactSums {
  const picked = exactSums(groups.length * width);
  for (let g = 0; g < groups.length; g++) {
    const from = groups[g]! * width;
    // A view of its own for each of many groups would take longer than the copy.
    for (let i = 0; i < 4 * width; i++) picked.cells[4 * g * width + i] = sums.cells[4 * from + i]!;
    for (let i = 0; i < width; i++) settleExact(picked, g * width + i);
    if (sums.far.size > 0) pickFar(sums, from, picked, g * width, width);
  }
  return picked;
}

function pickFar(sums: ExactSums, from: number, picked: ExactSums, to: number, width: number): void {
  for (let i = 0; i < width; i++) {
    const far = sums.far.get(from + i);
    if (far !== undefined) picked.far.set(to + i, far);
  }
}

/** Adds the sums of one group to those of another. */
export function mergeExactGroup(into: ExactSums, group: number, from: ExactSums, other: number, width: number): void {
  for (let i = 0; i < width; i++) mergeExact(into, group * width + i, from, other * width + i);
}

/** Adds one complete row. */
export function addExactRow(sums: ExactSums, first: number, columns: readonly Float64Array[], row: number): void {
  let at = first + columns.length;
  for (let i = 0; i < columns.length; i++) {
    const x = columns[i]![row]!;
    addExact(sums, first + i, x);
    for (let j = 0; j <= i; j++) addExactProduct(sums, at++, x, columns[j]![row]!);
  }
}

/** What can be cut without overflow. */
const largest = 2 ** 950;

/**
 * Adds one complete row with a weight above 0.
 *
 * @throws {@link EfficacyError} `out_of_domain` where weight times value is too large or too small to be cut exactly
 */
export function addWeightedExactRow(
  sums: ExactSums,
  first: number,
  columns: readonly Float64Array[],
  row: number,
  w: number,
): void {
  const k = columns.length;
  let at = first + k;
  for (let i = 0; i < k; i++) {
    const x = columns[i]![row]!;
    const wx = w * x;
    const size = Math.abs(wx);
    if (x !== 0 && !(size > 2 ** -900 && size < largest && Math.abs(x) < largest && w < largest)) {
      throw new EfficacyError(
        'out_of_domain',
        `groupComoments with precision "exact" needs weights times values between 1e-270 and 1e280 in size, got ${w} times ${x}; rescale them`,
        { weight: w, value: x },
      );
    }
    const rest = productError(w, x, wx);
    addExact(sums, first + i, wx);
    addExact(sums, first + i, rest);
    for (let j = 0; j <= i; j++, at++) {
      const y = columns[j]![row]!;
      addExactProduct(sums, at, wx, y);
      addExactProduct(sums, at, rest, y);
    }
  }
  addExact(sums, at, w);
}
