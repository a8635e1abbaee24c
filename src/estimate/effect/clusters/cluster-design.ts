import { EfficacyError } from '../../../support/errors.js';
import { needRecord } from '../needs.js';

/**
 * How the units of an arm are grouped: by the sizes of all its clusters, or as `clusters` of one size `n / clusters`, or not at all
 * (`{ n }` alone: one-to-one tutoring against none, and other designs that are clustered in one arm).
 */
export interface ArmClusters {
  /** Units in the arm. */
  readonly n: number;
  /** How many clusters there are; the average size need not be whole. */
  readonly clusters?: number;
  /** Units in each cluster, for clusters of unequal size. */
  readonly sizes?: ArrayLike<number>;
}

/** What clustering does to a standardized mean difference. */
export interface ClusterDesign {
  /** Share of the total variance that lies between clusters: the intraclass correlation. */
  readonly icc: number;
  /** Expected pooled variance within arms, as a share of the total variance: d times √gamma estimates the effect in total SDs. */
  readonly gamma: number;
  /** Degrees of freedom of the pooled variance: fewer than N - 2, since units of a cluster are alike. */
  readonly h: number;
  /** Design effect: by how much clusters inflate the variance of the difference in means. */
  readonly eta: number;
  /** Average size that `eta` goes by: Hedges' ñ for unequal sizes, the clustered arm's own for one arm. */
  readonly clusterSize: number;
  /** Which arms have clusters. */
  readonly clusteredIn: 'both' | 'treatment' | 'control';
  /** Units of the treatment arm. */
  readonly nTreatment: number;
  /** Units of the control arm. */
  readonly nControl: number;
}

/**
 * The corrections for clusters: gamma, h and eta, from the sizes of the clusters and the intraclass correlation.
 *
 * All three follow from the covariance of the outcomes, (1 - ρ) I + ρ Z Z', where an arm without clusters has (1 - ρ) I: with A the
 * projection that takes off the means of the arms, gamma is tr(AV)/(N - 2) and h is tr(AV)²/tr(AVAV). With clusters of one size they are
 * the formulas of the WWC (E.21), with one clustered arm those of Hedges & Citkowicz.
 *
 * @param treatment - units of the treatment arm and how they are grouped
 * @param control - the same for the control arm
 * @param icc - intraclass correlation of the outcome, from 0 up to but not including 1
 * @throws {@link EfficacyError} `invalid_argument` for sizes that do not add up or an icc out of range, `too_few_clusters` when a
 * clustered arm has fewer than 2
 *
 * @example
 * clusterDesign({ n: 120, clusters: 5 }, { n: 110, clusters: 5 }, 0.2); // gamma 0.961, h 128.3, eta 5.39
 * clusterDesign({ n: 60, clusters: 12 }, { n: 40 }, 0.1); // gamma 0.956, h 95.4, eta 1.1
 *
 * @see Hedges (2007), J. Educ. Behav. Stat. 32(4), 341-370; Hedges & Citkowicz (2015), Behav. Res. Methods 47, 1295-1308; WWC Procedures
 * Handbook 5.0, eq. E.21.
 */
export function clusterDesign(treatment: ArmClusters, control: ArmClusters, icc: number): ClusterDesign {
  return clusterDesignFor('clusterDesign', treatment, control, icc);
}

/** The same for another public function's message. */
export function clusterDesignFor(
  who: string,
  treatment: ArmClusters,
  control: ArmClusters,
  icc: number,
): ClusterDesign {
  needRecord(treatment, who, 'the treatment arm as { n, clusters } or { n, sizes }');
  needRecord(control, who, 'the control arm as { n } with clusters or sizes, or without');
  if (!(Number.isFinite(icc) && icc >= 0 && icc < 1)) {
    throw new EfficacyError(
      'invalid_argument',
      `${who} needs an intraclass correlation from 0 and below 1; got ${icc}`,
      { icc },
    );
  }
  const t = sizesOf(treatment, 'treatment', who);
  const c = sizesOf(control, 'control', who);
  if (t === null && c === null) {
    throw new EfficacyError('invalid_argument', `${who} needs clusters in one arm at least; give clusters or sizes`);
  }
  return designOf({ n: treatment.n, sizes: t }, { n: control.n, sizes: c }, icc);
}

/**
 * The same for clusters of one average size in both arms, all that a published table tells: N units in M clusters are N/M each.
 *
 * @param clusterSize - average number of units in a cluster, 1 or more
 */
export function clusterDesignOfSize(
  nTreatment: number,
  nControl: number,
  clusterSize: number,
  icc: number,
): ClusterDesign {
  const sizes = { size: clusterSize, cubed: clusterSize ** 2 };
  return designOf({ n: nTreatment, sizes }, { n: nControl, sizes }, icc);
}

/** Σ n² / N and Σ n³ / N over the clusters of an arm: n and n² where they are of one size. */
interface Sizes {
  readonly size: number;
  readonly cubed: number;
}

interface Arm {
  readonly n: number;
  readonly sizes: Sizes | null;
}

function designOf(treatment: Arm, control: Arm, icc: number): ClusterDesign {
  const n = treatment.n + control.n;
  const clustered = [treatment, control].flatMap((arm) => (arm.sizes === null ? [] : [{ n: arm.n, ...arm.sizes }]));
  // tr(AZZ') and tr(AZZ'AZZ'), with A the projection that takes off an arm's mean.
  const between = clustered.reduce((sum, arm) => sum + arm.n - arm.size, 0);
  const squared = clustered.reduce((sum, arm) => sum + arm.n * arm.size - 2 * arm.cubed + arm.size ** 2, 0);
  const expected = (n - 2) * (1 - icc) + between * icc;
  const spread = (n - 2) * (1 - icc) ** 2 + 2 * between * icc * (1 - icc) + squared * icc ** 2;
  // Variance of the difference in means over (1/nT + 1/nC): an arm without clusters has only what lies within.
  const weighted = ((treatment.sizes?.size ?? 0) * control.n + (control.sizes?.size ?? 0) * treatment.n) / n;
  const both = treatment.sizes !== null && control.sizes !== null;
  return {
    icc: icc + 0, // 0 for -0
    gamma: expected / (n - 2),
    h: expected ** 2 / spread,
    eta: 1 + (weighted - 1) * icc,
    clusterSize: both ? weighted : ((treatment.sizes ?? control.sizes) as Sizes).size,
    clusteredIn: both ? 'both' : treatment.sizes === null ? 'control' : 'treatment',
    nTreatment: treatment.n,
    nControl: control.n,
  };
}

/** The sizes of an arm's clusters; null where it has none. */
function sizesOf(arm: ArmClusters, name: string, who: string): Sizes | null {
  const { n, clusters, sizes } = arm;
  const refuse = (message: string): never => {
    throw new EfficacyError('invalid_argument', `${who} ${message} in ${name}`, {
      arm: name,
      n,
      clusters: clusters ?? null,
    });
  };
  if (!(Number.isFinite(n) && n >= 2 && n <= Number.MAX_SAFE_INTEGER)) refuse(`needs 2 units or more; got ${n}`);
  if (sizes === undefined && clusters === undefined) return null;
  const count = sizes?.length ?? (clusters as number);
  if (!(Number.isFinite(count) && count >= 2)) {
    throw new EfficacyError(
      'too_few_clusters',
      `${who} needs at least 2 clusters in a clustered arm; ${name} has ${count}`,
      {
        arm: name,
        clusters: count,
      },
    );
  }
  if (sizes === undefined) {
    if (count > n) refuse(`cannot have ${count} clusters of ${n} units`);
    return { size: n / count, cubed: (n / count) ** 2 };
  }
  const list = Array.from(sizes);
  const total = list.every(Number.isFinite) ? list.reduce((sum, size) => sum + size, 0) : Number.NaN;
  if (!list.every((size) => size > 0) || total !== n)
    refuse(`needs sizes above 0 that add up to ${n}; they add up to ${total}`);
  if (clusters !== undefined && clusters !== count) refuse(`got ${clusters} clusters but ${count} sizes`);
  return {
    size: list.reduce((sum, size) => sum + size ** 2, 0) / n,
    cubed: list.reduce((sum, size) => sum + size ** 3, 0) / n,
  };
}
