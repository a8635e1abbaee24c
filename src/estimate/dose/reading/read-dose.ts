import type { ConfidenceSet } from '../../../support/confidence-set.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import type { Estimate } from '../../estimate.js';
import type { DoseEquation } from './dose-equation.js';
import { criticalT, deltaError, type FittedCurve, notesOfDose } from './fitted-curve.js';
import { profileSet } from './profile-dose.js';

/** How the interval of a dose is made. */
export interface DoseIntervalOptions {
  /**
   * `'delta'`: by derivatives, symmetric; `'log-delta'`: the same for the logarithm of the dose; `'profile'`: all doses that a curve
   * which fits nearly as well can have, which may be without end.
   * @defaultValue `'delta'`
   */
  readonly interval?: 'delta' | 'log-delta' | 'profile';
  /** @defaultValue that of the fit */
  readonly level?: number;
}

/** A dose read off a curve. */
export interface DoseReading extends Estimate {
  /** Which result this is. */
  readonly kind: 'effective-dose' | 'target-dose' | 'plateau-dose' | 'worthwhile-dose' | 'minimum-effective-dose';
  /** Mean response at that dose, in the unit of the response. */
  readonly response: number;
  /** Where the interval is a profile: all doses that the data allow, with null for no end; else null. */
  readonly confidenceSet: ConfidenceSet | null;
}

/** What is read: the dose at which an equation holds. */
export interface SoughtDose {
  readonly kind: DoseReading['kind'];
  /** What it is, for `method`. */
  readonly what: string;
  readonly equation: DoseEquation;
  readonly dose: number;
  /** Whether the response at dose 0 is part of the equation. */
  readonly zeroMatters: boolean;
  readonly notes?: readonly Note[];
}

/**
 * A dose with its standard error and interval.
 *
 * @param who - the public function that was called
 *
 * @see Seber & Wild (1989), Nonlinear Regression, 5.1 for the delta method (the dose is an implicit function of the parameters).
 */
export function readDose(
  reader: FittedCurve,
  { kind, what, equation, dose, zeroMatters, notes = [] }: SoughtDose,
  options: DoseIntervalOptions,
  who: string,
): DoseReading {
  const { fit, parameters } = reader;
  const { interval: asked = 'delta', level = fit.level } = options;
  checkLevel(who, level);
  need(
    ['delta', 'log-delta', 'profile'].includes(asked),
    'invalid_argument',
    who,
    "an interval 'delta', 'log-delta' or 'profile'",
    asked,
  );
  const rise = equation.byDose(dose, parameters);
  const gradient = equation.byParameters(dose, parameters).map((g) => -g / rise);
  const error = deltaError(fit.vcov, gradient);
  const standardError = Number.isFinite(error) ? error : null;
  const extra: Note[] = [];
  if (standardError === null)
    extra.push({
      code: 'flat_curve',
      message: 'The curve is flat there: no standard error and no interval by derivatives.',
    });
  const made = intervalOf(reader, equation, dose, standardError, asked, level, who);
  return {
    kind,
    estimate: dose,
    standardError,
    df: fit.df,
    interval: made.interval,
    confidenceSet: made.set,
    unit: fit.units.dose,
    response: reader.value(dose),
    method: `${what} of '${fit.model}'; interval: ${asked}, ${fit.vcovType} covariance, t with ${fit.df} df`,
    notes: [...notesOfDose(fit, dose, zeroMatters), ...notes, ...extra, ...made.notes],
  };
}

function intervalOf(
  reader: FittedCurve,
  equation: DoseEquation,
  dose: number,
  standardError: number | null,
  asked: 'delta' | 'log-delta' | 'profile',
  level: number,
  who: string,
): { readonly interval: Interval | null; readonly set: ConfidenceSet | null; readonly notes: readonly Note[] } {
  const { fit } = reader;
  const t = criticalT(level, fit.df);
  if (asked === 'profile') {
    if (fit.vcovType !== 'classical') {
      throw new EfficacyError(
        'invalid_argument',
        `${who} makes profile intervals with the classical covariance only, got ${fit.vcovType}; take 'log-delta' or bootstrapDose`,
        { vcovType: fit.vcovType },
      );
    }
    const { lower, upper } = profileSet(reader, equation, dose, t);
    const set = { level, pieces: [{ lower, upper }] };
    if (lower !== null && upper !== null) return { interval: { lower, upper, level }, set, notes: [] };
    const open = {
      code: 'no_end',
      message: 'Doses without end fit nearly as well: the interval is in `confidenceSet`.',
    };
    return { interval: null, set, notes: [open] };
  }
  if (standardError === null) return { interval: null, set: null, notes: [] };
  if (asked === 'delta') {
    const half = t * standardError;
    return { interval: { lower: dose - half, upper: dose + half, level }, set: null, notes: [] };
  }
  const factor = Math.exp((t * standardError) / dose);
  if (!(dose > 0 && Number.isFinite(dose * factor))) {
    const none = { code: 'no_log_interval', message: 'The logarithm of this dose has no finite interval.' };
    return { interval: null, set: null, notes: [none] };
  }
  return { interval: { lower: dose / factor, upper: dose * factor, level }, set: null, notes: [] };
}

/** Refuses what no dose gives. */
export function noSuchDose(who: string, what: string, got: unknown, detail: Readonly<Record<string, unknown>>): never {
  throw new EfficacyError('out_of_domain', `${who} needs ${what}, got ${got}`, detail);
}
