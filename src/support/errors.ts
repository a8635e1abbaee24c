/**
 * What went wrong, as a word that a program can rely on. The message may be reworded between releases; the code may not.
 */
export type EfficacyErrorCode =
  | 'aborted'
  | 'collinear'
  | 'column_not_found'
  | 'convergence_failed'
  | 'duplicate_column'
  | 'duplicate_row'
  | 'inconsistent_counts'
  | 'invalid_aggregate'
  | 'invalid_argument'
  | 'invalid_csv'
  | 'invalid_number'
  | 'invalid_weight'
  | 'length_mismatch'
  | 'missing_sign'
  | 'missing_package'
  | 'no_data'
  | 'not_finite'
  | 'out_of_domain'
  | 'overflow'
  | 'separation'
  | 'too_few_clusters'
  | 'too_few_observations'
  | 'unbalanced_design'
  | 'underflow'
  | 'worker_failed'
  | 'wrong_column_type'
  | 'wrong_file'
  | 'wrong_scale'
  | 'wrong_standardizer'
  | 'zero_cell'
  | 'zero_variance';

/**
 * The one error class of this library.
 *
 * @example
 * try {
 *   hedgesG([1, 1], [2, 2]);
 * } catch (error) {
 *   if (error instanceof EfficacyError && error.code === 'zero_variance') offerRawDifference();
 *   else throw error;
 * }
 */
export class EfficacyError extends Error {
  /** Always `'EfficacyError'`. */
  override readonly name: string = 'EfficacyError';
  /** Part of the contract; the message is not. */
  readonly code: EfficacyErrorCode;
  /** What was expected and what arrived, for programs: plain JSON values. */
  readonly detail: Readonly<Record<string, unknown>>;

  /**
   * @param code - the stable word for what went wrong
   * @param message - starts with the public name; says what was needed, what came, and what to do
   * @param detail - the same facts as values
   */
  constructor(code: EfficacyErrorCode, message: string, detail: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}
