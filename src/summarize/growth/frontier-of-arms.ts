import { groupQuantiles } from '../../aggregate/group-quantiles.js';
import type { GroupedComoments } from '../../aggregate/grouped-comoments.js';
import { selectRows } from '../../columns/complete-rows.js';
import { numericColumnOf, type Table } from '../../columns/table.js';
import { frontierOf, type NamedProduct } from '../../estimate/growth/frontier/frontier-of.js';
import type { FrontierOptions, ProductDemand, WeeklyDoses } from '../../estimate/growth/frontier/frontier-options.js';
import type { ScreenTimeFrontier } from '../../estimate/growth/frontier/frontier-result.js';
import type { ProductMeans } from '../../estimate/growth/frontier/product-means.js';
import { armMeans } from '../../estimate/growth/rate/arm-means.js';
import { comomentsOfGrowth, growthData } from '../../estimate/growth/rate/growth-data.js';
import { notesOfClusters, notesOfScale } from '../../estimate/growth/rate/growth-notes.js';
import type { GainColumns } from '../../estimate/growth/rate/growth-options.js';
import { refuseUnknownSpread } from '../../estimate/growth/rate/means-of-arms.js';
import type { ScaleKind } from '../../estimate/growth/scale/scale-kind.js';
import { requireScale } from '../../estimate/growth/scale/scale-kind.js';
import type { TreatmentColumn } from '../../estimate/trial/two-arms.js';
import { EfficacyError } from '../../support/errors.js';
import { need } from '../../support/need.js';
import { labelsThere, listed, quoted } from '../../support/text.js';

/** Options of `frontierOfArms`. */
export interface FrontierOfArmsOptions extends FrontierOptions {
  /** What the scores mean; without a default, because it decides whether a gain exists. */
  readonly scale: ScaleKind;
  /**
   * True where both scores come from the same grade's scale (`within-grade`) or the same form (`raw`).
   * @defaultValue false
   */
  readonly sameTest?: boolean;
  /** The growth, in points of the scale. */
  readonly gain: GainColumns;
  /** Minutes over the whole period, 0 for those who used nothing. */
  readonly minutes: string;
  /** A label column, and its label for students who were assigned no product. */
  readonly arm: Pick<TreatmentColumn, 'column' | 'control'>;
  /** Labels of the products that are compared. @defaultValue all labels but that of the control arm */
  readonly products?: readonly string[];
  /** What is known of products, by their labels. */
  readonly demands?: Readonly<Record<string, ProductDemand>>;
  /** What varies together (schools, classes): a label column. */
  readonly cluster?: string;
}

/** Of a product's users one in twenty has less than the lower dose, and one in twenty more than the upper. */
const tails: readonly [number, number] = [0.05, 0.95];

/**
 * The {@link screenTimeFrontier} of several products that were assigned in one study with one control arm, which their effects share.
 *
 * Effects are gains beyond those of the control arm, of all students assigned, users or not. Doses are the middle nine tenths of the users' minutes
 * a week; from co-moments, which do not have them, they must be given.
 *
 * @param from - a row for each student; or co-moments by arm and cluster of the scores and the minutes
 * @param options - the columns, the label of the control arm, and what products ask for
 * @returns growth in points of the scale, minutes a week, rates for an hour; every two products with single and simultaneous intervals
 * @throws {@link EfficacyError} `wrong_scale` where the scale forbids to subtract; `no_data` for an arm without students; `invalid_argument` for a label that
 * is not there, and where controls used a product; `out_of_domain` without minutes or with negative ones; `column_not_found`, `wrong_column_type`,
 * `too_few_clusters`, `too_few_observations`, `zero_variance`
 *
 * @example
 * frontierOfArms(table, {
 *   scale: 'vertical', gain: { after: 'spring', before: 'fall' }, minutes: 'minutes', weeks: 24, cluster: 'school',
 *   arm: { column: 'product', control: 'none' }, demands: { A: { minutesDemanded: 30 }, B: { minutesDemanded: 60 } },
 * }).pairs;
 *
 * @see Cochran (1977), Sampling Techniques, eq. 6.13, for means by clusters.
 */
export function frontierOfArms(from: Table | GroupedComoments, options: FrontierOfArmsOptions): ScreenTimeFrontier {
  const who = 'frontierOfArms';
  const { scale, sameTest = false, gain, minutes, arm, cluster, weeks } = options;
  requireScale(scale, { operation: typeof gain === 'string' ? 'mean' : 'difference', sameTest }, who);
  need(weeks > 0 && weeks < Infinity, 'out_of_domain', who, 'weeks of the period above 0', weeks);
  const data = growthData(from, { gain, minutes, within: arm.column, ...(cluster !== undefined && { cluster }) }, who);
  const comoments = comomentsOfGrowth(data, [arm.column, cluster], [data.gain, minutes], who);
  refuseUnknownSpread(comoments, cluster, who);
  const key = comoments.keys[comoments.by.indexOf(arm.column)]!;
  const inArm = (label: string): readonly number[] => {
    const code = key.levels.indexOf(label);
    const groups = Array.from(comoments.n.keys()).filter((g) => comoments.n[g]! > 0 && key.codes[g] === code);
    if (groups.length > 0) return groups;
    const fact = code < 0 ? 'no row labelled' : 'no student with scores and minutes in';
    throw new EfficacyError(
      code < 0 ? 'invalid_argument' : 'no_data',
      `${who} found ${fact} ${quoted(label)} in ${quoted(arm.column)}, which has ${labelsThere(key.levels)}`,
      { column: arm.column, label },
    );
  };
  const control = inArm(arm.control);
  const asked = new Map(Object.entries(options.demands ?? {}));
  const labels = options.products ?? key.levels.filter((label) => label !== arm.control);
  const stranger = [...asked.keys()].find((label) => !labels.includes(label));
  need(
    stranger === undefined,
    'invalid_argument',
    who,
    `demands of products among ${listed(labels)}`,
    quoted(stranger ?? ''),
  );
  need(!labels.includes(arm.control), 'invalid_argument', who, 'a control arm that is no product', quoted(arm.control));
  const [gains, used] = [data.gain, minutes].map((name) => comoments.of.indexOf(name)) as [number, number];
  refuseUse(control, comoments.means[used]!, who);
  const arms = [
    ...labels.map((label) => ({ groups: inArm(label), columns: [gains, used] })),
    { groups: control, columns: [gains] },
  ];
  const clusterKey = cluster === undefined ? null : comoments.keys[comoments.by.indexOf(cluster)]!.codes;
  const vector = armMeans(comoments, arms, clusterKey, who);
  labels.forEach((label, i) => {
    const mean = vector.means[2 * i + 1]!;
    need(mean > 0, 'out_of_domain', who, `minutes above 0 for ${quoted(label)} (there is no rate without use)`, mean);
  });
  const doses = data.source.kind === 'table' ? dosesOf(data.source, minutes, arm.column, weeks, who) : null;
  const products = labels.map((label): NamedProduct => {
    const observed = doses?.get(label);
    return {
      product: label,
      interpretation: 'descriptive',
      ...(observed !== undefined && { weeklyDoses: observed }),
      ...asked.get(label),
    };
  });
  const clusters =
    clusterKey === null ? null : new Set(arms.flatMap(({ groups }) => groups.map((g) => clusterKey[g]))).size;
  const variance = clusters === null ? 'by students' : `by ${clusters} clusters (${cluster})`;
  return frontierOf(
    products,
    formsOf(vector.means.length, labels.length, vector),
    {
      ...options,
      unit: scale === 'nce' ? 'nce' : 'points',
      method: `one control arm for all products, variance ${variance}`,
      notes: [...data.notes, ...notesOfScale(scale), ...notesOfClusters(clusters)],
    },
    who,
  );
}

/** Gain and minutes of each product in turn, and last the gain of the controls. */
function formsOf(size: number, count: number, vector: ProductMeans['vector']): ProductMeans {
  const form = (entries: Readonly<Record<number, number>>): readonly number[] =>
    Array.from({ length: size }, (_, k) => entries[k] ?? 0);
  const places = Array.from({ length: count }, (_, i) => i);
  return {
    vector,
    effects: places.map((i) => form({ [2 * i]: 1, [size - 1]: -1 })),
    minutes: places.map((i) => form({ [2 * i + 1]: 1 })),
  };
}

function refuseUse(control: readonly number[], minutes: Float64Array, who: string): void {
  if (control.every((g) => !(minutes[g]! > 0))) return;
  throw new EfficacyError(
    'invalid_argument',
    `${who} needs controls without use: these have minutes, so that their growth is not that of students without a product. Take the causal rate of each product (growthPerMinute, estimand 'causal') to screenTimeFrontier`,
  );
}

/** The middle nine tenths of the users' minutes a week, by label. */
function dosesOf(
  table: Table,
  minutes: string,
  column: string,
  weeks: number,
  who: string,
): ReadonlyMap<string, WeeklyDoses> {
  const { values } = numericColumnOf(table, minutes, who);
  const users = Uint32Array.from(values.keys()).filter((row) => values[row]! > 0);
  const { keys, quantiles } = groupQuantiles(selectRows(table, [column, minutes], users), {
    by: [column],
    of: minutes,
    probabilities: tails,
  });
  const { codes, levels } = keys[0]!;
  const [lower, upper] = quantiles as [Float64Array, Float64Array];
  return new Map(
    Array.from(codes, (code, g) => [levels[code]!, { lower: lower[g]! / weeks, upper: upper[g]! / weeks }]),
  );
}
