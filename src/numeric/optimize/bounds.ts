import { need } from '../../support/need.js';
import { finite, max, min, zeros } from '../math.js';

/** Limits of each parameter; where a list or an entry is left out the parameter is free. */
export interface BoxBounds {
  /**
   * The smallest value that each parameter may take.
   * @defaultValue no bounds below
   */
  readonly lower?: readonly number[];
  /**
   * The largest one.
   * @defaultValue no bounds above
   */
  readonly upper?: readonly number[];
}

/** Which limit a parameter stands on. */
export type AtBound = 'lower' | 'upper' | null;

export interface Box {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** Checks start and bounds, which must fit together: a start outside its bounds is a mistake, not a wish. */
export function boxAround(name: string, start: readonly number[], bounds: BoxBounds): Box {
  need(start.length > 0, 'invalid_argument', name, 'at least one parameter to start from', 'none');
  const side = (key: 'lower' | 'upper', free: number): Float64Array => {
    const limits = bounds[key] ?? start.map(() => free);
    need(limits.length === start.length, 'length_mismatch', name, `one ${key} bound per parameter`, limits.length);
    return Float64Array.from(start, (_, j) => limits[j] ?? free);
  };
  const box = { lower: side('lower', -Infinity), upper: side('upper', Infinity) };
  start.forEach((x, j) => {
    const [a, b] = [box.lower[j]!, box.upper[j]!];
    need(
      finite(x) && x >= a && x <= b,
      'invalid_argument',
      name,
      'a finite start within its bounds',
      `${x} in [${a}, ${b}] for parameter ${j}`,
    );
  });
  return box;
}

/** Whether these are the limits of a finite interval, as numbers and not as text. */
export const inOrder = (lower: number, upper: number): boolean =>
  finite(lower) && finite(upper - lower) && lower <= upper;

/** `from + share * step`, cut off at the bounds. */
export const moved = (
  from: Float64Array,
  step: ArrayLike<number>,
  share: number,
  { lower, upper }: Box,
): Float64Array => from.map((x, j) => min(max(x + share * step[j]!, lower[j]!), upper[j]!));

export const atBound = (x: Float64Array, { lower, upper }: Box): AtBound[] =>
  Array.from(x, (value, j) => (value === lower[j] ? 'lower' : value === upper[j] ? 'upper' : null));

/** The parameters that do not stand on a bound from which the function falls further outside. */
export function freeToMove(x: Float64Array, gradient: Float64Array, { lower, upper }: Box): number[] {
  const free = (j: number): boolean =>
    (x[j]! > lower[j]! || gradient[j]! < 0) && (x[j]! < upper[j]! || gradient[j]! > 0);
  return Array.from(x.keys()).filter(free);
}

/**
 * A step in the free parameters. One that stands on a bound and would be pushed through it is held, and the step is made anew.
 *
 * @param solve - the step in some of the parameters
 * @returns the step in all of them, 0 for those that are held
 */
export function stepInside(
  x: Float64Array,
  { lower, upper }: Box,
  free: readonly number[],
  solve: (columns: readonly number[]) => Float64Array,
): Float64Array {
  const step = zeros(x.length);
  const part = solve(free);
  free.forEach((j, c) => {
    step[j] = part[c]!;
  });
  const staying = free.filter((j) => (x[j]! > lower[j]! || step[j]! >= 0) && (x[j]! < upper[j]! || step[j]! <= 0));
  return staying.length < free.length ? stepInside(x, { lower, upper }, staying, solve) : step;
}
