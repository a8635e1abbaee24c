import { tInference } from '../../estimate/t-inference.js';
import { adjustPValues } from '../../numeric/multiplicity/adjust-p-values.js';
import { need } from '../../support/need.js';
import { quoted } from '../../support/text.js';
import type { Cited, WwcProfile } from '../profiles/profile.js';
import { profileNamed } from '../profiles/profile-of.js';
import { ratingRules } from '../rating/rating-rules.js';
import type { WwcFinding } from '../wwc/finding.js';

const who = 'wwcDomain';

/** A main finding of a study in one outcome domain. */
export interface NamedFinding {
  /** The measure. */
  readonly name: string;
  /** By {@link wwcFinding}, which corrects for clusters. */
  readonly finding: WwcFinding;
}

/** What the correction for several findings must know. */
export interface WwcDomainOptions {
  /** Edition of the handbook. There is no default. */
  readonly profile: WwcProfile['id'];
  /** How many main findings the study has in this domain, those that are not given here too. */
  readonly m: number;
  /** What was assigned: the findings of assigned clusters must have been corrected for them. */
  readonly assigned: 'individuals' | 'clusters';
}

/** A finding after the correction for the other ones. */
export interface JudgedFinding {
  /** Of the measure. */
  readonly name: string;
  /** Effect in standard deviations; positive is good for students. */
  readonly benefit: number;
  /** Two-sided, corrected for clusters, not for other findings. */
  readonly pValue: number;
  /** Corrected for other findings in the domain. */
  readonly adjustedPValue: number;
  /** By the corrected p-value. */
  readonly significant: boolean;
  /** Whether it is good for students. */
  readonly direction: 'favourable' | 'unfavourable' | 'none';
}

/** What a study found in one domain. The substantively important kinds belong to edition 4.1. */
export type StudyCharacter =
  | 'significant-positive'
  | 'substantively-important-positive'
  | 'indeterminate'
  | 'substantively-important-negative'
  | 'significant-negative';

/** The findings of one study in one outcome domain. */
export interface WwcDomain {
  /** Which record this is. */
  readonly kind: 'wwc-domain';
  /** Edition of the handbook that it was judged by. */
  readonly profile: WwcProfile['id'];
  /** What was assigned, so that its clusters were corrected for. */
  readonly assigned: WwcDomainOptions['assigned'];
  /** Findings that were corrected for. */
  readonly m: number;
  /** Level of the two-sided tests. */
  readonly significance: Cited<number>;
  /** In the order in which they were given. */
  readonly findings: readonly JudgedFinding[];
  /** Plain mean of the benefits, in standard deviations, and its test with the mean standard error: as if the findings were one. */
  readonly mean: {
    readonly benefit: number;
    readonly standardError: number;
    readonly df: number;
    readonly pValue: number;
    readonly significant: boolean;
  };
  /** What the study found as a whole; by the mean only where all its main findings are here. */
  readonly character: StudyCharacter;
  /** How the p-values were corrected. */
  readonly correction: Cited<'benjamini-hochberg'>;
  /** Size from which an effect matters though it is not significant; null where the edition does not say so. */
  readonly substantivelyImportant: Cited<number | null>;
}

/**
 * Which findings of a study in one domain are significant, in which direction, and what the study found as a whole.
 *
 * Benjamini & Hochberg's correction runs over all main findings that the study has in the domain, reported here or not.
 *
 * @param findings - one or more main findings, of the same edition
 * @param options - the edition, the number of main findings, and what was assigned
 * @throws {@link EfficacyError} `no_data` without findings, `invalid_argument` for an `m` below their number, a name that comes twice, a finding
 * of another edition, or one of assigned clusters that was not corrected for them
 *
 * @example
 * wwcDomain([{ name: 'reading', finding: wwcFinding(study, 'wwc-5.0') }], { profile: 'wwc-5.0', m: 3, assigned: 'individuals' }).character;
 *
 * @see WWC Procedures Handbook 4.1, chapters V and VI and Appendix F; Benjamini & Hochberg (1995), J. R. Stat. Soc. B 57, 289-300.
 */
export function wwcDomain(findings: readonly NamedFinding[], options: WwcDomainOptions): WwcDomain {
  const { id, significance } = profileNamed(options.profile, who);
  checkFindings(findings, options, id);
  const { multiplicity, substantivelyImportant } = ratingRules[id];
  const level = significance.value;
  const { adjusted, significant } = adjustPValues(
    findings.map(({ finding }) => finding.pValue),
    { method: multiplicity.value, m: options.m, level },
  );
  const judged = findings.map(
    ({ name, finding: { benefit, pValue } }, i): JudgedFinding => ({
      name,
      benefit,
      pValue,
      adjustedPValue: adjusted[i] as number,
      significant: significant[i] as boolean,
      direction: benefit > 0 ? 'favourable' : benefit < 0 ? 'unfavourable' : 'none',
    }),
  );
  const mean = meanOf(findings, level);
  return {
    kind: 'wwc-domain',
    profile: id,
    assigned: options.assigned,
    m: options.m,
    significance,
    findings: judged,
    mean,
    character: characterOf(judged, options.m, mean, substantivelyImportant.value),
    correction: multiplicity,
    substantivelyImportant,
  };
}

function meanOf(findings: readonly NamedFinding[], level: number): WwcDomain['mean'] {
  const average = (of: (finding: WwcFinding) => number): number =>
    findings.reduce((sum, { finding }) => sum + of(finding), 0) / findings.length;
  const benefit = average((finding) => finding.benefit);
  const standardError = average((finding) => finding.standardError);
  const df = Math.min(...findings.map(({ finding }) => finding.df));
  const { pValue } = tInference(benefit, standardError, df, 1 - level);
  return { benefit, standardError, df, pValue, significant: pValue < level };
}

function characterOf(
  findings: readonly JudgedFinding[],
  m: number,
  mean: WwcDomain['mean'],
  important: number | null,
): StudyCharacter {
  const some = (direction: JudgedFinding['direction']): boolean =>
    findings.some((finding) => finding.significant && finding.direction === direction);
  const [good, bad] = [some('favourable'), some('unfavourable')];
  if (good !== bad) return good ? 'significant-positive' : 'significant-negative';
  // With one finding its own corrected test has spoken already; findings that are not here could lower a mean.
  if (mean.significant && findings.length > 1 && findings.length === m) {
    return mean.benefit > 0 ? 'significant-positive' : 'significant-negative';
  }
  if (important === null || Math.abs(mean.benefit) < important) return 'indeterminate';
  return mean.benefit > 0 ? 'substantively-important-positive' : 'substantively-important-negative';
}

function checkFindings(
  findings: readonly NamedFinding[],
  { m, assigned }: WwcDomainOptions,
  id: WwcProfile['id'],
): void {
  need(findings.length > 0, 'no_data', who, 'a finding', 'none');
  const enough = Number.isSafeInteger(m) && m >= findings.length;
  const all = `m, the number of main findings that the study has in the domain, ${findings.length} or more`;
  need(enough, 'invalid_argument', who, all, m);
  const known = assigned === 'individuals' || assigned === 'clusters';
  need(known, 'invalid_argument', who, 'assigned individuals or clusters', String(assigned));
  const names = findings.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  need(twice === undefined, 'invalid_argument', who, 'each finding once', quoted(String(twice)));
  for (const { name, finding } of findings) {
    const same = finding.profile === id;
    need(same, 'invalid_argument', who, `findings by ${id}`, `${quoted(name)} by ${finding.profile}`);
    const corrected = assigned === 'individuals' || finding.clusterDesign !== null;
    const wanted = 'findings with their clusters where clusters were assigned (pass clusters to wwcFinding)';
    need(corrected, 'invalid_argument', who, wanted, `${quoted(name)} without`);
  }
}
