import { logGammaRatio } from './gamma-ratio.js';
import { betaTail } from './incomplete-beta.js';
import { invertTail } from './invert-tail.js';
import { logGamma1p } from './log-gamma.js';
import { roughNormalScore } from './normal-score.js';
import { betaDeviance, betaKernel } from './saddle-point.js';

/** A point of the unit interval with the digits of both its ends. */
export interface BetaPoint {
  readonly x: number;
  /** 1 - x */
  readonly y: number;
  /** log(x / y), also where x or y is too small for a double. */
  readonly logOdds: number;
}

/**
 * The x at which I_x(a, b) equals p or, with `upper`, at which 1 - I_x(a, b) does.
 *
 * @param p - from 0 to 1, not checked
 * @param a - first shape, greater than 0, not checked
 * @param b - second shape, greater than 0, not checked
 */
export function inverseRegularizedBeta(p: number, a: number, b: number, upper: boolean = false): BetaPoint {
  if (p > 0.5) return inverseRegularizedBeta(1 - p, a, b, !upper);
  if (upper) return mirrored(inverseRegularizedBeta(p, b, a));
  if (p === 0) return { x: 0, y: 1, logOdds: -Infinity };
  return nearZero(p, a, b) ?? nearOne(p, a, b) ?? between(p, a, b);
}

function mirrored({ x, y, logOdds }: BetaPoint): BetaPoint {
  return { x: y, y: x, logOdds: -logOdds };
}

/** Where x is so small that p = x^a / (a B(a, b)). */
function nearZero(p: number, a: number, b: number): BetaPoint | null {
  return powerLaw(Math.log(p), a, b);
}

/** Where 1 - x is so small that 1 - p = (1 - x)^b / (b B(a, b)). */
function nearOne(p: number, a: number, b: number): BetaPoint | null {
  const point = powerLaw(Math.log1p(-p), b, a);
  return point && mirrored(point);
}

function powerLaw(logP: number, a: number, b: number): BetaPoint | null {
  const logX = (logP + logGamma1p(a) - logGammaRatio(b, a)) / a;
  return logX < -37 - Math.log1p(b) ? { x: Math.exp(logX), y: 1, logOdds: logX } : null;
}

function between(p: number, a: number, b: number): BetaPoint {
  const start = (a / b) * Math.exp(startLogRatio(p, a, b));
  const at = (s: number): readonly [number, number, number] => {
    const odds = start * Math.exp(s);
    const y = 1 / (1 + odds);
    const x = odds * y;
    const excess = b * x - a * y;
    return [betaTail(a, b, x, y, excess, false), betaKernel(a, b, betaDeviance(a, b, x, y, excess)), -excess];
  };
  const odds = start * Math.exp(invertTail(p, at));
  return { x: odds / (1 + odds), y: 1 / (1 + odds), logOdds: Math.log(odds) };
}

/** log of (x / y) / (a / b) below the centre where the deviance is that of the normal with the same tail. */
function startLogRatio(p: number, a: number, b: number): number {
  const z = Math.max(0.01, roughNormalScore(p));
  let s = -z * Math.sqrt(1 / a + 1 / b);
  for (let i = 0; i < 4; i++) {
    s = Math.max(s, -300);
    const odds = (a / b) * Math.exp(s);
    const y = 1 / (1 + odds);
    const x = odds * y;
    const excess = b * x - a * y;
    s -= (betaDeviance(a, b, x, y, excess) - 0.5 * z * z) / excess;
  }
  return Math.max(s, -300);
}
