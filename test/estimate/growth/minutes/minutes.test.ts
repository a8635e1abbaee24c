import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { shareAtDose } from '../../../../src/estimate/growth/minutes/share-at-dose.js';
import { type Session, usageMinutes } from '../../../../src/estimate/growth/minutes/usage-minutes.js';
import { weeklyMinutes } from '../../../../src/estimate/growth/minutes/weekly-minutes.js';
import { errorOf } from '../../../errors.js';
import { close } from '../close.js';

const session = (student: string, start: string, end: string, events?: readonly string[]): Session => ({
  student,
  start: `2025-09-02T${start}Z`,
  end: `2025-09-02T${end}Z`,
  ...(events !== undefined && { events: events.map((time) => `2025-09-02T${time}Z`) }),
});

describe('minutes of use', () => {
  test('overlapping sessions of a student count once, those of two students twice', () => {
    const usage = usageMinutes([
      session('a', '08:00', '08:30'),
      session('a', '08:20', '08:40'),
      session('b', '08:20', '08:40'),
    ]);
    expect(usage.loggedMinutes).toBe(70);
    expect(usage.minutes).toBe(60);
    expect(usage.takenOut).toEqual({ capped: 0, idle: 0, overlap: 10 });
  });

  test.each([
    ['2025-09-02 08:30:00.123456+00', 8 * 60 + 30 + 0.123 / 60],
    ['2025-09-02T04:00:00.5-0430', 8 * 60 + 30 + 0.5 / 60],
    ['2025-09-02T10:30+02', 8 * 60 + 30],
    ['2025-09-03T07:59+23:59', 8 * 60],
  ])('an end at %s is %d minutes after midnight of Greenwich', (end, minutes) => {
    expect(usageMinutes([{ student: 'a', start: '2025-09-02T00:00Z', end }]).minutes).toBeCloseTo(minutes, 9);
  });

  test.each([
    '2025-09-02T09:30+24:00',
    '2025-09-02T09:30-05:60',
    '0050-09-02T09:30Z',
    '2025-02-29T09:30Z',
    '2025-09-02T24:00Z',
  ])('no time is %s', (end) => {
    expect(errorOf(() => usageMinutes([{ student: 'a', start: 0, end }])).code).toBe('invalid_argument');
  });

  test('idle stretches are taken out whole', () => {
    const usage = usageMinutes([session('a', '08:00', '09:00', ['08:04', '08:08', '08:55'])], { longestIdle: 5 });
    expect(usage.minutes).toBe(4 + 4 + 5);
    expect(usage.takenOut.idle).toBe(47);
  });

  test('a session left open is cut, or called suspicious', () => {
    const open = [session('a', '08:00', '20:00')];
    expect(usageMinutes(open, { longestSession: 60 }).minutes).toBe(60);
    expect(usageMinutes(open).notes[0]?.code).toBe('long_sessions');
  });

  test('times need a zone, and an offset is minutes ahead of UTC', () => {
    const local = [{ student: 'a', start: '2025-09-02 23:50', end: '2025-09-03 00:10' }];
    expect(errorOf(() => usageMinutes(local)).message).toContain('time zone');
    const usage = usageMinutes(local, { utcOffsetMinutes: -300 });
    expect(usage.students.get('a')).toEqual([{ from: Date.UTC(2025, 8, 3, 4, 50), to: Date.UTC(2025, 8, 3, 5, 10) }]);
    const stated = usageMinutes([{ student: 'a', start: '2025-09-02T23:50-05:00', end: '2025-09-03T00:10-05:00' }]);
    expect(stated.students).toEqual(usage.students);
  });

  test('what cannot be read or did not happen is refused', () => {
    const at = (start: string, end: string) => errorOf(() => usageMinutes([{ student: 'a', start, end }])).code;
    expect(at('2025-02-30T08:00Z', '2025-03-01T08:00Z')).toBe('invalid_argument');
    expect(at('9/2/2025 8:00', '9/2/2025 9:00')).toBe('invalid_argument');
    expect(at('2025-09-02T24:30Z', '2025-09-03T08:00Z')).toBe('invalid_argument');
    expect(at('2025-09-02T09:00Z', '2025-09-02T08:00Z')).toBe('out_of_domain');
    expect(errorOf(() => usageMinutes([session('a', '08:00', '09:00')], { longestIdle: 5 })).message).toContain(
      'events',
    );
  });

  test.prop([
    fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 0, max: 900 })), {
      maxLength: 30,
    }),
    fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }),
  ])('every minute is counted or taken out for a reason, in any order of the log', (log, longestSession) => {
    const sessions = log.map(([student, start, length]) => ({
      student,
      start: start * 60_000,
      end: (start + length) * 60_000,
    }));
    const options = longestSession === undefined ? {} : { longestSession };
    const usage = usageMinutes(sessions, options);
    const { capped, idle, overlap } = usage.takenOut;
    close(usage.minutes + capped + idle + overlap, usage.loggedMinutes, 1e-9);
    // A slow twin: the set of whole minutes in which a student is active.
    const active = new Set(
      sessions.flatMap(({ student, start, end }) => {
        const length = Math.min((end - start) / 60_000, longestSession ?? Number.POSITIVE_INFINITY);
        return Array.from({ length }, (_, i) => `${student} ${start / 60_000 + i}`);
      }),
    );
    expect(usage.minutes).toBe(active.size);
    expect(usageMinutes([...sessions].reverse(), options).minutes).toBe(usage.minutes);
  });
});

describe('minutes a week', () => {
  const usage = usageMinutes([
    session('a', '08:00', '09:00'),
    { student: 'a', start: '2025-09-20T08:00Z', end: '2025-09-20T08:30Z' },
    session('stranger', '08:00', '08:10'),
  ]);
  const weekly = weeklyMinutes(usage, {
    from: '2025-09-01',
    until: '2025-09-15',
    utcOffsetMinutes: 0,
    rostered: new Map([
      ['a', 2],
      ['b', 2],
    ]),
  });

  test('are over the weeks rostered, and who never used the product has 0', () => {
    expect(weekly.students.map(({ minutesPerWeek }) => minutesPerWeek)).toEqual([30, 0]);
    expect(weekly.neverUsed).toBe(1);
    expect(weekly.minutesOutside).toBe(30);
  });

  test('strangers are named and count nowhere', () => {
    expect(weekly.orphans).toEqual({ students: ['stranger'], minutes: 10 });
    expect(weekly.notes[0]?.code).toBe('not_rostered');
  });

  test('a session over midnight is cut where the local day ends', () => {
    const late = usageMinutes([{ student: 'a', start: '2025-09-15T04:40Z', end: '2025-09-15T05:30Z' }]);
    const options = { from: '2025-09-01', until: '2025-09-15', utcOffsetMinutes: -300, rostered: new Map([['a', 2]]) };
    expect(weeklyMinutes(late, options).students[0]?.minutes).toBe(20);
    expect(weeklyMinutes(late, options).minutesOutside).toBe(30);
  });

  test('need a roster, weeks and a time', () => {
    const options = { from: '2025-09-01', until: '2025-09-15', utcOffsetMinutes: 0, rostered: new Map([['a', 0]]) };
    expect(errorOf(() => weeklyMinutes(usage, options)).code).toBe('out_of_domain');
    expect(errorOf(() => weeklyMinutes(usage, { ...options, rostered: new Map() })).code).toBe('no_data');
    expect(errorOf(() => weeklyMinutes(usage, { ...options, until: '2025-09-01' })).code).toBe('invalid_argument');
  });
});

describe('the share at a dose', () => {
  test('is of all who were rostered', () => {
    expect(shareAtDose([0, 12, 31, 48], [30, 45]).map(({ share }) => share)).toEqual([0.5, 0.25]);
    expect(errorOf(() => shareAtDose([], [30])).code).toBe('no_data');
    expect(errorOf(() => shareAtDose([-1], [30])).code).toBe('out_of_domain');
    expect(errorOf(() => shareAtDose([0, 12], [0])).message).toContain('everybody reaches 0');
  });
});
