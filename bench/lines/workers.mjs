// What a second core brings: co-moments of three columns by one thread and by two workers, with the columns in shared memory (as for
// a table that is asked more than once) and with copying them there. Workers are started once, as in a program that keeps its pool,
// and every engine runs once before it is timed.
import { answer } from '../answers.mjs';
import { groupComoments, groupComomentsParallel, sharedTable, workerPool } from '../library.mjs';

const of = ['pre', 'post', 'minutes'];
const pool = workerPool({ size: 2 });
const shared = new WeakMap();

function sharedOf(table) {
  if (!shared.has(table)) shared.set(table, sharedTable(table));
  return shared.get(table);
}

const read = ({ n, means, products }) => answer([...n.keys()], [n, ...means, ...products]);

const line = (id, title, asked) => ({
  id,
  title,
  engines: {
    efficacy: { run: ({ table }) => groupComoments(table, asked), read, untimed: 1 },
    '2 workers, shared table': {
      untimed: 1,
      prepare: ({ table }) => {
        sharedOf(table);
      },
      run: ({ table }) => groupComomentsParallel(sharedOf(table), { ...asked, pool }),
      read,
    },
    '2 workers, copying': {
      untimed: 1,
      run: ({ table }) => groupComomentsParallel(table, { ...asked, pool }),
      read,
    },
  },
});

export const lines = [
  line('P1', 'co-moments by school and arm (8,000 groups), 2 workers', { by: ['school', 'arm'], of }),
  line('P3', 'co-moments by all four keys (208,000 groups), 2 workers', {
    by: ['school', 'grade', 'subject', 'arm'],
    of,
  }),
  line('P1e', 'exact co-moments by school and arm, 2 workers', { by: ['school', 'arm'], of, precision: 'exact' }),
  line('P0', 'co-moments by grade (13 groups), 2 workers', { by: ['grade'], of }),
];
