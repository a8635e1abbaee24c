/** Two units, or one that is left over. */
export type Pairing = readonly (readonly [number, number])[];

/** Distance of two units; of nobody (an index of n or more) to anyone it is 0. */
export type Distance = (i: number, j: number) => number;

/**
 * Pairs of n units: the nearest two first, then the nearest two of the rest, and so on. Equal distances: the lower numbers first.
 *
 * @returns with an odd n the last pair has the unit that is left over and n for nobody
 *
 * @see King, Nielsen, Coberly, Pope & Wells (2011), Comparative effectiveness of matching methods, on nearest-first pairing.
 */
export function greedyPairs(n: number, distance: Distance): Pairing {
  const [first, second, length] = allPairs(n, distance);
  const order = Uint32Array.from(length, (_, i) => i).sort((a, b) => length[a]! - length[b]! || a - b);
  const taken = new Uint8Array(n);
  const pairs: [number, number][] = [];
  for (const at of order) {
    const [i, j] = [first[at]!, second[at]!];
    if (taken[i] === 1 || taken[j] === 1) continue;
    taken[i] = 1;
    taken[j] = 1;
    pairs.push([i, j]);
  }
  const left = taken.indexOf(0);
  if (left >= 0) pairs.push([left, n]);
  return pairs;
}

/**
 * Re-pairs any two pairs as long as that makes their distances smaller in sum: no two pairs are then better paired another way. Whoever is
 * left over may be exchanged too.
 *
 * @see Croes (1958), Operations Research 6(6), 791-812, on exchanges of two.
 */
export function exchangePairs(pairs: Pairing, distance: Distance): Pairing {
  const out = pairs.map(([i, j]): [number, number] => [i, j]);
  const better = 1 - 1e-12; // a gain that is more than rounding, so that exchanges come to an end
  for (let changed = true; changed; ) {
    changed = false;
    for (let p = 0; p < out.length; p++) {
      for (let q = p + 1; q < out.length; q++) {
        const [[a, b], [c, d]] = [out[p]!, out[q]!];
        const now = (distance(a, b) + distance(c, d)) * better;
        const crossed = distance(a, c) + distance(b, d);
        const swapped = distance(a, d) + distance(b, c);
        if (Math.min(crossed, swapped) >= now) continue;
        out[p] = crossed <= swapped ? [a, c] : [a, d];
        out[q] = crossed <= swapped ? [b, d] : [b, c];
        changed = true;
      }
    }
  }
  return out;
}

function allPairs(n: number, distance: Distance): readonly [Uint32Array, Uint32Array, Float64Array] {
  const count = (n * (n - 1)) / 2;
  const [first, second, length] = [new Uint32Array(count), new Uint32Array(count), new Float64Array(count)];
  let at = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      first[at] = i;
      second[at] = j;
      length[at++] = distance(i, j);
    }
  }
  return [first, second, length];
}
