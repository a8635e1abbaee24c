import * as fisherF from '../../../numeric/distributions/fisher-f.js';
import type { ConfidenceSet } from '../../../support/confidence-set.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel, type Interval } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { type DoseCells, type DoseData, doseCells } from '../fit/dose-cells.js';
import { criticalT } from '../reading/fitted-curve.js';
import { bestBrokenLine, rssOfBreaks } from './broken-line-fit.js';
import { fitBasis, samplingAsPrecision } from './linear-smooth.js';

/** How {@link brokenLine} fits. */
export interface BrokenLineOptions {
  /** How many breaks. @defaultValue 1 */
  readonly breaks?: 1 | 2;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** A dose at which the slope changes. */
export interface DoseBreak {
  /** Where the slope changes. */
  readonly dose: number;
  /** By derivatives, as if the curve bent smoothly there; at a dose by the mean of those on its two sides. Null, with a note, where doses are too few. */
  readonly standardError: number | null;
  /** By that and Student's t. */
  readonly interval: Interval | null;
  /**
   * The breaks at which a line, its other parts fitted again, misses the means by no more than t² residual variances more: the better
   * interval. It may have several pieces; null for an end at the observed doses.
   */
  readonly confidenceSet: ConfidenceSet;
}

/** A slope between breaks. */
export interface LineSegment {
  /** Least dose of the segment. */
  readonly from: number;
  /** Largest dose of the segment. */
  readonly to: number;
  /** Points per unit of dose. */
  readonly slope: number;
  /** Of the estimate, in its unit; null, with a note, where doses are too few. */
  readonly standardError: number | null;
  /** Confidence interval, in the unit of the estimate. */
  readonly interval: Interval | null;
}

/** A continuous line whose slope changes at one or two doses. */
export interface BrokenLineFit {
  /** Which result this is. */
  readonly kind: 'broken-line';
  /** Ascending. */
  readonly breaks: readonly DoseBreak[];
  /** One more than breaks. */
  readonly segments: readonly LineSegment[];
  /** Weighted residual sum of squares. */
  readonly rss: number;
  /** Square root of the residual variance, in the unit of the response. */
  readonly residualSd: number;
  /** n less 2, less 2 a break. */
  readonly df: number;
  /** Students. */
  readonly n: number;
  /** Akaike's criterion; the residual variance counts as a parameter. */
  readonly aic: number | null;
  /** Schwarz's criterion. */
  readonly bic: number | null;
  /**
   * Approximate F test against a straight line, with two degrees of freedom a break. It is too generous, because the place of a break has no
   * meaning without one; null for a line through all points.
   */
  readonly againstStraight: {
    readonly statistic: number;
    readonly dfNumerator: number;
    readonly pValue: number;
  } | null;
  /** What was done. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/** All pairs of doses are looked at for two breaks. */
const mostDoses = 300;

/**
 * A line that bends at one or two doses, with intervals of the bends: where more minutes stop going with more growth.
 *
 * The breaks are those of least squares over all places that leave each piece two doses, not a local minimum near a start.
 *
 * @param data - see {@link fitDoseResponse}; two breaks for at most 300 different doses; clusters are not allowed for
 * @throws {@link EfficacyError} `too_few_observations` with too few doses for the pieces, `zero_variance`, `invalid_argument`; and what bad data
 * give
 *
 * @example
 * brokenLine({ dose: minutes, response: growth }).breaks[0]?.confidenceSet;
 *
 * @see Hudson (1966), J. Am. Stat. Assoc. 61, 1097-1129; Muggeo (2003), Statist. Med. 22, 3055-3071, eq. 5 for the error of a break.
 */
export function brokenLine(data: DoseData, options: BrokenLineOptions = {}): BrokenLineFit {
  const who = 'brokenLine';
  const { breaks = 1, level = 0.95 } = options;
  checkLevel(who, level);
  need(breaks === 1 || breaks === 2, 'invalid_argument', who, '1 or 2 breaks', breaks);
  const cells = doseCells(data, who);
  const { dose, n } = cells;
  const m = dose.length;
  need(m > 1, 'zero_variance', who, 'at least two different doses', m);
  need(m >= 2 * breaks + 2, 'too_few_observations', who, `at least ${2 * breaks + 2} different doses`, m);
  need(n > 2 * breaks + 2, 'too_few_observations', who, `more than ${2 * breaks + 2} observations`, n);
  need(
    breaks === 1 || m <= mostDoses,
    'invalid_argument',
    who,
    `at most ${mostDoses} different doses for two breaks (round them)`,
    m,
  );
  const best = bestBrokenLine(cells, breaks);
  need(best !== null, 'too_few_observations', who, 'two doses on each side of a break', m);
  const places = best.breaks;
  const line = fitBasis((x) => [1, x, ...places.map((p) => Math.max(0, x - p))], cells, who);
  const straight = fitBasis((x) => [1, x], cells, who);
  // What rounding leaves of a line through all points.
  const rounding = 1e-26 * cells.mean.reduce((sum, y, c) => sum + cells.weight[c]! * y * y, 0);
  need(straight.rss > rounding, 'zero_variance', who, 'responses that bend somewhere', 'a straight line');
  const changes = places.map((_, b) => line.coefficients[2 + b]!);
  const df = n - 2 - 2 * breaks;
  const variance = line.rss / df;
  // The derivative by a break is minus the change of slope beyond it, and half of that on it.
  const bent = (x: number): number[] => [
    1,
    x,
    ...places.map((p) => Math.max(0, x - p)),
    ...places.map((p, b) => (-changes[b]! * (1 + Math.sign(x - p))) / 2),
  ];
  const inverse = inverseOf(bent, cells, who);
  const k = 2 + 2 * breaks;
  const t = criticalT(level, df);
  const withError = (value: number, gradient: readonly number[]): Pick<DoseBreak, 'standardError' | 'interval'> => {
    if (inverse === null) return { standardError: null, interval: null };
    let sum = 0;
    for (let a = 0; a < k; a++) for (let b = 0; b < k; b++) sum += gradient[a]! * inverse[a * k + b]! * gradient[b]!;
    const standardError = Math.sqrt(Math.max(0, sum) * variance);
    const half = t * standardError;
    return { standardError, interval: { lower: value - half, upper: value + half, level } };
  };
  const only = (...at: readonly number[]): number[] => Array.from({ length: k }, (_, j) => (at.includes(j) ? 1 : 0));
  const ends = [dose[0]!, ...places, dose[m - 1]!];
  const statistic = Math.max(0, straight.rss - line.rss) / (2 * breaks) / variance;
  const perfect = line.rss <= rounding;
  const logLikelihood = perfect ? 0 : (cells.logWeights - n * (Math.log((2 * Math.PI * line.rss) / n) + 1)) / 2;
  const notes: Note[] = [];
  if (cells.weightKind === 'sampling') notes.push(samplingAsPrecision);
  if (cells.clusters !== null)
    notes.push({
      code: 'clusters_ignored',
      message: 'Errors and intervals take students as independent, although they come in clusters.',
    });
  const onDose = places.filter((p) => dose.includes(p));
  if (onDose.length > 0)
    notes.push({
      code: 'break_on_dose',
      message: 'A break stands on an observed dose, where its standard error means little: use its confidence set.',
    });
  if (inverse === null)
    notes.push({
      code: 'no_standard_error',
      message:
        'Breaks stand on doses so near to each other or to the end that errors have no answer: use their confidence sets.',
    });
  return {
    kind: 'broken-line',
    breaks: places.map((p, b) => ({
      dose: p,
      ...withError(p, only(2 + breaks + b)),
      confidenceSet: breakSet(cells, places, b, line.rss, t * t * variance, level),
    })),
    segments: ends.slice(0, -1).map((from, s) => {
      const parts = [1, ...changes.slice(0, s).map((_, b) => 2 + b)];
      const slope = parts.reduce((sum, j) => sum + line.coefficients[j]!, 0);
      return { from, to: ends[s + 1]!, slope, ...withError(slope, only(...parts)) };
    }),
    rss: line.rss,
    residualSd: Math.sqrt(variance),
    df,
    n,
    aic: perfect ? null : 2 * (k + 1) - 2 * logLikelihood,
    bic: perfect ? null : Math.log(n) * (k + 1) - 2 * logLikelihood,
    againstStraight: perfect
      ? null
      : { statistic, dfNumerator: 2 * breaks, pValue: fisherF.sf(statistic, 2 * breaks, df) },
    method: `continuous line with ${breaks} break${breaks > 1 ? 's' : ''}, least squares over all places, t with ${df} df`,
    notes,
  };
}

/** The inverse of the cross-products of derivatives; null where too few doses tell them apart. */
function inverseOf(derivatives: (dose: number) => number[], cells: DoseCells, who: string): Float64Array | null {
  try {
    return fitBasis(derivatives, cells, who).inverse;
  } catch (error) {
    if (error instanceof EfficacyError && error.code === 'collinear') return null;
    throw error;
  }
}

/** All places of one break that fit nearly as well, the other one (if any) moved to where it then fits best among the doses. */
function breakSet(
  cells: DoseCells,
  places: readonly number[],
  which: number,
  least: number,
  allowed: number,
  level: number,
): ConfidenceSet {
  const { dose, within } = cells;
  const rssOf = rssOfBreaks(cells);
  const m = dose.length;
  const others = places.length === 1 ? [] : Array.from(dose.subarray(1, m - 1));
  const excess = (at: number): number => {
    const other = places[1 - which];
    const tried =
      other === undefined
        ? [[at]]
        : [other, ...others].filter((o) => o !== at && o > at === other > places[which]!).map((o) => [at, o]);
    const best = tried.reduce((low, some) => Math.min(low, rssOf(some)), Infinity);
    return best + within - least - allowed;
  };
  const grid: number[] = [];
  const cuts = places.length === 1 ? 8 : 2;
  for (let c = 1; c < m - 1; c++)
    for (let i = 0; i < cuts; i++) grid.push(dose[c]! + ((dose[c + 1]! - dose[c]!) * i) / cuts);
  const marks = [...new Set([...grid.filter((x) => x <= dose[m - 2]!), places[which]!])].sort((a, b) => a - b);
  const inside = marks.map((at) => at === places[which] || excess(at) <= 0);
  const edge = (out: number, into: number): number => {
    let [a, b] = [out, into];
    for (let i = 0; i < 30; i++) {
      const middle = (a + b) / 2;
      if (excess(middle) <= 0) b = middle;
      else a = middle;
    }
    return b;
  };
  const pieces: { lower: number | null; upper: number | null }[] = [];
  marks.forEach((at, i) => {
    if (!inside[i]) return;
    if (i === 0 || !inside[i - 1]) pieces.push({ lower: i === 0 ? null : edge(marks[i - 1]!, at), upper: null });
    const next = marks[i + 1];
    if (next !== undefined && !inside[i + 1]) {
      const open = pieces[pieces.length - 1]!;
      open.upper = edge(next, at);
    }
  });
  return { level, pieces };
}
