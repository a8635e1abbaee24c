import { expect, test } from 'vitest';
import { numberPlaces } from '../../../../src/estimate/growth/rate/number-places.js';

test('groups are numbered as they come, by every column', () => {
  const column = (codes: readonly number[]) => ({
    kind: 'factor' as const,
    codes: Uint32Array.from(codes),
    levels: ['a', 'b', 'c'],
  });
  const { ids, first } = numberPlaces(Uint32Array.of(0, 1, 3, 4), [column([2, 0, 9, 2, 0]), column([1, 1, 9, 1, 2])]);
  expect([...ids]).toEqual([0, 1, 0, 2]);
  expect([...first]).toEqual([0, 1, 3]);
});

test('combinations of more labels than numbers can tell apart stay apart', () => {
  // 2^20 labels in each of three columns: as one number, the first two groups would be 2^60 and 2^60 + 1, which are the same double.
  const levels: string[] = new Array(2 ** 20);
  const column = (...codes: number[]) => ({ kind: 'factor' as const, codes: Uint32Array.from(codes), levels });
  const most = 2 ** 20 - 1;
  const { ids } = numberPlaces(Uint32Array.of(0, 1, 2), [column(most, most, 0), column(0, 0, 0), column(0, 1, 0)]);
  expect([...ids]).toEqual([0, 1, 2]);
});
