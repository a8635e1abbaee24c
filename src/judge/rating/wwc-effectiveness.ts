import * as normal from '../../numeric/distributions/normal.js';
import { need } from '../../support/need.js';
import { quoted } from '../../support/text.js';
import type { WwcDomain } from '../multiplicity/wwc-domain.js';
import type { WwcProfile } from '../profiles/profile.js';
import { profileNamed } from '../profiles/profile-of.js';
import { type RatingRules, type RuleSource, ratingRules } from './rating-rules.js';
import type { WwcRating } from './wwc-rating.js';

const who = 'wwcEffectiveness';

/** A study of an intervention in one outcome domain. */
export interface RatedStudy {
  /** Of the study; each has another. */
  readonly name: string;
  /** How it meets the standards. */
  readonly rating: WwcRating;
  /** What it found in the domain. */
  readonly domain: WwcDomain;
  /** Students in its analysis. */
  readonly students: number;
  /** Sites (districts, schools, campuses) in its analysis. */
  readonly sites: number;
}

/**
 * How the evidence on an intervention is called. `'positive'` to `'negative'` and `'no-discernible'` are of edition 4.1; the evidence of
 * edition 5.0 is strong, moderate or promising evidence of a positive effect, uncertain, or of a negative effect.
 */
export type EffectivenessLevel =
  | 'positive'
  | 'potentially-positive'
  | 'mixed'
  | 'no-discernible'
  | 'potentially-negative'
  | 'negative'
  | 'strong-positive'
  | 'moderate-positive'
  | 'promising-positive'
  | 'uncertain'
  | 'negative-effects'
  | 'no-evidence';

/** The evidence of all studies of an intervention in one domain. */
export interface WwcEffectiveness {
  /** Which record this is. */
  readonly kind: 'wwc-effectiveness';
  /** Edition of the handbook that it was judged by. */
  readonly profile: WwcProfile['id'];
  /** What the evidence is called. */
  readonly level: EffectivenessLevel;
  /** In one sentence. */
  readonly reason: string;
  /** Studies that meet the standards and carry the rating. */
  readonly counted: readonly string[];
  /** The others, and why they do not. */
  readonly leftOut: readonly { readonly name: string; readonly because: string }[];
  /** In all studies that count. */
  readonly students: number;
  /** In all studies that count; a site of two studies counts twice. */
  readonly sites: number;
  /** Inverse-variance weighted mean of the benefits, in standard deviations, with its normal test; null without a study. */
  readonly mean: {
    readonly benefit: number;
    readonly standardError: number;
    readonly pValue: number;
    readonly significant: boolean;
    /** Share of the weight that studies without reservations have, 0 to 1. */
    readonly weightWithoutReservations: number;
  } | null;
  /** Whether there are as many students and sites as the edition asks of a large body of evidence. */
  readonly large: boolean;
  /** How many that is. */
  readonly extent: RatingRules['extent'];
  /** Where the names are defined, and how surely that is known. */
  readonly rule: RuleSource;
}

/**
 * The effectiveness of an intervention in one domain over all studies that meet the standards, as the edition calls it.
 *
 * Edition 4.1 counts studies by what each found; edition 5.0 takes the fixed-effect mean over studies, and its size, sites and designs.
 *
 * @param studies - rated studies, one line for each
 * @param profileId - the edition of all of them
 * @throws {@link EfficacyError} `invalid_argument` for a study of another edition, findings of clusters tested as those of individuals,
 * a name that comes twice, or counts that are none
 *
 * @example
 * wwcEffectiveness([{ name: 'Smith 2021', rating, domain, students: 812, sites: 9 }], 'wwc-5.0').level;
 *
 * @see WWC Procedures Handbook 4.1, chapter VI; WWC Procedures and Standards Handbook 5.0, chapter VI.
 */
export function wwcEffectiveness(studies: readonly RatedStudy[], profileId: WwcProfile['id']): WwcEffectiveness {
  const { id, significance } = profileNamed(profileId, who);
  checkStudies(studies, id);
  const rules = ratingRules[id];
  const sorted = studies.map((study) => ({ study, because: whyNot(study) }));
  const counted = sorted.filter(({ because }) => because === null).map(({ study }) => study);
  const leftOut = sorted.flatMap(({ study: { name }, because }) => (because === null ? [] : [{ name, because }]));
  const students = counted.reduce((sum, study) => sum + study.students, 0);
  const sites = counted.reduce((sum, study) => sum + study.sites, 0);
  const large = students >= rules.extent.value.students && sites >= rules.extent.value.sites;
  const mean = meanOf(counted, significance.value);
  const [level, reason] =
    mean === null
      ? (['no-evidence', 'No study meets the standards and counts.'] as const)
      : rules.substantivelyImportant.value === null
        ? byMean(mean, large)
        : byCount(counted);
  return {
    kind: 'wwc-effectiveness',
    profile: id,
    level,
    reason,
    counted: counted.map(({ name }) => name),
    leftOut,
    students,
    sites,
    mean,
    large,
    extent: rules.extent,
    rule: sourceOf(rules),
  };
}

const sourceOf = ({ effectiveness: { source, section, confidence } }: RatingRules): RuleSource => ({
  source,
  section,
  confidence,
});

function whyNot({ rating }: RatedStudy): string | null {
  if (rating.rating === 'does-not-meet') return `does not meet the standards: ${rating.reason}`;
  if (rating.rating === 'cannot-be-rated') return `cannot be rated: ${rating.reason}`;
  return rating.countsForEffectiveness === true
    ? null
    : 'its measure is the developer’s or the authors’ own: reported, not counted';
}

function meanOf(studies: readonly RatedStudy[], level: number): WwcEffectiveness['mean'] {
  if (studies.length === 0) return null;
  const weights = studies.map(({ domain }) => domain.mean.standardError ** -2);
  const total = weights.reduce((sum, w) => sum + w, 0);
  const shareOf = (of: (study: RatedStudy) => number): number =>
    studies.reduce((sum, study, i) => sum + of(study) * (weights[i] as number), 0) / total;
  const benefit = shareOf(({ domain }) => domain.mean.benefit);
  const standardError = Math.sqrt(1 / total);
  const pValue = 2 * normal.sf(Math.abs(benefit) / standardError);
  return {
    benefit,
    standardError,
    pValue,
    significant: pValue < level,
    weightWithoutReservations: shareOf(({ rating }) => Number(rating.rating === 'meets-without-reservations')),
  };
}

type Verdict = readonly [EffectivenessLevel, string];

/** Edition 5.0. */
function byMean(mean: NonNullable<WwcEffectiveness['mean']>, large: boolean): Verdict {
  if (!mean.significant) return ['uncertain', 'The mean effect is not significant.'];
  if (mean.benefit < 0) return ['negative-effects', 'The mean effect is significant and bad for students.'];
  if (!large)
    return ['promising-positive', 'The mean effect is significant and good; students or sites are too few for more.'];
  return mean.weightWithoutReservations > 0.5
    ? [
        'strong-positive',
        'The mean effect is significant and good, mostly from studies without reservations, on enough students and sites.',
      ]
    : [
        'moderate-positive',
        'The mean effect is significant and good, mostly from studies with reservations, on enough students and sites.',
      ];
}

/** Edition 4.1. */
function byCount(studies: readonly RatedStudy[]): Verdict {
  const count = (...characters: readonly WwcDomain['character'][]): number =>
    studies.filter(({ domain }) => characters.includes(domain.character)).length;
  const strong = (character: WwcDomain['character']): boolean =>
    studies.some((s) => s.domain.character === character && s.rating.rating === 'meets-without-reservations');
  const good = count('significant-positive', 'substantively-important-positive');
  const bad = count('significant-negative', 'substantively-important-negative');
  const unclear = count('indeterminate');
  const said = `${good} positive, ${unclear} indeterminate and ${bad} negative of ${studies.length}`;
  const sure = (character: WwcDomain['character']): boolean => count(character) >= 2 && strong(character);
  const level = ((): EffectivenessLevel => {
    if (good === 0 && bad === 0) return 'no-discernible';
    if (bad === 0 && sure('significant-positive')) return 'positive';
    if (bad === 0) return unclear <= good ? 'potentially-positive' : 'mixed';
    if (good === 0 && sure('significant-negative')) return 'negative';
    if (good === 0) return 'potentially-negative';
    return bad > good ? 'potentially-negative' : 'mixed';
  })();
  return [level, `By study: ${said}.`];
}

function checkStudies(studies: readonly RatedStudy[], id: WwcProfile['id']): void {
  const names = studies.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  need(twice === undefined, 'invalid_argument', who, 'each study once', quoted(String(twice)));
  for (const { name, rating, domain, students, sites } of studies) {
    const same = rating.profile === id && domain.profile === id;
    need(
      same,
      'invalid_argument',
      who,
      `studies by ${id}`,
      `${quoted(name)} by ${rating.profile} and ${domain.profile}`,
    );
    const fits = rating.assigned === null || rating.assigned === domain.assigned;
    const wanted = `${quoted(name)} rated and tested as what it assigned, ${rating.assigned}`;
    need(fits, 'invalid_argument', who, wanted, domain.assigned);
    const whole = [students, sites].every((n) => Number.isSafeInteger(n) && n > 0);
    need(
      whole,
      'invalid_argument',
      who,
      `whole numbers of students and sites of ${quoted(name)}`,
      `${students} and ${sites}`,
    );
  }
}
