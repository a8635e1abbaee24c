import { readdirSync, readFileSync } from 'node:fs';
import { sharedPath } from '../reference.js';

/** One NIST StRD set as stored: data, and the exact statistics of the data as doubles. */
export interface StrdSet {
  readonly name: string;
  readonly class: 'univariate' | 'anova' | 'linear' | 'nonlinear';
  readonly intercept?: boolean;
  readonly polynomialDegree?: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: columns or groups, by class
  readonly data: any;
  /** Decimal text of 25 digits. */
  // biome-ignore lint/suspicious/noExplicitAny: statistics differ by class
  readonly exactBinary64: any;
}

const folder = sharedPath('reference/nist');

/** Why a test of the stored sets is skipped; null when they are there. */
export const strdMissing: string | null = folder === null ? 'the NIST StRD files are not beside this project' : null;

/** The stored sets of a class; none when the files are absent. */
export function strdSets(ofClass: StrdSet['class']): readonly (readonly [string, StrdSet])[] {
  if (folder === null) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json') && file !== 'index.json')
    .map((file): StrdSet => JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')))
    .filter((set) => set.class === ofClass)
    .map((set) => [set.name, set]);
}
