import * as normal from '../../numeric/distributions/normal.js';
import { findRoot } from '../../numeric/optimize/find-root.js';
import { need } from '../../support/need.js';
import type { AttritionSelection } from './model-constants.js';
import { toleratedBias } from './model-constants.js';

/** Share of each arm that left, 0 to 1. */
export interface AttritionRates {
  /** Of the treatment arm. */
  readonly treatment: number;
  /** Of the control arm. */
  readonly control: number;
}

/**
 * Bias that attrition brings to a difference in means, under a model: whether a student stays depends on a normal score that has the
 * correlation `selection` with the outcome, in each arm its own.
 *
 * @param rates - share of each arm that left, from 0 and below 1
 * @param selection - correlations of staying with the outcome, such as `attritionModel.cautious.value`
 * @returns treatment minus control, in standard deviations of the outcome
 * @throws {@link EfficacyError} `invalid_argument`
 *
 * @example
 * attritionBias({ treatment: 0.23, control: 0.17 }, { treatment: 0.45, control: 0.39 }); // 0.0586
 *
 * @see Deke & Chiang (2017), Evaluation Review 41(2), 130-154: α φ(Φ⁻¹(P))/P in each arm, P the share that stays.
 */
export function attritionBias(rates: AttritionRates, selection: AttritionSelection): number {
  const who = 'attritionBias';
  checkSelection(selection, who);
  const bias = biasOfRates(rates.treatment, rates.control, selection);
  need(
    bias !== null,
    'invalid_argument',
    who,
    'rates of attrition from 0 and below 1',
    `${rates.treatment} and ${rates.control}`,
  );
  return bias;
}

/** The same; null where an arm has nobody left or a rate is none. */
export function biasOfRates(treatment: number, control: number, selection: AttritionSelection): number | null {
  if (![treatment, control].every((rate) => rate >= 0 && rate < 1)) return null;
  return selection.treatment * meanOfStayers(treatment) - selection.control * meanOfStayers(control);
}

/** Mean normal score of those who stay when a share leaves from below. */
function meanOfStayers(rate: number): number {
  return rate === 0 ? 0 : normal.density(normal.quantile(rate)) / (1 - rate);
}

/** What a boundary is asked for by the model. */
export interface ModelBoundOptions {
  /** Correlations of staying with the outcome in each arm. */
  readonly selection: AttritionSelection;
  /** Largest bias to be accepted, in standard deviations. @defaultValue the one behind the published table, .0548 */
  readonly tolerance?: number;
  /** Share of the units that were assigned to the treatment. @defaultValue 0.5 */
  readonly treatmentShare?: number;
}

/** The boundary by the model at one overall attrition. */
export interface ModelBound {
  /** Which record this is. */
  readonly kind: 'attrition-model-bound';
  /** The largest differential attrition whose bias is tolerated, as a share, the treatment arm losing more; null where there is none. */
  readonly bound: number | null;
  /** `'bounded'`; `'never'`: even equal rates bring more bias; `'always'`: no differential that this overall attrition allows does. */
  readonly reason: 'bounded' | 'never' | 'always';
}

/**
 * The differential attrition at which the model's bias reaches a tolerance: the standard's boundary for other tolerances, other
 * correlations and unequal arms.
 *
 * Below 9 percent overall the published table is not the model's; for a verdict use {@link wwcAttrition}.
 *
 * @param overall - share of all units that left, from 0 and below 1
 * @param options - correlations, tolerance and split
 * @throws {@link EfficacyError} `invalid_argument`
 *
 * @example
 * attritionModelBound(0.2, { selection: attritionModel.cautious.value }).bound; // 0.054
 * attritionModelBound(0.2, { selection: attritionModel.cautious.value, treatmentShare: 0.7 }).bound;
 *
 * @see Deke & Chiang (2017), Evaluation Review 41(2), 130-154.
 */
export function attritionModelBound(overall: number, options: ModelBoundOptions): ModelBound {
  const who = 'attritionModelBound';
  const { selection, tolerance = toleratedBias.value, treatmentShare: p = 0.5 } = options;
  checkSelection(selection, who);
  const positive = selection.treatment > 0 && selection.control >= 0;
  need(
    positive,
    'invalid_argument',
    who,
    'correlations that are not negative, and one above 0 in the treatment arm',
    `${selection.treatment} and ${selection.control}`,
  );
  need(overall >= 0 && overall < 1, 'invalid_argument', who, 'an overall attrition from 0 and below 1', overall);
  need(
    tolerance > 0 && Number.isFinite(tolerance),
    'invalid_argument',
    who,
    'a tolerance above 0, in standard deviations',
    tolerance,
  );
  need(p > 0 && p < 1, 'invalid_argument', who, 'a treatmentShare between 0 and 1', p);
  // Rates that average to `overall`; beyond `widest` one of them would leave 0 to 1.
  const excess = (d: number): number => {
    const [t, c] = [overall + (1 - p) * d, Math.max(0, overall - p * d)];
    return (biasOfRates(t, c, selection) ?? Number.POSITIVE_INFINITY) - tolerance;
  };
  const widest = Math.min(overall / p, (1 - overall) / (1 - p));
  if (excess(0) > 0) return { kind: 'attrition-model-bound', bound: null, reason: 'never' };
  const inside = widest * (1 - Number.EPSILON);
  if (excess(inside) <= 0) return { kind: 'attrition-model-bound', bound: null, reason: 'always' };
  const { root } = findRoot((d) => Math.min(excess(d), 1e9), 0, inside);
  return { kind: 'attrition-model-bound', bound: root, reason: 'bounded' };
}

function checkSelection({ treatment, control }: AttritionSelection, who: string): void {
  const fine = [treatment, control].every((alpha) => alpha >= -1 && alpha <= 1);
  need(fine, 'invalid_argument', who, 'correlations of staying from -1 to 1', `${treatment} and ${control}`);
}
