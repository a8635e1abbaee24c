import { describe, expect, test } from 'vitest';
import { fromColumns } from '../../../src/index.js';
import { baselineOfTable } from '../../../src/judge/equivalence/baseline-of-table.js';
import { randomStream } from '../../../src/numeric/random/random-stream.js';

const treatment = { column: 'arm', treated: 't', control: 'c' };

/** Share of trials, in which chance assigned the arms, whose joint test of two covariates has p below .05. */
function rejected(clusters: number, size: number, clustered: boolean, trials: number): number {
  let count = 0;
  for (let trial = 0; trial < trials; trial++) {
    const draws = randomStream(20_260_919, clusters, size, trial);
    const n = clusters * size;
    const order = draws.sample(clusters, clusters / 2);
    const chosen = new Set(order);
    const level = Array.from({ length: clusters }, () => draws.normal());
    const school = Array.from({ length: n }, (_, i) => Math.floor(i / size));
    const table = fromColumns({
      arm: school.map((s) => (chosen.has(s) ? 't' : 'c')),
      school: school.map((s) => `s${s}`),
      pre: school.map((s) => 0.5 * (level[s] as number) + draws.normal()),
      poor: school.map(() => (draws.uniform() < 0.4 ? 1 : 0)),
    });
    const { omnibus } = baselineOfTable(table, {
      treatment,
      covariates: ['pre', 'poor'],
      analysed: ['pre'],
      profile: 'wwc-5.0',
      ...(clustered && { cluster: 'school' }),
    });
    if ((omnibus?.pValue ?? 1) < 0.05) count++;
  }
  return count / trials;
}

// 200 trials with fixed seeds: four standard errors of .05 are .062. With 500 the shares were .058 and .068.
describe('the joint test of balance rejects about as often as it says', () => {
  test('where individuals were assigned', () => {
    expect(Math.abs(rejected(80, 1, false, 200) - 0.05)).toBeLessThan(0.062);
  });

  test('where clusters were, and covariates run in clusters; as individuals they would seem unbalanced far too often', () => {
    expect(Math.abs(rejected(20, 5, true, 200) - 0.05)).toBeLessThan(0.062);
    expect(rejected(20, 10, false, 60)).toBeGreaterThan(0.15);
  });
});
