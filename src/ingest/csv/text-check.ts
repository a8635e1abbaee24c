import { builtIn } from '../../support/pool/runtime.js';

/** Tells whether bytes are text in an encoding. It is asked about all of a file, columns that are not kept too. */
export type TextCheck = (bytes: Uint8Array, from: number, to: number) => boolean;

/** In windows-1252 all bytes are text. Of UTF-8 Node.js has a check of its own; elsewhere ASCII is seen four bytes at a time. */
export function textCheck(encoding: 'utf-8' | 'windows-1252'): TextCheck {
  if (encoding === 'windows-1252') return () => true;
  const node = builtIn('buffer') as { isUtf8(bytes: Uint8Array): boolean } | undefined;
  if (node !== undefined) return (bytes, from, to) => node.isUtf8(bytes.subarray(from, to));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (bytes, from, to) => {
    if (isAscii(bytes.subarray(from, to))) return true;
    try {
      decoder.decode(bytes.subarray(from, to));
      return true;
    } catch {
      return false;
    }
  };
}

function isAscii(bytes: Uint8Array): boolean {
  // Words must begin at a multiple of 4 of their buffer.
  const head = Math.min(bytes.length, -bytes.byteOffset & 3);
  const count = (bytes.length - head) >> 2;
  const words = count === 0 ? new Int32Array(0) : new Int32Array(bytes.buffer, bytes.byteOffset + head, count);
  let high = 0;
  for (let i = 0; i < count; i++) high |= words[i] as number;
  for (let i = 0; i < head; i++) high |= bytes[i] as number;
  for (let i = head + 4 * count; i < bytes.length; i++) high |= bytes[i] as number;
  return (high & 0x80808080) === 0;
}
