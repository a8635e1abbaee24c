import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.js';

const file = fileURLToPath(new URL('../reference/data/products_students.csv', import.meta.url));
const columns = ['--scale', 'vertical', '--before', 'pre', '--after', 'post', '--minutes', 'minutes', '--weeks', '24'];
const arms = ['--product', 'arm', '--control', 'usual', '--cluster', 'school'];
const frontier = (...more: string[]) => run(['frontier', file, ...columns, ...arms, ...more]);

describe('efficacy frontier', () => {
  test('prints products by what they ask for, with total effect and doses beside the rate', async () => {
    const { status, output } = await frontier(
      '--asks',
      'A=30',
      '--asks',
      'B=60',
      '--asks',
      'C=45',
      '--displaces',
      'B=.5',
    );
    const lines = output.split('\n');

    expect(status).toBe(0);
    expect(output).toContain('45 minutes a week  at or below: A, C; above: B');
    expect(lines.filter((line) => /^[ABC] +\d/.test(line)).map((line) => line[0])).toEqual(['A', 'C', 'B']);
    expect(output).toContain('Displaced by B');
    expect(output).toContain('no product is ranked by it');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test('says who is beaten and how surely', async () => {
    const { output } = await frontier('--asks', 'A=90', '--asks', 'B=60', '--asks', 'C=45');

    expect(output).toMatch(/A +beaten by C \(one-sided, Holm over all pairs: p = \.\d{3}\)/);
  });

  test('prints the record as JSON, or Markdown', async () => {
    const record = JSON.parse((await frontier('--json')).output);

    expect(record).toMatchObject({ kind: 'screen-time-frontier', axis: 'observed' });
    expect(record.pairs).toHaveLength(3);
    expect((await frontier('--markdown')).output).toMatch(/^## Growth against weekly minutes of 3 products/);
  });

  test('tells how it is used', async () => {
    expect((await run(['frontier', '--help'])).output).toContain('Usage: efficacy frontier FILE');
    expect((await run(['frontier', file, ...columns])).error).toContain('needs --product, the column');
    expect((await frontier('--asks', '30')).error).toContain('--asks LABEL=NUMBER, such as A=30');
    expect((await frontier('--asks', 'A=x')).error).toContain('such as A=30; got x');
    expect((await frontier('--asks', 'A=1', '--asks', 'A=2')).error).toContain('of A twice');
    const { status, error } = await frontier('--asks', 'D=30');
    expect(status).toBe(1);
    expect(error).toContain('--asks of products among "A", "B", "C", got "D"');
  });
});
