import { existsSync } from 'node:fs';

const folder: URL = new URL('../peers/', import.meta.url);

/** Which of these packages are not installed in `bench/peers`. */
export function listMissingPeers(names: readonly string[]): string[] {
  return names.filter(name => !existsSync(new URL(`node_modules/${name}/package.json`, folder)));
}

/** The module of a peer, by the name of its file in `bench/peers`. */
export async function loadPeer(name: string): Promise<unknown> {
  return await import(new URL(`${name}.ts`, folder).href);
}
