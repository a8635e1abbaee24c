import * as beta from './beta.js';
import * as binomial from './binomial.js';
import * as chiSquared from './chi-squared.js';
import * as fisherF from './fisher-f.js';
import * as hypergeometric from './hypergeometric.js';
import * as noncentralChiSquared from './noncentral-chi-squared.js';
import * as noncentralF from './noncentral-f.js';
import * as noncentralT from './noncentral-t.js';
import * as normal from './normal.js';
import * as poisson from './poisson.js';
import * as studentT from './student-t.js';
import * as studentizedRange from './studentized-range.js';

export {
  beta,
  binomial,
  chiSquared,
  fisherF,
  hypergeometric,
  noncentralChiSquared,
  noncentralF,
  noncentralT,
  normal,
  poisson,
  studentizedRange,
  studentT,
};
