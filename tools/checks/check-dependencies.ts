import { tableRowsOf } from '../tree/pages.ts';
import type { SourceTree } from '../tree/source-tree.ts';
import { packagesOf } from '../tree/workspace.ts';
import type { Finding } from './finding.ts';

const PAGE = 'docs/dependencies.md';

/**
 * Dependencies of any `package.json` that docs/dependencies.md gives no reason for, rows there that no
 * `package.json` asks for, and versions that are not exact.
 */
export function checkDependencies(tree: SourceTree): Finding[] {
  const page = tree.texts.get(PAGE);
  if (page === undefined) return [{ path: PAGE, line: 0, message: 'The page does not exist' }];
  const rows = tableRowsOf(page, ['Package', 'Reason']);
  const reasons = new Map(rows.map(({ line, cells }) => [(cells[0] ?? '').replaceAll('`', ''), { line, cells }]));
  const wanted = dependenciesOf(tree);
  const names = new Set(wanted.map(({ name }) => name));
  return [
    ...wanted.flatMap(({ name, version, path }) => {
      const line = lineOfName(tree.texts.get(path) ?? '', name);
      const findings: Finding[] = [];
      if (!reasons.has(name)) findings.push({ path, line, message: `${PAGE} gives no reason for ${name}` });
      if (!/^\d+\.\d+\.\d+/.test(version)) {
        findings.push({ path, line, message: `The version of ${name} is ${version}; name one exact version` });
      }
      return findings;
    }),
    ...[...reasons].flatMap(([name, { line, cells }]) => {
      if (!names.has(name)) return [{ path: PAGE, line, message: `No package.json asks for ${name}` }];
      return cells[1] ? [] : [{ path: PAGE, line, message: `The row of ${name} gives no reason` }];
    }),
  ];
}

/** What the root, the packages and the examples ask for from outside of the workspace. */
function dependenciesOf(tree: SourceTree): { name: string; version: string; path: string }[] {
  const own = packagesOf(tree);
  const examples = [...tree.texts.keys()].filter(path => /^examples\/[^/]+\/package\.json$/.test(path));
  const paths = ['package.json', ...own.values().map(({ manifestPath }) => manifestPath), ...examples];
  return paths.flatMap(path => {
    const manifest = JSON.parse(tree.texts.get(path) ?? '{}') as Record<string, Record<string, string> | undefined>;
    return ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
      .flatMap(kind => Object.entries(manifest[kind] ?? {}))
      .filter(([name]) => !own.has(name))
      .map(([name, version]) => ({ name, version, path }));
  });
}

function lineOfName(manifest: string, name: string): number {
  return manifest.split('\n').findIndex(text => text.includes(`"${name}"`)) + 1;
}
