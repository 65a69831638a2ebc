import assert from 'node:assert/strict';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { createSourceTree, readSourceTree } from './source-tree.ts';

test('createSourceTree() holds the texts by path and parses only TypeScript', async () => {
  const tree = await createSourceTree({ 'b.ts': 'export const b = 1;\n', 'a.md': '# A\n' });
  assert.deepEqual([...tree.texts.keys()], ['a.md', 'b.ts']);
  assert.deepEqual([...tree.sources.keys()], ['b.ts']);
  assert.equal(tree.sources.get('b.ts')?.statements.length, 1);
});

test('createSourceTree() parses a file whose imports lead nowhere, and an empty one', async () => {
  const tree = await createSourceTree({ 'a.ts': "import { x } from 'nowhere';\n", 'packages/p/empty.ts': '' });
  assert.equal(tree.sources.get('a.ts')?.statements.length, 1);
  assert.equal(tree.sources.get('packages/p/empty.ts')?.statements.length, 0);
});

test('readSourceTree() reads this repository without what is installed', async () => {
  const tree = await readSourceTree(resolve(import.meta.dirname, '..', '..'));
  assert.ok(tree.texts.has('tools/tree/source-tree.test.ts'));
  assert.ok(tree.texts.has('package.json'));
  assert.ok(![...tree.texts.keys()].some(path => path.includes('node_modules/') || path.startsWith('.git')));
});
