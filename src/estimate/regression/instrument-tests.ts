import * as chiSquared from '../../numeric/distributions/chi-squared.js';
import * as fisherF from '../../numeric/distributions/fisher-f.js';
import { type Combination, sameColumn } from './combine.js';
import { covarianceOfSums, sumsOfCoefficients, waldStatistic } from './constraints.js';
import { type CovarianceRule, covarianceOf } from './covariance.js';
import type { LinearModel } from './model.js';
import { type InstrumentedData, type Roles, regress, slopesOf, type TwoStages } from './two-stages.js';
import { needsClusters } from './vcov.js';

/** An F test. */
export interface FTest {
  readonly statistic: number;
  /** Constraints tested. */
  readonly numeratorDf: number;
  /** Degrees of freedom of the covariance. */
  readonly denominatorDf: number;
  readonly pValue: number;
}

/** A chi-squared test. */
export interface ChiSquaredTest {
  readonly statistic: number;
  readonly df: number;
  readonly pValue: number;
}

/** How strongly the instruments move one endogenous column. */
export interface FirstStage {
  /** Name of the endogenous column. */
  readonly term: string;
  /** Share of what the covariates leave of the term that the instruments explain. */
  readonly partialRSquared: number;
  /** F test that the instruments do not move the term, under equal variances; null where they determine it or no degree of freedom is left. */
  readonly f: FTest | null;
  /** The same with the covariance of the fit; null where that is classical, and where there is none. */
  readonly robustF: FTest | null;
}

/** Tests of the first stage of each endogenous column. */
export function firstStages(data: InstrumentedData, { first }: TwoStages, rule: CovarianceRule): readonly FirstStage[] {
  const { input, roles } = data;
  return first.map((model, j) => {
    const x = sameColumn(input, roles.endogenous[j]!);
    const restricted = regress(
      data,
      roles.covariates.map((w) => sameColumn(input, w)),
      x,
    );
    const gone = restricted.solution.residualSquares;
    const f = nestedF(restricted, model);
    return {
      term: x.name,
      partialRSquared: gone > 0 ? 1 - model.solution.residualSquares / gone : 0,
      f,
      robustF: f === null || rule.vcov === 'classical' ? null : instrumentsF(model, roles, rule, data.who),
    };
  });
}

/** Residual squares below this share of those without the added columns are rounding of the cross-products. */
const nothingLeft = 1e-13;

/** F test of the columns by which one model extends another. */
function nestedF(restricted: LinearModel, full: LinearModel): FTest | null {
  const numeratorDf = full.solution.rank - restricted.solution.rank;
  const { residualDf, residualSquares } = full.solution;
  const gained = restricted.solution.residualSquares - residualSquares;
  if (numeratorDf === 0 || residualDf === 0) return null;
  if (residualSquares <= nothingLeft * restricted.solution.residualSquares) return null;
  return fTest(Math.max(0, gained) / numeratorDf / (residualSquares / residualDf), numeratorDf, residualDf);
}

/** Wald F test of the instruments in a regression on instruments and covariates; null without a covariance. */
function instrumentsF(model: LinearModel, roles: Roles, rule: CovarianceRule, who: string): FTest | null {
  const rows = instrumentRows(model, roles);
  const covariance = covarianceOf(model, { vcov: rule.vcov, dfRule: 'normal' }, who);
  const { size } = model.system;
  const q = rows.length / size;
  if (covariance === null || q === 0) return null;
  const spread = covarianceOfSums(rows, covariance.vcov, size);
  const sums = sumsOfCoefficients(model, rows);
  return fTest(waldStatistic(spread, sums, who) / q, q, naiveDf(model, rule));
}

/** Rows that pick the coefficients of the instruments that were not dropped. */
export function instrumentRows({ kept, system }: LinearModel, { instruments }: Roles): Float64Array {
  const offset = system.hasIntercept ? 1 : 0;
  const places = kept.filter((i) => i >= offset && i < offset + instruments.length);
  const rows = new Float64Array(places.length * system.size);
  places.forEach((place, row) => {
    rows[row * system.size + place] = 1;
  });
  return rows;
}

/** Denominator degrees of freedom of an F test: clusters less 1, or those of the residuals. */
export function naiveDf({ input, solution }: LinearModel, { vcov }: CovarianceRule): number {
  return needsClusters(vcov) ? input.cells.clusterCount - 1 : solution.residualDf;
}

/**
 * Wu and Hausman's test that least squares would do: that what the instruments leave of the endogenous columns adds nothing to a regression
 * on the columns themselves.
 *
 * @see Wu (1973), Econometrica 41(4), 733-750; Hausman (1978), Econometrica 46(6), 1251-1271.
 */
export function wuHausman(data: InstrumentedData, { first }: TwoStages): FTest | null {
  const { input, roles } = data;
  const { instruments, covariates, endogenous, outcome } = roles;
  const plain = [...endogenous, ...covariates].map((x) => sameColumn(input, x));
  const leftOver = endogenous.map((x, j): Combination => {
    const slopes = slopesOf(first[j]!);
    return {
      name: '',
      at: x,
      of: [[x, 1], ...[...instruments, ...covariates].map((z, i) => [z, -slopes[i]!] as const)],
    };
  });
  const y = sameColumn(input, outcome);
  return nestedF(regress(data, plain, y), regress(data, [...plain, ...leftOver], y));
}

/**
 * Sargan's test that instruments beyond one for each endogenous column agree on the effect; null without such.
 *
 * @see Sargan (1958), Econometrica 26(3), 393-415.
 */
export function sargan(data: InstrumentedData, { first, residual }: TwoStages): ChiSquaredTest | null {
  const { input, roles } = data;
  const extra = instrumentRows(first[0]!, roles).length / first[0]!.system.size - roles.endogenous.length;
  if (extra <= 0) return null;
  const exogenous = [...roles.instruments, ...roles.covariates].map((z) => sameColumn(input, z));
  const { system, solution } = regress(data, exogenous, residual);
  if (!(system.outcomeSquares > 0)) return null;
  const statistic = system.n * Math.max(0, 1 - solution.residualSquares / system.outcomeSquares);
  return { statistic, df: extra, pValue: chiSquared.sf(statistic, extra) };
}

/** An F test from its statistic. */
export function fTest(statistic: number, numeratorDf: number, denominatorDf: number): FTest {
  return { statistic, numeratorDf, denominatorDf, pValue: fisherF.sf(statistic, numeratorDf, denominatorDf) };
}
