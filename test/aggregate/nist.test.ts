import { describe, expect, test } from 'vitest';
import { factorColumn, groupComoments, makeTable, numericColumn, type Table } from '../../src/index.js';
import { madeColumns, madeGroups } from '../nist/made.js';
import { strdMissing, strdSets } from '../nist/strd.js';
import { minus, over, type Rational, toDouble, whole } from '../numeric/sums/rational.js';
import { exactComoments } from '../oracle/exact-comoments.js';
import { lre } from '../tolerances.js';

const precisions = ['double', 'exact'] as const;

function tableOf(groups: readonly (readonly number[])[]): Table {
  return makeTable([
    ['group', factorColumn(groups.flatMap((values, g) => values.map(() => String(g))))],
    ['y', numericColumn(groups.flat())],
  ]);
}

/** Mean and standard deviation of one group. */
function meanAndSd(values: readonly number[], precision: (typeof precisions)[number]): readonly [number, number] {
  const { n, means, products } = groupComoments(tableOf([values]), { by: ['group'], of: ['y'], precision });
  return [means[0]![0]!, Math.sqrt(products[0]![0]! / (n[0]! - 1))];
}

/** F of a one-way analysis of variance: squares within groups, and around the mean of all. */
function oneWayF(groups: readonly (readonly number[])[], precision: (typeof precisions)[number]): number {
  const table = tableOf(groups);
  const within = groupComoments(table, { by: ['group'], of: ['y'], precision });
  const total = groupComoments(table, { by: [], of: ['y'], precision });
  const ssWithin = within.products[0]!.reduce((sum, product) => sum + product, 0);
  const ssBetween = total.products[0]![0]! - ssWithin;
  return ssBetween / (groups.length - 1) / (ssWithin / (total.n[0]! - groups.length));
}

/** The same in exact arithmetic. */
function exactF(groups: readonly (readonly number[])[]): number {
  const rows = (label: (g: number) => string) =>
    groups.flatMap((values, g) => values.map((y) => ({ labels: [label(g)], values: [y] })));
  const squares = (label: (g: number) => string): Rational =>
    exactComoments(rows(label), 1).reduce((sum, group) => minus(sum, minus(whole(0), group.products[0]!)), whole(0));
  const within = squares(String);
  const between = minus(
    squares(() => ''),
    within,
  );
  const ratio = over(between, within);
  const n = groups.flat().length;
  return toDouble({ n: ratio.n * BigInt(n - groups.length), d: ratio.d * BigInt(groups.length - 1) });
}

/** Sums of doubles round at each of the 18,009 rows of the largest sets: the worst, SmLs03, has 12.9 digits. */
const digitsOfF = { double: 12.5, exact: 13 } as const;

describe.each(precisions)('NIST sets through groups, precision %s', (precision) => {
  test.each(madeColumns)('$name: mean and standard deviation have 14 digits', ({ values }) => {
    const [group] = exactComoments(
      values.map((y) => ({ labels: [], values: [y] })),
      1,
    );
    const [mean, sd] = meanAndSd(values, precision);
    expect(lre(mean, toDouble(group!.means[0]!))).toBeGreaterThanOrEqual(14);
    expect(lre(sd, Math.sqrt(toDouble(group!.products[0]!) / (values.length - 1)))).toBeGreaterThanOrEqual(14);
  });

  test.each(madeGroups)('$name: F has 13 digits, or nearly', ({ groups }) => {
    expect(lre(oneWayF(groups, precision), exactF(groups))).toBeGreaterThanOrEqual(digitsOfF[precision]);
  });

  test.skipIf(strdMissing !== null).each(strdSets('univariate'))(
    'stored %s: 14 digits',
    (_, { data, exactBinary64 }) => {
      const [mean, sd] = meanAndSd(data.y, precision);
      expect(lre(mean, Number(exactBinary64.mean))).toBeGreaterThanOrEqual(14);
      expect(lre(sd, Number(exactBinary64.sd))).toBeGreaterThanOrEqual(14);
    },
  );

  test.skipIf(strdMissing !== null).each(strdSets('anova'))(
    'stored %s: F has 13 digits, or nearly',
    (_, { data, exactBinary64 }) => {
      expect(lre(oneWayF(data.groups, precision), Number(exactBinary64.F))).toBeGreaterThanOrEqual(
        digitsOfF[precision],
      );
    },
  );
});
