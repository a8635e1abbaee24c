import type { EefPadlocks } from '../../judge/eef/eef-padlocks.js';
import { eefThreats } from '../../judge/eef/padlock-rules.js';
import type { EssaTier } from '../../judge/essa/essa-tier.js';
import type { Question } from '../../judge/question.js';
import type { WwcRating } from '../../judge/rating/wwc-rating.js';
import type { TrialEvidence } from './trial-evidence.js';

/** Something that a rating of a trial rests on and that neither the data nor the evidence says. */
export interface TrialQuestion extends Question {
  /** Which ratings wait for it. */
  readonly for: readonly ('wwc' | 'essa' | 'eef')[];
  /** The outcome that it is about, where the measures of several outcomes are asked for; null otherwise. */
  readonly outcome: string | null;
  /** The member of the evidence that answers it, such as `measure.overAligned`; or the option of the summary. */
  readonly answerIn: string;
}

const measureMembers: Readonly<Record<string, string>> = {
  'face-validity': 'faceValidity',
  reliability: 'reliability',
  alignment: 'overAligned',
  collection: 'sameCollection',
  'developer-made': 'developerMade',
};

const ofTheSummary = 'the options profile and attritionBoundary of the summary';

const members: Readonly<Record<string, string>> = {
  'one-unit': ofTheSummary,
  attrition: ofTheSummary,
  'cluster-attrition': ofTheSummary,
  'individual-attrition': ofTheSummary,
  equivalence: 'the options baseline and covariates of the summary',
  baseline_adjustment: 'the options baseline and covariates of the summary',
  baseline_missing: 'the options baseline and covariates of the summary',
  baseline_correlation: 'the options baseline and covariates of the summary',
  effect: 'findingsInDomain',
  'overriding-negative': 'overridingNegative',
  controls: 'selectionControls',
  'logic-model': 'rationale.logicModel',
  'study-under-way': 'rationale.studyUnderWay',
  mdes: 'eef.mdes',
  bias: 'eef.bias',
};

const effectQuestion = 'How many main findings has the study in this outcome domain, reported here or not?';

/** All open questions of a rating, each once. */
export function openQuestions(
  findings: readonly { readonly outcome: string; readonly rating: WwcRating }[],
  essa: EssaTier,
  padlocks: EefPadlocks,
  { design }: TrialEvidence,
): readonly TrialQuestion[] {
  const all: readonly TrialQuestion[] = [
    ...findings.flatMap(({ outcome, rating }) =>
      rating.questions.map((asked) => {
        const member = measureMembers[asked.code];
        const several = member !== undefined && findings.length > 1;
        const answerIn =
          member === undefined ? placeOf(asked.code) : several ? `measures.${outcome}.${member}` : `measure.${member}`;
        return { ...asked, for: ['wwc'] as const, outcome: several ? outcome : null, answerIn };
      }),
    ),
    ...essa.questions
      .filter(({ code }) => code !== 'standards' && code !== 'measure' && measureMembers[code] === undefined)
      .map(({ code, question }) => ({
        code,
        question: code === 'effect' ? effectQuestion : question,
        for: ['essa'] as const,
        outcome: null,
        answerIn: placeOf(code),
      })),
    ...padlocks.questions.map(({ code, question }) => ({
      code,
      question,
      for: ['eef'] as const,
      outcome: null,
      answerIn: code === 'design' && design === 'quasi-experimental' ? 'eef.comparison' : placeOf(code),
    })),
  ];
  const once = new Map<string, TrialQuestion>();
  for (const asked of all) {
    const key = `${asked.answerIn} ${asked.code}`;
    const before = once.get(key);
    once.set(key, before === undefined ? asked : { ...before, for: [...new Set([...before.for, ...asked.for])] });
  }
  return [...once.values()];
}

const placeOf = (code: string): string =>
  (eefThreats as readonly string[]).includes(code) ? `eef.threats.${code}` : (members[code] ?? code);
