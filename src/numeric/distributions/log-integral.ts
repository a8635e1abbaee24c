import { abs, exp, log, sqrt } from '../math.js';

/** Terms smaller than this part of the sum end it. */
const negligible = 1e-17;
/** Two levels of steps agree to this: the error of the finer one is of the size of its square, or rounding. */
const fine = 1e-10;

/**
 * Logarithm of ∫ exp(logF(x)) dx over the whole line, for a smooth positive integrand with one peak near x = 0.
 *
 * Trapezoidal rule in v after x = width sinh(v), the step halved until two sums agree. The map is even near the peak
 * and logarithmic far from it, so that it also carries long exponential tails, and bends that are sharp beside the whole.
 * Terms are positive and counted from the value at 0: the relative precision does not depend on how small the integral is.
 *
 * @param logF - logarithm of the integrand
 * @param width - about the standard deviation of the peak, or of the sharpest bend
 * @param agreement - relative difference of two levels of steps at which it ends
 *
 * @see Trefethen & Weideman (2014), The exponentially convergent trapezoidal rule, SIAM Review 56(3), 385-458.
 */
export function logIntegral(logF: (x: number) => number, width: number, agreement: number = fine): number {
  const top = logF(0);
  if (!(top > -1e6)) return top;

  /** Adds the terms at first, first + step, ... on one side, until they fall and no longer count. */
  const addSide = (sum: number, first: number, step: number, scale: number): number => {
    const ratio = exp(step);
    let previous = 0;
    for (let e = exp(first); ; e *= ratio) {
      const term = 0.5 * (e + 1 / e) * exp(logF(0.5 * scale * (e - 1 / e)) - top);
      sum += term;
      if (!(term > negligible * sum) && !(term > previous)) return sum;
      previous = term;
    }
  };
  const addBothSides = (sum: number, first: number, step: number): number =>
    addSide(addSide(sum, first, step, width), first, step, -width);

  let step = 0.25;
  let sum = addBothSides(1, step, step);
  for (let level = 0; level < 8; level++) {
    const finer = addBothSides(sum, step / 2, step);
    const change = abs(finer - 2 * sum);
    sum = finer;
    step /= 2;
    if (change <= agreement * finer) break;
  }
  return top + log(sum * step * width);
}

/**
 * Where a function with one peak is highest, to a fraction of the width of the peak, and that width, as if it were a parabola.
 *
 * @param start - where to begin: the function is finite there
 * @param step - how far to look first
 */
export function findPeak(logF: (x: number) => number, start: number, step: number): { center: number; width: number } {
  let b = start;
  let fb = logF(b);
  let c = start + step;
  let fc = logF(c);
  if (fc < fb) {
    [b, c] = [c, b];
    [fb, fc] = [fc, fb];
  }
  // From b up to c, and on with longer steps until it goes down again.
  let a = b;
  let fa = fb;
  let climbs = 0;
  do {
    [a, b, c] = [b, c, c + 1.5 * (c - b)];
    [fa, fb, fc] = [fb, fc, logF(c)];
    climbs++;
  } while (fc > fb);
  // After long steps once more with short ones.
  if (climbs > 2) return findPeak(logF, b, (c - b) / 8);
  const left = (fb - fa) / (b - a);
  const right = (fc - fb) / (c - b);
  const curvature = (2 * (left - right)) / (c - a);
  return { center: (a + b) / 2 + left / curvature, width: 1 / sqrt(curvature) };
}
