import { checkWeightKind, type Weights } from '../../aggregate/weights.js';
import { type LineMap, lineOfRow } from '../../columns/line-map.js';
import { EfficacyError } from '../../support/errors.js';
import { quoted } from '../../support/text.js';

/**
 * Checks weights batch by batch, as `weightsOf` does for a whole column.
 *
 * @throws {@link EfficacyError} `invalid_argument` for an unknown kind; `invalid_weight` for a negative or missing weight, a fractional frequency, or at the end when all are 0
 */
export function weightCheck(
  weights: Weights,
  lines: LineMap,
  who: string,
): { add(values: Float64Array, rows: number): void; end(): void } {
  checkWeightKind(weights, who);
  const { column, kind } = weights;
  let before = 0;
  let positive = 0;
  return {
    add(values, rows) {
      for (let row = 0; row < rows; row++) {
        const weight = values[row] as number;
        if (weight > 0) positive++;
        if (weight >= 0 && (kind !== 'frequency' || Number.isInteger(weight))) continue;
        const line = lineOfRow(lines, before + row);
        throw new EfficacyError(
          'invalid_weight',
          `${who} needs ${kind === 'frequency' ? 'whole ' : ''}weights of 0 or more in ${quoted(column)}; line ${line} has ${Number.isNaN(weight) ? 'none' : weight}`,
          { column, line, weight: Number.isNaN(weight) ? null : weight },
        );
      }
      before += rows;
    },
    end() {
      if (positive > 0) return;
      const message = `${who} needs some weight above 0 in ${quoted(column)}; all ${before} are 0`;
      throw new EfficacyError('invalid_weight', message, { column });
    },
  };
}
