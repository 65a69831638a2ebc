import { posix } from 'node:path';
import type { SourceTree } from '../tree/source-tree.ts';
import { type Import, importsOf } from '../tree/syntax.ts';
import { isTest, nameInSpecifier, packageOf, packagesOf, type WorkspacePackage } from '../tree/workspace.ts';
import type { Finding } from './finding.ts';

/** Which packages each package may import, by folder; ARCHITECTURE.md, the ladder. */
const LADDER: Readonly<Record<string, readonly string[]>> = {
  protocol: [],
  client: ['protocol'],
  sqlite: ['protocol'],
  relay: ['protocol', 'client', 'sqlite'],
  gateway: ['protocol', 'client', 'sqlite'],
  cli: ['protocol', 'client', 'relay', 'gateway'],
  testing: ['protocol', 'client', 'sqlite', 'relay', 'gateway'],
};

/**
 * Imports that go up or sideways between packages, that leave a package by a relative path, that take a package's
 * own entry, that its `package.json` does not name (or names for nothing), and Node's modules in protocol.
 * Tests may import any package of the workspace.
 */
export function checkLadder(tree: SourceTree): Finding[] {
  const packages = packagesOf(tree);
  const findings: Finding[] = [];
  const used = new Map<string, Set<string>>();
  for (const [path, source] of tree.sources) {
    const home = packageOf(packages, path);
    if (home === undefined) continue;
    for (const one of importsOf(source)) {
      const message = judgeImport({ tree, path, home, one });
      if (message !== undefined) findings.push({ path, line: one.line, message });
      if (!isTest(path) || home.folder === 'packages/testing') usedBy(used, home).add(nameInSpecifier(one.specifier));
    }
  }
  return [...findings, ...[...packages.values()].flatMap(each => findUnused(tree, each, usedBy(used, each)))];
}

function usedBy(used: Map<string, Set<string>>, { folder }: WorkspacePackage): Set<string> {
  const names = used.get(folder) ?? new Set();
  used.set(folder, names);
  return names;
}

interface ImportInPlace {
  readonly tree: SourceTree;
  readonly path: string;
  readonly home: WorkspacePackage;
  readonly one: Import;
}

function judgeImport(place: ImportInPlace): string | undefined {
  const { specifier } = place.one;
  if (specifier.startsWith('.')) return judgeRelative(place);
  if (specifier.startsWith('node:')) return judgeBuiltIn(place);
  return judgePackage(place);
}

function judgeRelative({ path, home, one }: ImportInPlace): string | undefined {
  const target = posix.join(posix.dirname(path), one.specifier);
  if (!target.startsWith(`${home.folder}/`)) {
    return `Imports ${one.specifier}, which lies outside of ${home.folder}; import the package by its name`;
  }
  const entries = Object.values(home.manifest.exports ?? {}).map(entry => posix.join(home.folder, entry));
  const isEntry = entries.includes(target) && posix.basename(target) === 'index.ts';
  const fromEntry = posix.basename(path) === 'index.ts';
  if (isEntry && !fromEntry && !isTest(path)) {
    return `Imports ${one.specifier}, an entry of its own package; import the file that declares the name`;
  }
  return undefined;
}

function judgeBuiltIn({ path, home, one }: ImportInPlace): string | undefined {
  if (home.folder !== 'packages/protocol' || isTest(path)) return undefined;
  return `Imports ${one.specifier}; protocol runs anywhere and takes nothing from Node`;
}

function judgePackage({ tree, path, home, one }: ImportInPlace): string | undefined {
  const name = nameInSpecifier(one.specifier);
  if (isTest(path)) {
    const known = packagesOf(tree).has(name) || declares(home, name) || rootDevelops(tree, name);
    return known ? undefined : `Imports ${name}, which no package.json on the way names`;
  }
  if (name === home.manifest.name) return `Imports its own package ${name}; import the file by a relative path`;
  const target = packagesOf(tree).get(name)?.folder.slice('packages/'.length);
  const step = home.folder.slice('packages/'.length);
  const allowed = LADDER[step];
  if (target !== undefined && allowed !== undefined && !allowed.includes(target)) {
    return `Imports ${name}: ${step} may import ${allowed.length === 0 ? 'no package' : allowed.join(', ')}`;
  }
  if (declares(home, name)) return undefined;
  return `Imports ${name}, which ${home.manifestPath} does not name under dependencies`;
}

function declares({ manifest }: WorkspacePackage, name: string): boolean {
  return name in (manifest.dependencies ?? {});
}

function rootDevelops(tree: SourceTree, name: string): boolean {
  const root = JSON.parse(tree.texts.get('package.json') ?? '{}') as { devDependencies?: Record<string, string> };
  return name in (root.devDependencies ?? {});
}

function findUnused(tree: SourceTree, { manifest, manifestPath }: WorkspacePackage, used: Set<string>): Finding[] {
  const lines = (tree.texts.get(manifestPath) ?? '').split('\n');
  return Object.keys(manifest.dependencies ?? {})
    .filter(name => !used.has(name))
    .map(name => ({
      path: manifestPath,
      line: lines.findIndex(text => text.includes(`"${name}"`)) + 1,
      message: `Names the dependency ${name}, which no source of the package imports`,
    }));
}
