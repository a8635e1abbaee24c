import { test as check, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { arcsineDifference, cohensH } from '../../../../src/estimate/effect/shares/cohens-h.js';
import type { ProportionsOptions } from '../../../../src/estimate/effect/shares/contrast-of-proportions.js';
import type { ArmEvents, EventCount } from '../../../../src/estimate/effect/shares/counts.js';
import { coxIndex } from '../../../../src/estimate/effect/shares/cox-index.js';
import { contingencyPhi, cramersV } from '../../../../src/estimate/effect/shares/cramers-v.js';
import { logOddsRatio } from '../../../../src/estimate/effect/shares/log-odds-ratio.js';
import { logitD } from '../../../../src/estimate/effect/shares/logit-d.js';
import { numberNeededToTreat } from '../../../../src/estimate/effect/shares/number-needed-to-treat.js';
import { oddsRatio } from '../../../../src/estimate/effect/shares/odds-ratio.js';
import { petoLogOddsRatio } from '../../../../src/estimate/effect/shares/peto-log-odds-ratio.js';
import { phiCoefficient } from '../../../../src/estimate/effect/shares/phi-coefficient.js';
import { probitD } from '../../../../src/estimate/effect/shares/probit-d.js';
import { proportion } from '../../../../src/estimate/effect/shares/proportion.js';
import { riskDifference } from '../../../../src/estimate/effect/shares/risk-difference.js';
import { logRiskRatio, riskRatio } from '../../../../src/estimate/effect/shares/risk-ratio.js';
import { tetrachoricCorrelation } from '../../../../src/estimate/effect/shares/tetrachoric-correlation.js';
import { yulesQ, yulesY } from '../../../../src/estimate/effect/shares/yules-q.js';
import * as noncentralChiSquared from '../../../../src/numeric/distributions/noncentral-chi-squared.js';
import { near } from '../reference-cases.js';

const code = (name: string) => expect.objectContaining({ code: name });
const of = (events: number, n: number): EventCount => ({ events, n });

type Measure = (
  treatment: ArmEvents,
  control: ArmEvents,
  options?: ProportionsOptions,
) => {
  readonly estimate: number;
  readonly interval: { readonly lower: number; readonly upper: number };
};

/** Measures that change their sign when the arms are swapped. */
const antisymmetric: Readonly<Record<string, Measure>> = {
  arcsineDifference,
  cohensH,
  coxIndex,
  logOddsRatio,
  logitD,
  petoLogOddsRatio,
  phiCoefficient,
  probitD,
  riskDifference,
  logRiskRatio,
  tetrachoricCorrelation,
  yulesQ,
  yulesY,
};
const needAllCells = { coxIndex, logOddsRatio, logitD, probitD, tetrachoricCorrelation, yulesQ, yulesY, oddsRatio };

/** An arm with at least one unit with the event and one without. */
const arm = fc
  .integer({ min: 2, max: 5000 })
  .chain((n) => fc.record({ n: fc.constant(n), events: fc.integer({ min: 1, max: n - 1 }) }));

describe('measures of two shares', () => {
  const byShares = {
    arcsineDifference,
    cohensH,
    coxIndex,
    logOddsRatio,
    logitD,
    probitD,
    riskDifference,
    logRiskRatio,
    yulesQ,
    yulesY,
  };

  test.each(Object.entries(byShares))(
    '%s of equal shares is 0, however large the arms are that were printed with them',
    (_, measure) => {
      for (let k = 1; k < 1000; k++) {
        const { estimate } = (measure as Measure)({ p: k / 1000, n: 42 + k }, { p: k / 1000, n: 120 });
        expect(Object.is(estimate, 0)).toBe(true);
      }
      expect((measure as Measure)(of(3, 10), of(21, 70)).estimate).toBe(0);
    },
  );

  test('and then there is no number needed to treat', () => {
    // 42 × .999 and 14 × .999 are not .999 of their arms to the last bit: the reciprocal of what is left would be 9 thousand million million.
    for (let k = 1; k < 1000; k++) {
      const equal = () => numberNeededToTreat({ p: k / 1000, n: 42 }, { p: k / 1000, n: 14 });
      expect(equal).toThrow(code('out_of_domain'));
    }
  });

  describe.each(Object.entries(antisymmetric))('%s', (_, measure) => {
    check.prop([arm, arm])('changes its sign, and so do its limits, when the arms are swapped', (a, b) => {
      const there = measure(a, b);
      const back = measure(b, a);

      near(back.estimate, -there.estimate, 1e-9);
      near(back.interval.lower, -there.interval.upper, 1e-9, 0.1);
    });

    check.prop([arm, arm])('has limits that hold those of a lower level', (a, b) => {
      const wide = measure(a, b, { level: 0.99 }).interval;
      const narrow = measure(a, b, { level: 0.8 }).interval;

      expect(wide.lower).toBeLessThan(narrow.lower);
      expect(wide.upper).toBeGreaterThan(narrow.upper);
    });

    check.prop([arm, arm])('has the sign of the difference of shares', (a, b) => {
      const difference = a.events * b.n - b.events * a.n; // whole numbers, which do not round

      if (difference === 0) near(measure(a, b).estimate, 0, 1e-12, 1);
      else expect(Math.sign(measure(a, b).estimate)).toBe(Math.sign(difference));
    });

    test('is 0 for equal shares', () => {
      near(measure(of(6, 20), of(9, 30)).estimate, 0, 1e-15, 1);
    });
  });

  test.each(Object.values(antisymmetric))('take a share and n for the counts that they stand for: %o', (measure) => {
    near(measure({ p: 0.6, n: 70 }, { p: 0.4, n: 75 }).estimate, measure(of(42, 70), of(30, 75)).estimate);
  });

  test.each(Object.entries(needAllCells))('%s refuses an empty cell and names it', (name, measure) => {
    const message = expect.objectContaining({ message: expect.stringContaining(`${name} has no value`) });

    expect(() => measure(of(0, 10), of(3, 10))).toThrow(code('zero_cell'));
    expect(() => measure(of(10, 10), of(3, 10))).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ cell: 'b' }) }),
    );
    expect(() => measure(of(4, 10), of(0, 10))).toThrow(message);
    expect(() => measure(of(4, 10), of(10, 10))).toThrow(
      expect.objectContaining({ detail: expect.objectContaining({ cell: 'd' }) }),
    );
  });

  test('say what was added to the cells', () => {
    const some = logOddsRatio(of(0, 10), of(3, 10), { zeroCells: 'add-half' });
    const none = logOddsRatio(of(1, 10), of(3, 10), { zeroCells: 'add-half' });
    const always = logOddsRatio(of(1, 10), of(3, 10), { zeroCells: 'add-half-always' });

    expect(some).toMatchObject({ addedToCells: 0.5, zeroCells: 'add-half', notes: [{ code: 'cells_adjusted' }] });
    near(some.estimate, Math.log((0.5 * 7.5) / (10.5 * 3.5)));
    expect(none).toMatchObject({ addedToCells: 0, notes: [] });
    near(always.estimate, Math.log((1.5 * 7.5) / (9.5 * 3.5)));
  });

  test.each(Object.values({ ...antisymmetric, oddsRatio, riskRatio }))(
    'refuse an empty arm, naming it: %o',
    (measure) => {
      expect(() => measure(of(0, 0), of(3, 10))).toThrow(code('no_data'));
      expect(() => measure(of(3, 10), { p: 0.5, n: 0 })).toThrow(
        expect.objectContaining({ message: expect.stringContaining('control has none') }),
      );
    },
  );

  test.each([
    [{ p: 62, n: 100 }],
    [{ p: Number.NaN, n: 100 }],
    [of(11, 10)],
    [of(-1, 10)],
    [of(1.5, 10)],
    [of(1, 10.5)],
    [of(1, Number.POSITIVE_INFINITY)],
  ])('refuse %o', (outcome) => {
    expect(() => riskDifference(outcome, of(3, 10))).toThrow(code('invalid_argument'));
    expect(() => coxIndex(of(3, 10), outcome)).toThrow(code('invalid_argument'));
  });

  test('refuse what they do not know', () => {
    expect(() => coxIndex(of(3, 10), of(4, 10), { zeroCells: 'add-one' as 'add-half' })).toThrow(
      code('invalid_argument'),
    );
    expect(() => riskDifference(of(3, 10), of(4, 10), { interval: 'exact' as 'wald' })).toThrow(
      code('invalid_argument'),
    );
    expect(() => logitD(of(3, 10), of(4, 10), { level: 95 })).toThrow(code('invalid_argument'));
  });

  test('that need units with and without the event say so when everybody agrees', () => {
    for (const measure of [petoLogOddsRatio, phiCoefficient]) {
      expect(() => measure(of(0, 10), of(0, 12))).toThrow(code('zero_variance'));
      expect(() => measure(of(10, 10), of(12, 12))).toThrow(code('zero_variance'));
    }
    expect(() => riskRatio(of(10, 10), of(12, 12))).toThrow(code('zero_variance'));
  });
});

describe('the Cox index', () => {
  test('of the worked example, made with scipy', () => {
    const { estimate, standardError } = coxIndex(
      { p: 0.62, n: 150 },
      { p: 0.51, n: 140 },
      { correction: 'approximate' },
    );

    near(estimate, 0.27174011454037206, 1e-12, 0);
    near(standardError, 0.14416510741574617, 1e-12, 0);
  });

  test('is the log odds ratio over 1.65, times the factor that it states', () => {
    const plain = coxIndex(of(48, 70), of(30, 75));
    const corrected = coxIndex(of(48, 70), of(30, 75), { correction: 'approximate' });

    near(plain.estimate, Math.log((48 * 45) / (22 * 30)) / 1.65);
    near(corrected.correctionFactor, 1 - 3 / (4 * 143 - 1));
    near(corrected.estimate, plain.estimate * corrected.correctionFactor);
    near(corrected.standardError, plain.standardError * corrected.correctionFactor);
  });
});

describe('the risk difference', () => {
  // Newcombe (1998), Statistics in Medicine 17, 873-890, table II, method 10.
  test.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [0, 10, 0, 10, -0.2775, 0.2775],
    [10, 10, 0, 20, 0.6791, 1],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%i/%i against %i/%i has the limits that Newcombe printed', (a, m, b, n, lower, upper) => {
    const { interval } = riskDifference(of(a, m), of(b, n));

    expect(Math.abs(interval.lower - lower)).toBeLessThanOrEqual(0.00005 + 1e-12);
    expect(Math.abs(interval.upper - upper)).toBeLessThanOrEqual(0.00005 + 1e-12);
  });

  test('has no test, and says why, where all units of each arm agree', () => {
    expect(riskDifference(of(10, 10), of(0, 20))).toMatchObject({
      standardError: 0,
      statistic: null,
      pValue: null,
      notes: [{ code: 'zero_standard_error' }],
    });
  });

  test('has Wald limits when asked for', () => {
    const effect = riskDifference(of(48, 70), of(30, 75), { interval: 'wald' });
    const error = Math.sqrt((48 * 22) / 70 ** 3 + (30 * 45) / 75 ** 3);

    near(effect.interval.upper, 48 / 70 - 0.4 + 1.959963984540054 * error);
    expect(effect.intervalMethod).toBe('wald');
  });
});

describe('the number needed to treat', () => {
  test('is the reciprocal of the difference and of its limits', () => {
    const effect = numberNeededToTreat(of(48, 70), of(30, 75));
    const { estimate, interval } = riskDifference(of(48, 70), of(30, 75));

    near(effect.estimate, 1 / estimate);
    near(effect.interval?.lower, 1 / interval.upper);
    near(effect.interval?.upper, 1 / interval.lower);
    expect(effect.confidenceSet.pieces.length).toBe(1);
  });

  test('has two unbounded pieces where the difference may be 0', () => {
    const effect = numberNeededToTreat(of(32, 70), of(30, 75));
    const { interval } = riskDifference(of(32, 70), of(30, 75));

    expect(interval.lower).toBeLessThan(0);
    expect(effect.interval).toBeNull();
    expect(effect.confidenceSet.pieces).toEqual([
      { lower: null, upper: 1 / interval.lower },
      { lower: 1 / interval.upper, upper: null },
    ]);
    expect(effect.notes.map((note) => note.code)).toContain('unbounded_interval');
  });

  test('refuses equal shares', () => {
    expect(() => numberNeededToTreat(of(3, 10), of(30, 100))).toThrow(code('out_of_domain'));
  });
});

describe('ratios', () => {
  check.prop([arm, arm])('are exponentials of their logarithms', (a, b) => {
    near(oddsRatio(a, b).estimate, Math.exp(logOddsRatio(a, b).estimate), 1e-12);
    near(riskRatio(a, b).estimate, a.events / a.n / (b.events / b.n), 1e-12);
    expect(riskRatio(a, b).pValue).toBe(logRiskRatio(a, b).pValue);
  });
});

describe('measures between -1 and 1', () => {
  check.prop([arm, arm])('have limits between -1 and 1', (a, b) => {
    for (const measure of [yulesQ, yulesY, phiCoefficient, tetrachoricCorrelation]) {
      const { lower, upper } = measure(a, b, { level: 0.999 }).interval;

      expect(lower).toBeGreaterThanOrEqual(-1);
      expect(upper).toBeLessThanOrEqual(1);
    }
  });

  check.prop([arm, arm])('of Yule have the limits of the odds ratio, read in the same way as the estimate', (a, b) => {
    const { lower, upper } = oddsRatio(a, b).interval;

    near(yulesQ(a, b).interval.lower, (lower - 1) / (lower + 1), 1e-9, 1);
    near(yulesY(a, b).interval.upper, (Math.sqrt(upper) - 1) / (Math.sqrt(upper) + 1), 1e-9, 1);
  });
});

describe('the tetrachoric correlation', () => {
  test.each([-0.99, -0.5, -0.01, 0, 0.2, 0.7, 0.999])(
    'finds %d in a table with that correlation, cut at both medians',
    (r) => {
      // Sheppard: the quadrant has a probability of 1/4 + arcsin(r)/(2π)
      const p = 2 * (0.25 + Math.asin(r) / (2 * Math.PI));

      near(tetrachoricCorrelation({ p, n: 1000 }, { p: 1 - p, n: 1000 }).estimate, r, 1e-12);
    },
  );
});

describe('complete separation', () => {
  test('is refused by phi and the tetrachoric correlation, which have no standard error there', () => {
    expect(() => phiCoefficient(of(7, 7), of(0, 9))).toThrow(code('zero_variance'));
    expect(() => phiCoefficient(of(0, 7), of(9, 9))).toThrow(code('zero_variance'));
    expect(() => tetrachoricCorrelation(of(7, 7), of(0, 9))).toThrow(code('zero_cell'));
  });

  // by mpmath, as in test/reference/scripts/tetrachoric.py
  test.each([
    [1, 2, 1, 1_000_000, 0.9614263322494079],
    [2, 3, 1, 10_000_000, 0.9862528078569341],
    [1, 1_000_000, 999_999, 1_000_000, -0.9999999999950652],
  ])('is told from a near miss: %i of %i against %i of %i', (a, n, c, m, r) => {
    near(tetrachoricCorrelation(of(a, n), of(c, m)).estimate, r, 1e-11);
  });

  test('that no double can tell from a near miss is refused', () => {
    const extreme = () => tetrachoricCorrelation(of(1, 1e9), of(1e9 - 1, 1e9));

    expect(extreme).toThrow(code('convergence_failed'));
  });
});

describe('the association in a table', () => {
  test('of two by two without correction is the size of the phi coefficient', () => {
    const table = [
      [30, 40],
      [45, 30],
    ];

    near(contingencyPhi(table, { biasCorrected: false }).estimate, -phiCoefficient(of(30, 70), of(45, 75)).estimate);
    near(cramersV(table, { biasCorrected: false }).estimate, -phiCoefficient(of(30, 70), of(45, 75)).estimate);
  });

  const counts = fc.array(fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 4, maxLength: 4 }), {
    minLength: 2,
    maxLength: 5,
  });

  check.prop([counts])('does not mind the order of rows, nor rows and columns exchanged', (table) => {
    const turned = [0, 1, 2, 3].map((j) => table.map((row) => row[j]!));

    near(cramersV([...table].reverse()).estimate, cramersV(table).estimate, 1e-9);
    near(cramersV(turned).estimate, cramersV(table).estimate, 1e-9);
  });

  check.prop([counts])('has limits from 0 to 1 that hold those of a lower level', (table) => {
    const wide = cramersV(table, { level: 0.99 }).interval;
    const narrow = cramersV(table, { level: 0.8 }).interval;

    expect(wide.lower).toBeGreaterThanOrEqual(0);
    expect(wide.upper).toBeLessThanOrEqual(1);
    expect(wide.lower).toBeLessThanOrEqual(narrow.lower);
    expect(wide.upper).toBeGreaterThanOrEqual(narrow.upper);
  });

  test('has limits at which the observed chi-squared has half of what is left, whether corrected or not', () => {
    const table = [
      [30, 40],
      [50, 25],
    ];
    const { interval, chiSquared } = contingencyPhi(table);

    expect(contingencyPhi(table, { biasCorrected: false }).interval).toEqual(interval);
    near(noncentralChiSquared.sf(chiSquared, 1, 145 * interval.lower ** 2), 0.025, 1e-8);
    near(noncentralChiSquared.cdf(chiSquared, 1, 145 * interval.upper ** 2), 0.025, 1e-8);
    expect(() => contingencyPhi(table, { interval: 'wald' as 'corrected-limits' })).toThrow(code('invalid_argument'));
  });

  test('is 1 where each row has its own column', () => {
    expect(
      cramersV(
        [
          [10, 0, 0],
          [0, 10, 0],
          [0, 0, 10],
        ],
        { biasCorrected: false },
      ).estimate,
    ).toBeCloseTo(1, 14);
  });

  test.each([
    [[], 'invalid_argument'],
    [[[1, 2]], 'invalid_argument'],
    [[[1], [2]], 'invalid_argument'],
    [[[1, 2], [3]], 'invalid_argument'],
    [
      [
        [1, 2.5],
        [3, 4],
      ],
      'invalid_argument',
    ],
    [
      [
        [0, 2],
        [0, 4],
      ],
      'zero_variance',
    ],
    [
      [
        [0, 0],
        [3, 4],
      ],
      'zero_variance',
    ],
  ])('refuses %j', (table, name) => {
    expect(() => cramersV(table)).toThrow(code(name));
  });
});

describe('a proportion', () => {
  test("has Wilson's interval, by his formula", () => {
    // roots of (p - x)² = z² x (1 - x)/n for 48 of 70, by mpmath
    const { interval } = proportion(of(48, 70));

    near(interval.lower, 0.569728620142014);
    near(interval.upper, 0.782377099534172);
  });

  test('keeps to 0 and 1 exactly at the ends', () => {
    expect(proportion(of(0, 10)).interval.lower).toBe(0);
    expect(proportion(of(10, 10)).interval.upper).toBe(1);
    expect(proportion(of(10, 10), { scale: 'freeman-tukey' }).estimate).toBeGreaterThan(1.3);
  });

  test('refuses logarithms of 0 unless told what to do', () => {
    expect(() => proportion(of(0, 10), { scale: 'log' })).toThrow(code('zero_cell'));
    expect(() => proportion(of(10, 10), { scale: 'logit' })).toThrow(code('zero_cell'));
    near(proportion(of(10, 10), { scale: 'logit', zeroCells: 'add-half' }).estimate, Math.log(21));
    expect(() => proportion(of(1, 10), { scale: 'probit' as 'log' })).toThrow(code('invalid_argument'));
  });
});
