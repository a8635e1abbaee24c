import { type Joiners, joinerKinds } from '../../judge/attrition/wwc-cluster-attrition.js';
import type { ConsortCount } from '../../judge/consort/consort-flow.js';
import type { EefBias, EefDesign, EefRisk, EefThreat } from '../../judge/eef/padlock-rules.js';
import type { OutcomeMeasure } from '../../judge/rating/outcome-measure.js';
import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import { didYouMean, listed, quoted } from '../../support/text.js';

/** What no data set can show of a trial. Nothing is taken for granted: what is left out, or null in JSON, is asked for where it matters. */
export interface TrialEvidence {
  /** Whether chance assigned the arms. */
  readonly design?: 'randomized' | 'quasi-experimental';
  /** What was assigned as a whole; asked for only where the design of the summary names no cluster. */
  readonly assigned?: 'individuals' | 'clusters';
  /** Whether the assignment was carried out as drawn, and everybody is analysed in the arm of assignment. */
  readonly integrity?: 'valid' | 'compromised';
  /** What goes with one arm only and could itself make a difference; an empty list says that it was looked for and that there is nothing. */
  readonly confounds?: readonly string[];
  /** Students in the analysis who came to their cluster after it was assigned. */
  readonly joiners?: Joiners;
  /** What is known of the measure, for every outcome that `measures` does not name. */
  readonly measure?: OutcomeMeasure;
  /** What is known of the measure of an outcome, by the name of the outcome. */
  readonly measures?: Readonly<Record<string, OutcomeMeasure>>;
  /** Main findings that the study has in this outcome domain, those that are not among these outcomes too. */
  readonly findingsInDomain?: number;
  /** Sites (districts, schools, campuses) in the analysis: how many, or which of the design's columns they are. */
  readonly sites?: number | 'blocks' | 'clusters';
  /** Whether a finding in another domain or report is significantly bad for students and outweighs this one. */
  readonly overridingNegative?: boolean;
  /** Whether students and settings of the study overlap with those whom the evidence is for. */
  readonly overlap?: { readonly population?: boolean; readonly setting?: boolean };
  /** Whether a study that does not meet the standards is well made and controls statistically for who came to use the product. */
  readonly selectionControls?: boolean;
  /** A logic model that rests on research, and a study of effects that is under way. */
  readonly rationale?: { readonly logicModel?: boolean; readonly studyUnderWay?: boolean };
  /** What the Education Endowment Foundation's reviewers judge. */
  readonly eef?: {
    /** How the groups of a quasi-experiment were made comparable. */
    readonly comparison?: Exclude<EefDesign, 'randomized'>;
    /** Smallest effect that the trial as it was randomized could detect with power .80, in SD. @defaultValue that of the summary, as analysed */
    readonly mdes?: number;
    /** Each threat, as judged. */
    readonly threats?: Readonly<Partial<Record<EefThreat, EefRisk>>>;
    /** Whether the moderate ones bias in one direction. */
    readonly bias?: EefBias;
  };
  /** Who was looked at and not randomized. */
  readonly enrolment?: {
    /** Students who were looked at for eligibility. */
    readonly assessed?: number;
    /** Those of them who were not randomized, by reason. */
    readonly excluded?: readonly ConsortCount[];
  };
}

/** Every member, and the members of those that have some; null where any name is allowed. */
const known: Readonly<Record<keyof TrialEvidence, readonly string[] | null>> = {
  design: [],
  assigned: [],
  integrity: [],
  confounds: [],
  joiners: [],
  measure: ['faceValidity', 'reliability', 'overAligned', 'sameCollection', 'developerMade'],
  measures: null,
  findingsInDomain: [],
  sites: [],
  overridingNegative: [],
  overlap: ['population', 'setting'],
  selectionControls: [],
  rationale: ['logicModel', 'studyUnderWay'],
  eef: ['comparison', 'mdes', 'threats', 'bias'],
  enrolment: ['assessed', 'excluded'],
};

/** Answers of members that no judgement reads where the design leaves them without a meaning. */
const answersOf: Readonly<Record<'assigned' | 'joiners', readonly string[]>> = {
  assigned: ['individuals', 'clusters'],
  joiners: joinerKinds,
};

/**
 * What was said of a trial: JSON's null is taken for nothing said.
 *
 * @throws {@link EfficacyError} `invalid_argument` for what is no record, a member that means nothing, or a measure of no outcome
 */
export function saidOf(evidence: TrialEvidence, outcomes: readonly string[], who: string): TrialEvidence {
  need(
    isRecord(evidence),
    'invalid_argument',
    who,
    'a record of what is known of the trial, {} where nothing is',
    typeof evidence,
  );
  refuseOthers(evidence, Object.keys(known), '', who);
  for (const [member, members] of Object.entries(known)) {
    const value = evidence[member as keyof TrialEvidence];
    if (members === null || members.length === 0 || value === undefined || value === null) continue;
    need(isRecord(value), 'invalid_argument', who, `${member} as a record`, String(value));
    refuseOthers(value, members, `${member}.`, who);
  }
  for (const [member, answers] of Object.entries(answersOf)) {
    const value = evidence[member as keyof typeof answersOf] ?? undefined;
    const fine = value === undefined || answers.includes(value as string);
    need(fine, 'invalid_argument', who, `${member} ${answers.join(' or ')}`, String(value));
  }
  const measures = evidence.measures ?? {};
  need(isRecord(measures), 'invalid_argument', who, 'measures as a record by outcome', String(measures));
  refuseOthers(measures, outcomes, 'measures.', who);
  for (const [outcome, measure] of Object.entries(measures)) {
    need(isRecord(measure), 'invalid_argument', who, `measures.${outcome} as a record`, String(measure));
    refuseOthers(measure, known.measure as readonly string[], `measures.${outcome}.`, who);
  }
  return withoutNull(evidence) as TrialEvidence;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function refuseOthers(record: object, members: readonly string[], place: string, who: string): void {
  const odd = Object.keys(record).find((name) => !members.includes(name));
  if (odd === undefined) return;
  const hint = didYouMean(odd, members) || ` There are ${listed(members, 20)}.`;
  throw new EfficacyError('invalid_argument', `${who} knows no ${quoted(place + odd)} of a trial.${hint}`, {
    member: place + odd,
  });
}

function withoutNull(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNull);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null && member !== undefined);
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutNull(member)]));
}
