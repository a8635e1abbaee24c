import { completeRows, selectRows } from '../../columns/complete-rows.js';
import { factorColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { needDistinct } from '../../support/need.js';
import { labelsThere, quoted } from '../../support/text.js';
import type { GrowthDesign } from './design.js';

/** The rows of an arm. */
export interface RowsOfArm {
  readonly label: string | null;
  readonly assigned: number;
  /** Numbers of the rows that lack nothing, from 0, ascending. */
  readonly rows: Uint32Array;
  readonly leftOut: readonly { readonly column: string; readonly rows: number }[];
}

/** Every row of a table in the place where it can be. */
export interface GrowthRows {
  readonly treatment: RowsOfArm;
  readonly control: RowsOfArm | null;
  readonly noArm: number;
  /** The columns that the design names. */
  readonly columns: readonly string[];
}

/** Sorts the rows of a table into arms, and leaves out those that lack what the design needs. */
export function growthRows(table: Table, design: GrowthDesign, who: string): GrowthRows {
  const { treatment, before, after, minutes, block, cluster } = design;
  needDistinct([before, after, minutes], who);
  const columns = [before, after, minutes, block, cluster, treatment?.column].filter((name) => name !== undefined);
  const of = (label: string | null, inArm: Uint32Array): RowsOfArm => {
    const { rows: complete, leftOut } = completeRows(selectRows(table, columns, inArm), columns, who);
    if (complete.length < 2) {
      throw new EfficacyError(
        complete.length === 0 ? 'no_data' : 'too_few_observations',
        `${who} needs at least 2 students${label === null ? '' : ` in ${quoted(label)}`} with both scores and minutes; got ${complete.length} of ${inArm.length}`,
        { label, rows: inArm.length, complete: complete.length },
      );
    }
    return {
      label,
      assigned: inArm.length,
      rows: complete.map((row) => inArm[row] as number),
      leftOut: leftOut.filter((reason) => reason.rows > 0),
    };
  };
  const all = Uint32Array.from({ length: table.rowCount }, (_, row) => row);
  if (treatment === undefined) return { treatment: of(null, all), control: null, noArm: 0, columns };

  const arms = factorColumnOf(table, treatment.column, who);
  const rowsOf = (label: string): Uint32Array => {
    const code = arms.levels.indexOf(label);
    if (code >= 0) return all.filter((row) => arms.codes[row] === code);
    throw new EfficacyError(
      'no_data',
      `${who} found no row labelled ${quoted(label)} in ${quoted(treatment.column)}, which has ${labelsThere(arms.levels)}`,
      { column: treatment.column, wanted: label, labels: arms.levels.slice(0, 100) },
    );
  };
  const inTreatment = rowsOf(treatment.treated);
  const inControl = rowsOf(treatment.control);
  return {
    treatment: of(treatment.treated, inTreatment),
    control: of(treatment.control, inControl),
    noArm: table.rowCount - inTreatment.length - inControl.length,
    columns,
  };
}
