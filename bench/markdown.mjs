const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** The report as a page. */
export function markdown({ date, revision, node, machine, rows, results, sweep }) {
  const million = (n) => `${n / 1e6} million`;
  const lines = results.map((r) => [
    `${r.line}: ${r.title}`,
    r.engine,
    r.milliseconds.toFixed(0),
    `${r.least.toFixed(0)}-${r.most.toFixed(0)}`,
    r.timesEfficacy.toFixed(2),
    r.peakMegabytes ?? '',
    r.checked ? 'yes' : 'no',
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
  return `# Benchmarks

${machine}; Node ${node}; revision ${revision}${date === null ? '' : `; ${date}`}. ${million(rows)} rows with 2 % of the scores missing;
medians of interleaved repetitions (slow engines run once). The ratios can be trusted; the milliseconds are those of one machine.

${table(['work', 'engine', 'ms', 'range', 'times efficacy', 'peak MB', 'answer checked'], lines)}
${rowTimes}`;
}
