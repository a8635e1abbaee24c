import { checkPositive, checkProbability } from '../distributions/domain.js';
import { exp, log, log1p, max, sqrt } from '../math.js';
import { logPowerFactor } from './beta-expansions.js';
import { betaTail } from './incomplete-beta.js';
import { invertTail } from './invert-tail.js';
import { roughNormalScore } from './normal-score.js';
import { betaDeviance, betaKernel } from './saddle-point.js';

/** A point of the unit interval with the digits of both its ends. */
export interface BetaPoint {
  /** The point itself, 0 to 1. */
  readonly x: number;
  /** 1 - x */
  readonly y: number;
  /** log(x / y), also where x or y is too small for a double. */
  readonly logOdds: number;
}

/**
 * The x at which I_x(a, b) equals p or, with `upper`, at which 1 - I_x(a, b) does.
 *
 * @param p - from 0 to 1
 * @param a - first shape, greater than 0 and finite
 * @param b - second shape, greater than 0 and finite
 * @throws {@link EfficacyError} `out_of_domain` for other arguments
 */
export function inverseRegularizedBeta(p: number, a: number, b: number, upper: boolean = false): BetaPoint {
  const name = 'inverseRegularizedBeta';
  checkProbability(name, 'p', p);
  checkPositive(name, 'a', a);
  checkPositive(name, 'b', b);
  return betaPoint(p, a, b, upper);
}

/** As {@link inverseRegularizedBeta}, unchecked. */
export function betaPoint(p: number, a: number, b: number, upper: boolean): BetaPoint {
  if (p > 0.5) return betaPoint(1 - p, a, b, !upper);
  return upper ? mirrored(lowerPoint(p, b, a)) : lowerPoint(p, a, b);
}

const mirrored = ({ x, y, logOdds }: BetaPoint): BetaPoint => ({ x: y, y: x, logOdds: -logOdds });

function lowerPoint(p: number, a: number, b: number): BetaPoint {
  const nearZero = leadingPower(log(p), a, b);
  if (nearZero) return nearZero;
  const nearOne = leadingPower(log1p(-p), b, a);
  if (nearOne) return mirrored(nearOne);

  const start = startOdds(p, a, b);
  const s = invertTail(p, true, (s) => {
    const { x, y, excess, deviance } = place(start * exp(s), a, b);
    return [betaTail(a, b, x, y, excess, false), betaKernel(a, b, x, y, excess, deviance), -excess];
  });
  const odds = start * exp(s);
  return { x: odds / (1 + odds), y: 1 / (1 + odds), logOdds: log(odds) };
}

/** The point where x is so small that I_x(a, b) = x^a / (a B(a, b)), or null. */
function leadingPower(logP: number, a: number, b: number): BetaPoint | null {
  const logX = (logP - logPowerFactor(a, b)) / a;
  return logX < -37 - log1p(b) ? { x: exp(logX), y: 1, logOdds: logX } : null;
}

/** Odds below the centre where the deviance is about that of the normal with the same tail: Newton from below. */
function startOdds(p: number, a: number, b: number): number {
  const z = max(0.01, roughNormalScore(p));
  const u = z / sqrt(a);
  const v = z / sqrt(b);
  let s = -u - 0.5 * u * u - log1p(v + 0.5 * v * v);
  for (let i = 0; i < 4; i++) {
    s = max(s, -200);
    const { excess, deviance } = place((a / b) * exp(s), a, b);
    s -= (deviance - 0.5 * z * z) / excess;
  }
  return (a / b) * exp(max(s, -200));
}

function place(odds: number, a: number, b: number): { x: number; y: number; excess: number; deviance: number } {
  const y = 1 / (1 + odds);
  const x = odds * y;
  const excess = b * x - a * y;
  return { x, y, excess, deviance: betaDeviance(a, b, x, y, excess) };
}
