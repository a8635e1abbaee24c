import { EfficacyError } from '../../../support/errors.js';
import type { Note } from '../../../support/notes.js';
import type { Estimate } from '../../estimate.js';
import { needRecord } from '../needs.js';
import { coxDivisor } from '../shares/cox-index.js';
import { logisticSd } from '../shares/logit-d.js';
import { type EffectScale, type Scale, type ScaleContext, scales } from './effect-scales.js';
import { type EffectValue, effectValue } from './effect-value.js';

export type { EffectScale } from './effect-scales.js';

/** Options of {@link convertEffect}. */
export interface ConvertEffectOptions {
  /** The scale of the number given. */
  readonly from: EffectScale;
  /** The scale wanted. */
  readonly to: EffectScale;
  /** Sizes of the arms, for `'r'` and `'fisher-z'`; equal and large where they are not given. */
  readonly nTreatment?: number;
  /** Units of the control arm; see `nTreatment`. */
  readonly nControl?: number;
  /** Share of the control arm with the event: for `'risk-ratio'`, `'risk-difference'` and `'cohens-h'`. */
  readonly baseRate?: number;
  /**
   * Log odds to a standard deviation: π/√3, that of a logistic outcome, or Cox's 1.65, as the What Works Clearinghouse takes it.
   * @defaultValue `'logistic'`
   */
  readonly logOddsPerSd?: 'logistic' | 'cox';
}

/** An effect told on another scale. */
export interface ConvertedEffect extends Estimate {
  /** Which quantity this is. */
  readonly kind: 'converted-effect';
  /** None; a note says why. */
  readonly standardError: null;
  /** The scale of the number given. */
  readonly from: EffectScale;
  /** The scale of the estimate. */
  readonly to: EffectScale;
  /** The number given. */
  readonly given: number;
  /** What has to hold for the two scales to tell the same effect; empty between scales that only rename each other. */
  readonly assumptions: readonly string[];
}

/**
 * An effect on another scale, with what that takes for granted.
 *
 * @param effect - a number on the scale `from`, or a result, whose limits are then converted too
 * @returns the same effect on the scale `to`; its sign, or its side of 1, stays
 * @throws {@link EfficacyError} `out_of_domain` for a number that the scale does not have, `not_finite`, `invalid_argument` for a missing
 * base rate, `overflow`
 *
 * @example
 * convertEffect(3.3, { from: 'odds-ratio', to: 'd' }).estimate; // 0.658
 * convertEffect(0.25, { from: 'd', to: 'risk-difference', baseRate: 0.4 }).assumptions;
 *
 * @see Borenstein, Hedges, Higgins & Rothstein (2009), Introduction to Meta-Analysis, chapter 7; Sánchez-Meca, Marín-Martínez &
 * Chacón-Moscoso (2003), Psychological Methods 8(4), 448-467; Grant (2014), BMJ 348, f7450 (risk ratios).
 */
export function convertEffect(effect: EffectValue, options: ConvertEffectOptions): ConvertedEffect {
  const who = 'convertEffect';
  const { value, interval } = effectValue(who, effect);
  needRecord(options, who, 'options with the scales from and to');
  const { from, to, logOddsPerSd = 'logistic' } = options;
  const [source, target] = [scaleOf(from), scaleOf(to)];
  const context = contextOf(options, source, target);
  if (logOddsPerSd !== 'logistic' && logOddsPerSd !== 'cox') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the logOddsPerSd "logistic" and "cox"; got ${String(logOddsPerSd)}`,
      { logOddsPerSd: String(logOddsPerSd) },
    );
  }
  const perSd = logOddsPerSd === 'cox' ? coxDivisor : logisticSd;
  const convert = (x: number): number => {
    if (from === to) return x;
    const base = source.toBase(x, context);
    if (!Number.isFinite(base)) return Number.NaN;
    if (source.family === target.family) return target.fromBase(base, context);
    return target.fromBase(target.family === 'odds' ? base * perSd : base / perSd, context);
  };
  const estimate = convert(value) + 0; // 0 for -0
  if (!Number.isFinite(estimate)) refuseValue(value, from, to, source.domain, source.toBase(value, context));
  const limits = interval && [convert(interval.lower), convert(interval.upper)];
  const told = limits?.every(Number.isFinite);
  const assumptions = [source, target].flatMap(({ assumption }) =>
    assumption && from !== to ? [assumption(context)] : [],
  );
  if (source.family !== target.family) assumptions.push(between(logOddsPerSd));
  return {
    kind: 'converted-effect',
    estimate,
    standardError: null,
    df: null,
    interval: limits && told ? { lower: limits[0]!, upper: limits[1]!, level: interval.level } : null,
    unit: target.unit,
    method: from === to ? `${to}, unchanged` : `${from} converted to ${to}`,
    from,
    to,
    given: value,
    assumptions: [...new Set(assumptions)],
    notes: limits && !told ? [noStandardError, noLimits] : [noStandardError],
  };
}

const noStandardError: Note = {
  code: 'no_standard_error',
  message: 'Only the estimate and its limits are converted.',
};

const noLimits: Note = {
  code: 'no_interval',
  message: 'A limit lies outside of what one of the scales can hold.',
};

function refuseValue(value: number, from: EffectScale, to: EffectScale, domain: string, base: number): never {
  const detail = { from, to, value };
  if (Number.isFinite(base)) return refuse('overflow', `convertEffect cannot hold ${from} ${value} as ${to}`, detail);
  return refuse('out_of_domain', `convertEffect needs ${from} ${domain}; got ${value}`, detail);
}

const between = (logOddsPerSd: 'logistic' | 'cox'): string =>
  logOddsPerSd === 'logistic'
    ? 'the event is a cut through a logistic outcome, π/√3 log odds to a standard deviation'
    : 'the event is a cut through a continuous outcome, 1.65 log odds to a standard deviation (Cox)';

function scaleOf(name: EffectScale): Scale {
  if (Object.hasOwn(scales, name)) return scales[name];
  return refuse(
    'invalid_argument',
    `convertEffect knows the scales ${Object.keys(scales).join(', ')}; got ${String(name)}`,
    {
      scale: String(name),
    },
  );
}

function contextOf(options: ConvertEffectOptions, source: Scale, target: Scale): ScaleContext {
  const { nTreatment, nControl, baseRate = Number.NaN } = options;
  if (
    (source.needsBaseRate ?? target.needsBaseRate) &&
    !(typeof baseRate === 'number' && baseRate > 0 && baseRate < 1)
  ) {
    refuse(
      'invalid_argument',
      `convertEffect needs the baseRate, the share of the control arm with the event, between 0 and 1; got ${options.baseRate}`,
      { baseRate: String(options.baseRate) },
    );
  }
  if (nTreatment === undefined && nControl === undefined) return { rSpread: 4, baseRate };
  if (
    nTreatment === undefined ||
    nControl === undefined ||
    ![nTreatment, nControl].every(Number.isFinite) ||
    !(nTreatment > 0 && nControl > 0 && nTreatment + nControl > 2)
  ) {
    return refuse(
      'invalid_argument',
      `convertEffect needs both nTreatment and nControl, above 0, or neither; got ${nTreatment} and ${nControl}`,
      { nTreatment: String(nTreatment), nControl: String(nControl) },
    );
  }
  return { rSpread: (nTreatment + nControl - 2) * (1 / nTreatment + 1 / nControl), baseRate };
}

function refuse(
  code: 'invalid_argument' | 'out_of_domain' | 'overflow',
  message: string,
  detail: Record<string, unknown>,
): never {
  throw new EfficacyError(code, message, detail);
}
