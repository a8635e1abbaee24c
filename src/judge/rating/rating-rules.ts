import type { Cited, WwcProfile } from '../profiles/profile.js';

/** How the reliability of a measure was shown. */
export type ReliabilityKind = 'internal-consistency' | 'test-retest' | 'inter-rater';

/** Title and section of a rule, and how surely they are known. */
export type RuleSource = Omit<Cited<unknown>, 'value'>;

/** What a rating of a study goes by, edition by edition. */
export interface RatingRules {
  /** That the measure shows what it is said to. */
  readonly faceValidity: RuleSource;
  /** The least reliability, by how it was shown. Standardized tests are taken to have it. */
  readonly reliability: Cited<Readonly<Record<ReliabilityKind, number>>>;
  /** That the measure is not over-aligned with the intervention. */
  readonly alignment: RuleSource;
  /** That both arms are measured alike. */
  readonly collection: RuleSource;
  /** Whether findings on a measure made by the developer or the authors carry the rating of effectiveness. */
  readonly developerMade: Cited<'counts' | 'reported-only'>;
  /** That nothing else goes with one arm. */
  readonly confounds: RuleSource;
  /** That the assignment was carried out as drawn. */
  readonly integrity: RuleSource;
  /** That attrition is low. */
  readonly attrition: RuleSource;
  /** That later joiners bring no bias. */
  readonly joiners: RuleSource;
  /** That the arms were alike before. */
  readonly equivalence: RuleSource;
  /** How several findings in one domain are corrected. */
  readonly multiplicity: Cited<'benjamini-hochberg'>;
  /** Size from which an effect matters though it is not significant, in standard deviations; null where the edition has dropped the notion. */
  readonly substantivelyImportant: Cited<number | null>;
  /** What makes a body of evidence large. */
  readonly extent: Cited<{ readonly students: number; readonly sites: number }>;
  /** How the evidence of several studies is called. */
  readonly effectiveness: RuleSource;
}

const least: Readonly<Record<ReliabilityKind, number>> = {
  'internal-consistency': 0.5,
  'test-retest': 0.4,
  'inter-rater': 0.5,
};

function rulesOf(
  source: string,
  sections: Readonly<Record<'outcomes' | 'confounds' | 'design' | 'clusters' | 'equivalence' | 'findings', string>>,
  edition: { readonly developerMade: 'counts' | 'reported-only'; readonly substantivelyImportant: number | null },
): RatingRules {
  const at = (section: keyof typeof sections, confidence: RuleSource['confidence'] = 'unverified'): RuleSource => ({
    source,
    section: sections[section],
    confidence,
  });
  return {
    faceValidity: at('outcomes'),
    reliability: { value: least, ...at('outcomes') },
    alignment: at('outcomes'),
    collection: at('outcomes'),
    developerMade: { value: edition.developerMade, ...at('outcomes') },
    confounds: at('confounds', 'verified'),
    integrity: at('design', 'verified'),
    attrition: at('design', 'verified'),
    joiners: at('clusters'),
    equivalence: at('equivalence', 'verified'),
    multiplicity: { value: 'benjamini-hochberg', ...at('findings') },
    substantivelyImportant: { value: edition.substantivelyImportant, ...at('findings') },
    extent: { value: { students: 350, sites: 2 }, ...at('findings') },
    effectiveness: at('findings'),
  };
}

/** The rules of each edition. */
export const ratingRules: Readonly<Record<WwcProfile['id'], RatingRules>> = {
  'wwc-4.1': rulesOf(
    'WWC Standards Handbook and Procedures Handbook, version 4.1 (2020)',
    {
      outcomes: 'Standards, chapter II, outcome measures',
      confounds: 'Standards, chapter II, confounding factors',
      design: 'Standards, chapter II.A, steps 1 and 2',
      clusters: 'Standards, chapter II.B, steps 1 to 3',
      equivalence: 'Standards, chapter II.A, step 3',
      findings: 'Procedures, chapters V and VI',
    },
    { developerMade: 'counts', substantivelyImportant: 0.25 },
  ),
  'wwc-5.0': rulesOf(
    'WWC Procedures and Standards Handbook, version 5.0 (2022)',
    {
      outcomes: 'Chapter IV, outcome measures',
      confounds: 'Chapter IV, confounding factors',
      design: 'Chapter IV, randomized controlled trials',
      clusters: 'Chapter IV, cluster-level assignment',
      equivalence: 'Chapter IV, baseline equivalence',
      findings: 'Chapter VI',
    },
    { developerMade: 'reported-only', substantivelyImportant: null },
  ),
};
