import type { Question } from '../question.js';
import type { RuleSource } from './rating-rules.js';

/** One question on the way to a verdict, with its answer and where the rule stands. */
export interface RatingStep extends RuleSource {
  /** Stable word. */
  readonly step: string;
  /** What was asked. */
  readonly question: string;
  /** What was said or found, in words. */
  readonly answer: string;
  /** Whether the study passes; null where the answer is not known. */
  readonly passes: boolean | null;
}

/** A step from what is known. An undefined or null `passes` is an answer that is missing. */
export function stepFrom(
  step: string,
  question: string,
  passes: boolean | null | undefined,
  answer: string,
  { source, section, confidence }: RuleSource,
): RatingStep {
  const known = passes === undefined || passes === null ? null : passes;
  return {
    step,
    question,
    answer: known === null && answer === '' ? 'not said' : answer,
    passes: known,
    source,
    section,
    confidence,
  };
}

/** What is to be asked because of steps without an answer. */
export const questionsFrom = (steps: readonly RatingStep[]): readonly Question[] =>
  steps.filter(({ passes }) => passes === null).map(({ step, question }) => ({ code: step, question }));
