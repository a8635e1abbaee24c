import { numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { counted, quoted } from '../../support/text.js';
import { fitProbabilities } from '../regression/logistic/fit-probabilities.js';
import { partsOfTerm, termColumns } from '../regression/terms.js';
import type { TreatmentColumn } from '../trial/two-arms.js';
import { type ArmResponse, type ArmsWithMissing, armsWithMissing } from './arms-with-missing.js';

/** Whose outcomes are missing, and what explains it. */
export interface ResponseWeightsOptions {
  /** Name of the outcome, a numeric column; a row without it was lost. */
  readonly outcome: string;
  /** The column of arms, and the labels of the two that are weighted. */
  readonly treatment: TreatmentColumn;
  /** Terms of the response model, as of `fitLinear`: numeric or label columns known for everyone, `a:b` for products. */
  readonly terms: readonly string[];
  /**
   * Chance of an outcome below which a note is given.
   * @defaultValue 0.05
   */
  readonly smallProbability?: number;
}

/** The response model of an arm, and what its weights do. */
export interface ArmWeights extends ArmResponse {
  /**
   * In log odds of having an outcome; null for a term that earlier ones determine, or that makes an outcome certain. Empty where nobody was lost:
   * then all weights are 1.
   */
  readonly coefficients: readonly { readonly term: string; readonly estimate: number | null }[];
  /** Smallest fitted chance of an outcome among everyone in the arm. */
  readonly smallestProbability: number;
  /** Largest weight of a row with an outcome, at least 1. */
  readonly largestWeight: number;
  /** Kish's number of equally weighted rows that would say as much: (Σ w)²/Σ w². */
  readonly effectiveSize: number;
  /** How far those with an outcome are from everyone in the arm, in standard deviations of everyone: without weights, and with them. */
  readonly balance: readonly { readonly term: string; readonly before: number; readonly after: number }[];
}

/** Inverse-probability-of-response weights. */
export interface ResponseWeights {
  /** Which result this is. */
  readonly kind: 'response-weights';
  /** For each row of the data 1 over its chance of an outcome; 0 for a row without one, or of another arm. */
  readonly weights: readonly number[];
  /** The model and weights of the treatment arm. */
  readonly treatment: ArmWeights;
  /** The model and weights of the control arm. */
  readonly control: ArmWeights;
  /** What was done, in words. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Weights that let those with an outcome stand for everyone who was assigned: 1 over the chance of an outcome, from a logistic regression in
 * each arm. Add them as a column and use them as weights of kind `'sampling'`.
 *
 * They are right if, given the terms, having an outcome tells nothing about it (missing at random), and if the model holds. The standard
 * errors of a weighted analysis take the weights as known, which is on the large side of the truth as a rule.
 *
 * @param data - one row for each unit assigned, with an outcome or without
 * @throws {@link EfficacyError} `convergence_failed` when by the terms some rows cannot have an outcome; `invalid_argument` for the outcome among the
 * terms; `no_data`, `too_few_observations`, `column_not_found`
 *
 * @example
 * const { weights } = responseWeights(table, { outcome: 'post', treatment, terms: ['pre', 'grade'] });
 * const weighted = makeTable([...table.columns, ['w', numericColumn(weights)]]);
 * differenceByDesign(weighted, { outcome: 'post', treatment, weights: { column: 'w', kind: 'sampling' } });
 *
 * @see Robins, Rotnitzky & Zhao (1995), JASA 90(429), 106-121; Seaman & White (2013), Stat. Methods Med. Res. 22(3), 278-295; Kish (1965), Survey
 * Sampling, 11.7, for the effective size.
 */
export function responseWeights(data: Table, options: ResponseWeightsOptions): ResponseWeights {
  const who = 'responseWeights';
  const { terms, smallProbability = 0.05 } = options;
  const sources = terms.flatMap((term) => partsOfTerm(data, term, who));
  need(
    !sources.includes(options.outcome),
    'invalid_argument',
    who,
    'terms that are known of everyone',
    `the outcome ${quoted(options.outcome)} among them`,
  );
  const arms = armsWithMissing(data, options, sources, who);
  const made = termColumns(arms.table, terms, {}, who);
  const names = made.terms.flatMap((term) => term.names);
  const columns = names.map((name) => numericColumnOf(made.table, name, who).values);
  const weights = new Float64Array(data.rowCount);
  const weigh = (arm: 0 | 1): ArmWeights => weighArm(arms, arm, names, columns, weights, options.treatment, who);
  const [treatment, control] = [weigh(1), weigh(0)];
  const small = [treatment, control].filter((arm) => arm.smallestProbability < smallProbability).length;
  const notes: Note[] = [...arms.notes];
  if (small > 0) {
    notes.push({
      code: 'small_response_probability',
      message: `In ${counted(small, 'arm')} somebody's chance of an outcome is below ${smallProbability}: a few rows stand for many.`,
    });
  }
  return {
    kind: 'response-weights',
    weights: [...weights],
    treatment,
    control,
    method: 'inverse of the fitted chance of an outcome; logistic regression by arm',
    notes,
  };
}

/** Fits the response model of an arm and writes the weights of its rows. */
function weighArm(
  { treated, outcome, rows, treatment, control }: ArmsWithMissing,
  arm: 0 | 1,
  names: readonly string[],
  columns: readonly Float64Array[],
  weights: Float64Array,
  labels: TreatmentColumn,
  who: string,
): ArmWeights {
  const response = arm === 1 ? treatment : control;
  const members = Uint32Array.from(treated.keys()).filter((i) => treated[i] === arm);
  const own = columns.map((column) => Float64Array.from(members, (i) => column[i]!));
  const has = Float64Array.from(members, (i) => Number(!Number.isNaN(outcome[i]!)));
  const everyone = response.observed === response.assigned;
  const fit = everyone ? null : fitProbabilities(own, has);
  if (!everyone && fit === null) {
    throw new EfficacyError(
      'convergence_failed',
      `${who} finds rows in ${quoted(arm === 1 ? labels.treated : labels.control)} that by the terms cannot have an outcome: nobody can stand for them; leave terms out or use leeBounds`,
      { arm: arm === 1 ? 'treatment' : 'control' },
    );
  }
  const probabilities = fit?.probabilities ?? has;
  const w = has.map((h, i) => h / probabilities[i]!);
  members.forEach((i, at) => {
    weights[rows[i]!] = w[at]!;
  });
  const total = sum(w);
  return {
    ...response,
    coefficients: (fit?.coefficients ?? []).map((estimate, j) => ({ term: names[j - 1] ?? 'intercept', estimate })),
    smallestProbability: probabilities.reduce((a, b) => Math.min(a, b)),
    largestWeight: w.reduce((a, b) => Math.max(a, b)),
    effectiveSize: total ** 2 / sum(w.map((v) => v * v)),
    balance: names.map((term, j) => ({ term, ...distances(own[j]!, has, w) })),
  };
}

/** Distance of the mean of those with an outcome from that of everyone, in SDs of everyone; 0 for a column that does not vary. */
function distances(
  column: Float64Array,
  has: Float64Array,
  weights: Float64Array,
): { readonly before: number; readonly after: number } {
  const mean = sum(column) / column.length;
  const spread = Math.sqrt(sum(column.map((x) => (x - mean) ** 2)) / (column.length - 1));
  const distance = (w: Float64Array): number =>
    spread > 0 ? sum(column.map((x, i) => w[i]! * (x - mean))) / sum(w) / spread : 0;
  return { before: distance(has), after: distance(weights) };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
