import { checkPositive, checkProbability } from '../distributions/domain.js';
import { exp, log, log1p, max, sqrt } from '../math.js';
import { regularizedGamma } from './incomplete-gamma.js';
import { invertTail } from './invert-tail.js';
import { logGamma1p } from './log-gamma.js';
import { roughNormalScore } from './normal-score.js';
import { gammaDeviance, gammaKernel } from './saddle-point.js';

/**
 * The x at which P(a, x) equals p or, with `upper`, at which Q(a, x) does.
 *
 * @param p - from 0 to 1
 * @param a - shape, greater than 0 and finite
 * @throws {@link EfficacyError} `out_of_domain` for other arguments
 */
export function inverseRegularizedGamma(p: number, a: number, upper: boolean = false): number {
  checkProbability('inverseRegularizedGamma', 'p', p);
  checkPositive('inverseRegularizedGamma', 'a', a);
  return gammaPoint(p, a, upper);
}

/** As {@link inverseRegularizedGamma}, unchecked. */
export function gammaPoint(p: number, a: number, upper: boolean): number {
  if (p > 0.5) return gammaPoint(1 - p, a, !upper);
  if (p === 0) return upper ? Infinity : 0;
  // Where x is so small that P = x^a / Γ(a + 1).
  const logX = ((upper ? log1p(-p) : log(p)) + logGamma1p(a)) / a;
  if (logX < -37) return exp(logX);

  const start = upper ? startAbove(p, a) : startBelow(p, a);
  const sign = upper ? -1 : 1;
  const s = invertTail(p, !upper, (s) => {
    const x = start * exp(s);
    return [regularizedGamma(a, x, upper), sign * a * gammaKernel(a, x), a - x];
  });
  return start * exp(s);
}

/** About the x > a whose deviance is that of the normal with the same tail, by Newton's method from above. */
function startAbove(p: number, a: number): number {
  const z = max(0.01, roughNormalScore(p));
  let s = log1p(z / sqrt(a) + (0.5 * z * z) / a);
  for (let i = 0; i < 2; i++) s = newton(s, z, a);
  return a * exp(s);
}

/** About the x < a whose deviance is that of the normal with the same tail. */
function startBelow(p: number, a: number): number {
  const z = max(0.01, roughNormalScore(p));
  let s = max(-300, -z / sqrt(a));
  for (let i = 0; i < 4; i++) s = max(-300, newton(s, z, a));
  return a * exp(s);
}

/** One step for s = log(x / a). */
function newton(s: number, z: number, a: number): number {
  const x = a * exp(s);
  return x === a ? s : s - (gammaDeviance(a, x) - 0.5 * z * z) / (x - a);
}
