import type { Crew } from './crew.js';
import { taskError } from './messages.js';
import type { PoolTask } from './pool-task.js';
import { orAborted, type Stop } from './progress.js';
import { breathe } from './runtime.js';

/** Has pieces done in this thread, which gets to breathe between them. */
export async function* doneHere<Shared, Input, Output>(
  task: PoolTask<Shared, Input, Output>,
  shared: Shared,
  inputs: AsyncIterable<Input>,
  stop: Stop,
): AsyncGenerator<Output, void, undefined> {
  let work: ((input: Input) => Output) | null = null;
  for await (const input of inputs) {
    let output: Output;
    try {
      work ??= task.begin(shared);
      output = work(input);
    } catch (error) {
      throw taskError(error, task.name);
    }
    await orAborted(breathe(), stop);
    yield output;
  }
}

/** How many pieces may be under way or wait to be taken, the one that was taken last among them: twice the crew, so that nobody waits for the next piece. */
export const piecesAhead = (size: number): number => 2 * size;

/**
 * Has pieces done by a crew.
 *
 * @param ahead - see {@link piecesAhead}
 */
export async function* doneBy<Shared, Input, Output>(
  crew: Crew,
  ahead: number,
  task: PoolTask<Shared, Input, Output>,
  shared: Shared,
  inputs: AsyncIterable<Input>,
  stop: Stop,
): AsyncGenerator<Output, void, undefined> {
  const underWay: Promise<unknown>[] = [];
  const first = async (): Promise<Output> => (await orAborted(underWay.shift() as Promise<unknown>, stop)) as Output;
  crew.begin(task, shared);
  try {
    for await (const input of inputs) {
      const output = crew.send(input);
      output.catch(() => undefined); // an error is met when its turn comes
      underWay.push(output);
      if (underWay.length >= ahead) yield await first();
    }
    while (underWay.length > 0) yield await first();
  } finally {
    await crew.finish();
  }
}
