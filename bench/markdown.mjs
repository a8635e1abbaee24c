const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The report as a page. */
export function markdown({ date, revision, node, machine, load, rows, results, sweep }) {
  const million = (n) => `${n / 1e6} million`;
  const lines = results.map((r) => [
    `${r.line}: ${r.title}`,
    r.engine,
    r.milliseconds.toFixed(0),
    `${r.least.toFixed(0)}-${r.most.toFixed(0)}`,
    r.timesEfficacy.toFixed(2),
    r.processorMilliseconds.toFixed(0),
    r.processorTimesEfficacy.toFixed(2),
    r.peakMegabytes ?? '',
    r.megabytesBeyondData ?? '',
  ]);
  const cells = (sweep.results ?? []).map((r) => [
    r.columns,
    r.groups,
    r.order,
    `${100 * r.missing} %`,
    r.nanoseconds.toFixed(1),
  ]);
  const rowTimes =
    cells.length === 0
      ? ''
      : `
Time for one row of co-moments (${million(sweep.rows)} rows), the library alone:

${table(['columns', 'groups', 'keys', 'missing', 'ns a row'], cells)}
`;
  return `# Benchmarks of aggregation

${machine}; Node ${node}; revision ${revision}${date === null ? '' : `; ${date}`}. ${million(rows)} rows with 2 % of the scores missing;
medians of interleaved repetitions (slow engines run once). Load of the machine at the end, over 1, 5 and 15 minutes: ${load.join(', ')};
every answer was checked. Where the load is above 1, trust the processor time, which is of all threads together.
Peak memory is that of a process that does nothing else; beyond the data that it was given DuckDB first uses what it kept of loading them.

${table(['work', 'engine', 'ms', 'range', 'times efficacy', 'processor ms', 'times efficacy', 'peak MB', 'beyond the data'], lines)}
${rowTimes}`;
}
