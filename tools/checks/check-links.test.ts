import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkLinks } from './check-links.ts';

async function found(texts: Record<string, string>): Promise<string[]> {
  const known = new Set([...Object.keys(texts), 'LICENSE']);
  return checkLinks(await createSourceTree(texts), path => known.has(path)).map(
    ({ line, message }) => `${line} ${message}`,
  );
}

test('checkLinks() follows relative links and headings', async () => {
  const texts = {
    'README.md':
      '[a](docs/a.md) [b](docs/a.md#two-words) [c](LICENSE) [d](https://example.com/x) [e](#here)\n## Here\n',
    'docs/a.md': '# Two words\n[up](../README.md)\n',
  };
  assert.deepEqual(await found(texts), []);
});

test('checkLinks() finds links to missing files and headings', async () => {
  assert.deepEqual(await found({ 'a.md': '[x](b.md)\n[y](#nowhere)\n' }), [
    '1 Links to b.md, which does not exist',
    '2 Links to #nowhere, but the page has no such heading',
  ]);
});
