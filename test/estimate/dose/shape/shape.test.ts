import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { fitDoseResponse } from '../../../../src/estimate/dose/fit/fit-dose-response.js';
import { predictResponse } from '../../../../src/estimate/dose/reading/predict-response.js';
import { brokenLine } from '../../../../src/estimate/dose/shape/broken-line.js';
import { bestBrokenLine, rssOfBreaks } from '../../../../src/estimate/dose/shape/broken-line-fit.js';
import { isotonicDose } from '../../../../src/estimate/dose/shape/isotonic-dose.js';
import { localDose } from '../../../../src/estimate/dose/shape/local-dose.js';
import { splineDose } from '../../../../src/estimate/dose/shape/spline-dose.js';
import { errorOf } from '../../../errors.js';
import { type ReferenceCase, referenceCases } from '../../../reference.js';
import { relativeError, tolerance } from '../../../tolerances.js';
import { columnsOf, doseAndGrowth } from '../dose-data.js';

const cases = [...referenceCases('f_dose_response'), ...referenceCases('dose_loess')];
const expectedOf = (id: string): ReferenceCase['expected'] => cases.find((c) => c.id === id)?.expected;
const hundreds = ({ dose, response }: { dose: readonly number[]; response: readonly number[] }) => ({
  dose: dose.map((x) => x / 100),
  response,
});
const { x = [], y = [], y2 = [] } = columnsOf('piecewise.csv');
const data = {
  levels: hundreds(doseAndGrowth('levels')),
  students: hundreds(doseAndGrowth('students')),
  piecewise: { dose: x, response: y },
};
const tags = ['levels', 'students', 'piecewise'] as const;

describe('Isotonic regression', () => {
  test.each(tags)("is R's isoreg on the %s", (tag) => {
    const { fitted, x_sorted } = expectedOf(`f.isoreg.${tag}`);
    const ours = isotonicDose(data[tag]);
    // isoreg leaves students of one dose in the order of the file or of their responses; ours counts their mean.
    const replicated = new Set(x_sorted).size < x_sorted.length;
    if (tag === 'levels' || !replicated) {
      (x_sorted as number[]).forEach((at, i) => {
        expect(relativeError(ours.fitted[ours.dose.indexOf(at)] as number, fitted[i])).toBeLessThan(1e-12);
      });
    }
    ours.fitted.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThan((ours.fitted[i] as number) - 1e-12);
    });
  });

  const points = fc.array(
    fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 4 })),
    {
      minLength: 1,
      maxLength: 14,
    },
  );
  property.prop([points])('is its slow twin, the largest of the least averages', (rows) => {
    const ours = isotonicDose({
      dose: rows.map(([d]) => d),
      response: rows.map(([, r]) => r),
      weights: rows.map(([, , w]) => w),
    });
    const average = (from: number, to: number) => {
      const some = rows.filter(([d]) => d >= from && d <= to);
      return some.reduce((sum, [, r, w]) => sum + w * r, 0) / some.reduce((sum, [, , w]) => sum + w, 0);
    };
    ours.dose.forEach((d, i) => {
      const below = ours.dose.filter((one) => one <= d);
      const above = ours.dose.filter((one) => one >= d);
      const twin = Math.max(...below.map((from) => Math.min(...above.map((to) => average(from, to)))));
      expect(Math.abs((ours.fitted[i] as number) - twin)).toBeLessThan(1e-9);
    });
  });
  test('falls where it is told to', () => {
    expect(isotonicDose({ dose: [0, 1, 2, 3], response: [4, 2, 3, 1] }, { response: 'falls' }).fitted).toEqual([
      4, 2.5, 2.5, 1,
    ]);
    expect(isotonicDose({ dose: [0, 1, 2, 3], response: [4, 2, 3, 5] }).steps).toBe(2);
    expect(errorOf(() => isotonicDose({ dose: [0], response: [Number.NaN] })).code).toBe('not_finite');
  });
});

describe('Straight lines and parabolas', () => {
  test.each(tags.flatMap((tag) => (['linear', 'quadratic'] as const).map((model) => [tag, model] as const)))(
    'of the %s, %s, are those of lm with their bands',
    (tag, model) => {
      const theirs = expectedOf(`f.lm.${tag}.${model}`);
      const fit = fitDoseResponse(data[tag], { model });
      fit.parameters.forEach(({ estimate, standardError, pValue }, j) => {
        expect(relativeError(estimate, theirs.coef[j])).toBeLessThan(1e-9);
        expect(relativeError(standardError as number, theirs.se[j])).toBeLessThan(1e-9);
        expect(relativeError(pValue as number, theirs.p[j])).toBeLessThan(1e-6);
      });
      expect(relativeError(fit.aic as number, theirs.AIC)).toBeLessThan(tolerance.closedForm);
      expect(relativeError(fit.bic as number, theirs.BIC)).toBeLessThan(tolerance.closedForm);
      predictResponse(fit, theirs.prediction.x).forEach(({ estimate, interval }, i) => {
        expect(relativeError(estimate, theirs.prediction.fit[i])).toBeLessThan(1e-9);
        expect(relativeError(interval.upper, theirs.prediction.upper[i])).toBeLessThan(1e-9);
      });
    },
  );
});

describe('Natural splines', () => {
  test.each([
    ['levels', 3],
    ['students', 3],
    ['students', 4],
    ['piecewise', 3],
    ['piecewise', 4],
  ] as const)('of the %s with %i degrees are those of ns', (tag, degrees) => {
    const theirs = expectedOf(`f.lm.${tag}.ns_df${degrees}`);
    const fit = splineDose(data[tag], { knots: { rule: 'natural', knots: degrees + 1 }, at: theirs.prediction.x });
    fit.knots.slice(1, -1).forEach((knot, i) => {
      expect(relativeError(knot, theirs.knots[i])).toBeLessThan(1e-12);
    });
    expect(relativeError(fit.rss, theirs.rss)).toBeLessThan(tolerance.closedForm);
    expect(fit.df).toBe(theirs.df);
    fit.curve.forEach(({ estimate, interval }, i) => {
      expect(relativeError(estimate, theirs.prediction.fit[i])).toBeLessThan(1e-9);
      expect(relativeError(interval.lower, theirs.prediction.lower[i])).toBeLessThan(1e-8);
    });
  });
  test('are straight outside their knots, and slopes are those of differences', () => {
    const fit = splineDose(data.piecewise, { knots: [10, 25, 40, 50], at: [0, 5, 30, 30.001, 70, 75, 80] });
    const [a, b, c, d, e, f, g] = fit.curve.map(({ estimate }) => estimate) as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ];
    expect(b - a).toBeCloseTo(5 * (fit.curve[0]?.slope as number), 9);
    expect(g - f).toBeCloseTo(f - e, 9);
    expect((d - c) / 0.001).toBeCloseTo(fit.curve[2]?.slope as number, 4);
    expect(fit.notes[0]?.code).toBe('outside_data');
  });
  test('by the rule of restricted ones stand on shares of the rows', () => {
    const { knots, nonlinearity } = splineDose(data.piecewise, { knots: { rule: 'restricted', knots: 3 } });
    const sorted = [...x].sort((a, b) => a - b);
    expect(knots[1]).toBeCloseTo(((sorted[74] as number) + (sorted[75] as number)) / 2, 12);
    expect(nonlinearity?.pValue).toBeLessThan(1e-6);
    expect(splineDose(data.piecewise, { knots: [2, 50] }).nonlinearity).toBeNull();
  });
  test('say that they take sampling weights as inverse variances', () => {
    const weighted = { ...data.piecewise, weights: x.map((_, i) => 1 + (i % 3)), weightKind: 'sampling' } as const;
    for (const { notes } of [splineDose(weighted), brokenLine(weighted)]) {
      expect(notes.map(({ code }) => code)).toContain('weights_taken_as_precision');
    }
    expect(splineDose({ ...weighted, weightKind: 'precision' }).notes).toEqual([]);
  });
  test('refuse knots that are none', () => {
    expect(errorOf(() => splineDose(data.levels, { knots: [3, 1] })).code).toBe('invalid_argument');
    expect(errorOf(() => splineDose(data.levels, { knots: { rule: 'restricted', knots: 9 } })).code).toBe(
      'invalid_argument',
    );
    expect(errorOf(() => splineDose({ dose: [1, 1], response: [1, 2] })).code).toBe('zero_variance');
    expect(
      errorOf(() => splineDose({ dose: [1, 2, 3], response: [1, 2, 1] }, { knots: [1, 1.5, 2, 2.5, 3] })).code,
    ).toBe('too_few_observations');
  });
});

describe('Local regression', () => {
  // loess counts a neighbour at .999 of the reach as none: differences near 1e-8.
  test.each(cases.filter(({ id }) => id.startsWith('d.loess')).map((c) => [c.id, c] as const))(
    '%s',
    (id, { call, expected }) => {
      const [, , tag, degree] = id.split('.') as [string, string, 'piecewise' | 'students', string];
      const span = Number(/span=([.\d]+)/.exec(call)?.[1]);
      const fit = localDose(data[tag], { span, degree: Number(degree) as 1 | 2, at: expected.x });
      expect(relativeError(fit.residualSd, expected.residual_scale)).toBeLessThan(1e-6);
      expect(relativeError(fit.df, expected.df)).toBeLessThan(1e-6);
      expect(relativeError(fit.equivalentParameters, expected.trace)).toBeLessThan(1e-6);
      fit.curve.forEach(({ estimate, standardError }, i) => {
        expect(relativeError(estimate, expected.fit[i])).toBeLessThan(1e-6);
        expect(relativeError(standardError, expected.se[i])).toBeLessThan(1e-6);
      });
    },
  );
  test.each(tags)("of the %s is near R's with approximate statistics", (tag) => {
    const theirs = expectedOf(`f.loess.${tag}`);
    const most = Math.max(...data[tag].dose);
    const at = (theirs.x as number[]).filter((dose) => dose <= most);
    localDose(data[tag], { at }).curve.forEach(({ estimate, standardError }, i) => {
      expect(relativeError(estimate, theirs.fit[i])).toBeLessThan(1e-6);
      expect(relativeError(standardError, theirs.se[i])).toBeLessThan(0.02);
    });
  });
  test('its slope is that of differences', () => {
    const [a, b] = localDose(data.piecewise, { at: [30, 30.0001] }).curve;
    expect(((b?.estimate as number) - (a?.estimate as number)) / 1e-4).toBeCloseTo(a?.slope as number, 1);
  });
  test('refuses what it cannot smooth', () => {
    expect(errorOf(() => localDose(data.piecewise, { at: [500] })).code).toBe('out_of_domain');
    expect(errorOf(() => localDose(data.piecewise, { span: 0 })).code).toBe('invalid_argument');
    expect(errorOf(() => localDose(data.levels, { span: 0.1 })).code).toBe('too_few_observations');
    expect(errorOf(() => localDose({ dose: [0, 1], moments: [] })).code).toBe('invalid_argument');
  });
});

describe('Broken lines', () => {
  test('with one break are those of segmented, slopes and errors too', () => {
    const theirs = expectedOf('f.segmented.one_break');
    const fit = brokenLine(data.piecewise);
    expect(relativeError(fit.breaks[0]?.dose as number, theirs.check_profile_breakpoints[0])).toBeLessThan(1e-7);
    expect(fit.rss).toBeLessThanOrEqual(theirs.rss * (1 + 1e-12));
    expect(relativeError(fit.breaks[0]?.standardError as number, theirs.se_breakpoints[0])).toBeLessThan(1e-5);
    expect(relativeError(fit.breaks[0]?.interval?.lower as number, theirs.ci[0][1])).toBeLessThan(1e-5);
    expect(fit.df).toBe(theirs.df);
    fit.segments.forEach(({ slope, standardError, interval }, s) => {
      expect(relativeError(slope, theirs.slopes[s])).toBeLessThan(1e-6);
      expect(relativeError(standardError as number, theirs.se_slopes[s])).toBeLessThan(1e-5);
      expect(relativeError(interval?.upper as number, theirs.slope_ci[s][1])).toBeLessThan(1e-5);
    });
    expect(relativeError(fit.aic as number, theirs.AIC)).toBeLessThan(1e-8);
    expect(relativeError(fit.bic as number, theirs.BIC)).toBeLessThan(1e-8);
  });

  test('with two breaks are the least of all, where segmented stops at a local minimum', () => {
    const theirs = expectedOf('f.segmented.two_breaks');
    const fit = brokenLine({ dose: x, response: y2 }, { breaks: 2 });
    expect(fit.rss).toBeLessThanOrEqual(theirs.check_profile_rss * (1 + 1e-12));
    expect(fit.rss).toBeLessThan(theirs.rss);
    // Both breaks stand on doses, in kinks where the reference's second optimizer stopped short too; R's lm at these.
    expect(fit.breaks[0]?.dose).toBeCloseTo(14.98, 10);
    expect(fit.breaks[1]?.dose).toBeCloseTo(42.87, 10);
    expect(relativeError(fit.rss, 127.84571333487)).toBeLessThan(tolerance.closedForm);
    expect(fit.notes.map(({ code }) => code)).toContain('break_on_dose');
  });

  test('on the last dose but one, have errors by the mean of the derivatives on its two sides', () => {
    const doses = [0, 20, 40, 60, 80, 100];
    const dose = doses.flatMap((d) => [d, d]);
    const response = [0, 1, 1, 2, 3, 2, 3, 4, 5, 4, 9, 10];
    // R: the least of deviance(lm(y ~ d + pmax(0, d - p))) over p is 3 at p = 80; errors from crossprod of
    // cbind(1, d, pmax(0, d - 80), -b (1 + sign(d - 80)) / 2).
    const fit = brokenLine({ dose, response });
    expect(fit.breaks[0]?.dose).toBe(80);
    expect(relativeError(fit.rss, 3)).toBeLessThan(1e-12);
    expect(relativeError(fit.breaks[0]?.standardError as number, 6.84653196881457)).toBeLessThan(1e-10);
    expect(relativeError(fit.segments[0]?.standardError as number, 0.00968245836551854)).toBeLessThan(1e-10);
    expect(relativeError(fit.segments[1]?.standardError as number, 0.055198505414549)).toBeLessThan(1e-10);
    expect(fit.notes.map(({ code }) => code)).toEqual(['break_on_dose']);
    // The same the other way round.
    const turned = brokenLine({ dose: dose.map((d) => 100 - d), response });
    expect(turned.breaks[0]?.dose).toBe(20);
    expect(relativeError(turned.breaks[0]?.standardError as number, 6.84653196881457)).toBeLessThan(1e-10);
  });

  test('on the last inner doses have no errors, which is said, and confidence sets', () => {
    const dose = [0, 20, 40, 60, 80, 100, 120].flatMap((d) => [d, d]);
    const middle = [0, 1, 2, 3, 4, 9, 2]; // exactly 0 to 4, then up to 9 at 100 and down
    const response = middle.flatMap((y) => [y - 0.1, y + 0.1]);
    const fit = brokenLine({ dose, response }, { breaks: 2 });
    expect(fit.breaks.map((one) => one.dose)).toEqual([80, 100]);
    expect(fit.segments.map(({ slope }) => Number(slope.toFixed(10)))).toEqual([0.05, 0.25, -0.35]);
    expect([...fit.breaks, ...fit.segments].map(({ interval }) => interval)).toEqual(Array(5).fill(null));
    expect(fit.breaks[1]?.confidenceSet.pieces.length).toBeGreaterThan(0);
    expect(fit.notes.map(({ code }) => code)).toEqual(['break_on_dose', 'no_standard_error']);
  });

  test('are not of a straight line, whatever its digits', () => {
    const dose = [0, 1, 2, 3, 4, 5, 6];
    expect(errorOf(() => brokenLine({ dose, response: dose.map((d) => 0.1 + 0.3 * d) })).code).toBe('zero_variance');
    expect(errorOf(() => brokenLine({ dose, response: dose.map(() => 0.1) })).code).toBe('zero_variance');
    const bent = brokenLine({ dose, response: dose.map((d) => 0.1 + 0.3 * Math.min(d, 3.3)) });
    expect(bent.breaks[0]?.dose).toBeCloseTo(3.3, 12);
    expect([bent.aic, bent.bic, bent.againstStraight]).toEqual([null, null, null]);
  });

  test('the confidence set of a break is where the sum of squares is low enough', () => {
    const fit = brokenLine(data.piecewise);
    const [piece] = fit.breaks[0]?.confidenceSet.pieces ?? [];
    const cells = {
      dose: Float64Array.from([...x].sort((a, b) => a - b)),
      mean: new Float64Array(),
      weight: new Float64Array(),
    };
    expect(cells.dose.length).toBe(150);
    const limit = fit.rss + 1.976345654 ** 2 * fit.residualSd ** 2; // t of 146 degrees, 97.5 %
    for (const end of [piece?.lower, piece?.upper]) {
      expect(relativeError(rssAt(end as number), limit)).toBeLessThan(1e-6);
    }
  });

  /** Least squares of a bent line by its normal equations, written out. */
  function rssAt(at: number): number {
    const rows = x.map((d) => [1, d, Math.max(0, d - at)]);
    const a = [0, 1, 2].map((i) =>
      [0, 1, 2].map((j) => rows.reduce((sum, row) => sum + (row[i] as number) * (row[j] as number), 0)),
    );
    const b = [0, 1, 2].map((i) => rows.reduce((sum, row, r) => sum + (row[i] as number) * (y[r] as number), 0));
    const det = (m: number[][]): number => {
      const [p, q, r] = m as [[number, number, number], [number, number, number], [number, number, number]];
      return (
        p[0] * (q[1] * r[2] - q[2] * r[1]) - p[1] * (q[0] * r[2] - q[2] * r[0]) + p[2] * (q[0] * r[1] - q[1] * r[0])
      );
    };
    const beta = [0, 1, 2].map((j) => det(a.map((row, i) => row.with(j, b[i] as number))) / det(a));
    return rows.reduce(
      (sum, row, i) => sum + ((y[i] as number) - row.reduce((s, v, j) => s + v * (beta[j] as number), 0)) ** 2,
      0,
    );
  }

  const bent = fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 7, maxLength: 12 });
  property.prop([bent], { numRuns: 60 })('are never worse than any break of a fine grid', (values) => {
    const cells = {
      dose: Float64Array.from(values, (_, i) => i),
      mean: Float64Array.from(values),
      weight: Float64Array.from(values, (_, i) => 1 + (i % 3)),
    };
    const best = bestBrokenLine(cells, 1);
    const rss = rssOfBreaks(cells);
    for (let at = 1; at <= values.length - 2; at += 0.05) {
      expect(best?.rss as number).toBeLessThanOrEqual(rss([at]) + 1e-7);
    }
    const two = bestBrokenLine(cells, 2);
    for (let at = 1; at <= values.length - 3; at += 0.25) {
      for (let to = at + 0.25; to <= values.length - 2; to += 0.25) {
        expect(two?.rss as number).toBeLessThanOrEqual(rss([at, to]) + 1e-7);
      }
    }
  });

  test('refuse too few doses', () => {
    expect(errorOf(() => brokenLine({ dose: [0, 1, 2], response: [0, 1, 1] })).code).toBe('too_few_observations');
    expect(errorOf(() => brokenLine({ dose: [1, 1, 1], response: [0, 1, 1] })).code).toBe('zero_variance');
    expect(errorOf(() => brokenLine(data.piecewise, { breaks: 3 as 2 })).code).toBe('invalid_argument');
  });
});
