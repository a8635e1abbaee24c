import { type Column, type FactorColumn, missingCode } from '../../columns/column.js';
import { isMissingAt } from '../../columns/complete-rows.js';
import { whereIsRow } from '../../columns/line-map.js';
import { columnOf, factorColumnOf, type Table } from '../../columns/table.js';
import type { Note } from '../../support/notes.js';
import { counted, quoted } from '../../support/text.js';
import type { TrialDesign } from './design.js';

/** Rows that an arm lost after assignment, for one reason. */
export interface LeftOut {
  /** The column in which they have no value, or a weight of 0. */
  readonly column: string;
  /** How many. */
  readonly rows: number;
}

/** The rows of one arm: how many were assigned, and which can be analysed. */
export interface ArmRows {
  readonly label: string;
  readonly assigned: number;
  /** Clusters of the assigned rows; null without clusters, or where one of the rows lacks its cluster. */
  readonly assignedClusters: number | null;
  readonly leftOut: readonly LeftOut[];
  /** Rows of the table, from 0, ascending, that lack nothing. */
  readonly rows: readonly number[];
}

/** Rows with another label than the two that are compared. */
export interface OtherArm {
  /** Its label in the treatment column. */
  readonly label: string;
  /** How many. */
  readonly rows: number;
  /** Clusters of these rows; null without clusters, or where one of the rows lacks its cluster. */
  readonly clusters: number | null;
}

/** Every row of the table, sorted into the places where it can be. */
export interface TrialRows {
  readonly total: number;
  readonly treated: ArmRows;
  readonly control: ArmRows;
  /** Rows with another label than the two that are compared. */
  readonly otherArms: readonly OtherArm[];
  /** Rows without a label. */
  readonly noArm: number;
  readonly notes: readonly Note[];
}

/** Sorts the rows of a table into arms, and those of each arm into complete ones and ones that lack something the design needs. */
export function trialRows(table: Table, design: TrialDesign, who: string): TrialRows {
  const { column, treated, control } = design.treatment;
  const arms = factorColumnOf(table, column, who);
  const needed = neededColumns(design).map((name) => ({
    name,
    column: columnOf(table, name, who),
    weight: name === design.weights?.column,
  }));
  const clusters = design.cluster === undefined ? null : factorColumnOf(table, design.cluster, who);
  const clustersOf = (code: number): number | null => (clusters === null ? null : countLabels(arms, code, clusters));
  const where = (row: number): string => whereIsRow(table.lines, row);
  const missing = new Map<string, { rows: number; first: number }>();

  const collect = (label: string): ArmRows => {
    const code = arms.levels.indexOf(label);
    const rows: number[] = [];
    const lacking = needed.map(() => 0);
    let assigned = 0;
    for (let row = 0; row < table.rowCount; row++) {
      if (arms.codes[row] !== code) continue;
      assigned++;
      const first = needed.findIndex((n) => isMissingAt(n.column, row) || (n.weight && isZeroAt(n.column, row)));
      if (first < 0) {
        rows.push(row);
        continue;
      }
      const { name } = needed[first] as (typeof needed)[number];
      const before = missing.get(name);
      lacking[first] = (lacking[first] as number) + 1;
      missing.set(name, { rows: (before?.rows ?? 0) + 1, first: Math.min(before?.first ?? row, row) });
    }
    const leftOut = needed
      .map(({ name }, i) => ({ column: name, rows: lacking[i] as number }))
      .filter((reason) => reason.rows > 0);
    return { label, assigned, assignedClusters: clustersOf(code), leftOut, rows };
  };

  const treatedRows = collect(treated);
  const controlRows = collect(control);
  const notes: Note[] = [...missing].map(([name, { rows, first }]) => ({
    code: 'missing_values',
    message: `${counted(rows, 'row')} of the two arms left out for want of ${quoted(name)}${name === design.weights?.column ? ', missing or 0,' : ''} (the first at ${where(first)}): attrition.`,
  }));
  const noArm = arms.codes.reduce((count, code) => count + Number(code === missingCode), 0);
  if (noArm > 0) {
    const first = where(arms.codes.indexOf(missingCode));
    const [have, are] = noArm === 1 ? ['has', 'is'] : ['have', 'are'];
    notes.push({
      code: 'no_arm',
      message: `${counted(noArm, 'row')} ${have} no label in ${quoted(column)} (the first at ${first}) and ${are} in neither arm.`,
    });
  }
  return {
    total: table.rowCount,
    treated: treatedRows,
    control: controlRows,
    otherArms: otherArms(arms, design, clustersOf),
    noArm,
    notes,
  };
}

/** A unit whose weight is 0 stands for nobody. */
function isZeroAt(column: Column, row: number): boolean {
  return column.kind === 'numeric' && column.values[row] === 0;
}

/** The columns that a row must have to be analysed, the outcome first. */
export function neededColumns(design: TrialDesign): readonly string[] {
  const { outcome, baseline, covariates = [], cluster, block, weights } = design;
  const names = [outcome, baseline, ...covariates, cluster, block, weights?.column];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** The columns that further questions are about: a row that lacks one stays in the effect of assignment. */
export function furtherColumns({ received, minutes, subgroups = [] }: TrialDesign): readonly string[] {
  const names = [typeof received === 'object' ? received.column : received, minutes, ...subgroups];
  return [...new Set(names.filter((name) => name !== undefined))];
}

/** How many labels of `of` the rows of one arm have; null where one of them has none. */
function countLabels(arms: FactorColumn, arm: number, of: FactorColumn): number | null {
  const found = new Set<number>();
  for (const [row, code] of of.codes.entries()) if (arms.codes[row] === arm) found.add(code);
  return found.has(missingCode) ? null : found.size;
}

function otherArms(
  arms: FactorColumn,
  design: TrialDesign,
  clustersOf: (code: number) => number | null,
): TrialRows['otherArms'] {
  const rows = new Float64Array(arms.levels.length);
  for (const code of arms.codes) if (code !== missingCode) rows[code] = (rows[code] as number) + 1;
  return arms.levels
    .map((label, code) => ({ label, rows: rows[code] as number, clusters: clustersOf(code) }))
    .filter(({ label, rows: n }) => n > 0 && label !== design.treatment.treated && label !== design.treatment.control)
    .sort((a, b) => (a.label < b.label ? -1 : 1));
}
