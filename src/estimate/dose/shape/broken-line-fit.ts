import { choleskyInto, choleskySolveInto } from '../../../numeric/linalg/index.js';

/** Cell means by dose, centred for sums that keep their digits. */
export interface LineCells {
  readonly dose: Float64Array;
  readonly mean: Float64Array;
  readonly weight: Float64Array;
}

/** A continuous line with breaks, or two that meet between doses. */
export interface BrokenLine {
  /** Ascending, inside the observed doses. */
  readonly breaks: readonly number[];
  /** Sum of squares of the cell means around the line. */
  readonly rss: number;
}

/**
 * Sums over all cells above each dose, from which any broken line's normal equations follow without a pass over the data.
 *
 * Entry c is the sum over cells c, c + 1, ...; x and y are centred and scaled.
 */
interface TailSums {
  readonly x: Float64Array;
  readonly w: Float64Array;
  readonly wx: Float64Array;
  readonly wxx: Float64Array;
  readonly wy: Float64Array;
  readonly wxy: Float64Array;
  readonly wyy: number;
  readonly toDose: (x: number) => number;
  readonly fromDose: (dose: number) => number;
}

function tailSums({ dose, mean, weight }: LineCells): TailSums {
  const m = dose.length;
  const total = weight.reduce((sum, w) => sum + w, 0);
  const centre = dose.reduce((sum, d, c) => sum + weight[c]! * d, 0) / total;
  const spread = Math.max(dose[m - 1]! - centre, centre - dose[0]!);
  const middle = mean.reduce((sum, y, c) => sum + weight[c]! * y, 0) / total;
  const x = dose.map((d) => (d - centre) / spread);
  const tail = (term: (c: number) => number): Float64Array => {
    const out = new Float64Array(m + 1);
    for (let c = m - 1; c >= 0; c--) out[c] = out[c + 1]! + term(c);
    return out;
  };
  const y = mean.map((value) => value - middle);
  const wyy = tail((c) => weight[c]! * y[c]! * y[c]!)[0]!;
  return {
    x,
    w: tail((c) => weight[c]!),
    wx: tail((c) => weight[c]! * x[c]!),
    wxx: tail((c) => weight[c]! * x[c]! * x[c]!),
    wy: tail((c) => weight[c]! * y[c]!),
    wxy: tail((c) => weight[c]! * x[c]! * y[c]!),
    wyy,
    toDose: (at) => {
      // A place next to a dose is that dose, whatever the rounding, since the curve has its kink there.
      const on = x.findIndex((one) => Math.abs(one - at) < 1e-12);
      return on < 0 ? centre + spread * at : dose[on]!;
    },
    fromDose: (at) => (at - centre) / spread,
  };
}

/** A basis function that is a + b x from cell `from` on and 0 before. */
interface Piece {
  readonly from: number;
  readonly a: number;
  readonly b: number;
}

/** Least squares on pieces; coefficients and the sum of squares. */
function solvePieces(
  sums: TailSums,
  pieces: readonly Piece[],
): { readonly coefficients: Float64Array; readonly rss: number } | null {
  const k = pieces.length;
  const normal = new Float64Array(k * k);
  const right = new Float64Array(k);
  pieces.forEach((p, i) => {
    right[i] = p.a * sums.wy[p.from]! + p.b * sums.wxy[p.from]!;
    for (let j = 0; j <= i; j++) {
      const q = pieces[j]!;
      const from = Math.max(p.from, q.from);
      normal[i * k + j] =
        p.a * q.a * sums.w[from]! + (p.a * q.b + p.b * q.a) * sums.wx[from]! + p.b * q.b * sums.wxx[from]!;
    }
  });
  if (choleskyInto(normal, normal, k, 1e-11) < k) return null;
  const coefficients = new Float64Array(k);
  choleskySolveInto(coefficients, normal, right, k);
  return { coefficients, rss: sums.wyy - coefficients.reduce((sum, b, i) => sum + b * right[i]!, 0) };
}

const whole: readonly Piece[] = [
  { from: 0, a: 1, b: 0 },
  { from: 0, a: 0, b: 1 },
];

/** The hinge (x - knot)+ at a place between cells `from - 1` and `from`. */
const hinge = (from: number, knot: number): Piece => ({ from, a: -knot, b: 1 });

/**
 * The broken line of least squares, exactly: a break either stands on a dose, or between two doses where the free lines on its sides meet.
 * All combinations are looked at that leave each piece two doses, a break's own included: with fewer its line is anyone's.
 *
 * @param breaks - 1 or 2
 * @returns the best line; null where no break has two doses on each side
 *
 * @see Hudson (1966), J. Am. Stat. Assoc. 61, 1097-1129; Williams (1970), Biometrics 26, 23-32.
 */
export function bestBrokenLine(cells: LineCells, breaks: 1 | 2): BrokenLine | null {
  const sums = tailSums(cells);
  const m = cells.dose.length;
  let best: { readonly at: readonly number[]; readonly rss: number } | null = null;
  const consider = (at: readonly number[], rss: number): void => {
    if (best === null || rss < best.rss) best = { at, rss };
  };
  /** Between cells c - 1 and c the break is free: a jump and a change of slope from c on, which must meet in between. */
  const options = (c: number): readonly (readonly Piece[])[] => [
    [hinge(c, sums.x[c]!)],
    [
      { from: c, a: 1, b: 0 },
      { from: c, a: 0, b: 1 },
    ],
  ];
  const meeting = (c: number, jump: number, change: number): number | null => {
    const at = -jump / change;
    return at >= sums.x[c - 1]! && at <= sums.x[c]! ? at : null;
  };
  for (let c = 1; c < m - 1; c++) {
    for (const first of options(c)) {
      if (breaks === 1) {
        const solved = solvePieces(sums, [...whole, ...first]);
        if (!solved) continue;
        const [, , jump, change] = solved.coefficients;
        const at = first.length === 1 ? sums.x[c]! : meeting(c, jump!, change!);
        if (at !== null) consider([at], solved.rss);
        continue;
      }
      for (let d = c + 1; d < m - 1; d++) {
        for (const second of options(d)) {
          const solved = solvePieces(sums, [...whole, ...first, ...second]);
          if (!solved || (best !== null && solved.rss >= (best as { rss: number }).rss)) continue;
          const b = solved.coefficients;
          const p = first.length === 1 ? sums.x[c]! : meeting(c, b[2]!, b[3]!);
          const q = second.length === 1 ? sums.x[d]! : meeting(d, b[1 + first.length + 1]!, b[1 + first.length + 2]!);
          if (p !== null && q !== null && p < q) consider([p, q], solved.rss);
        }
      }
    }
  }
  if (best === null) return null;
  const { at, rss } = best as { at: readonly number[]; rss: number };
  return { breaks: at.map(sums.toDose), rss: Math.max(0, rss) };
}

/** The sum of squares of the best line with stated breaks, as a function of them. */
export function rssOfBreaks(cells: LineCells): (breaks: readonly number[]) => number {
  const sums = tailSums(cells);
  return (breaks) => {
    const pieces = breaks.map((dose) => {
      const knot = sums.fromDose(dose);
      const from = sums.x.findIndex((x) => x >= knot);
      return hinge(from < 0 ? sums.x.length : from, knot);
    });
    return Math.max(0, solvePieces(sums, [...whole, ...pieces])?.rss ?? sums.wyy);
  };
}
