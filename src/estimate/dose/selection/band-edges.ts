import { need } from '../../../support/need.js';
import type { Note } from '../../../support/notes.js';
import { counted } from '../../../support/text.js';
import { needRecord } from '../../effect/needs.js';
import { short } from '../reading/fitted-curve.js';
import { type NaturalBreaks, naturalBreaks } from './natural-breaks.js';

/** How doses are cut into bands. */
export type DoseCuts =
  | {
      /** Where a new band starts, ascending and above 0: a student with just this dose is in the upper band. */
      readonly cuts: readonly number[];
    }
  | {
      /** How many bands above 0 natural breaks make. */
      readonly count: number;
    };

/** Doses between two edges. */
export interface BandEdges {
  /** `'0'`, `'below 250'`, `'250 to below 600'`, `'600 and more'`. */
  readonly label: string;
  /** Smallest dose that belongs to it; 0 for the first band above 0, which leaves out 0 itself where that has its own. */
  readonly from: number;
  /** Dose from which the next band starts; null for the last. */
  readonly below: number | null;
}

/** Bands of dose, and which row is in which. */
export interface BandedDose {
  readonly edges: readonly BandEdges[];
  /** For each row the number of its band. */
  readonly bands: Uint32Array;
  /** Where natural breaks made them. */
  readonly breaks: NaturalBreaks | null;
  readonly notes: readonly Note[];
}

/**
 * Cuts doses into bands, with one of its own for 0 where someone has it. Bands without a student are left out.
 *
 * @throws {@link EfficacyError} `invalid_argument` for cuts that are none, `too_few_observations` for more bands than doses above 0
 */
export function bandedDose(dose: Float64Array, bands: DoseCuts, who: string): BandedDose {
  needRecord(bands, who, 'bands: { cuts } or { count }');
  const both: { readonly cuts?: unknown; readonly count?: unknown } = bands;
  const stated = [both.cuts, both.count].filter((one) => one !== undefined).length;
  need(stated === 1, 'invalid_argument', who, 'bands: either { cuts } or { count }', JSON.stringify(bands));
  const listed = both.cuts === undefined || Array.isArray(both.cuts);
  need(listed, 'invalid_argument', who, 'cuts above 0 in ascending order, as a list', both.cuts);
  const counts = new Map<number, number>();
  for (const x of dose) counts.set(x, (counts.get(x) ?? 0) + 1);
  const distinct = Float64Array.from([...counts.keys()].filter((x) => x > 0)).sort();
  const hasZero = counts.has(0);
  let breaks: NaturalBreaks | null = null;
  if ('count' in bands && bands.count !== undefined) {
    const { count } = bands;
    need(Number.isInteger(count) && count >= 1 && count <= 50, 'invalid_argument', who, '1 to 50 bands', count);
    need(
      distinct.length >= count,
      'too_few_observations',
      who,
      `at least ${counted(count, 'different dose')} above 0 for as many bands`,
      distinct.length,
    );
    breaks = naturalBreaks(
      distinct,
      Float64Array.from(distinct, (x) => counts.get(x)!),
      count,
    );
  }
  const cuts = breaks?.cuts ?? ('cuts' in bands ? bands.cuts : []);
  const fine = cuts.every((cut, i) => typeof cut === 'number' && cut > (cuts[i - 1] ?? 0) && cut < Infinity);
  need(fine, 'invalid_argument', who, 'cuts above 0 in ascending order', cuts.join(', '));
  const all: BandEdges[] = [
    ...(hasZero ? [{ label: '0', from: 0, below: 0 }] : []),
    ...[0, ...cuts].map((from, i): BandEdges => {
      const below = cuts[i] ?? null;
      return { label: labelOf(from, below, hasZero), from, below };
    }),
  ];
  const offset = hasZero ? 1 : 0;
  const place = dose.map((x) => (hasZero && x === 0 ? 0 : offset + cuts.filter((cut) => cut <= x).length));
  const used = all.map((_, k) => place.includes(k));
  const rank = all.map((_, k) => used.slice(0, k).filter(Boolean).length);
  const empty = all.filter((_, k) => !used[k]);
  return {
    edges: all.filter((_, k) => used[k]),
    bands: Uint32Array.from(place, (k) => rank[k]!),
    breaks,
    notes:
      empty.length === 0
        ? []
        : [{ code: 'empty_band', message: `No student in: ${empty.map(({ label }) => label).join('; ')}.` }],
  };
}

function labelOf(from: number, below: number | null, hasZero: boolean): string {
  if (below === null) return from > 0 ? `${short(from)} and more` : hasZero ? 'above 0' : 'all doses';
  if (from === 0) return `${hasZero ? 'above 0, ' : ''}below ${short(below)}`;
  return `${short(from)} to below ${short(below)}`;
}
