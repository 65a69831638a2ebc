import type { Bench } from './bench.ts';

/**
 * The benches that have a row whose name begins with one of the words, all of them without a word; or the word that
 * fits no row.
 */
export function selectBenches(benches: readonly Bench[], words: readonly string[]): readonly Bench[] | string {
  const all = benches.flatMap(({ rows }) => rows);
  const unknown = words.find(word => !all.some(row => row.startsWith(word)));
  return unknown ?? benches.filter(({ rows }) => rows.some(row => isSelected(row, words)));
}

/** Whether a row was asked for. */
export function isSelected(row: string, words: readonly string[]): boolean {
  return words.length === 0 || words.some(word => row.startsWith(word));
}
