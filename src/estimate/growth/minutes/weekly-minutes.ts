import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { counted, listed } from '../../../support/text.js';
import { type Day, millisecondsOf, utcOffsets } from './instant.js';
import type { RosteredWeeks } from './rostered-weeks.js';
import type { Stretch, UsageMinutes } from './usage-minutes.js';
import type { UtcOffset } from './utc-offsets.js';

/** Over which weeks use is averaged. */
export interface WeeklyMinutesOptions {
  /** First day that counts, in local time. */
  readonly from: Day;
  /** The day after the last one that counts. */
  readonly until: Day;
  /** What local time is ahead of UTC, in minutes, one figure or a table where clocks change: decides on which day a session near midnight falls. */
  readonly utcOffsetMinutes: UtcOffset;
  /**
   * Weeks for which each student could have used the product: what `rosteredWeeks` gives, or weeks by student. Everybody who was offered it belongs here,
   * users or not. Where the weeks are those of enrolment, minutes while a student was not on the roll lie outside.
   */
  readonly rostered: RosteredWeeks | ReadonlyMap<string, number>;
}

/** Minutes a week over the weeks rostered. */
export interface WeeklyMinutes {
  readonly kind: 'weekly-minutes';
  /** Minutes and minutes a week of each rostered student, in the roster's order; 0 for who never used the product. */
  readonly students: readonly {
    readonly student: string;
    readonly minutes: number;
    readonly weeks: number;
    readonly minutesPerWeek: number;
  }[];
  /** Rostered students with no minutes in the time. */
  readonly neverUsed: number;
  /** Students in the log who are not rostered, with their minutes: they count nowhere. */
  readonly orphans: { readonly students: readonly string[]; readonly minutes: number };
  /** Minutes of rostered students before and after the time, and while they were not on the roll where weeks are those of enrolment. */
  readonly minutesOutside: number;
  readonly notes: readonly Note[];
}

const minute = 60_000;

/**
 * Minutes a week of each student over the weeks that the student was rostered. Never over weeks with use: that would drop the weeks in which
 * nobody wanted the product, and praise it for them.
 *
 * @param usage - from {@link usageMinutes}
 * @throws {@link EfficacyError} `no_data` for an empty roster, `out_of_domain` for weeks of 0 or less, `invalid_argument` when `until` is not after `from`
 *
 * @example
 * weeklyMinutes(usage, { from: '2025-09-01', until: '2025-12-22', utcOffsetMinutes: -300, rostered: new Map([['a', 16]]) }).students;
 */
export function weeklyMinutes(usage: UsageMinutes, options: WeeklyMinutesOptions): WeeklyMinutes {
  const who = 'weeklyMinutes';
  const { from, until, utcOffsetMinutes, rostered } = options;
  const offsets = utcOffsets(utcOffsetMinutes, who);
  const [first, end] = [from, until].map((day) => millisecondsOf(day, offsets, who)) as [number, number];
  need(end > first, 'invalid_argument', who, '`until` after `from`', `${from} and ${until}`);
  const weeksOf = 'weeks' in rostered ? rostered.weeks : rostered;
  if (weeksOf.size === 0) throw new EfficacyError('no_data', `${who} needs rostered students; there are none`);
  const period = [{ from: first, to: end }];
  const onRoll = timesOnRoll(rostered, (day) => Math.min(end, Math.max(first, millisecondsOf(day, offsets, who))));
  let outside = 0;
  let neverUsed = 0;
  const students = [...weeksOf].map(([student, weeks]) => {
    need(
      weeks > 0 && weeks < 1e6,
      'out_of_domain',
      who,
      `weeks above 0 for each rostered student`,
      `${weeks} for ${student}`,
    );
    let used = 0;
    for (const stretch of usage.students.get(student) ?? []) {
      const inside = (onRoll?.get(student) ?? period).reduce((sum, time) => sum + shared(stretch, time), 0);
      used += inside;
      outside += stretch.to - stretch.from - inside;
    }
    neverUsed += Number(used === 0);
    const minutes = used / minute;
    return { student, minutes, weeks, minutesPerWeek: minutes / weeks };
  });
  const strangers = [...usage.students].filter(([student]) => !weeksOf.has(student));
  const strangeTime = strangers
    .flatMap(([, stretches]) => stretches)
    .reduce((sum, { from: a, to: b }) => sum + b - a, 0);
  const orphans = { students: strangers.map(([student]) => student), minutes: strangeTime / minute };
  return {
    kind: 'weekly-minutes',
    students,
    neverUsed,
    orphans,
    minutesOutside: outside / minute,
    notes: orphans.students.length === 0 ? [] : [notRostered(orphans.students)],
  };
}

/** When each student was on the roll, where the weeks are those of enrolment; null where they are not. */
function timesOnRoll(
  rostered: WeeklyMinutesOptions['rostered'],
  momentOf: (day: Day) => number,
): ReadonlyMap<string, readonly Stretch[]> | null {
  if (!('weeks' in rostered) || rostered.denominator !== 'enrolled') return null;
  return new Map(
    rostered.students.map(({ student, onRoll }) => [
      student,
      onRoll.map(({ from, until }) => ({ from: momentOf(from), to: momentOf(until) })),
    ]),
  );
}

const shared = (a: Stretch, b: Stretch): number => Math.max(0, Math.min(a.to, b.to) - Math.max(a.from, b.from));

const notRostered = (students: readonly string[]): Note => ({
  code: 'not_rostered',
  message: `${counted(students.length, 'student')} of the usage log ${students.length === 1 ? 'is' : 'are'} on no roster (${listed(students)}) and ${students.length === 1 ? 'counts' : 'count'} nowhere: check the ids.`,
});
