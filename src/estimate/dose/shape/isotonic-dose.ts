import { need } from '../../../support/need.js';
import { type DoseData, doseCells } from '../fit/dose-cells.js';

/** How {@link isotonicDose} orders. */
export interface IsotonicDoseOptions {
  /**
   * Whether the response may only rise or only fall with the dose.
   * @defaultValue `'rises'`
   */
  readonly response?: 'rises' | 'falls';
}

/** A monotone curve without a formula. */
export interface IsotonicDose {
  /** Which result this is. */
  readonly kind: 'isotonic-dose';
  /** Distinct doses, ascending. */
  readonly dose: readonly number[];
  /** Fitted mean at each, never falling (or rising); constant from a dose to the next. */
  readonly fitted: readonly number[];
  /** Steps: runs of doses with one fitted mean. */
  readonly steps: number;
  /** Weighted sum of squares around the fitted means. */
  readonly rss: number;
  /** Students. */
  readonly n: number;
  /** What was done. */
  readonly method: string;
}

/**
 * The monotone means that fit best: responses rise with the dose (or fall), and nothing else is assumed.
 *
 * @param data - see {@link fitDoseResponse}; rows at one dose count as their mean
 * @throws {@link EfficacyError} what bad data give: `no_data`, `not_finite`, `out_of_domain`, `length_mismatch`, `invalid_weight`
 *
 * @example
 * isotonicDose({ dose: [0, 10, 20, 30], response: [1, 3, 2, 4] }).fitted; // [1, 2.5, 2.5, 4]
 *
 * @see Barlow, Bartholomew, Bremner & Brunk (1972), Statistical Inference under Order Restrictions, 1.2 (pool adjacent violators).
 */
export function isotonicDose(data: DoseData, options: IsotonicDoseOptions = {}): IsotonicDose {
  const who = 'isotonicDose';
  const { response = 'rises' } = options;
  need(
    response === 'rises' || response === 'falls',
    'invalid_argument',
    who,
    "a response that 'rises' or 'falls'",
    response,
  );
  const { dose, mean, weight, within, n } = doseCells(data, who);
  const sign = response === 'rises' ? 1 : -1;
  const blocks: { sum: number; weight: number; size: number }[] = [];
  const level = (at: number): number => blocks[at]!.sum / blocks[at]!.weight;
  mean.forEach((y, i) => {
    blocks.push({ sum: sign * weight[i]! * y, weight: weight[i]!, size: 1 });
    while (blocks.length > 1 && level(blocks.length - 2) >= level(blocks.length - 1)) {
      const last = blocks.pop()!;
      const before = blocks[blocks.length - 1]!;
      before.sum += last.sum;
      before.weight += last.weight;
      before.size += last.size;
    }
  });
  const fitted = blocks.flatMap(({ size }, at) => new Array<number>(size).fill(sign * level(at)));
  return {
    kind: 'isotonic-dose',
    dose: Array.from(dose),
    fitted,
    steps: blocks.length,
    rss: within + fitted.reduce((sum, f, i) => sum + weight[i]! * (mean[i]! - f) ** 2, 0),
    n,
    method: `isotonic regression, ${response}, by pooling adjacent violators`,
  };
}
