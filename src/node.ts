export * from './index.js';
export { type ReadCsvOptions, readCsv } from './ingest/node/read-csv.js';
