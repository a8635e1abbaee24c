import { printable } from '../support/text.js';
import type { ReportBlock, ReportDocument } from './document.js';

const lineWidth = 100;
const clean = (text: string): string => printable(text, 2000);

/** A report as plain text for a terminal or a mail, in lines of at most 100 characters; control characters in data are shown, not sent. */
export function documentText({ title, blocks }: ReportDocument): string {
  const heading = clean(title);
  return [heading, '='.repeat(heading.length), ...blocks.flatMap((block) => ['', ...blockLines(block)]), ''].join('\n');
}

function blockLines(block: ReportBlock): readonly string[] {
  switch (block.kind) {
    case 'facts': {
      const width = Math.max(...block.rows.map(([label]) => clean(label).length)) + 2;
      return block.rows.flatMap(([label, text]) => {
        const [first = '', ...rest] = wrapped(clean(text), lineWidth - width);
        return [clean(label).padEnd(width) + first, ...rest.map((line) => ' '.repeat(width) + line)];
      });
    }
    case 'table': {
      const rows = [block.header, ...block.rows].map((row) => row.map(clean));
      const widths = block.header.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)));
      return rows.map((row) =>
        row
          .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
          .join('  ')
          .trimEnd(),
      );
    }
    case 'text':
      return wrapped(`${block.label}: ${clean(block.text)}`, lineWidth);
    case 'list':
      return [
        `${block.label}:`,
        ...block.items.flatMap((item) =>
          wrapped(clean(item), lineWidth - 2).map((line, i) => (i === 0 ? `- ${line}` : `  ${line}`)),
        ),
      ];
  }
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
