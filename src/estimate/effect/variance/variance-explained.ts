import { type Moments, mergeMoments, momentsOfSample, noMoments, type Sample } from '../../../aggregate/moments.js';
import { noncentralityOfF } from '../../../numeric/noncentrality/index.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { Estimate } from '../../estimate.js';
import { noncentralLimit } from '../means/noncentral-limits.js';
import { needArray, needRecord } from '../needs.js';
import { checkOneSided, type OneSided } from '../one-sided.js';

/** A term of an analysis of variance, as a paper prints it. */
export interface FTest {
  /** F of the term, 0 or more. */
  readonly f: number;
  /** Numerator degrees of freedom. */
  readonly dfEffect: number;
  /** Denominator degrees of freedom. */
  readonly dfError: number;
  /**
   * Units in the whole analysis.
   * @defaultValue `dfEffect + dfError + 1`, which holds for one-way designs
   */
  readonly n?: number;
}

/** A term of an analysis of variance by its sums of squares. */
export interface SumsOfSquares {
  /** Sum of squares of the term, 0 or more. */
  readonly ssEffect: number;
  /** Degrees of freedom of the term. */
  readonly dfEffect: number;
  /** Error sum of squares, above 0. */
  readonly ssError: number;
  /** Error degrees of freedom. */
  readonly dfError: number;
  /** Of all terms and the error; needed for shares of the total. */
  readonly ssTotal?: number;
  /**
   * Units in the whole analysis.
   * @defaultValue `dfEffect + dfError + 1`, which holds for one-way designs
   */
  readonly n?: number;
}

/** One term of an analysis of variance with fixed effects. */
export type AnovaTerm = FTest | SumsOfSquares;

/** Options of the measures of variance explained. */
export interface VarianceExplainedOptions {
  /**
   * The share of the variance that the other terms leave (`'partial'`), or of all of it (`'total'`). Alike in one-way designs.
   * @defaultValue `'partial'`
   */
  readonly of?: 'partial' | 'total';
  /**
   * `'noncentral-f'`: exact limits of the population's share λ/(λ + n), from the F of the term; the same for eta, omega and epsilon.
   * `'equivalent-f'`: R's effectsize, which takes the estimate for an eta squared, finds the F that would give it, and turns its limits λ
   * into λ/(λ + error df). Too low for omega and epsilon. `'total'` knows only this one.
   * @defaultValue `'noncentral-f'`, for `'total'` `'equivalent-f'`
   */
  readonly interval?: 'noncentral-f' | 'equivalent-f';
  /**
   * Both limits, or a lower one only: the upper limit is then 1.
   * @defaultValue `'two-sided'`
   */
  readonly alternative?: OneSided;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A share of variance that a term explains. */
export interface VarianceExplained extends Estimate {
  /** None; a note says why. */
  readonly standardError: null;
  /** Limits, from 0 to 1. */
  readonly interval: Interval;
  /** How the limits were made. */
  readonly intervalMethod: 'noncentral-f' | 'equivalent-f';
  /** Whether both limits were asked for or one. */
  readonly alternative: OneSided;
  /** Of which variance this is a share. */
  readonly of: 'partial' | 'total';
  /** The figure before negative ones were set to 0. */
  readonly untruncated: number;
  /** F of the term. */
  readonly f: number;
  /** Numerator degrees of freedom of F. */
  readonly dfEffect: number;
  /** Denominator degrees of freedom of F. */
  readonly dfError: number;
  /** Units in the whole analysis. */
  readonly n: number;
}

/** A term with all that the formulas need. */
export interface Term {
  readonly ssEffect: number;
  readonly dfEffect: number;
  /** Mean square of the error. */
  readonly msError: number;
  /** What the share is of: effect and error, or everything. */
  readonly ssAll: number;
  readonly n: number;
}

/** What sets eta, omega and epsilon squared apart: the share before it is cut at 0. */
export interface ShareFormula {
  readonly kind: string;
  readonly name: string;
  readonly share: (term: Term, of: 'partial' | 'total') => number;
}

/**
 * Sums of squares between and within groups, for {@link etaSquared} and its kin.
 *
 * @param groups - two or more, each as values or moments
 * @throws {@link EfficacyError} `too_few_observations` below two groups or without a group of two, `no_data` for an empty group
 *
 * @example
 * etaSquared(oneWaySums([[1, 2, 3], [2, 3, 5], [5, 7, 9]])).estimate; // 0.733
 */
export function oneWaySums(groups: readonly Sample[]): Required<SumsOfSquares> {
  needArray(groups, 'oneWaySums', 'an array of groups');
  const all = groups.map((group, i) => momentsOfSample(group, 'oneWaySums', `group ${i}`));
  const empty = all.findIndex((group) => group.n === 0);
  if (empty >= 0) {
    throw new EfficacyError('no_data', `oneWaySums needs values in every group; group ${empty} has none`, {
      group: empty,
    });
  }
  const whole = all.reduce<Moments>(mergeMoments, noMoments);
  const dfError = whole.n - all.length;
  if (all.length < 2 || dfError < 1) {
    throw new EfficacyError(
      'too_few_observations',
      `oneWaySums needs at least two groups and more values than groups; got ${whole.n} values in ${all.length} groups`,
      { n: whole.n, groups: all.length },
    );
  }
  const ssError = all.reduce((sum, { m2 }) => sum + m2, 0);
  const ssEffect = all.reduce((sum, { n, mean }) => sum + n * (mean - whole.mean) ** 2, 0);
  return { ssEffect, dfEffect: all.length - 1, ssError, dfError, ssTotal: ssEffect + ssError, n: whole.n };
}

/** The share by a formula, with its limits. */
export function varianceExplained(
  who: string,
  formula: ShareFormula,
  effect: AnovaTerm,
  options: VarianceExplainedOptions,
): VarianceExplained {
  const { of = 'partial', alternative = 'two-sided', level = 0.95 } = options;
  const { interval: intervalMethod = of === 'partial' ? 'noncentral-f' : 'equivalent-f' } = options;
  checkLevel(who, level);
  checkOneSided(who, alternative);
  if (
    !(of === 'partial' || of === 'total') ||
    !(intervalMethod === 'noncentral-f' || intervalMethod === 'equivalent-f')
  ) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the shares of "partial" and "total" and the intervals "noncentral-f" and "equivalent-f"; got ${String(of)} and ${String(intervalMethod)}`,
      { of: String(of), interval: String(intervalMethod) },
    );
  }
  if (intervalMethod === 'noncentral-f' && of === 'total') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} has exact limits for the partial share only; pass interval: 'equivalent-f', or of: 'partial'`,
    );
  }
  const { term, f } = termOf(who, effect, of);
  const { dfEffect, n } = term;
  const { dfError } = effect;
  const untruncated = formula.share(term, of);
  const estimate = Math.max(0, untruncated);
  const exact = intervalMethod === 'noncentral-f';
  const limitF = exact ? f : estimate / dfEffect / ((1 - estimate) / dfError);
  const tail = alternative === 'greater' ? 1 - level : (1 - level) / 2;
  const limit = (side: 'lower' | 'upper'): number => {
    const ncp = noncentralLimit(who, noncentralityOfF(limitF, dfEffect, dfError, tail, { tail: side }));
    return ncp / (ncp + (exact ? n : dfError));
  };
  return {
    kind: formula.kind,
    estimate,
    standardError: null,
    df: null,
    interval: { lower: limit('upper'), upper: alternative === 'greater' ? 1 : limit('lower'), level },
    unit: 'share of variance',
    method: `${formula.name}, ${of}; ${exact ? 'limits of the noncentrality of F' : 'limits of the noncentrality of the F that the estimate amounts to'}`,
    intervalMethod,
    alternative,
    of,
    untruncated,
    f,
    dfEffect,
    dfError,
    n,
    notes: untruncated < 0 ? [noStandardError, truncated(untruncated)] : [noStandardError],
  };
}

const noStandardError: Note = {
  code: 'no_standard_error',
  message: 'The limits come from the noncentral F distribution directly.',
};

const truncated = (untruncated: number): Note => ({
  code: 'truncated_at_zero',
  message: `The formula gives ${untruncated}; a share of variance is not negative, so 0 is reported.`,
});

function termOf(who: string, effect: AnovaTerm, of: 'partial' | 'total'): { readonly term: Term; readonly f: number } {
  needRecord(effect, who, 'F or sums of squares with degrees of freedom');
  const { dfEffect, dfError, n = dfEffect + dfError + 1 } = effect;
  const sums = 'f' in effect ? { ssEffect: effect.f * dfEffect, ssError: dfError } : effect;
  const { ssEffect, ssError } = sums;
  const good = dfEffect > 0 && dfError > 0 && ssEffect >= 0 && n > dfEffect && Number.isFinite(ssEffect + ssError + n);
  if (!good) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs F or sums of squares of 0 or more and degrees of freedom above 0, all finite; got ${JSON.stringify(effect)}`,
      { ...effect },
    );
  }
  if (!(ssError > 0)) {
    throw new EfficacyError('zero_variance', `${who} needs an error sum of squares above 0; got ${ssError}`, {
      ssError,
    });
  }
  const ssTotal = 'ssTotal' in sums ? sums.ssTotal : undefined;
  if (of === 'total' && !(ssTotal !== undefined && ssTotal >= (ssEffect + ssError) * (1 - 1e-9))) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs ssTotal, at least the sum of effect and error, for shares of the total; got ${ssTotal}`,
      { ssTotal: ssTotal ?? null },
    );
  }
  const msError = ssError / dfError;
  const ssAll = of === 'total' && ssTotal !== undefined ? ssTotal : ssEffect + ssError;
  return { term: { ssEffect, dfEffect, msError, ssAll, n }, f: ssEffect / dfEffect / msError };
}
