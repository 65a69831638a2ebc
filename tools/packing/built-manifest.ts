/** A `package.json`, of which only what differs between sources and build is looked at. */
export interface PackageManifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

/** An entry of `exports` once types and code are two files. */
type BuiltEntry = string | { readonly types: string; readonly default: string };

/**
 * The `package.json` of the built package: each source among its entries becomes the JavaScript and the types made of
 * it. `main` and `types` lead compilers to the entry that do not read `exports`. Scripts belong to the sources and are
 * left out; anything else stays as it is.
 */
export function createBuiltManifest(manifest: PackageManifest): Readonly<Record<string, unknown>> {
  const { scripts: _, exports: entries = {}, bin, ...rest } = manifest;
  const entry = entries['.'];
  return {
    ...rest,
    ...(entry === undefined ? {} : { main: encodeCodePath(entry), types: encodeTypesPath(entry) }),
    exports: mapValues(entries, builtEntry),
    ...(bin === undefined ? {} : { bin: mapValues(bin, encodeCodePath) }),
  };
}

function builtEntry(path: string): BuiltEntry {
  if (!path.endsWith('.ts')) return path;
  return { types: encodeTypesPath(path), default: encodeCodePath(path) };
}

function encodeTypesPath(path: string): string {
  return path.replace(/\.ts$/, '.d.ts');
}

function encodeCodePath(path: string): string {
  return path.replace(/\.ts$/, '.js');
}

function mapValues<V>(values: Readonly<Record<string, string>>, change: (value: string) => V): Record<string, V> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
