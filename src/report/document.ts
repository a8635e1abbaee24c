/** A short report before it has a format: what the summaries say, without saying how it looks. Texts from data are still raw. */
export interface ReportDocument {
  readonly title: string;
  readonly blocks: readonly ReportBlock[];
}

/** A part of a report. */
export type ReportBlock =
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, text: string])[] }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'text'; readonly label: string; readonly text: string }
  | { readonly kind: 'list'; readonly label: string; readonly items: readonly string[] };

/** A format that a report can be written in. */
export type ReportFormat = 'text' | 'markdown';
