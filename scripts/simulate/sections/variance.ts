import { cohensF } from '../../../src/estimate/effect/variance/cohens-f.js';
import { correlation } from '../../../src/estimate/effect/variance/correlation.js';
import { correlationFromT } from '../../../src/estimate/effect/variance/correlation-from-t.js';
import { epsilonSquared } from '../../../src/estimate/effect/variance/epsilon-squared.js';
import { etaSquared } from '../../../src/estimate/effect/variance/eta-squared.js';
import { fisherZ } from '../../../src/estimate/effect/variance/fisher-z.js';
import { omegaSquared } from '../../../src/estimate/effect/variance/omega-squared.js';
import { oneWaySums, type VarianceExplainedOptions } from '../../../src/estimate/effect/variance/variance-explained.js';
import { differenceInMeans } from '../../../src/estimate/trial/difference-in-means.js';
import type { RandomStream } from '../../../src/numeric/random/index.js';
import { normals } from '../draws.js';
import { type CoverageDesign, type CoverageKind, type CoverageSection, design } from '../harness.js';

type Sums = ReturnType<typeof oneWaySums>;

/** Three normal groups of 15, 20 and 25 whose means explain a share of the variance of all scores. */
function threeGroups(draws: RandomStream, share: number): Sums {
  const sizes = [15, 20, 25];
  const scores = [-1, 0.2, 0.44]; // their mean, weighted by size, is 0
  const between = sizes.reduce((sum, n, i) => sum + (n * (scores[i] as number) ** 2) / 60, 0);
  const scale = Math.sqrt(share / (1 - share) / between);
  return oneWaySums(sizes.map((n, i) => normals(draws, n, scale * (scores[i] as number))));
}

const explained = (
  measure: typeof etaSquared,
  share: number,
  options: VarianceExplainedOptions = {},
  [kind, reference]: readonly [CoverageKind, string?] = ['exact'],
): CoverageDesign => {
  const { of = 'partial', interval = 'noncentral-f', alternative = 'two-sided' } = options;
  const words = [measure.name, of, interval, ...(alternative === 'greater' ? ['one-sided'] : [])];
  const end = share === 0 ? ', where only one limit can miss' : '';
  return design({
    name: `${words.join(', ')}, groups of 15, 20, 25, share ${share}${end}`,
    kind,
    truth: share,
    ...(reference === undefined ? {} : { reference }),
    draw: (draws) => threeGroups(draws, share),
    interval: (sums) => measure(sums, options).interval,
    figures: ({ ssEffect, dfEffect, ssError, dfError }) => ({ ssEffect, dfEffect, ssError, dfError }),
  });
};

/** Three by two cells of 10: the first factor and all the others explain these shares of the variance of all scores. */
function threeByTwo(draws: RandomStream, share: number, others: number): Sums {
  const first = [-1, 0, 1].map((x) => x * Math.sqrt(share * 1.5));
  const cells = first.flatMap((mean) =>
    [-1, 1].map((side) => normals(draws, 10, mean + side * Math.sqrt(others), Math.sqrt(1 - share - others))),
  );
  const all = oneWaySums(cells);
  const rows = oneWaySums([0, 2, 4].map((i) => Float64Array.of(...(cells[i] ?? []), ...(cells[i + 1] ?? []))));
  const { ssError, dfError, ssTotal, n } = all;
  return { ssEffect: rows.ssEffect, dfEffect: 2, ssError, dfError, ssTotal, n };
}

const ofTotal = (
  measure: typeof etaSquared,
  [share, others]: readonly [number, number],
  interval: 'noncentral-f' | 'equivalent-f',
  [kind, reference]: readonly [CoverageKind, string],
): CoverageDesign =>
  design({
    name: `${measure.name}, total, ${interval}, 3 by 2 cells of 10, share ${share} beside ${others}`,
    kind,
    truth: share,
    reference,
    draw: (draws) => threeByTwo(draws, share, others),
    interval: (sums) => measure(sums, { of: 'total', interval }).interval,
    figures: (sums) => ({ ...sums }),
  });

interface Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Pairs of normal values with correlation r. */
const line = (draws: RandomStream, n: number, r: number): Line => {
  const x = normals(draws, n);
  return { x, y: x.map((value) => r * value + Math.sqrt(1 - r * r) * draws.normal()) };
};

const correlated = (
  name: string,
  n: number,
  r: number,
  reference: string,
  of: (data: Line) => ReturnType<typeof correlation>['interval'],
  truth = r,
): CoverageDesign =>
  design({
    name: `${name}, ${n} pairs, ${r}`,
    kind: 'approximate',
    truth,
    reference,
    draw: (draws) => line(draws, n, r),
    interval: of,
    figures: ({ x, y }) => ({ x, y }),
  });

const equivalent = { interval: 'equivalent-f' } as const;

export const section: CoverageSection = {
  id: 'variance',
  order: 50,
  title: 'Variance explained, correlations',
  about: `Normal outcomes. The share that the limits are about is that of the population, λ/(λ + n). R's effectsize takes omega and epsilon squared for an
eta squared when it makes their limits, which come out too low; \`'equivalent-f'\` does the same for comparison. Of the total its limits miss in
either direction, as the other terms have it; ours take the noncentrality of those at its estimate, and err on the safe side.`,
  designs: [
    explained(etaSquared, 0, {}, ['approximate', 'etaSquared']),
    explained(etaSquared, 0.1),
    explained(etaSquared, 0.3),
    explained(etaSquared, 0.1, { alternative: 'greater' }),
    explained(omegaSquared, 0.1),
    explained(epsilonSquared, 0.1),
    explained(etaSquared, 0.1, equivalent, ['approximate', 'etaSquared']),
    explained(omegaSquared, 0.1, equivalent, ['reproduced', 'omegaSquared']),
    explained(epsilonSquared, 0.1, equivalent, ['reproduced', 'epsilonSquared']),
    explained(etaSquared, 0.1, { of: 'total', ...equivalent }, ['approximate', 'etaSquared']),
    ofTotal(omegaSquared, [0.1, 0.3], 'noncentral-f', ['approximate', 'omegaTotal']),
    ofTotal(omegaSquared, [0.3, 0.3], 'noncentral-f', ['approximate', 'omegaTotal']),
    ofTotal(omegaSquared, [0.1, 0.02], 'noncentral-f', ['approximate', 'omegaTotal']),
    ofTotal(epsilonSquared, [0.1, 0.3], 'noncentral-f', ['approximate', 'epsilonTotal']),
    ofTotal(etaSquared, [0.1, 0.3], 'noncentral-f', ['approximate', 'etaTotal']),
    ofTotal(omegaSquared, [0.1, 0.3], 'equivalent-f', ['reproduced', 'omegaTotal']),
    ofTotal(omegaSquared, [0.3, 0.3], 'equivalent-f', ['reproduced', 'omegaTotal']),
    design({
      name: 'cohensF, noncentral-f, one-sided, two groups of 25, f 0.25',
      kind: 'exact',
      truth: 0.25,
      draw: (draws) => oneWaySums([normals(draws, 25, 0.5), normals(draws, 25)]),
      interval: (sums) => cohensF(sums, { alternative: 'greater' }).confidenceSet?.pieces[0] ?? null,
    }),
    design({
      name: 'cohensF, noncentral-f, two groups of 25, f 0.25',
      kind: 'exact',
      truth: 0.25,
      draw: (draws) => oneWaySums([normals(draws, 25, 0.5), normals(draws, 25)]),
      interval: (sums) => cohensF(sums).interval,
    }),
    correlated('correlation, fisher-z', 15, 0.5, 'correlation', (data) => correlation(data).interval),
    correlated('correlation, fisher-z', 60, 0.2, 'correlation', (data) => correlation(data).interval),
    correlated('correlation, fisher-z', 30, 0.9, 'correlation', (data) => correlation(data).interval),
    correlated('fisherZ', 40, 0.4, 'fisherZ', (data) => fisherZ(data).interval, Math.atanh(0.4)),
    design({
      name: 'correlationFromT, arms of 20 and 20, effect 0.6',
      kind: 'exact',
      truth: (0.6 * Math.sqrt(10)) / Math.hypot(0.6 * Math.sqrt(10), Math.sqrt(38)),
      draw: (draws) => [normals(draws, 20, 0.6), normals(draws, 20)] as const,
      interval: ([treatment, control]) => {
        const { statistic, df } = differenceInMeans(treatment, control, { variances: 'pooled' });
        return correlationFromT(statistic as number, df as number).interval;
      },
    }),
  ],
};
