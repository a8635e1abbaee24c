import { whereIsRow } from '../../../columns/line-map.js';
import { columnOf, factorColumnOf, numericColumnOf, type Table } from '../../../columns/table.js';
import { EfficacyError } from '../../../support/errors.js';
import { need, needDistinct } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { quoted } from '../../../support/text.js';
import { analyticRows } from '../../regression/analytic-rows.js';

/** The columns of an analysis of a dose that students chose. */
export interface ChosenDoseColumns {
  /** Amount received, such as minutes: a numeric column, 0 for who received none. */
  readonly dose: string;
  /** Outcome or gain: a numeric column. */
  readonly response: string;
  /** What varies together, such as the school: a label column. */
  readonly cluster?: string;
}

/** Students with everything that an analysis needs. */
export interface ChosenDose {
  /** Complete rows only. */
  readonly table: Table;
  /** Of each of them, 0 or more. */
  readonly dose: Float64Array;
  readonly response: Float64Array;
  /** Number of the cluster of each row, without gaps; null without clusters. */
  readonly clusters: Uint32Array | null;
  readonly clusterCount: number | null;
  /** What was left out. */
  readonly notes: readonly Note[];
}

/** Refuses what is no list of columns or terms. */
export function needNames(names: unknown, who: string, what: string): void {
  const fine = Array.isArray(names) && names.every((name) => typeof name === 'string');
  need(fine, 'invalid_argument', who, `${what}: a list of names`, Array.isArray(names) ? 'others' : names);
}

/** Refuses columns that are not named. */
export function needColumns({ dose, response, cluster = '' }: ChosenDoseColumns, who: string): void {
  const odd: unknown = [dose, response, cluster].find((name) => typeof name !== 'string');
  const named = [dose, response, cluster].every((name) => typeof name === 'string');
  need(named, 'invalid_argument', who, 'names of columns for dose, response and cluster', odd);
}

/**
 * Reads doses, responses and clusters from the complete rows of a table.
 *
 * @param others - other columns that a row needs
 * @throws {@link EfficacyError} `column_not_found`, `wrong_column_type`, `no_data`, `out_of_domain` for a dose below 0, `zero_variance` for one
 * dose only or one response only, `too_few_clusters`
 */
export function chosenDose(
  data: Table,
  { dose, response, cluster }: ChosenDoseColumns,
  others: readonly string[],
  who: string,
): ChosenDose {
  needColumns({ dose, response, ...(cluster === undefined ? {} : { cluster }) }, who);
  const { values } = numericColumnOf(data, dose, who);
  numericColumnOf(data, response, who);
  if (cluster !== undefined) factorColumnOf(data, cluster, who);
  for (const name of others) columnOf(data, name, who);
  const low = values.findIndex((x) => x < 0);
  need(
    low < 0,
    'out_of_domain',
    who,
    `doses of 0 or more in ${quoted(dose)}`,
    `${values[low]} in ${whereIsRow(data.lines, low)}`,
    { column: dose, row: low + 1, value: values[low] },
  );
  needDistinct([...new Set(others), dose, response], who);
  const needed = [dose, response, ...(cluster === undefined ? [] : [cluster]), ...others];
  const { table, notes } = analyticRows(data, needed, undefined, who);
  const doses = numericColumnOf(table, dose, who).values;
  const responses = numericColumnOf(table, response, who).values;
  const varies = (x: Float64Array): boolean => x.some((value) => value !== x[0]);
  need(varies(doses), 'zero_variance', who, 'at least two different doses', `${doses[0]} only`);
  need(varies(responses), 'zero_variance', who, 'responses that vary', `${responses[0]} only`);
  if (cluster === undefined)
    return { table, dose: doses, response: responses, clusters: null, clusterCount: null, notes };
  const { codes } = factorColumnOf(table, cluster, who);
  const ids = new Map<number, number>();
  const clusters = codes.map((code) => {
    const id = ids.get(code) ?? ids.size;
    ids.set(code, id);
    return id;
  });
  if (ids.size < 2) {
    throw new EfficacyError(
      'too_few_clusters',
      `${who} needs at least 2 clusters in ${quoted(cluster)}, got ${ids.size}`,
    );
  }
  const alone: Note = {
    code: 'clusters_of_one',
    message: `Each cluster of ${quoted(cluster)} has one student: students are in effect taken as independent; name what they share, such as the school.`,
  };
  const remarks = ids.size === doses.length ? [...notes, alone] : notes;
  return { table, dose: doses, response: responses, clusters, clusterCount: ids.size, notes: remarks };
}
