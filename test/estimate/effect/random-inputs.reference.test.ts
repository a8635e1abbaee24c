import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { momentsOf } from '../../../src/aggregate/moments.js';
import { meanChange } from '../../../src/estimate/effect/change/mean-change.js';
import { pairedD } from '../../../src/estimate/effect/change/paired-d.js';
import { averageSdD } from '../../../src/estimate/effect/means/average-sd-d.js';
import { cohensD } from '../../../src/estimate/effect/means/cohens-d.js';
import { glassDelta } from '../../../src/estimate/effect/means/glass-delta.js';
import { hedgesG } from '../../../src/estimate/effect/means/hedges-g.js';
import { logRatioOfMeans, logRatioOfPairedMeans } from '../../../src/estimate/effect/means/log-ratio-of-means.js';
import {
  logCoefficientOfVariationRatio,
  logVariabilityRatio,
} from '../../../src/estimate/effect/means/log-variability-ratio.js';
import { publishedEffect } from '../../../src/estimate/effect/published/published-effect.js';
import { cliffsDelta } from '../../../src/estimate/effect/ranks/cliffs-delta.js';
import { cohensU1, cohensU2, cohensU3, overlapCoefficient } from '../../../src/estimate/effect/ranks/cohens-u.js';
import { overlapOf, u1Of, u2Of } from '../../../src/estimate/effect/ranks/normal-overlap.js';
import { pairedRankBiserial } from '../../../src/estimate/effect/ranks/paired-rank-biserial.js';
import { probabilityOfSuperiority } from '../../../src/estimate/effect/ranks/probability-of-superiority.js';
import { rankEpsilonSquared } from '../../../src/estimate/effect/ranks/rank-epsilon-squared.js';
import { type ConvertEffectOptions, convertEffect } from '../../../src/estimate/effect/reading/convert-effect.js';
import { arcsineDifference, cohensH } from '../../../src/estimate/effect/shares/cohens-h.js';
import { coxIndex } from '../../../src/estimate/effect/shares/cox-index.js';
import { cramersV } from '../../../src/estimate/effect/shares/cramers-v.js';
import { logOddsRatio } from '../../../src/estimate/effect/shares/log-odds-ratio.js';
import { logitD } from '../../../src/estimate/effect/shares/logit-d.js';
import { petoLogOddsRatio } from '../../../src/estimate/effect/shares/peto-log-odds-ratio.js';
import { phiCoefficient } from '../../../src/estimate/effect/shares/phi-coefficient.js';
import { probitD } from '../../../src/estimate/effect/shares/probit-d.js';
import { type ProportionScale, proportion } from '../../../src/estimate/effect/shares/proportion.js';
import { riskDifference } from '../../../src/estimate/effect/shares/risk-difference.js';
import { logRiskRatio } from '../../../src/estimate/effect/shares/risk-ratio.js';
import { yulesQ, yulesY } from '../../../src/estimate/effect/shares/yules-q.js';
import { cohensF } from '../../../src/estimate/effect/variance/cohens-f.js';
import { correlation } from '../../../src/estimate/effect/variance/correlation.js';
import { correlationFromT } from '../../../src/estimate/effect/variance/correlation-from-t.js';
import { epsilonSquared } from '../../../src/estimate/effect/variance/epsilon-squared.js';
import { etaSquared } from '../../../src/estimate/effect/variance/eta-squared.js';
import { fisherZ } from '../../../src/estimate/effect/variance/fisher-z.js';
import { omegaSquared } from '../../../src/estimate/effect/variance/omega-squared.js';
import { oneWaySums } from '../../../src/estimate/effect/variance/variance-explained.js';
import type { Interval } from '../../../src/support/interval.js';
import { tolerance } from '../../tolerances.js';

/** A number, values, or groups of values. */
type Cell = number | null | readonly number[] | readonly (readonly number[])[];
/** Columns by name; test/reference/scripts/effect_random.R makes them. */
type Columns = Readonly<Record<string, readonly Cell[]>>;
const text = readFileSync(new URL('../../reference/cases/effect_random.json', import.meta.url), 'utf8');
const random: Readonly<Record<string, Columns>> = JSON.parse(text);
/** The one figure that stands beside columns. */
const averageEffect: number = JSON.parse(text).summaries.average;

interface Effect {
  readonly estimate: number;
  readonly standardError?: number | null;
  readonly interval?: Interval | null;
}

/** A number of a row. */
type At = (name: string) => number;

/** Sets each measure of a row beside R's columns of its name: the estimate, `Variance`, `Lower` and `Upper`, as far as they are there. */
function compare(
  block: string,
  measuresOf: (at: At, i: number) => Readonly<Record<string, () => Effect>>,
  limits: number = tolerance.inference,
): void {
  const columns = random[block] as Columns;
  const size = Object.values(columns)[0]?.length as number;
  const off: string[] = [];
  const check = (what: string, actual: number | null | undefined, wanted: number, within: number): void => {
    const near = typeof actual === 'number' && Math.abs(actual - wanted) <= within * Math.max(0.01, Math.abs(wanted));
    if (!near) off.push(`${what}: ${actual}, R ${wanted}`);
  };
  for (let i = 0; i < size; i++) {
    const at: At = (name) => columns[name]?.[i] as number;
    for (const [name, measure] of Object.entries(measuresOf(at, i))) {
      const what = `${name}, row ${i}`;
      let effect: Effect;
      try {
        effect = measure();
      } catch (error) {
        if (columns[name]?.[i] !== null) off.push(`${what}: ${(error as Error).message}`);
        continue;
      }
      check(what, effect.estimate, at(name), tolerance.closedForm);
      const wanted = (end: string): number | undefined =>
        (columns[`${name}${end}`]?.[i] ?? undefined) as number | undefined;
      const [variance, lower, upper] = [wanted('Variance'), wanted('Lower'), wanted('Upper')];
      if (variance !== undefined)
        check(`variance of ${what}`, (effect.standardError as number) ** 2, variance, tolerance.closedForm);
      if (lower !== undefined) check(`lower of ${what}`, effect.interval?.lower, lower, limits);
      if (upper !== undefined) check(`upper of ${what}`, effect.interval?.upper, upper, limits);
    }
  }

  expect(size).toBeGreaterThanOrEqual(20);
  expect(off).toEqual([]);
}

/** A column of lists, one for each row. */
const lists = <T extends Cell>(block: string, name: string, i: number): T => random[block]?.[name]?.[i] as T;

test('random summaries of two arms: metafor', () => {
  compare('summaries', (at) => {
    const one = momentsOf({ n: at('n1'), mean: at('m1'), sd: at('sd1') });
    const two = momentsOf({ n: at('n2'), mean: at('m2'), sd: at('sd2') });
    return {
      SMD: () => hedgesG(one, two),
      LS2: () => hedgesG(one, two, { interval: 'normal', variance: 'LS2' }),
      UB: () => hedgesG(one, two, { interval: 'normal', variance: 'UB' }),
      AV: () => hedgesG(one, two, { interval: 'normal', variance: 'AV', averageEffect }),
      SMDH: () => averageSdD(one, two, { correction: 'exact', correctionDf: 'total' }),
      SMD1: () => glassDelta(one, two, { correction: 'exact', variance: 'LS' }),
      SMD1H: () => glassDelta(one, two, { correction: 'exact', variance: 'H' }),
      ROM: () => logRatioOfMeans(one, two),
      VR: () => logVariabilityRatio(one, two),
      CVR: () => logCoefficientOfVariationRatio(one, two),
    };
  });
});

test('random values of two arms, with ties: effectsize', () => {
  compare('arms', (at, i) => {
    const [x, y] = [lists<number[]>('arms', 'x', i), lists<number[]>('arms', 'y', i)];
    const level = at('level');
    return {
      d: () => cohensD(x, y, { level }),
      g: () => hedgesG(x, y, { level }),
      glass: () => glassDelta(x, y, { level }),
      unpooled: () => averageSdD(x, y, { level }),
      delta: () => cliffsDelta(x, y, { level, variance: 'equal-distributions' }),
      u1: () => cohensU1(x, y, { level }),
      u2: () => cohensU2(x, y, { level }),
      u3: () => cohensU3(x, y, { level }),
      overlap: () => overlapCoefficient(x, y, { level }),
      superiority: () => probabilityOfSuperiority(x, y, { level }),
    };
  });
});

test('random pairs: effectsize and metafor', () => {
  compare('pairs', (at, i) => {
    const pairs = { before: lists<number[]>('pairs', 'before', i), after: lists<number[]>('pairs', 'after', i) };
    const level = at('level');
    return {
      d: () => pairedD(pairs, { level }),
      g: () => pairedD(pairs, { level, correction: 'exact' }),
      rank: () => pairedRankBiserial(pairs, { level, variance: 'symmetric-changes' }),
      MC: () => meanChange(pairs),
      SMCC: () => pairedD(pairs, { correction: 'exact', variance: 'LS' }),
      SMCR: () => pairedD(pairs, { correction: 'exact', variance: 'LS', standardizer: 'before' }),
      SMCRH: () => pairedD(pairs, { correction: 'exact', variance: 'H', standardizer: 'after' }),
      ROMC: () => logRatioOfPairedMeans(pairs),
    };
  });
});

test('random tables, empty cells and all: metafor, effectsize and prop.test', () => {
  const scales: Readonly<Record<string, ProportionScale>> = {
    PR: 'share',
    PLN: 'log',
    PLO: 'logit',
    PAS: 'arcsine',
    PFT: 'freeman-tukey',
  };
  compare('tables', (at) => {
    const arms = [
      { events: at('a'), n: at('a') + at('b') },
      { events: at('c'), n: at('c') + at('d') },
    ] as const;
    const half = { zeroCells: 'add-half' } as const;
    const level = at('level');
    return {
      OR: () => logOddsRatio(...arms, half),
      RR: () => logRiskRatio(...arms, half),
      RD: () => riskDifference(...arms, half),
      AS: () => arcsineDifference(...arms),
      PETO: () => petoLogOddsRatio(...arms, half),
      PHI: () => phiCoefficient(...arms),
      YUQ: () => yulesQ(...arms, half),
      YUY: () => yulesY(...arms, half),
      OR2DN: () => coxIndex(...arms, half),
      OR2DL: () => logitD(...arms, half),
      PBIT: () => probitD(...arms, half),
      ...Object.fromEntries(
        Object.entries(scales).map(([name, scale]) => [
          name,
          () => proportion(arms[0], { scale, ...(['PAS', 'PFT'].includes(name) ? {} : half) }),
        ]),
      ),
      newcombe: () => riskDifference(...arms, { level }),
      h: () => cohensH(...arms, { level }),
      v: () =>
        cramersV(
          [
            [at('a'), at('b')],
            [at('c'), at('d')],
          ],
          { level, biasCorrected: false },
        ),
    };
  });
});

test('random correlations: metafor and Fisher’s limits', () => {
  compare('correlations', (at) => {
    const data = { r: at('r'), n: at('n') };
    return {
      COR: () => correlation(data),
      UCOR: () => correlation(data, { correction: 'olkin-pratt' }),
      ZCOR: () => fisherZ(data),
    };
  });
});

test('random statistics of t and F: effectsize', () => {
  // R's noncentral F stops at 1e-9, so that its roots are right to 1e-6 at worst.
  compare(
    'statistics',
    (at) => {
      const [t, df, level] = [at('t'), at('df'), at('level')];
      const term = { f: at('f'), dfEffect: at('dfEffect'), dfError: at('dfError') };
      const options = { level, interval: 'equivalent-f' } as const;
      return {
        d: () => publishedEffect({ from: 't', t, df }, { level, correction: 'none' }),
        paired: () => publishedEffect({ from: 'paired-t', t, df }, { level, correction: 'none' }),
        r: () => correlationFromT(t, df, { level }),
        eta: () => etaSquared(term, options),
        omega: () => omegaSquared(term, options),
        epsilon: () => epsilonSquared(term, options),
        cohensF: () => cohensF(term, options),
        noncentral: () => etaSquared(term, { level }),
      };
    },
    tolerance.effectsizeNoncentral,
  );
});

test('random statistics of two arms as papers print them: qt and the roots of pt', () => {
  compare('printed', (at) => {
    const arms = { nTreatment: at('n1'), nControl: at('n2') };
    const [t, p, sign] = [at('t'), at('p'), at('sign') as 1 | -1];
    return {
      fromT: () => publishedEffect({ from: 't', t, ...arms }),
      fromP: () => publishedEffect({ from: 'p', p, sign, ...arms }),
      fromOneTail: () => publishedEffect({ from: 'p', p, tails: 1, sign, ...arms }),
      fromR: () => publishedEffect({ from: 'r', r: at('r'), ...arms }),
      fromChi: () =>
        publishedEffect(
          { from: 'chi-squared', chiSquared: at('chiSquared'), n: at('n1') + at('n2'), sign },
          { correction: 'none' },
        ),
    };
  });
});

test('random groups of values, with ties: aov and kruskal.test by effectsize', () => {
  compare('groups', (_, i) => {
    const groups = lists<number[][]>('groups', 'values', i);
    const sums = oneWaySums(groups);
    return {
      eta: () => etaSquared(sums, { of: 'total' }),
      omega: () => omegaSquared(sums, { of: 'total' }),
      epsilon: () => epsilonSquared(sums, { of: 'total' }),
      rankEpsilon: () => rankEpsilonSquared(groups),
    };
  });
});

test('random conversions: effectsize', () => {
  compare('conversions', (at) => {
    const [d, r, or] = [at('d'), at('r'), at('oddsRatio')];
    const sizes = { nTreatment: at('n1'), nControl: at('n2') };
    const convert = (value: number, options: ConvertEffectOptions) => () => convertEffect(value, options);
    return {
      dToR: convert(d, { from: 'd', to: 'r' }),
      dToRSizes: convert(d, { from: 'd', to: 'r', ...sizes }),
      rToD: convert(r, { from: 'r', to: 'd' }),
      rToDSizes: convert(r, { from: 'r', to: 'd', ...sizes }),
      dToOr: convert(d, { from: 'd', to: 'odds-ratio' }),
      orToD: convert(or, { from: 'odds-ratio', to: 'd' }),
      orToR: convert(or, { from: 'odds-ratio', to: 'r' }),
      rToOr: convert(r, { from: 'r', to: 'odds-ratio' }),
      orToRr: convert(or, { from: 'odds-ratio', to: 'risk-ratio', baseRate: at('baseRate') }),
      superiority: convert(d, { from: 'd', to: 'probability-of-superiority' }),
      u1: () => ({ estimate: u1Of(d) }),
      u2: () => ({ estimate: u2Of(d) }),
      u3: convert(d, { from: 'd', to: 'u3' }),
      overlap: () => ({ estimate: overlapOf(d) }),
    };
  });
});
