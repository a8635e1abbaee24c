import { qr, solveQr } from '../../../numeric/linalg/index.js';
import { need } from '../../../support/need.js';
import {
  type DoseTransform,
  type HurdleDose,
  hurdleDose,
  rowsWhere,
  type ScoredRows,
  scoreAt,
  transforms,
} from './hurdle-dose.js';

/**
 * By what students who took different doses are made comparable: `'function'`, the two numbers that the dose model gives each of them (the log odds
 * of any dose, the mean of the transformed one), or `'density'`, the one density of the dose.
 */
export type PropensityCondition = 'function' | 'density';

/** A dose-response curve by the generalized propensity score, and the models behind it. */
export interface PropensitySurface {
  readonly hurdle: HurdleDose;
  /** Mean response of everyone at each dose asked. */
  readonly response: Float64Array;
}

/**
 * The mean response of everyone at each dose: a surface over the dose and the score, one for those with a dose and one for those without, averaged
 * over all students at their own scores.
 *
 * With the density r the terms are 1, t, t², r, r², t r of the dose t, and 1, r, r² at 0. With the function they are 1, z, z², u, u², z u, h, h², z h of
 * the transformed dose z, its mean u and the log odds h, and 1, h, h² at 0.
 *
 * @throws {@link EfficacyError} `too_few_observations`, and as {@link hurdleDose}
 * @see Hirano & Imbens (2004), eq. 7.5 and 7.6; Imai & van Dyk (2004), JASA 99, 854-866; Zhao, van Dyk & Imai (2020), Stat. Methods Med. Res. 29,
 * 709-727, on the bias that the density leaves.
 */
export function propensitySurface(
  rows: ScoredRows,
  doses: readonly number[],
  { transform, condition }: { readonly transform: DoseTransform; readonly condition: PropensityCondition },
  who: string,
): PropensitySurface {
  const hurdle = hurdleDose(rows, transform, who);
  const { dose, response } = rows;
  // Around their mean, large responses keep their digits.
  const centre = response.reduce((sum, y) => sum + y, 0) / response.length;
  const users = rowsWhere(dose, (t) => t > 0);
  const rest = rowsWhere(dose, (t) => t === 0);
  const write = condition === 'density' ? densityTerms(rows, hurdle, transform) : functionTerms(hurdle, transform);
  const fitOf = (members: Uint32Array, at: number, which: string): Float64Array => {
    const k = write(new Float64Array(mostTerms), 0, at, 0);
    need(members.length > k, 'too_few_observations', who, `more than ${k} students ${which}`, members.length);
    const design = new Float64Array(members.length * k);
    for (let m = 0; m < members.length; m++) write(design, m * k, dose[members[m]!]!, members[m]!);
    const y = Float64Array.from(members, (i) => response[i]! - centre);
    // A term that others determine adds nothing: without it the surface is the same.
    return solveQr(qr(design, members.length, k), y).map((b) => (Number.isNaN(b) ? 0 : b));
  };
  const above = doses.some((at) => at > 0) ? fitOf(users, 1, 'with a dose above 0') : null;
  const zero = doses.includes(0) ? fitOf(rest, 0, 'without a dose, to say what 0 gives') : null;
  const terms = new Float64Array(mostTerms);
  return {
    hurdle,
    response: Float64Array.from(doses, (at) => {
      const b = (at === 0 ? zero : above)!;
      let sum = 0;
      for (let i = 0; i < dose.length; i++) {
        write(terms, 0, at, i);
        for (let j = 0; j < b.length; j++) sum += b[j]! * terms[j]!;
      }
      return centre + sum / dose.length;
    }),
  };
}

/** More than any surface has. */
const mostTerms = 9;

/** Writes the terms of a row at a dose into an array from a place on, and returns how many. */
type WriteTerms = (out: Float64Array, from: number, dose: number, row: number) => number;

/** Dose and density, each in shares of the largest. */
function densityTerms({ dose }: ScoredRows, hurdle: HurdleDose, transform: DoseTransform): WriteTerms {
  const most = dose.reduce((a, b) => Math.max(a, b), 0);
  const largest = dose.reduce((a, t, i) => Math.max(a, scoreAt(hurdle, transform, i, t)), 0);
  return (out, from, at, row) => {
    const r = scoreAt(hurdle, transform, row, at) / largest;
    let next = from;
    out[next++] = 1;
    out[next++] = r;
    out[next++] = r * r;
    if (at === 0) return 3;
    const t = at / most;
    out[next++] = t;
    out[next++] = t * t;
    out[next++] = t * r;
    return 6;
  };
}

/** Transformed dose and its mean, in standard deviations of the dose model around the mean of everyone, and the log odds of any dose. */
function functionTerms({ use, mean, sd }: HurdleDose, transform: DoseTransform): WriteTerms {
  const centre = mean.reduce((sum, m) => sum + m, 0) / mean.length;
  const someNone = use.some((p) => p < 1);
  const odds = use.map((p) => (someNone ? Math.log(p / (1 - p)) : 0));
  const change = transforms[transform];
  return (out, from, at, row) => {
    const h = odds[row]!;
    let next = from;
    out[next++] = 1;
    if (at > 0) {
      const z = (change(at) - centre) / sd;
      const u = (mean[row]! - centre) / sd;
      out[next++] = z;
      out[next++] = z * z;
      out[next++] = u;
      out[next++] = u * u;
      out[next++] = z * u;
      if (!someNone) return 6;
      out[next++] = h;
      out[next++] = h * h;
      out[next++] = z * h;
      return 9;
    }
    out[next++] = h;
    out[next++] = h * h;
    return 3;
  };
}
