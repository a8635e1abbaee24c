/** Characters that would act on a terminal or hide in a log: C0, C1, line and paragraph separators, bidirectional controls. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * Text from data made safe to print: control characters as `\u001b`, and shortened in the middle of nowhere with an ellipsis.
 *
 * @param text - a cell, a label, a column name: anything that came from outside
 * @param longest - characters kept
 */
export function printable(text: string, longest = 60): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return cut.replace(unprintable, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The same between double quotes, so that blanks at the ends are seen. */
export function quoted(text: string, longest = 60): string {
  return `"${printable(text, longest)}"`;
}

/** A list for a sentence: the first few, quoted, and how many more there are. */
export function listed(items: readonly string[], most = 8): string {
  const shown = items.slice(0, most).map((item) => quoted(item));
  const more = items.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

/** The labels that a column has, for a sentence: `only "a", "b"`, or `no labels at all`. */
export function labelsThere(levels: readonly string[]): string {
  return levels.length === 0 ? 'no labels at all' : `only ${listed(levels)}`;
}

/** `1 row`, `2 rows`, `11,598 rows`. */
export function counted(n: number, noun: string, plural: string = `${noun}s`): string {
  return `${grouped(n)} ${n === 1 ? noun : plural}`;
}

/** A whole number with thousands separated by commas, whatever the locale of the machine. */
export function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ',');
}

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** ` Did you mean "Post_Score"?` when a name is near the wanted one, else nothing: same letters in another case, or one in the other. */
export function didYouMean(wanted: string, names: readonly string[]): string {
  const target = plain(wanted);
  if (target === '') return '';
  const near = names.filter((name) => {
    const other = plain(name);
    return other !== '' && (other.includes(target) || target.includes(other));
  });
  const told = near.slice(0, 3).map((name) => quoted(name));
  return told.length > 0 ? ` Did you mean ${told.join(' or ')}?` : '';
}
