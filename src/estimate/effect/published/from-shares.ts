import * as normal from '../../../numeric/distributions/normal.js';
import { checkLevel } from '../../../support/interval.js';
import { coxDivisor } from '../shares/cox-index.js';
import { logisticSd } from '../shares/logit-d.js';
import { type Conversion, type From, refuse, signOf, who } from './conversion.js';
import { type Printed, type RoundedFigure, readPrinted } from './printed.js';

/** Chi-squared of a two-by-two table, through phi. */
export function fromChiSquared({ chiSquared, n, sign: given }: From<'chi-squared'>): Conversion {
  const sign = signOf(given, 'chi-squared');
  const figure = readPrinted(chiSquared, 'chiSquared', who, 0);
  if (!(Number.isInteger(n) && n > 3 && figure.upper < n))
    refuse('n', `more units than chi-squared (${chiSquared}) and than 3`, n);
  return {
    figures: [figure],
    // d/√chi² in the place of the standard error keeps the test: 2/√(n - chi²).
    convert: (x) => ({
      d: sign * 2 * Math.sqrt(x / (n - x)),
      baseVariance: 4 / (n - x),
      sizeDivisor: null,
      t: sign * Math.sqrt(x),
      df: null,
    }),
    interval: 'normal',
    correctable: false,
    formula: '2 √(chi²/(n - chi²)), from phi with arms of one size',
    standardizer: 'phi',
    varianceFormula: '4/(n - chi²)',
    nTreatment: null,
    nControl: null,
    notes: [],
  };
}

/** A log odds ratio in standard deviations, with the standard error that its limits leave. */
export function fromOddsRatio(source: From<'odds-ratio'>): Conversion {
  const { scale = 'cox', printedLevel = 0.95 } = source;
  if (scale !== 'cox' && scale !== 'logit') refuse('scale', '"cox" or "logit"', String(scale));
  checkLevel(who, printedLevel);
  const divisor = scale === 'cox' ? coxDivisor : logisticSd;
  const width = 2 * normal.isf((1 - printedLevel) / 2) * divisor;
  const limits = limitsOf(source);
  const ratio = positive(source.oddsRatio, 'oddsRatio');
  if (limits !== null && (ratio.upper < limits[0].lower || ratio.lower > limits[1].upper))
    refuse('oddsRatio', `an odds ratio between its limits, ${source.lower} and ${source.upper},`, source.oddsRatio);
  return {
    figures: [ratio, ...(limits ?? [])],
    convert: (ratio, lower, upper) => {
      const d = Math.log(ratio) / divisor;
      if (limits === null) return { d, baseVariance: null, sizeDivisor: null, t: d, df: null };
      const error = Math.log(upper / lower) / width;
      return { d, baseVariance: error ** 2, sizeDivisor: null, t: d / error, df: null };
    },
    interval: 'normal',
    correctable: false,
    standardizer: 'logistic',
    varianceFormula: limits === null ? null : '((ln upper - ln lower)/(2 z divisor))²',
    formula: scale === 'cox' ? `log odds ratio / ${coxDivisor}` : 'log odds ratio √3/π',
    nTreatment: null,
    nControl: null,
    notes: limits === null ? [noError] : [],
  };
}

const noError = {
  code: 'no_standard_error',
  message: 'Without its limits an odds ratio has no standard error.',
} as const;

function limitsOf({ lower, upper }: From<'odds-ratio'>): readonly [RoundedFigure, RoundedFigure] | null {
  if (lower === undefined && upper === undefined) return null;
  if (lower === undefined || upper === undefined)
    return refuse('limits', 'both confidence limits or none', String(lower ?? upper));
  const limits = [positive(lower, 'lower'), positive(upper, 'upper')] as const;
  if (limits[0].upper < limits[1].lower) return limits;
  return refuse('upper', `an upper limit above the lower one (${lower}), whatever was rounded`, upper);
}

function positive(printed: Printed, name: string): RoundedFigure {
  const figure = readPrinted(printed, name, who, 0);
  return figure.lower > 0 ? figure : refuse(name, 'a figure above 0, whatever was rounded,', printed);
}
