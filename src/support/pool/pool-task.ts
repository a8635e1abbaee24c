/**
 * Work that a pool hands out in pieces. It stands beside the layer whose work it does, and `worker.ts` serves it; the pool knows it by name.
 * Everything that goes in or out is plain data: numbers, text, records, typed arrays.
 */
export interface PoolTask<Shared, Input, Output> {
  /** Different from that of any other task. */
  readonly name: string;
  /**
   * Called once in each worker that takes part, with what all pieces share; returns what does a piece. Memory that pieces can use
   * again belongs to that function. Whatever it remembers must not change its answers, since any worker may do any piece.
   */
  begin(shared: Shared): (input: Input) => Output;
  /** Memory of an input that moves to the worker instead of being copied. Whoever made the input may not use it any more. */
  inputMoves?(input: Input): ArrayBuffer[];
  /** Memory of an output that moves out of the worker instead of being copied. The task may not use it any more. */
  outputMoves?(output: Output): ArrayBuffer[];
}
