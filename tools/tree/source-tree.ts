import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { SourceFile } from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/async';
import { createVirtualFileSystem } from 'typescript/unstable/fs';

/** Folders that hold nothing of ours. */
const FOREIGN = new Set(['.git', 'node_modules', 'dist', 'coverage', 'gatehouse-data']);
/** The endings of the files that the checks read. */
const READ = new Set(['.ts', '.mjs', '.json', '.md', '.sql']);

/**
 * The repository as the checks see it: the texts of its sources, pages and manifests, and the syntax of its
 * TypeScript. Paths are relative to the root, with `/`.
 */
export interface SourceTree {
  /** Every file's text, in the order of the paths. */
  readonly texts: ReadonlyMap<string, string>;
  /** Every TypeScript file's syntax. */
  readonly sources: ReadonlyMap<string, SourceFile>;
}

/** A tree of the given texts by path; what tests hand to a check. */
export async function createSourceTree(texts: Readonly<Record<string, string>>): Promise<SourceTree> {
  const sorted = new Map(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { texts: sorted, sources: await parseSources(sorted) };
}

/** The tree under a folder of this machine, without what is installed, built or hidden. */
export function readSourceTree(root: string): Promise<SourceTree> {
  const texts: Record<string, string> = {};
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !FOREIGN.has(entry.name) && !entry.name.startsWith('.')) visit(path);
      else if (entry.isFile() && READ.has(extname(entry.name))) texts[path] = readFileSync(join(root, path), 'utf8');
    }
  };
  visit('');
  return createSourceTree(texts);
}

/** The compiler only parses here: it resolves no import and loads no library. */
async function parseSources(texts: ReadonlyMap<string, string>): Promise<ReadonlyMap<string, SourceFile>> {
  const sources = new Map<string, SourceFile>();
  const paths = [...texts.keys()].filter(path => path.endsWith('.ts'));
  if (paths.length === 0) return sources;
  const config = { compilerOptions: { noLib: true, noResolve: true, types: [] }, files: paths };
  const onDisk = Object.fromEntries(paths.map(path => [`/tree/${path}`, texts.get(path) ?? '']));
  const api = new API({
    cwd: '/tree',
    fs: createVirtualFileSystem({ ...onDisk, '/tree/tsconfig.json': JSON.stringify(config) }),
  });
  try {
    const snapshot = await api.updateSnapshot({ openProjects: ['/tree/tsconfig.json'] });
    const [project] = snapshot.getProjects();
    for (const path of paths) {
      const source = await project?.program.getSourceFile(`/tree/${path}`);
      if (source !== undefined) sources.set(path, source);
    }
    return sources;
  } finally {
    await api.close();
  }
}
