import type { SourceTree } from '../tree/source-tree.ts';
import { declarationsOf } from '../tree/syntax.ts';
import { isTest } from '../tree/workspace.ts';
import type { Finding } from './finding.ts';

/** Exported declarations without a doc comment right before them; tests apart. */
export function checkComments(tree: SourceTree): Finding[] {
  return [...tree.sources].flatMap(([path, source]) => {
    if (isTest(path)) return [];
    const declarations = declarationsOf(source);
    const documented = new Set(declarations.filter(one => one.documented).map(({ name }) => name));
    return declarations
      .filter(({ name, exported }) => exported && !documented.has(name))
      .map(({ name, line }) => ({ path, line, message: `The export ${name} has no doc comment` }));
  });
}
