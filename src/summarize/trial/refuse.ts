import { missingCode } from '../../columns/column.js';
import { whereIsRow } from '../../columns/line-map.js';
import { factorColumnOf, numericColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { counted, labelsThere, quoted } from '../../support/text.js';
import type { TrialDesign } from './design.js';
import type { TrialRows } from './trial-rows.js';

const plain = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase();

/** Refuses arms whose labels are absent, the same, or have variants in the data that would be dropped as a third arm. */
export function refuseLabels(table: Table, design: TrialDesign, who: string): void {
  const { column, treated, control } = design.treatment;
  const arms = factorColumnOf(table, column, who);
  if (treated === control) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} compares two labels of ${quoted(column)}; treated and control are both ${quoted(treated)}`,
      {
        column,
      },
    );
  }
  const other = (wanted: string): string => (wanted === treated ? control : treated);
  for (const wanted of [treated, control]) {
    const variant = arms.levels.find(
      (label) => label !== wanted && label !== other(wanted) && plain(label) === plain(wanted),
    );
    if (variant === undefined) continue;
    const first = arms.codes.indexOf(arms.levels.indexOf(variant));
    if (!arms.levels.includes(wanted)) {
      throw new EfficacyError(
        'no_data',
        `${who} found no row labelled ${quoted(wanted)} in ${quoted(column)}; did you mean ${quoted(variant)}?`,
        { column, wanted, label: variant },
      );
    }
    throw new EfficacyError(
      'invalid_argument',
      `${who} found ${quoted(variant)} in ${quoted(column)} (${whereIsRow(table.lines, first)}), which reads like ${quoted(wanted)}; make them one label`,
      { column, label: variant, wanted },
    );
  }
  const absent = [treated, control].find((wanted) => !arms.levels.includes(wanted));
  if (absent === undefined) return;
  throw new EfficacyError(
    'no_data',
    `${who} found no row labelled ${quoted(absent)} in ${quoted(column)}, which has ${labelsThere(arms.levels)}`,
    {
      column,
      wanted: absent,
      labels: arms.levels.slice(0, 100),
    },
  );
}

/** Refuses scores outside the declared range. */
export function refuseOutOfRange(table: Table, design: TrialDesign, who: string): void {
  if (design.range === undefined) return;
  const [low, high] = design.range;
  if (!(low < high)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs a range whose first number is below its second; got ${low} and ${high}`,
    );
  }
  const { values } = numericColumnOf(table, design.outcome, who);
  const outside = (x: number): boolean => x < low || x > high;
  const first = values.findIndex(outside);
  if (first < 0) return;
  const count = values.reduce((sum, x) => sum + Number(outside(x)), 0);
  throw new EfficacyError(
    'out_of_domain',
    `${who} needs ${quoted(design.outcome)} between ${low} and ${high}; ${counted(count, 'score is', 'scores are')} outside, the first at ${whereIsRow(table.lines, first)}: ${values[first]}`,
    { column: design.outcome, count, row: first + 1, value: values[first] },
  );
}

/** Refuses a unit that stands twice among the rows compared: they would not be independent. */
export function refuseRepeatedUnits(table: Table, design: TrialDesign, rows: TrialRows, who: string): void {
  if (design.unit === undefined) return;
  const ids = factorColumnOf(table, design.unit, who);
  const firstRow = new Map<number, number>();
  for (const row of [...rows.treated.rows, ...rows.control.rows].sort((a, b) => a - b)) {
    const id = ids.codes[row] as number;
    if (id === missingCode) continue;
    const before = firstRow.get(id);
    if (before === undefined) {
      firstRow.set(id, row);
      continue;
    }
    const [first, again] = [before, row].map((r) => whereIsRow(table.lines, r));
    throw new EfficacyError(
      'duplicate_row',
      `${who} needs each ${quoted(design.unit)} once; ${quoted(ids.levels[id] as string)} stands at ${first} and again at ${again}; keep one row for each unit`,
      { column: design.unit, id: ids.levels[id], rows: [before + 1, row + 1] },
    );
  }
}

/** Refuses an arm of which nothing can be analysed. */
export function refuseEmptyArm(rows: TrialRows, design: TrialDesign, who: string): void {
  for (const [arm, { label, assigned, rows: usable, leftOut }] of Object.entries({
    treatment: rows.treated,
    control: rows.control,
  })) {
    if (usable.length > 0) continue;
    const reasons = leftOut.map((reason) => `${reason.rows} without ${quoted(reason.column)}`).join(', ');
    throw new EfficacyError(
      'no_data',
      `${who} has nobody to analyse in the ${arm} arm, ${quoted(label)} of ${quoted(design.treatment.column)}: ${counted(assigned, 'row')}, ${reasons}`,
      { arm, label, assigned, leftOut },
    );
  }
}
