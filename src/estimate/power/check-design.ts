import { need } from '../../support/need.js';
import type { DesignSize, PlannedBlocks, PlannedDesign } from './planned-design.js';

/** The sizes that each kind of design has, the one that is assigned first. */
export const sizesOf: { readonly [K in PlannedDesign['kind']]: readonly DesignSize[] } = {
  individual: ['units'],
  'matched-pairs': ['pairs'],
  blocked: ['unitsPerBlock', 'blocks'],
  clustered: ['clusters', 'unitsPerCluster'],
  'three-level-clustered': ['clusters', 'subclustersPerCluster', 'unitsPerSubcluster'],
  'blocked-clustered': ['clustersPerBlock', 'blocks', 'unitsPerCluster'],
  'one-arm-clustered': ['clusters', 'unitsPerCluster', 'controlUnits'],
};

/** Intraclass correlations that a kind of design cannot do without. */
const needed: { readonly [K in PlannedDesign['kind']]?: readonly string[] } = {
  clustered: ['icc'],
  'three-level-clustered': ['icc', 'iccSubclusters'],
  'blocked-clustered': ['icc'],
  'one-arm-clustered': ['icc'],
};

const counts: readonly string[] = ['covariates', 'clusterCovariates', 'blockCovariates'];
const shares: readonly string[] = [
  'rSquared',
  'rSquaredClusters',
  'rSquaredSubclusters',
  'rSquaredEffects',
  'icc',
  'iccBlocks',
  'iccSubclusters',
];

/**
 * Refuses numbers that no design can have.
 *
 * @throws {@link EfficacyError} `invalid_argument`
 */
export function checkDesign(design: PlannedDesign, who: string): void {
  const { kind } = design;
  const known = Object.hasOwn(sizesOf, kind);
  need(known, 'invalid_argument', who, `a design of a kind among ${Object.keys(sizesOf).join(', ')}`, kind);
  const given: Partial<Record<string, unknown>> = { ...design };
  const check = (name: string, what: string, holds: (x: number) => boolean): void => {
    const value = given[name];
    need(typeof value === 'number' && holds(value), 'invalid_argument', who, `${name} ${what}`, value);
  };
  const present = (names: readonly string[]): readonly string[] => names.filter((name) => given[name] !== undefined);
  for (const name of sizesOf[kind]) check(name, 'above 0', (x) => x > 0 && x < Infinity);
  for (const name of present(counts)) check(name, 'of 0 or more', (x) => x >= 0 && x < Infinity);
  for (const name of [...(needed[kind] ?? []), ...present(shares)])
    check(name, 'from 0 and below 1', (x) => x >= 0 && x < 1);
  for (const name of present(['treatedShare'])) check(name, 'between 0 and 1', (x) => x > 0 && x < 1);
  for (const name of present(['correlation'])) check(name, 'between -1 and 1', (x) => x > -1 && x < 1);
  for (const name of present(['effectSd'])) check(name, 'of 0 or more', (x) => x >= 0 && x < Infinity);
  const between = present(['icc', 'iccBlocks', 'iccSubclusters']).reduce(
    (sum, name) => sum + (given[name] as number),
    0,
  );
  need(between < 1, 'invalid_argument', who, 'intraclass correlations that sum to less than 1', between);
  if ('blocks' in design) checkBlocks(design, who);
}

function checkBlocks({ blockEffects = 'constant', effectSd = 0 }: PlannedBlocks, who: string): void {
  const rules = ['constant', 'fixed', 'random'];
  need(rules.includes(blockEffects), 'invalid_argument', who, `blockEffects among ${rules.join(', ')}`, blockEffects);
  need(
    effectSd === 0 || blockEffects === 'random',
    'invalid_argument',
    who,
    "blockEffects 'random' where effects have an SD over blocks",
    blockEffects,
  );
}
