import { need } from '../../../support/need.js';
import { needRecord } from '../../effect/needs.js';

/** What an E-value is made of. */
export type EValueSource =
  | {
      /** Standardized mean difference. */
      readonly standardizedMeanDifference: number;
      /** Its standard error, for the E-value of its 95 % limit. */
      readonly standardError?: number;
    }
  | {
      /** Risk ratio, above 0. */
      readonly riskRatio: number;
      /** Its confidence limits. */
      readonly interval?: { readonly lower: number; readonly upper: number };
    };

/** How strong an unmeasured confounder must be to make an effect of nothing. */
export interface EValue {
  /** Which result this is. */
  readonly kind: 'e-value';
  /** Risk ratio that the confounder must have with both dose and outcome, beyond what was adjusted for; 1 for no effect. */
  readonly estimate: number;
  /** The same to move the limit of the interval nearer to no effect onto it; 1 where it holds no effect; null without an interval. */
  readonly ofLimit: number | null;
  /** The risk ratio that was used, turned above 1. */
  readonly riskRatio: number;
  /** What was done. */
  readonly method: string;
}

/**
 * The E-value: the least risk ratio that an unmeasured confounder needs with both dose and outcome to explain an effect away.
 *
 * @param source - a standardized mean difference (with its standard error), or a risk ratio (with its interval)
 * @returns a risk ratio, 1 or more
 * @throws {@link EfficacyError} `out_of_domain` for a risk ratio or error that is none, `invalid_argument` for limits out of order
 *
 * @example
 * eValue({ standardizedMeanDifference: 0.2 }).estimate; // 1.689
 *
 * @see VanderWeele & Ding (2017), Ann. Intern. Med. 167, 268-274, and its table 2 for mean differences: exp(.91 d), exp(.91 d ± 1.78 se).
 */
export function eValue(source: EValueSource): EValue {
  const who = 'eValue';
  needRecord(source, who, '{ standardizedMeanDifference } or { riskRatio }');
  const { riskRatio, limits, method } = ratioOf(source, who);
  const needed = (ratio: number): number => {
    const above = ratio < 1 ? 1 / ratio : ratio;
    return above + Math.sqrt(above * (above - 1));
  };
  const holds = limits !== null && limits.lower <= 1 && limits.upper >= 1;
  const near = limits === null ? null : riskRatio > 1 ? limits.lower : limits.upper;
  return {
    kind: 'e-value',
    estimate: needed(riskRatio),
    ofLimit: near === null ? null : holds ? 1 : needed(near),
    riskRatio: riskRatio < 1 ? 1 / riskRatio : riskRatio,
    method,
  };
}

function ratioOf(
  source: EValueSource,
  who: string,
): {
  readonly riskRatio: number;
  readonly limits: { readonly lower: number; readonly upper: number } | null;
  readonly method: string;
} {
  if ('riskRatio' in source) {
    const { riskRatio, interval } = source;
    const held = typeof riskRatio === 'number' && riskRatio > 1e-100 && riskRatio < 1e100; // whose squares are numbers too
    need(held, 'out_of_domain', who, 'a risk ratio above 0 (from 1e-100 to 1e100)', riskRatio);
    const ordered =
      !interval ||
      (typeof interval.lower === 'number' &&
        interval.lower >= 0 &&
        interval.lower <= riskRatio &&
        riskRatio <= interval.upper);
    need(
      ordered,
      'invalid_argument',
      who,
      'limits on both sides of the risk ratio',
      `${interval?.lower} and ${interval?.upper}`,
    );
    return { riskRatio, limits: interval ?? null, method: 'E-value of a risk ratio' };
  }
  const { standardizedMeanDifference: d, standardError } = source;
  need(typeof d === 'number' && Math.abs(d) < 100, 'out_of_domain', who, 'a standardized mean difference', d);
  const fine =
    standardError === undefined || (typeof standardError === 'number' && standardError >= 0 && standardError < 100);
  need(fine, 'out_of_domain', who, 'a standard error of 0 or more', standardError);
  const limits =
    standardError === undefined
      ? null
      : { lower: Math.exp(0.91 * d - 1.78 * standardError), upper: Math.exp(0.91 * d + 1.78 * standardError) };
  return {
    riskRatio: Math.exp(0.91 * d),
    limits,
    method: 'E-value of a mean difference, as the risk ratio exp(.91 d)',
  };
}
