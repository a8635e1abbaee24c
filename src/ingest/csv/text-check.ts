/** Tells whether bytes are text in an encoding. It is asked about all of a file, columns that are not kept too. */
export type TextCheck = (bytes: Uint8Array, from: number, to: number) => boolean;

/** In windows-1252 all bytes are text; in UTF-8 most texts are ASCII, which is seen four bytes at a time. */
export function textCheck(encoding: 'utf-8' | 'windows-1252'): TextCheck {
  if (encoding === 'windows-1252') return () => true;
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
  const head = Math.min(bytes.length, (4 - (bytes.byteOffset & 3)) & 3);
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + head, (bytes.length - head) >> 2);
  const tail = head + 4 * words.length;
  let high = 0;
  for (let i = 0; i < words.length; i++) high |= words[i] as number;
  for (let i = 0; i < head; i++) high |= bytes[i] as number;
  for (let i = tail; i < bytes.length; i++) high |= bytes[i] as number;
  return (high & 0x80808080) === 0;
}
