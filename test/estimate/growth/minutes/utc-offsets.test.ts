import { describe, expect, test } from 'vitest';
import { usageMinutes } from '../../../../src/estimate/growth/minutes/usage-minutes.js';
import type { UtcOffset } from '../../../../src/estimate/growth/minutes/utc-offsets.js';
import { weeklyMinutes } from '../../../../src/estimate/growth/minutes/weekly-minutes.js';
import { errorOf } from '../../../errors.js';

/** New York in 2025, by the tz database: clocks were set at 2:00 local time, 7:00 and 6:00 UTC. */
const newYork: UtcOffset = [
  { since: '2024-11-03T06:00Z', minutes: -300 },
  { since: '2025-03-09T07:00Z', minutes: -240 },
  { since: '2025-11-02T06:00Z', minutes: -300 },
];
const used = (start: string, end: string, utcOffsetMinutes: UtcOffset = newYork) =>
  usageMinutes([{ student: 'a', start, end }], { utcOffsetMinutes });
const refused = (start: string, end: string, offset: UtcOffset = newYork) => errorOf(() => used(start, end, offset));

describe('local times through a change of clocks', () => {
  test.each([
    ['2025-03-08T23:30', '2025-03-09T04:30Z'],
    ['2025-03-09T01:59', '2025-03-09T06:59Z'],
    ['2025-03-09T03:00', '2025-03-09T07:00Z'],
    ['2025-07-01T12:00', '2025-07-01T16:00Z'],
    ['2025-11-02T00:59', '2025-11-02T04:59Z'],
    ['2025-11-02T02:00', '2025-11-02T07:00Z'],
    ['2025-12-01T12:00', '2025-12-01T17:00Z'],
  ])('%s in New York is %s', (local, utc) => {
    const [stretch] = used(local, '2025-12-31T00:00').students.get('a') ?? [];
    expect(stretch?.from).toBe(Date.parse(utc));
  });

  test('a night in which clocks are set is an hour longer or shorter than it looks', () => {
    expect(used('2025-11-02T00:30', '2025-11-02T02:30').minutes).toBe(180);
    expect(used('2025-03-09T01:30', '2025-03-09T03:30').minutes).toBe(60);
    expect(used('2025-03-09T01:30', '2025-03-09T03:30', -300).minutes).toBe(120);
  });

  test('a time that clocks showed twice is refused, and both moments are named', () => {
    const { code, message } = refused('2025-11-02T01:30', '2025-11-02T03:00');
    expect(code).toBe('invalid_argument');
    expect(message).toContain('2025-11-02T05:30Z or 2025-11-02T06:30Z');
    expect(used('2025-11-02T01:30-04:00', '2025-11-02T03:00').minutes).toBe(150);
  });

  test('a time that clocks skipped, or one before the table, is refused', () => {
    expect(refused('2025-03-09T02:30', '2025-03-09T04:00').message).toContain('skipped "2025-03-09T02:30"');
    expect(refused('2024-10-01T08:00', '2024-10-01T09:00').message).toContain('begins after "2024-10-01T08:00"');
  });

  test('days of a period begin at local midnight by the same table', () => {
    const usage = usageMinutes([
      { student: 'a', start: '2025-09-01T03:50Z', end: '2025-09-01T04:10Z' },
      { student: 'a', start: '2025-12-01T04:50Z', end: '2025-12-01T05:20Z' },
    ]);
    const options = { from: '2025-09-01', until: '2025-12-01', rostered: new Map([['a', 13]]) };
    expect(weeklyMinutes(usage, { ...options, utcOffsetMinutes: newYork }).students[0]?.minutes).toBe(10 + 10);
    expect(weeklyMinutes(usage, { ...options, utcOffsetMinutes: -240 }).students[0]?.minutes).toBe(10);
  });

  test('a table that is none is refused', () => {
    const at = (offset: unknown) => refused('2025-07-01T12:00', '2025-07-01T13:00', offset as UtcOffset).message;
    expect(at([])).toContain('utcOffsetMinutes');
    expect(at([...newYork].reverse())).toContain('ascend');
    expect(at([{ since: '2025-01-01T00:00', minutes: -300 }])).toContain('time zone');
    expect(at(Number.NaN)).toContain('within a day');
    expect(at([{ since: '2025-01-01T00:00Z', minutes: -18_000 }])).toContain('within a day');
  });
});
