import type { GroupedComoments } from '../../../aggregate/grouped-comoments.js';
import type { Table } from '../../../columns/table.js';
import { EfficacyError } from '../../../support/errors.js';
import { checkLevel } from '../../../support/interval.js';
import { need } from '../../../support/need.js';
import { requireScale } from '../scale/scale-kind.js';
import { causalRate } from './causal-rate.js';
import type { GrowthPerMinuteOptions } from './growth-options.js';
import type { GrowthPerMinute } from './growth-result.js';
import { marginalRate } from './marginal-rate.js';
import { meanOfRatios } from './mean-of-ratios.js';
import { ratioOfMeans } from './ratio-of-means.js';

/**
 * Growth per minute of use: one of four different numbers, under its own name.
 *
 * - `'ratio-of-means'`: all growth over all minutes of the students who were assigned the product, users or not, and the same with the growth
 *   taken off that comes without it. Descriptive.
 * - `'mean-of-ratios'`: the mean of the students' own rates; refused where anybody has next to no minutes.
 * - `'marginal'`: the slope of gains over minutes among those students, within blocks where named. An association: students chose their minutes.
 * - `'causal'`: the effect of assignment on gains over its effect on minutes, an average over those whose minutes it changed.
 *
 * Rates favour tiny doses: read them beside `totalEffect` and `doses`, and rank no products by them alone.
 *
 * @param from - a row for each student; or (but for the mean of ratios) co-moments by arm, cluster and blocks of the scores, the minutes and the covariates
 * @param options - the estimand and the columns; scores in points, minutes over the same period
 * @returns points for a minute; above 0 where students grew
 * @throws {@link EfficacyError} `wrong_scale` where the scale forbids to subtract; `out_of_domain` without minutes, with negative or too few ones, or for
 * a dose outside those observed; `invalid_argument` where controls used the product and the estimand is not `'causal'`; `zero_variance`,
 * `collinear` where minutes do not vary, `too_few_clusters`, `too_few_observations`, `no_data`, `column_not_found`, `wrong_column_type`
 *
 * @example
 * const columns = { scale: 'vertical', gain: { after: 'post', before: 'pre' }, minutes: 'minutes', cluster: 'school' } as const;
 * const arm = { column: 'arm', treated: 'treatment', control: 'control' };
 * growthPerMinute(table, { estimand: 'ratio-of-means', ...columns, arm }).excess?.perHour;
 *
 * @see Cochran (1977), Sampling Techniques, ch. 6, and Fieller (1954), J. R. Statist. Soc. B 16(2), 175-185, for ratios; Angrist & Imbens (1995), JASA
 * 90(430), 431-442, for what two-stage least squares averages.
 */
export function growthPerMinute(from: Table | GroupedComoments, options: GrowthPerMinuteOptions): GrowthPerMinute {
  const who = 'growthPerMinute';
  const { level = 0.95, scale, sameTest = false, gain, sd } = options;
  checkLevel(who, level);
  requireScale(scale, { operation: typeof gain === 'string' ? 'mean' : 'difference', sameTest }, who);
  need(sd === undefined || (sd > 0 && sd < Infinity), 'invalid_argument', who, 'a standard deviation above 0', sd);
  switch (options.estimand) {
    case 'ratio-of-means':
      return ratioOfMeans(from, options, who);
    case 'mean-of-ratios':
      if (from.kind === 'table') return meanOfRatios(from, options, who);
      throw new EfficacyError(
        'invalid_argument',
        `${who} needs the rows for a mean of ratios; use estimand 'ratio-of-means' with co-moments`,
      );
    case 'marginal':
      return marginalRate(from, options, who);
    case 'causal':
      return causalRate(from, options, who);
    default:
      throw new EfficacyError(
        'invalid_argument',
        `${who} needs an estimand: 'ratio-of-means', 'mean-of-ratios', 'marginal' or 'causal'; got ${(options as { estimand?: unknown }).estimand}`,
      );
  }
}
