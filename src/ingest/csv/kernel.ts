import { jsKernel } from './js-kernel.js';
import type { CsvKernel } from './kernel-memory.js';
import { wasmKernel } from './wasm-kernel.js';

let kernel: CsvKernel | null = null;

/** The kernel of this thread: WebAssembly, and JavaScript where that is not to be had. Nothing in it outlasts a block. */
export function csvKernel(): CsvKernel {
  kernel ??= wasmKernel() ?? jsKernel();
  return kernel;
}
