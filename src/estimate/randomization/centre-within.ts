/**
 * Covariates less the means of their block, unit by unit; 0 for units in no block. One that is the same throughout a block is exactly 0
 * there, whatever its digits: a rest of rounding would pass for a covariate.
 */
export function centredWithin(
  covariates: Float64Array,
  k: number,
  blocks: readonly { readonly units: Uint32Array }[],
): Float64Array {
  const centred = new Float64Array(covariates.length);
  const means = new Float64Array(k);
  for (const { units } of blocks) {
    means.fill(0);
    units.forEach((unit, before) => {
      for (let j = 0; j < k; j++) means[j]! += (covariates[unit * k + j]! - means[j]!) / (before + 1);
    });
    for (const unit of units) for (let j = 0; j < k; j++) centred[unit * k + j] = covariates[unit * k + j]! - means[j]!;
  }
  return centred;
}
