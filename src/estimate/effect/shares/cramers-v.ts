import { type Association, type AssociationOptions, association } from './chi-squared-association.js';

/**
 * Cramér's V: how closely the rows and columns of a table of counts go together, from 0 to 1.
 *
 * @param table - rows of whole counts, two or more of each, no row or column empty
 * @returns the bias-corrected V unless asked otherwise; it has no sign
 * @throws {@link EfficacyError} `invalid_argument` for another shape, `zero_variance` for an empty row or column
 *
 * @example
 * cramersV([[48, 22], [30, 45]]).estimate; // 0.275
 *
 * @see Cramér (1946), Mathematical Methods of Statistics, section 21.9; Bergsma (2013), Journal of the Korean Statistical Society 42(3),
 * 323-328 (correction); Smithson (2003), Confidence Intervals, chapter 4 (limits).
 */
export function cramersV(table: readonly (readonly number[])[], options: AssociationOptions = {}): Association {
  return association('cramersV', 'cramers-v', "Cramér's V", table, options, (rows, columns, n, biasCorrected) => {
    const fewest = Math.min(rows, columns);
    return fewest - 1 - (biasCorrected ? (fewest - 1) ** 2 / (n - 1) : 0);
  });
}

/**
 * Phi of a table of counts, √(χ²/n): for two by two, the size of the {@link phiCoefficient}; for larger tables it is cut at 1.
 *
 * @param table - rows of whole counts, two or more of each, no row or column empty
 * @returns the bias-corrected phi unless asked otherwise; it has no sign
 * @throws {@link EfficacyError} as {@link cramersV}
 *
 * @example
 * contingencyPhi([[48, 22], [30, 45]]).estimate; // 0.274
 *
 * @see Bergsma (2013), Journal of the Korean Statistical Society 42(3), 323-328 (correction); Smithson (2003), Confidence Intervals,
 * chapter 4 (limits).
 */
export function contingencyPhi(table: readonly (readonly number[])[], options: AssociationOptions = {}): Association {
  return association('contingencyPhi', 'contingency-phi', 'phi', table, options, () => 1);
}
