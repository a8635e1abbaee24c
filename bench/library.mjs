// The library as it is built; EFFICACY_DIST names another build to compare with.
import { pathToFileURL } from 'node:url';

const dist = process.env.EFFICACY_DIST
  ? pathToFileURL(`${process.env.EFFICACY_DIST}/`)
  : new URL('../dist/', import.meta.url);
const load = (path) => import(new URL(path, dist).href);

export const { groupComoments } = await load('aggregate/group-comoments.js');
export const { aggregateCsv } = await load('ingest/node/aggregate-csv.js');
export const { growthRatesByGroup } = await load('estimate/growth/rate/growth-rates-by-group.js');
export const { bootstrapDose } = await load('estimate/dose/reading/bootstrap-dose.js');
export const { effectiveDose } = await load('estimate/dose/reading/effective-dose.js');
export const { fitDoseResponse } = await load('estimate/dose/fit/fit-dose-response.js');
export const { groupMoments } = await load('aggregate/group-moments.js');
export const { randomStream } = await load('numeric/random/index.js');
export const { fitLinear } = await load('estimate/regression/fit-linear.js');
export const { fitRandomIntercept } = await load('estimate/multilevel/fit-random-intercept.js');
export const { groupQuantiles } = await load('aggregate/group-quantiles.js');
export const { groupComomentsParallel } = await load('aggregate/group-comoments-parallel.js');
export const { sharedTable } = await load('columns/shared-table.js');
export const { workerPool } = await load('support/pool/worker-pool.js');
