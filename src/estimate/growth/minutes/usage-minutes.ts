import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { counted, quoted } from '../../../support/text.js';
import { type Instant, millisecondsOf, utcOffsets } from './instant.js';
import type { UtcOffset, UtcOffsets } from './utc-offsets.js';

/** One session of one student, as a usage log has it. */
export interface Session {
  /** Id of the student. */
  readonly student: string;
  /** When it began. */
  readonly start: Instant;
  /** When it ended; not before `start`. */
  readonly end: Instant;
  /** When the student did something, in any order; with these, idle stretches can be taken out. */
  readonly events?: readonly Instant[];
}

/** Options of {@link usageMinutes}. */
export interface UsageMinutesOptions {
  /** A longer session is cut to this many minutes. @defaultValue no cap, with a note where a session lasts over 4 hours */
  readonly longestSession?: number;
  /**
   * A stretch between two events (or the session's ends) longer than this many minutes is idle and does not count. Needs `events`.
   * @defaultValue idle time counts
   */
  readonly longestIdle?: number;
  /** What local time is ahead of UTC, in minutes, for times without an offset: one figure, or a table where clocks change. */
  readonly utcOffsetMinutes?: UtcOffset;
}

/** A stretch of use, in milliseconds since 1970, UTC. */
export interface Stretch {
  /** Its first millisecond. */
  readonly from: number;
  /** The millisecond after its last. */
  readonly to: number;
}

/** Minutes of use by student, and an account of what was taken out. */
export interface UsageMinutes {
  readonly kind: 'usage-minutes';
  /** For each student the stretches of use, ascending and without overlap. */
  readonly students: ReadonlyMap<string, readonly Stretch[]>;
  /** Sessions read. */
  readonly sessions: number;
  /** Minutes as logged: those counted and those taken out. */
  readonly loggedMinutes: number;
  /** Minutes as counted. */
  readonly minutes: number;
  /** Minutes taken out, by reason: beyond the cap, idle, and counted twice because sessions of a student overlapped. */
  readonly takenOut: { readonly capped: number; readonly idle: number; readonly overlap: number };
  readonly notes: readonly Note[];
}

const minute = 60_000;
const suspicious = 4 * 60 * minute;

/**
 * Minutes of use from a log of sessions: idle time and what lies beyond a cap taken out, overlapping sessions of a student counted once.
 *
 * @param sessions - in any order
 * @returns stretches of use by student, with every minute that was taken out accounted for
 * @throws {@link EfficacyError} `out_of_domain` for a session that ends before it starts, `invalid_argument` for a time that cannot be read, has no time
 * zone, or was shown by clocks twice or never; or idle time asked for where a session has no events
 *
 * @example
 * usageMinutes([{ student: 'a', start: '2025-09-02T08:00Z', end: '2025-09-02T08:40Z' }], { longestSession: 30 }).minutes; // 30
 */
export function usageMinutes(sessions: Iterable<Session>, options: UsageMinutesOptions = {}): UsageMinutes {
  const who = 'usageMinutes';
  const { longestSession, longestIdle, utcOffsetMinutes } = options;
  const offsets = utcOffsetMinutes === undefined ? null : utcOffsets(utcOffsetMinutes, who);
  for (const limit of [longestSession, longestIdle])
    if (limit !== undefined) need(limit > 0, 'invalid_argument', who, 'limits above 0 minutes', limit);
  const byStudent = new Map<string, Stretch[]>();
  let count = 0;
  let long = 0;
  let logged = 0;
  const takenOut = { capped: 0, idle: 0, overlap: 0 };
  for (const session of sessions) {
    count++;
    const whole = stretchOf(session, offsets, who);
    logged += whole.to - whole.from;
    const used = longestIdle === undefined ? [whole] : withoutIdle(session, whole, longestIdle * minute, offsets, who);
    const active = lengthOf(used);
    takenOut.idle += whole.to - whole.from - active;
    const kept = longestSession === undefined ? used : capped(used, longestSession * minute);
    takenOut.capped += active - lengthOf(kept);
    long += Number(longestSession === undefined && active > suspicious);
    const stretches = byStudent.get(session.student);
    if (stretches === undefined) byStudent.set(session.student, [...kept]);
    else stretches.push(...kept);
  }
  const students = new Map<string, readonly Stretch[]>();
  let total = 0;
  for (const [student, stretches] of byStudent) {
    const joined = join(stretches);
    students.set(student, joined);
    total += lengthOf(joined);
    takenOut.overlap += lengthOf(stretches) - lengthOf(joined);
  }
  return {
    kind: 'usage-minutes',
    students,
    sessions: count,
    loggedMinutes: logged / minute,
    minutes: total / minute,
    takenOut: {
      capped: takenOut.capped / minute,
      idle: takenOut.idle / minute,
      overlap: takenOut.overlap / minute,
    },
    notes: long === 0 ? [] : [longSessions(long)],
  };
}

const longSessions = (count: number): Note => ({
  code: 'long_sessions',
  message: `${counted(count, 'session lasts', 'sessions last')} over 4 hours: likely left open. State longestSession, or longestIdle where the log has events.`,
});

function stretchOf({ student, start, end }: Session, offset: UtcOffsets | null, who: string): Stretch {
  const from = millisecondsOf(start, offset, who);
  const to = millisecondsOf(end, offset, who);
  if (to >= from) return { from, to };
  throw new EfficacyError(
    'out_of_domain',
    `${who} needs sessions that end after they start; one of ${quoted(student)} runs from ${String(start)} to ${String(end)}`,
    { student, start, end },
  );
}

function withoutIdle(
  { student, events }: Session,
  whole: Stretch,
  longest: number,
  offset: UtcOffsets | null,
  who: string,
): readonly Stretch[] {
  if (events === undefined) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs the events of each session to take idle time out; a session of ${quoted(student)} has none`,
      { student },
    );
  }
  const times = events.map((event) => millisecondsOf(event, offset, who)).filter((t) => t > whole.from && t < whole.to);
  const marks = [whole.from, ...times.sort((a, b) => a - b), whole.to];
  return join(
    marks.slice(1).flatMap((to, i) => {
      const from = marks[i] as number;
      return to - from <= longest ? [{ from, to }] : [];
    }),
  );
}

/** The first stretches, up to a total length. */
function capped(stretches: readonly Stretch[], longest: number): readonly Stretch[] {
  let left = longest;
  const kept: Stretch[] = [];
  for (const { from, to } of stretches) {
    if (left <= 0) break;
    kept.push({ from, to: Math.min(to, from + left) });
    left -= to - from;
  }
  return kept;
}

/** The union of stretches, ascending. */
function join(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const stretch of [...stretches].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last !== undefined && stretch.from <= last.to) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, stretch.to) };
    } else if (stretch.to > stretch.from) joined.push(stretch);
  }
  return joined;
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { from, to }) => sum + to - from, 0);
}
