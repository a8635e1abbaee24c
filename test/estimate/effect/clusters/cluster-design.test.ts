import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { clusterDesign, clusterDesignOfSize } from '../../../../src/estimate/effect/clusters/cluster-design.js';
import { clusteredHedgesG } from '../../../../src/estimate/effect/clusters/clustered-hedges-g.js';
import { hedgesG } from '../../../../src/estimate/effect/means/hedges-g.js';

const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 2, maxLength: 7 });
const icc = fc.integer({ min: 0, max: 95 }).map((k) => k / 100);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** gamma, h and eta by the definition: traces of matrices of all units, built row by row. */
function slowTwin(arms: readonly (readonly number[])[], rho: number) {
  const units = arms.flatMap((clusters, arm) =>
    clusters.flatMap((size, cluster) => Array.from({ length: size }, () => ({ arm, cluster }))),
  );
  const inArm = arms.map(sum);
  const n = units.length;
  // (AV)_ij with A = I - 11'/n within arms and V = (1 - rho) I + rho for units of one cluster.
  const v = (i: number, j: number): number => {
    const [a, b] = [units[i], units[j]] as const;
    const together = a?.arm === b?.arm && a?.cluster === b?.cluster;
    return (i === j ? 1 - rho : 0) + (together ? rho : 0);
  };
  const av = units.map((unit, i) =>
    units.map((_, j) => {
      const own = units.reduce((total, other, k) => total + (other.arm === unit.arm ? v(k, j) : 0), 0);
      return v(i, j) - own / (inArm[unit.arm] as number);
    }),
  );
  const trace = av.reduce((total, row, i) => total + (row[i] as number), 0);
  const square = av.reduce(
    (total, row, i) => total + row.reduce((part, x, j) => part + x * (av[j]?.[i] as number), 0),
    0,
  );
  // Variance of the difference in means over 1/nT + 1/nC.
  const contrast = units.map(({ arm }) => (arm === 0 ? 1 : -1) / (inArm[arm] as number));
  const variance = contrast.reduce(
    (total, c, i) => total + contrast.reduce((part, e, j) => part + c * e * v(i, j), 0),
    0,
  );
  return {
    gamma: trace / (n - 2),
    h: trace ** 2 / square,
    eta: variance / (1 / (inArm[0] as number) + 1 / (inArm[1] as number)),
  };
}

describe('the corrections for clusters', () => {
  test.prop([sizes, sizes, icc], { numRuns: 40 })(
    'equal their definition by matrices of all units',
    (one, two, rho) => {
      fc.pre(sum(one) + sum(two) > 4);
      const design = clusterDesign({ n: sum(one), sizes: one }, { n: sum(two), sizes: two }, rho);
      const slow = slowTwin([one, two], rho);

      expect(design.gamma).toBeCloseTo(slow.gamma, 11);
      expect(design.eta).toBeCloseTo(slow.eta, 11);
      expect(design.h / slow.h).toBeCloseTo(1, 10);
    },
  );

  test.prop([fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 }), fc.integer({ min: 1, max: 30 }), icc])(
    'are the same for equal sizes, for their number and for an average over both arms',
    (mT, mC, size, rho) => {
      fc.pre((mT + mC) * size > 4);
      const bySizes = clusterDesign(
        { n: mT * size, sizes: Array(mT).fill(size) },
        { n: mC * size, sizes: Array(mC).fill(size) },
        rho,
      );
      const byNumber = clusterDesign({ n: mT * size, clusters: mT }, { n: mC * size, clusters: mC }, rho);
      const byAverage = clusterDesignOfSize(mT * size, mC * size, size, rho);

      for (const other of [byNumber, byAverage]) {
        expect(other.gamma).toBeCloseTo(bySizes.gamma, 12);
        expect(other.eta).toBeCloseTo(bySizes.eta, 12);
        expect(other.h / bySizes.h).toBeCloseTo(1, 12);
      }
    },
  );

  test('vanish without an intraclass correlation', () => {
    const design = clusterDesign({ n: 40, clusters: 4 }, { n: 60, clusters: 6 }, 0);

    expect([design.gamma, design.h, design.eta]).toEqual([1, 98, 1]);
  });

  test('of one arm are those of the mirrored arm', () => {
    const {
      clusteredIn: one,
      nTreatment: _,
      nControl: __,
      ...left
    } = clusterDesign({ n: 60, clusters: 12 }, { n: 40 }, 0.1);
    const {
      clusteredIn: other,
      nTreatment: ___,
      nControl: ____,
      ...right
    } = clusterDesign({ n: 40 }, { n: 60, clusters: 12 }, 0.1);

    expect([one, other]).toEqual(['treatment', 'control']);
    expect(right).toEqual(left);
  });

  test.each([
    ['an icc of 1', () => clusterDesign({ n: 20, clusters: 2 }, { n: 20, clusters: 2 }, 1), 'invalid_argument'],
    ['no clusters at all', () => clusterDesign({ n: 20 }, { n: 20 }, 0.2), 'invalid_argument'],
    [
      'one cluster in an arm',
      () => clusterDesign({ n: 20, clusters: 1 }, { n: 20, clusters: 2 }, 0.2),
      'too_few_clusters',
    ],
    [
      'more clusters than units',
      () => clusterDesign({ n: 20, clusters: 21 }, { n: 20, clusters: 2 }, 0.2),
      'invalid_argument',
    ],
    [
      'sizes that do not add up',
      () => clusterDesign({ n: 20, sizes: [9, 10] }, { n: 20, clusters: 2 }, 0.2),
      'invalid_argument',
    ],
  ])('refuse %s', (_, call, code) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });
});

test('with an intraclass correlation of 0 the effect in clusters is Hedges’ g with the variance of WWC 5.0', () => {
  const arms = [
    [12, 15, 19, 22, 9, 14],
    [11, 12, 13, 18, 10, 16],
  ] as const;
  const clustered = clusteredHedgesG(...arms, { icc: 0, clusters: { treatment: 2, control: [2, 4] } });
  const plain = hedgesG(...arms, { correction: 'approximate', variance: 'DF', interval: 't' });

  expect(clustered.estimate).toBeCloseTo(plain.estimate, 14);
  expect(clustered.standardError).toBeCloseTo(plain.standardError, 14);
  expect(clustered.interval.lower).toBeCloseTo(plain.interval.lower, 13);
});
