import { need } from '../../support/need.js';
import { checkDesign } from './check-design.js';
import type {
  BlockedClusteredDesign,
  BlockedDesign,
  ClusteredDesign,
  IndividualDesign,
  MatchedPairsDesign,
  OneArmClusteredDesign,
  PlannedBlocks,
  PlannedDesign,
  RealizedDesign,
  ThreeLevelClusteredDesign,
} from './planned-design.js';

/** How precisely a design tells an effect. */
export interface DesignPrecision {
  /** Standard error of the effect, in SDs of the outcome. */
  readonly standardError: number;
  /** Degrees of freedom of the test; null for the normal distribution. */
  readonly df: number | null;
}

/** A variance of the effect and its degrees of freedom. */
type Spread = readonly [variance: number, df: number];

/**
 * Standard error of the effect under a design, in SDs of the outcome, with the degrees of freedom of its test.
 *
 * The variance of the effect is the sum over levels of (share of the variance at that level) (1 - R²) over (P (1 - P) times the number of
 * things there), P being the share treated; the degrees of freedom are those of the level that is assigned. Clusters in one arm: each arm its own
 * variance, and Satterthwaite's degrees of freedom.
 *
 * @param design - sizes, intraclass correlations and what covariates explain
 * @throws {@link EfficacyError} `invalid_argument` for shares outside their range, `too_few_clusters` or `too_few_observations` where no degree of
 * freedom is left
 *
 * @example
 * designPrecision({ kind: 'clustered', clusters: 40, unitsPerCluster: 50, icc: 0.2 }).standardError; // 0.147
 *
 * @see Dong & Maynard (2013), PowerUp!, J. Res. Educ. Eff. 6(1), 24-67, models IRA, BIRA2_1c, 1f and 1r, CRA2_2r, CRA3_3r, BCRA3_2f and 2r;
 * Roberts & Roberts (2005), Clinical Trials 2, 152-162, for clusters in one arm.
 */
export function designPrecision(design: PlannedDesign | RealizedDesign): DesignPrecision {
  return precisionOf(design, 'designPrecision');
}

/** The same for another public function. */
export function precisionOf(design: PlannedDesign | RealizedDesign, who: string): DesignPrecision {
  if (design.kind === 'realized') return realized(design, who);
  checkDesign(design, who);
  const [variance, df] = spreadOf(design);
  const assigned = 'clusters' in design || 'clustersPerBlock' in design;
  need(
    df > 0,
    assigned ? 'too_few_clusters' : 'too_few_observations',
    who,
    `degrees of freedom for the test (more ${assigned ? 'clusters' : 'units'} or blocks, or fewer covariates)`,
    df,
  );
  return { standardError: Math.sqrt(variance), df };
}

function spreadOf(design: PlannedDesign): Spread {
  switch (design.kind) {
    case 'individual':
      return individual(design);
    case 'matched-pairs':
      return matchedPairs(design);
    case 'blocked':
      return blocked(design);
    case 'clustered':
      return clustered(design);
    case 'three-level-clustered':
      return threeLevel(design);
    case 'blocked-clustered':
      return blockedClustered(design);
    case 'one-arm-clustered':
      return oneArm(design);
  }
}

function realized({ standardError, df, sd }: RealizedDesign, who: string): DesignPrecision {
  const above0 = (x: number): boolean => x > 0 && x < Infinity;
  need(above0(standardError), 'invalid_argument', who, 'a standard error above 0', standardError);
  need(above0(sd), 'invalid_argument', who, 'a standard deviation above 0', sd);
  need(df === null || above0(df), 'invalid_argument', who, 'degrees of freedom above 0, or null', df);
  need(
    above0(standardError / sd),
    'overflow',
    who,
    'a standard error in SDs that a number can hold',
    standardError / sd,
  );
  return { standardError: standardError / sd, df };
}

/** P (1 - P): the variance of the arm. */
const split = ({ treatedShare = 0.5 }: { readonly treatedShare?: number }): number => treatedShare * (1 - treatedShare);

function individual(design: IndividualDesign): Spread {
  const { units, rSquared = 0, covariates = 0 } = design;
  return [(1 - rSquared) / (split(design) * units), units - covariates - 2];
}

function matchedPairs({ pairs, correlation = 0 }: MatchedPairsDesign): Spread {
  return [(2 * (1 - correlation)) / pairs, pairs - 1];
}

function blocked(design: BlockedDesign): Spread {
  const { blocks, unitsPerBlock, iccBlocks = 0, rSquared = 0, covariates = 0 } = design;
  const within = ((1 - iccBlocks) * (1 - rSquared)) / (split(design) * blocks * unitsPerBlock);
  return [ofEffects(design) + within, dfOfBlocks(design, unitsPerBlock, covariates)];
}

function clustered(design: ClusteredDesign): Spread {
  const { clusters, unitsPerCluster, icc, rSquared = 0, rSquaredClusters = 0, clusterCovariates = 0 } = design;
  const ofCluster = icc * (1 - rSquaredClusters) + ((1 - icc) * (1 - rSquared)) / unitsPerCluster;
  return [ofCluster / (split(design) * clusters), clusters - clusterCovariates - 2];
}

function threeLevel(design: ThreeLevelClusteredDesign): Spread {
  const { clusters, subclustersPerCluster, unitsPerSubcluster, icc, iccSubclusters } = design;
  const { rSquared = 0, rSquaredSubclusters = 0, rSquaredClusters = 0, clusterCovariates = 0 } = design;
  const ofSubcluster =
    iccSubclusters * (1 - rSquaredSubclusters) + ((1 - icc - iccSubclusters) * (1 - rSquared)) / unitsPerSubcluster;
  const ofCluster = icc * (1 - rSquaredClusters) + ofSubcluster / subclustersPerCluster;
  return [ofCluster / (split(design) * clusters), clusters - clusterCovariates - 2];
}

function blockedClustered(design: BlockedClusteredDesign): Spread {
  const { blocks, clustersPerBlock, unitsPerCluster, icc, iccBlocks = 0 } = design;
  const { rSquared = 0, rSquaredClusters = 0, clusterCovariates = 0 } = design;
  const ofCluster = icc * (1 - rSquaredClusters) + ((1 - icc - iccBlocks) * (1 - rSquared)) / unitsPerCluster;
  const within = ofCluster / (split(design) * blocks * clustersPerBlock);
  return [ofEffects(design) + within, dfOfBlocks(design, clustersPerBlock, clusterCovariates)];
}

/** What effects that differ between blocks add to the variance. */
function ofEffects({ blocks, blockEffects, effectSd = 0, rSquaredEffects = 0 }: PlannedBlocks): number {
  return blockEffects === 'random' ? (effectSd ** 2 * (1 - rSquaredEffects)) / blocks : 0;
}

/** @param size - units or clusters assigned in a block */
function dfOfBlocks(
  { blocks, blockEffects = 'constant', blockCovariates = 0 }: PlannedBlocks,
  size: number,
  covariates: number,
): number {
  if (blockEffects === 'random') return blocks - blockCovariates - 1;
  return blockEffects === 'fixed' ? blocks * (size - 2) - covariates : blocks * (size - 1) - covariates - 1;
}

function oneArm(design: OneArmClusteredDesign): Spread {
  const { clusters, unitsPerCluster, controlUnits, icc } = design;
  const { rSquared = 0, covariates = 0, rSquaredClusters = 0, clusterCovariates = 0 } = design;
  const unit = (1 - icc) * (1 - rSquared);
  const treated = (icc * (1 - rSquaredClusters) + unit / unitsPerCluster) / clusters;
  const controls = unit / controlUnits;
  const [dfTreated, dfControls] = [clusters - clusterCovariates - 1, controlUnits - covariates - 1];
  if (!(dfTreated > 0 && dfControls > 0)) return [treated + controls, Math.min(dfTreated, dfControls)];
  const variance = treated + controls;
  return [variance, variance ** 2 / (treated ** 2 / dfTreated + controls ** 2 / dfControls)];
}
