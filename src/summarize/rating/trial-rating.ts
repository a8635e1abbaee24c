import type { ConsortFlow } from '../../judge/consort/consort-flow.js';
import { type EefPadlocks, eefPadlocks } from '../../judge/eef/eef-padlocks.js';
import { type EssaTier, essaTier } from '../../judge/essa/essa-tier.js';
import { type WwcDomain, wwcDomain } from '../../judge/multiplicity/wwc-domain.js';
import type { WwcProfile } from '../../judge/profiles/profile.js';
import type { WwcEvidence } from '../../judge/rating/evidence.js';
import { type WwcRating, type WwcRatingLevel, wwcRating } from '../../judge/rating/wwc-rating.js';
import type { WwcFinding } from '../../judge/wwc/finding.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { listed, quoted } from '../../support/text.js';
import type { TrialSummary } from '../trial/summary.js';
import type { TrialFamily } from '../trial/trial-family.js';
import { flowOfTrial } from './flow-of-trial.js';
import { openQuestions, type TrialQuestion } from './open-questions.js';
import { saidOf, type TrialEvidence } from './trial-evidence.js';

const who = 'trialRating';

/** One outcome of a trial, rated. */
export interface RatedFinding {
  /** Name of the outcome. */
  readonly outcome: string;
  /** As the What Works Clearinghouse computes it. */
  readonly finding: WwcFinding;
  /** Whether and how the trial meets its standards for this outcome, with every step. */
  readonly rating: WwcRating;
  /** Who was assigned, lost and analysed. */
  readonly flow: ConsortFlow;
}

/** A trial by the standards of the What Works Clearinghouse, the tiers of ESSA, the padlocks of the EEF and the flow of CONSORT. */
export interface TrialRating {
  /** Which record this is. */
  readonly kind: 'trial-rating';
  /** Edition of the WWC's handbook. */
  readonly profile: WwcProfile['id'];
  /** In the order of the outcomes. */
  readonly findings: readonly RatedFinding[];
  /**
   * The findings that may count, corrected for clusters and for all main findings of the domain. Null where their number was not said and
   * could decide.
   */
  readonly domain: WwcDomain | null;
  /** The tier of evidence, from the weakest rating among the significant good findings. */
  readonly essa: EssaTier;
  /** The security of the first outcome. */
  readonly padlocks: EefPadlocks;
  /** All that was not said and could decide, each once, with the member of the evidence that answers it. */
  readonly questions: readonly TrialQuestion[];
  /** What a reader must know: a plan that was not followed, figures that stand in for others. */
  readonly notes: readonly Note[];
}

/**
 * Rates a trial from its summary and from what no data can show.
 *
 * Counts, clusters, attrition, baseline, effects and their tests are those of the summary. Whatever else a rating rests on is evidence, and
 * **what was not said is asked for, never taken to be good**: an empty record gives `cannot-be-rated` and the questions.
 *
 * @param trial - a summary made with `profile` and `attritionBoundary`; or a family, whose outcomes are the main findings of one outcome domain
 * @param evidence - what is known beside the data, as far as it is
 * @throws {@link EfficacyError} `invalid_argument` for a summary without a profile or of rows that stand for several students, evidence that contradicts the design of the summary, a
 * member that means nothing, or an answer that is none; `inconsistent_counts` where those looked at are not those excluded and assigned
 *
 * @example
 * const trial = trialSummary(table, { ...design, profile: 'wwc-5.0', attritionBoundary: 'cautious' });
 * trialRating(trial, { design: 'randomized', integrity: 'valid', confounds: [] }).questions.map(({ question }) => question);
 *
 * @see {@link wwcRating}, {@link wwcDomain}, {@link essaTier}, {@link eefPadlocks}, {@link consortFlow}
 */
export function trialRating(trial: TrialSummary | TrialFamily, evidence: TrialEvidence): TrialRating {
  const trials = trial.kind === 'trial-family' ? trial.members.map(({ summary }) => summary) : [trial];
  const outcomes = trials.map(({ outcome }) => outcome);
  const said = saidOf(evidence, outcomes, who);
  const twice = outcomes.find((name, i) => outcomes.indexOf(name) !== i);
  need(twice === undefined, 'invalid_argument', who, 'each outcome once', quoted(String(twice)));
  const [first] = trials as [TrialSummary, ...TrialSummary[]];
  const profile = profileOf(trials);
  const assigned = assignedOf(first, said);
  for (const { treatment, control, rows } of trials) {
    const each = treatment.n + control.n === rows.used;
    need(
      each,
      'invalid_argument',
      who,
      'a summary of one row a student: its counts are of rows',
      'weights that are counts',
    );
  }
  for (const { assignment } of trials) {
    const same = assignment.includes('cluster') === first.assignment.includes('cluster');
    need(same, 'invalid_argument', who, 'outcomes of one trial, all with clusters or all without', listed(outcomes));
  }
  const findings = trials.map(
    (one): RatedFinding => ({
      outcome: one.outcome,
      finding: one.wwc as WwcFinding,
      rating: wwcRating(evidenceOf(one, said, assigned), profile),
      flow: flowOfTrial(one, said.enrolment),
    }),
  );
  const counted = countedOf(findings);
  const domain = domainOf(counted, said, assigned ?? 'individuals', profile);
  const essa = essaTier({
    study: {
      rating: ratingOf(counted, domain),
      ...(domain !== null && { domain }),
      students: Math.min(...counted.map(({ flow }) => flow.analysed)),
      ...sitesOf(
        trials.filter(({ outcome }) => counted.some((one) => one.outcome === outcome)),
        said,
      ),
    },
    ...given(said, 'overridingNegative'),
    ...given(said, 'selectionControls'),
    ...given(said, 'overlap'),
    ...given(said, 'rationale'),
  });
  const { padlocks, notes } = padlocksOf(first, said);
  return {
    kind: 'trial-rating',
    profile,
    findings,
    domain,
    essa,
    padlocks,
    questions: openQuestions(findings, essa, padlocks, said),
    notes: [...planNotes(trial), ...notes],
  };
}

const given = <K extends keyof TrialEvidence>(said: TrialEvidence, name: K) =>
  (said[name] === undefined ? {} : { [name]: said[name] }) as { [key in K]?: Exclude<TrialEvidence[K], undefined> };

function profileOf(trials: readonly TrialSummary[]): WwcProfile['id'] {
  const profiles = new Set(trials.map(({ wwc }) => wwc?.profile ?? null));
  const [only] = profiles;
  need(
    profiles.size === 1 && only !== null && only !== undefined,
    'invalid_argument',
    who,
    "summaries made with one profile: trialSummary(table, { ..., profile: 'wwc-5.0', attritionBoundary: 'cautious' })",
    [...profiles].map((profile) => profile ?? 'none').join(' and '),
  );
  return only;
}

/** What was assigned, by the columns that the design names; without clusters only the evidence can say that there were none. */
function assignedOf({ assignment, clusters }: TrialSummary, { assigned }: TrialEvidence): WwcEvidence['assigned'] {
  const byDesign = assignment.includes('cluster') ? 'clusters' : clusters !== null ? 'individuals' : undefined;
  need(
    assigned !== 'clusters' || byDesign === 'clusters',
    'invalid_argument',
    who,
    'a summary with the cluster column where clusters were assigned: without it the test of the effect is too sure',
    'none',
  );
  need(
    assigned !== 'individuals' || byDesign !== 'clusters',
    'invalid_argument',
    who,
    'a summary with assignedWithinClusters where individuals were assigned',
    `one by which ${quoted(clusters?.column ?? '')} was assigned`,
  );
  return byDesign ?? assigned;
}

function evidenceOf(trial: TrialSummary, said: TrialEvidence, assigned: WwcEvidence['assigned']): WwcEvidence {
  const { treatment, control, alike, outcome } = trial;
  const attrition = alike?.attrition ?? null;
  const { joiners } = said;
  const clustered = assigned === 'clusters';
  const units = clustered
    ? { treatment: treatment.clusters ?? 0, control: control.clusters ?? 0 }
    : { treatment: treatment.n, control: control.n };
  const measure = said.measures?.[outcome] ?? said.measure;
  return {
    ...given(said, 'design'),
    ...(assigned !== undefined && { assigned }),
    ...given(said, 'integrity'),
    ...given(said, 'confounds'),
    units,
    ...(measure !== undefined && { measure }),
    ...(attrition !== null && {
      attrition:
        attrition.kind === 'wwc-cluster-attrition' && joiners !== undefined ? { ...attrition, joiners } : attrition,
    }),
    ...(alike?.baseline != null && { baseline: alike.baseline }),
  };
}

/** Findings that may carry a rating: those that meet the standards, or may yet, on a measure that counts; all where there are none. */
function countedOf(findings: readonly RatedFinding[]): readonly RatedFinding[] {
  const some = findings.filter(
    ({ rating }) => rating.rating !== 'does-not-meet' && rating.countsForEffectiveness !== false,
  );
  return some.length > 0 ? some : findings;
}

/**
 * The domain, where the number of its main findings was said or does not matter: more of them only make significance rarer, but those that are not
 * here could lower a mean that is significant.
 */
function domainOf(
  findings: readonly RatedFinding[],
  { findingsInDomain }: TrialEvidence,
  assigned: 'individuals' | 'clusters',
  profile: WwcProfile['id'],
): WwcDomain | null {
  const named = findings.map(({ outcome: name, finding }) => ({ name, finding }));
  const domain = wwcDomain(named, { profile, m: findingsInDomain ?? named.length, assigned });
  const some = domain.mean.significant || domain.findings.some(({ significant }) => significant);
  return findingsInDomain === undefined && some ? null : domain;
}

const ladder: readonly WwcRatingLevel[] = [
  'does-not-meet',
  'cannot-be-rated',
  'meets-with-reservations',
  'meets-without-reservations',
];

/** The weakest rating of the findings that the tier would rest on: the significant good ones; of all where there are none. */
function ratingOf(findings: readonly RatedFinding[], domain: WwcDomain | null): WwcRating {
  const good = findings.filter(({ outcome }) =>
    domain?.findings.some((one) => one.name === outcome && one.significant && one.direction === 'favourable'),
  );
  const resting = good.length > 0 ? good : findings;
  const place = ({ rating }: RatedFinding): number => ladder.indexOf(rating.rating);
  return resting.reduce((weakest, one) => (place(one) < place(weakest) ? one : weakest)).rating;
}

/** As said, or the fewest of any outcome: blocks with both arms, or clusters. */
function sitesOf(trials: readonly TrialSummary[], { sites }: TrialEvidence): { readonly sites?: number } {
  if (sites === undefined) return {};
  if (sites !== 'blocks' && sites !== 'clusters') return { sites };
  const found = trials.map(({ blocks, clusters }) => (sites === 'blocks' ? blocks?.withBothArms : clusters?.count));
  const known = found.filter((count) => count !== undefined);
  const all = known.length === found.length;
  need(all, 'invalid_argument', who, `a design with ${sites} where these are the sites`, 'none');
  return { sites: Math.min(...known) };
}

function padlocksOf(
  { minimumDetectable, rows, treatment, control }: TrialSummary,
  { design, eef = {} }: TrialEvidence,
): { readonly padlocks: EefPadlocks; readonly notes: readonly Note[] } {
  const { comparison, threats, bias } = eef;
  const odd = comparison !== undefined && (design === 'randomized' || (comparison as string) === 'randomized');
  const wanted = 'eef.comparison only where chance did not assign the arms, and then how they were made alike';
  need(!odd, 'invalid_argument', who, wanted, `${comparison}, and the design ${design ?? 'not said'}`);
  const asAnalysed =
    minimumDetectable !== null && minimumDetectable.power === 0.8 && minimumDetectable.level === 0.95
      ? minimumDetectable.sd
      : undefined;
  const mdes = eef.mdes ?? asAnalysed;
  const assigned = treatment.assigned + control.assigned;
  const kind = design === 'randomized' ? 'randomized' : design === undefined ? undefined : comparison;
  const padlocks = eefPadlocks({
    ...(kind !== undefined && { design: kind }),
    ...(mdes !== undefined && { mdes }),
    attrition: (assigned - rows.used) / assigned,
    ...(threats !== undefined && { threats }),
    ...(bias !== undefined && { bias }),
  });
  const standsIn = eef.mdes === undefined && asAnalysed !== undefined;
  return { padlocks, notes: standsIn ? [mdesAsAnalysed] : [] };
}

const mdesAsAnalysed: Note = {
  code: 'mdes_as_analysed',
  message:
    'The detectable effect behind the padlocks is that of the trial as analysed; the Foundation goes by the one as randomized (eef.mdes), which is mostly smaller.',
};

function planNotes(trial: TrialSummary | TrialFamily): readonly Note[] {
  if (trial.plan === null || trial.plan.asPlanned) return [];
  const message = `The analysis is not the planned one: ${trial.plan.deviations.map((one) => one.message).join(' ')}`;
  return [{ code: 'not_as_planned', message }];
}
