import { need } from '../../support/need.js';
import { joinerKinds } from '../attrition/wwc-cluster-attrition.js';
import type { WwcProfile } from '../profiles/profile.js';
import { profileNamed } from '../profiles/profile-of.js';
import type { Question } from '../question.js';
import {
  confoundSteps,
  equivalenceQuestions,
  equivalenceStep,
  originSteps,
  randomizationSteps,
} from './design-steps.js';
import type { WwcEvidence } from './evidence.js';
import { measureSteps } from './outcome-measure.js';
import { ratingRules } from './rating-rules.js';
import { questionsFrom, type RatingStep } from './rating-step.js';

const who = 'wwcRating';

/** Whether and how a study meets the standards. */
export type WwcRatingLevel =
  | 'meets-without-reservations'
  | 'meets-with-reservations'
  | 'does-not-meet'
  | 'cannot-be-rated';

/** The rating of a finding of a study, with every step that led to it. */
export interface WwcRating {
  /** Which record this is. */
  readonly kind: 'wwc-rating';
  /** Edition of the handbook that it was judged by. */
  readonly profile: WwcProfile['id'];
  /** The verdict. */
  readonly rating: WwcRatingLevel;
  /** As it was said; null where it was not. */
  readonly design: 'randomized' | 'quasi-experimental' | null;
  /** As it was said; null where it was not. */
  readonly assigned: 'individuals' | 'clusters' | null;
  /** In one sentence. */
  readonly reason: string;
  /** Question, answer and source of each step, in the order in which they were taken. */
  readonly steps: readonly RatingStep[];
  /** What must be known before the study can be rated; empty once a rating stands. */
  readonly questions: readonly Question[];
  /**
   * Whether the finding may carry a rating of effectiveness; edition 5.0 only reports those on a developer's or author's own measure. Null
   * where that decides and was not said.
   */
  readonly countsForEffectiveness: boolean | null;
}

/**
 * The rating of a group-design study by the What Works Clearinghouse, for one finding.
 *
 * A trial with a valid random assignment and low attrition meets the standards without reservations; any other trial and every
 * quasi-experiment meets them with reservations where the analysed students were alike before, or an accepted adjustment made up for it. A
 * measure that does not qualify, a single unit in an arm or another confound fails. **What was not said is never taken to be good**: where it
 * could still matter the study cannot be rated, and the questions are listed: whether chance assigned the arms is one of them. Regression discontinuities, single-case designs, estimates for
 * compliers and effects on clusters as such (whoever is in them) are not rated here.
 *
 * @param evidence - what is known of the study; attrition and baseline equivalence judged by the same edition
 * @param profileId - the edition of the handbook; there is no default
 * @throws {@link EfficacyError} `invalid_argument` for answers that are none, records of another edition, or attrition of another unit than
 * was assigned
 *
 * @example
 * wwcRating(
 *   {
 *     design: 'randomized',
 *     assigned: 'individuals',
 *     integrity: 'valid',
 *     confounds: [],
 *     measure: { faceValidity: true, reliability: 'standardized-test', overAligned: false, sameCollection: true, developerMade: false },
 *     attrition: wwcAttrition(counts, { boundary: 'cautious', profile: 'wwc-5.0' }),
 *   },
 *   'wwc-5.0',
 * ).rating;
 *
 * @see WWC Standards Handbook 4.1, chapter II; WWC Procedures and Standards Handbook 5.0, chapter IV.
 */
export function wwcRating(evidence: WwcEvidence, profileId: WwcProfile['id']): WwcRating {
  const { id } = profileNamed(profileId, who);
  checkEvidence(evidence, id);
  const rules = ratingRules[id];
  const { design, assigned, measure = {} } = evidence;
  const hurdles = [
    ...measureSteps(measure, rules, who),
    ...originSteps(evidence, rules),
    ...confoundSteps(evidence, rules, who),
  ];
  const clustered = assigned === 'clusters' || evidence.attrition?.kind === 'wwc-cluster-attrition';
  const chance = design === 'quasi-experimental' ? [] : randomizationSteps(evidence, rules, clustered);
  const leftToBaseline = design === 'quasi-experimental' || chance.some(({ passes }) => passes === false);
  const last = leftToBaseline ? [equivalenceStep(evidence, rules)] : [];
  const mustPass = [...hurdles, ...last];
  const failed = mustPass.find(({ passes }) => passes === false);
  const steps = [...hurdles, ...chance, ...last];
  // Once the baseline decides, attrition and joiners no longer do; how chance assigned the arms is asked for all the same.
  const moot = leftToBaseline ? chance.filter(({ step }) => step !== 'integrity') : [];
  const open = steps.filter((step) => step.passes === null && !moot.includes(step));
  const kept = {
    kind: 'wwc-rating',
    profile: id,
    design: design ?? null,
    assigned: assigned ?? null,
    steps,
    countsForEffectiveness:
      rules.developerMade.value === 'counts' ||
      (measure.developerMade === undefined ? null : measure.developerMade === false),
  } as const;
  if (failed !== undefined) {
    const reason = `${failed.question} ${failed.answer}.`;
    return { ...kept, rating: 'does-not-meet', reason, questions: [] };
  }
  if (open.length > 0) {
    const questions = [...questionsFrom(open), ...(last.length > 0 ? equivalenceQuestions(evidence) : [])];
    const reason = `Not said, and it could decide: ${open.map(({ step }) => step).join(', ')}.`;
    return { ...kept, rating: 'cannot-be-rated', reason, questions };
  }
  return leftToBaseline
    ? { ...kept, rating: 'meets-with-reservations', reason: whyReserved(kept.design, chance), questions: [] }
    : {
        ...kept,
        rating: 'meets-without-reservations',
        reason: 'Random assignment held, attrition is low, and nothing else goes with one arm.',
        questions: [],
      };
}

function whyReserved(design: WwcRating['design'], chance: readonly RatingStep[]): string {
  const alike = 'the analysed students were alike before, or the estimate is adjusted as accepted';
  if (design === 'quasi-experimental') return `Chance did not assign the arms; ${alike}.`;
  const failed = chance.filter(({ passes }) => passes === false).map(({ step }) => step);
  return `Random assignment alone does not vouch for the arms (${failed.join(', ')}); ${alike}.`;
}

function checkEvidence({ design, assigned, integrity, attrition, baseline }: WwcEvidence, id: WwcProfile['id']): void {
  const oneOf = (name: string, value: string | undefined, allowed: readonly string[]): void =>
    need(
      value !== undefined && allowed.includes(value),
      'invalid_argument',
      who,
      `${name} ${allowed.join(' or ')}`,
      String(value),
    );
  if (design !== undefined) oneOf('a design', design, ['randomized', 'quasi-experimental']);
  if (assigned !== undefined) oneOf('assigned', assigned, ['individuals', 'clusters']);
  if (integrity !== undefined) oneOf('an integrity', integrity, ['valid', 'compromised']);
  if (attrition?.kind === 'wwc-cluster-attrition') oneOf('joiners', attrition.joiners, [...joinerKinds, 'unstated']);
  for (const record of [attrition, baseline]) {
    const same = record === undefined || record.profile === id;
    need(same, 'invalid_argument', who, `records judged by ${id}`, `${record?.kind} by ${record?.profile}`);
  }
  const wanted = assigned === 'clusters' ? 'wwc-cluster-attrition' : 'wwc-attrition';
  const fits = attrition === undefined || assigned === undefined || attrition.kind === wanted;
  need(fits, 'invalid_argument', who, `attrition of what was assigned (${assigned}), a ${wanted}`, attrition?.kind);
}
