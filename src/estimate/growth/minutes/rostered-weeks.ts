import { EfficacyError } from '../../../support/errors.js';
import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { counted, listed, quoted } from '../../../support/text.js';
import { type Day, dayNumber, dayOf } from './instant.js';

/** Days of a calendar. */
export interface Days {
  /** The first of them. */
  readonly from: Day;
  /** The day after the last. */
  readonly until: Day;
}

/** A time for which a student was on the roll. */
export interface Enrolment {
  /** Id of the student; one who left and came back has several enrolments. */
  readonly student: string;
  /** First day on the roll. @defaultValue before the period began */
  readonly enrolled?: Day | null;
  /** First day no longer on the roll. @defaultValue after the period ended */
  readonly withdrawn?: Day | null;
}

/** Options of {@link rosteredWeeks}. */
export interface RosteredWeeksOptions extends Days {
  /** Which weeks `weeks` has: those of the calendar, the same less breaks, or the latter as far as the student was on the roll. */
  readonly denominator: 'calendar' | 'instructional' | 'enrolled';
  /** Breaks, with the weekends that belong to them; where they overlap, or lie outside the period, days count once, or not. @defaultValue none */
  readonly breaks?: readonly Days[];
}

/** The weeks in which students could have used a product, in three denominators. */
export interface RosteredWeeks {
  /** Which record this is. */
  readonly kind: 'rostered-weeks';
  /** The one that `weeks` has. */
  readonly denominator: RosteredWeeksOptions['denominator'];
  /** Days of the period over 7. */
  readonly calendarWeeks: number;
  /** The same less the days of breaks. */
  readonly instructionalWeeks: number;
  /** Instructional weeks for which each student was on the roll, in the order of the enrolments, and from when until when that was. */
  readonly students: readonly {
    readonly student: string;
    readonly enrolledWeeks: number;
    readonly onRoll: readonly Days[];
  }[];
  /** Weeks of each student in the denominator asked for. */
  readonly weeks: ReadonlyMap<string, number>;
  /** Students who were on the roll on no instructional day of the period: they are not rostered. */
  readonly neverEnrolled: readonly string[];
  /** Names them. */
  readonly notes: readonly Note[];
}

/** Days by number, the second no longer among them. */
type Span = readonly [from: number, until: number];

/**
 * The weeks for which students were rostered, as {@link weeklyMinutes} divides by: of the calendar, of instruction, or of enrolment. Weeks with use are no
 * choice: they leave out the weeks in which nobody wanted the product.
 *
 * A week is 7 days, and parts of weeks count as such. Everybody who was offered the product belongs among the enrolments, users or not.
 *
 * @param enrolments - by student; days as `YYYY-MM-DD`
 * @returns weeks above 0 for each student who was on the roll on an instructional day
 * @throws {@link EfficacyError} `no_data` without enrolments, or where nobody was on the roll; `invalid_argument` for a day that cannot be read or does not
 * exist, or days that end before they begin; `out_of_domain` where breaks leave nothing
 *
 * @example
 * const rostered = rosteredWeeks([{ student: 'a' }, { student: 'b', withdrawn: '2025-10-27' }], {
 *   denominator: 'enrolled', from: '2025-09-01', until: '2025-12-22', breaks: [{ from: '2025-11-24', until: '2025-12-01' }],
 * }); // a 15, b 8
 * weeklyMinutes(usage, { from: '2025-09-01', until: '2025-12-22', utcOffsetMinutes: -300, rostered });
 */
export function rosteredWeeks(enrolments: Iterable<Enrolment>, options: RosteredWeeksOptions): RosteredWeeks {
  const who = 'rosteredWeeks';
  const { denominator, breaks = [] } = options;
  const denominators = ['calendar', 'instructional', 'enrolled'];
  const what = `a denominator among ${listed(denominators)} (never weeks with use)`;
  need(denominators.includes(denominator), 'invalid_argument', who, what, quoted(String(denominator)));
  const period = spanOf(options, 'the period', who);
  const free = union(breaks.map((days, i) => spanOf(days, `break ${i + 1}`, who)));
  const calendarWeeks = lengthOf([period]) / 7;
  const instructionalWeeks = instructionalDays([period], free) / 7;
  need(instructionalWeeks > 0, 'out_of_domain', who, 'breaks that leave days of instruction', 'none left');
  const onRoll = new Map<string, Span[]>();
  for (const { student, enrolled, withdrawn } of enrolments) {
    const from = enrolled === undefined || enrolled === null ? period[0] : dayNumber(enrolled, who);
    const until = withdrawn === undefined || withdrawn === null ? period[1] : dayNumber(withdrawn, who);
    if (typeof enrolled === 'string' && typeof withdrawn === 'string' && until < from) {
      throw new EfficacyError(
        'invalid_argument',
        `${who} needs students who withdraw no sooner than they enrol; ${quoted(student)} is enrolled ${enrolled} and withdrawn ${withdrawn}`,
        { student, enrolled, withdrawn },
      );
    }
    const inside: Span = [Math.max(from, period[0]), Math.min(until, period[1])];
    onRoll.set(student, [...(onRoll.get(student) ?? []), ...(inside[1] > inside[0] ? [inside] : [])]);
  }
  need(onRoll.size > 0, 'no_data', who, 'students who were rostered', 'none');
  const students = [...onRoll].map(([student, times]) => {
    const spans = union(times);
    return { student, enrolledWeeks: instructionalDays(spans, free) / 7, onRoll: spans.map(daysOf) };
  });
  const rostered = students.filter(({ enrolledWeeks }) => enrolledWeeks > 0);
  need(rostered.length > 0, 'no_data', who, 'students on the roll in the period', 'none');
  const neverEnrolled = students.filter(({ enrolledWeeks }) => enrolledWeeks === 0).map(({ student }) => student);
  const weeksOf = {
    calendar: () => calendarWeeks,
    instructional: () => instructionalWeeks,
    enrolled: (x: number) => x,
  };
  return {
    kind: 'rostered-weeks',
    denominator,
    calendarWeeks,
    instructionalWeeks,
    students,
    weeks: new Map(rostered.map(({ student, enrolledWeeks }) => [student, weeksOf[denominator](enrolledWeeks)])),
    neverEnrolled,
    notes: neverEnrolled.length === 0 ? [] : [notOnRoll(neverEnrolled)],
  };
}

const notOnRoll = (students: readonly string[]): Note => ({
  code: 'never_enrolled',
  message: `${counted(students.length, 'student was', 'students were')} on the roll on no instructional day of the period and ${students.length === 1 ? 'is' : 'are'} not rostered: ${listed(students)}.`,
});

function spanOf({ from, until }: Days, name: string, who: string): Span {
  const span: Span = [dayNumber(from, who), dayNumber(until, who)];
  need(span[1] > span[0], 'invalid_argument', who, `\`until\` after \`from\` in ${name}`, `${from} and ${until}`);
  return span;
}

const daysOf = ([from, until]: Span): Days => ({ from: dayOf(from), until: dayOf(until) });

/** Days of spans that do not overlap, less those of breaks that do not either. */
function instructionalDays(spans: readonly Span[], breaks: readonly Span[]): number {
  const shared = spans.flatMap(([a, b]) =>
    breaks.map(([from, until]): Span => [Math.max(a, from), Math.max(Math.max(a, from), Math.min(b, until))]),
  );
  return lengthOf(spans) - lengthOf(shared);
}

const lengthOf = (spans: readonly Span[]): number => spans.reduce((sum, [from, until]) => sum + until - from, 0);

function union(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of [...spans].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last !== undefined && span[0] <= last[1]) joined[joined.length - 1] = [last[0], Math.max(last[1], span[1])];
    else joined.push(span);
  }
  return joined;
}
