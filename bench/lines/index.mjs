// All lines of the table. A line is { id, title, engines }, an engine { run, read?, slow?, threads?, unchecked? }: `run` is timed and gets
// { data, table, connection, csv }, `read` makes an answer of what it gave, outside of the time. The first engine is the reference.
import { lines as crossProducts } from './cross-products.mjs';
import { lines as growth } from './growth-by-group.mjs';
import { lines as quantiles } from './quantiles.mjs';
import { lines as workers } from './workers.mjs';

export const lines = [...growth, ...quantiles, ...crossProducts, ...workers];
