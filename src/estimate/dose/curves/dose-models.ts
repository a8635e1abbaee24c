import {
  exponentialSaturation,
  gompertz,
  logistic,
  logLogistic,
  logLogisticAsymmetric,
  michaelisMenten,
  weibull1,
  weibull2,
} from './between-levels.js';
import { brainCousens } from './brain-cousens.js';
import type { CurveShape } from './curve-shape.js';
import { beta, emax, exponential, linear, logLinear, quadratic, sigmoidEmax } from './from-start.js';

/** The curves that can be fitted, by name. */
export type DoseModel =
  | 'linear'
  | 'quadratic'
  | 'log-linear'
  | 'emax'
  | 'sigmoid-emax'
  | 'logistic'
  | 'log-logistic-2'
  | 'log-logistic-3'
  | 'log-logistic-4'
  | 'log-logistic-5'
  | 'weibull-1'
  | 'weibull-2'
  | 'exponential-saturation'
  | 'exponential'
  | 'beta'
  | 'michaelis-menten'
  | 'gompertz'
  | 'brain-cousens';

/** Numbers that a curve needs and that are stated, not estimated. */
export interface CurveConstants {
  /** Added to the dose before the logarithm of `'log-linear'`, in units of dose. */
  readonly offset?: number;
  /** Dose, above all that were given, at which `'beta'` is back at its start. */
  readonly scale?: number;
}

interface ModelEntry {
  readonly shape: (constants: CurveConstants) => CurveShape;
  /** Parameters that the name of the model fixes. */
  readonly fixed: Readonly<Record<string, number>>;
}

const entry = (shape: CurveShape, fixed: Readonly<Record<string, number>> = {}): ModelEntry => ({
  shape: () => shape,
  fixed,
});

/** Every model's curve and what its name fixes. */
export const doseModels: Readonly<Record<DoseModel, ModelEntry>> = {
  linear: entry(linear),
  quadratic: entry(quadratic),
  'log-linear': { shape: ({ offset = 1 }) => logLinear(offset), fixed: {} },
  emax: entry(emax),
  'sigmoid-emax': entry(sigmoidEmax),
  logistic: entry(logistic),
  'log-logistic-2': entry(logLogistic, { lower: 0, upper: 1 }),
  'log-logistic-3': entry(logLogistic, { lower: 0 }),
  'log-logistic-4': entry(logLogistic),
  'log-logistic-5': entry(logLogisticAsymmetric),
  'weibull-1': entry(weibull1),
  'weibull-2': entry(weibull2),
  'exponential-saturation': entry(exponentialSaturation),
  exponential: entry(exponential),
  beta: { shape: ({ scale = 1 }) => beta(scale), fixed: {} },
  'michaelis-menten': entry(michaelisMenten, { lower: 0 }),
  gompertz: entry(gompertz),
  'brain-cousens': entry(brainCousens),
};

/** The names of all models. */
export const doseModelNames: readonly DoseModel[] = Object.keys(doseModels) as DoseModel[];

/** Names of a curve's parameters, linear ones first. */
export const parameterNames = ({ linear, nonlinear }: CurveShape): readonly string[] => [
  ...linear,
  ...nonlinear.map(({ name }) => name),
];
