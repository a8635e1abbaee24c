import * as beta from './beta.js';
import * as chiSquared from './chi-squared.js';
import * as fisherF from './fisher-f.js';
import * as normal from './normal.js';
import * as studentT from './student-t.js';

export { beta, chiSquared, fisherF, normal, studentT };
