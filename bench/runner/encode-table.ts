import type { Row } from './row.ts';

const titles = ['row', 'value', '±', 'CPU', 'against', 'value', '±', 'CPU', 'ratio', 'goal', ''];

/** Writes rows as a table for people, one line a row, columns aligned. */
export function encodeTable(rows: readonly Row[]): string {
  const lines = [titles, ...rows.map(cellsOf)];
  const widths = titles.map((_, column) => Math.max(...lines.map(cells => cells[column]?.length ?? 0)));
  return lines.map(cells => `${encodeLine(cells, widths)}\n`).join('');
}

function cellsOf(row: Row): string[] {
  return [
    row.name,
    `${encodeNumber(row.value)} ${row.unit}`,
    encodeShare(row.spread),
    encodeCpu(row.cpu),
    row.against,
    encodeNumber(row.againstValue),
    encodeShare(row.againstSpread),
    encodeCpu(row.againstCpu),
    row.ratio.toFixed(2),
    row.goal ?? '–',
    row.goal === null ? '' : row.ok ? '✔' : '✖',
  ];
}

function encodeLine(cells: readonly string[], widths: readonly number[]): string {
  const isText = (column: number): boolean => column === 0 || column === 4 || column >= 9;
  return cells
    .map((cell, column) => (isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
    .join('  ')
    .trimEnd();
}

function encodeNumber(value: number): string {
  return value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en');
}

function encodeCpu(value: number | null): string {
  return value === null ? '–' : encodeNumber(value);
}

function encodeShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
