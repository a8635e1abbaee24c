import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { tInference } from '../../t-inference.js';

/** An effect as a number, or with its standard error. */
export type EffectOrNumber = number | { readonly estimate: number; readonly standardError: number };

/** Options of {@link populationEffect}. */
export interface PopulationEffectOptions {
  /** Share of all students offered the product who met the dose, 0 to 1. */
  readonly shareMeetingDose: number;
  /** What is claimed for them, in any unit. */
  readonly effectAmongUsers: EffectOrNumber;
  /** What is assumed for the others, in the same unit. Without a default: 0 must be said. */
  readonly effectAmongRest: EffectOrNumber;
  /** Confidence level of the interval. @defaultValue 0.95 */
  readonly level?: number;
}

/** The effect on all who were offered the product that a claim about its users amounts to. */
export interface PopulationEffect {
  readonly kind: 'population-effect';
  /** In the unit of the effects given. */
  readonly estimate: number;
  /** From those of the two effects, taken as independent; null where neither came with one. */
  readonly standardError: number | null;
  /** Normal interval; null without a standard error. */
  readonly interval: Interval | null;
  /** As given, 0 to 1. */
  readonly shareMeetingDose: number;
  readonly notes: readonly Note[];
}

/**
 * The arithmetic of a share: what an effect among those who met the dose amounts to among all who were offered the product.
 *
 * @returns share × effect among users + (1 - share) × effect among the rest
 * @throws {@link EfficacyError} `out_of_domain`, `not_finite`
 *
 * @example
 * populationEffect({ shareMeetingDose: 0.047, effectAmongUsers: 0.26, effectAmongRest: 0 }).estimate; // 0.012 SD
 */
export function populationEffect(options: PopulationEffectOptions): PopulationEffect {
  const who = 'populationEffect';
  const { shareMeetingDose: share, level = 0.95 } = options;
  checkLevel(who, level);
  need(share >= 0 && share <= 1, 'out_of_domain', who, 'the share that met the dose, from 0 to 1', share);
  const users = effectOf(options.effectAmongUsers, who);
  const rest = effectOf(options.effectAmongRest, who);
  const estimate = share * users.estimate + (1 - share) * rest.estimate;
  const known = users.standardError !== null || rest.standardError !== null;
  const standardError = Math.hypot(share * (users.standardError ?? 0), (1 - share) * (rest.standardError ?? 0));
  return {
    kind: 'population-effect',
    estimate,
    standardError: known ? standardError : null,
    interval: known && standardError > 0 ? tInference(estimate, standardError, null, level).interval : null,
    shareMeetingDose: share,
    notes: [association],
  };
}

const association: Note = {
  code: 'self_selected_dose',
  message:
    'Who met the dose chose to: the effect among users is an association unless the dose was assigned, and this is what it would amount to if it were all cause.',
};

function effectOf(effect: EffectOrNumber, who: string): { estimate: number; standardError: number | null } {
  const { estimate, standardError } = typeof effect === 'number' ? { estimate: effect, standardError: null } : effect;
  need(Number.isFinite(estimate), 'not_finite', who, 'finite effects', estimate);
  if (standardError !== null) {
    const known = standardError >= 0 && standardError < Number.POSITIVE_INFINITY;
    need(known, 'out_of_domain', who, 'standard errors of 0 or more', standardError);
  }
  return { estimate, standardError };
}
