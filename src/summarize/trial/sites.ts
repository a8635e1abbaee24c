import { factorColumnOf, type Table } from '../../columns/table.js';
import type { Note } from '../../support/notes.js';
import type { TrialDesign } from './design.js';
import { type PartEffect, partEffect, rowsByLabel } from './part-effect.js';

/** The effect in each block, by itself. */
export interface SiteEffects {
  readonly kind: 'site-effects';
  /** The column of the blocks. */
  readonly column: string;
  /** In the order of the labels of the blocks, never of the effects. */
  readonly sites: readonly PartEffect[];
  /** Why they are not ranked. */
  readonly notes: readonly Note[];
}

/** The effect in each block, estimated from its own rows. */
export function siteEffects(
  sample: Table,
  design: TrialDesign,
  block: string,
  adjustedFor: readonly string[],
  who: string,
): SiteEffects {
  const { block: _, ...within } = design;
  const parts = rowsByLabel(factorColumnOf(sample, block, who));
  const sites = parts.map((part) => partEffect(sample, part, within, adjustedFor, who));
  return { kind: 'site-effects', column: block, sites, notes: [unranked] };
}

const unranked: Note = {
  code: 'sites_not_ranked',
  message:
    'Sites stand in the order of their labels and are not ranked: each effect is of few pupils, and the largest and the smallest are mostly chance.',
};
