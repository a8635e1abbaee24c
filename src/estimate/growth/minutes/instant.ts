import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import { quoted } from '../../../support/text.js';
import { momentOf, type UtcOffset, type UtcOffsets } from './utc-offsets.js';

/**
 * A point in time: milliseconds since 1970 in UTC, or ISO 8601 text such as `2025-09-02T08:30:00-05:00`, to the millisecond. Text without an offset
 * is local time.
 */
export type Instant = number | string;

/** A day in a calendar, `YYYY-MM-DD`. */
export type Day = string;

const form =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/;

/**
 * Milliseconds since 1970 in UTC.
 *
 * @param offsets - what local time is ahead of UTC, for text without an offset; null where such text is an error
 * @throws {@link EfficacyError} `invalid_argument` for text of another form, a day that does not exist, local time without an offset, or one that clocks
 * showed twice or skipped
 */
export function millisecondsOf(instant: Instant, offsets: UtcOffsets | null, who: string): number {
  if (typeof instant === 'number') {
    if (Number.isFinite(instant)) return instant;
    throw new EfficacyError('not_finite', `${who} needs finite times; got ${instant}`);
  }
  const match = form.exec(instant);
  if (match === null) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs times such as "2025-09-02T08:30:00-05:00"; got ${quoted(instant)}`,
      { time: instant },
    );
  }
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  const local = Date.UTC(
    +(year as string),
    +(month as string) - 1,
    +(day as string),
    +hour,
    +minute,
    +second,
    +fraction.padEnd(3, '0').slice(0, 3),
  );
  const back = new Date(local);
  if (
    back.getUTCFullYear() !== Number(year) ||
    back.getUTCDate() !== Number(day) ||
    back.getUTCMonth() + 1 !== Number(month) ||
    +hour > 23 ||
    +minute > 59 ||
    +second > 59
  ) {
    throw new EfficacyError('invalid_argument', `${who} found a time that does not exist: ${quoted(instant)}`, {
      time: instant,
    });
  }
  if (zone !== undefined) return local - offsetOf(zone) * 60_000;
  if (offsets !== null) return momentOf(local, offsets, instant, who);
  throw new EfficacyError(
    'invalid_argument',
    `${who} cannot tell the time zone of ${quoted(instant)}; write the offset (-05:00, or Z), or state utcOffsetMinutes for the whole log`,
    { time: instant },
  );
}

/**
 * The number of a day: days since 1970.
 *
 * @throws {@link EfficacyError} `invalid_argument` for text of another form, or a day that does not exist
 */
export function dayNumber(day: Day, who: string): number {
  need(/^\d{4}-\d\d-\d\d$/.test(day), 'invalid_argument', who, 'days such as "2025-09-02"', quoted(String(day)));
  return millisecondsOf(day, midnightUtc, who) / 86_400_000;
}

/** The day that has a number. */
export const dayOf = (number: number): Day => new Date(number * 86_400_000).toISOString().slice(0, 10);

const midnightUtc: UtcOffsets = { since: [Number.NEGATIVE_INFINITY], minutes: [0] };

/**
 * Offsets in a form that is looked up.
 * @throws {@link EfficacyError} `invalid_argument` for figures that are no offsets, an empty table, or moments that do not ascend
 */
export function utcOffsets(offset: UtcOffset, who: string): UtcOffsets {
  const table = typeof offset === 'number' ? [{ since: null, minutes: offset }] : offset;
  need(Array.isArray(table) && table.length > 0, 'invalid_argument', who, 'utcOffsetMinutes, such as -300', 'none');
  const since = table.map((row) =>
    row.since === null ? Number.NEGATIVE_INFINITY : millisecondsOf(row.since, null, who),
  );
  for (const { minutes } of table) {
    const known = Number.isFinite(minutes) && Math.abs(minutes) < 24 * 60;
    need(known, 'invalid_argument', who, 'utcOffsetMinutes within a day, such as -300', minutes);
  }
  const late = since.findIndex((time, i) => i > 0 && !(time > since[i - 1]!));
  const what = 'utcOffsetMinutes with moments that ascend';
  need(late < 0, 'invalid_argument', who, what, `${table[late]?.since} after ${table[late - 1]?.since}`);
  return { since, minutes: table.map(({ minutes }) => minutes) };
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', ''));
  return zone.startsWith('-') ? -minutes : minutes;
}
