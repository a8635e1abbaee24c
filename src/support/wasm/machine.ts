import { type Code, unsigned } from './code.js';

/** A function of whole numbers of 32 bits. */
export interface WasmFunction {
  readonly name: string;
  /** Parameters come first among the local variables, then whole numbers, then vectors. */
  readonly parameters: number;
  readonly numbers: number;
  readonly vectors: number;
  /** Leaves the result on the stack. */
  readonly body: Code;
}

/** Functions and the memory they work in. */
export interface WasmMachine {
  readonly memory: ArrayBuffer;
  readonly call: Readonly<Record<string, (...numbers: number[]) => number>>;
}

interface WebAssemblyScope {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: WasmMachine['call'] };
}

const pageBytes = 2 ** 16;
const mostPages = 2 ** 15;

/** Modules by name; null where there can be none. */
const modules = new Map<string, object | null>();

/** Typed arrays see the memory as WebAssembly does only where the low byte comes first. */
const isLowByteFirst = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * A machine with a memory of its own, all zeros; null where there is no WebAssembly with vectors, where a page's security policy forbids it, or
 * where memory is short. The caller then does without.
 *
 * @param name - of the functions, which are written and compiled once
 */
export function wasmMachine(name: string, functions: () => readonly WasmFunction[], bytes: number): WasmMachine | null {
  const scope = (globalThis as { readonly WebAssembly?: WebAssemblyScope }).WebAssembly;
  const pages = Math.ceil(bytes / pageBytes);
  if (scope === undefined || !isLowByteFirst || pages > mostPages) return null;
  try {
    if (!modules.has(name)) {
      modules.set(name, null);
      modules.set(name, new scope.Module(moduleOf(functions())));
    }
    const module = modules.get(name) ?? null;
    if (module === null) return null;
    const memory = new scope.Memory({ initial: pages });
    return { memory: memory.buffer, call: new scope.Instance(module, { own: { memory } }).exports };
  } catch {
    return null;
  }
}

const i32Type = 0x7f;
const vectorType = 0x7b;

const list = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const text = (word: string): number[] => list(Array.from(word, (letter) => [letter.charCodeAt(0)]));
const section = (id: number, content: Code): number[] => [id, ...unsigned(content.length), ...content];

/**
 * The bytes of a module whose memory comes from outside.
 *
 * @see WebAssembly Core Specification, release 2.0, section 5.5 (modules).
 */
function moduleOf(functions: readonly WasmFunction[]): Uint8Array {
  const types = functions.map(({ parameters }) => [0x60, ...list(Array(parameters).fill([i32Type])), 1, i32Type]);
  const bodies = functions.map(({ numbers, vectors, body }) => {
    const locals = list([
      [...unsigned(numbers), i32Type],
      [...unsigned(vectors), vectorType],
    ]);
    return [...unsigned(locals.length + body.length + 1), ...locals, ...body, 0x0b];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list([[...text('own'), ...text('memory'), 0x02, 0x00, 1]])),
    ...section(3, list(functions.map((_, index) => unsigned(index)))),
    ...section(7, list(functions.map(({ name }, index) => [...text(name), 0x00, ...unsigned(index)]))),
    ...section(10, list(bodies)),
  ]);
}
