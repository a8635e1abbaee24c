import { quantileBeside } from '../../../numeric/distributions/noncentral-t.js';
import { limitOfT } from '../../../numeric/noncentrality/index.js';
import type { ConfidenceSet } from '../../../support/confidence-set.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import { checkChoice } from './check-choice.js';

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

const intervals = ['noncentral-t', 't', 'normal'] as const;
const alternatives = ['two-sided', 'greater', 'less'] as const;

/** Limits at a level, by a method, for a question with one side or two. */
export function effectLimits<A extends Alternative>(
  method: EffectInterval,
  parts: LimitParts,
  level: number,
  alternative: A,
  who: string,
): EffectLimits<A> {
  checkLevel(who, level);
  checkChoice(who, 'interval', intervals, method);
  checkChoice(who, 'alternative', alternatives, alternative);
  const twoSided = alternative === 'two-sided';
  const tail = twoSided ? (1 - level) / 2 : 1 - level;
  const limit = method === 'noncentral-t' ? noncentralLimit : plainLimit;
  const lower = alternative === 'less' ? null : limit(method, parts, tail, -1, who);
  const upper = alternative === 'greater' ? null : limit(method, parts, tail, 1, who);
  // The one place where the type of the interval is tied to the alternative by hand.
  if (twoSided) return { interval: { lower, upper, level } as IntervalFor<A>, notes: [] };
  return {
    interval: null as IntervalFor<A>,
    confidenceSet: { level, pieces: [{ lower, upper }] },
    notes: [{ code: 'one_sided', message: 'The confidence set has one limit only; it is in confidenceSet.' }],
  };
}

/** One limit: the lower one for side -1, the upper one for 1, with this probability beyond it. */
type Limit = (method: EffectInterval, parts: LimitParts, tail: number, side: -1 | 1, who: string) => number;

const noncentralLimit: Limit = (_, { t, df, perNoncentrality }, tail, side, who) => {
  // At the lower limit it is the tail above what was observed that has the probability.
  const { ncp, status } = limitOfT(t, df ?? Infinity, tail, side < 0);
  if (status === 'converged') return ncp * perNoncentrality;
  throw new EfficacyError(
    'convergence_failed',
    `${who} found no noncentral t limit for t = ${t} with ${df} degrees of freedom; ask for the interval "t" instead`,
    { t, df },
  );
};

// A noncentral t without noncentrality is Student's, and with df = Infinity the normal: the bundle holds one machinery for all limits.
const plainLimit: Limit = (method, { estimate, standardError, df }, tail, side) =>
  estimate + side * quantileBeside(tail, true, (method === 't' ? df : null) ?? Infinity, 0) * standardError;
