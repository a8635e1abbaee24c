import * as fisherF from '../../numeric/distributions/fisher-f.js';
import { cholesky } from '../../numeric/linalg/cholesky.js';
import { solveCholesky } from '../../numeric/linalg/cholesky-solve.js';
import type { ConfidenceSet } from '../../support/confidence-set.js';
import { EfficacyError } from '../../support/errors.js';
import { listed } from '../../support/text.js';
import { isEnough } from './coefficient.js';
import { type Combination, sameColumn } from './combine.js';
import { covarianceOfSums, sumsOfCoefficients } from './constraints.js';
import { type CovarianceRule, covarianceOf } from './covariance.js';
import { type FTest, fTest, instrumentRows, naiveDf } from './instrument-tests.js';
import type { LinearModel } from './model.js';
import { quadraticSet, scannedSet } from './projective-set.js';
import { type InstrumentedData, regress } from './two-stages.js';

/** Inference on an effect that holds however weak the instruments are. */
export interface AndersonRubin {
  /** Test that the effect is 0. */
  readonly test: FTest;
  /** The effects that the test does not reject: one interval, two half-lines, the whole line or, with several instruments, nothing. */
  readonly confidenceSet: ConfidenceSet;
}

/**
 * Denominator degrees of freedom of the test: for one instrument those of its own t test, which depend on the right-hand side alone and so are
 * the same for every effect; for several those of an F test.
 */
function dfOf(reduced: LinearModel, rule: CovarianceRule, rows: Float64Array, who: string): number {
  if (rows.length !== reduced.system.size || rule.dfRule !== 'satterthwaite') return naiveDf(reduced, rule);
  return covarianceOf(reduced, rule, who)?.df[rows.indexOf(1)] ?? 0;
}

/**
 * Anderson and Rubin's test and set for a single endogenous column: an effect b is rejected when the instruments predict y - x b.
 *
 * Coefficients and scores of y - x b are those of y less b times those of x, so that three regressions on the instruments give the test for
 * every b: of y, of x, and of a sum of both for their covariance. A single instrument, or equal variances, make the set the solution of a
 * quadratic; otherwise its ends are searched for along the whole line.
 *
 * @param around - an estimate of the effect and its standard error, where the search is finest
 * @returns null where no degrees of freedom are left, or nothing is left of the outcome
 * @see Anderson & Rubin (1949), Ann. Math. Stat. 20(1), 46-63; Chernozhukov & Hansen (2008), Econ. Letters 100(1), 68-71.
 */
export function andersonRubin(
  data: InstrumentedData,
  rule: CovarianceRule,
  level: number,
  around: { readonly estimate: number; readonly standardError: number },
): AndersonRubin | null {
  const { input, roles, who } = data;
  const exogenous = [...roles.instruments, ...roles.covariates].map((z) => sameColumn(input, z));
  const reduced = (outcome: Combination): LinearModel => regress(data, exogenous, outcome);
  const [x, y] = [roles.endogenous[0]!, roles.outcome];
  const ofX = reduced(sameColumn(input, x));
  const ofY = reduced(sameColumn(input, y));
  if (ofX.solution.residualDf === 0) return null;
  const size = Math.sqrt(ofY.system.outcomeSquares / ofX.system.outcomeSquares);
  const ofBoth = reduced({
    name: '',
    at: y,
    of: [
      [y, 1],
      [x, size],
    ],
  });
  const rows = instrumentRows(ofX, roles);
  const q = rows.length / ofX.system.size;
  const df = dfOf(ofX, rule, rows, who);
  if (!isEnough(df)) return null;
  const spread = (model: LinearModel): Float64Array => {
    const covariance = covarianceOf(model, { vcov: rule.vcov, dfRule: 'normal' }, who)!;
    const first = model.system.hasIntercept ? 1 : 0;
    const lone = covariance.unknown.filter((i) => i >= first && i < first + roles.instruments.length);
    if (lone.length > 0) {
      throw new EfficacyError(
        'too_few_clusters',
        `${who} needs at least 2 clusters on each side of an instrument; a single one alone determines ${listed(lone.map((i) => model.names[i]!))}`,
        { terms: lone.map((i) => model.names[i]!) },
      );
    }
    return covarianceOfSums(rows, covariance.vcov, model.system.size);
  };
  const [gx, gy] = [sumsOfCoefficients(ofX, rows), sumsOfCoefficients(ofY, rows)];
  const [vx, vy, vBoth] = [spread(ofX), spread(ofY), spread(ofBoth)];
  const vxy = vBoth.map((v, i) => (v - vy[i]! - size * size * vx[i]!) / (2 * size));
  const bound = q * fisherF.isf(1 - level, q, df);

  /** (gy - b gx)'V(b)^-1 (gy - b gx), along b = s / c. */
  const wald = (s: number, c: number): number => {
    const g = gy.map((v, i) => c * v - s * gx[i]!);
    const factor = cholesky(
      vy.map((v, i) => c * c * v - 2 * s * c * vxy[i]! + s * s * vx[i]!),
      q,
    );
    return solveCholesky(factor, g).reduce((sum, v, i) => sum + v * g[i]!, 0);
  };
  if (!(vy[0]! > 0)) return null;
  const test = fTest(wald(0, 1) / q, q, df);
  if (q > 1 && rule.vcov !== 'classical') {
    const pieces = scannedSet((s, c) => wald(s, c) - bound, around);
    return { test, confidenceSet: { level, pieces } };
  }
  // V is one matrix times a quadratic in b: that of the residuals' variance, or V itself for one instrument.
  const factor = cholesky(vy, q);
  const product = (a: Float64Array, b: Float64Array): number =>
    solveCholesky(factor, a).reduce((sum, v, i) => sum + v * b[i]!, 0);
  const [shareX, shareXY] = [vx[0]! / vy[0]!, vxy[0]! / vy[0]!];
  const pieces = quadraticSet(
    product(gx, gx) - bound * shareX,
    -2 * (product(gx, gy) - bound * shareXY),
    product(gy, gy) - bound,
  );
  return { test, confidenceSet: { level, pieces } };
}
