import { test as check, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { meanChange } from '../../../src/estimate/effect/change/mean-change.js';
import { logRatioOfMeans } from '../../../src/estimate/effect/means/log-ratio-of-means.js';
import {
  logCoefficientOfVariationRatio,
  logVariabilityRatio,
} from '../../../src/estimate/effect/means/log-variability-ratio.js';
import { robustD } from '../../../src/estimate/effect/means/robust-d.js';
import { cliffsDelta } from '../../../src/estimate/effect/ranks/cliffs-delta.js';
import { cohensU1, cohensU2, cohensU3, overlapCoefficient } from '../../../src/estimate/effect/ranks/cohens-u.js';
import { pairedRankBiserial } from '../../../src/estimate/effect/ranks/paired-rank-biserial.js';
import {
  pairedProbabilityOfSuperiority,
  probabilityOfSuperiority,
} from '../../../src/estimate/effect/ranks/probability-of-superiority.js';
import { rankBiserial } from '../../../src/estimate/effect/ranks/rank-biserial.js';
import { rankEpsilonSquared } from '../../../src/estimate/effect/ranks/rank-epsilon-squared.js';
import { varghaDelaneyA } from '../../../src/estimate/effect/ranks/vargha-delaney-a.js';
import { convertEffect } from '../../../src/estimate/effect/reading/convert-effect.js';
import {
  costPerExtraProficientStudent,
  costPerStudentPerSd,
} from '../../../src/estimate/effect/reading/cost-per-effect.js';
import { proficiencyShift } from '../../../src/estimate/effect/reading/proficiency-shift.js';
import { arcsineDifference, cohensH } from '../../../src/estimate/effect/shares/cohens-h.js';
import type { EventCount } from '../../../src/estimate/effect/shares/counts.js';
import { coxIndex } from '../../../src/estimate/effect/shares/cox-index.js';
import { contingencyPhi, cramersV } from '../../../src/estimate/effect/shares/cramers-v.js';
import { logOddsRatio } from '../../../src/estimate/effect/shares/log-odds-ratio.js';
import { logitD } from '../../../src/estimate/effect/shares/logit-d.js';
import { numberNeededToTreat } from '../../../src/estimate/effect/shares/number-needed-to-treat.js';
import { oddsRatio } from '../../../src/estimate/effect/shares/odds-ratio.js';
import { petoLogOddsRatio } from '../../../src/estimate/effect/shares/peto-log-odds-ratio.js';
import { phiCoefficient } from '../../../src/estimate/effect/shares/phi-coefficient.js';
import { probitD } from '../../../src/estimate/effect/shares/probit-d.js';
import { proportion } from '../../../src/estimate/effect/shares/proportion.js';
import { riskDifference } from '../../../src/estimate/effect/shares/risk-difference.js';
import { logRiskRatio, riskRatio } from '../../../src/estimate/effect/shares/risk-ratio.js';
import { tetrachoricCorrelation } from '../../../src/estimate/effect/shares/tetrachoric-correlation.js';
import { yulesQ, yulesY } from '../../../src/estimate/effect/shares/yules-q.js';
import { cohensF } from '../../../src/estimate/effect/variance/cohens-f.js';
import { correlation } from '../../../src/estimate/effect/variance/correlation.js';
import { correlationFromT } from '../../../src/estimate/effect/variance/correlation-from-t.js';
import { epsilonSquared } from '../../../src/estimate/effect/variance/epsilon-squared.js';
import { etaSquared } from '../../../src/estimate/effect/variance/eta-squared.js';
import { fisherZ } from '../../../src/estimate/effect/variance/fisher-z.js';
import { omegaSquared } from '../../../src/estimate/effect/variance/omega-squared.js';
import { oneWaySums } from '../../../src/estimate/effect/variance/variance-explained.js';
import { EfficacyError } from '../../../src/support/errors.js';

/** The record, or null where the call refused with a typed error. */
function resultOf(call: () => object): object | null {
  try {
    return call();
  } catch (error) {
    expect(error).toBeInstanceOf(EfficacyError);
    return null;
  }
}

/** A record that JSON gives back as it was: no NaN, no infinity, nothing undefined, no method. */
function expectPlain(record: object | null): void {
  if (record === null) return;
  expect(JSON.parse(JSON.stringify(record))).toEqual(record);
  expect(record).toMatchObject({ kind: expect.any(String), estimate: expect.any(Number), unit: expect.any(String) });
  expect(record).toMatchObject({ method: expect.any(String), notes: expect.any(Array) });
}

/** Every measure of two shares. */
const ofShares = {
  arcsineDifference,
  cohensH,
  coxIndex,
  logOddsRatio,
  logRiskRatio,
  logitD,
  numberNeededToTreat,
  oddsRatio,
  petoLogOddsRatio,
  phiCoefficient,
  probitD,
  riskDifference,
  riskRatio,
  tetrachoricCorrelation,
  yulesQ,
  yulesY,
};

/** Every measure of two arrays. */
const ofArms = {
  cliffsDelta,
  cohensU1,
  cohensU2,
  cohensU3,
  logCoefficientOfVariationRatio,
  logRatioOfMeans,
  logVariabilityRatio,
  overlapCoefficient,
  probabilityOfSuperiority,
  rankBiserial,
  robustD,
  varghaDelaneyA,
};

/** Small arms, so that empty and full ones are common. */
const share: fc.Arbitrary<EventCount> = fc
  .integer({ min: 1, max: 12 })
  .chain((n) => fc.record({ n: fc.constant(n), events: fc.integer({ min: 0, max: n }) }));
const values = fc.array(fc.integer({ min: -2, max: 4 }), { maxLength: 9 });

describe('a result is a plain record without NaN or infinity, or there is a typed error', () => {
  check.prop([share, share, fc.constantFrom('as-is', 'add-half', 'add-half-always')])(
    'for two shares',
    (treatment, control, zeroCells) => {
      for (const measure of Object.values(ofShares))
        expectPlain(resultOf(() => measure(treatment, control, { zeroCells })));
      for (const scale of ['share', 'log', 'logit', 'arcsine', 'freeman-tukey'] as const) {
        expectPlain(resultOf(() => proportion(treatment, { scale })));
      }
    },
  );

  check.prop([values, values])('for two arrays', (a, b) => {
    for (const measure of Object.values(ofArms)) expectPlain(resultOf(() => measure(a, b)));
    expectPlain(resultOf(() => rankEpsilonSquared([a, b])));
    expectPlain(resultOf(() => correlation({ x: a, y: b })));
    for (const measure of [etaSquared, omegaSquared, epsilonSquared, cohensF]) {
      expectPlain(resultOf(() => measure(oneWaySums([a, b]))));
    }
  });

  check.prop([fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), { maxLength: 8 })])(
    'for pairs and tables',
    (list) => {
      const pairs = { before: list.map(([before]) => before), after: list.map(([, after]) => after) };
      for (const measure of [pairedRankBiserial, pairedProbabilityOfSuperiority, meanChange]) {
        expectPlain(resultOf(() => measure(pairs)));
      }
      for (const measure of [cramersV, contingencyPhi]) expectPlain(resultOf(() => measure(list)));
    },
  );

  const effect = fc.record({
    estimate: fc.double({ min: -40, max: 40, noNaN: true }),
    interval: fc.record({ lower: fc.constant(-41), upper: fc.constant(41), level: fc.constant(0.95) }),
  });

  check.prop([effect])('for readings', (value) => {
    const cost = { costPerStudent: 100, currency: 'USD' };
    const cut = { shareProficient: 0.3 };

    for (const to of ['r', 'u3', 'cliffs-delta', 'odds-ratio', 'risk-ratio', 'risk-difference', 'cohens-h'] as const) {
      expectPlain(resultOf(() => convertEffect(value, { from: 'd', to, baseRate: 0.3 })));
    }
    expectPlain(resultOf(() => proficiencyShift(value, cut)));
    expectPlain(resultOf(() => costPerStudentPerSd(value, cost)));
    expectPlain(resultOf(() => costPerExtraProficientStudent(value, cut, cost)));
    expectPlain(resultOf(() => fisherZ({ r: value.estimate / 40, n: 9 })));
    expectPlain(resultOf(() => correlationFromT(value.estimate, 9)));
  });
});

test('an error starts with the name of the function that was called', () => {
  const calls: Record<string, () => object> = {
    ...Object.fromEntries(
      Object.entries(ofShares).map(([name, measure]) => [
        name,
        () => measure({ events: 2, n: 1 }, { events: 0, n: 1 }),
      ]),
    ),
    ...Object.fromEntries(Object.entries(ofArms).map(([name, measure]) => [name, () => measure([], [])])),
    cohensF: () => cohensF({ f: -1, dfEffect: 1, dfError: 2 }),
    cramersV: () => cramersV([]),
    pairedRankBiserial: () => pairedRankBiserial({ before: [], after: [] }),
    pairedProbabilityOfSuperiority: () => pairedProbabilityOfSuperiority({ before: [1, 2], after: [2, 3] }),
    costPerExtraProficientStudent: () =>
      costPerExtraProficientStudent(0.2, { shareProficient: 1 }, { costPerStudent: 1, currency: 'USD' }),
  };
  for (const [name, call] of Object.entries(calls)) expect(call).toThrow(new RegExp(`^${name} `));
});
