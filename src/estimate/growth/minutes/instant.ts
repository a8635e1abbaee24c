import { EfficacyError } from '../../../support/errors.js';
import { quoted } from '../../../support/text.js';

/**
 * A point in time: milliseconds since 1970 in UTC, or ISO 8601 text such as `2025-09-02T08:30:00-05:00`. Text without an offset is local time.
 */
export type Instant = number | string;

/** A day in a calendar, `YYYY-MM-DD`. */
export type Day = string;

const form = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * Milliseconds since 1970 in UTC.
 *
 * @param utcOffsetMinutes - what local time is ahead of UTC, for text without an offset; null where such text is an error
 * @throws {@link EfficacyError} `invalid_argument` for text of another form, a day that does not exist, or local time without an offset
 */
export function millisecondsOf(instant: Instant, utcOffsetMinutes: number | null, who: string): number {
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
    +fraction.padEnd(3, '0'),
  );
  const back = new Date(local);
  if (
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
  const offset = zone === undefined ? utcOffsetMinutes : offsetOf(zone);
  if (offset === null) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} cannot tell the time zone of ${quoted(instant)}; write the offset (-05:00, or Z), or state utcOffsetMinutes for the whole log`,
      { time: instant },
    );
  }
  return local - offset * 60_000;
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}
