import type { ReportDocument, ReportFormat } from './document.js';
import { documentMarkdown } from './document-markdown.js';
import { documentText } from './document-text.js';

/** A report in a format. */
export function documentAs(format: ReportFormat, document: ReportDocument): string {
  return format === 'markdown' ? documentMarkdown(document) : documentText(document);
}
