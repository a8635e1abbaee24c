import { type Moments, mergeMoments, momentsOfSample, noMoments, type Sample } from '../../../aggregate/moments.js';
import { largestSum, noncentralityOfF } from '../../../numeric/noncentrality/index.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import type { Estimate } from '../../estimate.js';
import { noncentralLimit } from '../means/noncentral-limits.js';
import { dfWanted, isDf, needArray, needRecord } from '../needs.js';
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
   * `'noncentral-f'`: exact limits of the population's share λ/(λ + n), from the F of the term; the same for eta, omega and epsilon. Of the total,
   * where other terms have their share too, λ/(λ + n + λo) with their noncentrality λo at its estimate, SSo/MSE - dfo and no less than 0: the
   * limits are then approximate, err on the safe side where the others explain much, and need `n`.
   * `'equivalent-f'`: R's effectsize, which takes the estimate for an eta squared, finds the F that would give it, and turns its limits λ
   * into λ/(λ + error df). Too low for omega and epsilon of one-way designs, and anything from far too low to far too wide for the total.
   * @defaultValue `'noncentral-f'`
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
  if (!Number.isFinite(ssEffect + ssError)) {
    throw new EfficacyError('overflow', 'oneWaySums cannot hold the squares of these values; rescale them');
  }
  return { ssEffect, dfEffect: all.length - 1, ssError, dfError, ssTotal: ssEffect + ssError, n: whole.n };
}

/** The share by a formula, with its limits. */
export function varianceExplained(
  who: string,
  formula: ShareFormula,
  effect: AnovaTerm,
  options: VarianceExplainedOptions,
): VarianceExplained {
  const {
    of = 'partial',
    alternative = 'two-sided',
    interval: intervalMethod = 'noncentral-f',
    level = 0.95,
  } = options;
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
  const { term, f } = termOf(who, effect, of);
  const { dfEffect, n } = term;
  const { dfError } = effect;
  const untruncated = formula.share(term, of);
  const estimate = Math.max(0, untruncated);
  const exact = intervalMethod === 'noncentral-f';
  const others = exact && of === 'total' ? noncentralityOfOthers(who, effect, term) : 0;
  const limitF = exact ? f : estimate / dfEffect / ((1 - estimate) / dfError);
  need(
    limitF * dfEffect <= largestSum,
    'out_of_domain',
    who,
    'an F that is at most 1e24 over its degrees of freedom (check the error sum of squares)',
    limitF,
  );
  const tail = alternative === 'greater' ? 1 - level : (1 - level) / 2;
  const limit = (side: 'lower' | 'upper'): number => {
    const ncp = noncentralLimit(who, noncentralityOfF(limitF, dfEffect, dfError, tail, { tail: side }));
    return ncp / (ncp + (exact ? n + others : dfError));
  };
  return {
    kind: formula.kind,
    estimate,
    standardError: null,
    df: null,
    interval: { lower: limit('upper'), upper: alternative === 'greater' ? 1 : limit('lower'), level },
    unit: 'share of variance',
    method: `${formula.name}, ${of}; ${exact ? `limits of the noncentrality of F${others > 0 ? ', that of the other terms at its estimate' : ''}` : 'limits of the noncentrality of the F that the estimate amounts to'}`,
    intervalMethod,
    alternative,
    of,
    untruncated,
    f,
    dfEffect,
    dfError,
    n,
    notes: [
      noStandardError,
      ...(untruncated < 0 ? [truncated(untruncated)] : []),
      ...(others > 0 ? [othersEstimated(others)] : []),
    ],
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

const othersEstimated = (noncentrality: number): Note => ({
  code: 'other_terms_estimated',
  message: `The limits take the noncentrality of the other terms for its estimate, ${noncentrality}, so that they are approximate.`,
});

/** SSo/MSE - dfo of everything but the term and the error, no less than 0; 0 where there is nothing else. */
function noncentralityOfOthers(who: string, { dfEffect, dfError }: AnovaTerm, term: Term): number {
  const { ssEffect, msError, ssAll, n } = term;
  const rest = ssAll - ssEffect - msError * dfError;
  if (rest <= 1e-9 * ssAll) return 0;
  const df = n - 1 - dfEffect - dfError;
  if (df > 0) return Math.max(0, rest / msError - df);
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs n, the units in the whole analysis, for limits of a share of the total: the other terms have a sum of squares of ${rest} and, with n ${n}, no degrees of freedom; or pass interval: 'equivalent-f'`,
    { n, dfEffect, dfError },
  );
}

function termOf(who: string, effect: AnovaTerm, of: 'partial' | 'total'): { readonly term: Term; readonly f: number } {
  needRecord(effect, who, 'F or sums of squares with degrees of freedom');
  const { dfEffect, dfError } = effect;
  const size = 'f' in effect ? effect.f : effect.ssEffect;
  const finite = [dfEffect, dfError, size, effect.n ?? 0].every(Number.isFinite);
  const { n = finite ? dfEffect + dfError + 1 : Number.NaN } = effect;
  const sums = 'f' in effect ? { ssEffect: finite ? effect.f * dfEffect : Number.NaN, ssError: dfError } : effect;
  const { ssEffect, ssError } = sums;
  const good =
    finite &&
    [ssEffect, ssError, n].every(Number.isFinite) &&
    [dfEffect, dfError].every(isDf) &&
    ssEffect >= 0 &&
    n > dfEffect;
  if (!good) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs finite F or sums of squares of 0 or more, and ${dfWanted}; got ${String(size)} with ${String(dfEffect)} and ${String(dfError)}`,
      { size: String(size), dfEffect: String(dfEffect), dfError: String(dfError), n: String(n) },
    );
  }
  if (!(ssError > 0)) {
    throw new EfficacyError('zero_variance', `${who} needs an error sum of squares above 0; got ${ssError}`, {
      ssError,
    });
  }
  const ssTotal = 'ssTotal' in sums ? sums.ssTotal : undefined;
  if (of === 'total' && !(Number.isFinite(ssTotal) && (ssTotal as number) >= (ssEffect + ssError) * (1 - 1e-9))) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs ssTotal, at least the sum of effect and error, for shares of the total; got ${ssTotal}`,
      { ssTotal: ssTotal ?? null },
    );
  }
  const msError = ssError / dfError;
  const ssAll = of === 'total' && ssTotal !== undefined ? ssTotal : ssEffect + ssError;
  return { term: { ssEffect: ssEffect + 0, dfEffect, msError, ssAll, n }, f: ssEffect / dfEffect / msError + 0 }; // 0 for -0
}
