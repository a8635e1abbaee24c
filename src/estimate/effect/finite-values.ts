import { EfficacyError } from '../../support/errors.js';

/**
 * A copy of the values of a group, for measures that need each of them.
 *
 * @param group - its name, for messages
 * @throws {@link EfficacyError} `invalid_argument` for a summary or anything else that is no array, `no_data`, `not_finite`
 */
export function finiteValues(who: string, group: string, values: ArrayLike<number>): Float64Array {
  if (typeof values !== 'object' || values === null || !Number.isInteger(values.length)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs ${group} as an array of values; got ${values === null ? 'null' : typeof values}`,
      {
        arm: group,
      },
    );
  }
  if (values.length === 0) throw new EfficacyError('no_data', `${who} needs values; ${group} has none`, { arm: group });
  for (let i = 0; i < values.length; i++) {
    if (Number.isFinite(values[i])) continue;
    throw new EfficacyError(
      'not_finite',
      `${who} needs finite values; index ${i} of ${group} is ${String(values[i])}; leave missing values out first`,
      { arm: group, first: i },
    );
  }
  return Float64Array.from(values);
}
