import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Estimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';
import { cellsOf, type EventCount, type EventShare, type ZeroCells } from './counts.js';
import { wilsonInterval } from './wilson-interval.js';

/** The share itself, its logarithm, its log odds, or one of two transformations with a variance that does not depend on the share. */
export type ProportionScale = 'share' | 'log' | 'logit' | 'arcsine' | 'freeman-tukey';

/** Options of {@link proportion}. */
export interface ProportionOptions {
  /** The scale of the estimate. @defaultValue `'share'` */
  readonly scale?: ProportionScale;
  /**
   * `'add-half'` adds 1/2 to events and to non-events when one of them is 0.
   * @defaultValue `'as-is'`
   */
  readonly zeroCells?: Exclude<ZeroCells, 'add-half-always'>;
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A share of one group, possibly transformed for pooling. */
export interface Proportion extends Estimate {
  /** Which quantity this is. */
  readonly kind: 'proportion';
  /** Of the estimate, in `unit`. */
  readonly standardError: number;
  /** Confidence limits, on the scale of the estimate. */
  readonly interval: Interval;
  /** How the limits were made. */
  readonly intervalMethod: 'wilson' | 'normal';
  /** The scale of the estimate. */
  readonly scale: ProportionScale;
  /** The formula of the squared standard error. */
  readonly varianceFormula: string;
  /** The policy about empty cells that was asked for. */
  readonly zeroCells: Exclude<ZeroCells, 'add-half-always'>;
  /** What was added to events and to non-events: 0 or 0.5. */
  readonly addedToCells: number;
  /** Units in the group. */
  readonly n: number;
}

/**
 * The share of a group that has an event, on a scale that suits what is done with it next.
 *
 * @param outcome - events and units, or share and units
 * @returns the share with Wilson's interval, or the transformed share with a normal interval
 * @throws {@link EfficacyError} `zero_cell` for logarithms of 0 unless told what to do, `no_data`, `invalid_argument`
 *
 * @example
 * proportion({ events: 48, n: 70 }).interval; // { lower: 0.570, upper: 0.782, level: 0.95 }
 *
 * @see Wilson (1927), JASA 22, 209-212; Freeman & Tukey (1950), Annals of Mathematical Statistics 21(4), 607-611.
 */
export function proportion(outcome: EventCount | EventShare, options: ProportionOptions = {}): Proportion {
  const who = 'proportion';
  const { scale = 'share', zeroCells = 'as-is', level = 0.95 } = options;
  checkLevel(who, level);
  if (!Object.hasOwn(scales, scale) || (zeroCells !== 'as-is' && zeroCells !== 'add-half')) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the scales ${Object.keys(scales).join(', ')} and the zeroCells as-is, add-half; got ${String(scale)} and ${String(zeroCells)}`,
      { scale: String(scale), zeroCells: String(zeroCells) },
    );
  }
  const [events, others] = cellsOf(who, 'the group', outcome);
  const added = zeroCells === 'add-half' && (events === 0 || others === 0) ? 0.5 : 0;
  const { of, formula, unit } = scales[scale];
  const [x, y] = [events + added, others + added];
  const [estimate, variance] = of(x, x + y, y);
  if (!(Number.isFinite(estimate) && Number.isFinite(variance) && (variance > 0 || scale === 'share'))) {
    throw new EfficacyError(
      'zero_cell',
      `${who} has no ${scale} with a standard error where ${x === 0 ? 'nobody has the event' : 'everybody has it'}; pass zeroCells: 'add-half', or another scale`,
      { events, n: outcome.n },
    );
  }
  const standardError = Math.sqrt(variance);
  const wilson = scale === 'share';
  return {
    kind: 'proportion',
    estimate,
    standardError,
    df: null,
    interval: wilson
      ? wilsonInterval(estimate, x + y, level)
      : tInference(estimate, standardError, null, level).interval,
    intervalMethod: wilson ? 'wilson' : 'normal',
    unit,
    method: wilson ? "share; Wilson's score interval" : `share on the ${scale} scale; normal interval`,
    scale,
    varianceFormula: formula,
    zeroCells,
    addedToCells: added,
    n: outcome.n,
    notes: added > 0 ? [{ code: 'cells_adjusted', message: '0.5 was added to events and to non-events.' }] : [],
  };
}

interface Scale {
  readonly unit: string;
  readonly formula: string;
  /** Estimate and variance from events, units and non-events. */
  readonly of: (x: number, n: number, y: number) => readonly [number, number];
}

const arcsine = (x: number, y: number): number => Math.atan2(Math.sqrt(x), Math.sqrt(y));

const scales: Record<ProportionScale, Scale> = {
  share: { unit: 'share', formula: 'p (1 - p)/n', of: (x, n, y) => [x / n, ((x / n) * (y / n)) / n] },
  log: { unit: 'log share', formula: '1/x - 1/n', of: (x, n, y) => [Math.log(x / n), y / n / x] },
  logit: { unit: 'log odds', formula: '1/x + 1/(n - x)', of: (x, _n, y) => [Math.log(x / y), 1 / x + 1 / y] },
  arcsine: { unit: 'radians', formula: '1/(4 n)', of: (x, n, y) => [arcsine(x, y), 1 / (4 * n)] },
  'freeman-tukey': {
    unit: 'radians',
    formula: '1/(4 n + 2)',
    of: (x, n, y) => [(arcsine(x, y + 1) + arcsine(x + 1, y)) / 2, 1 / (4 * n + 2)],
  },
};
