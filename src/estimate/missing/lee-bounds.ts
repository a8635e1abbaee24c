import { factorColumnOf, type Table } from '../../columns/table.js';
import { EfficacyError } from '../../support/errors.js';
import { checkLevel, type Interval } from '../../support/interval.js';
import { need } from '../../support/need.js';
import type { Note } from '../../support/notes.js';
import { listed, quoted } from '../../support/text.js';
import type { TreatmentColumn } from '../trial/two-arms.js';
import { type ArmResponse, type ArmsWithMissing, armsWithMissing, observedOf } from './arms-with-missing.js';
import { type EstimatedBound, imbensManski } from './bounded-effect.js';
import { type TrimmedMean, type Trimming, trimHighest, trimLowest } from './trim.js';

/** Whose outcomes are bounded, and how. */
export interface LeeBoundsOptions {
  /** Name of the outcome, a numeric column; a row without it was lost. */
  readonly outcome: string;
  /** The column of arms, and the labels of the two that are compared. */
  readonly treatment: TreatmentColumn;
  /**
   * What becomes of the value at the cut.
   * @defaultValue `'fractional'`: a part of it is trimmed, so that just the share is, in small samples and with ties too
   */
  readonly trimming?: Trimming;
  /** Label column known before assignment, within whose cells to trim: bounds become narrower, never wider in large samples. */
  readonly tightenBy?: string;
  /** Confidence level. @defaultValue 0.95 */
  readonly level?: number;
}

/** Between what the effect lies on those who would have an outcome in either arm. */
export interface LeeBounds {
  /** Which result this is. */
  readonly kind: 'lee-bounds';
  /** Smallest effect that the data allow, in points; treatment minus control. */
  readonly lower: EstimatedBound;
  /** Largest effect that they allow. */
  readonly upper: EstimatedBound;
  /** Imbens and Manski's interval of the effect itself, in points. */
  readonly interval: Interval;
  /** Difference in means of those with an outcome, trimmed of nothing. */
  readonly untrimmed: number;
  /** How many of each arm have an outcome. */
  readonly response: { readonly treatment: ArmResponse; readonly control: ArmResponse };
  /** The arm with more outcomes, of which the surplus was trimmed; null where both have the same share. */
  readonly trimmedArm: 'treatment' | 'control' | null;
  /** What was trimmed, over all cells, as a share of the outcomes of the arm with more; from 0 to 1. */
  readonly trimShare: number;
  /** What became of the value at the cut. */
  readonly trimming: Trimming;
  /** Cells within which was trimmed; null without. */
  readonly cells: number | null;
  /** Unit of bounds and interval: that of the outcome. */
  readonly unit: 'points';
  /** What was done, in words. */
  readonly method: string;
  /** Remarks that do not change the answer, each with a stable code. */
  readonly notes: readonly Note[];
}

/**
 * Lee's bounds on the effect where more outcomes are lost in one arm than in the other: the surplus of the arm with more outcomes is
 * trimmed from the top, and from the bottom, of its outcomes.
 *
 * They hold if assignment works on having an outcome in one direction only, for everyone (in each cell, with `tightenBy`). They are about
 * those who would have an outcome in either arm. Rows count as independent: with clusters or weights the standard errors do not hold.
 *
 * @param data - one row for each unit assigned, with an outcome or without
 * @returns bounds in points, treatment minus control
 * @throws {@link EfficacyError} `no_data` for an arm without outcomes, `too_few_observations` for an arm (or an arm of a cell) with fewer than 2,
 * `zero_variance` when nothing varies, `invalid_argument`
 *
 * @example
 * const { lower, upper } = leeBounds(table, { outcome: 'post', treatment: { column: 'arm', treated: 't', control: 'c' } });
 *
 * @see Lee (2009), Rev. Econ. Stud. 76(3), 1071-1102, propositions 1 to 3; Semenova (2020), Better Lee bounds, for cells in which the direction
 * differs; Imbens & Manski (2004) for the interval.
 */
export function leeBounds(data: Table, options: LeeBoundsOptions): LeeBounds {
  const who = 'leeBounds';
  const { trimming = 'fractional', tightenBy, level = 0.95 } = options;
  checkLevel(who, level);
  const known = trimming === 'fractional' || trimming === 'floor' || trimming === 'quantile';
  need(known, 'invalid_argument', who, "the trimming 'fractional', 'floor' or 'quantile'", trimming);
  const arms = armsWithMissing(data, options, tightenBy === undefined ? [] : [tightenBy], who);
  const cells = cellsOf(arms, tightenBy, who).map((cell) => boundsOfCell(cell, trimming));
  const { lower, upper } = overCells(cells);
  if (!(lower.standardError > 0 && upper.standardError > 0)) {
    throw new EfficacyError(
      'zero_variance',
      `${who} needs outcomes that vary; nothing does after trimming, and the bounds are ${lower.estimate} and ${upper.estimate}`,
      { lower: lower.estimate, upper: upper.estimate },
    );
  }
  const { treatment, control } = arms;
  const [more, less] = treatment.share >= control.share ? [treatment, control] : [control, treatment];
  const trimmed = cells.reduce((sum, cell) => sum + cell.trimmed, 0);
  return {
    kind: 'lee-bounds',
    lower,
    upper,
    interval: imbensManski(lower, upper, level),
    untrimmed: meanOf(observedOf(arms, 1, () => true)) - meanOf(observedOf(arms, 0, () => true)),
    response: { treatment, control },
    trimmedArm: more.share === less.share ? null : more === treatment ? 'treatment' : 'control',
    trimShare: trimmed / more.observed,
    trimming,
    cells: tightenBy === undefined ? null : cells.length,
    unit: 'points',
    method: `Lee bounds, ${trimming} trimming${tightenBy === undefined ? '' : ', within cells'}; interval of Imbens and Manski`,
    notes: [...arms.notes, ...notesOf(cells)],
  };
}

/** The rows of both arms with the same label. */
interface Cell {
  readonly label: string;
  readonly treatment: Float64Array;
  readonly control: Float64Array;
  readonly assigned: readonly [control: number, treatment: number];
}

interface CellBounds {
  readonly label: string;
  readonly lower: number;
  readonly upper: number;
  readonly lowerVariance: number;
  readonly upperVariance: number;
  /** Rows assigned in the cell that would have an outcome in either arm. */
  readonly always: number;
  /** Outcomes of the arm with fewer, which are those of such rows. */
  readonly less: number;
  /** Outcomes trimmed. */
  readonly trimmed: number;
  readonly trimsTreatment: boolean;
}

function cellsOf(arms: ArmsWithMissing, tightenBy: string | undefined, who: string): readonly Cell[] {
  const column = tightenBy === undefined ? null : factorColumnOf(arms.table, tightenBy, who);
  const codes = column === null ? [0] : [...new Set(column.codes)].sort((a, b) => a - b);
  return codes.map((code) => {
    const among = (row: number): boolean => column === null || column.codes[row] === code;
    const assigned: [number, number] = [0, 0];
    arms.treated.forEach((z, row) => {
      if (among(row)) assigned[z as 0 | 1]++;
    });
    const label = column?.levels[code] ?? '';
    const [treatment, control] = [observedOf(arms, 1, among), observedOf(arms, 0, among)];
    if (treatment.length < 2 || control.length < 2) {
      throw new EfficacyError(
        'too_few_observations',
        `${who} needs at least 2 outcomes of each arm in each cell; ${quoted(label)} of ${quoted(tightenBy ?? '')} has ${treatment.length} treated and ${control.length} control: join cells`,
        { cell: label, treatment: treatment.length, control: control.length },
      );
    }
    return { label, treatment: treatment.sort(), control: control.sort(), assigned };
  });
}

function boundsOfCell({ label, treatment, control, assigned }: Cell, trimming: Trimming): CellBounds {
  const share = [control.length / assigned[0], treatment.length / assigned[1]] as const;
  const trimsTreatment = treatment.length * assigned[0] >= control.length * assigned[1];
  const [more, less, moreShare, lessShare, moreAssigned, lessAssigned] = trimsTreatment
    ? [treatment, control, share[1], share[0], assigned[1], assigned[0]]
    : [control, treatment, share[0], share[1], assigned[0], assigned[1]];
  // As many outcomes as the share of the other arm would have left: a whole number up to rounding is that number.
  const surplus = more.length - (less.length * moreAssigned) / lessAssigned;
  const amount = Math.abs(surplus - Math.round(surplus)) < 1e-9 ? Math.round(surplus) : surplus;
  const base = meanOf(less);
  const baseVariance = squaresOf(less, base) / (less.length - 1) / less.length;
  // Uncertainty of the share that is trimmed: that of the logarithm of the ratio of both response shares.
  const ofShares = (1 - moreShare) / more.length + (1 - lessShare) / less.length;
  const varianceOf = ({ mean, variance, cut, left }: TrimmedMean): number => {
    if (amount === 0) return variance / (left - 1) + baseVariance;
    const gap = (cut - mean) ** 2;
    return (variance + gap * (amount / more.length)) / left + gap * ofShares + baseVariance;
  };
  const [low, high] = [trimHighest(more, amount, trimming), trimLowest(more, amount, trimming)];
  const common = {
    label,
    always: lessShare * (assigned[0] + assigned[1]),
    less: less.length,
    trimmed: amount,
    trimsTreatment,
  };
  return trimsTreatment
    ? {
        ...common,
        lower: low.mean - base,
        upper: high.mean - base,
        lowerVariance: varianceOf(low),
        upperVariance: varianceOf(high),
      }
    : {
        ...common,
        lower: base - high.mean,
        upper: base - low.mean,
        lowerVariance: varianceOf(high),
        upperVariance: varianceOf(low),
      };
}

/** Cells weighted by those in them who would have an outcome in either arm; the spread of cells adds what is not known of these weights. */
function overCells(cells: readonly CellBounds[]): { readonly lower: EstimatedBound; readonly upper: EstimatedBound } {
  const all = cells.reduce((sum, cell) => sum + cell.always, 0);
  const known = cells.reduce((sum, cell) => sum + cell.less, 0);
  const bound = (of: (cell: CellBounds) => readonly [number, number]): EstimatedBound => {
    const estimate = cells.reduce((sum, cell) => sum + (cell.always / all) * of(cell)[0], 0);
    const variance = cells.reduce((sum, cell) => {
      const [value, own] = of(cell);
      const weight = cell.always / all;
      return sum + weight ** 2 * own + (weight * (value - estimate) ** 2) / known;
    }, 0);
    return { estimate, standardError: Math.sqrt(variance) };
  };
  return {
    lower: bound((cell) => [cell.lower, cell.lowerVariance]),
    upper: bound((cell) => [cell.upper, cell.upperVariance]),
  };
}

function notesOf(cells: readonly CellBounds[]): readonly Note[] {
  const trimmed = cells.filter((cell) => cell.trimmed > 0);
  if (trimmed.length === 0) {
    return [
      {
        code: 'nothing_trimmed',
        message: 'The same share of both arms has an outcome: both bounds are the difference in means.',
      },
    ];
  }
  const directions = [true, false].map((side) => trimmed.filter(({ trimsTreatment }) => trimsTreatment === side));
  const fewer = directions[0]!.length <= directions[1]!.length ? directions[0]! : directions[1]!;
  if (fewer.length === 0) return [];
  return [
    {
      code: 'mixed_direction',
      message: `In some cells more treated have an outcome and in others more controls; each was trimmed its own way. Fewer cells: ${listed(fewer.map(({ label }) => label))}.`,
    },
  ];
}

function meanOf(values: Float64Array): number {
  return values.reduce((mean, value, i) => mean + (value - mean) / (i + 1), 0);
}

function squaresOf(values: Float64Array, mean: number): number {
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
