import * as noncentralT from '../../../numeric/distributions/noncentral-t.js';
import { noncentralityOfT } from '../../../numeric/noncentrality/index.js';
import type { ConfidenceSet } from '../../../support/confidence-set.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';

/**
 * How the limits of a standardized effect are made: exactly from the noncentral t distribution (normal outcomes, equal variances), or
 * from the estimate and its standard error with quantiles of Student's t or of the normal distribution.
 */
export type EffectInterval = 'noncentral-t' | 't' | 'normal';

/**
 * Which effects the confidence set leaves out on one side only: `'greater'` gives a lower limit and no upper one, `'less'` the reverse.
 */
export type Alternative = 'two-sided' | 'greater' | 'less';

/** The interval of a two-sided question; null for a one-sided one, whose answer is a confidence set without an end. */
export type IntervalFor<A extends Alternative> = A extends 'two-sided' ? Interval : null;

/** What the limits of an effect are made of. */
export interface LimitParts {
  readonly estimate: number;
  readonly standardError: number;
  /** Null for the normal distribution. */
  readonly df: number | null;
  /** Size of one unit of noncentrality in units of the estimate. */
  readonly perNoncentrality: number;
  /** The observed t, whose noncentrality is sought. */
  readonly t: number;
}

/** Fields of a result that hold its limits. */
export interface EffectLimits<A extends Alternative> {
  readonly interval: IntervalFor<A>;
  readonly confidenceSet?: ConfidenceSet;
  readonly notes: readonly Note[];
}

/** Limits at a level, by a method, for a question with one side or two. */
export function effectLimits<A extends Alternative>(
  method: EffectInterval,
  parts: LimitParts,
  level: number,
  alternative: A,
  who: string,
): EffectLimits<A> {
  checkLevel(who, level);
  const limit = limitBy(method, parts, who);
  // The one place where the type of the interval is tied to the alternative by hand.
  const answer = (interval: Interval | null, rest: Omit<EffectLimits<A>, 'interval'>): EffectLimits<A> => ({
    interval: interval as IntervalFor<A>,
    ...rest,
  });
  const tail = 1 - level;
  switch (alternative) {
    case 'two-sided':
      return answer({ lower: limit(tail / 2, 'lower'), upper: limit(tail / 2, 'upper'), level }, { notes: [] });
    case 'greater':
      return answer(null, oneSided({ lower: limit(tail, 'lower'), upper: null }, level));
    case 'less':
      return answer(null, oneSided({ lower: null, upper: limit(tail, 'upper') }, level));
    default:
      throw new EfficacyError(
        'invalid_argument',
        `${who} knows the alternatives "two-sided", "greater" and "less"; got ${String(alternative)}`,
        { alternative },
      );
  }
}

const oneSided = (
  piece: ConfidenceSet['pieces'][number],
  level: number,
): { readonly confidenceSet: ConfidenceSet; readonly notes: readonly Note[] } => ({
  confidenceSet: { level, pieces: [piece] },
  notes: [{ code: 'one_sided', message: 'The confidence set has one limit only; it is in confidenceSet.' }],
});

type Limit = (tail: number, side: 'lower' | 'upper') => number;

function limitBy(method: EffectInterval, parts: LimitParts, who: string): Limit {
  const { estimate, standardError, df, perNoncentrality, t } = parts;
  if (method === 'noncentral-t') {
    return (tail, side) => {
      // At the lower limit it is the tail above what was observed that has the probability.
      const other = side === 'lower' ? 'upper' : 'lower';
      const { ncp, status } = noncentralityOfT(t, df ?? Number.POSITIVE_INFINITY, tail, { tail: other });
      if (status === 'converged') return ncp * perNoncentrality;
      throw new EfficacyError(
        'convergence_failed',
        `${who} found no noncentral t limit for t = ${t} with ${df} degrees of freedom; ask for the interval "t" instead`,
        { t, df },
      );
    };
  }
  if (method === 't' || method === 'normal') {
    // A noncentral t without noncentrality is Student's, and with df = Infinity the normal: the bundle holds one machinery for all limits.
    const reference = method === 't' && df !== null ? df : Number.POSITIVE_INFINITY;
    const quantile = (tail: number): number => noncentralT.isf(tail, reference, 0);
    return (tail, side) => estimate + (side === 'lower' ? -1 : 1) * quantile(tail) * standardError;
  }
  throw new EfficacyError(
    'invalid_argument',
    `${who} knows the intervals "noncentral-t", "t" and "normal"; got ${String(method)}`,
    { interval: method },
  );
}
