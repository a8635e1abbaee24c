import { EfficacyError } from '../../../support/errors.js';
import type { Note } from '../../../support/notes.js';
import { needRecord } from '../needs.js';

/** How many of an arm's units have the event (passed, graduated, were proficient). */
export interface EventCount {
  /** Whole number from 0 to `n`. */
  readonly events: number;
  /** Units in the arm. */
  readonly n: number;
}

/** The same as a share, for published tables that give nothing else. */
export interface EventShare {
  /** From 0 to 1; a percentage divided by 100. */
  readonly p: number;
  /** Units in the arm. */
  readonly n: number;
}

/** A yes-or-no outcome of one arm. */
export type ArmEvents = EventCount | EventShare;

/**
 * What to do about empty cells of the two-by-two table. `'as-is'` leaves the counts alone, and throws `zero_cell` where the measure then
 * has no value. `'add-half'` adds 1/2 to all four cells when one of them is 0, `'add-half-always'` in any case.
 *
 * @see Haldane (1956), Annals of Human Genetics 20, 309-311; Anscombe (1956), Biometrika 43, 461-464.
 */
export type ZeroCells = 'as-is' | 'add-half' | 'add-half-always';

/** Events and non-events of both arms. */
export interface TwoByTwo {
  /** Events in the treatment arm. */
  readonly a: number;
  /** Treatment units without the event. */
  readonly b: number;
  /** Events in the control arm. */
  readonly c: number;
  /** Control units without the event. */
  readonly d: number;
  /** What was added to each cell: 0 or 0.5. */
  readonly added: number;
  /** Share and odds of the event in the treatment arm. */
  readonly treatment: ShareAndOdds;
  /** The same in the control arm. */
  readonly control: ShareAndOdds;
}

/** Of an arm: a share that was given stays as it was, so that arms of equal shares differ by nothing, whatever their sizes. */
export interface ShareAndOdds {
  readonly share: number;
  readonly odds: number;
}

/** One of the four cells. */
export type Cell = 'a' | 'b' | 'c' | 'd';

const cellNames: Record<Cell, string> = {
  a: 'treatment units with the event',
  b: 'treatment units without the event',
  c: 'control units with the event',
  d: 'control units without the event',
};

/**
 * The table of two arms after the policy about empty cells.
 *
 * @param needed - the cells that may not be 0
 * @throws {@link EfficacyError} `no_data`, `invalid_argument`, `zero_cell`
 */
export function twoByTwo(
  who: string,
  treatment: ArmEvents,
  control: ArmEvents,
  policy: ZeroCells,
  needed: readonly Cell[],
): TwoByTwo {
  if (policy !== 'as-is' && policy !== 'add-half' && policy !== 'add-half-always') {
    throw new EfficacyError(
      'invalid_argument',
      `${who} knows the zeroCells "as-is", "add-half" and "add-half-always"; got ${String(policy)}`,
      { zeroCells: String(policy) },
    );
  }
  const [a, b] = cellsOf(who, 'treatment', treatment);
  const [c, d] = cellsOf(who, 'control', control);
  const cells = { a, b, c, d };
  const anyEmpty = a === 0 || b === 0 || c === 0 || d === 0;
  const added = policy === 'add-half-always' || (policy === 'add-half' && anyEmpty) ? 0.5 : 0;
  const empty = needed.find((cell) => cells[cell] + added === 0);
  if (empty !== undefined) {
    throw new EfficacyError(
      'zero_cell',
      `${who} has no value where a cell is 0; there are no ${cellNames[empty]}. Pass zeroCells: 'add-half', or use riskDifference`,
      { cell: empty, ...cells },
    );
  }
  return {
    a: a + added,
    b: b + added,
    c: c + added,
    d: d + added,
    added,
    treatment: added > 0 || 'events' in treatment ? ofCells(a + added, b + added) : ofGiven(treatment.p),
    control: added > 0 || 'events' in control ? ofCells(c + added, d + added) : ofGiven(control.p),
  };
}

const ofGiven = (share: number): ShareAndOdds => ({ share: share + 0, odds: share / (1 - share) }); // 0 for -0
const ofCells = (events: number, others: number): ShareAndOdds => ({
  share: events / (events + others),
  odds: events / others,
});

/** The remark that belongs to a changed table. */
export function notesOfTable(table: TwoByTwo): readonly Note[] {
  if (table.added === 0) return [];
  return [{ code: 'cells_adjusted', message: `${table.added} was added to each of the four cells.` }];
}

/** Units with and without the event. */
export function cellsOf(who: string, arm: string, outcome: ArmEvents): readonly [number, number] {
  needRecord(outcome, who, `{ events, n } or { p, n } for ${arm}`);
  const { n } = outcome;
  if (n === 0) throw new EfficacyError('no_data', `${who} needs units in both arms; ${arm} has none`, { arm });
  const good =
    'events' in outcome
      ? Number.isSafeInteger(n) &&
        n > 0 &&
        Number.isInteger(outcome.events) &&
        outcome.events >= 0 &&
        outcome.events <= n
      : Number.isFinite(n) &&
        n >= 1 &&
        n <= Number.MAX_SAFE_INTEGER &&
        Number.isFinite(outcome.p) &&
        outcome.p >= 0 &&
        outcome.p <= 1;
  if (!good) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs whole events from 0 to n, or a share p from 0 to 1 (divide percentages by 100), and n of 1 or more; ${arm} has ${JSON.stringify(outcome)}`,
      { arm, ...outcome },
    );
  }
  return 'events' in outcome ? [outcome.events, n - outcome.events] : [outcome.p * n, (1 - outcome.p) * n];
}
