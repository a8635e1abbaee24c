import { formatTrialSummary, readCsv, trialSummary } from 'efficacy/node';

// Did small classes make kindergartners read better? Project STAR assigned pupils to classes within schools.
const table = await readCsv('examples/data/star.csv', {
  columns: { readk: 'number' }, // types are declared; everything else is text
});
const summary = trialSummary(table, {
  outcome: 'readk',
  treatment: { column: 'stark', treated: 'small', control: 'regular' },
  block: 'schoolidk',
});
console.log(formatTrialSummary(summary));

const { estimate, interval } = summary.intentToTreat;
console.log(`${estimate.toFixed(2)} points, ${interval.lower.toFixed(2)} to ${interval.upper.toFixed(2)}`);
