import { isMissingAt } from '../../columns/complete-rows.js';
import { numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { quoted } from '../../support/text.js';
import { type TreatmentColumn, twoArms } from '../trial/two-arms.js';

/** Everyone who was assigned to the two arms, with an outcome or without. */
export interface ArmsWithMissing {
  /** The rows of both arms, with the columns that were needed. */
  readonly table: Table;
  /** Where each of them stands in the data, from 0. */
  readonly rows: Uint32Array;
  /** 1 in treatment, 0 in control. */
  readonly treated: Float64Array;
  /** NaN where it is missing. */
  readonly outcome: Float64Array;
  readonly treatment: ArmResponse;
  readonly control: ArmResponse;
  readonly notes: readonly Note[];
}

/** How many of an arm have an outcome. */
export interface ArmResponse {
  /** Rows assigned. */
  readonly assigned: number;
  /** Rows with an outcome. */
  readonly observed: number;
  /** Share of the rows assigned that have an outcome, from 0 to 1. */
  readonly share: number;
}

/** A column that no file has. */
const rowNumber = '\u0000row';

/**
 * The rows of two arms, whether they have an outcome or not.
 *
 * @param needed - label or numeric columns that every row must have; rows without are left out, with a note
 * @throws {@link EfficacyError} as `twoArms`; `no_data` for an arm without any outcome, `too_few_observations` for one with a single outcome
 */
export function armsWithMissing(
  data: Table,
  { outcome, treatment }: { readonly outcome: string; readonly treatment: TreatmentColumn },
  needed: readonly string[],
  who: string,
): ArmsWithMissing {
  const { values } = numericColumnOf(data, outcome, who);
  const numbers = Float64Array.from({ length: data.rowCount }, (_, row) => row);
  const numbered = new Map(data.columns).set(rowNumber, { kind: 'numeric', values: numbers });
  const arms = twoArms({ ...data, columns: numbered }, treatment, [rowNumber, ...needed], undefined, who);
  const rows = Uint32Array.from(numericColumnOf(arms.table, rowNumber, who).values);
  const found = Float64Array.from(rows, (row) =>
    isMissingAt({ kind: 'numeric', values }, row) ? Number.NaN : values[row]!,
  );
  const response = (arm: 0 | 1, label: string): ArmResponse => {
    const assigned = arm === 1 ? arms.nTreatment : arms.nControl;
    const observed = found.reduce((sum, y, i) => sum + Number(arms.treated[i] === arm && !Number.isNaN(y)), 0);
    if (observed < 2) {
      throw new EfficacyError(
        observed === 0 ? 'no_data' : 'too_few_observations',
        `${who} needs at least 2 outcomes in each arm; ${quoted(label)} has ${observed} of ${assigned}`,
        { arm: label, assigned, observed },
      );
    }
    return { assigned, observed, share: observed / assigned };
  };
  return {
    table: arms.table,
    rows,
    treated: arms.treated,
    outcome: found,
    treatment: response(1, treatment.treated),
    control: response(0, treatment.control),
    notes: arms.notes,
  };
}

/** The outcomes of an arm, without missing ones, among some rows. */
export function observedOf(
  { treated, outcome }: ArmsWithMissing,
  arm: 0 | 1,
  among: (row: number) => boolean,
): Float64Array {
  return outcome.filter((y, i) => treated[i] === arm && !Number.isNaN(y) && among(i));
}
