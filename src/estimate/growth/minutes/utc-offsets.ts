import { EfficacyError } from '../../../support/errors.js';
import { quoted } from '../../../support/text.js';

/** What local time is ahead of UTC from a moment on. */
export interface OffsetSince {
  /** The moment at which clocks were set, in UTC: `2025-03-09T10:00Z`. */
  readonly since: string;
  /** Minutes by which local time is ahead of UTC from then on. */
  readonly minutes: number;
}

/**
 * What local time is ahead of UTC, in minutes: one figure (-300), or a table of figures, ascending, where clocks change in the time of the log:
 * `[{ since: '2025-03-09T07:00Z', minutes: -240 }, { since: '2025-11-02T06:00Z', minutes: -300 }]` in New York. Times before the first are errors, and so
 * are local times that clocks showed twice or skipped.
 */
export type UtcOffset = number | readonly OffsetSince[];

/** Moments, ascending, in milliseconds since 1970, and the minutes ahead of UTC from each on. */
export interface UtcOffsets {
  readonly since: readonly number[];
  readonly minutes: readonly number[];
}

/**
 * The moment at which clocks showed a local time.
 *
 * @param local - as if it were UTC, in milliseconds since 1970
 * @throws {@link EfficacyError} `invalid_argument` for a time that clocks showed twice, or skipped, or one before the table
 */
export function momentOf(local: number, { since, minutes }: UtcOffsets, text: string, who: string): number {
  if (since.length === 1 && since[0] === Number.NEGATIVE_INFINITY) return local - minutes[0]! * 60_000;
  const moments = minutes
    .map((offset) => local - offset * 60_000)
    .filter((moment, i) => moment >= since[i]! && moment < (since[i + 1] ?? Number.POSITIVE_INFINITY));
  const [moment] = moments;
  if (moment !== undefined && moments.length === 1) return moment;
  const early = moments.length === 0 && local - minutes[0]! * 60_000 < since[0]!;
  const fact =
    moment !== undefined
      ? `clocks showed ${quoted(text)} twice, when they were set back; write the offset after it (${moments.map((one) => `${new Date(one).toISOString().slice(0, 16)}Z`).join(' or ')} in UTC)`
      : early
        ? `utcOffsetMinutes begins after ${quoted(text)}; add the offset that held then`
        : `clocks skipped ${quoted(text)}, when they were set forward; check utcOffsetMinutes, or write the offset after the time`;
  throw new EfficacyError('invalid_argument', `${who} cannot tell when that was: ${fact}`, { time: text });
}
