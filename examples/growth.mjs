import {
  formatGrowthSummary,
  fromColumns,
  growthSummary,
  joinColumns,
  readCsv,
  rosteredWeeks,
  toRows,
  usageMinutes,
  weeklyMinutes,
} from 'efficacy/node';

// A roster, two test files and a usage log as a district has them: what did an hour of use bring?
const folder = 'examples/data/growth';
const roster = await readCsv(`${folder}/roster.csv`);
const fall = await readCsv(`${folder}/fall.csv`, { columns: { score: 'number' } });
const spring = await readCsv(`${folder}/spring.csv`, { columns: { score: 'number' } });
const log = await readCsv(`${folder}/usage.csv`);

// Minutes over the weeks rostered, for everybody who was: sessions left open are cut, overlaps counted once.
const usage = usageMinutes(toRows(log), { longestSession: 60 });
const time = { from: '2025-09-08', until: '2026-02-23' };
const breaks = [{ from: '2025-12-22', until: '2026-01-05' }];
const rostered = rosteredWeeks(toRows(roster), { ...time, breaks, denominator: 'instructional' });
const weekly = weeklyMinutes(usage, { ...time, utcOffsetMinutes: -300, rostered });
console.log('Minutes', { logged: usage.loggedMinutes, counted: usage.minutes, ...usage.takenOut });
for (const { message } of weekly.notes) console.log(message);

// Everything beside the roster, by student, with an account of who found no place.
const minutes = fromColumns({
  student: weekly.students.map(({ student }) => student),
  minutes: weekly.students.map((row) => row.minutes),
});
const { table, account } = joinColumns(
  roster,
  'student',
  {
    fall: { table: fall, column: 'score' },
    spring: { table: spring, column: 'score' },
    minutes: { table: minutes, column: 'minutes' },
  },
  { duplicates: 'last' },
);
for (const { column, matched, unmatched, orphans, duplicates } of account) {
  console.log(`${column}: ${matched} matched, ${unmatched} without`, { orphans, duplicates });
}

const summary = growthSummary(table, {
  scale: 'vertical',
  before: 'fall',
  after: 'spring',
  minutes: 'minutes',
  weeks: rostered.instructionalWeeks,
  treatment: { column: 'offered', treated: 'yes', control: 'no' },
  cluster: 'school',
  doses: [30, 45],
});
console.log(`\n${formatGrowthSummary(summary)}`);
