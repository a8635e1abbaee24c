import type { Sample } from '../../aggregate/moments.js';
import * as normal from '../../numeric/distributions/normal.js';
import * as studentT from '../../numeric/distributions/student-t.js';
import { noncentralityIntervalOfT } from '../../numeric/noncentrality/index.js';
import { checkLevel, type Interval } from '../../support/interval.js';
import type { Estimate } from '../estimate.js';
import { pooledSd, twoGroups } from '../two-groups.js';
import { type HedgesCorrection, hedgesCorrection } from './hedges-correction.js';

/** How the interval of a standardized mean difference is made. */
export type EffectInterval = 'noncentral-t' | 't' | 'normal';

/** Options of {@link cohensD}. */
export interface CohensDOptions {
  /**
   * Exact limits from the noncentral t distribution (equal variances), or the estimate and its standard error with t or normal quantiles.
   * @defaultValue `'noncentral-t'`
   */
  readonly interval?: EffectInterval;
  /** @defaultValue 0.95 */
  readonly level?: number;
}

/** A standardized mean difference between two independent groups. */
export interface StandardizedMeanDifference extends Estimate {
  readonly kind: 'cohens-d' | 'hedges-g';
  readonly standardError: number;
  readonly df: number;
  readonly interval: Interval;
  readonly unit: 'sd';
  /** The standard deviation that the difference was divided by, in points. */
  readonly pooledSd: number;
  /** Factor that took out the small-sample bias; 1 where none was used. */
  readonly correctionFactor: number;
  readonly correction: HedgesCorrection | 'none';
  readonly intervalMethod: EffectInterval;
  readonly nTreatment: number;
  readonly nControl: number;
}

/**
 * Both d and g: the difference in pooled standard deviations, times a correction factor.
 *
 * Standard error: √(1/nT + 1/nC + d²/(2 (nT + nC))) with the corrected d, metafor's `vtype = "LS"`.
 */
export function standardizedMeanDifference(
  treatment: Sample,
  control: Sample,
  correction: HedgesCorrection | 'none',
  options: CohensDOptions,
  who: string,
): StandardizedMeanDifference {
  const { interval: intervalMethod = 'noncentral-t', level = 0.95 } = options;
  checkLevel(who, level);
  const groups = twoGroups(treatment, control, who);
  const { treatment: t, control: c } = groups;
  const s = pooledSd(groups, who);
  const df = t.n + c.n - 2;
  const correctionFactor = correction === 'none' ? 1 : hedgesCorrection(df, correction);
  const size = 1 / t.n + 1 / c.n;
  const d = (t.mean - c.mean) / s;
  const estimate = correctionFactor * d;
  const standardError = Math.sqrt(size + estimate ** 2 / (2 * (t.n + c.n)));
  const name = correction === 'none' ? "Cohen's d" : `Hedges' g (${correction} correction)`;
  return {
    kind: correction === 'none' ? 'cohens-d' : 'hedges-g',
    estimate,
    standardError,
    df,
    interval: limits(intervalMethod, { d, estimate, standardError, df, size, correctionFactor, level }),
    unit: 'sd',
    method: `${name}: difference in means over the pooled standard deviation; ${intervalMethod} interval`,
    pooledSd: s,
    correctionFactor,
    correction,
    intervalMethod,
    nTreatment: t.n,
    nControl: c.n,
    notes: [],
  };
}

interface Parts {
  readonly d: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly df: number;
  readonly size: number;
  readonly correctionFactor: number;
  readonly level: number;
}

function limits(method: EffectInterval, parts: Parts): Interval {
  const { d, estimate, standardError, df, size, correctionFactor, level } = parts;
  if (method === 'noncentral-t') {
    const scale = correctionFactor * Math.sqrt(size);
    const ncp = noncentralityIntervalOfT(d / Math.sqrt(size), df, level);
    return { lower: ncp.lower * scale, upper: ncp.upper * scale, level };
  }
  const tail = (1 - level) / 2;
  const half = standardError * (method === 't' ? studentT.isf(tail, df) : normal.isf(tail));
  return { lower: estimate - half, upper: estimate + half, level };
}
