import type { AttritionBoundary, AttritionTable } from './boundary-table.js';

/**
 * How a share between two rows of the table is read: between them in proportion, as the nearest whole percent (a half goes up), or as the
 * whole percent below it. Published tools differ.
 */
export type BoundaryReading = (typeof boundaryReadings)[number];

/** All readings, that of the verdict first. */
export const boundaryReadings = ['interpolated', 'nearest-row', 'row-below'] as const;

/** A fraction of whole numbers, so that nothing is rounded before a comparison. */
export interface Fraction {
  /** Numerator. */
  readonly over: bigint;
  /** Denominator, above 0. */
  readonly under: bigint;
}

/** The bound in tenths of percentage points at `lost` of `assigned`; null beyond the table. */
export function boundAt(
  table: AttritionTable,
  boundary: AttritionBoundary,
  reading: BoundaryReading,
  lost: bigint,
  assigned: bigint,
): Fraction | null {
  const row = (percent: bigint): bigint | null => {
    const bound = table[boundary][Number(percent)];
    return bound === undefined ? null : BigInt(Math.round(10 * bound));
  };
  const percent = (100n * lost) / assigned;
  const rest = 100n * lost - percent * assigned;
  const up = reading === 'nearest-row' && 2n * rest >= assigned ? 1n : 0n;
  const near = row(percent + up);
  if (near === null) return null;
  if (reading !== 'interpolated' || rest === 0n) return { over: near, under: 1n };
  const next = row(percent + 1n);
  return next === null ? null : { over: near * assigned + (next - near) * rest, under: assigned };
}
