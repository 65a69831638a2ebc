import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createReferencePages } from '../pages/reference-pages.ts';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkReference } from './check-reference.ts';

const fresh = Object.fromEntries(createReferencePages());

test('checkReference() is content with the pages as generated', async () => {
  assert.deepEqual(checkReference(await createSourceTree(fresh)), []);
});

test('checkReference() names the first line of each page that differs, or the first of a missing page', async () => {
  const stale = (fresh['docs/rules.md'] ?? '').replace('## Messages', '## Letters');
  const { 'docs/messages.md': _, ...rest } = fresh;
  assert.deepEqual(
    checkReference(await createSourceTree({ ...rest, 'docs/rules.md': stale })).map(({ path, line }) => [path, line]),
    [
      ['docs/messages.md', 1],
      ['docs/rules.md', stale.split('\n').indexOf('## Letters') + 1],
    ],
  );
});
