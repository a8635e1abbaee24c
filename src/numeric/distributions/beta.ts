import { betaExcess, betaTail } from '../special/incomplete-beta.js';
import { betaPoint } from '../special/inverse-beta.js';
import { betaKernel } from '../special/saddle-point.js';
import { type ContinuousDistribution, continuous, densityAtZero, type Evaluate, member } from './distribution.js';
import { checkPositive } from './domain.js';

/**
 * Beta distribution on 0 <= x <= 1.
 *
 * @param a - shape at 0: from 1e-100 to 1e25
 * @param b - shape at 1: from 1e-100 to 1e25
 *
 * @example
 * beta.cdf(0.5, 2, 3); // 0.6875
 */
export const beta: ContinuousDistribution<[a: number, b: number]> = /* @__PURE__ */ continuous(
  'beta',
  'x',
  0,
  (who, a, b) => {
    checkPositive(who, 'a', a);
    checkPositive(who, 'b', b);
  },
  (x, a, b) => {
    const y = 1 - x;
    if (y < 0) return 0;
    if (x === 0) return densityAtZero(2 * a, b);
    if (y === 0) return densityAtZero(2 * b, a);
    return betaKernel(a, b, x, y, betaExcess(a, b, x, y)) / x / y;
  },
  (x, upper, a, b) => betaTail(a, b, x, 1 - x, betaExcess(a, b, x, 1 - x), upper),
  (p, upper, a, b) => betaPoint(p, a, b, upper).x,
);

// One by one, for those who need no other.
type Of = Evaluate<[a: number, b: number]>;
export const density: Of = /* @__PURE__ */ member(beta, 'density');
export const cdf: Of = /* @__PURE__ */ member(beta, 'cdf');
export const sf: Of = /* @__PURE__ */ member(beta, 'sf');
export const quantile: Of = /* @__PURE__ */ member(beta, 'quantile');
export const isf: Of = /* @__PURE__ */ member(beta, 'isf');
