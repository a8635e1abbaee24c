import { type CsvKernel, type KernelLoops, kernelMemory } from './kernel-memory.js';
import { wasmCode } from './wasm-code.js';

interface Instance {
  readonly exports: KernelLoops & { readonly memory: { readonly buffer: ArrayBuffer } };
}

declare const WebAssembly: {
  readonly Module: new (code: Uint8Array) => object;
  readonly Instance: new (module: object) => Instance;
};

/** Typed arrays see the memory as WebAssembly does only where the low byte comes first. */
const isLowByteFirst = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** The loops in WebAssembly, 16 bytes at a time; null where a page forbids it or an engine is too old for them. */
export function wasmKernel(): CsvKernel | null {
  if (!isLowByteFirst) return null;
  try {
    const code = Uint8Array.from(atob(wasmCode), (letter) => letter.charCodeAt(0));
    const { memory, findEnds, readNumbers } = new WebAssembly.Instance(new WebAssembly.Module(code)).exports;
    return { ...kernelMemory(memory.buffer), findEnds, readNumbers };
  } catch {
    return null;
  }
}
