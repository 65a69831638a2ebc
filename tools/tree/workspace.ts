import { posix } from 'node:path';
import type { SourceTree } from './source-tree.ts';

/** What the checks read of a `package.json`. */
export interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** One package of the workspace. `folder` is relative to the root: `packages/relay`. */
export interface WorkspacePackage {
  readonly folder: string;
  readonly manifestPath: string;
  readonly manifest: Manifest;
}

/** The packages under `packages/`, by name. */
export function packagesOf(tree: SourceTree): ReadonlyMap<string, WorkspacePackage> {
  const packages = new Map<string, WorkspacePackage>();
  for (const [manifestPath, text] of tree.texts) {
    if (!/^packages\/[^/]+\/package\.json$/.test(manifestPath)) continue;
    const manifest = JSON.parse(text) as Manifest;
    packages.set(manifest.name, { folder: posix.dirname(manifestPath), manifestPath, manifest });
  }
  return packages;
}

/** The package that a file belongs to, or undefined outside of `packages/`. */
export function packageOf(packages: ReadonlyMap<string, WorkspacePackage>, path: string): WorkspacePackage | undefined {
  return packages.values().find(({ folder }) => path.startsWith(`${folder}/`));
}

/** Whether a file is a test or serves tests only: `x.test.ts`, `x.spec.ts`, or anything in a folder `test`. */
export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.endsWith('.spec.ts') || path.includes('/test/');
}

/** The package's own name in a specifier: `fastify`, `@gatehouse/client` of `@gatehouse/client/platform`. */
export function nameInSpecifier(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/**
 * The file of the tree that an import leads to: a relative path, or an entry of a workspace package. Undefined for
 * everything else.
 */
export function resolveImport(tree: SourceTree, importer: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) {
    const path = posix.join(posix.dirname(importer), specifier);
    return tree.texts.has(path) ? path : undefined;
  }
  const name = nameInSpecifier(specifier);
  const target = packagesOf(tree).get(name);
  const entry = target?.manifest.exports?.[`.${specifier.slice(name.length)}`];
  return target === undefined || entry === undefined ? undefined : posix.join(target.folder, entry);
}
