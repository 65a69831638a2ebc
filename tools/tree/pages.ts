/** One row of a Markdown table, its cells trimmed. `line` counts from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of every table of a page whose header begins with the given titles; the header and the rule under it
 * are left out.
 */
export function tableRowsOf(page: string, titles: readonly string[]): TableRow[] {
  const rows: TableRow[] = [];
  let inside = false;
  page.split('\n').forEach((text, index) => {
    const cells = cellsOf(text);
    if (cells === undefined) inside = false;
    else if (inside) rows.push({ line: index + 1, cells });
    else inside = titles.every((title, column) => cells[column] === title);
  });
  return rows.filter(({ cells }) => !cells.every(cell => /^:?-+:?$/.test(cell)));
}

/** A bar inside of a cell is written `\|`. */
function cellsOf(text: string): string[] | undefined {
  if (!text.startsWith('|')) return undefined;
  return text
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim().replaceAll('\\|', '|'));
}
