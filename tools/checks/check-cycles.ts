import type { SourceTree } from '../tree/source-tree.ts';
import { importsOf } from '../tree/syntax.ts';
import { resolveImport } from '../tree/workspace.ts';
import type { Finding } from './finding.ts';

interface Edge {
  readonly to: string;
  readonly line: number;
}

/**
 * Files that import one another in a ring, across packages too; an import of types alone counts as any other.
 * Each ring is reported once, at the import that closes it.
 */
export function checkCycles(tree: SourceTree): Finding[] {
  const edges = new Map<string, readonly Edge[]>();
  for (const [path, source] of tree.sources) {
    const targets = importsOf(source).map(({ specifier, line }) => ({
      to: resolveImport(tree, path, specifier),
      line,
    }));
    edges.set(
      path,
      targets.flatMap(({ to, line }) => (to === undefined ? [] : [{ to, line }])),
    );
  }
  return findRings(edges);
}

/** Depth first: an edge back to a file that is still being walked closes a ring. */
function findRings(edges: ReadonlyMap<string, readonly Edge[]>): Finding[] {
  const findings: Finding[] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const enter = (path: string): void => {
    trail.push(path);
    for (const { to, line } of edges.get(path) ?? []) {
      const from = trail.indexOf(to);
      if (from !== -1) findings.push({ path, line, message: describeRing(trail.slice(from)) });
      else if (!done.has(to)) enter(to);
    }
    trail.pop();
    done.add(path);
  };
  for (const path of edges.keys()) {
    if (!done.has(path)) enter(path);
  }
  return findings;
}

function describeRing(ring: readonly string[]): string {
  if (ring.length === 1) return 'The file imports itself';
  return `Import cycle of ${ring.length} files: ${[...ring, ring[0]].join(' → ')}; move what they share to a file of its own`;
}
