import { coverageOf, coverageTable } from './harness.js';
import { meansDesigns } from './means.js';

// node scripts/simulate/run.mjs [trials]: the tables of docs/coverage.md
const trials = Number(process.argv[2] ?? 10_000);
const seed = 20_260_919;

console.log(`## Standardized differences in means\n`);
console.log(coverageTable(meansDesigns.map((design) => coverageOf(design, trials, seed))));
