import type { ConfidenceSet } from '../../support/confidence-set.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import type { TreatmentColumn } from '../trial/two-arms.js';
import { type ArmGroups, armMeans } from './arm-means.js';
import { comomentsOfGrowth, type GrowthData } from './growth-data.js';
import type { ExpectedGrowthOptions } from './growth-options.js';
import type { Figure, GrowthPerMinute, GrowthRate } from './growth-result.js';
import type { MeanVector } from './mean-vector.js';

/** A rate in all its units. */
export function rateOf(figure: Figure, confidenceSet: ConfidenceSet | null, sd: number | undefined): GrowthRate {
  return {
    ...figure,
    perHour: 60 * figure.estimate,
    per45Minutes: 45 * figure.estimate,
    sdPerMinute: sd === undefined ? null : figure.estimate / sd,
    confidenceSet,
  };
}

/** Where the growth without the product is taken from. */
export type Expectation = { readonly from: 'control' } | { readonly from: 'stated'; readonly points: number } | null;

export function expectationOf({ arm, expected }: ExpectedGrowthOptions, who: string): Expectation {
  if (typeof expected === 'number') {
    if (Number.isFinite(expected)) return { from: 'stated', points: expected };
    throw new EfficacyError('invalid_argument', `${who} needs an expected growth in points; got ${expected}`, {
      expected,
    });
  }
  if (expected === 'control' && arm === undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs an arm to take the expected growth of the control arm from; name it in arm`,
    );
  }
  return arm === undefined ? null : { from: 'control' };
}

/** Means of columns in the treatment arm and of the gain in the control arm, which stands last; sizes of both. */
export interface MeansOfArms {
  readonly vector: MeanVector;
  readonly nControl: number | null;
  readonly clusters: number | null;
}

/**
 * @param columns - wanted of the treatment arm, the gain first
 */
export function meansOfArms(
  data: GrowthData,
  columns: readonly string[],
  { arm, cluster }: { readonly arm?: TreatmentColumn; readonly cluster?: string },
  who: string,
): MeansOfArms {
  const { indicator, minutes } = data;
  const of = [...new Set([...columns, minutes, ...(indicator === null ? [] : [indicator])])];
  const comoments = comomentsOfGrowth(data, [arm?.column, cluster], of, who);
  const place = (name: string): number => comoments.of.indexOf(name);
  const isTreated = (g: number): boolean => indicator === null || comoments.means[place(indicator)]![g] === 1;
  const groups = Array.from({ length: comoments.groupCount }, (_, g) => g).filter((g) => comoments.n[g]! > 0);
  const controls = groups.filter((g) => !isTreated(g));
  const used = controls.find((g) => comoments.means[place(minutes)]![g]! > 0);
  if (used !== undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} offers only estimand 'causal' where controls used the product too: their growth is not that of students without it`,
    );
  }
  if (comoments.weightKind !== null && comoments.weightKind !== 'frequency' && cluster === undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a cluster for co-moments with ${comoments.weightKind} weights: without the rows nothing else tells how means vary`,
    );
  }
  const key = cluster === undefined ? null : comoments.keys[comoments.by.indexOf(cluster)]!.codes;
  const treatment: ArmGroups = { groups: groups.filter(isTreated), columns: columns.map(place) };
  const control: ArmGroups = { groups: controls, columns: [place(columns[0]!)] };
  const vector = armMeans(comoments, indicator === null ? [treatment] : [treatment, control], key, who);
  return {
    vector,
    nControl: indicator === null ? null : controls.reduce((sum, g) => sum + comoments.n[g]!, 0),
    clusters: key === null ? null : new Set(groups.map((g) => key[g])).size,
  };
}

/** Few clusters make intervals too short, whatever the degrees of freedom. */
export function notesOfClusters(clusters: number | null): readonly Note[] {
  if (clusters === null) {
    const message = 'Students are taken as independent; name the school or class as the cluster where they share it.';
    return [{ code: 'no_clusters', message }];
  }
  if (clusters >= 20) return [];
  return [
    {
      code: 'few_clusters',
      message: `The linearized intervals rest on ${clusters} clusters, which is few: true coverage may be lower.`,
    },
  ];
}

export const noExpectation: Note = {
  code: 'no_expected_growth',
  message:
    'Nothing was taken off for the growth that comes without the product: the rate credits all growth to it. Name a control arm or state the expected growth.',
};

/** Tells where the denominator is not told from 0. */
export function notesOfMinutes({ interval }: Figure): readonly Note[] {
  if (interval === null || interval.lower > 0 || interval.upper < 0) return [];
  const message = 'The interval of the minutes reaches 0: the confidence set of the rate has no end on some side.';
  return [{ code: 'minutes_reach_zero', message }];
}

/** Tells what an expectation comes to. */
export function expectedGrowthOf(expectation: Expectation, { means }: MeanVector): GrowthPerMinute['expectedGrowth'] {
  return expectation === null ? null : { from: expectation.from, points: means[means.length - 1]! };
}

/** The means with what is expected as the last of them: the gain of the controls, or a figure that does not vary. */
export function withExpectation({ means, parts }: MeanVector, expectation: Expectation): MeanVector {
  if (expectation?.from !== 'stated') return { means, parts };
  return {
    means: [...means, expectation.points],
    parts: parts.map(({ covariance, df }) => ({
      covariance: [...covariance.map((row) => [...row, 0]), new Array<number>(means.length + 1).fill(0)],
      df,
    })),
  };
}

/** A row of coefficients for means: those of the first ones, and that of the last. */
export function coefficients({ means }: MeanVector, first: readonly number[], last = 0): readonly number[] {
  return means.map((_, i) => (first[i] ?? 0) + (i === means.length - 1 ? last : 0));
}
