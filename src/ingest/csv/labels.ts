import { missingCode } from '../../columns/column.js';

/**
 * The labels of one column as they are met: each distinct run of bytes has a code, by open addressing on a 32-bit hash. The bytes are kept
 * beside, so that a known label costs no string.
 */
export interface LabelDictionary {
  /** The labels, each once, in the order in which they first appeared. */
  readonly levels: string[];
  /** The text of a new label; null where the bytes are no valid text. */
  readonly decode: (bytes: Uint8Array, start: number, end: number) => string | null;
  readonly isMissing: (text: string) => boolean;
  /** Four numbers an entry: hash, place of the bytes in the arena, their length (-1: no entry), code. */
  slots: Int32Array<ArrayBuffer>;
  mask: number;
  entries: number;
  arena: Uint8Array<ArrayBuffer>;
  used: number;
}

/** An empty dictionary. */
export function labelDictionary(
  decode: LabelDictionary['decode'],
  isMissing: LabelDictionary['isMissing'],
): LabelDictionary {
  return {
    levels: [],
    decode,
    isMissing,
    slots: new Int32Array(4 * 64).fill(-1),
    mask: 63,
    entries: 0,
    arena: new Uint8Array(512),
    used: 0,
  };
}

/** Start and factor of the hash FNV-1a, 32 bits. */
export const hashStart: number = 0x811c9dc5 | 0;
export const hashFactor = 0x01000193;

/** A label of so many bytes is its own hash: the bytes side by side. */
export const packedLength = 4;

/** The hash of a label; the hot loop takes the same steps while it looks for the end of the cell. */
export function labelHash(bytes: Uint8Array, start: number, end: number): number {
  let hash = hashStart;
  let packed = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at] as number;
    hash = Math.imul(hash ^ byte, hashFactor);
    packed = (packed << 8) | byte;
  }
  return end - start <= packedLength ? packed : hash;
}

/** What {@link labelCode} says of bytes that are no valid text. */
export const badLabel = -2;

/** The code of the label in these bytes; -1, which a Uint32Array keeps as {@link missingCode}, when its text means missing. */
export function labelCode(
  dictionary: LabelDictionary,
  bytes: Uint8Array,
  start: number,
  end: number,
  hash: number,
): number {
  const { slots, arena, mask } = dictionary;
  const length = end - start;
  for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
    const at = slot * 4;
    if (slots[at] === hash && slots[at + 2] === length) {
      if (length <= packedLength) return slots[at + 3] as number;
      const from = slots[at + 1] as number;
      let same = 0;
      while (same < length && arena[from + same] === bytes[start + same]) same++;
      if (same === length) return slots[at + 3] as number;
    } else if (slots[at + 2] === -1) {
      return addLabel(dictionary, bytes, start, end, hash);
    }
  }
}

/** Makes every bit of a hash count in the low ones, which choose the slot (Knuth's multiplicative hashing). */
function spread(hash: number): number {
  const product = Math.imul(hash, 0x9e3779b1);
  return product ^ (product >>> 15);
}

function addLabel(dictionary: LabelDictionary, bytes: Uint8Array, start: number, end: number, hash: number): number {
  const text = dictionary.decode(bytes, start, end);
  if (text === null) return badLabel;
  const code = dictionary.isMissing(text) ? missingCode | 0 : dictionary.levels.push(text) - 1;
  const length = end - start;
  if (dictionary.used + length > dictionary.arena.length) {
    const larger = new Uint8Array(2 * dictionary.arena.length + length);
    larger.set(dictionary.arena);
    dictionary.arena = larger;
  }
  dictionary.arena.set(bytes.subarray(start, end), dictionary.used);
  if (2 * ++dictionary.entries > dictionary.mask) grow(dictionary);
  place(dictionary, hash, dictionary.used, length, code);
  dictionary.used += length;
  return code;
}

function grow(dictionary: LabelDictionary): void {
  const { slots } = dictionary;
  dictionary.slots = new Int32Array(2 * slots.length).fill(-1);
  dictionary.mask = 2 * dictionary.mask + 1;
  for (let at = 0; at < slots.length; at += 4) {
    const [hash, from, length, code] = slots.subarray(at, at + 4) as unknown as [number, number, number, number];
    if (length !== -1) place(dictionary, hash, from, length, code);
  }
}

function place({ slots, mask }: LabelDictionary, hash: number, from: number, length: number, code: number): void {
  let slot = spread(hash) & mask;
  while (slots[4 * slot + 2] !== -1) slot = (slot + 1) & mask;
  slots.set([hash, from, length, code], 4 * slot);
}

/** The labels of a dictionary in the order of their codes, their bytes one after another: what can be sent without a string. */
export interface LabelBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly lengths: Uint32Array<ArrayBuffer>;
}

/** The labels of a dictionary in which every label has a code of its own. */
export function labelBytes({ slots, arena, used, levels }: LabelDictionary): LabelBytes {
  const lengths = new Uint32Array(levels.length);
  for (let at = 0; at < slots.length; at += 4) {
    const length = slots[at + 2] as number;
    if (length !== -1) lengths[slots[at + 3] as number] = length;
  }
  return { bytes: arena.slice(0, used), lengths };
}

/** For each of some labels its code in another dictionary, which learns those that it does not know; null when one is no valid text. */
export function codesIn(dictionary: LabelDictionary, { bytes, lengths }: LabelBytes): Uint32Array | null {
  const codes = new Uint32Array(lengths.length);
  let start = 0;
  for (let code = 0; code < lengths.length; code++) {
    const end = start + (lengths[code] as number);
    const known = labelCode(dictionary, bytes, start, end, labelHash(bytes, start, end));
    if (known === badLabel) return null;
    codes[code] = known;
    start = end;
  }
  return codes;
}
