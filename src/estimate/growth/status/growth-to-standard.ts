import { need } from '../../../support/need.js';
import { requireScale, type ScaleKind } from '../scale/scale-kind.js';

/** Where a student stands and where the standard is. */
export interface StandardAhead {
  /** First score, in points. */
  readonly before: number;
  /** Later score; leave it out to ask only for what is needed. */
  readonly after?: number;
  /** The score that meets the standard at the target time, on the same scale. */
  readonly cut: number;
  /** The score that meets the standard at the time of the first score: decides between catching up and keeping up. */
  readonly cutBefore: number;
  /** Years from the first score to the target, above 0. */
  readonly yearsToTarget: number;
  /** Years from the first score to the later one, above 0; needed with `after`. */
  readonly yearsElapsed?: number;
  /** Only a vertical scale, or NCE, carries a straight path across grades. */
  readonly scale: ScaleKind;
}

/** What it takes to meet a standard. */
export interface GrowthToStandard {
  readonly kind: 'growth-to-standard';
  /** `catch-up` for who starts below the standard, `keep-up` for who starts at or above it. */
  readonly question: 'catch-up' | 'keep-up';
  /** Points that are missing; 0 or less where the target is met already. */
  readonly needed: number;
  /** The same a year, on a straight line. */
  readonly neededPerYear: number;
  /** Observed gain, in points; null without a later score. */
  readonly gain: number | null;
  /** Where the straight line stands at the time of the later score; null without one. */
  readonly path: number | null;
  /** Whether the later score is at or above the path, unrounded; null without one. */
  readonly onTrack: boolean | null;
}

/**
 * Growth to standard: what a student needs each year to reach a cut score by a target grade on a straight line, and whether growth so far keeps to it.
 *
 * @throws {@link EfficacyError} `wrong_scale`, `not_finite`, `out_of_domain`
 *
 * @example
 * growthToStandard({ before: 190, cut: 215, cutBefore: 200, yearsToTarget: 3, scale: 'vertical' }).neededPerYear; // 8.33
 *
 * @see Castellano & Ho (2013), A Practitioner's Guide to Growth Models, ch. 2.
 */
export function growthToStandard(student: StandardAhead): GrowthToStandard {
  const who = 'growthToStandard';
  const { before, after, cut, cutBefore, yearsToTarget, yearsElapsed, scale } = student;
  requireScale(scale, { operation: 'difference' }, who);
  for (const score of [before, cut, cutBefore])
    need(Number.isFinite(score), 'not_finite', who, 'finite scores and cuts', score);
  need(yearsToTarget > 0, 'out_of_domain', who, 'years to the target above 0', yearsToTarget);
  const needed = cut - before;
  const common = {
    kind: 'growth-to-standard',
    question: before < cutBefore ? 'catch-up' : 'keep-up',
    needed,
    neededPerYear: needed / yearsToTarget,
  } as const;
  if (after === undefined) return { ...common, gain: null, path: null, onTrack: null };
  need(Number.isFinite(after), 'not_finite', who, 'a finite later score', after);
  const elapsed = yearsElapsed ?? Number.NaN;
  need(
    elapsed > 0 && elapsed <= yearsToTarget,
    'out_of_domain',
    who,
    'yearsElapsed above 0 and not past the target',
    yearsElapsed,
  );
  const path = elapsed === yearsToTarget ? cut : before + needed * (elapsed / yearsToTarget);
  return { ...common, gain: after - before, path, onTrack: after >= path };
}
