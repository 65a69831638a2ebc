import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceTree } from '../tree/source-tree.ts';
import { checks } from './checks.ts';

test('checks have names that --only can tell apart', async () => {
  assert.equal(new Set(checks.map(({ name }) => name)).size, checks.length);
});

test('checks report each finding with its file and line', async () => {
  const comments = checks.find(({ name }) => name === 'comments');
  const tree = await createSourceTree({ 'packages/p/a.ts': '\nexport const a = 1;\n' });
  assert.deepEqual(await comments?.run({ root: '/', tree, exists: () => true }), {
    ok: false,
    report: '  packages/p/a.ts:2 The export a has no doc comment',
  });
});
