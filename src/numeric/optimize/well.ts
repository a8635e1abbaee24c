import { abs, max, min } from '../math.js';

/**
 * Whether a function falls into a pole: near it, a step that is four times as long leads as high as the short one, or each
 * step of four times the length rises by as much as the one before (a logarithm), where a minimum that has a value rises ever
 * less the nearer it is.
 *
 * @param beside - the function at a distance, on the lower of both sides
 * @param value - at the lowest point found
 * @param gained - fall from the start to there, beside which a rise must count
 * @param distance - longer than the precision of the lowest point, shorter than anything that matters
 */
export function isPole(beside: (distance: number) => number, value: number, gained: number, distance: number): boolean {
  const [close, middle, far] = [beside(distance / 4), beside(distance), beside(4 * distance)];
  const rise = middle - value;
  const step = middle - close;
  return (
    (rise > 0.1 * max(gained, abs(value)) && close - value > 0.9 * rise) ||
    (step > max(0.01 * gained, 1e-9 * abs(value)) && step > 0.9 * (far - middle))
  );
}

/**
 * Steps relative to the size of a parameter at which a minimum is looked at from outside: for a pole, and from where to where
 * for the first rise or fall. Derivatives by differences leave a minimum up to 3e-7 away.
 */
const nextTo = 1e-7;
const near = 1e-6;
const away = 0.2;

/**
 * Whether what looks like a minimum from derivatives looks like one from some distance: the function has no pole there, and
 * on either side of every parameter it does not fall before it rises, as it does beside a point of inflection.
 *
 * @param at - the function of a shift of one parameter, cut off at the bounds
 * @param sizes - of the parameters
 * @param least - rise or fall that is rounding
 */
export function looksLowest(
  at: (parameter: number, shift: number) => number,
  sizes: Float64Array,
  value: number,
  gained: number,
  least: number,
): boolean {
  const falls = (j: number, size: number): boolean => {
    let change = 0;
    for (let share = near; share < away && abs(change) <= least; share *= 10) change = at(j, share * size) - value;
    return change < -least;
  };
  return sizes.every((size, j) => {
    const beside = (distance: number): number => min(at(j, distance), at(j, -distance));
    return !(falls(j, size) || falls(j, -size) || isPole(beside, value, gained, nextTo * size));
  });
}
