import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  type Enrolment,
  type RosteredWeeksOptions,
  rosteredWeeks,
} from '../../../../src/estimate/growth/minutes/rostered-weeks.js';
import { usageMinutes } from '../../../../src/estimate/growth/minutes/usage-minutes.js';
import { weeklyMinutes } from '../../../../src/estimate/growth/minutes/weekly-minutes.js';
import { errorOf } from '../../../errors.js';

// 1 September to 21 December 2025 are 112 days, by the calendar on the wall: 30 + 31 + 30 + 21.
const autumn = { from: '2025-09-01', until: '2025-12-22' } as const;
const thanksgiving = { from: '2025-11-24', until: '2025-12-01' };

describe('weeks rostered', () => {
  const roster: readonly Enrolment[] = [
    { student: 'all' },
    { student: 'left', withdrawn: '2025-10-27' },
    { student: 'came', enrolled: '2025-11-17' },
    { student: 'back', withdrawn: '2025-09-15' },
    { student: 'back', enrolled: '2025-12-08', withdrawn: null },
  ];
  const weeksBy = (denominator: RosteredWeeksOptions['denominator']) =>
    Object.fromEntries(rosteredWeeks(roster, { ...autumn, denominator, breaks: [thanksgiving] }).weeks);

  test('are those of the calendar, of instruction, or of enrolment', () => {
    expect(weeksBy('calendar')).toEqual({ all: 16, left: 16, came: 16, back: 16 });
    expect(weeksBy('instructional')).toEqual({ all: 15, left: 15, came: 15, back: 15 });
    // 17 November to 21 December are five weeks, less one of break; two weeks before and two after.
    expect(weeksBy('enrolled')).toEqual({ all: 15, left: 8, came: 4, back: 4 });
  });

  test('count parts of weeks, and a leap day', () => {
    const { calendarWeeks } = rosteredWeeks([{ student: 'a' }], {
      from: '2024-02-28',
      until: '2024-03-02',
      denominator: 'calendar',
    });
    expect(calendarWeeks).toBe(3 / 7);
  });

  test('count days of breaks that overlap once, and those outside the period not at all', () => {
    const breaks = [
      thanksgiving,
      { from: '2025-11-27', until: '2025-12-03' },
      { from: '2025-12-20', until: '2026-01-05' },
      { from: '2025-07-01', until: '2025-08-01' },
    ];
    const { instructionalWeeks } = rosteredWeeks(roster, { ...autumn, denominator: 'instructional', breaks });
    expect(instructionalWeeks).toBe((112 - 9 - 2) / 7);
  });

  test('leave out who was never on the roll, by name', () => {
    const left = { student: 'gone', withdrawn: '2025-08-20' };
    const inBreak = { student: 'brief', enrolled: '2025-11-25', withdrawn: '2025-11-28' };
    const found = rosteredWeeks([...roster, left, inBreak], {
      ...autumn,
      denominator: 'calendar',
      breaks: [thanksgiving],
    });
    expect(found.neverEnrolled).toEqual(['gone', 'brief']);
    expect([found.weeks.size, found.notes[0]?.code]).toEqual([4, 'never_enrolled']);
  });

  test('are what minutes a week are divided by', () => {
    const log = [{ student: 'left', start: '2025-09-02T08:00Z', end: '2025-09-02T10:00Z' }];
    const { weeks } = rosteredWeeks(roster, { ...autumn, denominator: 'enrolled' });
    const weekly = weeklyMinutes(usageMinutes(log), { ...autumn, utcOffsetMinutes: 0, rostered: weeks });
    expect(weekly.students.find(({ student }) => student === 'left')?.minutesPerWeek).toBe(15);
    expect(weekly.neverUsed).toBe(3);
  });

  test('of enrolment leave out minutes of who was not on the roll', () => {
    // 40 minutes on Monday 8 September and 20 on Monday 3 November: 'left' was gone by then, 'came' had not come to either.
    const log = ['left', 'came', 'back', 'gone'].flatMap((student) => [
      { student, start: '2025-09-08T09:00Z', end: '2025-09-08T09:40Z' },
      { student, start: '2025-11-03T09:00Z', end: '2025-11-03T09:20Z' },
    ]);
    const everybody = [...roster, { student: 'gone', withdrawn: '2025-08-20' }];
    const weekly = (denominator: RosteredWeeksOptions['denominator']) =>
      weeklyMinutes(usageMinutes(log), {
        ...autumn,
        utcOffsetMinutes: 0,
        rostered: rosteredWeeks(everybody, { ...autumn, denominator, breaks: [thanksgiving] }),
      });

    const enrolled = weekly('enrolled');
    expect(enrolled.students.map(({ student, minutes }) => [student, minutes])).toEqual([
      ['all', 0],
      ['left', 40],
      ['came', 0],
      ['back', 40],
    ]);
    expect(enrolled.students[1]?.minutesPerWeek).toBe(40 / 8);
    expect(enrolled.minutesOutside).toBe(20 + 60 + 20);
    expect(enrolled.orphans).toEqual({ students: ['gone'], minutes: 60 });
    expect(weekly('instructional').minutesOutside).toBe(0);
  });

  test('cannot be weeks with use, and bad days are refused', () => {
    const error = (list: readonly Enrolment[], more: object = {}) =>
      errorOf(() => rosteredWeeks(list, { ...autumn, denominator: 'enrolled', ...more }));
    expect(error(roster, { denominator: 'used' }).message).toContain('never weeks with use');
    expect(error([]).code).toBe('no_data');
    expect(error([{ student: 'gone', withdrawn: '2025-08-20' }]).code).toBe('no_data');
    expect(error([{ student: 'a', enrolled: '2025-10-02', withdrawn: '2025-10-01' }]).message).toContain('"a"');
    expect(error([{ student: 'a', enrolled: '2025-02-30' }]).code).toBe('invalid_argument');
    expect(error([{ student: 'a', enrolled: '2025-09-08T08:00Z' }]).message).toContain('2025-09-02');
    expect(error(roster, { until: '2025-09-01' }).code).toBe('invalid_argument');
    expect(error(roster, { breaks: [autumn] }).code).toBe('out_of_domain');
    expect(error(roster, { breaks: [{ from: '2025-12-01', until: '2025-11-24' }] }).message).toContain('break 1');
  });

  const day = fc.integer({ min: 0, max: 130 }).map((k) => new Date(Date.UTC(2025, 7, 25) + k * 864e5));
  const iso = (date: Date): string => date.toISOString().slice(0, 10);
  const days = fc
    .tuple(day, day)
    .filter(([a, b]) => a.getTime() !== b.getTime())
    .map(([a, b]) => (a < b ? [iso(a), iso(b)] : [iso(b), iso(a)]) as [string, string]);
  test.prop([fc.array(days, { maxLength: 3 }), fc.array(days, { minLength: 1, maxLength: 3 })])(
    'of enrolment are the days counted one by one',
    (breaks, spells) => {
      const inside = ([a, b]: readonly [string, string], on: string): boolean => on >= a && on < b;
      const all = Array.from({ length: 112 }, (_, k) => iso(new Date(Date.UTC(2025, 8, 1) + k * 864e5)));
      const taught = all.filter((on) => !breaks.some((one) => inside(one, on)));
      fc.pre(taught.length > 0);
      const count = taught.filter((on) => spells.some((one) => inside(one, on))).length;
      const { students } = rosteredWeeks(
        [{ student: 'other' }, ...spells.map(([enrolled, withdrawn]) => ({ student: 'a', enrolled, withdrawn }))],
        { ...autumn, denominator: 'enrolled', breaks: breaks.map(([from, until]) => ({ from, until })) },
      );
      expect(students.find(({ student }) => student === 'a')?.enrolledWeeks).toBe(count / 7);
    },
  );
});
