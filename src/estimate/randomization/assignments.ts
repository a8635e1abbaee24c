import { type RandomStream, randomStream } from '../../numeric/random/index.js';
import { EfficacyError } from '../../support/errors.js';
import { squaredLength } from './balance.js';

/** All assignments that a design could have made. Units are numbered block by block. */
export interface AssignmentSpace {
  /** Where each block starts, and the number of units at the end. */
  readonly starts: Uint32Array;
  /** Units treated in each block. */
  readonly treated: Uint32Array;
  /** Which of them were balanced enough to be used; null where all were. */
  readonly balance: BalanceLimit | null;
}

/** The distance of an assignment is the squared length of `base` and the steps of the treated units. */
export interface BalanceLimit {
  readonly width: number;
  readonly steps: Float64Array;
  /** What units add that stay where they were. */
  readonly base: Float64Array;
  readonly threshold: number;
}

/** A stretch of assignments: some of all that there are, or random ones. */
export interface Stretch {
  /** Number of the first one, or of the random stream. */
  readonly from: number;
  readonly count: number;
}

/** Draws that a stretch may take in vain for each one that is balanced. */
const mostDraws = 1e6;

/** How many assignments there are, balanced or not; as a number of doubles, so that it may be infinite. */
export function countAssignments({ starts, treated }: Pick<AssignmentSpace, 'starts' | 'treated'>): number {
  return treated.reduce((product, k, b) => product * choose(starts[b + 1]! - starts[b]!, k), 1);
}

/** Binomial coefficient; exact below 2^53. */
function choose(n: number, k: number): number {
  const fewer = Math.min(k, n - k);
  let product = 1;
  for (let i = 1; i <= fewer; i++) {
    // Divided first, so that nothing on the way is larger than the answer; the rest times the factor is again a multiple of i.
    const rest = product <= Number.MAX_SAFE_INTEGER ? product % i : 0;
    product = ((product - rest) / i) * (n - fewer + i) + (rest * (n - fewer + i)) / i;
  }
  return product;
}

/**
 * Calls `visit` for each balanced assignment of a stretch with the units of each block, its treated ones first.
 *
 * @param seed - of random ones; null for all that there are, in order
 * @returns how many were visited
 * @throws {@link EfficacyError} `convergence_failed` when next to no draw is balanced
 */
export function visitAssignments(
  space: AssignmentSpace,
  { from, count }: Stretch,
  seed: number | null,
  visit: (order: Uint32Array) => void,
): number {
  const length = space.starts.at(-1)!;
  const order = new Uint32Array(length);
  if (seed === null) {
    let visited = 0;
    startAt(order, space, from);
    for (let i = 0; i < count; i++) {
      if (i > 0) moveOn(order, space);
      if (!isBalanced(order, space)) continue;
      fillControls(order, space);
      visit(order);
      visited++;
    }
    return visited;
  }
  const stream = randomStream(seed, from);
  const unmoved = Uint32Array.from({ length }, (_, unit) => unit);
  let vain = 0;
  for (let i = 0; i < count; ) {
    order.set(unmoved);
    draw(order, space, stream);
    if (isBalanced(order, space)) {
      visit(order);
      i++;
    } else if (++vain > mostDraws * count) {
      throw new EfficacyError(
        'convergence_failed',
        `randomizationTest found ${i} balanced assignments in ${vain + i} draws; the threshold is too small to draw from`,
        { threshold: space.balance?.threshold },
      );
    }
  }
  return count;
}

/** Whether an assignment would have been used. */
export function isBalanced(order: Uint32Array, space: AssignmentSpace): boolean {
  // The threshold is that of the assignment itself, whose distance was rounded in another order.
  return space.balance === null || distanceOf(order, space, space.balance) <= space.balance.threshold * (1 + 1e-9);
}

/** Mahalanobis distance of an assignment. */
export function distanceOf(order: Uint32Array, { starts, treated }: AssignmentSpace, balance: BalanceLimit): number {
  const { width, steps, base } = balance;
  const sum = base.slice();
  for (let b = 0; b < treated.length; b++) {
    for (let at = starts[b]!, end = at + treated[b]!; at < end; at++) {
      const step = order[at]! * width;
      for (let j = 0; j < width; j++) sum[j]! += steps[step + j]!;
    }
  }
  return squaredLength(sum);
}

/** Draws the treated units of each block to its front. */
function draw(order: Uint32Array, { starts, treated }: AssignmentSpace, stream: RandomStream): void {
  for (let b = 0; b < treated.length; b++) {
    const end = starts[b + 1]!;
    for (let at = starts[b]!, last = at + treated[b]!; at < last; at++) {
      const other = at + stream.integer(end - at);
      const kept = order[at]!;
      order[at] = order[other]!;
      order[other] = kept;
    }
  }
}

/** The assignment of a number: a digit for each block, the first block the fastest, each digit a combination in lexicographic order. */
function startAt(order: Uint32Array, { starts, treated }: AssignmentSpace, number: number): void {
  let left = number;
  for (let b = 0; b < treated.length; b++) {
    const [start, n, k] = [starts[b]!, starts[b + 1]! - starts[b]!, treated[b]!];
    const digits = choose(n, k);
    let rank = left % digits;
    left = Math.floor(left / digits);
    for (let i = 0, unit = 0; i < k; unit++) {
      const behind = choose(n - unit - 1, k - i - 1);
      if (rank < behind) order[start + i++] = start + unit;
      else rank -= behind;
    }
  }
}

/** Writes the units that are not treated behind the treated ones, which are in ascending order. */
function fillControls(order: Uint32Array, { starts, treated }: AssignmentSpace): void {
  for (let b = 0; b < treated.length; b++) {
    const middle = starts[b]! + treated[b]!;
    let next = starts[b]!;
    for (let unit = starts[b]!, at = middle; unit < starts[b + 1]!; unit++) {
      if (next < middle && order[next] === unit) next++;
      else order[at++] = unit;
    }
  }
}

/** The next assignment. */
function moveOn(order: Uint32Array, { starts, treated }: AssignmentSpace): void {
  for (let b = 0; b < treated.length; b++) {
    const [start, end, k] = [starts[b]!, starts[b + 1]!, treated[b]!];
    let i = k - 1;
    while (i >= 0 && order[start + i] === end - k + i) i--;
    if (i >= 0) {
      const unit = order[start + i]! + 1;
      for (let j = i; j < k; j++) order[start + j] = unit + j - i;
      return;
    }
    for (let j = 0; j < k; j++) order[start + j] = start + j;
  }
}
