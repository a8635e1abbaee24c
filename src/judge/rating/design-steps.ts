import { need } from '../../support/need.js';
import { listed } from '../../support/text.js';
import type { WwcAttrition } from '../attrition/wwc-attrition.js';
import type { Question } from '../question.js';
import type { WwcEvidence } from './evidence.js';
import type { RatingRules } from './rating-rules.js';
import { type RatingStep, stepFrom } from './rating-step.js';

/** What must be known before any other question of the design has a meaning: asked for only where it was not said. */
export function originSteps({ design, assigned }: WwcEvidence, rules: RatingRules): readonly RatingStep[] {
  return [
    ...(design === undefined
      ? [stepFrom('design', 'Did chance assign the arms, or were the groups chosen?', null, '', rules.integrity)]
      : []),
    ...(assigned === undefined
      ? [stepFrom('assigned', 'Were students assigned one by one, or whole clusters?', null, '', rules.integrity)]
      : []),
  ];
}

/** Whether an arm can be told from what goes with it: more than one unit in each, and nothing else that differs. */
export function confoundSteps(evidence: WwcEvidence, rules: RatingRules, who: string): readonly RatingStep[] {
  const { confounds } = evidence;
  const fine = confounds === undefined || (Array.isArray(confounds) && confounds.every((c) => typeof c === 'string'));
  need(fine, 'invalid_argument', who, 'confounds as a list of words, empty where there are none', String(confounds));
  const units = unitsOf(evidence);
  for (const n of [units?.treatment, units?.control]) {
    const whole = n === undefined || (Number.isSafeInteger(n) && n >= 0);
    need(whole, 'invalid_argument', who, 'whole numbers of units in each arm', String(n));
  }
  return [
    stepFrom(
      'one-unit',
      'Did each arm have two or more units of assignment?',
      units === null ? null : units.treatment >= 2 && units.control >= 2,
      units === null ? '' : `${units.treatment} in treatment, ${units.control} in control`,
      rules.confounds,
    ),
    stepFrom(
      'confounds',
      'Is there nothing else that goes with one arm only and could make the difference?',
      confounds === undefined ? null : confounds.length === 0,
      confounds === undefined ? '' : confounds.length === 0 ? 'nothing was found' : listed(confounds),
      rules.confounds,
    ),
  ];
}

/** The fewest units that each arm had at any time. */
function unitsOf({ units, attrition }: WwcEvidence): { treatment: number; control: number } | null {
  const counted = attrition?.kind === 'wwc-cluster-attrition' ? attrition.clusters : attrition;
  const all = [
    ...(units === undefined ? [] : [units]),
    ...(counted === undefined ? [] : [{ treatment: counted.treatment.analysed, control: counted.control.analysed }]),
  ];
  if (all.length === 0) return null;
  return {
    treatment: Math.min(...all.map(({ treatment }) => treatment)),
    control: Math.min(...all.map(({ control }) => control)),
  };
}

/** What decides whether random assignment alone makes the arms alike: integrity, attrition, and in clusters joiners. */
export function randomizationSteps(
  { integrity, attrition }: WwcEvidence,
  rules: RatingRules,
  clustered: boolean,
): readonly RatingStep[] {
  const steps = [
    stepFrom(
      'integrity',
      'Was the random assignment carried out as drawn, and is everybody analysed in the arm of assignment?',
      integrity === undefined ? null : integrity === 'valid',
      integrity ?? '',
      rules.integrity,
    ),
  ];
  const levels = attrition?.kind === 'wwc-cluster-attrition' ? attrition : null;
  if (!clustered) {
    const plain = attrition?.kind === 'wwc-attrition' ? attrition : undefined;
    const passes = plain === undefined ? null : plain.level === 'low';
    return [
      ...steps,
      stepFrom('attrition', 'Is attrition low?', passes, plain === undefined ? '' : inWords(plain), rules.attrition),
    ];
  }
  const joiners = levels?.joiners ?? 'unstated';
  return [
    ...steps,
    stepFrom(
      'cluster-attrition',
      'Is the attrition of clusters low?',
      levels === null ? null : levels.clusters.level === 'low',
      levels === null ? '' : inWords(levels.clusters),
      rules.attrition,
    ),
    stepFrom(
      'joiners',
      'Are there no students in the analysis whom the assignment may have drawn to their cluster?',
      joiners === 'unstated' ? null : joiners !== 'at-risk',
      joiners === 'unstated' ? '' : joiners,
      rules.joiners,
    ),
    stepFrom(
      'individual-attrition',
      'Is the attrition of individuals low in the clusters that stayed?',
      levels === null ? null : levels.individuals.level === 'low',
      levels === null ? '' : inWords(levels.individuals),
      rules.attrition,
    ),
  ];
}

function inWords({ level, boundary, overall, differential, dependsOnReading }: WwcAttrition): string {
  const close = dependsOnReading ? '; another reading between the rows of the table decides otherwise' : '';
  return `${level} by the ${boundary} boundary: ${percent(overall)} overall, ${percent(differential)} differential${close}`;
}

const percent = (share: number): string => `${Number((100 * share).toFixed(2))} %`;

/** Whether the analysed students were alike before the treatment. */
export function equivalenceStep({ baseline }: WwcEvidence, rules: RatingRules): RatingStep {
  const level = baseline?.level ?? 'unknown';
  return stepFrom(
    'equivalence',
    'Were the students who are analysed alike before the treatment, or is the estimate adjusted in an accepted way?',
    level === 'unknown' ? null : level !== 'not-satisfied',
    baseline === undefined ? '' : level,
    rules.equivalence,
  );
}

/** The questions behind an equivalence that is not known. */
export const equivalenceQuestions = ({ baseline }: WwcEvidence): readonly Question[] => baseline?.questions ?? [];
