import { dfWanted, isDf } from '../needs.js';
import { type Conversion, checkSizes, type From, refuse, who } from './conversion.js';
import { type RoundedFigure, readPrinted } from './printed.js';

/** A t among residuals, which vary √(1 - R²) times as much as the outcome. */
export function fromAncova(
  source: From<'ancova-t'> | From<'ancova-f'>,
  figure: RoundedFigure,
  tOf: (printed: number) => number,
): Conversion {
  const { covariates = 1 } = source;
  const { nTreatment, nControl } = checkSizes(source);
  const r2 = readPrinted(source.r2, 'r2', who, 0, 1);
  if (r2.value === 1) refuse('r2', 'a squared correlation below 1', source.r2);
  const size = 1 / nTreatment + 1 / nControl;
  const df = nTreatment + nControl - 2 - Number(covariates);
  if (!(Number.isInteger(covariates) && covariates >= 0 && df > 1))
    refuse('covariates', 'a whole number that leaves degrees of freedom', covariates);
  return {
    figures: [figure, r2],
    convert: (printed, explained) => {
      const t = tOf(printed);
      const base = size * (1 - explained);
      return { d: t * Math.sqrt(base), baseVariance: base, sizeDivisor: 2 * df, t, df };
    },
    interval: 't',
    correctable: true,
    formula: 't √((1/nT + 1/nC)(1 - R²))',
    standardizer: 'pooled',
    varianceFormula: '(1/nT + 1/nC)(1 - R²) + g²/(2 (N - 2 - q))',
    nTreatment,
    nControl,
    notes: [],
  };
}

/** A coefficient over the unadjusted standard deviation. */
export function fromRegression(source: From<'regression'>): Conversion {
  const { nTreatment, nControl } = checkSizes(source);
  const { df = nTreatment + nControl - 2 } = source;
  if (!isDf(df)) refuse('df', dfWanted, df);
  const figures = [
    readPrinted(source.coefficient, 'coefficient', who),
    readPrinted(source.sd, 'sd', who, 0),
    readPrinted(source.standardError, 'standardError', who, 0),
  ] as const;
  if (!(figures[1].lower > 0 && figures[2].value > 0))
    refuse('sd', 'a standard deviation and a standard error above 0', source.sd);
  return {
    figures,
    convert: (b, sd, se) => ({
      d: b / sd,
      baseVariance: (se / sd) ** 2,
      sizeDivisor: 2 * (nTreatment + nControl - 2),
      t: b / se,
      df,
    }),
    interval: 't',
    correctable: true,
    formula: 'coefficient over the unadjusted pooled standard deviation',
    standardizer: 'pooled',
    varianceFormula: '(SE/S)² + g²/(2 (N - 2))',
    nTreatment,
    nControl,
    notes: [],
  };
}
