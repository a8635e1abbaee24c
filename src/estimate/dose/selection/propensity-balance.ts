import { moments, variance } from '../../../aggregate/moments.js';
import type { BandedDose } from './band-edges.js';
import { type DoseTransform, type HurdleDose, scoreAt } from './hurdle-dose.js';

/** How unlike the others the students of a band are, in one covariate. */
export interface PropensityBalance {
  /** Column, or `column=label`. */
  readonly covariate: string;
  /** Band of dose. */
  readonly band: string;
  /** Mean of the band less that of all others, in standard deviations of everyone. */
  readonly before: number;
  /** By its standard error, variances unequal; null where there is none. */
  readonly statisticBefore: number | null;
  /** The same within blocks of students with like scores, averaged over blocks; null where no block has both. */
  readonly after: number | null;
  /** By its standard error. */
  readonly statisticAfter: number | null;
}

/** Whether students of other doses could have had that of a band. */
export interface BandSupport {
  /** Band of dose. */
  readonly band: string;
  /** Dose at which it is judged: the band's median. */
  readonly dose: number;
  /** Share of all students whose score there is one that both students of the band and others have. */
  readonly share: number;
}

const blocks = 5;

/**
 * Balance before and after, and common support: for each band the score at its median dose is taken for everyone; students are put in blocks by the band's
 * own fifths of it; within blocks the band's students are compared with the others, blocks weighing by their students.
 *
 * @see Hirano & Imbens (2004), 7.4.2; Flores, Flores-Lagunas, Gonzalez & Neumann (2012), Rev. Econ. Stat. 94, 153-171, for the support.
 */
export function propensityBalance(
  dose: Float64Array,
  covariates: readonly { readonly name: string; readonly values: Float64Array }[],
  { edges, bands }: BandedDose,
  hurdle: HurdleDose,
  transform: DoseTransform,
): { readonly balance: readonly PropensityBalance[]; readonly support: readonly BandSupport[] } {
  const balance: PropensityBalance[] = [];
  const support: BandSupport[] = [];
  const n = dose.length;
  edges.forEach(({ label: band }, k) => {
    const inside = (i: number): boolean => bands[i] === k;
    const at = quantile(dose.filter((_, i) => inside(i)).sort(), 0.5);
    const score = dose.map((_, i) => scoreAt(hurdle, transform, i, at));
    const own = score.filter((_, i) => inside(i)).sort();
    const others = score.filter((_, i) => !inside(i)).sort();
    if (others.length === 0) return;
    const low = Math.max(own[0]!, others[0]!);
    const high = Math.min(own[own.length - 1]!, others[others.length - 1]!);
    support.push({ band, dose: at, share: score.filter((r) => r >= low && r <= high).length / n });
    const cuts = [0.2, 0.4, 0.6, 0.8].map((p) => quantile(own, p));
    const blockOf = score.map((r) => cuts.filter((cut) => cut < r).length);
    for (const { name: covariate, values } of covariates) {
      const sd = Math.sqrt(variance(moments(values)));
      const apart = (member: (i: number) => boolean) => {
        const a = moments(values.filter((_, i) => member(i) && inside(i)));
        const b = moments(values.filter((_, i) => member(i) && !inside(i)));
        if (a.n < 2 || b.n < 2) return null;
        return { n: a.n + b.n, difference: a.mean - b.mean, variance: variance(a) / a.n + variance(b) / b.n };
      };
      if (!(sd > 0)) continue;
      const raw = apart(() => true);
      const mean = (i: boolean): number => moments(values.filter((_, row) => inside(row) === i)).mean;
      const parts = Array.from({ length: blocks }, (_, block) => apart((i) => blockOf[i] === block)).filter(
        (p) => p !== null,
      );
      const weight = parts.reduce((sum, part) => sum + part.n, 0);
      const within = parts.reduce((sum, part) => sum + part.n * part.difference, 0);
      const error = Math.sqrt(parts.reduce((sum, part) => sum + part.n ** 2 * part.variance, 0));
      balance.push({
        covariate,
        band,
        before: (mean(true) - mean(false)) / sd,
        statisticBefore: raw !== null && raw.variance > 0 ? raw.difference / Math.sqrt(raw.variance) : null,
        after: weight > 0 ? within / weight / sd : null,
        statisticAfter: error > 0 ? within / error : null,
      });
    }
  });
  return { balance, support };
}

/** Quantile of sorted values: linear between order statistics at 1 + (n - 1) p. */
function quantile(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const [a, b] = [sorted[below]!, sorted[Math.min(below + 1, sorted.length - 1)]!];
  return a + (at - below) * (b - a);
}
