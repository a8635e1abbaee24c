import { doseSentence, doseSummary } from 'efficacy/dose';
import { simulateDistrict } from 'efficacy/simulate';

// 60 schools, half of them given the product at random. Nobody sees motivation, which makes students use it, use it longer, and grow anyway.
const { table, truth } = simulateDistrict({ seed: 11, schoolsPerDistrict: 60, growthOnMotivation: 4 });
const minutes = 1350; // 45 a week for 30 weeks, as recommended
const question = { dose: 'minutes', response: 'post', cluster: 'school', recommended: minutes, models: ['linear'] };

// 1. As a vendor would have it: who used it more, scored more.
console.log(doseSentence(doseSummary(table, question)));

// 2. Beside students like them in the score before.
const covariates = { covariates: ['pre'], seed: 7, replicates: 100 };
console.log(`\n${doseSentence(doseSummary(table, { ...question, ...covariates }))}`);

// 3. By what was given at random, which no motivation chose.
const summary = doseSummary(table, { ...question, ...covariates, instruments: ['arm'] });
console.log(`\n${doseSentence(summary)}`);

// What was planted, and what a superintendent should take from it.
console.log(`\nPlanted: ${(minutes * truth.causalRate).toFixed(2)} points for ${minutes} minutes.`);
const { estimate, interval } = summary.headline;
const [likely, low, high] = [estimate, interval.lower, interval.upper].map((points) => points.toFixed(1));
console.log(
  `\nFor the superintendent: of students who use it when it is offered, expect about ${likely} points (${low} to ${high}) from 45 minutes a week over the year; users gain more than that, and would have gained the rest without it.`,
);
