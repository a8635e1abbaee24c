import { need } from '../../support/need.js';
import type { WwcDomain } from '../multiplicity/wwc-domain.js';
import type { Cited } from '../profiles/profile.js';
import type { Question } from '../question.js';
import { questionsFrom, type RatingStep, stepFrom } from '../rating/rating-step.js';
import type { WwcRating } from '../rating/wwc-rating.js';
import { type EssaOverlap, type EssaTierName, essaRules } from './essa-rules.js';

const who = 'essaTier';

/** A study in one relevant outcome domain. */
export interface EssaStudy {
  /** How it meets the standards. */
  readonly rating: WwcRating;
  /** What it found there; a significant finding that is bad for students overrides the good ones. */
  readonly domain?: WwcDomain;
  /** Students in the analysis, over all sites. */
  readonly students?: number;
  /** Sites in the analysis: districts, schools, counties, campuses. */
  readonly sites?: number;
}

/** What is known of the evidence. Nothing is taken for granted: what is left out is asked for where it matters. */
export interface EssaEvidence {
  /** None where there is only a rationale. */
  readonly study?: EssaStudy;
  /** Whether a finding outside `study.domain`, in the study or in a report of the WWC, is significantly bad for students and outweighs this one. */
  readonly overridingNegative?: boolean;
  /** Whether the study's students and settings overlap with those whom the evidence is for. */
  readonly overlap?: { readonly population?: boolean; readonly setting?: boolean };
  /** Whether a study that does not meet the standards is well made and controls statistically for who came to use the product. */
  readonly selectionControls?: boolean;
  /** A logic model that rests on research, and a study of effects that is under way. */
  readonly rationale?: { readonly logicModel?: boolean; readonly studyUnderWay?: boolean };
}

/** One tier and what it asked. */
export interface EssaTierSteps {
  /** Which tier. */
  readonly tier: EssaTierName;
  /** Met, not met, or open because something was not said. */
  readonly status: 'met' | 'not-met' | 'open';
  /** What it asks, with the answers. */
  readonly steps: readonly RatingStep[];
}

/** The tier of evidence of an intervention. */
export interface EssaTier {
  /** Which record this is. */
  readonly kind: 'essa-tier';
  /** The strongest tier that is shown to be met; none, or `'cannot-be-rated'` where none is and something was not said. */
  readonly tier: EssaTierName | 'none' | 'cannot-be-rated';
  /** All four, the strongest first. */
  readonly tiers: readonly EssaTierSteps[];
  /** What must be known before a stronger tier can be said. */
  readonly questions: readonly Question[];
  /** Why it is no stronger tier, in one sentence. */
  readonly reason: string;
}

/**
 * The tier of evidence under the Every Student Succeeds Act, from the rating of a study and what it found.
 *
 * Tiers 1 and 2 ask for a significant good effect, no significant bad one that outweighs it, 350 students, two sites and overlap with those
 * whom the evidence is for; tier 3 for the effect and for controls of selection; tier 4 for a rationale and a study under way. A tier is
 * given only when all that it asks for was said.
 *
 * @param evidence - the study with its rating and findings, and what only the reader of studies can say
 * @throws {@link EfficacyError} `invalid_argument` for counts that are none, answers that are none, or records of different editions
 * or units of assignment
 *
 * @example
 * essaTier({
 *   study: { rating, domain, students: 1200, sites: 14 },
 *   overridingNegative: false,
 *   overlap: { population: true, setting: true },
 * }).tier; // 'strong'
 *
 * @see ESEA, 20 U.S.C. 7801(21)(A); 34 CFR 77.1; ies.ed.gov/ncee/wwc/essa.
 */
export function essaTier(evidence: EssaEvidence): EssaTier {
  checkEvidence(evidence);
  const effect = [effectStep(evidence), overridingStep(evidence)];
  const size = [independenceStep(evidence), studentsStep(evidence), sitesStep(evidence)];
  const tiers = [
    tierOf('strong', [standardsStep(evidence, 'strong'), ...effect, ...size, overlapStep(evidence, 'strong')]),
    tierOf('moderate', [standardsStep(evidence, 'moderate'), ...effect, ...size, overlapStep(evidence, 'moderate')]),
    tierOf('promising', [controlsStep(evidence), ...effect]),
    tierOf('rationale', rationaleSteps(evidence)),
  ];
  const place = tiers.findIndex(({ status }) => status === 'met');
  const better = place < 0 ? tiers : tiers.slice(0, place);
  const open = better.filter(({ status }) => status === 'open');
  const asked = open.flatMap(({ steps }) => questionsFrom(steps));
  const questions = asked.filter(({ code }, i) => asked.findIndex((other) => other.code === code) === i);
  return {
    kind: 'essa-tier',
    tier: tiers[place]?.tier ?? (open.length > 0 ? 'cannot-be-rated' : 'none'),
    tiers,
    questions: [
      ...questions,
      ...(asked.some(({ code }) => code === 'standards') ? (evidence.study?.rating.questions ?? []) : []),
    ],
    reason: reasonOf(better),
  };
}

function tierOf(tier: EssaTierName, steps: readonly RatingStep[]): EssaTierSteps {
  const failed = steps.some(({ passes }) => passes === false);
  const open = steps.some(({ passes }) => passes === null);
  return { tier, status: failed ? 'not-met' : open ? 'open' : 'met', steps };
}

function reasonOf(better: readonly EssaTierSteps[]): string {
  const why = better.map(({ tier, steps }) => {
    const short = steps
      .filter(({ passes }) => passes !== true)
      .map(({ step, passes }) => (passes === null ? `${step} not said` : step));
    return `${tier}: ${short.join(', ')}`;
  });
  return why.length === 0 ? 'There is no stronger tier.' : `Short of ${why.join('; ')}.`;
}

function standardsStep({ study }: EssaEvidence, tier: 'strong' | 'moderate'): RatingStep {
  const level = study?.rating.rating;
  const good = level === 'meets-without-reservations' || (tier === 'moderate' && level === 'meets-with-reservations');
  const how = tier === 'strong' ? 'without reservations' : 'with or without reservations';
  const answer = study === undefined ? 'no study' : study.rating.rating;
  const passes = level === 'cannot-be-rated' ? null : good;
  return stepFrom('standards', `Does the study meet the standards ${how}?`, passes, answer, essaRules.standards);
}

function effectStep({ study }: EssaEvidence): RatingStep {
  const question = 'Is an effect significant, corrected for clusters and for other findings, and good for students?';
  if (study === undefined) return stepFrom('effect', question, false, 'no study', essaRules.effect);
  if (study.domain === undefined) return stepFrom('effect', question, null, '', essaRules.effect);
  const { findings, character, mean } = study.domain;
  const good = findings.some(({ significant, direction }) => significant && direction === 'favourable');
  const answer = `${findings.length} of ${study.domain.m} findings: ${character}, mean benefit ${Number(mean.benefit.toFixed(4))}`;
  return stepFrom('effect', question, good || character === 'significant-positive', answer, essaRules.effect);
}

function overridingStep({ study, overridingNegative }: EssaEvidence): RatingStep {
  const bad =
    study?.domain?.findings.filter(({ significant, direction }) => significant && direction === 'unfavourable') ?? [];
  const passes = bad.length > 0 ? false : overridingNegative === undefined ? null : !overridingNegative;
  const answer =
    bad.length > 0
      ? `bad: ${bad.map(({ name }) => name).join(', ')}`
      : overridingNegative === undefined
        ? ''
        : overridingNegative
          ? 'there is one'
          : 'there is none';
  const question = 'Is there no significant effect that is bad for students and outweighs the good one?';
  return stepFrom('overriding-negative', question, passes, answer, essaRules.overriding);
}

function independenceStep({ study }: EssaEvidence): RatingStep {
  const passes = study === undefined ? false : study.rating.countsForEffectiveness;
  const answer =
    study === undefined
      ? 'no study'
      : passes === null
        ? ''
        : passes
          ? 'yes'
          : 'no: the developer’s or the authors’ own';
  return stepFrom(
    'measure',
    'May a finding on this measure carry a rating, by the edition?',
    passes,
    answer,
    essaRules.standards,
  );
}

function studentsStep({ study }: EssaEvidence): RatingStep {
  const { value } = essaRules.students;
  return countStep('students', `Are there ${value} students or more?`, study, study?.students, essaRules.students);
}

function sitesStep({ study }: EssaEvidence): RatingStep {
  const { value } = essaRules.sites;
  return countStep('sites', `Are there ${value} sites or more?`, study, study?.sites, essaRules.sites);
}

function countStep(
  step: string,
  question: string,
  study: EssaStudy | undefined,
  n: number | undefined,
  rule: Cited<number>,
): RatingStep {
  if (study === undefined) return stepFrom(step, question, false, 'no study', rule);
  return stepFrom(step, question, n === undefined ? null : n >= rule.value, n === undefined ? '' : String(n), rule);
}

function overlapStep({ overlap = {} }: EssaEvidence, tier: 'strong' | 'moderate'): RatingStep {
  const wanted: EssaOverlap = essaRules.overlap.value[tier];
  const { population, setting } = overlap;
  const both = [population, setting];
  const all = both.includes(false) ? false : both.includes(undefined) ? null : true;
  const any = both.includes(true) ? true : both.includes(undefined) ? null : false;
  const said = (answer: boolean | undefined): string => (answer === undefined ? 'not said' : answer ? 'yes' : 'no');
  const joint = wanted === 'population-and-setting' ? 'and' : 'or';
  return stepFrom(
    'overlap',
    `Do the students ${joint} the settings of the study overlap with those whom the evidence is for?`,
    joint === 'and' ? all : any,
    `students ${said(population)}, settings ${said(setting)}`,
    essaRules.overlap,
  );
}

function controlsStep({ study, selectionControls }: EssaEvidence): RatingStep {
  const question = 'Does the study meet the standards, or is it well made with statistical controls for selection?';
  if (study === undefined) return stepFrom('controls', question, false, 'no study', essaRules.controls);
  const { rating } = study.rating;
  const meets = rating === 'meets-without-reservations' || rating === 'meets-with-reservations';
  const passes = meets || selectionControls;
  const answer = meets
    ? rating
    : selectionControls === undefined
      ? ''
      : selectionControls
        ? 'controls selection'
        : 'does not';
  return stepFrom('controls', question, passes, answer, essaRules.controls);
}

function rationaleSteps({ rationale }: EssaEvidence): readonly RatingStep[] {
  const said = (answer: boolean | undefined): string => (answer === undefined ? '' : answer ? 'yes' : 'no');
  const { logicModel, studyUnderWay } = rationale ?? {};
  return [
    stepFrom(
      'logic-model',
      'Does a logic model that rests on research say why it should work?',
      logicModel,
      said(logicModel),
      essaRules.rationale,
    ),
    stepFrom(
      'study-under-way',
      'Is a study of its effects under way?',
      studyUnderWay,
      said(studyUnderWay),
      essaRules.rationale,
    ),
  ];
}

function checkEvidence({ study, overridingNegative, overlap, selectionControls, rationale }: EssaEvidence): void {
  const answers = { overridingNegative, selectionControls, ...overlap, ...rationale };
  for (const [name, answer] of Object.entries(answers)) {
    const fine = answer === undefined || typeof answer === 'boolean';
    need(fine, 'invalid_argument', who, `true or false, or nothing, as ${name}`, String(answer));
  }
  if (study === undefined) return;
  const { rating, domain, students, sites } = study;
  for (const n of [students, sites]) {
    const whole = n === undefined || (Number.isSafeInteger(n) && n > 0);
    need(whole, 'invalid_argument', who, 'whole numbers of students and sites', String(n));
  }
  if (domain === undefined) return;
  const same = rating.profile === domain.profile;
  need(
    same,
    'invalid_argument',
    who,
    'a rating and findings of one edition',
    `${rating.profile} and ${domain.profile}`,
  );
  const fits = rating.assigned === null || rating.assigned === domain.assigned;
  const wanted = `findings tested as what the study assigned, ${rating.assigned}`;
  need(fits, 'invalid_argument', who, wanted, domain.assigned);
}
