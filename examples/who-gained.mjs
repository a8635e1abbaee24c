import { formatTrialSummary, readCsv, trialSummary } from 'efficacy/node';

// Did small classes help some kindergartners more than others? And how sure could this trial have been?
const table = await readCsv('examples/data/star.csv', { columns: { readk: 'number' } });
const summary = trialSummary(table, {
  outcome: 'readk',
  treatment: { column: 'stark', treated: 'small', control: 'regular' },
  block: 'schoolidk',
  subgroups: ['gender', 'lunchk'], // each effect by itself, and whether they differ
  profile: 'wwc-5.0', // g as the What Works Clearinghouse computes it
});
console.log(formatTrialSummary(summary, { details: true }));

for (const { column, interaction } of summary.subgroups.subgroups)
  console.log(`differs by ${column}? adjusted p = ${interaction.adjustedPValue.toFixed(3)}`);
