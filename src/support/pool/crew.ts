import { EfficacyError } from '../errors.js';
import { type FromWorker, receivedError, taskError } from './messages.js';
import type { PoolTask } from './pool-task.js';
import type { AnyWorker } from './runtime.js';
import { startThread, type Thread } from './thread.js';

/** Workers that stay between tasks. */
export interface Crew {
  /** Sets the task whose pieces come next. */
  begin<Shared, Input, Output>(task: PoolTask<Shared, Input, Output>, shared: Shared): void;
  /** Has a piece done by the worker with the least to do. */
  send<Input>(input: Input): Promise<unknown>;
  /** Lets go of the task; workers that are still at it are ended. */
  finish(): Promise<void>;
  /** Ends all workers; the pieces that they were at fail with this error. */
  dismiss(error: EfficacyError): Promise<void>;
}

interface Member {
  readonly thread: Thread;
  /** Whether it has been told of the task at hand. */
  told: boolean;
  readonly pieces: Map<number, Piece>;
}

interface Piece {
  readonly done: (output: unknown) => void;
  readonly failed: (error: EfficacyError) => void;
}

function settle(piece: Piece | undefined, answer: FromWorker): void {
  if ('error' in answer) piece?.failed(receivedError(answer.error));
  else piece?.done(answer.output);
}

/** A crew of up to `size` workers, each started when there is work for it. */
export function newCrew(size: number, factory: () => AnyWorker): Crew {
  let members: Member[] = [];
  let task: PoolTask<unknown, unknown, unknown> | null = null;
  let shared: unknown;
  let broken: EfficacyError | null = null;
  let leaving: Promise<unknown> = Promise.resolve();
  let count = 0;

  /** Whatever ends a worker before its time ends them all: one error, and nothing left running. */
  const dismiss = async (error: EfficacyError): Promise<void> => {
    const gone = members;
    members = [];
    broken ??= error;
    leaving = Promise.all([leaving, ...gone.map(({ thread }) => thread.end())]);
    for (const { pieces } of gone) for (const { failed } of pieces.values()) failed(broken);
    await leaving;
  };

  const hire = (): Member => {
    const pieces = new Map<number, Piece>();
    const thread = startThread(factory, {
      answered: (answer) => {
        const piece = pieces.get(answer.piece);
        pieces.delete(answer.piece);
        settle(piece, answer);
      },
      failed: (error) => {
        if (members.includes(member)) void dismiss(error);
      },
    });
    const member: Member = { thread, told: false, pieces };
    members.push(member);
    return member;
  };

  const leastBusy = (): Member => {
    const best = members.reduce<Member | null>((a, b) => (a !== null && a.pieces.size <= b.pieces.size ? a : b), null);
    return best === null || (best.pieces.size > 0 && members.length < size) ? hire() : best;
  };

  return {
    begin: (next, input) => {
      task = next as PoolTask<unknown, unknown, unknown>;
      shared = input;
      broken = null;
      for (const member of members) {
        member.told = false;
        member.thread.keepAlive(true);
      }
    },
    send: (input) =>
      new Promise((done, failed) => {
        if (broken !== null || task === null) throw broken;
        const member = leastBusy();
        const piece = count++;
        try {
          if (!member.told) member.thread.post({ kind: 'begin', task: task.name, shared }, []);
          member.told = true;
          member.thread.post({ kind: 'piece', piece, input }, task.inputMoves?.(input) ?? []);
        } catch (error) {
          throw taskError(error, task.name);
        }
        member.pieces.set(piece, { done, failed });
      }),
    finish: async () => {
      task = null;
      shared = undefined;
      for (const { thread, told } of members) {
        if (told) thread.post({ kind: 'end' }, []);
        thread.keepAlive(false);
      }
      if (members.some(({ pieces }) => pieces.size > 0)) {
        await dismiss(new EfficacyError('aborted', 'workerPool gave up pieces that nobody waits for'));
      }
      await leaving;
    },
    dismiss,
  };
}
