// All lines of the table. A line is { id, title, engines }, an engine { run, prepare?, read?, slow?, threads?, tolerance?,
// milliseconds?, ownProcess? }: `prepare` is not timed, `run` is, unless its `milliseconds` are stored or what it gives tells its own; it gets
// { data, table, connection, csv, smallCsv }, `read` makes an answer of what it gave, outside of the time. The first engine is the reference.
import { lines as crossProducts } from './cross-products.mjs';
import { lines as csv } from './csv.mjs';
import { lines as dose } from './dose.mjs';
import { lines as growth } from './growth-by-group.mjs';
import { lines as rates } from './growth-rates.mjs';
import { lines as quantiles } from './quantiles.mjs';
import { lines as regression } from './regression.mjs';
import { lines as workers } from './workers.mjs';

export const lines = [...growth, ...rates, ...csv, ...quantiles, ...crossProducts, ...regression, ...dose, ...workers];
