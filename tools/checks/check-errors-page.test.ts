import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeErrorsPage } from '../pages/errors-page.ts';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkErrorsPage } from './check-errors-page.ts';

test('checkErrorsPage() is content with the page as generated', async () => {
  assert.deepEqual(checkErrorsPage(await createSourceTree({ 'docs/errors.md': encodeErrorsPage() })), []);
});

test('checkErrorsPage() names the first line that differs, or the first of a missing page', async () => {
  const stale = encodeErrorsPage().replace('## Errors of the token endpoint', '## Errors');
  const line = stale.split('\n').indexOf('## Errors') + 1;
  assert.deepEqual(
    checkErrorsPage(await createSourceTree({ 'docs/errors.md': stale })).map(finding => finding.line),
    [line],
  );
  assert.equal(checkErrorsPage(await createSourceTree({})).length, 1);
});
