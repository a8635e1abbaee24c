import { moments, variance } from '../../aggregate/moments.js';
import { selectRows } from '../../columns/complete-rows.js';
import { numericColumnOf, type Table } from '../../columns/table.js';
import { ancovaGain } from '../../estimate/growth/gain/ancova-gain.js';
import { ceilingAndFloor } from '../../estimate/growth/gain/ceiling-and-floor.js';
import { type MeanGain, meanGain } from '../../estimate/growth/gain/mean-gain.js';
import { shareAtDose } from '../../estimate/growth/minutes/share-at-dose.js';
import { growthPerMinute } from '../../estimate/growth/rate/growth-per-minute.js';
import type { GrowthPerMinute } from '../../estimate/growth/rate/growth-result.js';
import { requireScale } from '../../estimate/growth/scale/scale-kind.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { quoted } from '../../support/text.js';
import type { GrowthDesign } from './design.js';
import { growthRows, type RowsOfArm } from './growth-rows.js';
import type { GrowthArm, GrowthSummary } from './summary.js';

/**
 * How much students grew, how much of it is more than they would have grown anyway, and for how many minutes.
 *
 * @param table - a row for each student who was offered the product or stands in its control arm, users or not
 * @param design - what the columns are, what the scores mean, how many weeks lie between the tests
 * @returns gains of both arms, the growth rates that this design can answer, each under its own name, and how many students reached each dose
 * @throws {@link EfficacyError} `wrong_scale` for scores that may not be subtracted; `no_data`, `too_few_observations` for an arm without students;
 * `out_of_domain` for negative minutes or weeks; `column_not_found`, `wrong_column_type`. A single rate that cannot be had is null, with a note.
 *
 * @example
 * growthSummary(table, { scale: 'vertical', before: 'fall', after: 'spring', minutes: 'minutes', weeks: 24, expected: 8.5 }).rates.ratioOfMeans;
 */
export function growthSummary(table: Table, design: GrowthDesign): GrowthSummary {
  const who = 'growthSummary';
  const { scale, sameTest = false, weeks, treatment, expected, doses = [45], range, level = 0.95 } = design;
  checkLevel(who, level);
  requireScale(scale, { operation: 'difference', sameTest }, who);
  need(weeks > 0 && weeks < Number.POSITIVE_INFINITY, 'out_of_domain', who, 'weeks between the tests above 0', weeks);
  const rows = growthRows(table, design, who);
  const notes: Note[] = [];
  const valuesOf = ({ rows: chosen }: RowsOfArm, name: string): Float64Array => {
    const { values } = numericColumnOf(table, name, who);
    return Float64Array.from(chosen, (row) => values[row] as number);
  };
  const armOf = (arm: RowsOfArm): GrowthArm => {
    const gainOf = (): MeanGain =>
      meanGain(
        { before: valuesOf(arm, design.before), after: valuesOf(arm, design.after) },
        { scale, sameTest, level },
      );
    return {
      label: arm.label,
      assigned: arm.assigned,
      n: arm.rows.length,
      leftOut: arm.leftOut,
      gain: orNote(gainOf, 'no_gain', notes),
      minutesPerWeek: moments(valuesOf(arm, design.minutes)).mean / weeks,
    };
  };
  const used = [rows.treatment, rows.control].filter((arm) => arm !== null);
  for (const arm of used) {
    const negative = valuesOf(arm, design.minutes).find((minutes) => minutes < 0);
    need(negative === undefined, 'out_of_domain', who, `minutes of 0 or more in ${quoted(design.minutes)}`, negative);
  }
  if (range !== undefined)
    refuseOutside(
      used.flatMap((arm) => [...valuesOf(arm, design.after)]),
      range,
      design.after,
      who,
    );
  const sd = sdWithin(used.map((arm) => valuesOf(arm, design.after)));
  const analysed = selectRows(table, rows.columns, Uint32Array.from(used.flatMap((arm) => [...arm.rows])).sort());
  const { cluster, block } = design;
  const common = {
    scale,
    sameTest,
    gain: { after: design.after, before: design.before },
    minutes: design.minutes,
    level,
    ...(sd > 0 && { sd }),
    ...(cluster !== undefined && { cluster }),
  };
  const against = {
    ...(treatment !== undefined && { arm: treatment }),
    ...(expected !== undefined && { expected }),
  };
  const within = block === undefined ? {} : { within: block };
  const rate = (make: () => GrowthPerMinute): GrowthPerMinute | null => orNote(make, 'no_rate', notes);
  const rates = {
    causal:
      treatment === undefined
        ? null
        : rate(() =>
            growthPerMinute(analysed, {
              estimand: 'causal',
              ...common,
              gain: design.after,
              covariates: [design.before],
              arm: treatment,
              ...within,
            }),
          ),
    ratioOfMeans: rate(() => growthPerMinute(analysed, { estimand: 'ratio-of-means', ...common, ...against })),
    marginal: rate(() => growthPerMinute(analysed, { estimand: 'marginal', ...common, ...against, ...within })),
  };
  const ancova =
    treatment === undefined
      ? null
      : orNote(
          () =>
            ancovaGain(analysed, {
              scale,
              sameTest,
              before: design.before,
              after: design.after,
              arm: treatment,
              level,
              ...(cluster !== undefined && { cluster }),
              ...within,
            }),
          'no_ancova_gain',
          notes,
        );
  const headline = rates.causal !== null ? 'causal' : rates.ratioOfMeans !== null ? 'ratioOfMeans' : null;
  const perWeek = valuesOf(rows.treatment, design.minutes).map((minutes) => minutes / weeks);
  const summary = {
    kind: 'growth-summary',
    interpretation: (headline === null ? null : rates[headline])?.interpretation ?? 'descriptive',
    headline,
    treatment: armOf(rows.treatment),
    control: rows.control === null ? null : armOf(rows.control),
    noArm: rows.noArm,
    ancova,
    rates,
    doses: shareAtDose(perWeek, doses, { level }),
    ends:
      range === undefined
        ? null
        : ceilingAndFloor(
            used.flatMap((arm) => [...valuesOf(arm, design.after)]),
            range,
            { level },
          ),
    sd,
    weeks,
    level,
  } as const;
  return { ...summary, notes: withoutRepeats([...notes, ...(summary.ends?.notes ?? [])]) };
}

/** Errors of what was asked, not of what the data allow. */
const ofTheDesign: readonly string[] = ['column_not_found', 'wrong_column_type', 'wrong_scale'];

/** What something gives, or null and a note of why it gives nothing. Faults of this program are thrown. */
function orNote<T>(make: () => T, code: string, notes: Note[]): T | null {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof EfficacyError) || ofTheDesign.includes(error.code)) throw error;
    notes.push({ code, message: `${error.message}.` });
    return null;
  }
}

/** Refuses scores that the later test cannot give. */
function refuseOutside(
  scores: readonly number[],
  [lowest, highest]: readonly [number, number],
  column: string,
  who: string,
): void {
  const odd = scores.find((score) => score < lowest || score > highest);
  const what = `${quoted(column)} between ${lowest} and ${highest}`;
  need(odd === undefined, 'out_of_domain', who, what, odd, { column, value: odd });
}

/** Standard deviation of scores around the mean of their arm. */
function sdWithin(arms: readonly Float64Array[]): number {
  const groups = arms.map((scores) => moments(scores));
  const df = groups.reduce((sum, { n }) => sum + n - 1, 0);
  return Math.sqrt(groups.reduce((sum, group) => sum + variance(group) * (group.n - 1), 0) / df);
}

const withoutRepeats = (notes: readonly Note[]): readonly Note[] =>
  notes.filter((note, i) => notes.findIndex(({ message }) => message === note.message) === i);
