import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.js';
import { arms, type BadInput, cases, folder } from './cases.js';
import { expectedOutcome, expectFigures, expectFinite, expectNamed, type Figures, notices } from './expectations.js';

function argumentsFor({ file, options }: BadInput): readonly string[] {
  const { outcome = 'post', cluster, dose, weights, range, delimiter, decimal } = options;
  return [
    ...['trial', `${folder}/${file}`, '--outcome', outcome, '--unit', 'student_id'],
    ...['--treatment', arms.column, '--treated', arms.treated, '--control', arms.control],
    ...(cluster === undefined ? [] : ['--cluster', cluster, '--assigned-within-clusters']),
    ...(dose === undefined ? [] : ['--dose', dose]),
    ...(weights === undefined ? [] : ['--weights', weights]),
    ...(range === undefined ? [] : ['--range', range.join(':')]),
    ...(delimiter === undefined ? [] : ['--delimiter', delimiter]),
    ...(decimal === undefined ? [] : ['--decimal', decimal]),
  ];
}

const formats = { text: [], markdown: ['--markdown'], json: ['--json'] } as const;

/** Control characters that act on a terminal; line ends are not among them. */
const controls = /[^\P{Cc}\n]|[\u2028\u2029]/u;

/** Text without the escapes and line breaks of its format, so that words of a notice can be looked for. */
const plainText = (output: string): string => output.replaceAll('\\', '').replace(/\s+/g, ' ');

describe.skipIf(folder === null)('a damaged or odd file, through the command line', () => {
  for (const bad of cases) {
    const outcome = expectedOutcome(bad);
    for (const [format, flags] of Object.entries(formats)) {
      test(`${bad.file}, ${format}: ${outcome}`, async () => {
        const started = performance.now();
        const { status, output, error } = await run([...argumentsFor(bad), ...flags]);
        if (bad.expect.maxMillis !== undefined) expect(performance.now() - started).toBeLessThan(bad.expect.maxMillis);

        expect(output).not.toMatch(controls);
        expect(error).not.toMatch(controls);
        if (outcome === 'error') {
          expect([status, output]).toEqual([1, '']);
          expectNamed(error, bad);
          return;
        }
        expect([status, error]).toEqual([0, '']);
        if (format === 'json') {
          const figures = JSON.parse(output) as Figures;
          expectFinite(figures);
          expectFigures(figures, bad);
          if (outcome === 'ok') expect(notices(figures)).toBe('');
          else expectNamed(notices(figures), bad);
          expect(output).not.toContain('<');
        } else {
          expect(output).not.toMatch(/NaN|Infinity|undefined/);
          expect(output).not.toMatch(/(^|\s)-0\b(?!\.\d*[1-9])/);
          if (outcome === 'warning') expectInOutput(output, bad);
        }
        if (format === 'markdown') expect(output).not.toMatch(/<(script|img|b)\b/i);
      });
    }
  }

  const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
  for (const bad of cases.filter((one) => one.expect.maxRssMiB !== undefined)) {
    test.skipIf(!existsSync(main))(`${bad.file} takes less than ${bad.expect.maxRssMiB} MiB`, () => {
      const script = `process.argv.splice(1, 0, 'efficacy');
        await import(${JSON.stringify(main)});
        const { existsSync, readFileSync } = await import('node:fs');
        const status = () => (existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '');
        // What resourceUsage tells on Linux may be the peak of the process that started this one.
        const peak = () => /VmHWM:\\s*(\\d+) kB/.exec(status())?.[1] ?? process.resourceUsage().maxRSS;
        process.on('exit', () => process.stderr.write('\\nRSS ' + peak()));`;
      const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script, ...argumentsFor(bad)], {
        encoding: 'utf8',
      });
      const kilobytes = Number(/RSS (\d+)/.exec(stderr)?.[1]);
      expect(kilobytes / 1024).toBeLessThan(bad.expect.maxRssMiB as number);
    });
  }

  test.skip('html-school.csv: an HTML report holds no unescaped < from data (pending: there is no HTML report yet)');
  test.skip(
    'json-u2028.csv: a script element in an HTML report is not ended by data (pending: there is no HTML report yet)',
  );
  test.skip('formula-cell.csv: cells of CSV output do not start with = + - @ (pending: nothing writes CSV yet)');
});

/** A notice stands in the text, whatever the format does to its quotes and lines. */
function expectInOutput(output: string, { expect: { line, column } }: BadInput): void {
  const text = plainText(output);
  if (line !== undefined) expect(text).toContain(`line ${line}`);
  if (column !== undefined) expect(text).toContain(column);
}
