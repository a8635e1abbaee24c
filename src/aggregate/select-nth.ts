/** Below this many values, sorting is as quick. */
const few = 24;

/**
 * Moves the values between `left` and `right`, both included, so that the one at `nth` is where it would be if they were sorted,
 * none before it is larger and none behind it smaller.
 *
 * @see Hoare (1961), Algorithm 65: find, Commun. ACM 4(7), 321-322; where halving fails too often, the rest is sorted.
 */
export function selectNth(values: Float64Array, left: number, right: number, nth: number): void {
  let tries = 2 * Math.ceil(Math.log2(right - left + 2)) + 8;
  while (right - left >= few && tries-- > 0) {
    const pivot = medianOfThree(values[left]!, values[(left + right) >>> 1]!, values[right]!);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i]! < pivot) i++;
      while (pivot < values[j]!) j--;
      if (i > j) break;
      const x = values[i]!;
      values[i++] = values[j]!;
      values[j--] = x;
    }
    if (nth <= j) right = j;
    else if (nth >= i) left = i;
    else return;
  }
  if (right > left) values.subarray(left, right + 1).sort();
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
