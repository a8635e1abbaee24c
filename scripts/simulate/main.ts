import { coverageOf, coverageTable } from './harness.js';
import { meansDesigns } from './means.js';
import { proportionsDesigns } from './proportions.js';
import { ranksDesigns } from './ranks-and-variance.js';

// node scripts/simulate/run.mjs [trials]: the tables of docs/coverage.md
const trials = Number(process.argv[2] ?? 10_000);
const seed = 20_260_919;

const sections = {
  'Standardized differences in means': meansDesigns,
  'Two shares': proportionsDesigns,
  'Ranks, overlap, variance explained, correlations, ratios of means': ranksDesigns,
};

for (const [title, designs] of Object.entries(sections)) {
  console.log(`## ${title}\n`);
  console.log(coverageTable(designs.map((design) => coverageOf(design, trials, seed))));
}
