import { numericColumn } from '../../../src/columns/column.js';
import { makeTable } from '../../../src/columns/table.js';
import { nonInferiority } from '../../../src/estimate/equivalence/non-inferiority.js';
import { tost } from '../../../src/estimate/equivalence/tost.js';
import { leeBounds } from '../../../src/estimate/missing/lee-bounds.js';
import { poolImputations } from '../../../src/estimate/missing/pool-imputations.js';
import { responseWeights } from '../../../src/estimate/missing/response-weights.js';
import { sequentialBoundaries } from '../../../src/estimate/power/sequential/sequential-boundaries.js';
import { differenceByDesign } from '../../../src/estimate/trial/difference-by-design.js';
import { differenceInMeans } from '../../../src/estimate/trial/difference-in-means.js';
import type { RandomStream } from '../../../src/numeric/random/index.js';
import { normals } from '../draws.js';
import { type CoverageSection, fromInterval, type IntervalDesign, type Limits } from '../harness.js';
import { armsOf, tableOf, treatment } from '../trial-draws.js';

/** A test as an interval: it holds the truth where the test does not reject it. */
const unless = (rejects: boolean): Limits => (rejects ? { lower: 1, upper: 2 } : { lower: -1, upper: 1 });

/** Two arms whose true difference is at the upper bound: to call them equivalent is the error of the test. */
const atTheBound = (n: number, half: number): IntervalDesign => ({
  name: `tost, arms of ${n} and ${n} whose difference is at the bound of ${half}: how often they are not called equivalent at .05`,
  kind: 'exact',
  truth: 0,
  interval: (draws) => {
    const groups = { treatment: normals(draws, n, half), control: normals(draws, n) };
    return unless(tost(groups, { bounds: half }).conclusion === 'equivalent');
  },
});

/**
 * Pupils of whom some would be tested in any arm, and some only if treated, whose outcomes lie above or below the others'. The effect is on those who
 * would be tested in any arm; where the others are all above, it is at the lower bound, else at the upper one, and at both where there are no others.
 */
const lee = (words: string, above: boolean, shareOfOthers: number): IntervalDesign => {
  const flags = Array.from({ length: 400 }, (_, i) => i < 200);
  const outcomes = (draws: RandomStream): number[] =>
    flags.map((z) => {
      const only = draws.uniform() < shareOfOthers;
      const u = draws.normal();
      if (draws.uniform() < 0.15) return Number.NaN;
      if (!only) return u + (z ? 0.3 : 0);
      return z ? (above ? 6 : -6) + u : Number.NaN;
    });
  return {
    name: `leeBounds, Imbens-Manski, 200 and 200, ${words}`,
    kind: 'approximate',
    truth: 0.3,
    reference: 'lee',
    interval: (draws) =>
      leeBounds(tableOf({ y: outcomes(draws), arm: armsOf(flags) }), { outcome: 'y', treatment }).interval,
    figures: (draws) => {
      const y = outcomes(draws);
      return { t: y.slice(0, 200), c: y.slice(200) };
    },
  };
};

/** Pupils who are lost by what is known of them, more often where they are treated and weak. */
const lost = (draws: RandomStream): { readonly y: number[]; readonly x: number[]; readonly flags: boolean[] } => {
  const flags = Array.from({ length: 200 }, (_, i) => i < 100);
  const x = flags.map(() => draws.normal());
  const y = flags.map((z, i) => {
    const value = 0.4 * Number(z) + (x[i] as number) + draws.normal();
    const stays = 1 / (1 + Math.exp(-(1.2 + (z ? 0.8 : 0.2) * (x[i] as number))));
    return draws.uniform() < stays ? value : Number.NaN;
  });
  return { y, x, flags };
};

/** Draws missing outcomes of an arm from its regression on x, with the regression's own uncertainty: proper imputation. */
function imputed(draws: RandomStream, y: readonly number[], x: readonly number[]): number[] {
  const seen = [...y.keys()].filter((i) => !Number.isNaN(y[i] as number));
  const n = seen.length;
  const mean = (of: readonly number[]): number => seen.reduce((sum, i) => sum + (of[i] as number), 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  const sxx = seen.reduce((sum, i) => sum + ((x[i] as number) - mx) ** 2, 0);
  const slope = seen.reduce((sum, i) => sum + ((x[i] as number) - mx) * ((y[i] as number) - my), 0) / sxx;
  const rss = seen.reduce((sum, i) => sum + ((y[i] as number) - my - slope * ((x[i] as number) - mx)) ** 2, 0);
  let chi = 0;
  for (let k = 0; k < n - 2; k++) chi += draws.normal() ** 2;
  const sigma = Math.sqrt(rss / chi);
  const [level, tilt] = [
    my + (sigma / Math.sqrt(n)) * draws.normal(),
    slope + (sigma / Math.sqrt(sxx)) * draws.normal(),
  ];
  return y.map((value, i) =>
    Number.isNaN(value) ? level + tilt * ((x[i] as number) - mx) + sigma * draws.normal() : value,
  );
}

const fractions = [0.25, 0.5, 0.75, 1];
const looked = (words: string, kind: 'obrien-fleming' | 'pocock'): IntervalDesign => {
  const { looks } = sequentialBoundaries(fractions, { spending: { kind } });
  return {
    name: `sequentialBoundaries, ${words}, 4 looks at an effect of 0: how often none of them rejects at .05`,
    kind: 'exact',
    truth: 0,
    interval: (draws) => {
      let [walk, before] = [0, 0];
      const rejects = looks.some(({ fraction, upper }) => {
        walk += Math.sqrt(fraction - before) * draws.normal();
        before = fraction;
        return upper !== null && Math.abs(walk) / Math.sqrt(fraction) >= upper;
      });
      return unless(rejects);
    },
  };
};

const rows: readonly IntervalDesign[] = [
  atTheBound(60, 1),
  {
    name: 'nonInferiority, arms of 40 and 40 whose difference is at the margin of 0.5: how often it is not shown at .05',
    kind: 'approximate',
    truth: 0,
    interval: (draws) => {
      const groups = { treatment: normals(draws, 40, -0.5), control: normals(draws, 40) };
      return unless(nonInferiority(groups, { margin: 0.5, alpha: 0.05 }).conclusion === 'non-inferior');
    },
  },
  lee('those only the treatment keeps are above all others (the effect is at the lower bound)', true, 0.2),
  lee('those only the treatment keeps are below all others (the effect is at the upper bound)', false, 0.2),
  lee('as many are lost in both arms (the bounds meet, and those of a sample do not)', true, 0),
  {
    name: 'responseWeights, sampling weights, HC2, 100 and 100 lost by a covariate, effect 0.4',
    kind: 'approximate',
    truth: 0.4,
    reference: 'responseWeights',
    figures: (draws) => {
      const { y, x } = lost(draws);
      return { y, x };
    },
    interval: (draws) => {
      const { y, x, flags } = lost(draws);
      const table = tableOf({ y, x, arm: armsOf(flags) });
      const { weights } = responseWeights(table, { outcome: 'y', treatment, terms: ['x'] });
      const weighted = makeTable([...table.columns, ['w', numericColumn(weights)]]);
      return differenceByDesign(weighted, { outcome: 'y', treatment, weights: { column: 'w', kind: 'sampling' } })
        .interval;
    },
  },
  {
    name: 'poolImputations, Barnard-Rubin, 20 imputations by arm, 100 and 100 lost by a covariate, effect 0.4',
    kind: 'approximate',
    truth: 0.4,
    interval: (draws) => {
      const { y, x } = lost(draws);
      const estimates = Array.from({ length: 20 }, () =>
        differenceInMeans(
          Float64Array.from(imputed(draws, y.slice(0, 100), x.slice(0, 100))),
          Float64Array.from(imputed(draws, y.slice(100), x.slice(100))),
        ),
      );
      return poolImputations(estimates).interval;
    },
  },
  looked("O'Brien-Fleming", 'obrien-fleming'),
  looked('Pocock', 'pocock'),
];

export const section: CoverageSection = {
  id: 'inference',
  order: 75,
  title: 'Equivalence, missing outcomes, looks on the way',
  about:
    "Tests as intervals that hold the truth where they do not reject, at the edge of what they are to reject; bounds and pooled estimates where outcomes are lost; boundaries of trials that are looked at on the way. Weights of response are taken as known, so that their interval is a little wide, as R's is (`glm` by arm, then estimatr). Where Lee's bounds meet, Imbens and Manski's interval covers the effect far more often than its level says, by the published formula too: bounds of a sample lie apart by the outcomes that chance has one arm lose beyond the other. Randomization tests are exact by counting: a test holds their size over all assignments, and the coverage of their interval.",
  designs: rows.map(fromInterval),
};
