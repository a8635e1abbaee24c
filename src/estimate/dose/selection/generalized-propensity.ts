import { numericColumnOf, type Table } from '../../../columns/table.js';
import { randomStream } from '../../../numeric/random/index.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { counted } from '../../../support/text.js';
import { needRecord } from '../../effect/needs.js';
import type { Estimate } from '../../estimate.js';
import { partsOfTerm, termColumns } from '../../regression/terms.js';
import { short } from '../reading/fitted-curve.js';
import { percentile } from '../reading/percentile.js';
import { bandedDose, type DoseCuts } from './band-edges.js';
import { type ChosenDoseColumns, chosenDose, needNames } from './chosen-dose.js';
import { type DoseTransform, type ScoredRows, transforms } from './hurdle-dose.js';
import { type BandSupport, type PropensityBalance, propensityBalance } from './propensity-balance.js';
import { type PropensityCondition, propensitySurface } from './propensity-surface.js';

/** What is adjusted for, and at which doses the curve is wanted. */
export interface GeneralizedPropensityOptions extends ChosenDoseColumns {
  /** Terms from before the start: all that made students choose their dose and also matters for the response. */
  readonly covariates: readonly string[];
  /** Doses at which the curve is read, 0 or more. */
  readonly doses: readonly number[];
  /** Taken of doses above 0, which are then normal around a line in the covariates. @defaultValue `'sqrt'` */
  readonly transform?: DoseTransform;
  /**
   * By what students are made comparable. Where doses rise with a covariate, one density is that of two kinds of students, and Hirano and Imbens' surface
   * leaves much of the selection.
   * @defaultValue `'function'`
   */
  readonly condition?: PropensityCondition;
  /** Dose that gains are over. @defaultValue 0 where someone had none, else the least of `doses` */
  readonly over?: number;
  /** Bands in which balance and support are told. @defaultValue 3 natural breaks above 0 */
  readonly bands?: DoseCuts;
  /** Where the random numbers of the bootstrap start; there is no default. */
  readonly seed: number;
  /** Samples of students, or of clusters, in each of which everything is fitted anew. @defaultValue 500 */
  readonly replicates?: number;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** The curve at a dose. */
export interface PropensityResponse {
  /** In the unit of the doses. */
  readonly dose: number;
  /** Mean response of all students if they had had this dose, in points. */
  readonly response: Estimate;
  /** That less the mean response at the dose `over`; null there. */
  readonly gain: Estimate | null;
}

/** A dose-response curve with students made comparable by what made them choose their dose. */
export interface GeneralizedPropensity {
  /** Which result this is. */
  readonly kind: 'generalized-propensity';
  /** It is the effect of the dose only if nothing but the covariates made students choose it. */
  readonly estimand: 'adjusted-association';
  /** At each dose asked. */
  readonly curve: readonly PropensityResponse[];
  /** Dose that gains are over. */
  readonly over: number;
  /** Models of the dose: whether any, and how much. */
  readonly doseModel: {
    /** Names of the coefficients, `'(intercept)'` first. */
    readonly terms: readonly string[];
    /** Log odds of any dose; null where everybody has one. */
    readonly use: readonly (number | null)[] | null;
    /** Of the transformed dose, among those who have one. */
    readonly amount: readonly (number | null)[];
    /** Standard deviation around the latter. */
    readonly sd: number;
    /** As it was asked. */
    readonly transform: DoseTransform;
  };
  /** For each band and covariate. */
  readonly balance: readonly PropensityBalance[];
  /** For each band. */
  readonly support: readonly BandSupport[];
  readonly n: number;
  /** Students without a dose. */
  readonly zeros: number;
  /** Clusters; null without. */
  readonly clusters: number | null;
  /** As it was given. */
  readonly seed: number;
  /** How many samples were drawn. */
  readonly replicates: number;
  /** Samples in which the models could not be fitted; they are left out. */
  readonly failed: number;
  readonly level: number;
  /** What was done. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/** A standardized difference above this is told. */
const imbalanced = 0.1;
/** A share of students with support below this is told. */
const supported = 0.9;

/**
 * The dose-response curve with students made comparable by a generalized propensity score: a model of who takes which dose, with a hurdle for taking
 * none; a surface of the response over the dose and the score; its average over all students at each dose.
 *
 * Errors and intervals are those of a bootstrap of the whole procedure, of clusters where there are some.
 *
 * @param table - a row for each student, doses of 0 included
 * @param options - columns, covariates, doses and a seed
 * @returns mean responses in points at each dose, and gains over the dose `over`
 * @throws {@link EfficacyError} `convergence_failed` where covariates determine who has no dose, or more than a tenth of the samples cannot be fitted;
 * `too_few_observations`, `out_of_domain`, `zero_variance`, `too_few_clusters`, `invalid_argument`, `no_data`, `column_not_found`, `wrong_column_type`
 *
 * @example
 * generalizedPropensity(table, { dose: 'minutes', response: 'gain', covariates: ['pre', 'grade'], doses: [0, 600, 1200], seed: 7 }).curve;
 *
 * @see Hirano & Imbens (2004), in Gelman & Meng, Applied Bayesian Modeling and Causal Inference, ch. 7; Imai & van Dyk (2004), JASA 99, 854-866; Zhao, van
 * Dyk & Imai (2020), Stat. Methods Med. Res. 29, 709-727.
 */
export function generalizedPropensity(table: Table, options: GeneralizedPropensityOptions): GeneralizedPropensity {
  const who = 'generalizedPropensity';
  needRecord(options, who, 'options: { dose, response, covariates, doses, seed }');
  const { covariates, doses, transform = 'sqrt', condition = 'function', bands = { count: 3 } } = options;
  const { seed, replicates = 500, level = 0.95, cluster } = options;
  checkLevel(who, level);
  needNames(covariates, who, 'covariates');
  randomStream(seed); // refuses a seed that is none before anything is fitted
  need(covariates.length > 0, 'invalid_argument', who, 'covariates to make students comparable by', 'none');
  need(Object.hasOwn(transforms, transform), 'invalid_argument', who, "a transform 'log', 'sqrt' or 'none'", transform);
  need(
    condition === 'function' || condition === 'density',
    'invalid_argument',
    who,
    "a condition 'function' or 'density'",
    condition,
  );
  need(Number.isInteger(replicates) && replicates >= 20, 'invalid_argument', who, 'at least 20 replicates', replicates);
  const others = [...new Set(covariates.flatMap((term) => partsOfTerm(table, term, who)))];
  const sample = chosenDose(table, options, others, who);
  const zeros = sample.dose.filter((t) => t === 0).length;
  const listed = Array.isArray(doses) && doses.length > 0;
  need(listed, 'invalid_argument', who, 'doses to read the curve at, as a list', listed ? '' : 'none');
  const { over = zeros > 0 ? 0 : Math.min(...doses) } = options;
  for (const at of [...doses, over]) {
    need(typeof at === 'number' && at >= 0 && at < Infinity, 'out_of_domain', who, 'doses of 0 or more', at);
    need(at > 0 || zeros > 0, 'out_of_domain', who, 'doses above 0 where no student had 0', at);
  }
  const written = termColumns(sample.table, covariates, {}, who);
  const names = written.terms.flatMap((term) => term.names);
  const columns = names.map((name) => numericColumnOf(written.table, name, who).values);
  const rows: ScoredRows = { dose: sample.dose, response: sample.response, covariates: columns };
  const asked = [...doses, over];
  const { hurdle, response } = propensitySurface(rows, asked, { transform, condition }, who);
  const drawn = redrawn(rows, sample.clusters, sample.clusterCount);
  const found: Float64Array[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    try {
      found.push(propensitySurface(drawn(seed, replicate), asked, { transform, condition }, who).response);
    } catch (error) {
      if (!(error instanceof EfficacyError)) throw error;
    }
  }
  const failed = replicates - found.length;
  need(
    failed <= 0.1 * replicates,
    'convergence_failed',
    who,
    'a curve from nine samples of ten (take fewer covariates)',
    `${found.length} of ${replicates}`,
    { failed, replicates },
  );
  const resampled = cluster === undefined ? 'students' : `${sample.clusterCount} clusters (${cluster})`;
  const method = `${condition === 'function' ? 'propensity function' : 'generalized propensity score'}: ${zeros > 0 ? 'logistic hurdle, ' : ''}normal ${transform === 'none' ? 'dose' : `${transform} dose`}, quadratic surface; bootstrap of ${resampled}`;
  const last = asked.length - 1;
  const of = (kind: string, value: (curve: Float64Array) => number): Estimate => {
    const figures = Float64Array.from(found, value).sort();
    const mean = figures.reduce((sum, x) => sum + x, 0) / figures.length;
    const spread = figures.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (figures.length - 1);
    const tail = (1 - level) / 2;
    return {
      kind,
      estimate: value(response),
      standardError: Math.sqrt(spread),
      df: null,
      interval: { lower: percentile(figures, tail), upper: percentile(figures, 1 - tail), level },
      unit: 'points',
      method,
      notes: [],
    };
  };
  const banded = bandedDose(sample.dose, bands, who);
  const { balance, support } = propensityBalance(
    sample.dose,
    names.map((name, j) => ({ name, values: columns[j]! })),
    banded,
    hurdle,
    transform,
  );
  return {
    kind: 'generalized-propensity',
    estimand: 'adjusted-association',
    curve: doses.map((dose, j) => ({
      dose,
      response: of('mean-response', (curve) => curve[j]!),
      gain: dose === over ? null : of('gain-over-dose', (curve) => curve[j]! - curve[last]!),
    })),
    over,
    doseModel: {
      terms: ['(intercept)', ...names],
      use: hurdle.useCoefficients,
      amount: hurdle.doseCoefficients,
      sd: hurdle.sd,
      transform,
    },
    balance,
    support,
    n: sample.dose.length,
    zeros,
    clusters: sample.clusterCount,
    seed,
    replicates,
    failed,
    level,
    method,
    notes: [
      ...sample.notes,
      ...banded.notes,
      ...notesOf(sample.dose, doses, balance, support, cluster),
      ...(failed > 0
        ? [{ code: 'failed_replicates', message: `${counted(failed, 'sample')} without a curve left out.` }]
        : []),
    ],
  };
}

/** Draws students or clusters with replacement. */
function redrawn(
  { dose, response, covariates }: ScoredRows,
  clusters: Uint32Array | null,
  clusterCount: number | null,
): (seed: number, replicate: number) => ScoredRows {
  const n = dose.length;
  const members: number[][] = Array.from({ length: clusterCount ?? 0 }, () => []);
  clusters?.forEach((cluster, i) => {
    members[cluster]!.push(i);
  });
  return (seed, replicate) => {
    const draws = randomStream(seed, replicate);
    const rows =
      clusterCount === null
        ? draws.sample(n, n, { replacement: true })
        : Uint32Array.from(
            [...draws.sample(clusterCount, clusterCount, { replacement: true })].flatMap(
              (cluster) => members[cluster]!,
            ),
          );
    const take = (column: Float64Array): Float64Array => Float64Array.from(rows, (i) => column[i]!);
    return { dose: take(dose), response: take(response), covariates: covariates.map(take) };
  };
}

function notesOf(
  dose: Float64Array,
  doses: readonly number[],
  balance: readonly PropensityBalance[],
  support: readonly BandSupport[],
  cluster: string | undefined,
): readonly Note[] {
  const notes: Note[] = [
    {
      code: 'selection_on_observables',
      message:
        'Only what the covariates show is adjusted for: what else made students choose their dose is still in it.',
    },
  ];
  const above = dose.filter((t) => t > 0);
  const [least, most] = [above.reduce((a, b) => Math.min(a, b), Infinity), above.reduce((a, b) => Math.max(a, b), 0)];
  const outside = doses.filter((at) => at !== 0 && (at < least || at > most));
  if (outside.length > 0)
    notes.push({
      code: 'outside_data',
      message: `Outside the doses observed, ${short(least)} to ${short(most)}, the curve is a formula: ${outside.map(short).join(', ')}.`,
    });
  const left = balance.filter(({ after }) => after !== null && Math.abs(after) > imbalanced);
  if (left.length > 0)
    notes.push({
      code: 'imbalance_left',
      message: `Within blocks of like scores ${left.map(({ covariate, band }) => `${covariate} (${band})`).join(', ')} still differ by more than ${imbalanced} SD.`,
    });
  const thin = support.filter(({ share }) => share < supported);
  if (thin.length > 0)
    notes.push({
      code: 'little_support',
      message: `Some students have no like with another dose: ${thin.map(({ band, share }) => `${(100 * (1 - share)).toFixed(0)} % for ${band}`).join(', ')}.`,
    });
  if (cluster === undefined)
    notes.push({
      code: 'no_clusters',
      message: 'Students are taken as independent; name the school or class as the cluster where they share it.',
    });
  return notes;
}
