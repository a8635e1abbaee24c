import { type Weights, weightsOf } from '../../aggregate/weights.js';
import { selectRows } from '../../columns/complete-rows.js';
import { factorColumnOf, makeTable, numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { didYouMean, listed, quoted } from '../../support/text.js';
import { analyticRows } from '../regression/analytic-rows.js';

/** Who was assigned to what: a column of labels, and the two labels that are compared. */
export interface TreatmentColumn {
  /** Name of the column. */
  readonly column: string;
  /** The label of the treatment. */
  readonly treated: string;
  /** The label of the control. */
  readonly control: string;
}

/** The rows of both arms that lack nothing. */
export interface TwoArms {
  /** The columns that are needed, and the indicator. */
  readonly table: Table;
  /** Name of a numeric column that is 1 in treatment and 0 in control: `arm=treated`. */
  readonly indicator: string;
  readonly treated: Float64Array;
  readonly nTreatment: number;
  readonly nControl: number;
  readonly notes: readonly Note[];
}

/**
 * The rows of the two arms that are compared and that have a value in all columns needed.
 *
 * @throws {@link EfficacyError} `no_data` for an arm without rows, `invalid_argument` for a label that is not there, `column_not_found`,
 * `wrong_column_type`, `invalid_weight`
 */
export function twoArms(
  data: Table,
  { column, treated, control }: TreatmentColumn,
  needed: readonly string[],
  weights: Weights | undefined,
  who: string,
): TwoArms {
  const arms = factorColumnOf(data, column, who);
  const [one, zero] = [treated, control].map((label) => codeOf(arms.levels, label, column, who));
  if (one === zero) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs two labels to compare in ${quoted(column)}; got ${quoted(treated)} twice`,
      { column, label: treated },
    );
  }
  if (weights !== undefined) weightsOf(data, weights, who);
  const inArms = Uint32Array.from(arms.codes.keys()).filter((row) => {
    const code = arms.codes[row];
    return code === one || code === zero;
  });
  const names = [...new Set([column, ...needed, ...(weights === undefined ? [] : [weights.column])])];
  const compared = inArms.length === data.rowCount ? data : selectRows(data, names, inArms);
  const { table, notes } = analyticRows(compared, [column, ...needed], weights, who);
  const indicator = `${column}=${treated}`;
  const values = Float64Array.from(factorColumnOf(table, column, who).codes, (code) => Number(code === one));
  const nTreatment = values.reduce((sum, z) => sum + z, 0);
  const nControl = values.length - nTreatment;
  for (const [label, n] of [
    [treated, nTreatment],
    [control, nControl],
  ] as const) {
    if (n > 0) continue;
    throw new EfficacyError(
      'no_data',
      `${who} found no complete row of the arm ${quoted(label)} in ${quoted(column)}`,
      {
        column,
        arm: label,
      },
    );
  }
  if (data.columns.has(indicator)) {
    throw new EfficacyError(
      'duplicate_column',
      `${who} makes a column ${quoted(indicator)}, and the table has one of that name; rename it`,
      { column: indicator },
    );
  }
  return {
    table: makeTable([...table.columns, [indicator, { kind: 'numeric', values }]]),
    indicator,
    treated: values,
    nTreatment,
    nControl,
    notes,
  };
}

/** Some rows of both arms. */
export function rowsOf({ table, indicator, notes }: TwoArms, rows: Uint32Array): TwoArms {
  const part = selectRows(table, [...table.columns.keys()], rows);
  const treated = numericColumnOf(part, indicator, 'rowsOf').values;
  const nTreatment = treated.reduce((sum, z) => sum + z, 0);
  return { table: part, indicator, treated, nTreatment, nControl: rows.length - nTreatment, notes };
}

function codeOf(levels: readonly string[], label: string, column: string, who: string): number {
  const code = levels.indexOf(label);
  if (code >= 0) return code;
  throw new EfficacyError(
    'invalid_argument',
    `${who} finds no row with the label ${quoted(label)} in ${quoted(column)}; there are ${listed(levels)}.${didYouMean(label, levels)}`,
    { column, label, labels: levels.slice(0, 100) },
  );
}
