/** For each level its place in the order of labels, by code units, whatever the locale. */
export function ranksOfLabels({ levels }: { readonly levels: readonly string[] }): Uint32Array {
  if (levels.every((label, code) => code === 0 || levels[code - 1]! < label)) {
    return Uint32Array.from(levels, (_, code) => code);
  }
  const rankOf = new Map([...levels].sort().map((label, rank) => [label, rank]));
  return Uint32Array.from(levels, (label) => rankOf.get(label)!);
}

/**
 * Where things that have one code for each of several keys stand when sorted by the labels of the first key, then of the second...
 *
 * @param codes - for each key the code of each thing
 * @param ranks - for each key the rank of each code
 * @returns numbers of the things, in order
 */
export function sortedByLabels(
  codes: readonly Uint32Array[],
  ranks: readonly Uint32Array[],
  count: number,
): Uint32Array {
  const order = new Uint32Array(count);
  for (let thing = 0; thing < count; thing++) order[thing] = thing;
  const span = ranks.reduce((product, rank) => product * rank.length, 1);
  if (span * count > Number.MAX_SAFE_INTEGER) {
    return order.sort((a, b) => {
      for (let j = 0; j < codes.length; j++) {
        const apart = ranks[j]![codes[j]![a]!]! - ranks[j]![codes[j]![b]!]!;
        if (apart !== 0) return apart;
      }
      return 0;
    });
  }
  const values = new Float64Array(count);
  codes.forEach((code, j) => {
    const rank = ranks[j]!;
    for (let thing = 0; thing < count; thing++) values[thing] = values[thing]! * rank.length + rank[code[thing]!]!;
  });
  if (isAscending(values)) return order;
  // The number of the thing is the last digit: typed arrays of numbers sort several times as fast as by a comparison.
  for (let thing = 0; thing < count; thing++) values[thing] = values[thing]! * count + thing;
  values.sort();
  for (let place = 0; place < count; place++) order[place] = values[place]! % count;
  return order;
}

function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (values[i]! < values[i - 1]!) return false;
  return true;
}
