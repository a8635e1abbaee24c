import { missingCode, type NumericColumn } from '../../columns/column.js';
import { selectRows } from '../../columns/complete-rows.js';
import { columnOf, factorColumnOf, type Table } from '../../columns/table.js';
import type { TestedEstimate } from '../../estimate/estimate.js';
import { tInference } from '../../estimate/t-inference.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { listed, quoted } from '../../support/text.js';
import type { ReceivedLabels, TrialDesign } from './design.js';
import {
  type ArmContrast,
  type ChosenByArm,
  type InstrumentedEffect,
  instrumentedEffect,
  meansByArm,
  notesOfUnknown,
} from './instrumented-effect.js';
import type { PooledEffect } from './pooled-effect.js';

/** Who of an arm took part. */
export interface TakeUpArm {
  /** Rows of which it is known. */
  readonly n: number;
  /** Analysed rows of which it is not known. */
  readonly unknown: number;
  /** Share that took part, 0 to 1. */
  readonly share: number;
  /** Everybody who was assigned to the arm, analysed or not, for the flow of participants. */
  readonly assigned: { readonly tookPart: number; readonly didNot: number; readonly unknown: number };
}

/** Who took part, and the effect on those whom assignment moved to take part. */
export interface TakeUp {
  readonly kind: 'take-up';
  /** Who took part. */
  readonly column: string;
  /** Of the treatment arm. */
  readonly treatment: TakeUpArm;
  /** Of the control arm. */
  readonly control: TakeUpArm;
  /** Share that assignment moved to take part, by the design; null, with a note, where it has no answer. */
  readonly moved: ArmContrast | null;
  /**
   * Effect of taking part on compliers, in points: two-stage least squares, the effect of assignment over `moved`. Null, with a note, where
   * assignment moved nobody.
   */
  readonly complierEffect: InstrumentedEffect | null;
  /** Bloom's: the effect of assignment over the share of the treatment arm that took part; null where controls took part too. */
  readonly bloom: TestedEstimate | null;
  /** Rows of which it is not known, why there is no effect, and what the effect assumes. */
  readonly notes: readonly Note[];
}

/**
 * Take-up by arm and the effect on compliers.
 *
 * @throws {@link EfficacyError} `out_of_domain` for numbers other than 0 and 1, `invalid_argument` for labels other than the two, `no_data`
 * @see Bloom (1984), Evaluation Review 8(2), 225-246; Angrist, Imbens & Rubin (1996), JASA 91(434), 444-455.
 */
export function takeUp(
  table: Table,
  sample: Table,
  received: string | ReceivedLabels,
  design: TrialDesign,
  adjustedFor: readonly string[],
  whole: { readonly intentToTreat: TestedEstimate; readonly hedgesG: PooledEffect; readonly level: number },
  who: string,
): TakeUp {
  const column = typeof received === 'string' ? received : received.column;
  const values = receivedValues(sample, received, who);
  const arms = meansByArm(sample, values, column, design, who);
  const assigned = (label: string) => receivedOfAssigned(table, received, column, design, label, who);
  const asked = {
    values,
    kind: 'complier-effect',
    unit: 'points',
    standardizedUnit: 'sd',
    contrastUnit: 'share',
    what: 'effect on compliers',
  };
  const { contrast, effect, notes } = instrumentedEffect(sample, asked, design, adjustedFor, whole.hedgesG, who);
  return {
    kind: 'take-up',
    column,
    treatment: { ...shareOf(arms.treatment), assigned: assigned(design.treatment.treated) },
    control: { ...shareOf(arms.control), assigned: assigned(design.treatment.control) },
    moved: contrast,
    complierEffect: effect,
    bloom: bloomOf(arms, whole),
    notes: [...notesOfUnknown(arms, column), ...notes, assumptions(column)],
  };
}

const shareOf = ({ n, unknown, mean }: ChosenByArm) => ({ n, unknown, share: mean });

function receivedOfAssigned(
  table: Table,
  received: string | ReceivedLabels,
  column: string,
  { treatment }: TrialDesign,
  label: string,
  who: string,
): TakeUpArm['assigned'] {
  const { codes, levels } = factorColumnOf(table, treatment.column, who);
  const arm = levels.indexOf(label);
  const rows = Uint32Array.from(codes.keys()).filter((row) => codes[row] === arm);
  const values = receivedValues(selectRows(table, [column], rows), received, who);
  const count = (is: (x: number) => boolean): number => values.reduce((sum, x) => sum + Number(is(x)), 0);
  return { tookPart: count((x) => x === 1), didNot: count((x) => x === 0), unknown: count(Number.isNaN) };
}

function receivedValues(sample: Table, received: string | ReceivedLabels, who: string): Float64Array {
  if (typeof received !== 'string') return labelledValues(sample, received, who);
  const column = columnOf(sample, received, who);
  if (column.kind === 'factor') {
    throw new EfficacyError(
      'wrong_column_type',
      `${who} needs 0 and 1 in ${quoted(received)}, which holds labels: name the two, received: { column: ${JSON.stringify(received)}, yes: ..., no: ... }, or declare the column as numbers`,
      { column: received, needed: 'numeric', received: 'factor' },
    );
  }
  return requireZeroOne(column, received, who);
}

function requireZeroOne({ values }: NumericColumn, name: string, who: string): Float64Array {
  const odd = values.find((x) => x !== 0 && x !== 1 && !Number.isNaN(x));
  if (odd === undefined) return values;
  throw new EfficacyError(
    'out_of_domain',
    `${who} needs 0 or 1 in ${quoted(name)}, who took part; got ${odd}: for an amount of use name it as minutes`,
    { column: name, value: odd },
  );
}

function labelledValues(sample: Table, { column, yes, no }: ReceivedLabels, who: string): Float64Array {
  const { codes, levels } = factorColumnOf(sample, column, who);
  const present = new Set(codes);
  const others = levels.filter((label, code) => label !== yes && label !== no && present.has(code));
  if (others.length > 0 || yes === no) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs ${quoted(yes)} or ${quoted(no)}, two labels, in ${quoted(column)}; got also ${listed(others)}`,
      { column, labels: others.slice(0, 100) },
    );
  }
  const one = levels.indexOf(yes);
  return Float64Array.from(codes, (code) => (code === missingCode ? Number.NaN : Number(code === one)));
}

function bloomOf(
  { treatment, control }: { readonly treatment: ChosenByArm; readonly control: ChosenByArm },
  { intentToTreat, level }: { readonly intentToTreat: TestedEstimate; readonly level: number },
): TestedEstimate | null {
  const { estimate: effect, standardError, df } = intentToTreat;
  const complete = treatment.unknown + control.unknown === 0;
  if (control.mean !== 0 || treatment.mean === 0 || standardError === null || !complete) return null;
  const [estimate, spread] = [effect / treatment.mean, standardError / treatment.mean];
  return {
    kind: 'bloom-effect',
    estimate,
    standardError: spread,
    df,
    ...tInference(estimate, spread, df, level),
    unit: 'points',
    method: 'effect of assignment over the share of the treatment arm that took part, taken as known (Bloom)',
    notes: [],
  };
}

const assumptions = (column: string): Note => ({
  code: 'complier_assumptions',
  message: `The effect on compliers is of pupils who take part (${quoted(column)}) if assigned and not otherwise; it needs that assignment works through taking part alone, and keeps nobody from it. The data cannot show either.`,
});
