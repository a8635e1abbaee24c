import * as beta from './beta.js';
import * as binomial from './binomial.js';
import * as chiSquared from './chi-squared.js';
import * as fisherF from './fisher-f.js';
import * as hypergeometric from './hypergeometric.js';
import * as normal from './normal.js';
import * as poisson from './poisson.js';
import * as studentT from './student-t.js';

export { beta, binomial, chiSquared, fisherF, hypergeometric, normal, poisson, studentT };
