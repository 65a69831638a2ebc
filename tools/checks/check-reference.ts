import { createReferencePages } from '../pages/reference-pages.ts';
import type { SourceTree } from '../tree/source-tree.ts';
import type { Finding } from './finding.ts';

/** The first line of each page of the reference that differs from what the protocol's tables say. */
export function checkReference(tree: SourceTree): Finding[] {
  return [...createReferencePages()].flatMap(([path, text]) => {
    const found = (tree.texts.get(path) ?? '').split('\n');
    const expected = text.split('\n');
    const length = Math.max(found.length, expected.length);
    const line = Array.from({ length }, (_, index) => index).find(index => found[index] !== expected[index]);
    if (line === undefined) return [];
    return [{ path, line: line + 1, message: 'The page is stale; run npx node tools/generate-reference.ts' }];
  });
}
