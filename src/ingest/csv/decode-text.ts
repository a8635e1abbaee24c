/** The bytes of a text to the text itself; null where they are none in that encoding. */
export type DecodeText = (bytes: Uint8Array, start: number, end: number) => string | null;

/** @param encoding - windows-1252 has a letter for every byte */
export function textDecoder(encoding: 'utf-8' | 'windows-1252'): DecodeText {
  if (encoding === 'windows-1252') return decodeWindows1252;
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  return (bytes, start, end) => {
    try {
      return decoder.decode(bytes.subarray(start, end));
    } catch {
      return null;
    }
  };
}

/** The letters of bytes 0x80 to 0x9f, where windows-1252 differs from Latin-1. */
const special =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

/**
 * Written out, because the decoder of Node 20 takes windows-1252 for Latin-1.
 *
 * @see WHATWG Encoding Standard, index windows-1252.
 */
function decodeWindows1252(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i] as number;
    text += byte >= 0x80 && byte <= 0x9f ? special[byte - 0x80] : String.fromCharCode(byte);
  }
  return text;
}
