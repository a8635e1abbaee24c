import { readFileSync } from 'node:fs';
import { sharedPath } from '../reference.js';

/** A damaged or odd file, and what must happen; the index of the folder explains every key. */
export interface BadInput {
  readonly file: string;
  readonly category: string;
  readonly options: {
    readonly delimiter?: ';';
    readonly decimal?: ',';
    readonly cluster?: string;
    readonly outcome?: string;
    readonly dose?: string;
    readonly weights?: string;
    readonly range?: readonly [number, number];
  };
  readonly expect: {
    readonly outcome: Outcome | readonly Outcome[];
    readonly line?: number;
    readonly column?: string;
    readonly mention?: readonly string[];
    readonly values?: {
      readonly rows?: number;
      readonly n?: Readonly<Record<string, number>>;
      readonly mean?: Readonly<Record<string, number>>;
      readonly difference?: number;
      readonly clusters?: number;
      readonly students?: number;
    };
    readonly cell?: { readonly row: number; readonly column: string; readonly text: string };
    readonly check?: string;
    readonly maxMillis?: number;
    readonly maxRssMiB?: number;
  };
  readonly why: string;
}

/** What may happen: a result, a result with a notice, a typed error. */
export type Outcome = 'ok' | 'warning' | 'error';

/** Where the files are, or null where they are absent. */
export const folder: string | null = sharedPath('badinput');

/** All of them. */
export const cases: readonly BadInput[] =
  folder === null ? [] : JSON.parse(readFileSync(`${folder}/index.json`, 'utf8')).cases;

/** The arms of the files; every other name stands in the options of a case. */
export const arms = { column: 'arm', treated: 'treatment', control: 'control' } as const;
