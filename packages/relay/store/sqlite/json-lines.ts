/** Values as JSON, each with a line break behind it: a list that grows by appending text. */
export function encodeLines(values: readonly unknown[]): string {
  return values.map(value => `${JSON.stringify(value)}\n`).join('');
}

/** The values of {@link encodeLines}. */
export function parseLines<Value>(text: string): readonly Value[] {
  return text === '' ? [] : JSON.parse(`[${text.slice(0, -1).replaceAll('\n', ',')}]`);
}
