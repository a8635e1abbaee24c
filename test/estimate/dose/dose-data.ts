import { referenceData } from '../../reference.js';

/** The columns of a reference file of numbers. */
export function columnsOf(file: string): Readonly<Record<string, readonly number[]>> {
  const [head = '', ...lines] = referenceData(file).trim().split('\n');
  const names = head.split(',').map((name) => name.replaceAll('"', ''));
  const rows = lines.map((line) => line.split(',').map(Number));
  return Object.fromEntries(names.map((name, j) => [name, rows.map((row) => row[j] as number)]));
}

/** Minutes and growth of the levels (6 students at each of 9 doses) or of single students. */
export function doseAndGrowth(tag: 'levels' | 'students'): {
  readonly dose: readonly number[];
  readonly response: readonly number[];
} {
  const { minutes = [], growth = [] } = columnsOf(`dose_${tag}.csv`);
  return { dose: minutes, response: growth };
}
