import type { Weights } from '../../aggregate/weights.js';
import type { Column } from '../../columns/column.js';
import { makeTable, numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel } from '../../support/interval.js';
import { listed, quoted } from '../../support/text.js';
import type { TestedEstimate } from '../estimate.js';
import { fitLinear, type LinearFit, type RegressionInference } from '../regression/fit-linear.js';
import { partsOfTerm, type ReferenceLevels, termColumns } from '../regression/terms.js';
import { assignedClusters, requireTwoClusters } from './assigned-clusters.js';
import { type TreatmentColumn, twoArms } from './two-arms.js';

/** What was compared, and what the comparison is adjusted for. */
export interface FitLinOptions extends RegressionInference {
  /** Name of the outcome, a numeric column. */
  readonly outcome: string;
  /** The column of the arms, and the two labels that are compared. */
  readonly treatment: TreatmentColumn;
  /** Terms measured before treatment, as in {@link fitLinear}. */
  readonly covariates: readonly string[];
  /** For label columns among the covariates, the label that the others are compared with. */
  readonly reference?: ReferenceLevels;
  /**
   * A numeric column of weights and what they are.
   * @defaultValue every row counts once
   */
  readonly weights?: Weights;
}

/** A difference in means adjusted by Lin's interacted regression. */
export interface LinDifference extends TestedEstimate {
  readonly kind: 'lin-adjusted-difference';
  readonly standardError: number;
  readonly nTreatment: number;
  readonly nControl: number;
  /** The whole regression: on the arm, the covariates about their means, and the products of both. */
  readonly fit: LinearFit;
}

/**
 * Lin's adjusted difference: least squares on the arm, the covariates about their means over both arms, and the products of both. The adjustment
 * cannot lower the precision in large samples, whatever the shares of the arms, and needs no belief that the model is right.
 *
 * @param data - one row for each unit; rows of other arms or without a value are left out, the latter with a note
 * @returns treatment minus control, in points; HC2, or CR2 with clusters
 * @throws {@link EfficacyError} `collinear` where covariates determine the arm, `too_few_clusters` with fewer than 2 in an arm, `unbalanced_design`
 * for a cluster with both arms, `too_few_observations`, `zero_variance`, and as {@link fitLinear}
 *
 * @example
 * fitLin(table, { outcome: 'post', treatment: { column: 'arm', treated: 't', control: 'c' }, covariates: ['pre'] }).estimate;
 *
 * @see Lin (2013), Ann. Appl. Stat. 7(1), 295-318, section 4; Su & Ding (2021), J. R. Stat. Soc. B 83(5), 994-1015, for clusters.
 */
export function fitLin(data: Table, options: FitLinOptions): LinDifference {
  const who = 'fitLin';
  const { outcome, treatment, covariates, reference = {}, weights, cluster, vcov, dfRule, level = 0.95 } = options;
  checkLevel(who, level);
  numericColumnOf(data, outcome, who);
  if (covariates.length === 0) {
    throw new EfficacyError('invalid_argument', `${who} needs covariates; without any use differenceByDesign`);
  }
  const sources = covariates.flatMap((term) => partsOfTerm(data, term, who));
  const needed = [outcome, ...sources, ...(cluster === undefined ? [] : [cluster])];
  const arms = twoArms(data, treatment, needed, weights, who);
  if (cluster !== undefined) requireTwoClusters(assignedClusters(arms, cluster, who), cluster, who);
  const { table, terms } = termColumns(arms.table, covariates, reference, who);
  const names = terms.flatMap((term) => term.names);
  requireOwnArm(table, outcome, names, arms.indicator, who);

  const w = weights === undefined ? null : numericColumnOf(table, weights.column, who).values;
  const columns = new Map<string, Column>(table.columns);
  const products = names.map((name) => {
    const centred = centre(numericColumnOf(table, name, who).values, w);
    const product = `${arms.indicator}:${name}`;
    columns.set(name, { kind: 'numeric', values: centred });
    columns.set(product, { kind: 'numeric', values: centred.map((x, row) => x * arms.treated[row]!) });
    return product;
  });
  const fit = fitLinear(makeTable(columns), {
    outcome,
    terms: [arms.indicator, ...names, ...products],
    level,
    ...(weights !== undefined && { weights }),
    ...(cluster !== undefined && { cluster }),
    ...(vcov !== undefined && { vcov }),
    ...(dfRule !== undefined && { dfRule }),
  });
  const { estimate, standardError, df, statistic, pValue, interval } = fit.coefficients[1]!;
  if (standardError === null) {
    throw new EfficacyError(
      'too_few_observations',
      `${who} needs more rows than coefficients; got ${fit.n} rows, and nothing is left to tell the standard error from`,
      { n: fit.n },
    );
  }
  if (standardError === 0) {
    throw new EfficacyError(
      'zero_variance',
      `${who} needs a variance above 0 within arms; the fit leaves no residual, and the difference is ${estimate}`,
      { estimate },
    );
  }
  return {
    kind: 'lin-adjusted-difference',
    estimate,
    standardError,
    df,
    statistic,
    pValue,
    interval,
    unit: 'points',
    method: `difference adjusted by arm for ${listed(covariates)} (Lin); ${fit.method}`,
    nTreatment: arms.nTreatment,
    nControl: arms.nControl,
    fit,
    notes: [...arms.notes, ...fit.notes],
  };
}

/** Values less their weighted mean. */
function centre(values: Float64Array, weights: Float64Array | null): Float64Array {
  let [total, mean] = [0, 0];
  for (let row = 0; row < values.length; row++) {
    const w = weights === null ? 1 : weights[row]!;
    total += w;
    mean += (w / total) * (values[row]! - mean);
  }
  return values.map((x) => x - mean);
}

/** Refuses covariates that say who is in which arm: no difference is left that is not theirs. */
function requireOwnArm(table: Table, outcome: string, names: readonly string[], indicator: string, who: string): void {
  const determine = (of: readonly string[]): boolean =>
    fitLinear(table, { outcome, terms: [...of, indicator], vcov: 'classical' }).dropped.includes(indicator);
  if (!determine(names)) return;
  const alone = names.filter((name) => determine([name]));
  throw new EfficacyError(
    'collinear',
    `${who} cannot tell the effect of ${quoted(indicator)} from covariates that determine it: ${listed(alone.length > 0 ? alone : names)}; leave them out`,
    { treatment: indicator, covariates: alone.length > 0 ? alone : names },
  );
}
