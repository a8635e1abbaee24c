import { formatTrialFamily, readCsv, trialFamily } from 'efficacy/node';

// Four years of Project STAR in one call: each grade has its own classes and schools, and four tests are a family.
const grades = ['k', '1', '2', '3'];
const table = await readCsv('examples/data/star.csv', {
  columns: Object.fromEntries(grades.map((grade) => [`read${grade}`, 'number'])),
});
const designs = grades.map((grade) => ({
  outcome: `read${grade}`,
  treatment: { column: `star${grade}`, treated: 'small', control: 'regular' },
  block: `schoolid${grade}`,
}));
console.log(formatTrialFamily(trialFamily(table, designs)));
