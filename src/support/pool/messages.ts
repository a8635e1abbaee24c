import { EfficacyError, type EfficacyErrorCode } from '../errors.js';

/** What the pool tells a worker. */
export type ToWorker =
  | { readonly kind: 'begin'; readonly task: string; readonly shared: unknown }
  | { readonly kind: 'piece'; readonly piece: number; readonly input: unknown }
  | { readonly kind: 'end' };

/** What a worker answers to a piece. */
export type FromWorker =
  | { readonly piece: number; readonly output: unknown }
  | { readonly piece: number; readonly error: SentError };

/** An {@link EfficacyError} as plain data, since errors lose their class on the way. */
export interface SentError {
  readonly code: EfficacyErrorCode;
  readonly message: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** The error as it is sent. */
export function sentError({ code, message, detail }: EfficacyError): SentError {
  return { code, message, detail };
}

/** The error as it was thrown. */
export function receivedError({ code, message, detail }: SentError): EfficacyError {
  return new EfficacyError(code, message, detail);
}

/** What a task threw, as the one error class: any other error is a failure of the worker. */
export function taskError(error: unknown, task: string): EfficacyError {
  if (error instanceof EfficacyError) return error;
  const reason = reasonText(error);
  return new EfficacyError('worker_failed', `workerPool could not finish the task ${task}: ${reason}`, {
    task,
    reason,
  });
}

/** An error in one line. */
export function reasonText(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
