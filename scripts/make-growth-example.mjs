// Writes examples/data/growth/: a small made-up district with a roster, two test files and a usage log, with the mess that real ones have.
// `node scripts/make-growth-example.mjs` after a build; the files are committed, and the same each time.
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { toRows } from '../dist/index.js';
import { randomStream } from '../dist/numeric/index.js';
import { simulateDistrict } from '../dist/simulate.js';

const folder = fileURLToPath(new URL('../examples/data/growth', import.meta.url));
mkdirSync(folder, { recursive: true });

const { table } = simulateDistrict({
  seed: 7,
  schoolsPerDistrict: 24,
  classesPerSchool: 1,
  studentsPerClass: 20,
  effectPerMinute: 0.006,
});
const students = [...toRows(table)];
const random = randomStream(7, 99);
const id = (i) => `S${String(1000 + i)}`;
const firstDay = Date.UTC(2025, 8, 8);

const write = (name, header, rows) =>
  writeFileSync(`${folder}/${name}`, `${[header, ...rows].map((row) => row.join(',')).join('\n')}\n`);

write(
  'roster.csv',
  ['student', 'school', 'offered'],
  students.map(({ school, arm }, i) => [id(i), school, arm === 'treatment' ? 'yes' : 'no']),
);

const score = (points) => Math.round(points);
const fall = students.flatMap(({ pre }, i) => (i % 61 === 5 ? [] : [[id(i), score(pre)]]));
write('fall.csv', ['student', 'score'], fall);
// Two students who moved in, and three who sat the test twice: the later sitting counts.
const spring = students.flatMap(({ post }, i) => (post === null ? [] : [[id(i), score(post)]]));
const again = [12, 40, 77].map((i) => [id(i), score((students[i].post ?? 200) + 2)]);
write('spring.csv', ['student', 'score'], [...spring, ['S2001', 204], ['S2002', 197], ...again]);

const stamp = (ms) => `${new Date(ms - 5 * 3_600_000).toISOString().slice(0, 19)}-05:00`;
const sessions = students.flatMap(({ minutes }, i) => {
  const length = 25 + Math.floor(20 * random.uniform());
  const count = Math.ceil(minutes / length);
  return Array.from({ length: count }, (_, k) => {
    const day = Math.floor((168 * k) / count);
    const start = firstDay + day * 86_400_000 + (14 + Math.floor(4 * random.uniform())) * 3_600_000;
    const used = k === count - 1 ? minutes - length * (count - 1) : length;
    // Every 90th session was left open over night.
    const end = start + Math.round(used * 60) * 1000 + ((i + k) % 90 === 89 ? 12 * 3_600_000 : 0);
    return [id(i), stamp(start), stamp(end)];
  });
});
// A teacher's test account, and a log that was sent twice for one student.
sessions.push(
  ['T0001', stamp(firstDay), stamp(firstDay + 3_600_000)],
  ...sessions.filter(([student]) => student === sessions[0][0]),
);
write('usage.csv', ['student', 'start', 'end'], sessions);
