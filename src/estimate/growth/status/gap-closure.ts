import { momentsOfSample, type Sample, variance } from '../../../aggregate/moments.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { TestedEstimate } from '../../estimate.js';
import { tInference } from '../../t-inference.js';

/** The two groups between which there is a gap, each with the scores of different students at two times. */
export interface GapCohorts {
  /** The group that stands higher, by convention. */
  readonly reference: { readonly before: Sample; readonly after: Sample };
  /** The group whose distance from the other is in question. */
  readonly focal: { readonly before: Sample; readonly after: Sample };
}

/** The two groups with the gain of each student, for the same students at both times. */
export interface GapGains {
  /** The group that stands higher, by convention. */
  readonly reference: { readonly gain: Sample };
  /** The group whose distance from the other is in question. */
  readonly focal: { readonly gain: Sample };
}

/** By how much a gap between two groups has closed. */
export interface GapClosure extends TestedEstimate {
  readonly kind: 'gap-closure';
  readonly standardError: number;
  readonly df: number;
  /** Mean of the reference group minus that of the focal group, in points; null where only gains were given. */
  readonly gapBefore: number | null;
  /** The same at the later time. */
  readonly gapAfter: number | null;
}

/**
 * How far the gap between two groups has closed, in points: positive where the focal group gained more.
 *
 * @param groups - scores of both groups at both times (different students), or the gains of the same students
 * @returns gap before minus gap after, with Welch's interval
 * @throws {@link EfficacyError} `too_few_observations` below 2 in a group, `zero_variance`
 *
 * @example
 * gapClosure({ reference: { gain: [8, 10, 9] }, focal: { gain: [12, 11, 14] } }).estimate; // 3.33 points
 *
 * @see Welch (1947), Biometrika 34, 28-35; Reardon (2011), in Duncan & Murnane (eds.), Whither Opportunity?, for the gap itself.
 */
export function gapClosure(groups: GapCohorts | GapGains, options: { readonly level?: number } = {}): GapClosure {
  const who = 'gapClosure';
  const { level = 0.95 } = options;
  checkLevel(who, level);
  // Signed means that add up to the closure: focal after - focal before - (reference after - reference before).
  const parts = 'gain' in groups.focal ? gains(groups as GapGains) : cohorts(groups as GapCohorts);
  const shares = parts.map(({ sample }) => {
    const group = momentsOfSample(sample);
    if (group.n < 2) {
      throw new EfficacyError(
        'too_few_observations',
        `${who} needs at least 2 students in each group; got ${group.n}`,
        { n: group.n },
      );
    }
    return { mean: group.mean, n: group.n, error: variance(group) / group.n };
  });
  const total = shares.reduce((sum, { error }) => sum + error, 0);
  if (!(total > 0)) throw new EfficacyError('zero_variance', `${who} needs scores that vary; none does`);
  const estimate = parts.reduce((sum, { sign }, i) => sum + sign * (shares[i] as { mean: number }).mean, 0);
  const standardError = Math.sqrt(total);
  const df = total ** 2 / shares.reduce((sum, { error, n }) => sum + error ** 2 / (n - 1), 0);
  const [focalAfter, focalBefore, referenceAfter, referenceBefore] = shares.map(({ mean }) => mean);
  const gap = (reference: number | undefined, focal: number | undefined): number | null =>
    shares.length === 4 && reference !== undefined && focal !== undefined ? reference - focal : null;
  return {
    kind: 'gap-closure',
    estimate,
    standardError,
    df,
    ...tInference(estimate, standardError, df, level),
    unit: 'points',
    method: `${shares.length === 4 ? 'gap before minus gap after, different students at each time' : 'mean gain of the focal minus that of the reference group'}; Welch's interval`,
    gapBefore: gap(referenceBefore, focalBefore),
    gapAfter: gap(referenceAfter, focalAfter),
    notes: [noCause],
  };
}

const noCause: Note = {
  code: 'no_comparison',
  message: 'A gap that closes says nothing of why: without a comparison group it is a description.',
};

interface Part {
  readonly sample: Sample;
  readonly sign: 1 | -1;
}

const gains = ({ focal, reference }: GapGains): readonly Part[] => [
  { sample: focal.gain, sign: 1 },
  { sample: reference.gain, sign: -1 },
];

const cohorts = ({ focal, reference }: GapCohorts): readonly Part[] => [
  { sample: focal.after, sign: 1 },
  { sample: focal.before, sign: -1 },
  { sample: reference.after, sign: -1 },
  { sample: reference.before, sign: 1 },
];
