import { type CsvKernel, type KernelLoops, kernelMemory } from './kernel-memory.js';
import { wasmCode } from './wasm-code.js';

interface Instance {
  readonly exports: KernelLoops & { readonly memory: { readonly buffer: ArrayBuffer } };
}

declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => Instance;
};

/** The loops in WebAssembly, 16 bytes at a time; null where a page forbids it or an engine is too old for them. */
export function wasmKernel(): CsvKernel | null {
  try {
    const code = Uint8Array.from(atob(wasmCode), (letter) => letter.charCodeAt(0));
    const { memory, findEnds, readNumbers } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
    return { ...kernelMemory(memory.buffer), findEnds, readNumbers };
  } catch {
    return null;
  }
}
