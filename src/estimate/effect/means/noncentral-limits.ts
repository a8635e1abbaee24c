import { type Noncentrality, noncentralityIntervalOfT } from '../../../numeric/noncentrality/index.js';
import { EfficacyError } from '../../../support/errors.js';

/**
 * The noncentrality of one limit, which may be 0 where no other has the probability asked for.
 *
 * @throws {@link EfficacyError} `convergence_failed`
 */
export function noncentralLimit(who: string, { ncp, status }: Pick<Noncentrality, 'ncp' | 'status'>): number {
  if (status !== 'not_converged') return ncp;
  throw new EfficacyError('convergence_failed', `${who} found no noncentral limit; the statistic is too large for one`);
}

/** Both limits of the noncentrality of t, at the level. @throws as {@link noncentralLimit} */
export function noncentralLimitsOfT(
  who: string,
  t: number,
  df: number,
  level: number,
): { readonly lower: number; readonly upper: number } {
  const { lower, upper, status } = noncentralityIntervalOfT(t, df, level);
  return {
    lower: noncentralLimit(who, { ncp: lower, status: status.lower }),
    upper: noncentralLimit(who, { ncp: upper, status: status.upper }),
  };
}
