import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** One call of an R function: what went in and what came out. See test/reference/README.md. */
export interface ReferenceCase {
  readonly id: string;
  readonly call: string;
  readonly data?: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs by call; each test knows its own
  readonly input?: any;
  readonly note?: string;
  // biome-ignore lint/suspicious/noExplicitAny: the shape differs by call; each test knows its own
  readonly expected: any;
}

/** The cases of one area, e.g. `referenceCases('b_rct')`. */
export function referenceCases(area: string): readonly ReferenceCase[] {
  return JSON.parse(readFileSync(path(`./reference/cases/${area}.json`), 'utf8')).cases;
}

/** The text of a data file of the reference cases, e.g. `referenceData('two_groups.csv')`. */
export function referenceData(name: string): string {
  return readFileSync(path(`./reference/data/${name}`), 'utf8');
}

/**
 * A folder of material that is not part of this project (licence or size), or null where it is absent: tests that need it
 * skip and say so. It is looked for beside the project, or where EFFICACY_SHARED points.
 */
export function sharedPath(relative: string): string | null {
  const root = process.env['EFFICACY_SHARED'] ?? path('../../shared');
  const found = `${root}/${relative}`;
  return existsSync(found) ? found : null;
}
