import { whereIsRow } from '../../columns/line-map.js';
import { numericColumnOf, type Table } from '../../columns/table.js';
import type { Note } from '../../support/notes.js';
import { counted, listed, quoted } from '../../support/text.js';
import type { BlockCounts } from './blocks.js';
import type { ClusterCounts } from './clusters.js';
import type { TrialDesign } from './design.js';

/** Below this many units in an arm, HC2 with residual degrees of freedom holds the truth too rarely. */
const fewUnits = 10;

/** What a reader must know of the design that the estimate does not say. */
export function designNotes(
  design: TrialDesign,
  blocks: BlockCounts | null,
  clusters: ClusterCounts | null,
  arms: { readonly treatment: { readonly n: number }; readonly control: { readonly n: number } },
): readonly Note[] {
  const notes: Note[] = [];
  if (blocks !== null && blocks.oneArm.length > 0) {
    notes.push({
      code: 'one_arm_blocks',
      message: `${counted(blocks.oneArm.length, 'block')} of ${quoted(design.block ?? '')} with only one arm (${listed(blocks.oneArm)}): counted in the means, silent on the difference.`,
    });
  }
  const { baseline, covariates = [], block, weights } = design;
  const byRegression = [baseline, block, weights, ...covariates].some((one) => one !== undefined);
  const { treatment, control } = arms;
  if (clusters === null && byRegression && Math.min(treatment.n, control.n) < fewUnits) {
    notes.push({
      code: 'few_units',
      message: `Only ${treatment.n} treated and ${control.n} control units: the interval of the regression may be too narrow.`,
    });
  }
  if (clusters === null) {
    notes.push({
      code: 'no_clusters',
      message:
        'Clustering by classroom (or by anything else that pupils share) is not modelled, because no cluster column was named; a file without such ids cannot show how much it would widen the interval.',
    });
  } else if (Math.min(clusters.treated, clusters.control) < 5) {
    notes.push({
      code: 'few_clusters',
      message: `Only ${clusters.treated} treated and ${clusters.control} control clusters: the interval may be too narrow.`,
    });
  }
  return notes;
}

/** A gap this many times the range of all other scores is no score. */
const farAway = 5;

/** Names a lowest or highest value so far from all others that it is likely a code for missing. */
export function strangeScores(table: Table, design: TrialDesign, who: string): readonly Note[] {
  const notes: Note[] = [];
  for (const name of [design.outcome, design.baseline]) {
    if (name === undefined) continue;
    const { values } = numericColumnOf(table, name, who);
    const { lowest, second, before, highest } = extremes(values);
    const alone = [
      { odd: lowest, gap: second - lowest, range: highest - second },
      { odd: highest, gap: highest - before, range: before - lowest },
    ].filter(({ gap, range }) => range > 0 && gap > farAway * range);
    for (const { odd } of alone) {
      const rows = values.reduce((sum, x) => sum + Number(x === odd), 0);
      notes.push({
        code: 'possible_missing_code',
        message: `${counted(rows, 'row')} with ${odd} in ${quoted(name)} (the first at ${whereIsRow(table.lines, values.indexOf(odd))}), far from every other value: if it stands for a missing score, declare it as missing and run again.`,
      });
    }
  }
  return notes;
}

/** The two lowest and the two highest distinct values; NaN is passed over. */
function extremes(values: Float64Array): { lowest: number; second: number; before: number; highest: number } {
  let lowest = Number.POSITIVE_INFINITY;
  let second = lowest;
  let highest = Number.NEGATIVE_INFINITY;
  let before = highest;
  for (const x of values) {
    if (x < lowest) [lowest, second] = [x, lowest];
    else if (x < second && x !== lowest) second = x;
    if (x > highest) [highest, before] = [x, highest];
    else if (x > before && x !== highest) before = x;
  }
  return { lowest, second, before, highest };
}
