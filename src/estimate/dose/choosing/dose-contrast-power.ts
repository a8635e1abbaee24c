import { need } from '../../../support/need.js';
import { maxT } from '../../max-t.js';
import { type CandidateShape, optimalContrast, standardizedContrasts, standardShapes } from './candidate-shapes.js';
import { checkAlpha } from './dose-contrast-test.js';

/** A trial that assigns doses. */
export interface DoseTrial {
  /** The doses to be assigned, such as minutes a week; distinct. */
  readonly doses: readonly number[];
  /** Students at each dose, or shares of them for {@link doseContrastSampleSize}. */
  readonly n: readonly number[];
  /** Standard deviation of the response within a dose. */
  readonly sd: number;
  /** Shapes that the test will have contrasts for. */
  readonly candidates: readonly CandidateShape[];
  /**
   * Largest rise over the least dose that each candidate is to have at one of the doses, in the unit of the response; negative where the response
   * falls.
   */
  readonly effect: number;
  /** One-sided. @defaultValue 0.025 */
  readonly alpha?: number;
}

/** The chance that the test finds a dose-response. */
export interface DoseContrastPower {
  /** Which result this is. */
  readonly kind: 'dose-contrast-power';
  /** If a candidate is true, by its name. */
  readonly shapes: readonly { readonly name: string; readonly power: number }[];
  /** The least of these. */
  readonly least: number;
  /** Mean of the powers. */
  readonly mean: number;
  /** What a statistic must exceed. */
  readonly criticalValue: number;
  /** Students less doses. */
  readonly df: number;
  /** Students at each dose. */
  readonly n: readonly number[];
  /** What was done. */
  readonly method: string;
}

/**
 * The power of {@link doseContrastTest} if each of the candidate shapes in turn is true: which minutes to randomize, and how many students.
 *
 * @throws {@link EfficacyError} `invalid_argument` for numbers, doses or candidates that make no trial
 *
 * @example
 * doseContrastPower({ doses: [0, 20, 40, 60], n: [50, 50, 50, 50], sd: 10, effect: 4, candidates }).least;
 *
 * @see Pinheiro, Bornkamp & Bretz (2006), J. Biopharm. Stat. 16(5), 639-656.
 */
export function doseContrastPower(trial: DoseTrial): DoseContrastPower {
  const who = 'doseContrastPower';
  const whole = trial.n.every((n) => Number.isInteger(n) && n > 0);
  need(whole, 'invalid_argument', who, 'a whole number of students at each dose', trial.n);
  return powerOf(trial, trial.n, who);
}

/** Students needed for a power. */
export interface DoseContrastSampleSize extends DoseContrastPower {
  /** Students in all. */
  readonly total: number;
}

/**
 * The smallest numbers of students, in the stated proportions, with which {@link doseContrastTest} has a power for every candidate shape.
 *
 * @param trial - with `n` as shares, such as `[1, 1, 1, 1]` or `[2, 1, 1, 1]`
 * @param power - wanted for the least favourable shape; .8 unless stated
 * @throws {@link EfficacyError} `invalid_argument`, `out_of_domain` when a hundred million students do not suffice
 */
export function doseContrastSampleSize(trial: DoseTrial, power = 0.8): DoseContrastSampleSize {
  const who = 'doseContrastSampleSize';
  need(power > 0 && power < 1, 'invalid_argument', who, 'a power between 0 and 1', power);
  const positive = trial.n.every((share) => share > 0 && share < Infinity);
  need(positive, 'invalid_argument', who, 'a share above 0 for each dose', trial.n);
  const smallest = Math.min(...trial.n);
  const numbers = (units: number): number[] => trial.n.map((share) => Math.ceil((units * share) / smallest - 1e-9));
  const at = (units: number): DoseContrastPower => powerOf(trial, numbers(units), who);
  let [below, above] = [1, 2];
  while (at(above).least < power) {
    [below, above] = [above, 2 * above];
    need(above < 1e8, 'out_of_domain', who, 'an effect that can be found', trial.effect);
  }
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (at(middle).least < power) below = middle;
    else above = middle;
  }
  const found = at(above);
  return { ...found, total: found.n.reduce((sum, n) => sum + n, 0) };
}

function powerOf(trial: DoseTrial, n: readonly number[], who: string): DoseContrastPower {
  const { doses, sd, candidates, effect, alpha = 0.025 } = trial;
  checkAlpha(alpha, who);
  const fine =
    doses.length > 1 && doses.every((d) => Number.isFinite(d) && d >= 0) && new Set(doses).size === doses.length;
  need(fine, 'invalid_argument', who, 'at least two distinct doses of 0 or more', doses);
  need(n.length === doses.length, 'length_mismatch', who, `one n for each of ${doses.length} doses`, n.length);
  need(
    sd > 0 && sd < Infinity && Number.isFinite(effect) && effect !== 0,
    'invalid_argument',
    who,
    'an sd above 0 and an effect',
    `${sd} and ${effect}`,
  );
  const df = n.reduce((sum, one) => sum + one, 0) - doses.length;
  need(df > 0, 'too_few_observations', who, 'more students than doses', df + doses.length);
  const shapes = standardShapes(candidates, doses, who);
  const sign = Math.sign(effect);
  const coefficients = shapes.map(({ means }) => optimalContrast(means, n).map((c) => sign * c));
  const largest = maxT(standardizedContrasts(coefficients, n), df);
  const criticalValue = largest.critical(alpha);
  const least = doses.indexOf(Math.min(...doses));
  const powers = shapes.map(({ name, means }) => {
    const away = means.map((y) => y - means[least]!);
    const most = Math.max(...away);
    const truth = away.map((y) => (effect * y) / most);
    const shifts = coefficients.map(
      (own) =>
        own.reduce((sum, c, i) => sum + c * truth[i]!, 0) /
        (sd * Math.sqrt(own.reduce((sum, c, i) => sum + (c * c) / n[i]!, 0))),
    );
    return { name, power: Math.min(1, Math.max(0, 1 - largest.atMost(criticalValue, shifts))) };
  });
  return {
    kind: 'dose-contrast-power',
    shapes: powers,
    least: Math.min(...powers.map(({ power }) => power)),
    mean: powers.reduce((sum, { power }) => sum + power, 0) / powers.length,
    criticalValue,
    df,
    n,
    method: `largest of ${powers.length} optimal contrasts, one-sided ${alpha}`,
  };
}
