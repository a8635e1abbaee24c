/** Which share of those that are assigned gets the treatment. */
export interface PlannedAllocation {
  /**
   * Share assigned to treatment, between 0 and 1.
   * @defaultValue 0.5
   */
  readonly treatedShare?: number;
}

/** What covariates explain among the units that are measured. */
export interface PlannedUnitCovariates {
  /**
   * Share of the variance between units (within their cluster or block, where there are such) that covariates explain.
   * @defaultValue 0
   */
  readonly rSquared?: number;
  /**
   * Covariates of units; each costs a degree of freedom where units are assigned.
   * @defaultValue 0
   */
  readonly covariates?: number;
}

/** What covariates explain among the clusters that are assigned. */
export interface PlannedClusterCovariates {
  /**
   * Share of the variance between clusters that covariates explain.
   * @defaultValue 0
   */
  readonly rSquaredClusters?: number;
  /**
   * Covariates of clusters; each costs a degree of freedom.
   * @defaultValue 0
   */
  readonly clusterCovariates?: number;
}

/** What blocks are in the analysis. */
export interface PlannedBlocks {
  /** How many blocks (sites, schools, strata) there are. */
  readonly blocks: number;
  /**
   * `'constant'`: one effect for all blocks; `'fixed'`: each block has its own, and the blocks are all that is spoken of; `'random'`: blocks
   * are a sample, and the effect varies among those that were not drawn too.
   * @defaultValue `'constant'`
   */
  readonly blockEffects?: 'constant' | 'fixed' | 'random';
  /**
   * Share of the total variance of the outcome between blocks. 0 makes `rSquared` the share of the total that covariates and blocks together explain.
   * @defaultValue 0
   */
  readonly iccBlocks?: number;
  /**
   * Standard deviation over blocks of the effect, in SDs of the outcome; only with random block effects. Its square is ω ρ of PowerUp!.
   * @defaultValue 0
   */
  readonly effectSd?: number;
  /**
   * Share of the variance of effects over blocks that covariates of blocks explain.
   * @defaultValue 0
   */
  readonly rSquaredEffects?: number;
  /**
   * Covariates of blocks; each costs a degree of freedom with random block effects.
   * @defaultValue 0
   */
  readonly blockCovariates?: number;
}

/** Units are assigned one by one. */
export interface IndividualDesign extends PlannedAllocation, PlannedUnitCovariates {
  /** How units get their arm. */
  readonly kind: 'individual';
  /** Units in both arms. */
  readonly units: number;
}

/** Units are assigned within pairs of like ones. */
export interface MatchedPairsDesign {
  /** How units get their arm. */
  readonly kind: 'matched-pairs';
  /** Pairs of units, one of each treated. */
  readonly pairs: number;
  /**
   * Correlation of the outcomes of the two of a pair, after covariates.
   * @defaultValue 0
   */
  readonly correlation?: number;
}

/** Units are assigned within blocks, the same share in each. */
export interface BlockedDesign extends PlannedAllocation, PlannedUnitCovariates, PlannedBlocks {
  /** How units get their arm. */
  readonly kind: 'blocked';
  /** Units in a block, both arms together. */
  readonly unitsPerBlock: number;
}

/** Clusters (classes, schools) are assigned, and units are measured. */
export interface ClusteredDesign
  extends PlannedAllocation,
    Pick<PlannedUnitCovariates, 'rSquared'>,
    PlannedClusterCovariates {
  /** How units get their arm. */
  readonly kind: 'clustered';
  /** Clusters in both arms. */
  readonly clusters: number;
  /** Units measured in a cluster: the harmonic mean, where sizes differ. */
  readonly unitsPerCluster: number;
  /** Share of the total variance of the outcome between clusters. */
  readonly icc: number;
}

/** Clusters (schools) are assigned, which consist of smaller ones (classes) that hold the units. */
export interface ThreeLevelClusteredDesign
  extends PlannedAllocation,
    Pick<PlannedUnitCovariates, 'rSquared'>,
    PlannedClusterCovariates {
  /** How units get their arm. */
  readonly kind: 'three-level-clustered';
  /** Clusters assigned, in both arms. */
  readonly clusters: number;
  /** Smaller clusters in a cluster. */
  readonly subclustersPerCluster: number;
  /** Units measured in a smaller cluster. */
  readonly unitsPerSubcluster: number;
  /** Share of the total variance of the outcome between clusters. */
  readonly icc: number;
  /** Share of the total variance of the outcome between the smaller clusters of one cluster. */
  readonly iccSubclusters: number;
  /**
   * Share of the variance between the smaller clusters that covariates explain.
   * @defaultValue 0
   */
  readonly rSquaredSubclusters?: number;
}

/** Clusters are assigned within blocks (schools within districts, classes within schools). */
export interface BlockedClusteredDesign
  extends PlannedAllocation,
    Pick<PlannedUnitCovariates, 'rSquared'>,
    PlannedClusterCovariates,
    PlannedBlocks {
  /** How units get their arm. */
  readonly kind: 'blocked-clustered';
  /** Clusters in a block, both arms together. */
  readonly clustersPerBlock: number;
  /** Units measured in a cluster. */
  readonly unitsPerCluster: number;
  /** Share of the total variance of the outcome between the clusters of one block. */
  readonly icc: number;
}

/**
 * Units are assigned one by one, and those treated are then taught in clusters (tutoring in groups against none). Effects are in SDs of the
 * treated units, whose variance has a part between clusters that the controls do not have.
 */
export interface OneArmClusteredDesign extends PlannedUnitCovariates, PlannedClusterCovariates {
  /** How units get their arm. */
  readonly kind: 'one-arm-clustered';
  /** Clusters in the treatment arm. */
  readonly clusters: number;
  /** Units measured in a cluster. */
  readonly unitsPerCluster: number;
  /** Units that are not treated. */
  readonly controlUnits: number;
  /** Share of the variance in the treatment arm that lies between clusters. */
  readonly icc: number;
}

/** A trial as it turned out. */
export interface RealizedDesign {
  /** How units get their arm. */
  readonly kind: 'realized';
  /** Of the estimated effect, in points. */
  readonly standardError: number;
  /** Degrees of freedom of the standard error; null for the normal distribution. */
  readonly df: number | null;
  /** Standard deviation of the outcome, in points. */
  readonly sd: number;
}

/** A trial to be planned: how units get their arm, and how many there are. Sizes need not be whole numbers. */
export type PlannedDesign =
  | IndividualDesign
  | MatchedPairsDesign
  | BlockedDesign
  | ClusteredDesign
  | ThreeLevelClusteredDesign
  | BlockedClusteredDesign
  | OneArmClusteredDesign;

/** The name of a number of units, clusters or blocks in a design. */
export type DesignSize =
  | 'units'
  | 'pairs'
  | 'blocks'
  | 'unitsPerBlock'
  | 'clusters'
  | 'unitsPerCluster'
  | 'subclustersPerCluster'
  | 'unitsPerSubcluster'
  | 'clustersPerBlock'
  | 'controlUnits';

/** A design one of whose sizes is to be found. */
export type WithUnknownSize<D> = D extends PlannedDesign
  ? { readonly [K in keyof D]: K extends DesignSize ? D[K] | 'find' : D[K] }
  : never;

/** A design one of whose sizes is `'find'`: the one that is sought. */
export type DesignToSize = WithUnknownSize<PlannedDesign>;
