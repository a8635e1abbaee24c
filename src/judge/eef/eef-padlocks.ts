import { need } from '../../support/need.js';
import type { Question } from '../question.js';
import type { RuleSource } from '../rating/rating-rules.js';
import { type RatingStep, stepFrom } from '../rating/rating-step.js';
import {
  type EefBias,
  type EefDesign,
  type EefRisk,
  type EefThreat,
  eefThreats,
  padlockRules,
} from './padlock-rules.js';

const who = 'eefPadlocks';

/** What decides the security of a finding. Nothing is taken for granted: what is left out is asked for. */
export interface EefEvidence {
  /** How the groups that are compared came about. */
  readonly design?: EefDesign;
  /** The smallest effect that the study as it was randomized could detect with power .80, in standard deviations. */
  readonly mdes?: number;
  /** Overall attrition of students from randomization to analysis, 0 to 1. */
  readonly attrition?: number;
  /** The judgement of each threat; baseline imbalance belongs to confounding. */
  readonly threats?: Readonly<Partial<Record<EefThreat, EefRisk>>>;
  /** Whether the threats of moderate risk are likely to bias the finding in one direction; asked for where that decides. */
  readonly bias?: EefBias;
}

/** What one criterion gives. */
export interface PadlockStep extends Omit<RatingStep, 'passes'> {
  /** Padlocks from this criterion, 0 to 5; null where it is not known. */
  readonly padlocks: number | null;
}

/** How one threat was judged. */
export interface ThreatStep extends Omit<RatingStep, 'passes'> {
  /** As it was judged; null where it was not. */
  readonly risk: EefRisk | null;
}

/** The security of a finding as the Education Endowment Foundation shows it. */
export interface EefPadlocks {
  /** Which record this is. */
  readonly kind: 'eef-padlocks';
  /** 0 to 5; null where something was not said. */
  readonly padlocks: number | null;
  /** The least of design, power and attrition, before threats; null where one is not known. */
  readonly initial: number | null;
  /** Padlocks that the threats take away together, 0 to 2; null where something of them is not known. */
  readonly lost: number | null;
  /** Design, detectable effect and attrition. */
  readonly criteria: readonly PadlockStep[];
  /** The seven threats. */
  readonly threats: readonly ThreatStep[];
  /** What must be known before there are padlocks. */
  readonly questions: readonly Question[];
}

/**
 * The padlocks of a finding: the least that design, minimum detectable effect and attrition allow, less what threats to validity take away.
 *
 * Two threats of moderate risk whose biases have no common direction take nothing; four of them, or two with a common direction, or a single
 * one of high risk with all others low, take one padlock; more than that takes two, the most there is.
 *
 * @param evidence - design, power, attrition and the judged threats
 * @returns 0 to 5 padlocks, or the questions that stand before them
 * @throws {@link EfficacyError} `invalid_argument` for a design, threat, risk or bias that is none, `out_of_domain` for shares and effects that are none
 *
 * @example
 * eefPadlocks({ design: 'randomized', mdes: 0.18, attrition: 0.14, threats }).padlocks; // 4, where all threats are low
 *
 * @see Education Endowment Foundation (2019), Classification of the security of findings from EEF evaluations.
 */
export function eefPadlocks(evidence: EefEvidence): EefPadlocks {
  checkEvidence(evidence);
  const { design, mdes, attrition } = evidence;
  const { design: byDesign, mdes: byMdes, attrition: byAttrition } = padlockRules;
  const criteria: readonly PadlockStep[] = [
    {
      ...asked('design', 'How were the groups that are compared made?', design ?? '', byDesign),
      padlocks: design === undefined ? null : byDesign.value[design],
    },
    {
      ...asked('mdes', 'Which effect could the study detect?', text(mdes), byMdes),
      padlocks: stars(mdes, (x, limit) => x < limit, byMdes.value),
    },
    {
      ...asked('attrition', 'How many students were lost?', text(attrition), byAttrition),
      padlocks: stars(attrition, (x, limit) => x <= limit, byAttrition.value),
    },
  ];
  const threats = eefThreats.map((threat): ThreatStep => {
    const risk = evidence.threats?.[threat] ?? null;
    const question = `How high is the risk from ${threat.replaceAll('-', ' ')}?`;
    return { ...asked(threat, question, risk ?? '', padlockRules.threats), risk };
  });
  const initial = least(criteria);
  const lost = lostTo(threats, evidence.bias);
  const judged = threats.every(({ risk }) => risk !== null);
  return {
    kind: 'eef-padlocks',
    padlocks: initial === null || lost === null ? null : Math.max(0, initial - lost),
    initial,
    lost,
    criteria,
    threats,
    questions: [
      ...criteria.filter(({ padlocks }) => padlocks === null).map(questionOf),
      ...threats.filter(({ risk }) => risk === null).map(questionOf),
      ...(judged && lost === null ? [biasQuestion] : []),
    ],
  };
}

const questionOf = ({ step: code, question }: Pick<RatingStep, 'step' | 'question'>): Question => ({ code, question });

const biasQuestion: Question = {
  code: 'bias',
  question: 'Are the threats of moderate risk likely to bias the finding in the same direction?',
};

const text = (value: number | undefined): string => (value === undefined ? '' : String(value));

function asked(name: string, question: string, answer: string, rule: RuleSource): Omit<RatingStep, 'passes'> {
  const { passes: _, ...step } = stepFrom(name, question, null, answer, rule);
  return step;
}

/** 5 where the first limit is kept, 4 for the second, ... 0 where none is. */
function stars(
  value: number | undefined,
  keeps: (x: number, limit: number) => boolean,
  limits: readonly number[],
): number | null {
  if (value === undefined) return null;
  return limits.filter((limit) => keeps(value, limit)).length;
}

/** The least padlocks of all criteria; null where one is not known. */
function least(criteria: readonly PadlockStep[]): number | null {
  const counts = criteria.map(({ padlocks }) => padlocks);
  return counts.every((count) => count !== null) ? Math.min(...counts) : null;
}

/** What the threats take away together; null where one was not judged, or where the direction of their biases decides and was not said. */
function lostTo(threats: readonly ThreatStep[], bias: EefBias | undefined): number | null {
  if (threats.some(({ risk }) => risk === null)) return null;
  const count = (wanted: EefRisk): number => threats.filter(({ risk }) => risk === wanted).length;
  const [high, moderate] = [count('high'), count('moderate')];
  const lostIf = (direction: EefBias): number =>
    padlockRules.threats.value.find(
      (rule) => high <= rule.high && moderate <= rule.moderate && (rule.bias === null || rule.bias === direction),
    )?.lost ?? 2;
  if (bias !== undefined) return lostIf(bias);
  const [same, other] = [lostIf('same-direction'), lostIf('unknown-or-opposite')];
  return same === other ? same : null;
}

function checkEvidence({ design, mdes, attrition, threats = {}, bias }: EefEvidence): void {
  const oneOf = (value: unknown, what: string, known: readonly string[]): void =>
    need(
      value === undefined || known.includes(value as string),
      'invalid_argument',
      who,
      `${what} among ${known.join(', ')}`,
      String(value),
    );
  oneOf(design, 'a design', Object.keys(padlockRules.design.value));
  oneOf(bias, 'a bias', ['same-direction', 'unknown-or-opposite'] satisfies EefBias[]);
  const effect = mdes === undefined || (mdes > 0 && Number.isFinite(mdes));
  need(effect, 'out_of_domain', who, 'a minimum detectable effect above 0, in standard deviations', String(mdes));
  const share = attrition === undefined || (attrition >= 0 && attrition <= 1);
  need(share, 'out_of_domain', who, 'an attrition from 0 to 1 (a percentage divided by 100)', String(attrition));
  for (const [threat, risk] of Object.entries(threats)) {
    oneOf(threat, 'threats', eefThreats);
    oneOf(risk, 'a risk', ['low', 'moderate', 'high'] satisfies EefRisk[]);
  }
}
