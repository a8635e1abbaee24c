import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { Estimate } from '../../estimate.js';
import { finiteEffect, finiteLimits } from '../finite-effect.js';
import { type EffectInterval, effectLimits } from '../means/effect-limits.js';
import { correctionFactorOf, type HedgesCorrection } from '../means/hedges-correction.js';
import { needRecord } from '../needs.js';
import type { Conversion, PublishedStandardizer } from './conversion.js';
import { conversionOf } from './conversions.js';
import type { RoundedFigure } from './printed.js';
import type { PublishedSource } from './sources.js';

/** Options of {@link publishedEffect}. */
export interface PublishedEffectOptions {
  /**
   * Small-sample correction; chi-squared and odds ratios have none.
   * @defaultValue `'exact'`
   */
  readonly correction?: HedgesCorrection | 'none';
  /** Confidence level, above 0 and below 1. @defaultValue 0.95 */
  readonly level?: number;
}

/** A standardized effect had from what a paper prints. */
export interface PublishedEffect extends Estimate {
  /** Which quantity this is. */
  readonly kind: 'published-effect';
  /** At the figures as printed. */
  readonly interval: Interval | null;
  /** Standard deviations. */
  readonly unit: 'sd';
  /** Which statistic the effect came from, and how. */
  readonly source: PublishedSource['from'];
  /** How the effect was had from the statistic, in symbols. */
  readonly formula: string;
  /** Smallest and largest effect that would have been printed like this; null where every figure was given as an exact number. */
  readonly roundingInterval: { readonly lower: number; readonly upper: number } | null;
  /** Smallest lower and largest upper confidence limit over the same figures. */
  readonly intervalWithRounding: Interval | null;
  /** The small-sample correction that was used. */
  readonly correction: HedgesCorrection | 'none';
  /** What the uncorrected effect was multiplied by. */
  readonly correctionFactor: number;
  /** How the limits were made. */
  readonly intervalMethod: EffectInterval;
  /** What the effect is in standard deviations of. */
  readonly standardizer: PublishedStandardizer;
  /** The formula of the squared standard error; null where there is none. */
  readonly varianceFormula: string | null;
  /** Units of the treatment arm; null where the source does not say. */
  readonly nTreatment: number | null;
  /** Units of the control arm; null where the source does not say. */
  readonly nControl: number | null;
}

/**
 * The standardized effect behind a published statistic, with what its rounding leaves open.
 *
 * @param source - the statistic; figures as text keep what their rounding hides: `"2.50"` is anything from 2.495 to 2.505
 * @returns treatment minus control, in standard deviations
 * @throws {@link EfficacyError} `missing_sign` for F, p and chi-squared without `sign`, `invalid_number`, `invalid_argument`,
 * `too_few_observations`, `zero_variance`, `overflow`
 *
 * @example
 * publishedEffect({ from: 't', t: '2.50', nTreatment: 42, nControl: 40 }); // 0.547, rounding 0.546 to 0.548
 * publishedEffect({ from: 'f', f: 6.25, sign: -1, nTreatment: 42, nControl: 40 });
 *
 * @see Borenstein & Hedges (2019), in Cooper, Hedges & Valentine, The Handbook of Research Synthesis, ch. 11; WWC Procedures Handbook 5.0,
 * Appendix E; Sánchez-Meca, Marín-Martínez & Chacón-Moscoso (2003), Psychological Methods 8(4) for odds ratios.
 */
export function publishedEffect(source: PublishedSource, options: PublishedEffectOptions = {}): PublishedEffect {
  const who = 'publishedEffect';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  needRecord(source, who, 'a source such as { from: "t", t, nTreatment, nControl }');
  const conversion = conversionOf(source);
  const { correction = conversion.correctable ? 'exact' : 'none' } = options;
  if (!conversion.correctable && correction !== 'none') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} has no small-sample correction for "${source.from}"; got "${correction}"`,
    );
  }
  const printed = evaluate(
    conversion,
    conversion.figures.map((figure) => figure.value),
    correction,
    level,
    who,
  );
  const corners = cornersOf(conversion.figures).map((corner) => evaluate(conversion, corner, correction, level, who));
  const exact = conversion.figures.every(({ lower, upper }) => lower === upper);
  const { formula, standardizer, varianceFormula, nTreatment, nControl } = conversion;
  return {
    kind: 'published-effect',
    ...printed,
    unit: 'sd',
    method: `from ${source.from}: ${formula}${correction === 'none' ? '' : `, ${correction} correction`}; ${conversion.interval} interval`,
    source: source.from,
    formula,
    roundingInterval: exact ? null : range(corners.map(({ estimate }) => estimate)),
    intervalWithRounding: exact ? null : union(corners.map(({ interval }) => interval)),
    correction,
    intervalMethod: conversion.interval,
    standardizer,
    varianceFormula,
    nTreatment,
    nControl,
  };
}

interface Evaluated {
  readonly estimate: number;
  readonly standardError: number | null;
  readonly df: number | null;
  readonly interval: Interval | null;
  readonly correctionFactor: number;
  readonly notes: readonly Note[];
}

function evaluate(
  { convert, interval: method, notes }: Conversion,
  figures: readonly number[],
  correction: HedgesCorrection | 'none',
  level: number,
  who: string,
): Evaluated {
  const { d, baseVariance, sizeDivisor, t, df } = convert(...figures);
  const correctionFactor = df === null ? 1 : correctionFactorOf(correction, df, who);
  const estimate = finiteEffect(correctionFactor * d, who) + 0; // 0 for -0
  if (baseVariance === null) return { estimate, standardError: null, df, interval: null, correctionFactor, notes };
  const standardError = finiteEffect(
    Math.sqrt(baseVariance + (sizeDivisor === null ? 0 : estimate ** 2 / sizeDivisor)),
    who,
  );
  const perNoncentrality = correctionFactor * Math.sqrt(baseVariance);
  const { interval } = effectLimits(
    method,
    { estimate, standardError, df, perNoncentrality, t },
    level,
    'two-sided',
    who,
  );
  return { estimate, standardError, df, interval: finiteLimits(interval, df, who), correctionFactor, notes };
}

/** Every choice of an end for each figure: 2 to the number of rounded figures. */
function cornersOf(figures: readonly RoundedFigure[]): readonly (readonly number[])[] {
  return figures.reduce<readonly (readonly number[])[]>(
    (corners, { lower, upper }) =>
      corners.flatMap((corner) =>
        lower === upper
          ? [[...corner, lower]]
          : [
              [...corner, lower],
              [...corner, upper],
            ],
      ),
    [[]],
  );
}

const range = (values: readonly number[]): { readonly lower: number; readonly upper: number } => ({
  lower: Math.min(...values),
  upper: Math.max(...values),
});

function union(intervals: readonly (Interval | null)[]): Interval | null {
  const [first] = intervals;
  if (first === undefined || first === null) return null;
  return intervals.reduce<Interval>(
    (all, one) => ({
      lower: Math.min(all.lower, one?.lower ?? all.lower),
      upper: Math.max(all.upper, one?.upper ?? all.upper),
      level: all.level,
    }),
    first,
  );
}
