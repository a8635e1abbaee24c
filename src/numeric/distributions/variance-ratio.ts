import { log, min } from '../math.js';
import { logPowerFactor } from '../special/beta-expansions.js';
import { betaTail } from '../special/incomplete-beta.js';
import { nearPower } from '../special/near-power.js';
import { betaKernel } from '../special/saddle-point.js';

/** Largest df to compute with: no double can tell the difference from there to infinity. */
export const usable = (df: number): number => min(df, 1e25);

/** A ratio of two variances, by way of x = df1 f / (df1 f + df2), which has the beta distribution with shapes a and b. */
export interface VarianceRatio {
  /** df1 / 2 */
  readonly a: number;
  /** df2 / 2 */
  readonly b: number;
  readonly x: number;
  /** Lower or upper tail at f; with j more units of shape a, at the same x. */
  readonly tail: (j: number, upper: boolean) => number;
  /** The density of log f likewise. */
  readonly kernel: (j: number) => number;
}

/**
 * @param f - greater than 0 and finite, as the others
 * @param df2 - or Infinity
 * @param logF - its logarithm, where f itself may not fit a double
 */
export function varianceRatio(f: number, df1: number, df2: number, logF: number = log(f)): VarianceRatio {
  const a = df1 / 2;
  const b = usable(df2) / 2;
  const odds = (a / b) * f;
  const y = 1 / (1 + odds);
  const far = odds === Infinity;
  const x = far ? 1 : odds * y;
  // (a + j + b) x - (a + j)
  const excess = (j: number): number => min(a * ((f - 1) * y), b) - j * y;
  // Where the odds do not fit a double, only the leading power of y or x is left.
  const lost = far || odds < 1e-290;
  const power = (j: number, complement: boolean): number => {
    const [shape, other, logShare] = far ? [b, a + j, log(b / a) - logF] : [a + j, b, log(a / b) + logF];
    return nearPower(shape * logShare + logPowerFactor(shape, other), 0, complement);
  };
  return {
    a,
    b,
    x,
    tail: (j, upper) => (lost ? power(j, upper !== far) : betaTail(a + j, b, x, y, excess(j), upper)),
    kernel: (j) => (lost ? (far ? b : a + j) * power(j, false) : betaKernel(a + j, b, x, y, excess(j))),
  };
}
