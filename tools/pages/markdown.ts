/** A table of Markdown: its titles and rows, without anything around. */
export function encodeTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  return [titles, titles.map(() => '---'), ...rows].map(encodeRow).join('\n');
}

/** Text as code of Markdown; empty text stays empty. */
export function encodeCode(text: string): string {
  return text === '' ? '' : `\`${text}\``;
}

/** Several names as code, in their order. */
export function encodeCodes(texts: readonly string[]): string {
  return texts.map(encodeCode).join(', ');
}

function encodeRow(cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
