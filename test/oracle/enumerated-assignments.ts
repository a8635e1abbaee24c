/** A small trial, row by row: blocks hold clusters (or rows), which were treated or not as a whole. */
export interface SmallTrial {
  readonly y: readonly (number | null)[];
  readonly z: readonly number[];
  readonly block: readonly string[];
  readonly cluster: readonly string[];
  /** Covariates of rows, the same for all of a cluster, that the assignment had to balance up to a distance. */
  readonly balance: { readonly x: readonly (readonly [number, number])[]; readonly threshold: number } | null;
}

export type Statistic = 'difference' | 'studentized' | 'ranks';

/** What `randomizationTest` finds, by the same names. */
export interface EnumeratedTest {
  readonly statistic: number;
  readonly distance: number | null;
  readonly assignments: number;
  readonly pValue: number;
}

/** The slow twin of `randomizationTest`: every assignment written out, each statistic from its definition. */
export function enumeratedTest(trial: SmallTrial, statistic: Statistic, effect: number): EnumeratedTest {
  const shown = trial.y.map((value, i) => (value === null ? null : value - effect * (trial.z[i] as number)));
  const made = new Set(trial.cluster.filter((_, i) => trial.z[i] === 1));
  const stays = [...made].filter((c) => !rowsOf(trial, c).some((i) => trial.y[i] !== null));
  const all = assignments(trial, made).filter(
    (chosen) => trial.balance === null || distanceOf(trial, new Set([...chosen, ...stays])) <= trial.balance.threshold,
  );
  const observed = statisticOf(trial, shown, statistic, made);
  const sizes = all.map((chosen) => Math.abs(statisticOf(trial, shown, statistic, chosen)));
  const limit = Math.abs(observed) - 1e-9 * Math.max(1, Math.abs(observed));
  return {
    statistic: observed,
    distance: trial.balance === null ? null : distanceOf(trial, made),
    assignments: all.length,
    pValue: sizes.filter((size) => size >= limit).length / all.length,
  };
}

/** Mahalanobis distance of two covariates: the squared difference over its covariance, both weighted over blocks, of whole clusters. */
export function distanceOf(trial: SmallTrial, chosen: ReadonlySet<string>): number {
  const x = trial.balance?.x ?? [];
  const clusters = [...new Set(trial.cluster)];
  const d: [number, number] = [0, 0];
  let [xx, xy, yy] = [0, 0, 0];
  for (const block of new Set(trial.block)) {
    const own = clusters.filter((c) => trial.block[rowsOf(trial, c)[0] as number] === block);
    const at = (c: string) => x[rowsOf(trial, c)[0] as number] as readonly [number, number];
    const [treated, control] = [own.filter((c) => chosen.has(c)), own.filter((c) => !chosen.has(c))];
    const share = own.length / clusters.length;
    const means = ([0, 1] as const).map((j) => mean(own.map((c) => at(c)[j]))) as [number, number];
    for (const j of [0, 1] as const) {
      d[j] += share * (mean(treated.map((c) => at(c)[j])) - mean(control.map((c) => at(c)[j])));
    }
    const factor = (share ** 2 * own.length) / (treated.length * control.length * (own.length - 1));
    for (const c of own) {
      const [u, v] = [at(c)[0] - means[0], at(c)[1] - means[1]];
      xx += factor * u * u;
      xy += factor * u * v;
      yy += factor * v * v;
    }
  }
  return (yy * d[0] ** 2 - 2 * xy * d[0] * d[1] + xx * d[1] ** 2) / (xx * yy - xy * xy);
}

function statisticOf(
  trial: SmallTrial,
  y: readonly (number | null)[],
  statistic: Statistic,
  chosen: ReadonlySet<string>,
): number {
  const rows = y.flatMap((value, i) => (value === null ? [] : [i]));
  const blocks = [...new Set(rows.map((i) => trial.block[i] as string))].map((block) => {
    const own = rows.filter((i) => trial.block[i] === block);
    const values = own.map((i) => y[i] as number);
    const rank = (v: number): number =>
      values.filter((w) => w < v - 1e-9).length + (values.filter((w) => Math.abs(w - v) <= 1e-9).length + 1) / 2;
    const score = (i: number): number =>
      statistic === 'ranks' ? rank(y[i] as number) / (own.length + 1) : (y[i] as number);
    const arms = [true, false].map((treated) => {
      const members = own.filter((i) => chosen.has(trial.cluster[i] as string) === treated);
      const m = mean(members.map(score));
      const clusters = [...new Set(members.map((i) => trial.cluster[i] as string))];
      const spread = clusters.reduce(
        (sum, c) => sum + members.filter((i) => trial.cluster[i] === c).reduce((t, i) => t + score(i) - m, 0) ** 2,
        0,
      );
      const g = clusters.length;
      return { mean: m, g, variance: ((g / (g - 1)) * spread) / members.length ** 2 };
    });
    const [treatment, control] = arms as [(typeof arms)[0], (typeof arms)[0]];
    const share = own.length / rows.length;
    return {
      difference: share * (treatment.mean - control.mean),
      variance: share ** 2 * (treatment.variance + control.variance),
      alone: treatment.g < 2 || control.g < 2,
    };
  });
  const difference = blocks.reduce((sum, block) => sum + block.difference, 0);
  if (statistic !== 'studentized') return difference;
  const b = blocks.length;
  const variance = blocks.some(({ alone }) => alone)
    ? (b / (b - 1)) * blocks.reduce((sum, block) => sum + (block.difference - difference / b) ** 2, 0)
    : blocks.reduce((sum, block) => sum + block.variance, 0);
  return Math.abs(difference) < 1e-9 ? 0 : difference / (variance < 1e-18 ? 0 : Math.sqrt(variance));
}

/** All choices of as many clusters with an outcome in each block as are treated. */
function assignments(trial: SmallTrial, made: ReadonlySet<string>): readonly ReadonlySet<string>[] {
  const seen = [...new Set(trial.cluster.filter((_, i) => trial.y[i] !== null))];
  let all: (readonly string[])[] = [[]];
  for (const block of new Set(trial.block)) {
    const own = seen.filter((c) => trial.block[rowsOf(trial, c)[0] as number] === block);
    const choices = subsets(own, own.filter((c) => made.has(c)).length);
    all = all.flatMap((before) => choices.map((choice) => [...before, ...choice]));
  }
  return all.map((chosen) => new Set(chosen));
}

function subsets(of: readonly string[], k: number): readonly (readonly string[])[] {
  if (k === 0) return [[]];
  const [first, ...rest] = of;
  if (first === undefined) return [];
  return [...subsets(rest, k - 1).map((chosen) => [first, ...chosen]), ...subsets(rest, k)];
}

const rowsOf = ({ cluster }: SmallTrial, label: string): readonly number[] =>
  cluster.flatMap((c, i) => (c === label ? [i] : []));

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;
