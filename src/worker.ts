import { blockSumsTask } from './aggregate/block-sums-task.js';
import { firstRowsTask } from './aggregate/first-rows.js';
import { keyRangeTask } from './aggregate/key-range-task.js';
import { assignmentStatisticsTask } from './estimate/randomization/assignment-statistics.js';
import { serveTasks } from './support/pool/serve-tasks.js';

// The file that every worker of a pool runs, in Node.js and in a browser: nothing that it reaches may import `node:`.
serveTasks([blockSumsTask, firstRowsTask, keyRangeTask, assignmentStatisticsTask]);
