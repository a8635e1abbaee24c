import * as normal from '../../../numeric/distributions/normal.js';
import { erf } from '../../../numeric/special/error-function.js';
import { superiorityOf, u3Of } from '../ranks/normal-overlap.js';
import { coxDivisor } from '../shares/cox-index.js';
import { logisticSd } from '../shares/logit-d.js';

/** A scale on which an effect is told. */
export type EffectScale =
  | 'd'
  | 'r'
  | 'fisher-z'
  | 'u3'
  | 'improvement-index'
  | 'probability-of-superiority'
  | 'cliffs-delta'
  | 'log-odds-ratio'
  | 'odds-ratio'
  | 'cox-index'
  | 'logit-d'
  | 'risk-ratio'
  | 'risk-difference'
  | 'cohens-h';

/** What some scales need beside the effect. */
export interface ScaleContext {
  /** (N - 2)(1/n₁ + 1/n₂), or 4 for equal and large arms: between d and r. */
  readonly rSpread: number;
  /** Share of the control arm with the event. */
  readonly baseRate: number;
}

/** One scale: to its family's base and back. Every one rises with the effect. */
export interface Scale {
  readonly unit: string;
  /** Family whose base is d in standard deviations, or the log odds ratio. */
  readonly family: 'sd' | 'odds';
  /** NaN or infinite where the scale has no such value. */
  readonly toBase: (value: number, context: ScaleContext) => number;
  readonly fromBase: (base: number, context: ScaleContext) => number;
  /** The values that it has, for messages. */
  readonly domain: string;
  readonly needsBaseRate?: true;
  readonly assumption?: (context: ScaleContext) => string;
}

const equalNormals = (): string => 'outcomes of both arms are normal with the same standard deviation';
const fromD = (r: (d: number) => number) => (d: number) => r(d);
const dOfR = (r: number, { rSpread }: ScaleContext): number => (r * Math.sqrt(rSpread)) / Math.sqrt((1 - r) * (1 + r));
const rOfD = (d: number, { rSpread }: ScaleContext): number => d / Math.hypot(d, Math.sqrt(rSpread));
const armSizes = ({ rSpread }: ScaleContext): string =>
  rSpread === 4 ? 'the arms are equally large' : 'r is the correlation of the outcome with arms of the sizes given';
const controlShare = ({ baseRate }: ScaleContext): string => `the event has a share of ${baseRate} in the control arm`;
const logit = (p: number): number => Math.log(p / (1 - p));

/** Share of the treatment arm by the log odds ratio. */
const treatedShare = (logOdds: number, p0: number): number => p0 / (p0 + (1 - p0) * Math.exp(-logOdds));
const logOddsOfShare = (p1: number, p0: number): number => (p1 > 0 && p1 < 1 ? logit(p1) - logit(p0) : Number.NaN);

const identity = (value: number): number => value;

/** All scales. */
export const scales: Readonly<Record<EffectScale, Scale>> = {
  d: { unit: 'sd', family: 'sd', toBase: identity, fromBase: identity, domain: 'a finite number' },
  r: {
    unit: 'correlation',
    family: 'sd',
    toBase: dOfR,
    fromBase: rOfD,
    domain: 'between -1 and 1',
    assumption: armSizes,
  },
  'fisher-z': {
    unit: 'fisher z',
    family: 'sd',
    toBase: (z, { rSpread }) => Math.sinh(z) * Math.sqrt(rSpread),
    fromBase: (d, { rSpread }) => Math.asinh(d / Math.sqrt(rSpread)),
    domain: 'a finite number',
    assumption: armSizes,
  },
  u3: {
    unit: 'share',
    family: 'sd',
    toBase: (u3) => quantile(u3),
    fromBase: fromD(u3Of),
    domain: 'between 0 and 1',
    assumption: equalNormals,
  },
  'improvement-index': {
    unit: 'percentile points',
    family: 'sd',
    toBase: (index) => quantile(0.5 + index / 100),
    fromBase: (d) => 50 * erf(d * Math.SQRT1_2),
    domain: 'between -50 and 50',
    assumption: equalNormals,
  },
  'probability-of-superiority': {
    unit: 'probability',
    family: 'sd',
    toBase: (p) => Math.SQRT2 * quantile(p),
    fromBase: fromD(superiorityOf),
    domain: 'between 0 and 1',
    assumption: equalNormals,
  },
  'cliffs-delta': {
    unit: 'difference of probabilities',
    family: 'sd',
    toBase: (delta) => Math.SQRT2 * quantile(0.5 + delta / 2),
    fromBase: (d) => erf(d / 2),
    domain: 'between -1 and 1',
    assumption: equalNormals,
  },
  'log-odds-ratio': {
    unit: 'log odds',
    family: 'odds',
    toBase: identity,
    fromBase: identity,
    domain: 'a finite number',
  },
  'odds-ratio': { unit: 'odds ratio', family: 'odds', toBase: Math.log, fromBase: Math.exp, domain: 'above 0' },
  'cox-index': {
    unit: 'sd',
    family: 'odds',
    toBase: (d) => d * coxDivisor,
    fromBase: (logOdds) => logOdds / coxDivisor,
    domain: 'a finite number',
  },
  'logit-d': {
    unit: 'sd',
    family: 'odds',
    toBase: (d) => d * logisticSd,
    fromBase: (logOdds) => logOdds / logisticSd,
    domain: 'a finite number',
  },
  'risk-ratio': {
    unit: 'risk ratio',
    family: 'odds',
    toBase: (ratio, { baseRate }) => logOddsOfShare(ratio * baseRate, baseRate),
    fromBase: (logOdds, { baseRate }) => 1 / (baseRate + (1 - baseRate) * Math.exp(-logOdds)),
    domain: 'between 0 and 1 / baseRate',
    needsBaseRate: true,
    assumption: controlShare,
  },
  'risk-difference': {
    unit: 'share',
    family: 'odds',
    toBase: (difference, { baseRate }) => logOddsOfShare(baseRate + difference, baseRate),
    fromBase: (logOdds, { baseRate: p0 }) => treatedShare(logOdds, p0) * (1 - p0) * -Math.expm1(-logOdds),
    domain: 'between -baseRate and 1 - baseRate',
    needsBaseRate: true,
    assumption: controlShare,
  },
  'cohens-h': {
    unit: 'radians',
    family: 'odds',
    toBase: (h, { baseRate }) => {
      const angle = Math.asin(Math.sqrt(baseRate)) + h / 2;
      return angle > 0 && angle < Math.PI / 2 ? 2 * Math.log(Math.tan(angle)) - logit(baseRate) : Number.NaN;
    },
    fromBase: (logOdds, { baseRate }) =>
      2 * (Math.atan(Math.exp((logit(baseRate) + logOdds) / 2)) - Math.asin(Math.sqrt(baseRate))),
    domain: 'such that the share of the treatment arm is between 0 and 1',
    needsBaseRate: true,
    assumption: controlShare,
  },
};

function quantile(p: number): number {
  return p > 0 && p < 1 ? normal.quantile(p) : Number.NaN;
}
