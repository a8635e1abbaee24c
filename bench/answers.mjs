// Answers of all engines in one shape, so that each can be checked against the others.

/** Numbers by group: `keys` are whole numbers that name the groups, in any order; `columns` one array a statistic. */
export const answer = (keys, columns) => ({ keys, columns });

/** Rows of numbers, the first of which is the key. */
export const answerOfRows = (rows) =>
  answer(
    rows.map((row) => row[0]),
    rows[0].slice(1).map((_, c) => rows.map((row) => row[c + 1])),
  );

/**
 * Throws unless both answers have the same groups and the same numbers, up to `tolerance` relative to the larger of the number and
 * `floor` of its column's largest: where a covariance is nearly 0, digits are lost by everybody.
 */
export function expectSame(name, actual, wanted, tolerance = 1e-9, floor = 1e-3) {
  const order = (keys) => Array.from(keys, (_, i) => i).sort((a, b) => keys[a] - keys[b]);
  const [a, b] = [order(actual.keys), order(wanted.keys)];
  if (a.length !== b.length) throw new Error(`${name}: ${a.length} groups, wanted ${b.length}`);
  if (actual.columns.length !== wanted.columns.length) throw new Error(`${name}: other statistics`);
  wanted.columns.forEach((column, c) => {
    let largest = 0;
    for (const x of column) if (Math.abs(x) > largest) largest = Math.abs(x);
    for (let i = 0; i < a.length; i++) {
      const [x, y] = [actual.columns[c][a[i]], column[b[i]]];
      if (actual.keys[a[i]] !== wanted.keys[b[i]]) throw new Error(`${name}: groups differ`);
      const same =
        x === y || (isNone(x) && isNone(y)) || Math.abs(x - y) <= tolerance * Math.max(Math.abs(y), floor * largest);
      if (!same) throw new Error(`${name}: statistic ${c} of group ${wanted.keys[b[i]]} is ${x}, wanted ${y}`);
    }
  });
}

const isNone = (x) => x === null || x === undefined || Number.isNaN(x);
