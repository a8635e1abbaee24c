import { whereIsRow } from '../../columns/line-map.js';
import { numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';
import type { AssignableUnits } from './assignable-units.js';

/**
 * Covariates of the units, unit by unit: of a cluster the means of its rows.
 *
 * @throws {@link EfficacyError} `invalid_argument` without a covariate, `no_data` where a row has no value, `column_not_found`,
 * `wrong_column_type`
 */
export function unitCovariates(
  table: Table,
  { names, unitOfRow }: Pick<AssignableUnits, 'names' | 'unitOfRow'>,
  covariates: readonly string[],
  who: string,
): Float64Array {
  const k = covariates.length;
  if (k === 0) throw new EfficacyError('invalid_argument', `${who} needs at least one covariate to balance; got none`);
  const means = new Float64Array(names.length * k);
  covariates.forEach((covariate, j) => {
    const { values } = numericColumnOf(table, covariate, who);
    const rows = new Float64Array(names.length);
    values.forEach((value, row) => {
      if (Number.isNaN(value)) {
        throw new EfficacyError(
          'no_data',
          `${who} needs every covariate of every row; ${quoted(covariate)} is missing in ${whereIsRow(table.lines, row)}: fill it in before assignment (a mean and an indicator of what was missing will do)`,
          { column: covariate, row: row + 1 },
        );
      }
      const unit = unitOfRow[row]!;
      rows[unit]!++;
      means[unit * k + j]! += (value - means[unit * k + j]!) / rows[unit]!;
    });
  });
  return means;
}
