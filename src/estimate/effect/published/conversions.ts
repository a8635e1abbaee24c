import * as normal from '../../../numeric/distributions/normal.js';
import * as studentT from '../../../numeric/distributions/student-t.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import type { Note } from '../../../support/notes.js';
import type { EffectInterval } from '../effect-limits.js';
import { type Printed, type RoundedFigure, readPrinted } from './printed.js';
import type { ArmSizes, PublishedSource } from './sources.js';

/** An effect before its correction, and what its standard error and interval are made of. */
export interface Converted {
  readonly d: number;
  /** Variance of d where there is no effect; null where the source tells nothing of it. */
  readonly baseVariance: number | null;
  /** The other term of the variance is g² / this; null where the base is all there is. */
  readonly sizeDivisor: number | null;
  /** The observed t, for noncentral limits. */
  readonly t: number;
  /** Degrees of freedom; null for the normal. */
  readonly df: number | null;
}

/** A source made ready: its printed figures, and the effect as a function of them. */
export interface Conversion {
  readonly figures: readonly RoundedFigure[];
  /** Monotone in each figure, so that its extremes over their ranges lie at the corners. */
  readonly convert: (...figures: readonly number[]) => Converted;
  readonly interval: EffectInterval;
  /** Which small-sample correction makes sense: log odds ratios have none. */
  readonly correctable: boolean;
  readonly formula: string;
  readonly nTreatment: number | null;
  readonly nControl: number | null;
  readonly notes: readonly Note[];
}

const who = 'publishedEffect';

/** Reads a source. @throws as publishedEffect */
export function conversionOf(source: PublishedSource): Conversion {
  switch (source.from) {
    case 'means':
      return fromMeans(source);
    case 't':
      return 'df' in source
        ? fromBareT(source.t, source.df, 2)
        : fromT([readPrinted(source.t, 't', who)], source, (t) => t, 't √(1/nT + 1/nC)');
    case 'paired-t':
      return fromBareT(source.t, source.df, 1);
    case 'f': {
      const sign = signOf(source.sign, 'F');
      return fromT([readPrinted(source.f, 'f', who, 0)], source, (f) => sign * Math.sqrt(f), '√F √(1/nT + 1/nC)');
    }
    case 'p':
      return fromP(source);
    case 'r': {
      const figure = readPrinted(source.r, 'r', who, -1, 1);
      if (Math.abs(figure.value) === 1) refuse('r', 'a correlation between -1 and 1', source.r);
      const df = source.nTreatment + source.nControl - 2;
      return fromT(
        [figure],
        source,
        (r) => r * Math.sqrt(df / (1 - r ** 2)),
        't √(1/nT + 1/nC) with t = r √(df/(1 - r²))',
      );
    }
    case 'ancova-t':
      return fromAncova(source, readPrinted(source.t, 't', who), (t) => t);
    case 'ancova-f': {
      const sign = signOf(source.sign, 'F');
      return fromAncova(source, readPrinted(source.f, 'f', who, 0), (f) => sign * Math.sqrt(f));
    }
    case 'chi-squared':
      return fromChiSquared(source);
    case 'odds-ratio':
      return fromOddsRatio(source);
    case 'regression':
      return fromRegression(source);
    default:
      throw new EfficacyError(
        'invalid_argument',
        `${who} does not know the source "${String((source as { from: unknown }).from)}"`,
      );
  }
}

type From<F extends PublishedSource['from']> = Extract<PublishedSource, { readonly from: F }>;

/** A t of two independent groups, whatever it was printed as. */
function fromT(
  figures: readonly RoundedFigure[],
  arms: ArmSizes,
  tOf: (...figures: readonly number[]) => number,
  formula: string,
): Conversion {
  const { nTreatment, nControl } = checkSizes(arms);
  const size = 1 / nTreatment + 1 / nControl;
  const n = nTreatment + nControl;
  return {
    figures,
    convert: (...values) => {
      const t = tOf(...values);
      return { d: t * Math.sqrt(size), baseVariance: size, sizeDivisor: 2 * n, t, df: n - 2 };
    },
    interval: 'noncentral-t',
    correctable: true,
    formula,
    nTreatment,
    nControl,
    notes: [],
  };
}

function fromMeans({ treatment, control }: From<'means'>): Conversion {
  const { n: nT } = treatment;
  const { n: nC } = control;
  const sds = [readPrinted(treatment.sd, 'sd', who, 0), readPrinted(control.sd, 'sd', who, 0)] as const;
  if (sds[0].value === 0 && sds[1].value === 0) {
    throw new EfficacyError(
      'zero_variance',
      `${who} needs a standard deviation above 0; both are 0, and the raw difference is ${Number(treatment.mean) - Number(control.mean)}`,
    );
  }
  const means = [readPrinted(treatment.mean, 'mean', who), readPrinted(control.mean, 'mean', who)];
  const tOf = (meanT: number, meanC: number, sdT: number, sdC: number): number => {
    const pooled = Math.sqrt(((nT - 1) * sdT ** 2 + (nC - 1) * sdC ** 2) / (nT + nC - 2));
    return (meanT - meanC) / pooled / Math.sqrt(1 / nT + 1 / nC);
  };
  return fromT([...means, ...sds], { nTreatment: nT, nControl: nC }, tOf, '(mean - mean)/S');
}

/** t with nothing but its degrees of freedom: 2 t/√df for two groups of one size, t/√df for the changes of one group. */
function fromBareT(printed: Printed, df: number, arms: 1 | 2): Conversion {
  if (!(df > 1 && Number.isFinite(df))) refuse('df', 'degrees of freedom above 1', df);
  const scale = arms / Math.sqrt(df);
  const assumed = {
    code: 'equal_groups_assumed',
    message: 'The sizes of the arms are not known; they were taken to be equal.',
  };
  return {
    figures: [readPrinted(printed, 't', who)],
    convert: (t) => ({ d: t * scale, baseVariance: scale ** 2, sizeDivisor: 2 * df, t, df }),
    interval: 'noncentral-t',
    correctable: true,
    formula: arms === 2 ? '2 t/√df' : 't/√df',
    nTreatment: null,
    nControl: null,
    notes: arms === 2 ? [assumed] : [],
  };
}

function fromP(source: From<'p'>): Conversion {
  const { tails = 2 } = source;
  const sign = signOf(source.sign, 'p-value');
  if (tails !== 1 && tails !== 2) refuse('tails', '1 or 2', tails);
  const figure = readPrinted(source.p, 'p', who, 0, 1);
  if (figure.value === 0) refuse('p', 'a p-value above 0 (a printed .000 only says that it is below .0005)', source.p);
  const df = source.nTreatment + source.nControl - 2;
  // A p that rounds from 0 would stand for an infinite t: the range ends at the smallest p that a double can hold.
  const p = { ...figure, lower: Math.max(figure.lower, Number.MIN_VALUE) };
  return fromT(
    [p],
    source,
    (value) => sign * studentT.isf(value / tails, df),
    `t √(1/nT + 1/nC) with t from a p-value of ${tails} tails`,
  );
}

function fromAncova(
  source: From<'ancova-t'> | From<'ancova-f'>,
  figure: RoundedFigure,
  tOf: (printed: number) => number,
): Conversion {
  const { covariates = 1 } = source;
  const { nTreatment, nControl } = checkSizes(source);
  const r2 = readPrinted(source.r2, 'r2', who, 0, 1);
  if (r2.value === 1) refuse('r2', 'a squared correlation below 1', source.r2);
  const size = 1 / nTreatment + 1 / nControl;
  const df = nTreatment + nControl - 2 - covariates;
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
    nTreatment,
    nControl,
    notes: [],
  };
}

function fromChiSquared({ chiSquared, n, sign: given }: From<'chi-squared'>): Conversion {
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
    nTreatment: null,
    nControl: null,
    notes: [],
  };
}

function fromOddsRatio(source: From<'odds-ratio'>): Conversion {
  const { scale = 'cox', printedLevel = 0.95, lower, upper } = source;
  if (scale !== 'cox' && scale !== 'logit') refuse('scale', '"cox" or "logit"', String(scale));
  checkLevel(who, printedLevel);
  const divisor = scale === 'cox' ? 1.65 : Math.PI / Math.sqrt(3);
  const positive = (printed: Printed, name: string): RoundedFigure => {
    const figure = readPrinted(printed, name, who, 0);
    return figure.lower > 0 ? figure : refuse(name, 'an odds ratio whose rounding leaves it above 0', printed);
  };
  const width = 2 * normal.isf((1 - printedLevel) / 2) * divisor;
  const limits =
    lower === undefined || upper === undefined
      ? null
      : [positive(lower, 'lower').value, positive(upper, 'upper').value];
  const error = limits === null ? null : Math.log((limits[1] as number) / (limits[0] as number)) / width;
  if (error !== null && !(error > 0))
    refuse('upper', `an upper limit above the lower one (${lower})`, upper as Printed);
  return {
    figures: [positive(source.oddsRatio, 'oddsRatio')],
    convert: (ratio) => {
      const d = Math.log(ratio) / divisor;
      return { d, baseVariance: error === null ? null : error ** 2, sizeDivisor: null, t: d / (error ?? 1), df: null };
    },
    interval: 'normal',
    correctable: false,
    formula: scale === 'cox' ? 'log odds ratio / 1.65' : 'log odds ratio √3/π',
    nTreatment: null,
    nControl: null,
    notes:
      error === null
        ? [{ code: 'no_standard_error', message: 'Without its limits an odds ratio has no standard error.' }]
        : [],
  };
}

function fromRegression(source: From<'regression'>): Conversion {
  const { nTreatment, nControl } = checkSizes(source);
  const { df = nTreatment + nControl - 2 } = source;
  if (!(df > 0)) refuse('df', 'degrees of freedom above 0', df);
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
    nTreatment,
    nControl,
    notes: [],
  };
}

function checkSizes({ nTreatment, nControl }: ArmSizes): ArmSizes {
  if (Number.isInteger(nTreatment) && Number.isInteger(nControl) && nTreatment >= 2 && nControl >= 2)
    return { nTreatment, nControl };
  throw new EfficacyError(
    'too_few_observations',
    `${who} needs the sizes of both arms, 2 units or more each; got ${nTreatment} in treatment and ${nControl} in control`,
    { nTreatment, nControl },
  );
}

function signOf(sign: unknown, statistic: string): 1 | -1 {
  if (sign === 1 || sign === -1) return sign;
  throw new EfficacyError(
    'missing_sign',
    `${who} needs the sign of the effect: a ${statistic} does not have one; give sign 1 where the treatment arm has the higher mean, -1 where the control arm has; got ${String(sign)}`,
    { statistic },
  );
}

function refuse(name: string, needed: string, got: Printed): never {
  throw new EfficacyError('invalid_argument', `${who} needs ${needed} as ${name}; got ${got}`, { [name]: got });
}
