import { describe, expect, test } from 'vitest';
import { fromColumns } from '../../../src/index.js';
import { doseSentence, formatDoseSummary } from '../../../src/report/dose-summary.js';
import { simulateDistrict } from '../../../src/simulate/simulate-district.js';
import type { DoseDesign } from '../../../src/summarize/dose/design.js';
import { doseSummary } from '../../../src/summarize/dose/dose-summary.js';
import { errorOf } from '../../errors.js';
import { relativeError } from '../../tolerances.js';

const { table, truth } = simulateDistrict({
  seed: 11,
  schoolsPerDistrict: 30,
  missingShare: 0.02,
  growthOnMotivation: 4,
});
const design: DoseDesign = {
  dose: 'minutes',
  response: 'post',
  covariates: ['pre'],
  cluster: 'school',
  recommended: 1350,
  gain: 3,
  costPerDose: 0.001,
  seed: 5,
  replicates: 40,
};
const columns = { dose: 'minutes', response: 'post' } as const;
const codes = (notes: readonly { readonly code: string }[]) => notes.map(({ code }) => code);

describe('the estimand comes first, and is that of the strongest design there is', () => {
  const causal = doseSummary(table, { ...design, instruments: ['arm'] });
  const adjusted = doseSummary(table, design);

  test('instruments: causal among compliers, near the planted effect, where least squares is not', () => {
    expect(causal.estimand).toBe('causal-among-compliers');
    const planted = 1350 * (truth.causalRate as number);
    const { estimate, standardError } = causal.headline;
    expect(Math.abs(estimate - planted)).toBeLessThan(2.5 * (standardError as number));
    expect(causal.causal?.effects.find(({ dose }) => dose === 1350)?.naiveEffect).toBeGreaterThan(planted + 1);
    expect(causal.causal?.averagedOver).not.toBeNull();
  });

  test('covariates: an adjusted association; neither: an association', () => {
    expect(adjusted.estimand).toBe('adjusted-association');
    expect(adjusted.headline.estimate).toBe(adjusted.adjusted?.curve.find(({ dose }) => dose === 1350)?.gain?.estimate);
    const bare = doseSummary(table, { ...columns, cluster: 'school', models: ['linear'] });
    expect([bare.estimand, bare.adjusted, bare.causal, bare.audit]).toEqual(['association', null, null, null]);
    expect(bare.headline.estimate).toBe(bare.curve?.gains.find(({ dose }) => dose === bare.headlineDose)?.estimate);
  });

  test('every part is of the same students, and rows left out are counted', () => {
    const { n, adjusted: curve, causal: effect, bands, bounds, curve: fitted } = causal;
    expect([curve?.n, effect?.n, bands.n, bounds?.n, fitted?.fit.n]).toEqual([n, n, n, n, n]);
    expect(n).toBeLessThan(table.rowCount);
    expect(codes(causal.notes)).toContain('rows_left_out');
  });

  test('the audit is the arithmetic of who met the dose', () => {
    const { audit, sensitivity, sd, bands } = adjusted;
    const top = bands.bands.at(-1);
    const minutes = table.columns.get('minutes') as { values: Float64Array };
    const post = table.columns.get('post') as { values: Float64Array };
    const known = [...post.values.keys()].filter((i) => !Number.isNaN(post.values[i]));
    const mean = (own: (i: number) => boolean) => {
      const some = known.filter(own).map((i) => post.values[i] as number);
      return some.reduce((sum, y) => sum + y, 0) / some.length;
    };
    const effect = (mean((i) => minutes.values[i]! >= 1350) - mean((i) => minutes.values[i]! < 1350)) / sd;
    expect(top?.share).toBeCloseTo(1 / (audit?.offeredPerUser as number), 12);
    expect(relativeError(audit?.populationEffect as number, (top?.share as number) * effect)).toBeLessThan(1e-9);
    expect(audit?.estimand).toBe('association');
    expect(codes(audit?.notes ?? [])).toContain('conditioned_on_post_treatment');
    expect(sensitivity?.benchmark).toBe('pre');
    expect(
      relativeError(
        (sensitivity?.selectionNeeded?.estimate ?? 0) * (sensitivity?.selectionNeeded?.correlation ?? 0),
        effect,
      ),
    ).toBeLessThan(1e-9);
  });

  test('is plain JSON without NaN', () => {
    expect(JSON.parse(JSON.stringify(causal))).toEqual(causal);
    expect(JSON.stringify(causal)).not.toMatch(/NaN|Infinity/);
  });

  test('reads first what it may be read as, and ends a sentence that a superintendent would read', () => {
    const text = formatDoseSummary(causal);
    expect(text.split('\n')[3]).toMatch(/^Read as +causal among compliers/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(130);
    expect(doseSentence(causal)).toMatch(
      /^Among students whose use was changed by what was assigned, 1,350 minutes made scores/,
    );
    expect(doseSentence(causal)).toContain('would have said');
    expect(doseSentence(adjusted)).toContain('these data cannot say');
    const markdown = formatDoseSummary(adjusted, { format: 'markdown' });
    expect(markdown).toMatch(/^## Dose and response\n\n- \*\*Read as:\*\* an adjusted association/);
    expect(markdown).toContain('| minutes | n |');
    expect(markdown).not.toContain('NaN');
  });
});

describe('odd doses', () => {
  const each = (of: (i: number) => number) => Array.from({ length: 30 }, (_, i) => of(i));
  const code = (minutes: readonly number[], post: readonly number[], more: Partial<DoseDesign> = {}) =>
    errorOf(() => doseSummary(fromColumns({ minutes, post }), { ...columns, ...more })).code;

  test('all doses 0: no variation of the dose, before anything is fitted', () => {
    expect(
      code(
        each(() => 0),
        each((i) => i),
      ),
    ).toBe('zero_variance');
  });

  test('a flat response is refused', () => {
    expect(
      code(
        each((i) => i),
        each(() => 3),
      ),
    ).toBe('zero_variance');
  });

  test('a negative dose is refused with its row', () => {
    const { code: found, detail } = errorOf(() =>
      doseSummary(fromColumns({ minutes: [5, -1, 3], post: [1, 2, 3] }), columns),
    );
    expect([found, detail]).toMatchObject(['out_of_domain', { row: 2, value: -1 }]);
  });

  test('fewer doses than parameters leave out the curves that need more, and say so', () => {
    const { curve, notes } = doseSummary(
      fromColumns({ minutes: each((i) => (i % 2) * 40), post: each((i) => (i % 2) * 3 + (i % 5)) }),
      columns,
    );
    expect(curve?.fit.model).toMatch(/linear/);
    expect(codes(notes)).toContain('curves_left_out');
  });

  test('exact data: the simplest curve through them, with errors of 0 and a note', () => {
    const { curve, notes, headline } = doseSummary(
      fromColumns({ minutes: each((i) => 10 * (i % 6)), post: each((i) => 2 + (i % 6)) }),
      columns,
    );
    expect(curve?.fit.model).toBe('linear');
    expect(curve?.fit.rss).toBeLessThan(1e-20);
    expect(codes(notes)).toContain('perfect_fit');
    expect(relativeError(headline.estimate, 0.1 * 30)).toBeLessThan(1e-9);
    expect(headline.standardError).toBeLessThan(1e-9);
  });

  test('a dose of 0 is the limit of a curve in the logarithm of the dose', () => {
    const { curve } = doseSummary(
      fromColumns({ minutes: each((i) => 10 * (i % 6)), post: each((i) => Math.sqrt(i % 6) + ((i * 7) % 5) / 4) }),
      { ...columns, models: ['log-logistic-4', 'log-linear'] },
    );
    expect(curve?.fit.range.lower).toBe(0);
    expect(curve?.gains.every(({ estimate }) => Number.isFinite(estimate))).toBe(true);
  });

  test('a target outside the data carries its note; one that no curve reaches is null with a note', () => {
    const data = fromColumns({
      minutes: each((i) => 10 * (i % 6)),
      post: each((i) => (i % 6) / 2 + ((i * 7) % 5) / 4),
    });
    const far = doseSummary(data, { ...columns, models: ['linear'], gain: 50 });
    expect(codes(far.curve?.target?.chosen.notes ?? [])).toContain('outside_data');
    expect(formatDoseSummary(far)).toContain('beyond the 50 minutes observed');
    const level = fromColumns({
      minutes: each((i) => 10 * (i % 6)),
      post: each((i) => (5 * (i % 6)) / (1 + (i % 6)) + ((i * 7) % 5) / 9),
    });
    const never = doseSummary(level, { ...columns, models: ['emax'], gain: 5000 });
    expect(never.curve?.target).toBeNull();
    expect(codes(never.notes)).toContain('no_such_dose');
  });

  test('where less is better, and of a trait of which less is better, the signs turn', () => {
    // Days absent fall along an emax curve; who used it more had been absent less before.
    const minutes = each((i) => 30 * (i % 6));
    const before = each((i) => 10 - (i % 6) / 2 + ((i * 11) % 7));
    const absent = each((i) => before[i]! - (8 * (i % 6)) / (1 + (i % 6)) + ((i * 7) % 5) / 9);
    const present = each((i) => -absent[i]!);
    const table = fromColumns({ minutes, post: absent, present, before });
    const options = {
      ...columns,
      models: ['emax'],
      recommended: 90,
      covariates: ['before'],
      seed: 1,
      replicates: 20,
    } as const;
    const down = doseSummary(table, { ...options, higherIsBetter: false, costPerDose: -0.02 });
    const up = doseSummary(table, { ...options, response: 'present', costPerDose: 0.02 });
    const dose = down.curve?.worthwhile?.chosen.estimate as number;
    expect(dose).toBeGreaterThan(0);
    expect(relativeError(dose, up.curve?.worthwhile?.chosen.estimate as number)).toBeLessThan(1e-6);
    // Absences after are fewer where those before were: users were, and would have to have been, behind in them.
    for (const { sensitivity } of [down, up]) {
      const { estimate, timesObserved } = sensitivity?.selectionNeeded ?? {};
      expect(estimate).toBeLessThan(0);
      expect(timesObserved).toBeGreaterThan(0);
    }
    expect(formatDoseSummary(up)).toMatch(/they were [\d.]+ SD behind/);
    expect(codes(up.audit?.notes ?? [])).toContain('rest_assumed_0');
  });

  test('refuses covariates without a seed, and doses and gains that are none', () => {
    const [minutes, post] = [each((i) => i % 7), each((i) => (i * 3) % 11)];
    expect(code(minutes, post, { covariates: ['pre'] })).toBe('invalid_argument');
    expect(code(minutes, post, { recommended: 0 })).toBe('out_of_domain');
    expect(code(minutes, post, { gain: -2 })).toBe('out_of_domain');
    expect(code(minutes, post, { gain: 2, higherIsBetter: false })).toBe('out_of_domain');
    expect(code(minutes, post, { costPerDose: 2, higherIsBetter: false })).toBe('out_of_domain');
    expect(code(minutes, post, { costPerDose: -2 })).toBe('out_of_domain');
    for (const more of [{ models: [] }, { models: null }, { range: [5, 0] }, { range: null }, { instruments: 'arm' }])
      expect([more, code(minutes, post, more as object)]).toEqual([more, 'invalid_argument']);
    expect(code(minutes, post, { higherIsBetter: null as unknown as boolean })).toBe('invalid_argument');
    expect(code(minutes, post, { cluster: 'school' })).toBe('column_not_found');
    expect(code(minutes, post, { range: [0, 5] })).toBe('out_of_domain');
    expect(code(minutes, post, { models: ['cubic' as 'linear'] })).toBe('invalid_argument');
  });
});

describe('What nobody had, and doses in other units', () => {
  // Exact but for a wiggle: 2 points an hour beside the score before, from 1 hour on; the arm moves the hours.
  const n = 240;
  const numbers = Array.from({ length: n }, (_, i) => i);
  const wiggle = (i: number, by: number): number => Math.sin(by * (i + 1));
  const pre = numbers.map((i) => 3 * wiggle(i, 12.9898));
  const arm = numbers.map((i) => i % 2);
  const hours = numbers.map((i) => 3 + 2 * arm[i]! + 2 * wiggle(i, 78.233));
  const post = numbers.map((i) => 2 * hours[i]! + pre[i]! + 0.3 * wiggle(i, 4.1414));
  const asked: DoseDesign = { dose: 'hours', response: 'post', unit: 'hour', recommended: 4, models: ['linear'] };
  const used = fromColumns({ pre, arm, hours, post });
  const adjust = { covariates: ['pre'], seed: 3, replicates: 20 };

  test('where no student had 0, no sentence compares with those who took none', () => {
    const plain = doseSummary(used, asked);
    const adjusted = doseSummary(used, { ...asked, ...adjust });
    const causal = doseSummary(used, { ...asked, instruments: ['arm'] });
    expect(doseSentence(plain)).toContain('than the curve has for none, which no student had (');
    expect(doseSentence(causal)).toContain('than none, which no student had (');
    const over = adjusted.adjusted?.over as number;
    expect(over).toBeGreaterThan(1);
    expect(adjusted.headline.estimate).toBeCloseTo(2 * (4 - over), 0);
    expect(doseSentence(adjusted)).toContain(`than students like them at ${over.toFixed(1)} hours`);
    for (const summary of [plain, adjusted, causal]) expect(codes(summary.notes)).toContain('no_dose_0');
  });

  test('where some had 0, nothing is said of it', () => {
    const some = fromColumns({ pre, hours: hours.map((h) => (h < 2 ? 0 : h)), post });
    const summary = doseSummary(some, asked);
    expect(codes(summary.notes)).not.toContain('no_dose_0');
    expect(doseSentence(summary)).toContain('than those who took none');
  });

  test('an instrument that hardly moves the dose gives a set that fits the data, and no interval', () => {
    // 40 students whose hours a coin that fell otherwise does not move.
    const coin = numbers.map((i) => Math.floor(i / 2) % 2);
    const tossed = fromColumns({ coin, hours, post });
    const summary = doseSummary(tossed, { ...asked, instruments: ['coin'] });
    const { causal, headline, headlineSet, headlineDose } = summary;
    expect(causal?.weak).toBe(true);
    expect(causal?.leastF).toBeLessThan(10);
    expect(headline).toMatchObject({ standardError: null, interval: null });
    expect(headline.estimate).toBe(causal?.effects.find(({ dose }) => dose === headlineDose)?.effect.estimate);
    const slopes = causal?.andersonRubin?.confidenceSet.pieces;
    expect(headlineSet?.pieces).toEqual(
      slopes?.map(({ lower, upper }) => ({
        lower: lower === null ? null : lower * headlineDose,
        upper: upper === null ? null : upper * headlineDose,
      })),
    );
    const sentence = doseSentence(summary);
    expect(sentence).toMatch(/^What was assigned hardly changed how much students used it \(F = \d/);
    expect(sentence).not.toContain('interval');
    expect(formatDoseSummary(summary)).toContain('95 % set');
  });

  test('a curve by two weak instruments has no set: what is left is whether the dose did anything', () => {
    const [coin, die] = [numbers.map((i) => Math.floor(i / 2) % 2), numbers.map((i) => Math.floor(i / 4) % 3)];
    const tossed = fromColumns({ coin, die, hours, post });
    const summary = doseSummary(tossed, { ...asked, instruments: ['coin', 'die'], instrumentedCurve: 'quadratic' });
    expect([summary.causal?.weak, summary.headlineSet, summary.headline.interval]).toEqual([true, null, null]);
    expect(doseSentence(summary)).toMatch(/Whether it did anything at all: p/);
  });

  test('a strong instrument has its interval, and the set beside it', () => {
    const summary = doseSummary(used, { ...asked, instruments: ['arm'] });
    expect([summary.causal?.weak, summary.headlineSet]).toEqual([false, null]);
    expect(summary.headline.interval).not.toBeNull();
    expect(summary.causal?.effects[0]?.confidenceSet?.pieces).toHaveLength(1);
  });

  test('where the dose asked about is the least one, a note says why the headline is not adjusted', () => {
    const whole = fromColumns({ pre, hours: hours.map((h) => Math.max(1, Math.round(h))), post });
    const summary = doseSummary(whole, { ...asked, ...adjust, recommended: 1 });
    expect([summary.estimand, summary.adjusted?.over]).toEqual(['association', 1]);
    expect(codes(summary.notes)).toContain('no_adjusted_headline');
  });

  test('clusters of one student each are no clusters, and a note says so', () => {
    const alone = fromColumns({ hours, post, id: numbers.map((i) => `s${i}`) });
    expect(codes(doseSummary(alone, { ...asked, cluster: 'id' }).bands.notes)).toContain('clusters_of_one');
  });

  test('a rate is for one unit of the dose', () => {
    const { causal } = doseSummary(used, { ...asked, instruments: ['arm'] });
    expect(causal?.effects[0]?.marginalRate.unit).toBe('points/hour');
    expect(causal?.effects[0]?.marginalRate.estimate).toBeCloseTo(2, 0);
  });

  test('of a dose that nobody came near, the sentence says that it is a formula', () => {
    const beyond = doseSentence(doseSummary(used, { ...asked, recommended: 100 }));
    expect(beyond).toContain('100 hours (more than any student had, ');
    expect(beyond).toContain(': what a formula says)');
    expect(doseSentence(doseSummary(used, { ...asked, recommended: 4 }))).not.toContain('formula');
  });

  test('a small dose keeps its digits, and limits in hours their decimals', () => {
    const thousandths = fromColumns({ pre, hours: hours.map((h) => h / 1000), post });
    expect(doseSentence(doseSummary(thousandths, { ...asked, recommended: 0.004 }))).toContain('took 0.00400 hours');
    const report = formatDoseSummary(doseSummary(used, { ...asked, gain: 6 }));
    expect(report).toMatch(/Target dose +\d\.\d hours, 95 % interval \d\.\d to \d\.\d/);
  });

  test('a curve on its bound is not chosen: one that only levels off cannot follow a response that speeds up', () => {
    const convex = fromColumns({ hours, post: hours.map((h, i) => h ** 2 + 0.5 * wiggle(i, 4.1414)) });
    const { curve, notes } = doseSummary(convex, { ...asked, models: ['emax', 'quadratic', 'linear'] });
    expect(notes.find(({ code }) => code === 'curves_on_bound')?.message).toContain('"emax"');
    expect(curve?.models.map(({ model }) => model)).toEqual(['quadratic', 'linear']);
  });
});
