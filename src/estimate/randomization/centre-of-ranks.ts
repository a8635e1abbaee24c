/**
 * The effect at which a statistic of ranks is 0: the middle of the stretch where it is, or where it passes 0.
 *
 * @param statistic - of an effect; never rises with it
 * @param scale - range of the outcome
 * @returns null where it does not fall from above 0 to below it, as covariates that are nearly the arm may have it
 *
 * @see Hodges & Lehmann (1963), Ann. Math. Statist. 34(2), 598-611, eq. 5.
 */
export function centreOfRanks(statistic: (effect: number) => number, scale: number): number | null {
  const zero = 1e-10;
  const last = lastWhere((effect) => statistic(effect) > zero, scale);
  const first = lastWhere((effect) => statistic(effect) >= -zero, scale);
  return last === null || first === null ? null : (last + first) / 2;
}

/** Where something that holds for small effects ceases to hold; null where it always does, or never. */
function lastWhere(holds: (effect: number) => boolean, scale: number): number | null {
  let [from, to] = [-scale, scale];
  while (!holds(from) && from > -1e6 * scale) from *= 2;
  while (holds(to) && to < 1e6 * scale) to *= 2;
  if (!holds(from) || holds(to)) return null;
  for (let step = 0; step < 100 && to - from > 1e-14 * scale; step++) {
    const middle = (from + to) / 2;
    if (middle <= from || middle >= to) break;
    if (holds(middle)) from = middle;
    else to = middle;
  }
  return (from + to) / 2;
}
