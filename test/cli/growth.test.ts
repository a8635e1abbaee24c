import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.js';

const folder = mkdtempSync(join(tmpdir(), 'growth-'));
const file = join(folder, 'students.csv');
writeFileSync(file, 'fall,spring,minutes,school\n10,15,60,a\n12,15,90,a\n9,16,100,b\n14,19,70,b\n11,,50,b\n');
afterAll(() => rmSync(folder, { recursive: true }));

const columns = ['--before', 'fall', '--after', 'spring', '--minutes', 'minutes', '--weeks', '10'];

describe('efficacy growth', () => {
  test('prints a memo', async () => {
    const { status, output } = await run([
      'growth',
      file,
      '--scale',
      'vertical',
      ...columns,
      '--expected',
      '3',
      '--dose',
      '8',
    ]);
    expect(status).toBe(0);
    expect(output).toContain('Excess rate');
    expect(output).toContain('1 of 5 (1 without spring)');
    expect(output).toContain('8 minutes a week');
  });

  test('prints the record as JSON, or the memo as Markdown', async () => {
    const json = await run(['growth', file, '--scale', 'vertical', ...columns, '--json']);
    expect(JSON.parse(json.output).treatment.n).toBe(4);
    const markdown = await run(['growth', file, '--scale', 'vertical', ...columns, '--markdown']);
    expect(markdown.output).toMatch(/^## Growth/);
  });

  test('tells how it is used', async () => {
    expect((await run(['growth', '--help'])).output).toContain('Usage: efficacy growth FILE');
    const { status, error } = await run(['growth', file, ...columns]);
    expect(status).toBe(2);
    expect(error).toMatch(/^efficacy growth needs --scale, what the scores mean/);
    expect((await run(['growth', file, '--scale', 'vertical', ...columns, '--treated', 'app'])).error).toContain(
      'together',
    );
    expect((await run(['growth', file, '--scale', 'vertical', ...columns, '--range', '5'])).error).toContain(
      'LOW:HIGH',
    );
  });

  test('expects growth by a norm table', async () => {
    const norms = join(folder, 'norms.json');
    const row = (week: number, mean: number, sd: number) => ({ subject: 'math', grade: '3', week, mean, sd });
    const [fall, spring] = ['fall', 'spring'].map((season) => ({ grade: '3', season }));
    const own = {
      id: 'own',
      source: 'made up',
      of: 'students',
      scale: 'vertical',
      rows: [row(4, 12, 4), row(26, 15, 5)],
      correlations: [{ subject: 'math', from: fall, to: spring, correlation: 0.4 }],
    };
    writeFileSync(norms, JSON.stringify(own));
    const named = ['--norm-subject', 'math', '--norm-before', '3:fall:4', '--norm-after', '3:spring:26'];
    const growth = (...more: string[]) => run(['growth', file, '--scale', 'vertical', ...columns, ...more]);

    const { output } = await growth('--norm', norms, ...named, '--json');
    // Mean first score 11.25, slope -.5: 3 + .375; gains 5, 3, 7, 5 on 320 minutes.
    const { excess, expectedGrowth } = JSON.parse(output).rates.ratioOfMeans;
    expect(expectedGrowth).toEqual({ from: 'norm', points: 3.375, norm: 'own' });
    expect(excess.estimate).toBeCloseTo((5 - 3.375) / 80, 12);

    const error = async (...more: string[]) => (await growth(...more)).error;
    expect(await error('--norm', norms)).toContain('together, or none of them');
    expect(await error('--norm', norms, ...named, '--expected', '3')).toContain('not both');
    expect(await error('--norm', norms, ...named.slice(0, 5), '3-spring')).toContain('GRADE:SEASON:WEEK');
    expect(await error('--norm', join(folder, 'none.json'), ...named)).toContain('no such file');
    writeFileSync(norms, JSON.stringify({ ...own, rows: [row(4, 12, 0)] }));
    expect(await error('--norm', norms, ...named)).toContain('at rows[0].sd; got 0');
    writeFileSync(norms, JSON.stringify({ ...own, scale: 'nce' }));
    expect(await error('--norm', norms, ...named)).toContain('needs a norm of vertical scores');
  });

  test('a dose of 0, which everybody reaches, is refused', async () => {
    const { status, error } = await run(['growth', file, '--scale', 'vertical', ...columns, '--dose', '0']);
    expect(status).toBe(1);
    expect(error).toContain('doses above 0 minutes');
  });

  test('a scale that forbids the subtraction is one line and status 1', async () => {
    const { status, error } = await run(['growth', file, '--scale', 'percentile', ...columns]);
    expect(status).toBe(1);
    expect(error).toMatch(/^efficacy growth cannot subtract percentile ranks.*\n$/);
  });
});
