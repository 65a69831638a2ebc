import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkDependencies } from './check-dependencies.ts';

const PAGE = '| Package | Reason |\n|---|---|\n| `undici` | HTTP |\n| `gone` | Was needed |\n| `empty` | |\n';

test('checkDependencies() compares the page with every package.json', async () => {
  const tree = await createSourceTree({
    'docs/dependencies.md': PAGE,
    'package.json': '{\n"devDependencies": {\n"typescript": "7.0.2",\n"empty": "1.0.0"}}',
    'packages/p/package.json': '{"name":"@gatehouse/p","dependencies":{"undici":"^8.0.0","@gatehouse/p":"0.1.0"}}',
    'examples/e/package.json': '{"devDependencies":{"jest":"1.0.0","@gatehouse/p":"0.1.0"}}',
  });
  assert.deepEqual(
    checkDependencies(tree).map(({ path, line, message }) => `${path}:${line} ${message}`),
    [
      'package.json:3 docs/dependencies.md gives no reason for typescript',
      'packages/p/package.json:1 The version of undici is ^8.0.0; name one exact version',
      'examples/e/package.json:1 docs/dependencies.md gives no reason for jest',
      'docs/dependencies.md:4 No package.json asks for gone',
      'docs/dependencies.md:5 The row of empty gives no reason',
    ],
  );
});

test('checkDependencies() fails when the page does not exist', async () => {
  assert.equal(checkDependencies(await createSourceTree({ 'package.json': '{}' })).length, 1);
});
