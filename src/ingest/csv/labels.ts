/** The labels of one column as they are met: each distinct run of bytes gets the next code. */
export interface LabelDictionary {
  /** The code of the label in these bytes; `decode` is asked for its text when it is new. */
  code(bytes: Uint8Array, start: number, end: number): number;
  readonly levels: string[];
}

/**
 * A dictionary from bytes to codes: open addressing on a 32-bit FNV-1a hash, the bytes of the labels kept beside, so that a known
 * label costs no string.
 *
 * @param decode - turns the bytes of a new label into text; may throw
 */
export function labelDictionary(decode: (bytes: Uint8Array, start: number, end: number) => string): LabelDictionary {
  const levels: string[] = [];
  let slots = new Int32Array(64).fill(-1);
  let hashes = new Int32Array(32);
  let ends = new Int32Array(32);
  let arena = new Uint8Array(512);
  let used = 0;

  const startOf = (code: number): number => (code === 0 ? 0 : (ends[code - 1] as number));

  const same = (code: number, bytes: Uint8Array, start: number, length: number): boolean => {
    const at = startOf(code);
    if ((ends[code] as number) - at !== length) return false;
    for (let i = 0; i < length; i++) if (arena[at + i] !== bytes[start + i]) return false;
    return true;
  };

  const rehash = (): void => {
    slots = new Int32Array(slots.length * 2).fill(-1);
    const mask = slots.length - 1;
    for (let code = 0; code < levels.length; code++) {
      let slot = (hashes[code] as number) & mask;
      while (slots[slot] !== -1) slot = (slot + 1) & mask;
      slots[slot] = code;
    }
  };

  const add = (hash: number, bytes: Uint8Array, start: number, end: number): number => {
    const label = decode(bytes, start, end);
    const code = levels.length;
    if (code === hashes.length) {
      hashes = grownInt32(hashes);
      ends = grownInt32(ends);
    }
    const length = end - start;
    if (used + length > arena.length) {
      const larger = new Uint8Array(Math.max(arena.length * 2, used + length));
      larger.set(arena);
      arena = larger;
    }
    arena.set(bytes.subarray(start, end), used);
    used += length;
    hashes[code] = hash;
    ends[code] = used;
    levels.push(label);
    if (levels.length * 2 > slots.length) rehash();
    return code;
  };

  return {
    levels,
    code(bytes, start, end) {
      let hash = 0x811c9dc5 | 0;
      for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
      hash ^= hash >>> 15;
      const mask = slots.length - 1;
      for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
        const code = slots[slot] as number;
        if (code === -1) {
          const added = add(hash, bytes, start, end);
          if (slots.length - 1 === mask) slots[slot] = added;
          return added;
        }
        if (hashes[code] === hash && same(code, bytes, start, end - start)) return code;
      }
    },
  };
}

function grownInt32(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2);
  larger.set(values);
  return larger;
}
