/**
 * How many of n units go to each arm: as many as its share says, rounded up or down at random so that each arm gets its share in
 * expectation, whatever the size of the block.
 *
 * @param shares - adding to 1
 * @param start - uniform on [0, 1)
 *
 * @see Systematic sampling: Cochran (1977), Sampling Techniques, 3rd ed., ch. 8, on the cumulated shares.
 */
export function armSizes(n: number, shares: readonly number[], start: number): readonly number[] {
  let cumulated = 0;
  let before = 0;
  return shares.map((share, arm) => {
    cumulated += share;
    const end = arm === shares.length - 1 ? n : Math.ceil(nearInteger(n * cumulated) - start);
    const size = end - before;
    before = end;
    return size;
  });
}

/** Three times a third is one. */
function nearInteger(x: number): number {
  const nearest = Math.round(x);
  return Math.abs(x - nearest) < 1e-9 * Math.max(1, nearest) ? nearest : x;
}
