import { expect } from 'vitest';
import { type GroupedComoments, groupLabel } from '../../src/index.js';
import { toDouble } from '../numeric/sums/rational.js';
import type { ExactGroup } from '../oracle/exact-comoments.js';

const eps = Number.EPSILON;

/** All statistics as plain lists, for comparisons to the last bit. */
export function bitsOf(of: GroupedComoments): unknown {
  return {
    labels: Array.from({ length: of.groupCount }, (_, g) => of.keys.map((__, j) => groupLabel(of, j, g))),
    statistics: [of.n, of.weight, ...of.means, ...of.products, ...of.columnN].map((column) => [...column]),
    leftOut: of.leftOut,
  };
}

/**
 * Expects the record to hold what exact arithmetic gives, up to the rounding of sums of n terms of their size, times 8: differences, their
 * products, sums, and the last subtraction each round. A merged record was made from means, each rounded to a double.
 */
export function expectNear(of: GroupedComoments, groups: readonly ExactGroup[], merged = false): void {
  expect(Array.from({ length: of.groupCount }, (_, g) => of.keys.map((__, j) => groupLabel(of, j, g)))).toEqual(
    groups.map((group) => group.labels),
  );
  groups.forEach((group, g) => {
    expect(of.n[g]).toBe(group.rows);
    expect(of.columnN.map((n) => n[g])).toEqual(group.columnN);
    if (group.rows === 0) {
      for (const mean of of.means) expect(mean[g]).toBeNaN();
      return;
    }
    const slack = 8 * eps * group.rows;
    group.means.forEach((mean, i) => {
      const spread = Math.sqrt(group.sizes[(i * (i + 1)) / 2 + i]!);
      const exact = toDouble(mean);
      expect(Math.abs(of.means[i]![g]! - exact)).toBeLessThanOrEqual(slack * (spread + Math.abs(exact)));
    });
    const spread = group.means.map((_, i) => Math.sqrt(group.sizes[(i * (i + 1)) / 2 + i]!));
    const level = group.means.map((mean) => (merged ? Math.abs(toDouble(mean)) : 0));
    for (let i = 0, at = 0; i < group.means.length; i++) {
      for (let j = 0; j <= i; j++, at++) {
        const size = spread[i]! * spread[j]! + level[i]! * spread[j]! + level[j]! * spread[i]!;
        const error = Math.abs(of.products[at]![g]! - toDouble(group.products[at]!));
        expect(error).toBeLessThanOrEqual(slack * size + Number.MIN_VALUE);
      }
    }
  });
}
