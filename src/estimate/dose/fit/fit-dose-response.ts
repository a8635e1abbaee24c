import * as fisherF from '../../../numeric/distributions/fisher-f.js';
import { EfficacyError } from '../../../support/errors.js';
import type { Note } from '../../../support/notes.js';
import { counted } from '../../../support/text.js';
import { tInference } from '../../t-inference.js';
import { curveCovariance } from './curve-covariance.js';
import { type CurveMinimum, sumOfSquares } from './curve-problem.js';
import type { DoseCells, DoseData } from './dose-cells.js';
import type { CurveParameter, DoseResponseFit, LackOfFit } from './dose-response-fit.js';
import { type FitDoseResponseOptions, type PreparedFit, prepareFit } from './prepare-fit.js';
import { searchMinimum } from './search-minimum.js';

/**
 * A curve of response against dose by least squares, within bounds and from many starts.
 *
 * Rows are reduced to means by dose first, so that rows, their moments by dose, and moments by dose and school give the same answer.
 * The parameters, with those of R's drc in brackets; every slope is positive, and where the response falls `upper` is below `lower`:
 *
 * | model | curve |
 * | --- | --- |
 * | `linear`, `quadratic` | e0 + slope x; e0 + b1 x + b2 x² |
 * | `log-linear` | e0 + slope log(x + offset) |
 * | `emax` (MM.3: c = e0, d = e0 + emax, e = ed50) | e0 + emax x/(ed50 + x) |
 * | `michaelis-menten` (MM.2: d = upper, e = ed50) | the same with lower = e0 = 0 |
 * | `sigmoid-emax` | e0 + emax x^hill/(ed50^hill + x^hill) |
 * | `log-logistic-4` (LL.4: b = -slope, c = lower, d = upper, e = ed50), `-3` with lower 0, `-2` also with upper 1 | lower + (upper - lower)/(1 + (ed50/x)^slope) |
 * | `log-logistic-5` (LL.5: e = middle, f = asymmetry) | lower + (upper - lower)/(1 + (middle/x)^slope)^asymmetry |
 * | `weibull-1` (W1.4: b = -slope, e = scale) | lower + (upper - lower) exp(-(scale/x)^slope) |
 * | `weibull-2` (W2.4: b = slope, e = scale) | lower + (upper - lower) (1 - exp(-(x/scale)^slope)) |
 * | `exponential-saturation` (AR.3, EXD.3: e = scale) | lower + (upper - lower) (1 - exp(-x/scale)) |
 * | `logistic` (L.4: b = -slope, e = ed50) | lower + (upper - lower)/(1 + exp(-slope (x - ed50))) |
 * | `gompertz` (G.4: b = -slope, e = inflection) | lower + (upper - lower) exp(-exp(-slope (x - inflection))) |
 * | `exponential` | e0 + e1 (exp(x/scale) - 1) |
 * | `beta` | e0 + emax B u^delta1 (1 - u)^delta2, u = x/scale, B = (delta1 + delta2)^(delta1 + delta2)/(delta1^delta1 delta2^delta2) |
 * | `brain-cousens` (BC.5: b = slope, c = end, d = start, e = scale, f = hormesis) | end + (start - end + hormesis x)/(1 + (x/scale)^slope) |
 *
 * A curve is a description: that more minutes go with more growth says nothing about cause while students choose their minutes.
 *
 * @param data - doses of 0 or more, such as minutes, with responses in points: of students, as means with n, or as moments by dose
 * @param options - the model; perhaps fixed values, bounds and the covariance
 * @returns parameters with standard errors, criteria to compare models by, and what reading the curve needs
 * @throws {@link EfficacyError} `convergence_failed` when no start leads to a minimum that the data determine; `zero_variance` when all
 * doses or all responses are equal; `too_few_observations` with fewer doses than parameters; `too_few_clusters`; `not_finite`,
 * `out_of_domain` (a negative dose, log of 0), `length_mismatch`, `invalid_weight`, `invalid_argument`, `no_data`
 *
 * @example
 * const fit = fitDoseResponse({ dose: minutes, response: growth, cluster: school }, { model: 'emax' });
 * targetDose(fit, { gain: 4 }).interval;
 *
 * @see Ritz, Baty, Streibig & Gerhard (2015), PLoS ONE 10(12), e0146021, for the curves; Bornkamp, Pinheiro & Bretz (2009), J. Stat.
 * Softw. 29(7), for `beta` and the bounds; Seber & Wild (1989), Nonlinear Regression, ch. 2.
 */
export function fitDoseResponse(data: DoseData, options: FitDoseResponseOptions): DoseResponseFit {
  const who = 'fitDoseResponse';
  const prepared = prepareFit(data, options, who);
  const { best, unfinished } = searchMinimum(prepared.problem, who);
  const notes: Note[] = [];
  if (best.status === 'converged' && unfinished < best.rss * (1 - 1e-7)) {
    notes.push({
      code: 'lower_without_convergence',
      message:
        'Another start came to a smaller sum of squares without reaching a minimum: these estimates may be those of a local one.',
    });
  }
  return describedFit(prepared, best, options, notes, who);
}

/** A minimum as a result; refuses what did not converge. */
export function describedFit(
  prepared: PreparedFit,
  minimum: CurveMinimum,
  options: FitDoseResponseOptions,
  found: readonly Note[],
  who: string,
): DoseResponseFit {
  const { cells, problem, constants, vcovType, estimated } = prepared;
  const { curve, fixed, bounds } = problem;
  const { parameters, atBound, status } = minimum;
  const { level = 0.95, model, units = {} } = options;
  const known = curve.names.map((_, j) => fixed[j] !== null || atBound[j] !== null);
  const rss = minimum.rss + cells.within;
  const residualDf = cells.n - estimated;
  const covarianceOf = (free: readonly number[]): number[][] | null =>
    status === 'converged'
      ? curveCovariance(curve, cells, parameters, free, vcovType, rss / residualDf, estimated)
      : null;
  const indices = curve.names.map((_, j) => j);
  const inside = indices.filter((j) => !known[j]);
  const loose = looseParameters(prepared, minimum);
  const whole = loose.length > 0 ? covarianceOf(indices.filter((j) => !known[j] || loose.includes(j))) : null;
  const vcov = whole ?? covarianceOf(inside);
  const vague = problem.ranges.some(({ positive }, j) => {
    const at = curve.shape.linear.length + j;
    return positive && !known[at] && Math.sqrt(vcov?.[at]?.[at] ?? 0) > useless * parameters[at]!;
  });
  if (vcov === null || vague) {
    const undetermined = status === 'converged' || status === 'singular';
    const lonely =
      vcovType === 'HC2' || vcovType === 'HC3' ? `, or leave a row without a residual for ${vcovType}` : '';
    const how = undetermined ? `these do not determine every parameter${lonely}` : `the search ended as '${status}'`;
    throw new EfficacyError(
      'convergence_failed',
      `${who} needs data that determine '${model}'; ${how} (take a simpler curve, fix a parameter, or state bounds)`,
      {
        model,
        status,
        parameters: Object.fromEntries(curve.names.map((name, j) => [name, finiteOrNull(parameters[j]!)])),
      },
    );
  }
  const df = vcovType.startsWith('CR') ? cells.clusters! - 1 : residualDf;
  const described = curve.names.map((name, j): CurveParameter => {
    const standardError = known[j] ? null : Math.sqrt(vcov[j]![j]!);
    const estimate = parameters[j]!;
    const tested = standardError !== null && standardError > 0 ? tInference(estimate, standardError, df, level) : null;
    const exact = standardError === 0 ? { lower: estimate, upper: estimate, level } : null;
    return {
      name,
      estimate,
      standardError,
      statistic: tested?.statistic ?? null,
      pValue: tested?.pValue ?? null,
      interval: tested?.interval ?? exact,
      fixed: fixed[j] !== null,
      atBound: atBound[j] ?? null,
      bounds: bounds[j]!,
    };
  });
  const criteria = criteriaOf(cells, rss, estimated);
  return {
    kind: 'dose-response',
    model,
    parameters: described,
    vcov,
    vcovType,
    df,
    n: cells.n,
    doses: cells.dose.length,
    clusters: cells.clusters,
    range: { lower: cells.dose[0]!, upper: cells.dose[cells.dose.length - 1]! },
    rss,
    estimated,
    residualSd: Math.sqrt(rss / residualDf),
    ...criteria,
    lackOfFit: lackOfFit(cells, sumOfSquares(problem, parameters), estimated),
    constants,
    cells: {
      dose: Array.from(cells.dose),
      mean: Array.from(cells.mean),
      weight: Array.from(cells.weight),
      within: cells.within,
    },
    units: { dose: units.dose ?? 'minute', response: units.response ?? 'points' },
    level,
    method: `least squares, ${weighting(cells)}; ${vcovType} covariance, t with ${df} df`,
    notes: [...found, ...notesOf(described, whole === null ? [] : loose.map((j) => curve.names[j]!), cells, rss)],
  };
}

/**
 * Parameters that ran to a limit which the search has and nobody stated: that limit is no knowledge of them, so that what they might have been
 * counts in the standard errors of the others.
 */
function looseParameters({ problem }: PreparedFit, { atBound }: CurveMinimum): readonly number[] {
  const { curve, bounds, ranges } = problem;
  return curve.names.flatMap((_, j) => {
    const range = ranges[j - curve.shape.linear.length];
    const side = atBound[j];
    return side && range && bounds[j]![side] === range[side] ? [j] : [];
  });
}

/** A standard error of this many times a positive parameter says that the data do not determine it. */
const useless = 1e6;

const finiteOrNull = (x: number): number | null => (Number.isFinite(x) ? x : null);

function weighting({ weightKind, meansOnly }: DoseCells): string {
  if (meansOnly) return 'cell means weighted by n';
  return weightKind === null ? 'every row equally' : `${weightKind} weights`;
}

/** Log-likelihood of the normal model and the criteria made of it. */
function criteriaOf(
  { n, logWeights, weightKind }: DoseCells,
  rss: number,
  estimated: number,
): Pick<DoseResponseFit, 'logLikelihood' | 'aic' | 'aicc' | 'bic'> {
  if (!(rss > 0) || weightKind === 'sampling') return { logLikelihood: null, aic: null, aicc: null, bic: null };
  const logLikelihood = (logWeights - n * (Math.log((2 * Math.PI * rss) / n) + 1)) / 2;
  const k = estimated + 1;
  const aic = 2 * k - 2 * logLikelihood;
  return {
    logLikelihood,
    aic,
    aicc: n > k + 1 ? aic + (2 * k * (k + 1)) / (n - k - 1) : null,
    bic: k * Math.log(n) - 2 * logLikelihood,
  };
}

function lackOfFit({ dose, n, within, weightKind }: DoseCells, missed: number, estimated: number): LackOfFit | null {
  const dfNumerator = dose.length - estimated;
  const dfDenominator = n - dose.length;
  if (dfNumerator < 1 || dfDenominator < 1 || !(within > 0) || weightKind === 'sampling') return null;
  const statistic = missed / dfNumerator / (within / dfDenominator);
  return { statistic, dfNumerator, dfDenominator, pValue: fisherF.sf(statistic, dfNumerator, dfDenominator) };
}

function notesOf(
  parameters: readonly CurveParameter[],
  loose: readonly string[],
  cells: DoseCells,
  rss: number,
): Note[] {
  const notes: Note[] = [];
  const atBounds = (which: (name: string) => boolean, and: string): void => {
    const held = parameters.filter(({ name, atBound }) => atBound !== null && which(name));
    const names = held.map(({ name, atBound }) => `${name} (${atBound})`).join(', ');
    if (held.length > 0) notes.push({ code: 'at_bound', message: `On its bound, and ${and}: ${names}.` });
  };
  atBounds((name) => !loose.includes(name), 'taken as known in the standard errors of the others');
  atBounds((name) => loose.includes(name), 'as uncertain as any other in the standard errors of the others');
  if (cells.weightless > 0) {
    notes.push({ code: 'weightless_rows', message: `${counted(cells.weightless, 'row')} with weight 0 left out.` });
  }
  if (cells.meansOnly) {
    notes.push({
      code: 'means_only',
      message:
        'Without standard deviations the residual variance is that between cells, and each cell is one observation.',
    });
  }
  if (cells.clusters !== null && cells.clusters < 20) {
    notes.push({
      code: 'few_clusters',
      message: `${cells.clusters} clusters: cluster-robust standard errors are too small on average with so few.`,
    });
  }
  if (cells.weightKind === 'sampling') {
    notes.push({ code: 'no_likelihood', message: 'Sampling weights have no likelihood: no AIC, BIC or lack of fit.' });
  }
  if (rss === 0) notes.push({ code: 'perfect_fit', message: 'The curve goes through all points: no likelihood.' });
  return notes;
}
