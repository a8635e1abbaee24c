import { isMissingAt } from '../../columns/complete-rows.js';
import { columnOf, makeTable, numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import type { Note } from '../../support/notes.js';
import { counted, listed } from '../../support/text.js';
import { assignedClusters } from '../trial/assigned-clusters.js';
import { twoArmedBlocks } from '../trial/blocks.js';
import { type TreatmentColumn, twoArms } from '../trial/two-arms.js';
import { type AssignableUnits, assignableUnits } from './assignable-units.js';
import type { AssignmentSpace, BalanceLimit } from './assignments.js';
import { addStep, balanceCriterion } from './balance.js';
import { unitCovariates } from './unit-covariates.js';

/** What the data of a randomization test are. */
export interface TestUnitsOptions {
  readonly outcome: string;
  readonly treatment: TreatmentColumn;
  readonly block?: string | null;
  readonly cluster?: string | null;
  readonly covariates?: readonly string[];
  readonly rerandomized?: { readonly covariates: readonly string[]; readonly threshold: number } | null;
  readonly oneArmedBlocks?: 'refuse' | 'drop';
}

/** The units of a trial, numbered block by block, and the rows that have an outcome. */
export interface TestUnits {
  readonly space: AssignmentSpace;
  /** The units of each block, the treated ones first. */
  readonly order: Uint32Array;
  /** Rows with an outcome: their outcome, whether treated (0 or 1), their unit and block, and their covariates, one column each. */
  readonly outcome: Float64Array;
  readonly treated: Float64Array;
  readonly unit: Uint32Array;
  readonly block: Uint32Array;
  readonly covariates: readonly Float64Array[];
  readonly notes: readonly Note[];
}

/**
 * The units that were assigned and have an outcome, with the space of assignments that they could have had. Who has no outcome stays in
 * the arm where it is: that is exact where the treatment has no influence on having one.
 *
 * @throws {@link EfficacyError} `no_data`, `unbalanced_design`, and as `twoArms`
 */
export function testUnits(data: Table, options: TestUnitsOptions, who: string): TestUnits {
  const { outcome, treatment, covariates = [], rerandomized = null, oneArmedBlocks = 'refuse' } = options;
  const [block, cluster] = [options.block ?? undefined, options.cluster ?? undefined];
  const needed = [outcome, ...covariates];
  for (const name of needed) numericColumnOf(data, name, who);
  const assigned = twoArms(withRowNumbers(data), treatment, named([block, cluster, rowNumber]), undefined, who);
  if (cluster !== undefined) assignedClusters(assigned, cluster, who);
  const rowOf = numericColumnOf(assigned.table, rowNumber, who).values;
  const columns = needed.map((name) => columnOf(data, name, who));
  const has = Array.from(rowOf, (row) => columns.every((column) => !isMissingAt(column, row)));
  const unitOptions = { ...(block !== undefined && { block }), ...(cluster !== undefined && { cluster }) };
  const units = assignableUnits(assigned.table, unitOptions, who);
  const treatedUnit = new Uint8Array(units.names.length);
  const analysed = new Uint8Array(units.names.length);
  units.unitOfRow.forEach((unit, i) => {
    treatedUnit[unit] = assigned.treated[i]!;
    if (has[i]) analysed[unit] = 1;
  });
  const { kept, notes } = keptBlocks(units, treatedUnit, analysed, block, oneArmedBlocks === 'drop', who);

  // New numbers for the units that are compared, block by block; treated ones first in the order.
  const number = new Int32Array(units.names.length).fill(-1);
  const starts = Uint32Array.from([0, ...kept.map((members) => members.length)]);
  for (let b = 1; b < starts.length; b++) starts[b]! += starts[b - 1]!;
  kept.flat().forEach((unit, i) => {
    number[unit] = i;
  });
  const treated = Uint32Array.from(kept, (members) => members.filter((unit) => treatedUnit[unit] === 1).length);
  const first = (members: readonly number[]) => [...members].sort((a, b) => treatedUnit[b]! - treatedUnit[a]! || a - b);
  const order = Uint32Array.from(kept.flatMap(first), (unit) => number[unit]!);
  const rows = has.flatMap((h, i) => (h && number[units.unitOfRow[i]!]! >= 0 ? [i] : []));
  const blockOf = kept.flatMap((members, b) => members.map(() => b));
  const valuesOf = (name: string): Float64Array => {
    const { values } = numericColumnOf(data, name, who);
    return Float64Array.from(rows, (i) => values[rowOf[i]!]!);
  };
  const unit = Uint32Array.from(rows, (i) => number[units.unitOfRow[i]!]!);
  const balance =
    rerandomized === null ? null : balanceLimit(data, rowOf, units, treatedUnit, number, rerandomized, who);
  return {
    space: { starts, treated, balance },
    order,
    outcome: valuesOf(outcome),
    treated: Float64Array.from(rows, (i) => assigned.treated[i]!),
    unit,
    block: unit.map((u) => blockOf[u]!),
    covariates: covariates.map(valuesOf),
    notes: [...assigned.notes, ...notesOfMissing(has, assigned.treated), ...notes],
  };
}

const named = (names: readonly (string | undefined)[]): string[] => names.filter((name) => name !== undefined);

/** A column that no file has. */
const rowNumber = '\u0000row';

function withRowNumbers(data: Table): Table {
  const values = Float64Array.from({ length: data.rowCount }, (_, row) => row);
  const origin = data.lines === null ? {} : { lines: data.lines };
  return makeTable([...data.columns, [rowNumber, { kind: 'numeric', values }]], origin);
}

/** The units with an outcome of each block that has both arms. */
function keptBlocks(
  units: AssignableUnits,
  treatedUnit: Uint8Array,
  analysed: Uint8Array,
  block: string | undefined,
  drop: boolean,
  who: string,
): { readonly kept: readonly (readonly number[])[]; readonly notes: readonly Note[] } {
  const blocks = units.blocks.map(({ label, units: members }) => {
    const present = members.filter((unit) => analysed[unit] === 1);
    const treatment = present.reduce((sum, unit) => sum + treatedUnit[unit]!, 0);
    return { label: label ?? '', rows: present, treatment, control: present.length - treatment };
  });
  if (block === undefined) {
    const { treatment, control } = blocks[0]!;
    if (treatment === 0 || control === 0) {
      throw new EfficacyError(
        'no_data',
        `${who} needs an outcome in both arms; got ${treatment} treated and ${control} control units with one`,
        { treatment, control },
      );
    }
    return { kept: blocks.map(({ rows }) => [...rows]), notes: [] };
  }
  const { kept, dropped } = twoArmedBlocks(
    blocks.filter(({ rows }) => rows.length > 0),
    block,
    drop,
    who,
  );
  const message = `${counted(dropped.length, 'block')} with one arm only left out: ${listed(dropped.map(({ label }) => label))}.`;
  return {
    kept: kept.map(({ rows }) => [...rows]),
    notes: dropped.length === 0 ? [] : [{ code: 'one_armed_blocks', message }],
  };
}

function notesOfMissing(has: readonly boolean[], treated: Float64Array): readonly Note[] {
  const lost = [0, 0];
  has.forEach((h, i) => {
    if (!h) lost[treated[i] as 0 | 1]!++;
  });
  const [control, treatment] = lost as [number, number];
  if (control + treatment === 0) return [];
  return [
    {
      code: 'outcomes_missing',
      message: `Rows left out for want of the outcome or a covariate: ${treatment} treated, ${control} control. The test holds where the treatment did not decide who is missing.`,
    },
  ];
}

/** The criterion of the assignment, made of all units that were assigned, with an outcome or without. */
function balanceLimit(
  data: Table,
  rowOf: Float64Array,
  units: AssignableUnits,
  treatedUnit: Uint8Array,
  number: Int32Array,
  { covariates, threshold }: { readonly covariates: readonly string[]; readonly threshold: number },
  who: string,
): BalanceLimit {
  const columns = covariates.map((name) => {
    const { values } = numericColumnOf(data, name, who);
    return [name, { kind: 'numeric', values: Float64Array.from(rowOf, (row) => values[row]!) }] as const;
  });
  const values = unitCovariates(makeTable(columns), units, covariates, who);
  const blocks = units.blocks.map((block) => ({
    units: block.units,
    treated: block.units.reduce((sum, unit) => sum + treatedUnit[unit]!, 0),
  }));
  const criterion = balanceCriterion(values, covariates.length, blocks, who);
  const { width } = criterion;
  const base = new Float64Array(width);
  const steps = new Float64Array(number.reduce((sum, at) => sum + Number(at >= 0), 0) * width);
  number.forEach((at, unit) => {
    if (at >= 0) steps.set(criterion.steps.subarray(unit * width, (unit + 1) * width), at * width);
    else if (treatedUnit[unit] === 1) addStep(base, criterion, unit);
  });
  return { width, steps, base, threshold };
}
