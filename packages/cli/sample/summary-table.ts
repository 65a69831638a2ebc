import type { OnceRow } from './once.ts';

const COLUMNS: readonly { readonly title: string; readonly cell: (row: OnceRow) => string }[] = [
  { title: 'sent', cell: row => row.sent },
  { title: 'source', cell: row => row.source },
  { title: 'accepted', cell: row => (row.accepted ? '202' : 'no') },
  { title: 'effect', cell: row => row.effect },
  { title: 'time', cell: row => `${row.tookMs} ms` },
];

/** The rows as a table of text, a line each, with a heading; notes follow below. */
export function encodeSummaryTable(rows: readonly OnceRow[]): string {
  const lines = [COLUMNS.map(column => column.title), ...rows.map(row => COLUMNS.map(column => column.cell(row)))];
  const widths = COLUMNS.map((_, i) => Math.max(...lines.map(line => line[i]?.length ?? 0)));
  const table = lines.map(line =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  table.splice(1, 0, widths.map(width => '-'.repeat(width)).join('  '));
  const notes = rows.flatMap(row => (row.note === undefined ? [] : [`${row.sent}: ${row.note}`]));
  return `${[...table, ...(notes.length > 0 ? ['', ...notes] : [])].join('\n')}\n`;
}
