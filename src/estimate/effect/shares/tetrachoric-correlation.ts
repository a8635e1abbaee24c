import * as normal from '../../../numeric/distributions/normal.js';
import { requireConverged } from '../../../numeric/optimize/convergence.js';
import { findRoot } from '../../../numeric/optimize/find-root.js';
import { EfficacyError } from '../../../support/errors.js';
import {
  allCells,
  type Contrast,
  contrastOfProportions,
  type ProportionsEffect,
  type ProportionsOptions,
} from './contrast-of-proportions.js';
import type { ArmEvents } from './counts.js';

/**
 * Tetrachoric correlation of arm and event: the correlation of two normal variables of which both are cuts. It makes sense where the arms
 * themselves are a cut through something continuous, such as users above and below a dose.
 *
 * @param treatment - events and units of the treatment arm, or share and units
 * @param control - the same for the control arm
 * @returns from -1 to 1, above 0 where the event is commoner in treatment; the standard error is that of multinomial sampling
 * @throws {@link EfficacyError} `zero_cell` unless told what to do about empty cells, `no_data`, `invalid_argument`
 *
 * @example
 * tetrachoricCorrelation({ events: 48, n: 70 }, { events: 30, n: 75 }).estimate; // 0.436
 *
 * @see Pearson (1900), Philosophical Transactions A 195, 1-47; Brown (1977), Algorithm AS 116, Applied Statistics 26(3), 343-351.
 */
export function tetrachoricCorrelation(
  treatment: ArmEvents,
  control: ArmEvents,
  options: ProportionsOptions = {},
): ProportionsEffect {
  return contrastOfProportions('tetrachoricCorrelation', tetrachoric, treatment, control, options);
}

const tetrachoric: Contrast = {
  kind: 'tetrachoric-correlation',
  unit: 'correlation',
  method: "tetrachoric correlation by maximum likelihood; Fisher's z interval",
  varianceFormula: 'delta method, multinomial sampling',
  needs: allCells,
  onFisherScale: true,
  of: ({ a, b, c, d }) => {
    const n = a + b + c + d;
    const h = normal.quantile((a + b) / n);
    const k = normal.quantile((a + c) / n);
    // The excess of the first cell over independence is the integral of the bivariate density over r, here with r = sin(angle).
    const excess = ((a / n) * (d / n) - (b / n) * (c / n)) * 2 * Math.PI;
    const angle = angleAt(h, k, excess);
    const estimate = Math.sin(angle);
    const cosine = Math.cos(angle);
    const row = normal.cdf((k - estimate * h) / cosine);
    const column = normal.cdf((h - estimate * k) / cosine);
    // By how much one more unit in a cell moves the equation; the fourth cell does not.
    const slopes: readonly (readonly [number, number])[] = [
      [a / n, 1 - row - column],
      [b / n, -row],
      [c / n, -column],
    ];
    const mean = slopes.reduce((sum, [share, slope]) => sum + share * slope, 0);
    const square = slopes.reduce((sum, [share, slope]) => sum + share * (slope - mean) ** 2, (d / n) * mean ** 2);
    const density = integrand(h, k, angle) / (2 * Math.PI * cosine);
    return { estimate, variance: square / n / density ** 2 };
  },
};

/** The angle up to which the integral is `excess`. */
function angleAt(h: number, k: number, excess: number): number {
  const beyond = (x: number): number => excessAt(h, k, x) - excess;
  const end = Math.PI / 2;
  // With a cell of one in a thousand million the integral loses the digits that would tell the correlation from -1 or 1.
  if (beyond(-end) < 0 && beyond(end) > 0) return requireConverged(findRoot(beyond, -end, end)).root;
  throw new EfficacyError(
    'convergence_failed',
    'tetrachoricCorrelation cannot tell the correlation from -1 or 1 where a share is this near to 0 or 1',
  );
}

/** exp(-(h² - 2 h k sin x + k²) / (2 cos² x)); at the ends it is 0, or more where h = ±k. */
function integrand(h: number, k: number, angle: number): number {
  const sine = Math.sin(angle);
  // (h² - 2hk s + k²) / (1 - s²) without cancellation where |s| is near 1
  const apart =
    sine > 0
      ? (h - k) ** 2 / (1 - sine ** 2) + (2 * h * k) / (1 + sine)
      : (h + k) ** 2 / (1 - sine ** 2) - (2 * h * k) / (1 - sine);
  return Number.isNaN(apart) ? 0 : Math.exp(-apart / 2);
}

/** The integral of {@link integrand} from 0, by the tanh-sinh rule, which minds neither end. */
function excessAt(h: number, k: number, end: number): number {
  const step = 1 / 16;
  let sum = 0;
  for (let i = -64; i <= 64; i++) {
    const t = i * step;
    const u = (Math.PI / 2) * Math.sinh(t);
    const weight = Math.cosh(t) / Math.cosh(u) ** 2;
    if (weight > 0) sum += weight * integrand(h, k, end / (1 + Math.exp(-2 * u)));
  }
  return (sum * step * end * Math.PI) / 4;
}
