import { expect } from 'vitest';
import { type ReferenceCase, referenceCases, referenceData } from '../../reference.js';
import { tolerance } from '../../tolerances.js';

/** Every effect size that R computed. */
export const effectCases: readonly ReferenceCase[] = referenceCases('a_effect_sizes');

/** Which cases of the file are shown by which test, by their ids. Each case belongs to exactly one. */
export const shownBy: Readonly<Record<string, RegExp>> = {
  'shares/proportions.reference.test.ts':
    /^a\.(escalc\.table\.studies_counts\.|(phi|cramers_v|oddsratio|log_oddsratio|riskratio|cohens_h|cox_index)\.)/,
  'ranks/ranks.reference.test.ts':
    /^a\.(cliffs_delta|rank_biserial|counts|p_superiority|cohens_u[123]|p_overlap|rank_epsilon_squared)\./,
  'variance/variance-explained.reference.test.ts': /^a\.((eta|omega|epsilon)_squared|cohens_f|aov|F_to_\w+)\./,
  'reading/conversions.reference.test.ts': /^a\.(convert\.|common_language$|t_to_r\.|escalc\.cor\.)/,
  'means/ratios-of-means.reference.test.ts': /^a\.escalc\.(table\.)?\w+\.(\w+\.)?(MD|ROM|CVR|VR|MC|ROMC)$/,
  'means/means.reference.test.ts':
    /^a\.(cohens_d|hedges_g|glass_delta|paired_d_variants|t_to_d|summary)\.|^a\.small_sample_correction$|^a\.escalc\..*\.(SMD1?H?|SMC\w+)(\.vtype\.\w+)?$/,
};

/** The cases that a test file has to show. */
export function casesOf(file: string): readonly ReferenceCase[] {
  return effectCases.filter(({ id }) => shownBy[file]!.test(id));
}

/** Relative to the expected value, or to `floor` where that is nearer to 0. */
export function near(
  actual: number | null | undefined,
  wanted: number,
  within: number = tolerance.closedForm,
  floor = 0.01,
): void {
  expect(actual).toBeTypeOf('number');
  expect(Math.abs((actual as number) - wanted)).toBeLessThanOrEqual(within * Math.max(floor, Math.abs(wanted)));
}

/** Limits where the search of effectsize stopped too early, made by test/reference/scripts/association_limits.py. */
const exactUpper: Readonly<Record<string, readonly [theirs: number, exact: number]>> = {
  'a.phi.rare.two.sided': [0.17769354498877252, 0.1776514773851407],
  'a.cramers_v.rare.two.sided': [0.17791663803957955, 0.17787451762035428],
  'a.omega_squared.twoway.partial=FALSE.two.sided': [0.18594239529377238, 0.18594849538235242],
};

/** Both limits of effectsize, whose search for a noncentrality usually stops near 1e-6. */
export function nearLimits(
  interval: { readonly lower: number; readonly upper: number } | null,
  { CI_low, CI_high }: { readonly CI_low: number; readonly CI_high: number },
  id = '',
): void {
  const [theirs, exact] = exactUpper[id] ?? [];
  near(interval?.lower, CI_low, tolerance.effectsizeNoncentral, 1);
  if (exact !== undefined && CI_high === theirs) near(interval?.upper, exact);
  else near(interval?.upper, CI_high, tolerance.effectsizeNoncentral, 1);
}

/** Both limits of effectsize where they are a closed form. */
export function nearClosedLimits(
  interval: { readonly lower: number; readonly upper: number } | null,
  { CI_low, CI_high }: { readonly CI_low: number; readonly CI_high: number },
): void {
  near(interval?.lower, CI_low);
  near(interval?.upper, CI_high);
}

/** Columns of a small CSV file as text. */
export function textColumns(file: string): Record<string, string[]> {
  const [head = '', ...lines] = referenceData(file).trim().replaceAll('"', '').split(/\r?\n/);
  const rows = lines.map((line) => line.split(','));
  return Object.fromEntries(head.split(',').map((name, i) => [name, rows.map((row) => row[i] as string)]));
}

/** Columns of a small CSV file as numbers; NaN where a cell is none. */
export function columns(file: string): Record<string, number[]> {
  return Object.fromEntries(Object.entries(textColumns(file)).map(([name, cells]) => [name, cells.map(Number)]));
}
