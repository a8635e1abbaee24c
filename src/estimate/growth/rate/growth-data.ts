import { type GroupedComoments, groupComoments } from '../../../aggregate/group-comoments.js';
import { selectComoments } from '../../../aggregate/select-comoments.js';
import { makeTable, numericColumnOf, type Table } from '../../../columns/table.js';
import { EfficacyError } from '../../../support/errors.js';
import { need, needDistinct } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { listed, quoted } from '../../../support/text.js';
import { analyticRows } from '../../regression/analytic-rows.js';
import { partsOfTerm } from '../../regression/terms.js';
import type { TreatmentColumn } from '../../trial/two-arms.js';
import { twoArms } from '../../trial/two-arms.js';
import { keepGroups, refuseTaken, withCombination, withIndicator } from './comoment-columns.js';
import type { GainColumns, GrowthColumns } from './growth-options.js';

/** The rows, or co-moments, that a growth rate is made of, with the columns that it needs. */
export interface GrowthData {
  /** With the gain and, where there are arms, the indicator of treatment as columns. */
  readonly source: Table | GroupedComoments;
  /** Name of the gain. */
  readonly gain: string;
  /** Name of the column of minutes. */
  readonly minutes: string;
  /** Name of a column that is 1 in treatment and 0 in control; null without arms. */
  readonly indicator: string | null;
  /** What was left out. */
  readonly notes: readonly Note[];
}

/** What of the options says which data are needed. */
export interface GrowthDataOptions extends Pick<GrowthColumns, 'gain' | 'minutes' | 'cluster'> {
  /** As in the options of the rate. */
  readonly arm?: TreatmentColumn;
  /** As in the options of the rate. */
  readonly within?: string;
  /** As in the options of the rate. */
  readonly covariates?: readonly string[];
}

/**
 * Takes the rows that are complete, or the groups of the arms that are compared, and adds the gain and the indicator of treatment.
 *
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`, `no_data`, `invalid_argument`, `out_of_domain` for minutes below 0
 */
export function growthData(from: Table | GroupedComoments, options: GrowthDataOptions, who: string): GrowthData {
  needDistinct([...columnsOfGain(options.gain), options.minutes], who);
  return from.kind === 'table' ? fromRows(from, options, who) : fromComoments(from, options, who);
}

const nameOfGain = (gain: GainColumns): string => (typeof gain === 'string' ? gain : `${gain.after} - ${gain.before}`);
const columnsOfGain = (gain: GainColumns): readonly string[] =>
  typeof gain === 'string' ? [gain] : [gain.after, gain.before];

function fromRows(from: Table, options: GrowthDataOptions, who: string): GrowthData {
  const { gain, minutes, arm, cluster, within, covariates = [] } = options;
  for (const name of [...columnsOfGain(gain), minutes]) numericColumnOf(from, name, who);
  const labels = [cluster, within].filter((name) => name !== undefined);
  const sources = covariates.flatMap((term) => partsOfTerm(from, term, who));
  const needed = [...new Set([...columnsOfGain(gain), minutes, ...labels, ...sources])];
  const { table, notes, indicator } =
    arm === undefined
      ? { ...analyticRows(from, needed, undefined, who), indicator: null }
      : twoArms(from, arm, needed, undefined, who);
  refuseNegative(numericColumnOf(table, minutes, who).values, minutes, who);
  const name = nameOfGain(gain);
  if (typeof gain === 'string') return { source: table, gain: name, minutes, indicator, notes };
  const [after, before] = columnsOfGain(gain).map((column) => numericColumnOf(table, column, who).values);
  refuseTaken(name, [...table.columns.keys()], who);
  const values = after!.map((x, i) => x - before![i]!);
  const source = makeTable([...table.columns, [name, { kind: 'numeric', values }]]);
  return { source, gain: name, minutes, indicator, notes };
}

function fromComoments(from: GroupedComoments, options: GrowthDataOptions, who: string): GrowthData {
  const { gain, minutes, arm, covariates = [] } = options;
  const chosen = selectComoments(from, [...new Set([...columnsOfGain(gain), minutes, ...covariates])], who);
  const groups = arm === undefined ? filled(chosen) : ofArms(chosen, arm, who);
  refuseNegative(groups.means[groups.of.indexOf(minutes)]!, minutes, who);
  const withGain =
    typeof gain === 'string'
      ? groups
      : withCombination(groups, nameOfGain(gain), [gain.after, 1], [gain.before, -1], who);
  const indicator = arm === undefined ? null : `${arm.column}=${arm.treated}`;
  const source = arm === undefined ? withGain : withIndicator(withGain, arm, indicator!, who);
  return { source, gain: nameOfGain(gain), minutes, indicator, notes: notesOfRows(from) };
}

/** How many rows co-moments do not have. */
export function notesOfRows({ leftOut: { incomplete, noGroup } }: GroupedComoments): readonly Note[] {
  const lost = incomplete + noGroup;
  if (lost === 0) return [];
  return [{ code: 'rows_left_out', message: `Rows left out when the co-moments were made: ${lost}.` }];
}

/** The co-moments behind a growth rate, by arm, cluster and whatever else they were grouped by. */
export function comomentsOfGrowth(
  { source }: GrowthData,
  by: readonly (string | null | undefined)[],
  of: readonly string[],
  who: string,
): GroupedComoments {
  const keys = [...new Set(by.filter((name) => name !== undefined && name !== null))];
  if (source.kind === 'table') return groupComoments(source, { by: keys, of });
  const missing = keys.find((name) => !source.by.includes(name));
  if (missing === undefined) return selectComoments(source, of, who);
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs co-moments grouped by ${quoted(missing)}; these are grouped by ${listed(source.by)}`,
    { column: missing, by: source.by },
  );
}

/** A name for a column that is made: the wanted one, with blanks after it while a column has that name. */
export function freeName(table: Table, wanted: string): string {
  return table.columns.has(wanted) ? freeName(table, `${wanted} `) : wanted;
}

function refuseNegative(minutes: Float64Array, column: string, who: string): void {
  const least = minutes.reduce((a, b) => Math.min(a, b), 0);
  need(least >= 0, 'out_of_domain', who, `minutes of 0 or more in ${quoted(column)}`, least);
}

function filled(comoments: GroupedComoments): GroupedComoments {
  return keepGroups(comoments, (g) => comoments.n[g]! > 0);
}

function ofArms(
  comoments: GroupedComoments,
  { column, treated, control }: TreatmentColumn,
  who: string,
): GroupedComoments {
  const key = comoments.keys[comoments.by.indexOf(column)];
  if (key === undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs co-moments grouped by ${quoted(column)}; these are grouped by ${listed(comoments.by)}`,
      { column, by: comoments.by },
    );
  }
  const codes = [treated, control].map((label) => key.levels.indexOf(label));
  const fits = treated !== control && !codes.includes(-1);
  const what = `two labels to compare among ${listed(key.levels)} in ${quoted(column)}`;
  need(fits, 'invalid_argument', who, what, `${quoted(treated)} and ${quoted(control)}`);
  return keepGroups(comoments, (g) => comoments.n[g]! > 0 && codes.includes(key.codes[g]!));
}
