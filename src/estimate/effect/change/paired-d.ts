import { sd, variance } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import type { Alternative } from '../means/effect-limits.js';
import type { HedgesCorrection } from '../means/hedges-correction.js';
import {
  type StandardizedEffect,
  type StandardizedEffectOptions,
  standardizedEffect,
} from '../means/standardized-effect.js';
import { type PairedMoments, type Pairs, pairedMoments } from './paired-moments.js';

/**
 * Which standard deviation the mean change is divided by:
 *
 * - `'change'`: that of the changes (d_z). In another unit than the effect of a two-arm study: grows without end as r nears 1
 * - `'repeated-measures'`: SD of the changes / √(2 (1 - r)) (d_rm)
 * - `'average'`: √((SD_before² + SD_after²)/2) (d_av)
 * - `'before'` or `'after'`: that of one measure (Becker)
 */
export type PairedStandardizer = 'change' | 'repeated-measures' | 'average' | 'before' | 'after';

/** Options of {@link pairedD}. */
export interface PairedDOptions<A extends Alternative = Alternative> extends StandardizedEffectOptions<A> {
  /** What the mean change is divided by. @defaultValue `'change'` */
  readonly standardizer?: PairedStandardizer;
  /** Small-sample factor, on n - 1 degrees of freedom. @defaultValue `'none'` */
  readonly correction?: HedgesCorrection | 'none';
  /**
   * `'LS'` puts the corrected effect into the large-sample formula (metafor), `'LS2'` multiplies that of the uncorrected effect by J²,
   * `'H'` lets before and after vary unequally (Bonett 2008; metafor's SMCRH) for the standardizers `'before'` and `'after'`.
   * @defaultValue `'LS'`
   */
  readonly variance?: 'LS' | 'LS2' | 'H';
  /** Exact for `'change'`, whose default is `'noncentral-t'`; the others know `'t'` (the default) and `'normal'`. */
  readonly interval?: 'noncentral-t' | 't' | 'normal';
}

/** A mean change over a standard deviation. */
export interface PairedD<A extends Alternative = 'two-sided'> extends StandardizedEffect<A> {
  /** Which quantity this is. */
  readonly kind: 'paired-d';
  /** Whose standard deviation the difference was divided by. */
  readonly standardizer: PairedStandardizer;
  /** Which formula the standard error comes from. */
  readonly varianceFormula: 'LS' | 'LS2' | 'H';
  /** Correlation of before with after; null where one of them does not vary. */
  readonly correlation: number | null;
  /** Pairs. */
  readonly n: number;
}

/**
 * The mean change of the same units between two measures, in standard deviations that the result names.
 *
 * It is no effect of a programme: what would have changed without one is in it.
 *
 * @param pairs - values before and after in the same order, or n, both means and standard deviations and their correlation
 * @returns after minus before, in standard deviations
 * @throws {@link EfficacyError} `zero_variance` when the standardizer is 0, `too_few_observations` below 2 pairs, `length_mismatch`
 *
 * @example
 * pairedD({ before: [10, 12, 14, 20], after: [12, 13, 17, 21] }, { standardizer: 'average' }).estimate; // 0.41
 *
 * @see Becker (1988), Br. J. Math. Stat. Psychol. 41, 257-278; Bonett (2008), Psychological Methods 13(2); Lakens (2013), Frontiers in
 * Psychology 4:863, eq. 6, 8, 10.
 */
export function pairedD<A extends Alternative = 'two-sided'>(
  pairs: Pairs,
  options: PairedDOptions<A> = {},
): PairedD<A> {
  const who = 'pairedD';
  const { standardizer = 'change', correction = 'none', variance: formula = 'LS' } = options;
  const { interval = standardizer === 'change' ? 'noncentral-t' : 't' } = options;
  const paired = pairedMoments(pairs, who);
  const { n, change, correlation } = paired;
  checkChoice(standardizer, formula, interval, who);
  const scale = standardizerOf(paired, standardizer, who);
  const effect = standardizedEffect(
    {
      difference: change.mean,
      sd: scale,
      differenceError: sd(change) / Math.sqrt(n),
      df: n - 1,
      correction,
      correctionDf: n - 1,
      variance: ({ d, g, correctionFactor: j }) => {
        const changes = variance(change) / scale / scale;
        if (formula === 'H') return j ** 2 * (changes / (n - 1) + g ** 2 / (2 * (n - 1)));
        const x = formula === 'LS' ? g : d;
        return (formula === 'LS' ? 1 : j ** 2) * largeSample(standardizer, x, n, changes, correlation);
      },
    },
    { ...options, interval },
    who,
  );
  const corrected = correction === 'none' ? '' : ` (${correction} correction)`;
  return {
    ...effect,
    kind: 'paired-d',
    standardizer,
    varianceFormula: formula,
    method: `paired d${corrected}: mean change over the ${standardizer} standard deviation; ${formula} variance, ${interval} interval`,
    correlation,
    n,
  };
}

/** Large-sample variance of an effect x; `changes` is the variance of the changes in squared standardizers. */
function largeSample(kind: PairedStandardizer, x: number, n: number, changes: number, r: number | null): number {
  const unlike = 2 * (1 - (r ?? 0));
  switch (kind) {
    case 'change':
      return 1 / n + x ** 2 / (2 * n);
    case 'repeated-measures':
      return unlike * (1 / n + x ** 2 / (2 * n));
    case 'average':
      return changes / n;
    default:
      return unlike / n + x ** 2 / (2 * n);
  }
}

function standardizerOf(paired: PairedMoments, kind: PairedStandardizer, who: string): number {
  const { before, after, change, correlation } = paired;
  const scale = {
    change: () => sd(change),
    // SD_change / √(2 (1 - r)), which is 0/0 where the changes do not vary.
    'repeated-measures': () => (correlation === null ? 0 : sd(change) / Math.sqrt(2 * (1 - correlation))),
    average: () => Math.hypot(sd(before), sd(after)) * Math.SQRT1_2,
    before: () => sd(before),
    after: () => sd(after),
  }[kind]();
  if (scale > 0 && sd(change) > 0) return scale;
  throw new EfficacyError(
    'zero_variance',
    `${who} needs changes that vary and a ${kind} standard deviation above 0; the standard deviations are ${sd(before)} before, ${sd(after)} after and ${sd(change)} of the changes; the mean change is ${change.mean}`,
    { before: sd(before), after: sd(after), change: sd(change), meanChange: change.mean },
  );
}

const standardizers: readonly string[] = ['change', 'repeated-measures', 'average', 'before', 'after'];

function checkChoice(standardizer: PairedStandardizer, formula: string, interval: string, who: string): void {
  const refuse = (message: string): never => {
    throw new EfficacyError('invalid_argument', `${who} ${message}`, { standardizer, variance: formula, interval });
  };
  if (!standardizers.includes(standardizer))
    refuse(`knows the standardizers ${standardizers.join(', ')}; got ${standardizer}`);
  if (!['LS', 'LS2', 'H'].includes(formula)) refuse(`knows the variances "LS", "LS2" and "H"; got ${formula}`);
  if (formula === 'H' && standardizer !== 'before' && standardizer !== 'after')
    refuse(`has the variance "H" for the standardizers "before" and "after" only; got "${standardizer}"`);
  if (interval === 'noncentral-t' && standardizer !== 'change')
    refuse(`has an exact interval for the standardizer "change" only; ask for "t" or "normal" with "${standardizer}"`);
}
