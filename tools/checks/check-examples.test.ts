import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkExamples } from './check-examples.ts';

async function found(texts: Record<string, string>): Promise<string[]> {
  return checkExamples(await createSourceTree(texts)).map(({ path, line, message }) => `${path}:${line} ${message}`);
}

test('checkExamples() lets an example import Node, its own files and what its package.json names', async () => {
  const texts = {
    'examples/a/package.json': '{"dependencies":{"@gatehouse/gateway":"0.1.0"},"devDependencies":{"vitest":"1.0.0"}}',
    'examples/a/a.ts':
      "import {\n  a,\n} from 'node:fs';\nimport '@gatehouse/gateway/testing';\nimport './b.ts';\nimport 'vitest';\n",
    'examples/b/package.json': '{}',
    'examples/b/b.mjs': "import { b } from './c.mjs';\n",
  };
  assert.deepEqual(await found(texts), []);
});

test('checkExamples() names whatever else an example imports', async () => {
  const texts = {
    'examples/b/package.json': '{}',
    'examples/b/b.mjs':
      "import {\n  x,\n} from 'undici';\nimport '../a/a.mjs';\nconst y = await import('@gatehouse/client');\n",
  };
  assert.deepEqual(await found(texts), [
    'examples/b/b.mjs:1 Imports undici, which examples/b/package.json does not name',
    'examples/b/b.mjs:4 Imports ../a/a.mjs, which examples/b/package.json does not name',
    'examples/b/b.mjs:5 Imports @gatehouse/client, which examples/b/package.json does not name',
  ]);
});

const FILE = "describe('x', () => {\n  // #region one\n  it('a', () => {\n    b();\n  });\n  // #endregion\n});\n";

test('checkExamples() takes a quote that is the region, moved to the left', async () => {
  const page = "# A\n\n<!-- examples/a/a.test.ts#one -->\n```ts\nit('a', () => {\n  b();\n});\n```\n";
  assert.deepEqual(await found({ 'examples/a/a.test.ts': FILE, 'README.md': page }), []);
});

test('checkExamples() names quotes that are stale, cut off, or of nothing', async () => {
  const page = `<!-- examples/a/a.test.ts#one -->
\`\`\`ts
it('a', () => {});
\`\`\`
<!-- examples/a/a.test.ts#one -->
Text
<!-- examples/a/a.test.ts#two -->
`;
  assert.deepEqual(await found({ 'examples/a/a.test.ts': FILE, 'README.md': page }), [
    'README.md:1 Does not quote examples/a/a.test.ts#one as it is; copy the region again',
    'README.md:5 Does not quote examples/a/a.test.ts#one as it is; copy the region again',
    'README.md:7 Quotes examples/a/a.test.ts#two, which does not exist',
  ]);
});
