import { abs, max, min } from '../math.js';

/**
 * Whether a function falls into a pole: near it, a step that is four times as long leads as high as the short one, where a
 * minimum that has a value rises with the distance.
 *
 * @param beside - the function at a distance, on the lower of both sides
 * @param value - at the lowest point found
 * @param scale - what a rise must be compared with: size of the value, or what was gained so far
 * @param distance - longer than the precision of the lowest point, shorter than anything that matters
 */
export function isPole(beside: (distance: number) => number, value: number, scale: number, distance: number): boolean {
  const rise = beside(distance) - value;
  return rise > 0.1 * scale && beside(distance / 4) - value > 0.9 * rise;
}

/** Steps relative to the size of a parameter at which a minimum is looked at from outside. */
const nextTo = 1e-7;
const away = 1e-3;

/**
 * Whether what looks like a minimum from derivatives looks like one from some distance: the function has no pole there, and
 * along no parameter does it lie lower to either side, as beside a point of inflection.
 *
 * @param at - the function of a shift of one parameter, cut off at the bounds
 * @param sizes - of the parameters
 * @param least - fall that is rounding
 */
export function looksLowest(
  at: (parameter: number, shift: number) => number,
  sizes: Float64Array,
  value: number,
  scale: number,
  least: number,
): boolean {
  return sizes.every((size, j) => {
    const beside = (distance: number): number => min(at(j, distance), at(j, -distance));
    return beside(away * size) >= value - least && !isPole(beside, value, max(scale, abs(value)), nextTo * size);
  });
}
