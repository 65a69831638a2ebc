import { cpSync, existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runCommand } from '../checks/run-command.ts';
import { createBuiltManifest, type PackageManifest } from './built-manifest.ts';
import { carryPages } from './carry-pages.ts';

/** What a build came to: the folders of the packages by name, or what the compiler said. */
export type Build =
  | { readonly type: 'built'; readonly folders: ReadonlyMap<string, string> }
  | { readonly type: 'refused'; readonly report: string };

/** Where to build: the root folder of the repository, and the folder that takes a folder for each package. */
export interface BuildOptions {
  readonly root: string;
  readonly out: string;
}

/** A file beside the sources that goes along as it is. */
const BESIDE = ['schemas'];

/**
 * Builds each package that is not private into a folder of its own, ready for `npm pack` and `npm publish`: JavaScript,
 * types, README with the pages that it leads to, licence, schemas. The sources are not touched.
 */
export async function buildPackages({ root, out }: BuildOptions): Promise<Build> {
  const manifests = readManifests(root);
  for (const folder of manifests.keys()) rmSync(join(out, folder), { recursive: true, force: true });
  const { exitCode, output } = await runCommand(['tsc', '-p', 'tsconfig.build.json', '--outDir', out], { cwd: root });
  if (exitCode !== 0) return { type: 'refused', report: output };
  for (const [folder, manifest] of manifests) completePackage({ root, out }, { folder, manifest });
  return {
    type: 'built',
    folders: new Map([...manifests].map(([folder, { name }]) => [name, join(out, folder)])),
  };
}

/** By the name of the folder under `packages`; private ones are for the repository alone. */
function readManifests(root: string): ReadonlyMap<string, PackageManifest> {
  const manifests = new Map<string, PackageManifest>();
  for (const path of globSync('packages/*/package.json', { cwd: root }).sort()) {
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as PackageManifest;
    if (manifest.private !== true) manifests.set(basename(dirname(path)), manifest);
  }
  return manifests;
}

function completePackage(
  { root, out }: BuildOptions,
  { folder, manifest }: { folder: string; manifest: PackageManifest },
): void {
  const from = join(root, 'packages', folder);
  const to = join(out, folder);
  for (const path of globSync('**/*.d.ts', { cwd: to })) leadTypesToCode(join(to, path));
  for (const name of BESIDE)
    if (existsSync(join(from, name))) cpSync(join(from, name), join(to, name), { recursive: true });
  cpSync(join(root, 'LICENSE'), join(to, 'LICENSE'));
  const readPage = (path: string): string | undefined =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined;
  for (const [path, text] of carryPages({ folder: `packages/${folder}`, readPage })) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), text);
  }
  writeFileSync(join(to, 'package.json'), `${JSON.stringify(createBuiltManifest(manifest), undefined, 2)}\n`);
}

/** The compiler rewrites the endings of imports in code, but leaves those in types as the sources have them. */
function leadTypesToCode(path: string): void {
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace(/((?:\bfrom |\bimport\()(['"])\.\.?\/[^'"]+)\.ts\2/g, '$1.js$2'));
}
