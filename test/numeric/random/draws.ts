import { parentPort } from 'node:worker_threads';
import { randomStream } from '../../../src/numeric/random/index.js';

/** What a replicate of a stratum may draw: every kind of number, several at a time. */
export function drawsOf(stratum: number, replicate: number): number[] {
  const stream = randomStream(20_260_101, stratum, replicate);
  const normals = Array.from({ length: 5 }, () => stream.normal());
  const counts = [stream.integer(6), stream.binomial(40, 0.3), stream.binomial(9000, 0.4)];
  return [stream.uint32(), stream.uniform(), ...normals, ...counts, ...stream.sample(20, 7)];
}

// As a worker: replicates come in, one at a time, and their draws go back.
parentPort?.on('message', ([stratum, replicate]: [number, number]) => {
  parentPort?.postMessage({ stratum, replicate, draws: drawsOf(stratum, replicate) });
});
