import { checkLevel } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Watch } from '../../support/pool/progress.js';
import type { WorkerPool } from '../../support/pool/worker-pool.js';
import type { Alternative } from '../effect/means/effect-limits.js';
import type { TreatmentColumn } from '../trial/two-arms.js';
import type { RandomizationStatistic } from './reference-distribution.js';

/** What was assigned and how, what is compared, and how much is computed. */
export interface RandomizationTestOptions extends Watch {
  /** Name of the outcome, a numeric column. */
  readonly outcome: string;
  /** The column of arms, and the labels of the two that are compared. */
  readonly treatment: TreatmentColumn;
  /** Blocks within which units were assigned in fixed numbers: a label column. Blocks of two are pairs. */
  readonly block?: string | null;
  /** What was assigned together: a label column. */
  readonly cluster?: string | null;
  /**
   * The balance that the assignment had to have, as the design of `assignArms` states it.
   * @defaultValue `null`: any assignment was taken
   */
  readonly rerandomized?: { readonly covariates: readonly string[]; readonly threshold: number } | null;
  /** @defaultValue `'difference'` */
  readonly statistic?: RandomizationStatistic;
  /**
   * Numeric columns known before assignment, whose least-squares fit is taken out of the outcome before arms are compared.
   * @defaultValue `[]`
   */
  readonly covariates?: readonly string[];
  /**
   * Which assignments count as extreme: those in favour of the treatment (`'greater'`), those against it, or both.
   * @defaultValue `'two-sided'`
   */
  readonly alternative?: Alternative;
  /**
   * What to do with blocks that have one arm only.
   * @defaultValue `'refuse'`
   */
  readonly oneArmedBlocks?: 'refuse' | 'drop';
  /**
   * Up to how many assignments all of them are looked at.
   * @defaultValue 20000
   */
  readonly exactUpTo?: number;
  /**
   * How many assignments are drawn where there are more.
   * @defaultValue 9999
   */
  readonly draws?: number;
  /** Seed of the draws, a whole number from 0. Needed where assignments are drawn; there is no default. */
  readonly seed?: number;
  /**
   * Whether the interval is computed: of ranks that takes some ten looks more at the assignments.
   * @defaultValue `true`
   */
  readonly interval?: boolean;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
  /** A pool that is at hand; it stays open. */
  readonly pool?: WorkerPool;
  /**
   * Without a pool: the most workers to start. The answer is the same with any number.
   * @defaultValue as many as the machine has cores; none for what one thread does in a moment
   */
  readonly workers?: number;
}

/** The options with their defaults, checked. */
export interface SettledOptions {
  readonly statistic: RandomizationStatistic;
  readonly alternative: Alternative;
  readonly exactUpTo: number;
  readonly draws: number;
  readonly interval: boolean;
  readonly level: number;
}

/** Assignments whose statistics still fit into memory. */
const most = 5e6;

/** @throws {@link EfficacyError} `invalid_argument` */
export function settled(options: RandomizationTestOptions, who: string): SettledOptions {
  const { statistic = 'difference', alternative = 'two-sided', interval = true, level = 0.95 } = options;
  const { exactUpTo = 20_000, draws = 9_999, seed, pool, workers } = options;
  const oneOf = (words: readonly string[], word: string, what: string): void =>
    need(words.includes(word), 'invalid_argument', who, `${what} (${words.join(', ')})`, word);
  oneOf(['difference', 'studentized', 'ranks'], statistic, 'a statistic that it knows');
  oneOf(['two-sided', 'greater', 'less'], alternative, 'an alternative that it knows');
  checkLevel(who, level);
  need(exactUpTo >= 0 && exactUpTo <= most, 'invalid_argument', who, `exactUpTo from 0 to ${most}`, exactUpTo);
  const fits = Number.isInteger(draws) && draws >= 1 && draws <= most;
  need(fits, 'invalid_argument', who, `draws, a whole number from 1 to ${most}`, draws);
  const whole = seed === undefined || (Number.isSafeInteger(seed) && seed >= 0);
  need(whole, 'invalid_argument', who, 'a seed that is a whole number from 0', seed);
  need(pool === undefined || workers === undefined, 'invalid_argument', who, 'a pool or a number of workers', 'both');
  return { statistic, alternative, exactUpTo, draws, interval, level };
}
