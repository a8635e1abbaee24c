import { cholesky, solveCholesky } from '../../numeric/linalg/index.js';
import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import { averageRanks } from '../effect/ranks/average-ranks.js';
import type { TestUnits } from './test-units.js';

/** Under a constant effect, what all units would have shown without it. */
export interface SharpOutcomes {
  /** The totals of the units, for one unit after the other those of each effect. */
  totals(effects: readonly number[]): Float64Array;
  /** Likewise those of the outcome and of the indicator of treatment, of which those of an effect are a difference; for values, not ranks. */
  basis(): Float64Array;
  /** Rows of each unit. */
  readonly rows: Float64Array;
  /** Largest less smallest outcome. */
  readonly range: number;
}

/**
 * The outcomes less an effect of the treated, less what covariates explain, as values or as ranks within blocks over n + 1.
 *
 * Covariates (and blocks) are taken out by least squares without regard to the arms, so that the test stays exact.
 *
 * @throws {@link EfficacyError} `zero_variance` for a constant outcome, `overflow` or `underflow` of its squares, `collinear` when covariates determine the arm or the outcome
 *
 * @see Rosenbaum (2002), Statist. Sci. 17(3), 286-327, section 4, for covariance adjustment; Lehmann (1975), Nonparametrics, ch. 3.3, and
 * van Elteren (1960) for ranks within blocks.
 */
export function sharpOutcomes(units: TestUnits, ranked: boolean, who: string): SharpOutcomes {
  const { outcome, treated, unit, block, covariates, space } = units;
  const unitCount = space.starts.at(-1)!;
  const blockCount = space.treated.length;
  const range = rangeOf(outcome);
  if (!(range > 0)) {
    throw new EfficacyError(
      'zero_variance',
      `${who} needs an outcome that varies; every value is ${outcome[0]}, and nothing can be told`,
      { value: outcome[0] },
    );
  }
  need(range < 1e150, 'overflow', who, 'an outcome whose squares fit (rescale it)', `a range of ${range}`);
  need(range > 1e-150, 'underflow', who, 'an outcome whose squares fit (rescale it)', `a range of ${range}`);
  const takeOut = residualMaker(covariates, block, blockCount);
  const [y, z] = [takeOut(outcome), takeOut(treated)];
  /** By how much rounding parts residuals that are equal; values without covariates keep their ties. */
  const parted = covariates.length > 0 ? 1e-12 : 0;
  if (covariates.length > 0 && (rangeOf(z) < 1e-6 || rangeOf(y) < 1e-10 * range)) {
    throw new EfficacyError(
      'collinear',
      `${who} finds nothing left of the ${rangeOf(z) < 1e-6 ? 'arm' : 'outcome'} after its covariates; leave some out`,
    );
  }
  const rows = new Float64Array(unitCount);
  for (const u of unit) rows[u]!++;
  const totalsOf = (values: Float64Array): Float64Array => {
    const totals = new Float64Array(unitCount);
    for (let i = 0; i < values.length; i++) totals[unit[i]!]! += values[i]!;
    return totals;
  };
  const under = (effect: number): Float64Array => {
    const values = y.map((value, i) => value - effect * z[i]!);
    return ranked ? blockRanks(values, block, blockCount, parted * (range + Math.abs(effect))) : values;
  };
  return {
    totals: (effects) => interleaved(effects.map((effect) => totalsOf(under(effect)))),
    basis: () => interleaved([totalsOf(y), totalsOf(z)]),
    rows,
    range,
  };
}

/** For one unit after the other its total of each outcome. */
function interleaved(outcomes: readonly Float64Array[]): Float64Array {
  const width = outcomes.length;
  const out = new Float64Array((outcomes[0]?.length ?? 0) * width);
  outcomes.forEach((totals, o) => {
    for (let unit = 0; unit < totals.length; unit++) out[unit * width + o] = totals[unit]!;
  });
  return out;
}

function rangeOf(values: Float64Array): number {
  let [smallest, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  return largest - smallest;
}

/** Takes means of blocks and least-squares fits on the covariates within blocks out of values. */
function residualMaker(
  covariates: readonly Float64Array[],
  block: Uint32Array,
  blockCount: number,
): (values: Float64Array) => Float64Array {
  const x = covariates.map((column) => centred(column, block, blockCount));
  const k = x.length;
  const gram = new Float64Array(k * k);
  x.forEach((a, i) => {
    x.forEach((b, j) => {
      gram[i * k + j] = dot(a, b);
    });
  });
  const factor = k === 0 ? null : cholesky(gram, k);
  return (values) => {
    const rest = centred(values, block, blockCount);
    if (factor === null) return rest;
    const slopes = solveCholesky(
      factor,
      Float64Array.from(x, (column) => dot(column, rest)),
    );
    return rest.map((value, i) => x.reduce((left, column, j) => left - slopes[j]! * column[i]!, value));
  };
}

function centred(values: Float64Array, block: Uint32Array, blockCount: number): Float64Array {
  const means = new Float64Array(blockCount);
  const counts = new Float64Array(blockCount);
  values.forEach((value, i) => {
    const b = block[i]!;
    counts[b]!++;
    means[b]! += (value - means[b]!) / counts[b]!;
  });
  return values.map((value, i) => value - means[block[i]!]!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Ranks within blocks over n + 1, less 1/2: van Elteren's weights once blocks are weighted by their rows. */
function blockRanks(values: Float64Array, block: Uint32Array, blockCount: number, parted: number): Float64Array {
  const members: number[][] = Array.from({ length: blockCount }, () => []);
  block.forEach((b, i) => {
    members[b]!.push(i);
  });
  const out = new Float64Array(values.length);
  for (const rows of members) {
    const own = Float64Array.from(rows, (i) => values[i]!);
    const { ranks } = averageRanks(parted > 0 ? reunited(own, parted) : own);
    rows.forEach((i, at) => {
      out[i] = ranks[at]! / (rows.length + 1) - 0.5;
    });
  }
  return out;
}

/** Values of which neighbours in order that are no farther apart than that are equal. */
function reunited(values: Float64Array, apart: number): Float64Array {
  const order = Uint32Array.from(values, (_, i) => i).sort((i, j) => values[i]! - values[j]!);
  const out = values.slice();
  for (let at = 1; at < order.length; at++) {
    const [before, here] = [order[at - 1]!, order[at]!];
    if (values[here]! - values[before]! <= apart) out[here] = out[before]!;
  }
  return out;
}
