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
  const order = Uint32Array.from({ length: count }, (_, thing) => thing);
  const rankOf = codes.map((code, j) => code.map((c) => ranks[j]![c]!));
  const span = ranks.reduce((product, rank) => product * rank.length, 1);
  if (span * count > Number.MAX_SAFE_INTEGER) {
    return order.sort((a, b) => {
      for (const rank of rankOf) if (rank[a] !== rank[b]) return rank[a]! - rank[b]!;
      return 0;
    });
  }
  // All ranks, then the number of the thing, as digits of one number: typed arrays of numbers sort several times as fast.
  const digits = new Float64Array(count);
  for (let thing = 0; thing < count; thing++) {
    let value = 0;
    rankOf.forEach((rank, j) => {
      value = value * ranks[j]!.length + rank[thing]!;
    });
    digits[thing] = value * count + thing;
  }
  digits.sort();
  return order.map((_, place) => digits[place]! % count);
}
