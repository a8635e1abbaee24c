import { need } from '../../support/need.js';
import type { RatingRules, ReliabilityKind } from './rating-rules.js';
import { type RatingStep, stepFrom } from './rating-step.js';

/** What is known of the measure of the outcome. Nothing is taken for granted: what is left out is asked for. */
export interface OutcomeMeasure {
  /** It measures, by its content, what it is said to measure. */
  readonly faceValidity?: boolean;
  /** Its reliability, or that it is a standardized test, which is taken to have one. */
  readonly reliability?: 'standardized-test' | { readonly kind: ReliabilityKind; readonly value: number };
  /** It tests what only the treatment arm was taught or shown. */
  readonly overAligned?: boolean;
  /** It was collected in the same way and at the same time in both arms. */
  readonly sameCollection?: boolean;
  /** It was made by the developer of the product or by the authors of the study. */
  readonly developerMade?: boolean;
}

/** Whether the measure may be rated at all: five questions. */
export function measureSteps(measure: OutcomeMeasure, rules: RatingRules, who: string): readonly RatingStep[] {
  const { faceValidity, reliability, overAligned, sameCollection, developerMade } = measure;
  const yes = (answer: boolean | undefined): string => (answer === undefined ? '' : answer ? 'yes' : 'no');
  for (const [name, answer] of Object.entries({ faceValidity, overAligned, sameCollection, developerMade })) {
    const fine = answer === undefined || typeof answer === 'boolean';
    need(fine, 'invalid_argument', who, `true or false, or nothing, as measure.${name}`, String(answer));
  }
  return [
    stepFrom(
      'face-validity',
      'Does the outcome measure, by its content, what it is said to measure?',
      faceValidity,
      yes(faceValidity),
      rules.faceValidity,
    ),
    reliabilityStep(reliability, rules.reliability, who),
    stepFrom(
      'alignment',
      'Is the outcome free of what only the treatment arm was taught or shown?',
      overAligned === undefined ? null : !overAligned,
      overAligned === undefined ? '' : overAligned ? 'no: over-aligned' : 'yes',
      rules.alignment,
    ),
    stepFrom(
      'collection',
      'Was the outcome collected in the same way and at the same time in both arms?',
      sameCollection,
      yes(sameCollection),
      rules.collection,
    ),
    stepFrom(
      'developer-made',
      'Is it known whether the developer of the product or the authors of the study made the measure?',
      developerMade === undefined ? null : true,
      developerMade === undefined ? '' : developerMade ? 'it is theirs' : 'it is independent',
      rules.developerMade,
    ),
  ];
}

function reliabilityStep(
  reliability: OutcomeMeasure['reliability'],
  rule: RatingRules['reliability'],
  who: string,
): RatingStep {
  const question = 'Is the outcome reliable: a standardized test, or shown to be so?';
  if (reliability === undefined) return stepFrom('reliability', question, null, '', rule);
  if (reliability === 'standardized-test') return stepFrom('reliability', question, true, 'a standardized test', rule);
  const { kind, value } = reliability;
  const known = Object.keys(rule.value).join(', ');
  const fine = Object.hasOwn(rule.value, kind) && typeof value === 'number' && value >= -1 && value <= 1;
  const wanted = `a reliability of a kind among ${known}, from -1 to 1, or 'standardized-test'`;
  need(fine, 'invalid_argument', who, wanted, `${String(kind)} ${value}`);
  const least = rule.value[kind];
  return stepFrom('reliability', question, value >= least, `${kind} ${value}, at least ${least} is needed`, rule);
}
