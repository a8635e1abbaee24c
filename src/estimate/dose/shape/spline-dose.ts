import * as fisherF from '../../../numeric/distributions/fisher-f.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { type DoseCells, type DoseData, doseCells } from '../fit/dose-cells.js';
import { fitBasis, readBasis, rowQuantile, type SmoothedResponse, samplingAsPrecision } from './linear-smooth.js';

/** How {@link splineDose} smooths. */
export interface SplineDoseOptions {
  /**
   * Where cubic pieces meet, the two ends included, outside of which the curve is straight: doses, or how many by a rule. Of
   * `'natural'`: at the least and largest dose and quantiles between them, as R's `ns`. Of `'restricted'`: all inside, as Harrell has it.
   * @defaultValue `{ rule: 'natural', knots: 4 }`
   */
  readonly knots?: readonly number[] | { readonly rule: 'natural' | 'restricted'; readonly knots: number };
  /** Doses at which the curve is wanted. @defaultValue 50 from the least dose to the largest */
  readonly at?: ArrayLike<number>;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** A cubic spline through a dose-response. */
export interface SplineDose {
  /** Which result this is. */
  readonly kind: 'spline-dose';
  /** Where the cubic pieces meet, ascending. */
  readonly knots: readonly number[];
  /** The curve at the doses wanted. */
  readonly curve: readonly SmoothedResponse[];
  /** Weighted residual sum of squares. */
  readonly rss: number;
  /** Square root of the residual variance, in the unit of the response. */
  readonly residualSd: number;
  /** n less the number of knots. */
  readonly df: number;
  /** Students. */
  readonly n: number;
  /** p-value of the F test that the curve is straight; null for one of two knots, which is. */
  readonly nonlinearity: { readonly statistic: number; readonly dfNumerator: number; readonly pValue: number } | null;
  /** What was done. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * A natural (restricted) cubic spline of the response on the dose by least squares, with its band: cubic between knots, straight outside.
 *
 * @param data - see {@link fitDoseResponse}; clusters are not allowed for in the band
 * @throws {@link EfficacyError} `too_few_observations` with fewer doses than knots, `collinear` where knots have no doses between them,
 * `zero_variance`, `invalid_argument`; and what bad data give
 *
 * @example
 * splineDose(data, { knots: { rule: 'restricted', knots: 4 } }).nonlinearity?.pValue;
 *
 * @see Hastie, Tibshirani & Friedman (2009), The Elements of Statistical Learning, eq. 5.4 and 5.5; Harrell (2015), Regression Modeling
 * Strategies, table 2.3 for the knots.
 */
export function splineDose(data: DoseData, options: SplineDoseOptions = {}): SplineDose {
  const who = 'splineDose';
  const { level = 0.95 } = options;
  const cells = doseCells(data, who);
  const { dose, n } = cells;
  const [least, most] = [dose[0]!, dose[dose.length - 1]!];
  need(most > least, 'zero_variance', who, 'at least two different doses', most);
  const knots = knotsOf(cells, options, who);
  const [basis, slopes] = naturalBasis(knots);
  const fit = fitBasis(basis, cells, who);
  const { at = Array.from({ length: 50 }, (_, i) => least + ((most - least) * i) / 49) } = options;
  const curve = readBasis(fit, basis, slopes, at, level, who);
  const bends = knots.length - 2;
  const straight = bends > 0 ? fitBasis((x) => [1, x], cells, who) : null;
  const statistic = straight === null ? 0 : Math.max(0, straight.rss - fit.rss) / bends / fit.residualVariance;
  const outside = curve.filter((point) => point.dose < least || point.dose > most).length;
  const notes: Note[] = [];
  if (outside > 0)
    notes.push({
      code: 'outside_data',
      message: `${outside} of the doses wanted are outside the observed ones: straight lines there.`,
    });
  if (cells.weightKind === 'sampling') notes.push(samplingAsPrecision);
  if (cells.clusters !== null)
    notes.push({
      code: 'clusters_ignored',
      message: 'The band takes students as independent, although they come in clusters.',
    });
  return {
    kind: 'spline-dose',
    knots,
    curve,
    rss: fit.rss,
    residualSd: Math.sqrt(fit.residualVariance),
    df: fit.df,
    n,
    nonlinearity:
      straight === null || !(fit.rss > 0)
        ? null
        : { statistic, dfNumerator: bends, pValue: fisherF.sf(statistic, bends, fit.df) },
    method: `natural cubic spline with ${knots.length} knots, least squares, t with ${fit.df} df`,
    notes,
  };
}

/** Harrell's shares of the rows below each knot, by the number of knots. */
const restricted: Readonly<Record<number, readonly number[]>> = {
  3: [0.1, 0.5, 0.9],
  4: [0.05, 0.35, 0.65, 0.95],
  5: [0.05, 0.275, 0.5, 0.725, 0.95],
  6: [0.05, 0.23, 0.41, 0.59, 0.77, 0.95],
  7: [0.025, 0.1833, 0.3417, 0.5, 0.6583, 0.8167, 0.975],
};

function knotsOf(
  cells: DoseCells,
  { knots = { rule: 'natural', knots: 4 } }: SplineDoseOptions,
  who: string,
): number[] {
  let places: number[];
  if ('rule' in knots) {
    const count = knots.knots;
    const shares =
      knots.rule === 'natural'
        ? Array.from({ length: Math.max(2, count) }, (_, i) => i / (count - 1))
        : (restricted[count] ?? []);
    const fits = knots.rule === 'natural' ? Number.isInteger(count) && count >= 2 : shares.length > 0;
    need(
      fits,
      'invalid_argument',
      who,
      "2 or more knots by 'natural', 3 to 7 by 'restricted'",
      `${count} by '${knots.rule}'`,
    );
    places = shares.map((share) => rowQuantile(cells, share));
  } else {
    places = [...knots];
  }
  const ascending = places.length > 1 && places.every((x, i) => Number.isFinite(x) && (i === 0 || x > places[i - 1]!));
  need(
    ascending,
    'invalid_argument',
    who,
    'two or more knots in ascending order (use fewer, or state them)',
    places.join(', '),
  );
  return places;
}

/** 1, x, and for each knot but the last two d_k - d_(K-1), with their slopes; scaled by the span of the knots. */
function naturalBasis(knots: readonly number[]): readonly [(dose: number) => number[], (dose: number) => number[]] {
  const last = knots[knots.length - 1]!;
  const span = last - knots[0]!;
  const inner = knots.slice(0, -2);
  const beforeLast = knots[knots.length - 2]!;
  const cube = (x: number): number => (x > 0 ? x ** 3 : 0);
  const square = (x: number): number => (x > 0 ? 3 * x * x : 0);
  const d = (power: (x: number) => number, dose: number, knot: number): number =>
    (power(dose - knot) - power(dose - last)) / (last - knot) / span ** 2;
  return [
    (dose) => [1, dose, ...inner.map((knot) => d(cube, dose, knot) - d(cube, dose, beforeLast))],
    (dose) => [0, 1, ...inner.map((knot) => d(square, dose, knot) - d(square, dose, beforeLast))],
  ];
}
