import type { DoseModel } from '../../../src/estimate/dose/curves/dose-models.js';

/** A curve of drc in our words: its estimates as functions of our parameters, with their derivatives. */
export interface DrcCurve {
  readonly model: DoseModel;
  readonly fixed?: Readonly<Record<string, number>>;
  /** For each of drc's parameters, in its order: ours that it is made of, and how. */
  readonly theirs: readonly (readonly [
    names: readonly string[],
    from: (...ours: number[]) => number,
    by: (...ours: number[]) => readonly number[],
  ])[];
}

const same = (name: string) => [[name], (x: number) => x, () => [1]] as const;
const minus = (name: string) => [[name], (x: number) => -x, () => [-1]] as const;
const log = (name: string) => [[name], Math.log, (x: number) => [1 / x]] as const;
const sum = (a: string, b: string) => [[a, b], (x: number, y: number) => x + y, () => [1, 1]] as const;

const levels = [same('lower'), same('upper')];

export const drcCurves: Readonly<Record<string, DrcCurve>> = {
  'LL.4': { model: 'log-logistic-4', theirs: [minus('slope'), ...levels, same('ed50')] },
  'LL.3': { model: 'log-logistic-3', theirs: [minus('slope'), same('upper'), same('ed50')] },
  'LL.5': { model: 'log-logistic-5', theirs: [minus('slope'), ...levels, same('middle'), same('asymmetry')] },
  'LL2.4': { model: 'log-logistic-4', theirs: [minus('slope'), ...levels, log('ed50')] },
  'W1.4': { model: 'weibull-1', theirs: [minus('slope'), ...levels, same('scale')] },
  'W2.4': { model: 'weibull-2', theirs: [same('slope'), ...levels, same('scale')] },
  'W1.3': { model: 'weibull-1', fixed: { lower: 0 }, theirs: [minus('slope'), same('upper'), same('scale')] },
  'EXD.3': { model: 'exponential-saturation', theirs: [same('upper'), same('lower'), same('scale')] },
  'AR.2': { model: 'exponential-saturation', fixed: { lower: 0 }, theirs: [same('upper'), same('scale')] },
  'AR.3': { model: 'exponential-saturation', theirs: [...levels, same('scale')] },
  'MM.2': { model: 'michaelis-menten', theirs: [same('upper'), same('ed50')] },
  'MM.3': { model: 'emax', theirs: [same('e0'), sum('e0', 'emax'), same('ed50')] },
  'L.4': { model: 'logistic', theirs: [minus('slope'), ...levels, same('ed50')] },
  'L.3': { model: 'logistic', fixed: { lower: 0 }, theirs: [minus('slope'), same('upper'), same('ed50')] },
  'G.4': { model: 'gompertz', theirs: [minus('slope'), ...levels, same('inflection')] },
};
