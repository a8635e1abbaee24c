import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { WwcFindingInput } from '../../../src/judge/wwc/input.js';
import { wwcFinding } from '../../../src/judge/wwc/wwc-finding.js';
import { tolerance } from '../../tolerances.js';

type Expected = Readonly<Record<'estimate' | 'standardError' | 'df' | 'pValue', number>>;
interface Row extends Readonly<Record<'wwc-4.1' | 'wwc-5.0', Expected>> {
  readonly study: WwcFindingInput;
}

/** test/reference/scripts/wwc_findings.R: the handbooks' formulas in R. */
const rows: readonly Row[] = JSON.parse(
  readFileSync(new URL('../../reference/cases/wwc_findings.json', import.meta.url), 'utf8'),
).findings;

test.each(['wwc-4.1', 'wwc-5.0'] as const)(
  'what random studies report gives by %s what its formulas give in R',
  (profile) => {
    const off = rows.flatMap((row) => {
      const finding = wwcFinding(row.study, profile);
      return (Object.entries(row[profile]) as [keyof Expected, number][])
        .filter(
          ([name, wanted]) =>
            !(Math.abs(finding[name] - wanted) <= tolerance.closedForm * Math.max(0.001, Math.abs(wanted))),
        )
        .map(([name, wanted]) => `${name} ${finding[name]}, R ${wanted}: ${JSON.stringify(row.study)}`);
    });

    expect(rows.length).toBeGreaterThanOrEqual(120);
    expect(off).toEqual([]);
  },
);
