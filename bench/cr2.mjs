// `node bench/cr2.mjs rows.csv`: the rows of the trial in lines/regression.mjs, for cr2.R.
import { writeFileSync } from 'node:fs';
import { clusteredTrial } from './data.mjs';

const { school, treated, pre, post, rows } = clusteredTrial(1e5, 500);
const lines = Array.from({ length: rows }, (_, i) => `${school[i]},${treated[i]},${pre[i]},${post[i]}`);
writeFileSync(process.argv[2], `school,treated,pre,post\n${lines.join('\n')}\n`);
