import { qr } from '../../../numeric/linalg/index.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { type DoseData, doseCells } from '../fit/dose-cells.js';
import { criticalT, short } from '../reading/fitted-curve.js';
import type { SmoothedResponse } from './linear-smooth.js';

/** How {@link localDose} smooths. */
export interface LocalDoseOptions {
  /** Share of the rows that each point is fitted to. @defaultValue 0.75 */
  readonly span?: number;
  /** Of the local polynomials. @defaultValue 2 */
  readonly degree?: 1 | 2;
  /** Doses at which the curve is wanted, inside the observed ones. @defaultValue 50 from the least dose to the largest */
  readonly at?: ArrayLike<number>;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** A local regression of response on dose. */
export interface LocalDose {
  /** Which result this is. */
  readonly kind: 'local-dose';
  /** The curve at the doses wanted. */
  readonly curve: readonly SmoothedResponse[];
  /** Share of the rows in each neighbourhood. */
  readonly span: number;
  /** Of the local polynomials. */
  readonly degree: 1 | 2;
  /** Trace of the smoother: parameters that it is worth. */
  readonly equivalentParameters: number;
  /** Square root of the residual variance, in the unit of the response. */
  readonly residualSd: number;
  /** Of the t distribution of the band: delta1²/delta2. */
  readonly df: number;
  /** Students. */
  readonly n: number;
  /** What was done. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/** Above this many rows the traces of n x n matrices are too much work. */
const mostRows = 1000;

/**
 * Local regression (loess): at each dose a polynomial fitted to the nearest rows with tricube weights, with its band.
 *
 * The same as R's `loess(surface = 'direct', statistics = 'exact')`.
 *
 * @param data - rows without weights, at most 1,000 (take {@link splineDose} for more); clusters are not allowed for in the band
 * @throws {@link EfficacyError} `out_of_domain` for doses outside the observed ones; `too_few_observations` when a neighbourhood has fewer
 * doses than a polynomial needs; `invalid_argument` for summaries, weights or too many rows; and what bad data give
 *
 * @example
 * localDose({ dose, response }, { at: [30] }).curve[0]?.interval;
 *
 * @see Cleveland & Devlin (1988), J. Am. Stat. Assoc. 83, 596-610, eq. 3 to 6.
 */
export function localDose(data: DoseData, options: LocalDoseOptions = {}): LocalDose {
  const who = 'localDose';
  const { span = 0.75, degree = 2, level = 0.95 } = options;
  checkLevel(who, level);
  need('response' in data && !data.weights, 'invalid_argument', who, 'rows without weights', 'others');
  need(span > 0 && span <= 1, 'invalid_argument', who, 'a span above 0 and up to 1', span);
  need(degree === 1 || degree === 2, 'invalid_argument', who, 'a degree of 1 or 2', degree);
  const cells = doseCells(data, who);
  const n = data.dose.length;
  need(n <= mostRows, 'invalid_argument', who, `at most ${mostRows} rows`, n);
  const [x, y] = [Array.from(data.dose), Array.from(data.response)];
  const neighbours = Math.floor(n * span + 1e-5);
  const operator = (dose: number): { readonly value: Float64Array; readonly slope: Float64Array } =>
    localOperator(x, dose, neighbours, degree, who);

  // I - L row by row; rows at one dose share theirs.
  const byDose = new Map(Array.from(cells.dose, (dose) => [dose, operator(dose).value] as const));
  const left = x.map((dose, i) => byDose.get(dose)!.map((l, j) => (i === j ? 1 : 0) - l));
  const residuals = left.map((row) => row.reduce((sum, m, j) => sum + m * y[j]!, 0));
  let delta1 = 0;
  for (const row of left) for (const m of row) delta1 += m * m;
  // delta2 = tr((M M')²), M = I - L; M M' by rows.
  let delta2 = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let product = 0;
      const [a, b] = [left[i]!, left[j]!];
      for (let m = 0; m < n; m++) product += a[m]! * b[m]!;
      delta2 += (i === j ? 1 : 2) * product * product;
    }
  }
  const df = (delta1 * delta1) / delta2;
  need(
    delta1 > 1e-8 && df > 0.5,
    'too_few_observations',
    who,
    'rows left over by the smoother (take a larger span)',
    n,
  );
  const residualSd = Math.sqrt(residuals.reduce((sum, e) => sum + e * e, 0) / delta1);
  const [least, most] = [cells.dose[0]!, cells.dose[cells.dose.length - 1]!];
  const { at = Array.from({ length: 50 }, (_, i) => least + ((most - least) * i) / 49) } = options;
  const t = criticalT(level, df);
  const curve = Array.from(at, (dose): SmoothedResponse => {
    need(dose >= least && dose <= most, 'out_of_domain', who, `doses from ${short(least)} to ${short(most)}`, dose);
    const { value, slope } = operator(dose);
    const dot = (row: Float64Array): number => row.reduce((sum, l, j) => sum + l * y[j]!, 0);
    const estimate = dot(value);
    const standardError = residualSd * Math.sqrt(value.reduce((sum, l) => sum + l * l, 0));
    const half = t * standardError;
    return {
      dose,
      estimate,
      standardError,
      interval: { lower: estimate - half, upper: estimate + half, level },
      slope: dot(slope),
    };
  });
  const clustered = {
    code: 'clusters_ignored',
    message: 'The band takes students as independent, although they come in clusters.',
  };
  return {
    kind: 'local-dose',
    curve,
    span,
    degree,
    equivalentParameters: x.reduce((sum, dose, i) => sum + byDose.get(dose)![i]!, 0),
    residualSd,
    df,
    n,
    method: `loess of degree ${degree}, span ${span}, tricube; t with ${short(df)} df`,
    notes: cells.clusters === null ? [] : [clustered],
  };
}

/** What each response counts for in the curve and in its slope at a dose. */
function localOperator(
  x: readonly number[],
  dose: number,
  neighbours: number,
  degree: number,
  who: string,
): { readonly value: Float64Array; readonly slope: Float64Array } {
  const n = x.length;
  const distance = x.map((one) => Math.abs(one - dose));
  const reach = distance.toSorted((a, b) => a - b)[neighbours - 1] ?? 0;
  const near = x.map((_, i) => i).filter((i) => distance[i]! < reach);
  const k = degree + 1;
  const enough = new Set(near.map((i) => x[i])).size;
  need(
    enough >= k,
    'too_few_observations',
    who,
    `${k} different doses in each neighbourhood (take a larger span)`,
    enough,
  );
  const design = new Float64Array(near.length * k);
  const root = near.map((i) => Math.sqrt((1 - (distance[i]! / reach) ** 3) ** 3));
  near.forEach((i, row) => {
    for (let j = 0; j < k; j++) design[row * k + j] = root[row]! * ((x[i]! - dose) / reach) ** j;
  });
  const factor = qr(design, near.length, k, { tolerance: 1e-10 });
  need(
    factor.rank === k,
    'too_few_observations',
    who,
    'neighbourhoods that carry a polynomial (take a larger span)',
    'others',
  );
  // The rows of R^-1 that give the value and the slope at the middle, times Q'.
  const share = (which: number): Float64Array => {
    const e = new Float64Array(k);
    for (let j = 0; j < k; j++) {
      let sum = j === which ? 1 : 0;
      for (let m = 0; m < j; m++) sum -= factor.r[m * k + j]! * e[m]!;
      e[j] = sum / factor.r[j * k + j]!;
    }
    const out = new Float64Array(n);
    near.forEach((i, row) => {
      let sum = 0;
      for (let j = 0; j < k; j++) sum += e[j]! * factor.q[row * k + j]!;
      out[i] = sum * root[row]!;
    });
    return out;
  };
  return { value: share(0), slope: share(1).map((s) => s / reach) };
}
