import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What V8 writes into `NODE_V8_COVERAGE`, as far as it is read here. */
interface CoverageFile {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

/**
 * The functions that were called in the processes and threads that wrote their coverage into a folder, as
 * `path#name` with the path relative to the root. A method has its own name, a constructor that of its class.
 */
export function readCalledFunctions(coverageFolder: string, root: string): Set<string> {
  const called = new Set<string>();
  for (const file of readdirSync(coverageFolder)) {
    const coverage = JSON.parse(readFileSync(join(coverageFolder, file), 'utf8')) as CoverageFile;
    for (const { url, functions } of coverage.result) {
      if (!url.startsWith('file:')) continue;
      const path = relative(root, fileURLToPath(url));
      for (const { functionName, ranges } of functions) {
        if (functionName !== '' && (ranges[0]?.count ?? 0) > 0) called.add(`${path}#${functionName}`);
      }
    }
  }
  return called;
}
