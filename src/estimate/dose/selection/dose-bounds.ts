import type { Table } from '../../../columns/table.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { needOneOf, needRecord } from '../../effect/needs.js';
import { type EstimatedBound, imbensManski } from '../../missing/bounded-effect.js';
import { type BandEdges, bandedDose, type DoseCuts } from './band-edges.js';
import { type ChosenDoseColumns, chosenDose } from './chosen-dose.js';
import {
  type BoundsAssumption,
  type BoundWeights,
  boundInfluence,
  boundValue,
  boundWeights,
  type LevelMeans,
} from './level-bounds.js';

/** What is bounded, under which assumption. */
export interface DoseBoundsOptions extends ChosenDoseColumns {
  /** Doses are taken by band: the response at a band is that of having one of its doses. */
  readonly bands: DoseCuts;
  /**
   * `'none'`; `'monotone-response'`: more never does harm; `'monotone-selection'`: who takes more would on average do no worse at any dose;
   * `'both'`, which needs no ends of the scale.
   * @defaultValue `'both'`
   */
  readonly assumption?: BoundsAssumption;
  /** Lowest and highest response that there can be, in points; needed except with `'both'`. */
  readonly range?: { readonly lower: number; readonly upper: number };
  /** False where a smaller response is better: both assumptions are then of responses that fall. @defaultValue true */
  readonly higherIsBetter?: boolean;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** Between what a mean lies. */
export interface BoundedMean {
  /** Lower bound; its standard error is 0 where it is known. */
  readonly lower: EstimatedBound;
  /** Upper bound. */
  readonly upper: EstimatedBound;
  /** Of the mean itself, by Imbens and Manski. */
  readonly interval: Interval;
}

/** Mean response of everyone at a band of dose. */
export interface BoundedBand extends BandEdges, BoundedMean {
  /** Share of students who have it. */
  readonly share: number;
  /** Mean response of those who have it. */
  readonly observedMean: number;
}

/** Mean response of everyone at one band less that at another. */
export interface BoundedDifference extends BoundedMean {
  /** Label of the band whose response is taken. */
  readonly band: string;
  /** Label of the band whose response is taken off. */
  readonly less: string;
  /** The same for those who chose the bands: an association. */
  readonly observed: number;
}

/** What the data say of the effect of a dose without taking its choice for chance. */
export interface DoseBounds {
  /** Which result this is. */
  readonly kind: 'dose-bounds';
  /** Causal, and no more than a range: sound where the assumption is. */
  readonly estimand: 'bounded-effect';
  /** As it was asked. */
  readonly assumption: BoundsAssumption;
  /** For each band. */
  readonly bands: readonly BoundedBand[];
  /** For each band above the first, against the first. */
  readonly differences: readonly BoundedDifference[];
  /** As stated, in points; null where none was. */
  readonly range: { readonly lower: number; readonly upper: number } | null;
  readonly n: number;
  /** Clusters; null without. */
  readonly clusters: number | null;
  /** That of bounds and intervals. */
  readonly unit: 'points';
  /** What was done. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

const assumptions: readonly string[] = ['none', 'monotone-response', 'monotone-selection', 'both'];

/**
 * Bounds on the mean response of everyone at each band of dose, and on the differences, whatever made students choose their dose.
 *
 * With both assumptions the effect of a band over the first lies between 0 and the upper bound: how much of what users grew more could be the dose at
 * most. Each bound is a sum of means and shares, without a least or largest of several, so that its standard error is the ordinary one.
 *
 * @param table - a row for each student, doses of 0 included
 * @param options - columns, bands and the assumption
 * @returns bounds in points; a difference is the higher band less the first
 * @throws {@link EfficacyError} `invalid_argument` where the ends of the scale are needed; `out_of_domain` for a response outside them or a dose below 0;
 * `too_few_observations`, `zero_variance`, `too_few_clusters`, `no_data`, `column_not_found`, `wrong_column_type`
 *
 * @example
 * doseBounds(table, { dose: 'minutes', response: 'gain', bands: { cuts: [900] } }).differences.at(-1)?.upper.estimate;
 *
 * @see Manski & Pepper (2000), Econometrica 68, 997-1010; Imbens & Manski (2004), Econometrica 72, 1845-1857, for the interval.
 */
export function doseBounds(table: Table, options: DoseBoundsOptions): DoseBounds {
  const who = 'doseBounds';
  needRecord(options, who, 'options: { dose, response, bands }');
  const { bands, assumption = 'both', range, higherIsBetter = true, level = 0.95, cluster } = options;
  checkLevel(who, level);
  needOneOf(higherIsBetter, [true, false], who, 'higherIsBetter');
  need(
    assumptions.includes(assumption),
    'invalid_argument',
    who,
    `an assumption of ${assumptions.join(', ')}`,
    assumption,
  );
  need(
    range !== undefined || assumption === 'both',
    'invalid_argument',
    who,
    `the lowest and highest response that there can be (range) for '${assumption}'`,
    'none',
  );
  if (range !== undefined) {
    needRecord(range, who, 'a range: { lower, upper }');
    need(
      Number.isFinite(range.lower) && Number.isFinite(range.upper) && range.lower < range.upper,
      'invalid_argument',
      who,
      'a range of the scale, its lower end below its upper',
      `${range.lower} and ${range.upper}`,
    );
  }
  const sample = chosenDose(table, options, [], who);
  const { response, clusters, clusterCount } = sample;
  if (range !== undefined) {
    const outside = response.find((y) => y < range.lower || y > range.upper);
    need(outside === undefined, 'out_of_domain', who, `responses from ${range.lower} to ${range.upper}`, outside);
  }
  const banded = bandedDose(sample.dose, bands, who);
  const count = banded.edges.length;
  need(count > 1, 'too_few_observations', who, 'students in at least 2 bands', count);
  const n = response.length;
  // Responses that fall with the dose are those that rise with it, turned.
  const sign = higherIsBetter ? 1 : -1;
  const y = response.map((value) => sign * value);
  const ends =
    range === undefined
      ? { lower: null, upper: null }
      : higherIsBetter
        ? range
        : { lower: -range.upper, upper: -range.lower };
  const members = banded.edges.map((_, k) => y.filter((_, i) => banded.bands[i] === k));
  const means: LevelMeans = {
    share: members.map((own) => own.length / n),
    mean: members.map((own) => own.reduce((sum, value) => sum + value, 0) / own.length),
  };

  const influenceOf = (weights: BoundWeights, end: number | null): Float64Array =>
    y.map((value, i) => boundInfluence(weights, means, end, banded.bands[i]!, value));
  const errorOf = (influence: Float64Array): number => {
    const groups = clusterCount ?? n;
    const sums = new Float64Array(groups);
    influence.forEach((value, i) => {
      sums[clusters?.[i] ?? i]! += value;
    });
    return Math.sqrt(((groups / (groups - 1)) * sums.reduce((sum, s) => sum + s * s, 0)) / n ** 2);
  };
  const made = (which: 'lower' | 'upper', k: number) => {
    const weights = boundWeights(which, k, count, assumption);
    const end = ends[which];
    return { estimate: boundValue(weights, means, end)!, influence: influenceOf(weights, end) };
  };
  /** Bounds of the turned response, turned back. */
  const bounded = (lower: EstimatedBound, upper: EstimatedBound): BoundedMean => {
    const turned = (bound: EstimatedBound): EstimatedBound => ({ ...bound, estimate: sign * bound.estimate + 0 });
    const [low, high] = higherIsBetter ? [lower, upper] : [turned(upper), turned(lower)];
    const known = !(low.standardError > 0) && !(high.standardError > 0);
    const interval = known ? { lower: low.estimate, upper: high.estimate, level } : imbensManski(low, high, level);
    return { lower: low, upper: high, interval };
  };
  const lowers = banded.edges.map((_, k) => made('lower', k));
  const uppers = banded.edges.map((_, k) => made('upper', k));
  const asBound = ({ estimate, influence }: { readonly estimate: number; readonly influence: Float64Array }) => ({
    estimate,
    standardError: errorOf(influence),
  });
  const apart = (a: (typeof lowers)[number], b: (typeof lowers)[number]): EstimatedBound =>
    asBound({ estimate: a.estimate - b.estimate, influence: a.influence.map((value, i) => value - b.influence[i]!) });
  const monotone = assumption === 'monotone-response' || assumption === 'both';
  const falls = means.mean.slice(1).flatMap((mean, k) => (mean < means.mean[k]! ? [banded.edges[k + 1]!.label] : []));
  return {
    kind: 'dose-bounds',
    estimand: 'bounded-effect',
    assumption,
    bands: banded.edges.map((edge, k) => ({
      ...edge,
      share: means.share[k]!,
      observedMean: sign * means.mean[k]!,
      ...bounded(asBound(lowers[k]!), asBound(uppers[k]!)),
    })),
    differences: banded.edges.slice(1).map((edge, j): BoundedDifference => {
      const k = j + 1;
      // That more does no harm puts the least effect at 0, whatever the means are.
      const lower = monotone ? { estimate: 0, standardError: 0 } : apart(lowers[k]!, uppers[0]!);
      const upper = apart(uppers[k]!, lowers[0]!);
      return {
        band: edge.label,
        less: banded.edges[0]!.label,
        observed: sign * (means.mean[k]! - means.mean[0]!),
        ...bounded(lower, monotone && upper.estimate < 0 ? { ...upper, estimate: 0 } : upper),
      };
    }),
    range: range ?? null,
    n,
    clusters: clusterCount,
    unit: 'points',
    method: `bounds by ${inWords[assumption]}; errors by ${cluster === undefined ? 'students' : `${clusterCount} clusters (${cluster})`}, interval of Imbens and Manski`,
    notes: [
      ...sample.notes,
      ...banded.notes,
      ...(assumption === 'both' && falls.length > 0
        ? [
            {
              code: 'means_not_monotone',
              message: `With both assumptions mean responses rise with the dose; they do not at: ${falls.join('; ')}. By more than chance, one of the assumptions is wrong.`,
            },
          ]
        : []),
      ...(cluster === undefined
        ? [
            {
              code: 'no_clusters',
              message:
                'Students are taken as independent; name the school or class as the cluster where they share it.',
            },
          ]
        : []),
    ],
  };
}

const inWords: Readonly<Record<BoundsAssumption, string>> = {
  none: 'the ends of the scale alone',
  'monotone-response': 'a response that more dose never lowers',
  'monotone-selection': 'students who take more doing no worse at any dose',
  both: 'a response that more dose never lowers and students who take more doing no worse at any dose',
};
