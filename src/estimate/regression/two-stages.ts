import { EfficacyError } from '../../support/errors.js';
import { listed } from '../../support/text.js';
import { type Combination, combineColumns, sameColumn } from './combine.js';
import type { LinearInput } from './linear-input.js';
import { type Labels, type LinearModel, solveModel } from './model.js';

/** Places of the columns of an instrumented regression among those of its input. */
export interface Roles {
  /** Instruments that are not on the right-hand side themselves. */
  readonly instruments: readonly number[];
  readonly covariates: readonly number[];
  readonly endogenous: readonly number[];
  readonly outcome: number;
}

/** An instrumented regression's data, and what its columns are. */
export interface InstrumentedData {
  /** Of all columns, the outcome last. */
  readonly input: LinearInput;
  /** For each block the centre of every column. */
  readonly centres: readonly Float64Array[];
  readonly roles: Roles;
  readonly labels: Labels;
  /** The public function, for messages. */
  readonly who: string;
}

/** Least squares of one made column on others. */
export function regress(
  { input, centres, labels, who }: InstrumentedData,
  columns: readonly Combination[],
  outcome: Combination,
): LinearModel {
  return solveModel(combineColumns(input, centres, [...columns, outcome]), labels, who);
}

/** A model's coefficients without its intercept. */
export function slopesOf({ system, solution }: LinearModel): Float64Array {
  return solution.coefficients.subarray(system.hasIntercept ? 1 : 0);
}

/** Both stages of least squares. */
export interface TwoStages {
  /** For each endogenous column its regression on the instruments and covariates. */
  readonly first: readonly LinearModel[];
  /** Least squares whose coefficients, residuals and scores are those of two-stage least squares. */
  readonly second: LinearModel;
  /** The residuals y - X b as a column. */
  readonly residual: Combination;
}

/**
 * Two-stage least squares as one regression: with X projected on the instruments as P, the coefficients b solve P'P b = P'y, and least squares
 * of y - (X - P) b on P has the same b and the residuals y - X b. All covariances of that regression are then those of two-stage least
 * squares.
 *
 * @throws {@link EfficacyError} `collinear` where the instruments do not move the endogenous columns apart from the covariates
 */
export function twoStages(data: InstrumentedData): TwoStages {
  const { input, roles } = data;
  const { instruments, covariates, endogenous, outcome } = roles;
  const same = (at: number): Combination => sameColumn(input, at);
  const exogenous = [...instruments, ...covariates];
  const first = endogenous.map((x) => regress(data, exogenous.map(same), same(x)));
  const projected = endogenous.map((x, j): Combination => {
    const slopes = slopesOf(first[j]!);
    const of = exogenous.map((z, i) => [z, slopes[i]!] as const);
    return { name: input.names[x]!, at: x, of: of.filter(([, weight]) => weight !== 0) };
  });
  const kept = covariates.map(same);
  requireMoved(regress(data, [...kept, ...projected], same(outcome)), projected, data.who);
  const slopes = slopesOf(regress(data, [...projected, ...kept], same(outcome)));
  const less = endogenous.map((x, j) => [x, -slopes[j]!] as const);
  const added = projected.flatMap(({ of }, j) => of.map(([z, weight]) => [z, slopes[j]! * weight] as const));
  const alsoLess = covariates.map((w, j) => [w, -slopes[endogenous.length + j]!] as const);
  return {
    first,
    second: regress(data, [...projected, ...kept], { name: '', at: outcome, of: [[outcome, 1], ...less, ...added] }),
    residual: { name: '', at: outcome, of: [[outcome, 1], ...less, ...alsoLess] },
  };
}

function requireMoved({ names, dropped }: LinearModel, projected: readonly Combination[], who: string): void {
  const lost = dropped.map((i) => names[i]!).filter((name) => projected.some((p) => p.name === name));
  if (lost.length === 0) return;
  throw new EfficacyError(
    'collinear',
    `${who} needs instruments that move ${listed(lost)} by themselves; what they say of it, the covariates or the other endogenous terms say too`,
    { terms: lost },
  );
}
