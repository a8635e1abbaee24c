/** Whether threads can look at the same memory here. A browser allows it to pages that are cross-origin isolated. */
export function hasSharedMemory(): boolean {
  return typeof SharedArrayBuffer === 'function';
}

/** The same numbers in memory that workers see without a copy: the array itself where it is in such memory already. */
export function sharedCopy(array: Float64Array): Float64Array;
export function sharedCopy(array: Uint32Array): Uint32Array;
export function sharedCopy(array: Float64Array | Uint32Array): Float64Array | Uint32Array {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const memory = new SharedArrayBuffer(array.byteLength);
  const copy = array instanceof Float64Array ? new Float64Array(memory) : new Uint32Array(memory);
  copy.set(array);
  return copy;
}
