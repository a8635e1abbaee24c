// The first regression of a process: its answer, and the milliseconds it took, as JSON. See lines/regression.mjs.
import { clusteredTrial, tableOf } from './data.mjs';
import { fitLinear } from './library.mjs';
import { plan } from './lines/regression.mjs';

const trial = tableOf(clusteredTrial(1e5, 500));
const start = performance.now();
const { coefficients } = fitLinear(trial, plan);
process.stdout.write(JSON.stringify({ milliseconds: performance.now() - start, coefficients }));
