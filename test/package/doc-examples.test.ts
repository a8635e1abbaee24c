import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as effect from '../../src/effect.js';
import { fromColumns } from '../../src/index.js';
import * as judge from '../../src/judge.js';
import { baseline, domain, trial } from '../judge/rating/studies.js';

// The examples in the documentation of effects and judgements, run as they stand: each says what comes out, or at least runs.
const sources = fileURLToPath(new URL('../../src/', import.meta.url));
const files = ['estimate/effect', 'judge'].flatMap((folder) =>
  readdirSync(`${sources}/${folder}`, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`),
);

interface Statement {
  readonly code: string;
  /** What it says of its value, behind two slashes. */
  readonly said: string;
}

/** The statements below `@example` in each comment of a file; one ends with a semicolon at the end of a line or before `//`. */
function examplesOf(file: string): readonly (readonly Statement[])[] {
  const comments = readFileSync(`${sources}/${file}`, 'utf8').match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  return comments.flatMap((comment) => {
    const lines = comment.split('\n').map((line) => line.replace(/^\s*(\*\/|\* ?)/, ''));
    const start = lines.findIndex((line) => line.startsWith('@example'));
    if (start < 0) return [];
    const end = lines.findIndex((line, i) => i > start && line.startsWith('@'));
    const text = lines.slice(start + 1, end < 0 ? undefined : end).join('\n');
    const parts = [...text.matchAll(/([\s\S]+?);(?:[ ]*\/\/ ?([^\n]*))?(?:\n|$)/g)];
    return [parts.map(([, code = '', said = '']) => ({ code: code.trim(), said: said.trim() }))];
  });
}

const students = Array.from({ length: 240 }, (_, i) => i);
const roster = fromColumns({
  school: students.map((i) => `school ${i % 12}`),
  arm: students.map((i) => (i % 2 === 0 ? 'product' : 'usual')),
  pre: students.map((i) => (7 * i) % 30),
  female: students.map((i) => (3 * i) % 2),
  post: students.map((i) => (i % 20 === 3 ? null : (11 * i) % 31)),
});
const prepost = (gain: number) => ({ n: 40, before: { mean: 50, sd: 10 }, after: { mean: 50 + gain, sd: 11 } });
const scores = (mean: number) => effect.momentsOf({ n: 60, mean, sd: 10 });

/** What the examples take for granted, by name. */
const given: Readonly<Record<string, unknown>> = {
  ...effect,
  ...judge,
  arms: { treatment: prepost(6), control: prepost(2) },
  treated: scores(54),
  untreated: scores(50),
  small: scores(54),
  regular: scores(50),
  roster,
  table: roster,
  treatment: { column: 'arm', treated: 'product', control: 'usual' },
  threats: Object.fromEntries(judge.eefThreats.map((threat) => [threat, 'low'])),
  counts: { treatment: { assigned: 200, analysed: 190 }, control: { assigned: 200, analysed: 188 } },
  rating: judge.wwcRating({ ...trial, baseline: baseline(0.02) }, 'wwc-5.0'),
  domain: domain(0.2),
};
/** Names that mean something else in one file. */
const givenIn: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'judge/no-evidence.ts': { study: { design: 'randomized', outcome: 'standardized-achievement' } },
  'judge/multiplicity/wwc-domain.ts': {
    study: {
      treatment: { n: 120, mean: 204.1, sd: 15.2 },
      comparison: { n: 110, mean: 201.3, sd: 14.6 },
      outcomeType: 'achievement',
    },
  },
};

/** Runs the statements one after the other; `const` adds a name for those below. */
function run(statements: readonly Statement[], scope: Record<string, unknown>): readonly unknown[] {
  return statements.map(({ code }) => {
    const [, name, value = code] = /^const (\w+) = ([\s\S]+)$/.exec(code) ?? [];
    const result = new Function(...Object.keys(scope), `return (${value});`)(...Object.values(scope));
    if (name !== undefined) scope[name] = result;
    return result;
  });
}

/** Whether a number is what was written, to the digits that were written. */
const rounds = (value: unknown, written: string): boolean =>
  typeof value === 'number' &&
  value.toFixed(written.split('.')[1]?.length ?? 0) === Number(written).toFixed(written.split('.')[1]?.length ?? 0);

/** What a value has under a name, however deep. */
function under(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if (name in value) return (value as Record<string, unknown>)[name];
  return Object.values(value)
    .map((inner) => under(inner, name))
    .find((inner) => inner !== undefined);
}

/** What is said of a value, checked: a text in quotes, a number at the start, numbers behind the names of fields, or a word of it. */
function agrees(value: unknown, said: string): boolean {
  const text = /^'([^']+)'/.exec(said)?.[1];
  if (text !== undefined) return value === text;
  const [number] = /^-?\d*\.?\d+/.exec(said) ?? [];
  if (number !== undefined) {
    const figures = typeof value === 'number' ? [value] : Object.values(value as object);
    return figures.some((figure) => rounds(figure, number));
  }
  const named = [...said.matchAll(/(\w+):? (-?\d+(?:\.\d+)?)/g)];
  if (named.length > 0) return named.every(([, name = '', written = '']) => rounds(under(value, name), written));
  return JSON.stringify(value).replaceAll('-', ' ').includes(said);
}

describe.each(files.map((file) => [file, examplesOf(file)] as const).filter(([, examples]) => examples.length > 0))(
  'the examples of %s',
  (file, examples) => {
    test.each(examples.map((statements) => [statements[0]?.code.split('\n')[0] ?? 'nothing', statements] as const))(
      '%s',
      (_, statements) => {
        const values = run(statements, { ...given, ...givenIn[file] });
        const wrong = statements.flatMap(({ code, said }, i) =>
          said === '' || agrees(values[i], said) ? [] : [`${code} is ${JSON.stringify(values[i])}, and not ${said}`],
        );

        expect(statements.length).toBeGreaterThan(0);
        expect(wrong).toEqual([]);
      },
    );
  },
);
