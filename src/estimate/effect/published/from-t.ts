import * as studentT from '../../../numeric/distributions/student-t.js';
import { EfficacyError } from '../../../support/errors.js';
import { isDf, needRecord } from '../needs.js';
import { type Conversion, checkSizes, type From, refuse, signOf, who } from './conversion.js';
import { type Printed, type RoundedFigure, readPrinted } from './printed.js';
import type { ArmSizes } from './sources.js';

/** A t of two independent groups, whatever it was printed as. */
export function fromT(
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
    standardizer: 'pooled',
    varianceFormula: '1/nT + 1/nC + g²/(2 N)',
    nTreatment,
    nControl,
    notes: [],
  };
}

/** Student's t as it was printed, with the sizes of both arms, or with nothing but its degrees of freedom. */
export function fromPrintedT(source: From<'t'>): Conversion {
  const { t, df, nTreatment, nControl } = source as { readonly t: Printed; readonly df?: number } & Partial<ArmSizes>;
  const sized = (nTreatment ?? nControl ?? null) !== null;
  if (!sized) return fromBareT(t, df as number, 2);
  const arms = checkSizes({ nTreatment: nTreatment as number, nControl: nControl as number });
  const total = arms.nTreatment + arms.nControl - 2;
  if ((df ?? total) !== total)
    refuse(
      'df',
      `the degrees of freedom of two groups of these sizes, ${total}, or none (with covariates, from: 'ancova-t')`,
      df as number,
    );
  return fromT([readPrinted(t, 't', who)], arms, (value) => value, 't √(1/nT + 1/nC)');
}

/** Both means over the pooled standard deviation. */
export function fromMeans({ treatment, control }: From<'means'>): Conversion {
  for (const arm of [treatment, control]) needRecord(arm, who, '{ n, mean, sd } of both arms');
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
    const pooled = Math.hypot(Math.sqrt(nT - 1) * sdT, Math.sqrt(nC - 1) * sdC) / Math.sqrt(nT + nC - 2);
    return (meanT - meanC) / pooled / Math.sqrt(1 / nT + 1 / nC);
  };
  return fromT([...means, ...sds], { nTreatment: nT, nControl: nC }, tOf, '(mean - mean)/S');
}

/** t with nothing but its degrees of freedom: 2 t/√df for two groups of one size, t/√df for the changes of one group. */
export function fromBareT(printed: Printed, df: number, arms: 1 | 2): Conversion {
  if (!(isDf(df) && df > 1)) refuse('df', 'degrees of freedom above 1, up to 2^53 - 1', df);
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
    standardizer: arms === 2 ? 'pooled' : 'change',
    varianceFormula: arms === 2 ? '4/df + g²/(2 df)' : '1/df + g²/(2 df)',
    nTreatment: null,
    nControl: null,
    notes: arms === 2 ? [assumed] : [],
  };
}

/** A correlation with being treated is a t in other words. */
export function fromR(source: From<'r'>): Conversion {
  const figure = readPrinted(source.r, 'r', who, -1, 1);
  if (Math.abs(figure.value) === 1) refuse('r', 'a correlation between -1 and 1', source.r);
  const { nTreatment, nControl } = checkSizes(source);
  const df = nTreatment + nControl - 2;
  const tOf = (r: number): number => r * Math.sqrt(df / (1 - r ** 2));
  return fromT([figure], source, tOf, 't √(1/nT + 1/nC) with t = r √(df/(1 - r²))');
}

/** The t that a p-value belongs to. */
export function fromP(source: From<'p'>): Conversion {
  const { tails = 2 } = source;
  const sign = signOf(source.sign, 'p-value');
  if (tails !== 1 && tails !== 2) refuse('tails', '1 or 2', tails);
  const figure = readPrinted(source.p, 'p', who, 0, 1);
  if (figure.value === 0) refuse('p', 'a p-value above 0 (a printed .000 only says that it is below .0005)', source.p);
  if (tails === 1 && figure.value > 0.5)
    refuse('p', 'a one-tailed p-value of .5 or less (with the other sign it is 1 - p)', source.p);
  const { nTreatment, nControl } = checkSizes(source);
  const df = nTreatment + nControl - 2;
  return fromT(
    [figure],
    source,
    (value) => sign * studentT.isf(value / tails, df),
    `t √(1/nT + 1/nC) with t from a p-value of ${tails} tails`,
  );
}
