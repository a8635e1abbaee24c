import type { Table } from '../../columns/table.js';
import type { Coefficient } from '../../estimate/regression/coefficient.js';
import { fitLinear, type LinearFit } from '../../estimate/regression/fit-linear.js';
import { EfficacyError } from '../../support/errors.js';
import { listed, quoted } from '../../support/text.js';
import type { TrialDesign } from './design.js';
import { indicator } from './sample.js';

/** Blocks, clusters, weights and level of a design, as a regression takes them. */
export function regressionOf({ block, cluster, weights, level = 0.95 }: TrialDesign): {
  readonly level: number;
  readonly absorb?: string;
  readonly cluster?: string;
  readonly weights?: NonNullable<TrialDesign['weights']>;
} {
  return {
    level,
    ...(block !== undefined && { absorb: block }),
    ...(cluster !== undefined && { cluster }),
    ...(weights !== undefined && { weights }),
  };
}

/**
 * The regression of a column on the arm that the design asks for, and the arm's coefficient.
 *
 * @throws {@link EfficacyError} `unbalanced_design` where no block has both arms, `collinear` where covariates determine the arm
 */
export function designFit(
  sample: Table,
  outcome: string,
  design: TrialDesign,
  adjustedFor: readonly string[],
  who: string,
): { readonly fit: LinearFit; readonly effect: Coefficient } {
  const fit = fitLinear(sample, { outcome, terms: [indicator, ...adjustedFor], ...regressionOf(design) });
  const effect = fit.coefficients.find(({ term }) => term === indicator);
  if (effect !== undefined) {
    if (fit.dropped.length > 0) requireOwnArm(sample, outcome, design, adjustedFor, fit.dropped, who);
    return { fit, effect };
  }
  throw new EfficacyError(
    'unbalanced_design',
    design.block === undefined
      ? `${who} cannot compare the arms: there is one only`
      : `${who} cannot compare the arms: no block of ${quoted(design.block)} has both of them`,
    { block: design.block ?? null },
  );
}

/** Refuses covariates that say who is in which arm: the earlier column wins, so that the arm must be asked for last. */
function requireOwnArm(
  sample: Table,
  outcome: string,
  { block }: TrialDesign,
  adjustedFor: readonly string[],
  dropped: readonly string[],
  who: string,
): void {
  const terms = [...adjustedFor, indicator];
  const last = fitLinear(sample, { outcome, terms, vcov: 'classical', ...(block !== undefined && { absorb: block }) });
  if (!last.dropped.includes(indicator)) return;
  throw new EfficacyError(
    'collinear',
    `${who} cannot tell the effect of the treatment from covariates that determine the arm: ${listed(dropped)}; leave them out`,
    { covariates: dropped },
  );
}
