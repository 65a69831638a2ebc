import { encodeErrorsPage } from '../pages/errors-page.ts';
import type { SourceTree } from '../tree/source-tree.ts';
import type { Finding } from './finding.ts';

const PAGE = 'docs/errors.md';

/** The first line of docs/errors.md that differs from what the error tables say now. */
export function checkErrorsPage(tree: SourceTree): Finding[] {
  const found = (tree.texts.get(PAGE) ?? '').split('\n');
  const expected = encodeErrorsPage().split('\n');
  const length = Math.max(found.length, expected.length);
  const line = Array.from({ length }, (_, index) => index).find(index => found[index] !== expected[index]);
  if (line === undefined) return [];
  return [{ path: PAGE, line: line + 1, message: 'The page is stale; run npx node tools/generate-errors-page.ts' }];
}
