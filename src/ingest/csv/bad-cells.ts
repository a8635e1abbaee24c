import { EfficacyError } from '../../support/errors.js';
import { counted, quoted } from '../../support/text.js';

/** A cell that is not what its column holds. */
export interface BadCell {
  /** The line of the file that its record starts on, or the row, from 1. */
  readonly at: number;
  readonly column: string;
  readonly text: string;
  readonly problem: string;
}

/** How many bad cells are told one by one; the rest are counted. */
const shown = 5;

/** Collects bad cells in file order, so that one message names the first and counts all. */
export interface BadCells {
  add(cell: BadCell): void;
  /** Throws when there were any. */
  refuse(who: string, name: string): void;
}

/** @param place - what the cells are counted by: lines of a text, or rows of a table */
export function badCells(place: 'line' | 'row'): BadCells {
  const first: BadCell[] = [];
  let count = 0;
  return {
    add(cell) {
      if (first.length < shown) first.push(cell);
      count++;
    },
    refuse(who, name) {
      if (count === 0) return;
      const told = first
        .map((c) => `${place} ${c.at}, column ${quoted(c.column)}: ${quoted(c.text, 40)} ${c.problem}`)
        .join('; ');
      const rest = count > first.length ? `; and ${count - first.length} more` : '';
      const texts = [...new Set(first.map((c) => c.text.trim()))].filter((t) => t.length <= 20);
      const code = texts.find((t) => /^[\p{L}#.*-]/u.test(t));
      // Several words are labels, and the first of them no code for missing: declaring it would drop whoever has it.
      const words = texts.filter((t) => /^\p{L}{4,}$/u.test(t));
      const hint =
        words.length > 1
          ? '. A column of labels is text, not numbers'
          : code === undefined
            ? ''
            : `. If ${quoted(code)} stands for a missing value, declare it: missing: [${JSON.stringify(code)}]`;
      throw new EfficacyError(
        'invalid_number',
        `${who} found ${counted(count, 'bad cell')} in ${name}: ${told}${rest}${hint}`,
        {
          name,
          count,
          cells: first.map(({ at, ...cell }) => ({ [place]: at, ...cell, text: cell.text.slice(0, 200) })),
        },
      );
    },
  };
}
