import { serveTasks } from '../../../src/support/pool/serve-tasks.js';
import { doubling, failing, square, tally } from './tasks.js';

serveTasks([square, tally, failing, doubling]);
