import * as normal from '../../../numeric/distributions/normal.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { needRecord } from '../../effect/needs.js';
import { type EValue, eValue } from './e-value.js';
import { selectionInWords, type UserCriterion } from './selection-in-words.js';
import { type SelectionNeeded, selectionNeeded } from './selection-needed.js';

/** A claim about students who used a product as recommended, as its vendor's table has it. */
export interface AsRecommendedClaim {
  /** Share of the students offered the product who met the recommended dose, between 0 and 1. */
  readonly shareMeetingDose: number;
  /** Effect claimed for them, in standard deviations of the outcome. */
  readonly effect: number;
  /** Standard error of that, if it was told. */
  readonly standardError?: number;
  /** Effect assumed for the others. @defaultValue 0 */
  readonly effectAmongRest?: number;
  /**
   * Whom they were compared with: all students (or a norm), or those who did not meet the dose.
   * @defaultValue `'everyone'`; `'rest'` where students are left out of both groups, or `shareCompared` is told
   */
  readonly comparedWith?: 'everyone' | 'rest';
  /**
   * What made a student count as a user. Anything but being assigned comes after the start and may be an outcome itself. Or the vendor's own words
   * for it, such as `'30-49 minutes a week and a pass rate of 70 %'`, which are searched for minutes, lessons passed and completion.
   * @defaultValue `['dose-reached']`
   */
  readonly selectedOn?: readonly UserCriterion[] | string;
  /** Share of the students who are in neither of the compared groups, such as those with one to two lessons. @defaultValue 0, or what `shareCompared` leaves */
  readonly shareLeftOut?: number;
  /** Share of the students that users were compared with, as told, where that is not all the rest: the middle is then found by subtraction. */
  readonly shareCompared?: number;
  /**
   * How many cut-offs or bands of dose were looked at before this one was told, or those that the vendor's papers name, by product, subject or year:
   * how many different ones there are is counted.
   * @defaultValue 1
   */
  readonly cutOffsTried?: number | readonly number[];
  /** Correlation of the score before with the outcome: tells how far ahead users would have to have been. */
  readonly baselineCorrelation?: number;
}

/** What a claim about recommended use amounts to, and what else would explain it. */
export interface AsRecommendedAudit {
  /** Which result this is. */
  readonly kind: 'as-recommended-audit';
  /** What the number is: an association unless users were assigned. */
  readonly estimand: 'association' | 'effect-of-assignment';
  /** Effect among all who were offered the product, in standard deviations, if the claim were cause. */
  readonly populationEffect: number;
  /** Students offered the product for each one who met the dose. */
  readonly offeredPerUser: number;
  /**
   * Correlation between the inclination to use the product and the outcome without it that gives the whole difference although the product
   * does nothing, when those most inclined meet the dose; null where even a perfect one gives less.
   */
  readonly selectionCorrelation: number | null;
  /** How far ahead in the score before users would have to have been, for it to be that alone; null without its correlation. */
  readonly usersAhead: SelectionNeeded | null;
  /** By what students count as users, as it was read. */
  readonly selectedOn: readonly UserCriterion[];
  /** Share of the students in neither group. */
  readonly shareLeftOut: number;
  /** Different cut-offs that were tried. */
  readonly cutOffsTried: number;
  /** How strong a confounder must be to explain it away. */
  readonly breakEvenConfounder: EValue;
  /** Two-sided, by the standard error as told; null without one. */
  readonly pValue: number | null;
  /** The same for the best of the cut-offs that were tried (Šidák). */
  readonly adjustedPValue: number | null;
  /** What is wrong with the comparison, each with a stable code. */
  readonly notes: readonly Note[];
  /** What was done. */
  readonly method: string;
}

/**
 * Audits a claim about students who used a product as recommended, from the vendor's own figures.
 *
 * With the outcome without the product and the inclination to use it jointly normal with correlation ρ, the share p most inclined is
 * ρ φ(z)/p standard deviations above everyone, and ρ φ(z)/(p (1 - p)) above the rest, with z the normal quantile of 1 - p.
 *
 * @returns the effect on all who were offered the product, and the selection that would give the same figure without any effect
 * @throws {@link EfficacyError} `out_of_domain` for shares that are none, `not_finite`, `invalid_argument`
 *
 * @example
 * asRecommendedAudit({ shareMeetingDose: 0.047, effect: 0.26 }).selectionCorrelation; // .125: a faint inclination is enough
 *
 * @see Johnson, Kotz & Balakrishnan (1994), Continuous Univariate Distributions 1, 13.10 (truncated normal); VanderWeele & Ding (2017),
 * Ann. Intern. Med. 167, 268-274.
 */
export function asRecommendedAudit(claim: AsRecommendedClaim): AsRecommendedAudit {
  const who = 'asRecommendedAudit';
  needRecord(claim, who, 'a claim: { shareMeetingDose, effect }');
  const { shareMeetingDose: share, effect, standardError, effectAmongRest = 0 } = claim;
  const { shareCompared, baselineCorrelation } = claim;
  const selectedOn = criteriaOf(claim, who);
  const tried: unknown = claim.cutOffsTried ?? 1;
  const cutOffsTried = Array.isArray(tried) ? new Set(tried).size : tried;
  need(
    isNumber(share) && share > 0 && share < 1,
    'out_of_domain',
    who,
    'a share meeting the dose between 0 and 1',
    share,
  );
  need(
    shareCompared === undefined || (isNumber(shareCompared) && shareCompared > 0 && shareCompared <= 1 - share + 1e-9),
    'out_of_domain',
    who,
    'a share compared that the users leave',
    shareCompared,
  );
  const subtracted = shareCompared === undefined ? 0 : Math.max(0, 1 - share - shareCompared);
  // What rounding of printed percentages leaves is no middle.
  const { shareLeftOut = subtracted > 0.005 ? subtracted : 0 } = claim;
  const { comparedWith = shareCompared !== undefined || shareLeftOut > 0 ? 'rest' : 'everyone' } = claim;
  need(
    isNumber(shareLeftOut) && shareLeftOut >= 0 && shareLeftOut < 1 - share,
    'out_of_domain',
    who,
    'a share left out that leaves some to compare',
    shareLeftOut,
  );
  need(
    Number.isFinite(effect) && Number.isFinite(effectAmongRest),
    'not_finite',
    who,
    'finite effects',
    `${effect}, ${effectAmongRest}`,
  );
  need(
    isNumber(cutOffsTried) && Number.isInteger(cutOffsTried) && cutOffsTried > 0,
    'invalid_argument',
    who,
    'one or more cut-offs',
    cutOffsTried,
  );
  need(
    comparedWith === 'everyone' || comparedWith === 'rest',
    'invalid_argument',
    who,
    "compared with 'everyone' or 'rest'",
    comparedWith,
  );
  const known =
    standardError === undefined || (isNumber(standardError) && standardError > 0 && standardError < Infinity);
  need(known, 'out_of_domain', who, 'a standard error above 0', standardError);
  const z = normal.isf(share);
  const lowest = share + shareLeftOut; // the others of the comparison are those less inclined than this share
  const aboveMean = normal.density(z) / share;
  const belowMean = normal.density(normal.isf(lowest)) / (1 - lowest);
  const perUnit = comparedWith === 'rest' ? aboveMean + belowMean : aboveMean;
  const correlation = Math.abs(effect) / perUnit;
  const pValue = standardError === undefined ? null : Math.min(1, 2 * normal.sf(Math.abs(effect) / standardError));
  const assigned = selectedOn.every((one) => one === 'assignment');
  return {
    kind: 'as-recommended-audit',
    estimand: assigned ? 'effect-of-assignment' : 'association',
    populationEffect: share * effect + (1 - share) * effectAmongRest,
    offeredPerUser: 1 / share,
    selectionCorrelation: correlation <= 1 ? correlation : null,
    usersAhead:
      baselineCorrelation === undefined
        ? null
        : // Without the middle the groups can be further apart.
          { ...selectionNeeded(effect, { correlation: baselineCorrelation, comparedWith }), largest: perUnit },
    selectedOn,
    shareLeftOut,
    cutOffsTried,
    breakEvenConfounder: eValue({
      standardizedMeanDifference: effect,
      ...(standardError === undefined ? {} : { standardError }),
    }),
    pValue,
    adjustedPValue: pValue === null ? null : -Math.expm1(cutOffsTried * Math.log1p(-pValue)),
    notes: notesOf({ selectedOn, shareLeftOut, cutOffsTried, effectAmongRest: claim.effectAmongRest }, assigned),
    method: `claim as told; selection by a normal inclination, users against ${comparedWith === 'rest' ? 'the rest' : 'everyone'}`,
  };
}

const isNumber = (x: unknown): x is number => typeof x === 'number';

/** By what users were selected, as told or as its words say. */
function criteriaOf({ selectedOn = ['dose-reached'] }: AsRecommendedClaim, who: string): readonly UserCriterion[] {
  const known: readonly unknown[] = ['assignment', 'dose-reached', 'lessons-passed', 'completion'];
  const told = typeof selectedOn === 'string' || Array.isArray(selectedOn);
  need(
    told && selectedOn.length > 0,
    'invalid_argument',
    who,
    'what made a student count',
    told ? 'nothing' : selectedOn,
  );
  if (typeof selectedOn === 'string') return selectionInWords(selectedOn);
  const odd = selectedOn.findIndex((one) => !known.includes(one));
  need(odd < 0, 'invalid_argument', who, `criteria of ${known.join(', ')}, or words`, selectedOn[odd]);
  return selectedOn;
}

function notesOf(
  {
    selectedOn,
    shareLeftOut,
    cutOffsTried,
    effectAmongRest,
  }: {
    readonly selectedOn: readonly UserCriterion[];
    readonly shareLeftOut: number;
    readonly cutOffsTried: number;
    readonly effectAmongRest: number | undefined;
  },
  assigned: boolean,
): Note[] {
  const notes: Note[] = [];
  const later = selectedOn.filter((one) => one !== 'assignment');
  if (!assigned) {
    notes.push({
      code: 'conditioned_on_post_treatment',
      message: `Students count as users by what came after the start (${later.join(', ')}): the comparison is of students who differ, not of what they were given.`,
    });
  }
  if (later.includes('lessons-passed') || later.includes('completion')) {
    notes.push({
      code: 'selected_on_success',
      message:
        'Passing lessons or completing them is itself achievement: students who learn more count as users because they learn more.',
    });
  }
  if (shareLeftOut > 0) {
    notes.push({
      code: 'middle_dropped',
      message: `${Number((100 * shareLeftOut).toPrecision(3))} % of the students are in neither group: comparing the ends makes any association look larger.`,
    });
  }
  if (cutOffsTried > 1) {
    notes.push({
      code: 'several_cut_offs',
      message: `The best of ${cutOffsTried} cut-offs was told: its p-value is adjusted, its effect is still too large on average.`,
    });
  }
  if (effectAmongRest === undefined) {
    notes.push({
      code: 'rest_assumed_0',
      message: 'The effect among students who did not meet the dose is taken as 0.',
    });
  }
  return notes;
}
