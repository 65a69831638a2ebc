import { type JsonObject, memberOf } from '@gatehouse/protocol';

/**
 * Objects as a table of text, a line each, with a heading and columns that stand below each other. A column is the name
 * of a member, or names with dots between them for one that lies deeper; what is not there is a dash.
 */
export function encodeColumns(columns: readonly string[], items: readonly JsonObject[]): string {
  const rows = [[...columns], ...items.map(item => columns.map(column => cellOf(item, column)))];
  const widths = columns.map((_, index) => Math.max(...rows.map(row => row[index]?.length ?? 0)));
  const lines = rows.map(row =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** What comes from devices may hold control characters, and a terminal would obey them. */
function cellOf(item: JsonObject, column: string): string {
  const value = column.split('.').reduce<unknown>(memberOf, item);
  return value === undefined ? '–' : String(value).replace(/\p{Cc}/gu, '?');
}
