import { doseCurve } from '../../src/estimate/dose/curves/curve.js';
import type { DoseModel } from '../../src/estimate/dose/curves/dose-models.js';
import type { DoseResponseFit } from '../../src/estimate/dose/fit/dose-response-fit.js';
import { fitDoseResponse } from '../../src/estimate/dose/fit/fit-dose-response.js';
import { marginalRate } from '../../src/estimate/dose/reading/marginal-rate.js';
import { plateauDose } from '../../src/estimate/dose/reading/plateau-dose.js';
import { targetDose } from '../../src/estimate/dose/reading/target-dose.js';
import type { RandomStream } from '../../src/numeric/random/index.js';
import { EfficacyError } from '../../src/support/errors.js';
import type { IntervalDesign } from './harness.js';

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

/** A profile takes fifty fits a trial: it is shown on these. */
const profiled: readonly DoseModel[] = ['quadratic', 'emax', 'log-logistic-4', 'weibull-2'];
const endless: readonly DoseModel[] = ['linear', 'log-linear', 'exponential'];
const any = (): boolean => true;

const readings: readonly (readonly [name: string, shownOn: (model: DoseModel) => boolean, read: Read])[] = [
  ['target dose of 3 points, delta', any, (fit) => targetDose(fit, { gain: 3 })],
  [
    'target dose of 3 points, profile',
    (model) => profiled.includes(model),
    (fit) => targetDose(fit, { gain: 3, interval: 'profile' }),
  ],
  [
    'plateau dose (90 %), log-delta',
    (model) => !endless.includes(model),
    (fit) => plateauDose(fit, { share: 0.9, interval: 'log-delta' }),
  ],
  [
    'plateau dose (90 %), profile',
    (model) => profiled.includes(model),
    (fit) => plateauDose(fit, { share: 0.9, interval: 'profile' }),
  ],
  ['marginal rate at 60, delta', any, (fit) => marginalRate(fit, 60)],
];

/** One reading of one model, of which the truth is that of the planted curve without noise. */
function design(model: DoseModel, theta: readonly number[], name: string, read: Read): IntervalDesign {
  const curve = doseCurve(model, constants);
  const means = dose.map((x) => curve.value(x, theta));
  const exact = read(fitDoseResponse({ dose, response: means }, optionsOf(model)));
  return {
    name: `${model}, ${name}, ${doses.length} doses of ${students}, sd ${sd}`,
    kind: model === 'linear' && name.startsWith('marginal') ? 'exact' : 'approximate',
    truth: exact.estimate,
    interval: (draws: RandomStream) => {
      const response = means.map((y) => y + sd * draws.normal());
      try {
        const { interval, confidenceSet } = read(fitDoseResponse({ dose, response }, optionsOf(model)));
        return interval ?? confidenceSet?.pieces[0] ?? null;
      } catch (error) {
        if (error instanceof EfficacyError) return null;
        throw error;
      }
    },
  };
}

/** Doses and rates read off every curve that is fitted to data of its own kind. */
export const doseDesigns: readonly IntervalDesign[] = Object.entries(planted).flatMap(([name, theta]) => {
  const model = name as DoseModel;
  return readings
    .filter(([, shownOn]) => shownOn(model))
    .map(([reading, , read]) => design(model, theta, reading, read));
});
