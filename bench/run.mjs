// npm run bench -- [--rows 10000000] [--only W1,W4] [--repetitions 5] [--minutes 11] [--no-slow] [--no-memory] [--no-sweep] [--date 2026-01-31]
// One table of all lines into docs/bench/aggregate.md, the same with the machine into docs/bench/aggregate.json. Every engine's answer is
// checked against the first one's; repetitions are interleaved; slow engines run once; peak memory is that of a process that does nothing
// else, and how much of it is beyond the data that it was given. Processor time, of all threads, is told too: on a machine that others use it
// is steadier than time by the clock. Where the minutes do not suffice, slow engines are left out, the others repeated less often, and memory
// is not measured.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { expectSame } from './answers.mjs';
import { students, tableOf, writeCsv } from './data.mjs';
import { openDuckdb } from './duckdb.mjs';
import { lines } from './lines/index.mjs';
import { sweep } from './lines/sweep.mjs';
import { markdown } from './markdown.mjs';
import { heldMegabytes, peakMegabytes } from './peak.mjs';

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '10000000' },
    only: { type: 'string' },
    repetitions: { type: 'string', default: '5' },
    minutes: { type: 'string', default: '11' },
    date: { type: 'string', default: '' },
    'no-slow': { type: 'boolean', default: false },
    'no-memory': { type: 'boolean', default: false },
    'no-sweep': { type: 'boolean', default: false },
    out: { type: 'string', default: fileURLToPath(new URL('../docs/bench/', import.meta.url)) },
    memory: { type: 'string' },
  },
});
const rows = Number(options.rows);
const csv = `${tmpdir()}/efficacy-bench-${rows}.csv`;
const smallCsv = `${tmpdir()}/efficacy-bench-${rows / 10}.csv`;
const chosen = lines.filter(({ id }) => options.only === undefined || options.only.split(',').includes(id));
const began = performance.now();
/** Whether this share of the minutes is over. */
const isLate = (share) => performance.now() - began > share * Number(options.minutes) * 60_000;
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

/** What engines are given. A process that measures memory makes only what its engine needs. */
async function inputs(engine) {
  const wants = { js: engine?.threads === undefined, sql: engine === undefined || engine.threads !== undefined };
  const data = wants.js ? withNumbers(students(rows)) : null;
  if (engine === undefined) {
    await writeCsv(data, csv);
    await writeCsv(students(rows / 10), smallCsv);
  }
  return {
    csv,
    smallCsv,
    data,
    table: data === null ? null : tableOf(data),
    connection: wants.sql ? await openDuckdb(csv, engine?.threads ?? 1) : null,
  };
}

/** Labels as numbers too, for cross-products. */
function withNumbers(data) {
  const { arm, grade, subject } = data;
  return {
    ...data,
    treated: Float64Array.from(arm),
    grade_n: Float64Array.from(grade),
    subject_n: Float64Array.from(subject),
  };
}

async function timeLine({ id, title, engines }, given) {
  const times = Object.fromEntries(Object.keys(engines).map((name) => [name, []]));
  const work = Object.fromEntries(Object.keys(engines).map((name) => [name, []]));
  let reference = null;
  for (let repetition = 0; repetition < Number(options.repetitions); repetition++) {
    if (repetition > 0 && isLate(0.6)) break;
    for (const [name, engine] of Object.entries(engines)) {
      if (engine.slow && (repetition > 0 || options['no-slow'] || isLate(0.45))) continue;
      if (engine.threads !== undefined) await given.connection.run(`set threads = ${engine.threads}`);
      engine.prepare?.(given);
      if (repetition === 0) for (let i = 0; i < (engine.untimed ?? 0); i++) await engine.run(given);
      globalThis.gc?.();
      const before = process.cpuUsage();
      const start = performance.now();
      const result = await engine.run(given);
      const elapsed = performance.now() - start;
      times[name].push(engine.milliseconds ?? result.milliseconds ?? elapsed);
      const { user, system } = process.cpuUsage(before);
      work[name].push(engine.milliseconds ?? result.processorMilliseconds ?? (user + system) / 1000);
      if (repetition > 0) continue;
      const answer = engine.read === undefined ? result : await engine.read(result);
      reference ??= answer;
      expectSame(`${id}, ${name}`, answer, reference, engine.tolerance);
    }
    console.error(`${id}: repetition ${repetition + 1}`);
  }
  const own = median(times.efficacy);
  const ownWork = median(work.efficacy);
  const asked = Object.entries(engines).filter(([name]) => times[name].length > 0);
  return asked.map(([name]) => ({
    line: id,
    title,
    engine: name,
    milliseconds: median(times[name]),
    least: Math.min(...times[name]),
    most: Math.max(...times[name]),
    processorMilliseconds: median(work[name]),
    repetitions: times[name].length,
    timesEfficacy: median(times[name]) / own,
    processorTimesEfficacy: median(work[name]) / ownWork,
    peakMegabytes: null,
    megabytesBeyondData: null,
  }));
}

function peakMemory(id, name) {
  const flags = ['--expose-gc', fileURLToPath(import.meta.url), '--rows', String(rows), '--memory', `${id}/${name}`];
  return JSON.parse(execFileSync(process.execPath, flags, { encoding: 'utf8' }));
}

if (options.memory !== undefined) {
  const [id, name] = options.memory.split('/');
  const engine = lines.find((line) => line.id === id).engines[name];
  const given = await inputs(engine);
  engine.prepare?.(given);
  globalThis.gc?.();
  const held = heldMegabytes();
  await engine.run(given);
  // Workers of a pool and threads of DuckDB count too.
  const peak = peakMegabytes();
  process.stdout.write(JSON.stringify({ peakMegabytes: peak, megabytesBeyondData: Math.max(0, peak - held) }));
} else {
  const given = await inputs();
  const results = [];
  for (const line of chosen) results.push(...(await timeLine(line, given)));
  const swept = options['no-sweep'] ? [] : { rows: rows / 10, results: sweep(rows / 10) };
  for (const result of results) {
    const { engines } = lines.find(({ id }) => id === result.line);
    const { milliseconds, ownProcess } = engines[result.engine];
    if (options['no-memory'] || isLate(0.9) || milliseconds !== undefined || ownProcess) continue;
    Object.assign(result, peakMemory(result.line, result.engine));
  }
  const report = {
    date: options.date || null,
    revision: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim(),
    node: process.version,
    machine: `${cpus()[0].model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GB`,
    load: loadavg().map((x) => Math.round(10 * x) / 10),
    rows,
    results,
    sweep: swept,
  };
  mkdirSync(options.out, { recursive: true });
  writeFileSync(`${options.out}/aggregate.json`, `${JSON.stringify(report, null, 2)}\n`);
  writeFileSync(`${options.out}/aggregate.md`, markdown(report));
  console.log(markdown(report));
}
