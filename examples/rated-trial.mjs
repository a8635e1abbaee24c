import { formatTrialRating, readCsv, trialRating, trialSummary } from 'efficacy/node';

// How good is the evidence of a trial? The data show the effect, who was lost and who was alike; a person has to say the rest.
const table = await readCsv('examples/data/star.csv', { columns: { readk: 'number' } });
const trial = trialSummary(table, {
  outcome: 'readk',
  treatment: { column: 'stark', treated: 'small', control: 'regular' },
  block: 'schoolidk',
  profile: 'wwc-5.0',
  attritionBoundary: 'cautious',
});

// Nothing said: no rating, and what to find out.
const unrated = trialRating(trial, {});
console.log(`${unrated.findings[0].rating.rating}: ${unrated.questions.length} questions\n`);

// What a reader of the study's reports might answer. Every member that is missing is asked for.
const rating = trialRating(trial, {
  design: 'randomized',
  assigned: 'individuals',
  integrity: 'valid',
  confounds: [],
  measure: {
    faceValidity: true,
    reliability: 'standardized-test',
    overAligned: false,
    sameCollection: true,
    developerMade: false,
  },
  findingsInDomain: 1,
  sites: 'blocks',
  overridingNegative: false,
  overlap: { population: true, setting: true },
});
console.log(formatTrialRating(rating));
