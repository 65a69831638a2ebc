import type { SourceTree } from '../tree/source-tree.ts';
import { nameInSpecifier } from '../tree/workspace.ts';
import type { Finding } from './finding.ts';

/** The comment that stands before a quoted region: the example's file and the region's name. */
const QUOTES = /^<!-- (examples\/\S+)#(\S+) -->$/;
/** What a module imports: `import … from 'x'`, `import 'x'` and `import('x')`. */
const IMPORT = /^\s*(?:import|export)\b[^'"]*?\bfrom '([^']+)'|^\s*import '([^']+)'|\bimport\('([^']+)'\)/gm;

/**
 * Examples that import what neither they nor Node have and their `package.json` does not name, and code on our pages
 * that is not the region of the example that it says it is.
 */
export function checkExamples(tree: SourceTree): Finding[] {
  return [...tree.texts].flatMap(([path, text]) => {
    if (path.endsWith('.md')) return checkQuotes(tree, path);
    return /^examples\/[^/]+\/.*\.(?:ts|mjs)$/.test(path) ? checkImports(tree, { path, text }) : [];
  });
}

function checkImports(tree: SourceTree, { path, text }: { readonly path: string; readonly text: string }): Finding[] {
  const manifestPath = path.replace(/^(examples\/[^/]+)\/.*$/, '$1/package.json');
  const manifest = JSON.parse(tree.texts.get(manifestPath) ?? '{}') as Record<string, object | undefined>;
  const named = { ...manifest.dependencies, ...manifest.devDependencies };
  return [...text.matchAll(IMPORT)].flatMap(({ 1: from, 2: alone, 3: called, index }) => {
    const specifier = from ?? alone ?? called ?? '';
    if (specifier.startsWith('./') || specifier.startsWith('node:') || nameInSpecifier(specifier) in named) return [];
    const line = text.slice(0, index + 1).split('\n').length;
    return [{ path, line, message: `Imports ${specifier}, which ${manifestPath} does not name` }];
  });
}

function checkQuotes(tree: SourceTree, path: string): Finding[] {
  const lines = (tree.texts.get(path) ?? '').split('\n');
  return lines.flatMap((content, index) => {
    const [, file = '', region = ''] = QUOTES.exec(content) ?? [];
    if (file === '') return [];
    const expected = regionOf(tree.texts.get(file) ?? '', region);
    if (expected === undefined)
      return [{ path, line: index + 1, message: `Quotes ${file}#${region}, which does not exist` }];
    const quoted = codeAfter(lines, index + 1);
    if (quoted?.join('\n') === expected.join('\n')) return [];
    return [{ path, line: index + 1, message: `Does not quote ${file}#${region} as it is; copy the region again` }];
  });
}

/** The lines of the code block that begins right after a line; undefined when there is none. */
function codeAfter(lines: readonly string[], start: number): string[] | undefined {
  const begin = lines[start] === '' ? start + 1 : start;
  if (!lines[begin]?.startsWith('```')) return undefined;
  const end = lines.indexOf('```', begin + 1);
  return end === -1 ? undefined : lines.slice(begin + 1, end);
}

/** The lines between `// #region NAME` and `// #endregion`, moved to the left; undefined when there is none. */
function regionOf(text: string, name: string): string[] | undefined {
  const lines = text.split('\n');
  const begin = lines.findIndex(line => line.trim() === `// #region ${name}`);
  const end = lines.findIndex((line, index) => index > begin && line.trim() === '// #endregion');
  if (begin === -1 || end === -1) return undefined;
  const indent = (lines[begin] ?? '').length - (lines[begin] ?? '').trimStart().length;
  return lines.slice(begin + 1, end).map(line => line.slice(indent));
}
