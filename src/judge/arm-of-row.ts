import { factorColumnOf, type Table } from '../columns/table.js';
import type { TreatmentColumn } from '../estimate/trial/two-arms.js';
import { EfficacyError } from '../support/errors.js';
import { didYouMean, listed, quoted } from '../support/text.js';

/** One of two arms. */
export type Arm = 'treatment' | 'control';

/**
 * Tells the arm of a row of a table; null for rows of neither.
 *
 * @throws {@link EfficacyError} `invalid_argument` for a label that is not there or stands for both arms, `column_not_found`,
 * `wrong_column_type`
 */
export function armOfRow(
  table: Table,
  { column, treated, control }: TreatmentColumn,
  who: string,
): (row: number) => Arm | null {
  const { codes, levels } = factorColumnOf(table, column, who);
  const codeOf = (label: string): number => {
    const code = levels.indexOf(label);
    if (code >= 0) return code;
    throw new EfficacyError(
      'invalid_argument',
      `${who} finds no row with the label ${quoted(label)} in ${quoted(column)}; there are ${listed(levels)}.${didYouMean(label, levels)}`,
      { column, label, labels: levels.slice(0, 100) },
    );
  };
  const [one, zero] = [codeOf(treated), codeOf(control)];
  if (one === zero) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs two labels to compare in ${quoted(column)}; got ${quoted(treated)} twice`,
      { column, label: treated },
    );
  }
  return (row) => (codes[row] === one ? 'treatment' : codes[row] === zero ? 'control' : null);
}
