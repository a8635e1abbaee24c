/** What a column holds: numbers, or labels. Ids are labels, also when they consist of digits. */
export type ColumnType = 'number' | 'text';
