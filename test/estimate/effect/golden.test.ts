import { expect, test } from 'vitest';
import { momentsOf } from '../../../src/aggregate/moments.js';
import { clusterDesign } from '../../../src/estimate/effect/clusters/cluster-design.js';
import { clusteredHedgesG } from '../../../src/estimate/effect/clusters/clustered-hedges-g.js';
import { sdFromClusterMeans } from '../../../src/estimate/effect/clusters/sd-from-cluster-means.js';
import { hedgesG } from '../../../src/estimate/effect/means/hedges-g.js';
import { improvementIndex } from '../../../src/estimate/effect/reading/improvement-index.js';

// Worked values made with scipy, independent of this library.
const treatment = momentsOf({ n: 120, mean: 204.1, sd: 15.2 });
const control = momentsOf({ n: 110, mean: 201.3, sd: 14.6 });

const close = (actual: number, wanted: number, relative = 1e-12): void =>
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(relative * Math.abs(wanted));

test('the worked example of two arms gives its effect, standard errors and improvement index', () => {
  const g = hedgesG(treatment, control, { correction: 'approximate' });

  close(g.pooledSd, 14.916169255648647);
  close(g.correctionFactor, 0.9967069154774972);
  close(g.estimate, 0.18709759292119368);
  close(g.standardError, 0.13228885575683647);
  close(hedgesG(treatment, control, { correction: 'approximate', variance: 'DF' }).standardError, 0.1322913788, 1e-9);
  close(improvementIndex(g.estimate), 7.420794229687755);
});

test('the worked example in ten clusters gives its corrections, effect and standard error', () => {
  const whole = clusterDesign({ n: 115, clusters: 5 }, { n: 115, clusters: 5 }, 0.2);
  close(whole.gamma, 0.9614035087719298);
  close(whole.h, 128.44482463644138);
  close(whole.eta, 5.4);

  // Clusters of 23 on average in each arm: 120/23 and 110/23 of them.
  const g = clusteredHedgesG(treatment, control, { icc: 0.2, clusters: { treatment: 120 / 23, control: 110 / 23 } });
  close(g.correctionFactor, 0.9941495298103727);
  close(g.estimate, 0.18298070286967003);
  close(g.standardError, 0.3069547930355389);
  close(g.df, 128.44482463644138);
});

test('clustering in one arm gives the corrections of Hedges and Citkowicz', () => {
  const design = clusterDesign({ n: 60, clusters: 12 }, { n: 40 }, 0.1);

  close(design.gamma, 0.9561224489795919);
  close(design.eta, 1.1);
  close(design.h, 95.40030424861457);
  expect(design.clusteredIn).toBe('treatment');
});

test('the standard deviation of cluster means becomes that of units by hand-worked fractions', () => {
  // icc 1/5 and 16 units: 1/5 + 4/5/16 = 1/4, so the units vary twice as much; true means: 1/√(1/5).
  close(sdFromClusterMeans(7, { icc: 0.2, clusterSize: 16 }), 14);
  close(sdFromClusterMeans(7, { icc: 0.25, of: 'true-means' }), 14);
});
