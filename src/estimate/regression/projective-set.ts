import type { ConfidenceSet } from '../../support/confidence-set.js';

type Pieces = ConfidenceSet['pieces'];

/** Where a x^2 + b x + c is at most 0. */
export function quadraticSet(a: number, b: number, c: number): Pieces {
  if (a === 0) {
    if (b === 0) return c <= 0 ? [{ lower: null, upper: null }] : [];
    return b > 0 ? [{ lower: null, upper: -c / b }] : [{ lower: -c / b, upper: null }];
  }
  const inside = b * b - 4 * a * c;
  if (inside < 0) return a > 0 ? [] : [{ lower: null, upper: null }];
  // The root of larger size first: the other by division, so that nothing cancels.
  const far = -(b + (b < 0 ? -1 : 1) * Math.sqrt(inside)) / 2;
  const roots = far === 0 ? [0, 0] : [far / a, c / far];
  const [lower, upper] = [Math.min(...roots), Math.max(...roots)];
  return a > 0
    ? [{ lower, upper }]
    : [
        { lower: null, upper: lower },
        { lower: upper, upper: null },
      ];
}

/** Steps of a half turn: pieces narrower than a step beside others may be missed. */
const steps = 2048;

/**
 * Where a function of a direction is at most 0, over all x = s / c: directions are stepped through evenly as seen from a point, at the scale of
 * its standard error, and ends are then halved to the last digit.
 *
 * @param f - of s and c, the same for (s, c) and (-s, -c)
 */
export function scannedSet(
  f: (s: number, c: number) => number,
  { estimate, standardError }: { readonly estimate: number; readonly standardError: number },
): Pieces {
  const at = (turn: number): number => {
    const angle = Math.PI * (turn - 0.5);
    const c = Math.cos(angle);
    return f(estimate * c + standardError * Math.sin(angle), c);
  };
  const pointAt = (turn: number): number => estimate + standardError * Math.tan(Math.PI * (turn - 0.5));
  // Both ends of the turn are the direction of infinity.
  const inside = Array.from({ length: steps + 1 }, (_, i) => at((i % steps) / steps) <= 0);
  const endBetween = (from: number, to: number, startsInside: boolean): number => {
    let [low, high] = [from, to];
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (at(middle) <= 0 === startsInside) low = middle;
      else high = middle;
    }
    return pointAt((low + high) / 2);
  };
  const pieces: { lower: number | null; upper: number | null }[] = [];
  let lower: number | null = null;
  let open = inside[0]!;
  for (let i = 1; i <= steps; i++) {
    if (inside[i] === inside[i - 1]) continue;
    const end = endBetween((i - 1) / steps, i / steps, inside[i - 1]!);
    if (open) pieces.push({ lower, upper: end });
    else lower = end;
    open = !open;
  }
  if (open) pieces.push({ lower, upper: null });
  return pieces;
}
