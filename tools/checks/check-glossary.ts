import { tableRowsOf } from '../tree/pages.ts';
import type { SourceTree } from '../tree/source-tree.ts';
import type { Finding } from './finding.ts';

const GLOSSARY = 'docs/glossary.md';
/** Folders that need no noun: tests of a whole package. */
const PLAIN_FOLDERS = new Set(['test']);

/** A word of an enumeration on the wire, in quotes or as a key; wire data keep Amazon's own names. */
const WIRE_WORD = /(['`])[A-Z]+(?:_[A-Z]+)+\1|\b[A-Z]+(?:_[A-Z]+)+(?=: )/g;

interface Entry {
  readonly line: number;
  readonly nouns: readonly string[];
  /** Words that must not stand for the noun, as they are written on the page. */
  readonly not: readonly string[];
}

/**
 * The glossary page itself (each noun once, in the order of the alphabet), the words that it forbids (in
 * identifiers, SQL, messages, comments, pages and file names alike), and folders of packages that name none of its
 * nouns.
 */
export function checkGlossary(tree: SourceTree): Finding[] {
  const page = tree.texts.get(GLOSSARY);
  if (page === undefined) return [{ path: GLOSSARY, line: 0, message: 'The page does not exist' }];
  const entries = tableRowsOf(page, ['Noun', 'Means', 'Not']).map(readEntry);
  return [...judgePage(entries), ...findForbidden(tree, entries), ...findUnnamedFolders(tree, entries)];
}

function readEntry({ line, cells }: { line: number; cells: readonly string[] }): Entry {
  const listOf = (cell = ''): string[] => cell.split(',').map(word => word.replace(/[*`]/g, '').trim());
  return { line, nouns: listOf(cells[0]), not: listOf(cells[2]).filter(word => word !== '' && word !== '–') };
}

function judgePage(entries: readonly Entry[]): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  let previous = '';
  for (const { line, nouns } of entries) {
    const first = nouns[0] ?? '';
    if (first.localeCompare(previous, 'en') < 0) {
      findings.push({ path: GLOSSARY, line, message: `${first} stands after ${previous}; keep the alphabet` });
    }
    for (const noun of nouns) {
      if (seen.has(noun)) findings.push({ path: GLOSSARY, line, message: `${noun} is defined twice` });
      seen.add(noun);
    }
    previous = first;
  }
  return findings;
}

function findForbidden(tree: SourceTree, entries: readonly Entry[]): Finding[] {
  const forbidden = entries.flatMap(({ nouns, not }) =>
    not.map(word => ({ word, noun: nouns[0], pattern: new RegExp(` ${wordsOf(word)}s? `) })),
  );
  return [...tree.texts].flatMap(([path, text]) => {
    if (path === GLOSSARY || !/\.(?:ts|md|sql)$/.test(path)) return [];
    return [path, ...text.split('\n')].flatMap((content, line) => {
      const words = ` ${wordsOf(content.replace(WIRE_WORD, ' '))} `;
      return forbidden
        .filter(({ pattern }) => pattern.test(words))
        .map(({ word, noun }) => ({ path, line, message: `Says "${word}"; the glossary's word is ${noun}` }));
    });
  });
}

/** `laneRunner`, `lane_runner`, `LANE-RUNNER` and `Lane runner` are the same two words. */
function wordsOf(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .toLowerCase();
}

function findUnnamedFolders(tree: SourceTree, entries: readonly Entry[]): Finding[] {
  const nouns = new Set(entries.flatMap(entry => entry.nouns));
  const folders = new Set<string>();
  for (const path of tree.sources.keys()) {
    const parts = path.split('/').slice(0, -1);
    if (parts[0] !== 'packages') continue;
    for (let depth = 2; depth <= parts.length; depth++) folders.add(parts.slice(0, depth).join('/'));
  }
  return [...folders]
    .filter(folder => {
      const name = folder.split('/').at(-1) ?? '';
      return !nouns.has(name.replaceAll('-', ' ')) && !PLAIN_FOLDERS.has(name);
    })
    .map(path => ({
      path,
      line: 0,
      message: `The folder's name is no noun of ${GLOSSARY}; define it there or rename`,
    }));
}
