import { moments, variance } from '../../aggregate/moments.js';
import { numericColumn } from '../../columns/column.js';
import { makeTable, numericColumnOf, type Table } from '../../columns/table.js';
import { short } from '../../estimate/dose/reading/fitted-curve.js';
import { type AsRecommendedAudit, asRecommendedAudit } from '../../estimate/dose/selection/as-recommended-audit.js';
import { bandedDose, type DoseCuts } from '../../estimate/dose/selection/band-edges.js';
import { type ChosenDose, chosenDose, needNames } from '../../estimate/dose/selection/chosen-dose.js';
import { doseBands } from '../../estimate/dose/selection/dose-bands.js';
import { doseBounds } from '../../estimate/dose/selection/dose-bounds.js';
import { eValue } from '../../estimate/dose/selection/e-value.js';
import { generalizedPropensity } from '../../estimate/dose/selection/generalized-propensity.js';
import { instrumentedDose } from '../../estimate/dose/selection/instrumented-dose.js';
import { robustnessValue } from '../../estimate/dose/selection/robustness-value.js';
import { selectionNeeded } from '../../estimate/dose/selection/selection-needed.js';
import { needOneOf, needRecord } from '../../estimate/effect/needs.js';
import { correlation } from '../../estimate/effect/variance/correlation.js';
import type { Estimate } from '../../estimate/estimate.js';
import { fitLinear } from '../../estimate/regression/fit-linear.js';
import { partsOfTerm } from '../../estimate/regression/terms.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { curveSummary } from './curve-summary.js';
import type { DoseDesign } from './design.js';
import type { DoseSensitivity, DoseSummary } from './summary.js';

/** Column of who met the dose; a name that no file has. */
const met = '\u0000met';

/**
 * How much use it takes, where it stops paying, and whether the curve is cause or selection.
 *
 * Every part is of the same students, those with everything that the design names, and says itself what it may be read as. The headline is that of the
 * strongest design there is: instruments, else covariates, else the curve as it is.
 *
 * @param table - a row for each student, doses of 0 included
 * @param design - columns, what moved the dose, which doses are asked about
 * @returns the estimand first; gains in points over dose 0; doses in their unit; a part without an answer is null, and a note says why
 * @throws {@link EfficacyError} `out_of_domain` for a dose below 0; `zero_variance` for one dose or one response only; `invalid_argument` for
 * covariates without a seed; `too_few_clusters`, `no_data`, `column_not_found`, `wrong_column_type`
 *
 * @example
 * doseSummary(table, { dose: 'minutes', response: 'gain', covariates: ['pre'], recommended: 900, gain: 4, seed: 7 }).estimand;
 */
export function doseSummary(table: Table, design: DoseDesign): DoseSummary {
  const who = 'doseSummary';
  needRecord(design, who, 'a design: { dose, response }');
  const { dose, response, covariates = [], instruments = [], cluster, recommended, level = 0.95 } = design;
  const { higherIsBetter = true, seed, replicates, gain, costPerDose, models, range, unit = 'minute' } = design;
  checkLevel(who, level);
  needNames(covariates, who, 'covariates');
  needNames(instruments, who, 'instruments');
  needOneOf(higherIsBetter, [true, false], who, 'higherIsBetter');
  if (models !== undefined) needNames(models, who, 'models');
  need(models?.length !== 0, 'invalid_argument', who, 'curves to choose from', 'none');
  need(
    covariates.length === 0 || seed !== undefined,
    'invalid_argument',
    who,
    'a seed for the bootstrap of the adjusted curve (a whole number)',
    seed,
  );
  need(
    recommended === undefined || (recommended > 0 && recommended < Infinity),
    'out_of_domain',
    who,
    'a recommended dose above 0',
    recommended,
  );
  need(
    gain === undefined || (higherIsBetter ? gain > 0 : gain < 0),
    'out_of_domain',
    who,
    `a gain ${higherIsBetter ? 'above' : 'below'} 0`,
    gain,
  );
  need(
    costPerDose === undefined || (higherIsBetter ? costPerDose >= 0 : costPerDose < 0),
    'out_of_domain',
    who,
    `a cost ${higherIsBetter ? 'of 0 or more' : 'below 0, as less is better'}`,
    costPerDose,
  );
  const scale = range === undefined || (Array.isArray(range) && range.length === 2 && range[0] < range[1]);
  need(scale, 'invalid_argument', who, 'a range [lowest, highest]', range);
  const others = [...new Set([...covariates, ...instruments].flatMap((term) => partsOfTerm(table, term, who)))];
  const sample = chosenDose(table, design, others, who);
  if (range !== undefined) {
    const odd = sample.response.find((y) => y < range[0] || y > range[1]);
    need(odd === undefined, 'out_of_domain', who, `responses between ${range[0]} and ${range[1]}`, odd);
  }
  const notes: Note[] = [...sample.notes];
  const above = sample.dose.filter((x) => x > 0).sort();
  const headlineDose = recommended ?? above[Math.floor((above.length - 1) / 2)]!;
  const quartiles = [0.25, 0.5, 0.75].map((p) => above[Math.floor(p * (above.length - 1))]!);
  const doses = [...new Set([...quartiles, headlineDose])].sort((a, b) => a - b);
  const columns = { dose, response, ...(cluster === undefined ? {} : { cluster }) };
  const part = <T>(code: string, make: () => T): T | null => orNote(make, code, notes);

  if (above.length === sample.dose.length) {
    notes.push({
      code: 'no_dose_0',
      message: `No student had a dose of 0: below the least dose, ${short(above[0]!)}, what is told over none is a formula.`,
    });
  }

  const bands = bandsOf(sample, design, above, who);
  const rows = {
    dose: sample.dose,
    response: sample.response,
    ...(sample.clusters === null ? {} : { cluster: sample.clusters }),
  };
  const curve = curveSummary(rows, doses, design, notes);
  const adjusted =
    covariates.length === 0 || seed === undefined
      ? null
      : part('no_adjusted_curve', () =>
          generalizedPropensity(sample.table, {
            ...columns,
            covariates,
            doses,
            bands,
            seed,
            level,
            ...(replicates === undefined ? {} : { replicates }),
          }),
        );
  const causal =
    instruments.length === 0
      ? null
      : part('no_instrumented_effect', () =>
          instrumentedDose(sample.table, {
            ...columns,
            instruments,
            covariates,
            at: doses,
            unit,
            level,
            ...(design.instrumentedCurve === undefined ? {} : { curve: design.instrumentedCurve }),
          }),
        );
  const at = doses.indexOf(headlineDose);
  const gained = adjusted?.curve[at]?.gain ?? null;
  const moved = causal?.effects[at] ?? null;
  const weak = causal?.weak ?? false;
  const instrumented = moved === null ? null : weak ? withoutError(moved.effect) : moved.effect;
  const headline: Estimate =
    instrumented ?? gained ?? curve?.gains[at] ?? alongLine(sample, design, headlineDose, level);
  if (causal === null && adjusted !== null && gained === null) {
    notes.push({
      code: 'no_adjusted_headline',
      message: `The adjusted curve is over ${short(adjusted.over)} ${unit}, the least dose that students had, and tells no gain at ${short(headlineDose)}: the headline is the curve as students chose. Ask about a larger dose (recommended).`,
    });
  }
  const sd = Math.sqrt(variance(moments(sample.response)));
  const marked = makeTable([
    ...sample.table.columns,
    [met, numericColumn(sample.dose.map((x) => Number(x >= headlineDose)))],
  ]);
  return {
    kind: 'dose-summary',
    estimand: causal !== null ? 'causal-among-compliers' : gained !== null ? 'adjusted-association' : 'association',
    headline,
    headlineSet: weak ? (moved?.confidenceSet ?? null) : null,
    headlineDose,
    n: sample.dose.length,
    users: above.length,
    clusters: sample.clusterCount,
    sd,
    curve,
    adjusted,
    causal,
    bands: doseBands(sample.table, { ...columns, bands, covariates, level }),
    bounds: part('no_bounds', () => doseBounds(sample.table, { ...columns, bands, higherIsBetter, level })),
    sensitivity: part('no_sensitivity', () => sensitivityOf(marked, design, sd)),
    audit: recommended === undefined ? null : part('no_audit', () => auditOf(marked, design, sd)),
    unit,
    level,
    notes: notes.filter((note, i) => notes.findIndex(({ message }) => message === note.message) === i),
  };
}

/** As stated; cut at the recommended dose; or as many natural breaks as there are doses for, up to 3. */
function bandsOf(sample: ChosenDose, { bands, recommended }: DoseDesign, above: Float64Array, who: string): DoseCuts {
  const wanted =
    bands ?? (recommended === undefined ? { count: Math.min(3, new Set(above).size) } : { cuts: [recommended] });
  bandedDose(sample.dose, wanted, who); // refuses cuts that are none in the name of this function
  return wanted;
}

/** Errors of what was asked, not of what the data allow. */
const ofTheDesign: readonly string[] = [
  'column_not_found',
  'wrong_column_type',
  'invalid_argument',
  'duplicate_column',
];

/** What something gives, or null and a note of why it gives nothing. */
function orNote<T>(make: () => T, code: string, notes: Note[]): T | null {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof EfficacyError) || ofTheDesign.includes(error.code)) throw error;
    notes.push({ code, message: `${error.message}.` });
    return null;
  }
}

/** An estimate whose error two-stage least squares cannot tell, because the instruments are weak. */
function withoutError({ kind, estimate, unit, method, notes }: Estimate): Estimate {
  return { kind, estimate, standardError: null, df: null, interval: null, unit, method, notes };
}

/** Where there is nothing better: the slope of a line, times the dose. */
function alongLine(
  { table }: ChosenDose,
  { dose, response, cluster }: DoseDesign,
  at: number,
  level: number,
): Estimate {
  const fit = fitLinear(table, {
    outcome: response,
    terms: [dose],
    level,
    ...(cluster === undefined ? {} : { cluster }),
  });
  const { estimate, standardError, df, interval } = fit.coefficients[1]!;
  return {
    kind: 'gain-along-line',
    estimate: estimate * at,
    standardError: standardError === null ? null : standardError * at,
    df,
    interval: interval === null ? null : { lower: interval.lower * at, upper: interval.upper * at, level },
    unit: 'points',
    method: fit.method,
    notes: fit.notes,
  };
}

/** How much those who met the dose differ from all others, in standard deviations. */
function differenceOfThoseWhoMet(
  marked: Table,
  { response, cluster }: DoseDesign,
  covariates: readonly string[],
  sd: number,
): { readonly effect: number; readonly standardError: number | null } {
  const fit = fitLinear(marked, {
    outcome: response,
    terms: [met, ...covariates],
    ...(cluster === undefined ? {} : { cluster }),
  });
  const found = fit.coefficients.find(({ term }) => term === met);
  need(
    found !== undefined,
    'zero_variance',
    'doseSummary',
    'students on both sides of the dose, alike in the covariates',
    'none',
  );
  const { estimate, standardError } = found;
  return { effect: estimate / sd, standardError: standardError === null ? null : standardError / sd };
}

function sensitivityOf(marked: Table, design: DoseDesign, sd: number): DoseSensitivity {
  const { dose, response, covariates = [] } = design;
  const { effect, standardError } = differenceOfThoseWhoMet(marked, design, covariates, sd);
  const line = fitLinear(marked, { outcome: response, terms: [dose, ...covariates], vcov: 'classical' });
  const t = line.coefficients.find(({ term }) => term === dose)?.statistic ?? null;
  const numeric = covariates.find((name) => marked.columns.get(name)?.kind === 'numeric') ?? null;
  return {
    standardizedDifference: effect,
    eValue: eValue({ standardizedMeanDifference: effect, ...(standardError === null ? {} : { standardError }) }),
    robustnessValue: t === null || line.residualDf < 2 ? null : robustnessValue(t, line.residualDf),
    ...benchmarkOf(marked, design, numeric, sd),
  };
}

/** How far ahead in the first numeric covariate those who met the dose would have to be. */
function benchmarkOf(
  marked: Table,
  design: DoseDesign,
  name: string | null,
  sd: number,
): Pick<DoseSensitivity, 'selectionNeeded' | 'benchmark'> {
  const none = { selectionNeeded: null, benchmark: null };
  if (name === null) return none;
  const who = 'doseSummary';
  const [trait, y, whoMet] = [name, design.response, met].map(
    (column) => numericColumnOf(marked, column, who).values,
  ) as [Float64Array, Float64Array, Float64Array];
  const all = moments(trait);
  if (!(all.m2 > 0) || trait.length < 4) return none;
  const r = correlation({ x: trait, y }).estimate;
  const share = whoMet.reduce((sum, x) => sum + x, 0) / whoMet.length;
  if (!(Math.abs(r) >= 1e-12 && share > 0 && share < 1)) return none;
  const [users, rest] = [1, 0].map((side) => moments(trait.filter((_, i) => whoMet[i] === side)).mean);
  const { effect } = differenceOfThoseWhoMet(marked, design, [], sd);
  return {
    benchmark: name,
    selectionNeeded: selectionNeeded(effect, {
      correlation: r,
      shareMeetingDose: share,
      observedDifference: (users! - rest!) / Math.sqrt(variance(all)),
    }),
  };
}

/** The arithmetic of those who met the recommended dose, as a vendor would tell it. */
function auditOf(marked: Table, design: DoseDesign, sd: number): AsRecommendedAudit {
  const { values } = numericColumnOf(marked, met, 'doseSummary');
  const share = values.reduce((sum, x) => sum + x, 0) / values.length;
  need(
    share > 0 && share < 1,
    'zero_variance',
    'doseSummary',
    'students on both sides of the recommended dose',
    `${100 * share} %`,
  );
  const { effect, standardError } = differenceOfThoseWhoMet(marked, design, [], sd);
  return asRecommendedAudit({
    shareMeetingDose: share,
    effect,
    comparedWith: 'rest',
    ...(standardError !== null && standardError > 0 ? { standardError } : {}),
  });
}
