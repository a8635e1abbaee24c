import { printable } from '../support/text.js';
import type { ReportBlock, ReportDocument } from './document.js';

/** Text from data as Markdown that shows it letter by letter: no markup, no HTML, no table cells. */
function escaped(text: string): string {
  return printable(text, 2000)
    .replace(/&/g, '&amp;')
    .replace(/<(?! )/g, '&lt;')
    .replace(/[\\`*_{}[\]#|~]/g, '\\$&');
}

/** A report as Markdown. */
export function documentMarkdown({ title, blocks }: ReportDocument): string {
  return [`## ${escaped(title)}`, ...blocks.map(blockMarkdown), ''].join('\n\n').replace(/\n+$/, '\n');
}

function blockMarkdown(block: ReportBlock): string {
  switch (block.kind) {
    case 'facts':
      return block.rows.map(([label, text]) => `- **${escaped(label)}:** ${escaped(text)}`).join('\n');
    case 'table': {
      const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;
      const rule = `| ${block.header.map((_, i) => (i === 0 ? '---' : '---:')).join(' | ')} |`;
      return [line(block.header), rule, ...block.rows.map(line)].join('\n');
    }
    case 'text':
      return `**${escaped(block.label)}:** ${escaped(block.text)}`;
    case 'list':
      return [`**${escaped(block.label)}:**`, block.items.map((item) => `- ${escaped(item)}`).join('\n')].join('\n\n');
  }
}
