import { need } from '../../support/need.js';
import type { Question } from '../question.js';
import type { RuleSource } from '../rating/rating-rules.js';
import { type RatingStep, stepFrom } from '../rating/rating-step.js';
import { type EefDesign, type EefRisk, type EefThreat, eefThreats, padlockRules } from './padlock-rules.js';

const who = 'eefPadlocks';

/** What decides the security of a finding. Nothing is taken for granted: what is left out is asked for. */
export interface EefEvidence {
  /** How the groups that are compared came about. */
  readonly design: EefDesign;
  /** The smallest effect that the study as it was randomized could detect with power .80, in standard deviations. */
  readonly mdes?: number;
  /** Overall attrition of students from randomization to analysis, 0 to 1. */
  readonly attrition?: number;
  /** The judgement of each threat; baseline imbalance belongs to confounding. */
  readonly threats?: Readonly<Partial<Record<EefThreat, EefRisk>>>;
}

/** What one criterion gives. */
export interface PadlockStep extends Omit<RatingStep, 'passes'> {
  /** Padlocks from this criterion, 0 to 5, or what a threat takes away; null where it is not known. */
  readonly padlocks: number | null;
}

/** The security of a finding as the Education Endowment Foundation shows it. */
export interface EefPadlocks {
  /** Which record this is. */
  readonly kind: 'eef-padlocks';
  /** 0 to 5; null where something was not said. */
  readonly padlocks: number | null;
  /** The least of design, power and attrition, before threats; null where one is not known. */
  readonly initial: number | null;
  /** Padlocks that threats take away; null where one is not known. */
  readonly lost: number | null;
  /** Design, detectable effect and attrition. */
  readonly criteria: readonly PadlockStep[];
  /** The seven threats. */
  readonly threats: readonly PadlockStep[];
  /** What must be known before there are padlocks. */
  readonly questions: readonly Question[];
}

/**
 * The padlocks of a finding: the least that design, minimum detectable effect and attrition allow, less what threats to validity take away.
 *
 * The Foundation's reviewers judge the threats, and may take away more or less; here the worst of them counts.
 *
 * @param evidence - design, power, attrition and the judged threats
 * @returns 0 to 5 padlocks, or the questions that stand before them
 * @throws {@link EfficacyError} `invalid_argument` for a design, threat or risk that is none, `out_of_domain` for shares and effects that are none
 *
 * @example
 * eefPadlocks({ design: 'randomized', mdes: 0.18, attrition: 0.14, threats }).padlocks; // 4, where all threats are low
 *
 * @see Education Endowment Foundation (2019), Classification of the security of findings from EEF evaluations.
 */
export function eefPadlocks(evidence: EefEvidence): EefPadlocks {
  checkEvidence(evidence);
  const { design, mdes, attrition } = evidence;
  const criteria = [
    step(
      'design',
      'How were the groups that are compared made?',
      padlockRules.design.value[design],
      design,
      padlockRules.design,
    ),
    step(
      'mdes',
      'Which effect could the study detect?',
      stars(mdes, (x, limit) => x < limit, padlockRules.mdes.value),
      text(mdes),
      padlockRules.mdes,
    ),
    step(
      'attrition',
      'How many students were lost?',
      stars(attrition, (x, limit) => x <= limit, padlockRules.attrition.value),
      text(attrition),
      padlockRules.attrition,
    ),
  ];
  const threats = eefThreats.map((threat) => {
    const risk = evidence.threats?.[threat];
    const takes = risk === undefined ? null : padlockRules.threats.value[risk];
    return step(
      threat,
      `How high is the risk from ${threat.replaceAll('-', ' ')}?`,
      takes,
      risk ?? '',
      padlockRules.threats,
    );
  });
  const initial = extreme(criteria, Math.min);
  const lost = extreme(threats, Math.max);
  return {
    kind: 'eef-padlocks',
    padlocks: initial === null || lost === null ? null : Math.max(0, initial - lost),
    initial,
    lost,
    criteria,
    threats,
    questions: [...criteria, ...threats]
      .filter((asked) => asked.padlocks === null)
      .map(({ step: code, question }) => ({ code, question })),
  };
}

const text = (value: number | undefined): string => (value === undefined ? '' : String(value));

function step(name: string, question: string, padlocks: number | null, answer: string, rule: RuleSource): PadlockStep {
  const { passes: _, ...asked } = stepFrom(name, question, null, answer, rule);
  return { ...asked, padlocks };
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

/** The least or the most padlocks of some steps; null where one is not known. */
function extreme(steps: readonly PadlockStep[], pick: (...counts: number[]) => number): number | null {
  const counts = steps.map(({ padlocks }) => padlocks);
  return counts.every((count) => count !== null) ? pick(...counts) : null;
}

function checkEvidence({ design, mdes, attrition, threats = {} }: EefEvidence): void {
  const designs = Object.keys(padlockRules.design.value);
  const risks = Object.keys(padlockRules.threats.value);
  need(designs.includes(design), 'invalid_argument', who, `a design among ${designs.join(', ')}`, String(design));
  const effect = mdes === undefined || (mdes > 0 && Number.isFinite(mdes));
  need(effect, 'out_of_domain', who, 'a minimum detectable effect above 0, in standard deviations', String(mdes));
  const share = attrition === undefined || (attrition >= 0 && attrition <= 1);
  need(share, 'out_of_domain', who, 'an attrition from 0 to 1 (a percentage divided by 100)', String(attrition));
  for (const [threat, risk] of Object.entries(threats)) {
    const named = (eefThreats as readonly string[]).includes(threat);
    need(named, 'invalid_argument', who, `threats among ${eefThreats.join(', ')}`, threat);
    need(
      risk === undefined || risks.includes(risk),
      'invalid_argument',
      who,
      `a risk that is ${risks.join(', ')}`,
      String(risk),
    );
  }
}
