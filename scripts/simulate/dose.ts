import { doseCurve } from '../../src/estimate/dose/curves/curve.js';
import type { DoseModel } from '../../src/estimate/dose/curves/dose-models.js';
import type { DoseResponseFit } from '../../src/estimate/dose/fit/dose-response-fit.js';
import { fitDoseResponse } from '../../src/estimate/dose/fit/fit-dose-response.js';
import { marginalRate } from '../../src/estimate/dose/reading/marginal-rate.js';
import { plateauDose } from '../../src/estimate/dose/reading/plateau-dose.js';
import { targetDose } from '../../src/estimate/dose/reading/target-dose.js';
import { EfficacyError } from '../../src/support/errors.js';
import { type CoverageDesign, type CoverageKind, design, type Figures } from './harness.js';

/** What is planted for each model: parameters in the order of the library. */
const planted: Partial<Record<DoseModel, readonly number[]>> = {
  linear: [2, 0.02],
  quadratic: [2, 0.06, -1e-4],
  'log-linear': [2, 1.5],
  emax: [2, 10, 60],
  'sigmoid-emax': [2, 8, 2.5, 110],
  logistic: [2, 10, 0.04, 120],
  'log-logistic-3': [0, 10, 2, 100],
  'log-logistic-4': [2, 10, 2.5, 110],
  'log-logistic-5': [2, 10, 3, 110, 0.8],
  'weibull-1': [2, 10, 1.8, 80],
  'weibull-2': [2, 10, 1.8, 120],
  'exponential-saturation': [2, 10, 80],
  exponential: [2, 0.8, 140],
  beta: [2, 9, 1.1, 0.9],
  'michaelis-menten': [0, 12, 60],
  gompertz: [1, 10, 0.03, 80],
  'brain-cousens': [2, 1, 0.15, 3, 150],
};
const constants = { offset: 3.6, scale: 432 };
const doses = [0, 20, 45, 80, 120, 180, 260, 360];
/** Students at each dose, and their standard deviation around the curve. */
const [students, sd] = [25, 1.5];
/** A curve whose asymmetry is hardly told from its slope needs quieter data before derivatives serve. */
const quietSd = 0.3;
const dose = doses.flatMap((x) => Array.from({ length: students }, () => x));

const optionsOf = (model: DoseModel) => ({
  model,
  ...(model === 'log-linear' ? { offset: constants.offset } : model === 'beta' ? { scale: constants.scale } : {}),
});

type Read = (fit: DoseResponseFit) => {
  readonly estimate: number;
  readonly interval: { readonly lower: number; readonly upper: number } | null;
  readonly confidenceSet?: {
    readonly pieces: readonly { readonly lower: number | null; readonly upper: number | null }[];
  } | null;
};

interface Reading {
  readonly name: string;
  /** Its function in `reference/dose.R`, which has one for each model; none for profiles. */
  readonly inR?: string;
  readonly shownOn: (model: DoseModel) => boolean;
  readonly read: Read;
}

const endless: readonly DoseModel[] = ['linear', 'log-linear', 'exponential'];
const any = (): boolean => true;

const readings: readonly Reading[] = [
  { name: 'target dose of 3 points, delta', inR: 'target', shownOn: any, read: (fit) => targetDose(fit, { gain: 3 }) },
  {
    name: 'target dose of 3 points, profile',
    shownOn: (model) => model === 'emax', // a profile takes fifty fits a trial
    read: (fit) => targetDose(fit, { gain: 3, interval: 'profile' }),
  },
  {
    name: 'plateau dose (90 %), log-delta',
    inR: 'plateau',
    shownOn: (model) => !endless.includes(model),
    read: (fit) => plateauDose(fit, { share: 0.9, interval: 'log-delta' }),
  },
  { name: 'marginal rate at 60, delta', inR: 'rate', shownOn: any, read: (fit) => marginalRate(fit, 60) },
];

/** The mean at each dose, and the sum of squares around these means: all that a fit takes from a trial. */
function cellFigures(response: readonly number[]): Figures {
  const cells = doses.map((_, i) => response.slice(i * students, (i + 1) * students));
  const mean = cells.map((cell) => cell.reduce((sum, y) => sum + y, 0) / students);
  const within = cells.map((cell, i) => cell.reduce((sum, y) => sum + (y - (mean[i] as number)) ** 2, 0));
  return { mean, within: within.reduce((sum, ss) => sum + ss, 0) };
}

/** A slope of a line has its exact t; five parameters in loud data have what the formula gives. */
function kindOf(model: DoseModel, name: string, noise: number): CoverageKind {
  if (model === 'log-logistic-5' && noise > quietSd) return 'reproduced';
  return model === 'linear' && name.startsWith('marginal') ? 'exact' : 'approximate';
}

/** One reading of one model, of which the truth is that of the planted curve without noise. */
function doseDesign(model: DoseModel, theta: readonly number[], { name, inR, read }: Reading, noise: number) {
  const curve = doseCurve(model, constants);
  const means = dose.map((x) => curve.value(x, theta));
  const exact = read(fitDoseResponse({ dose, response: means }, optionsOf(model)));
  return design<readonly number[]>({
    name: `${model}, ${name}, ${doses.length} doses of ${students}, sd ${noise}`,
    kind: kindOf(model, name, noise),
    truth: exact.estimate,
    ...(inR === undefined ? {} : { reference: `${model}.${inR}` }),
    draw: (draws) => means.map((y) => y + noise * draws.normal()),
    interval: (response) => {
      try {
        const { interval, confidenceSet } = read(fitDoseResponse({ dose, response }, optionsOf(model)));
        return interval ?? confidenceSet?.pieces[0] ?? null;
      } catch (error) {
        if (error instanceof EfficacyError) return null;
        throw error;
      }
    },
    figures: cellFigures,
  });
}

/** Doses and rates read off every curve that is fitted to data of its own kind. */
export const doseDesigns: readonly CoverageDesign[] = Object.entries(planted).flatMap(([name, theta]) => {
  const model = name as DoseModel;
  return readings
    .filter(({ shownOn }) => shownOn(model))
    .flatMap((reading) =>
      (model === 'log-logistic-5' ? [sd, quietSd] : [sd]).map((noise) => doseDesign(model, theta, reading, noise)),
    );
});
