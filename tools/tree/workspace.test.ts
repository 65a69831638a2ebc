import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceTree } from './source-tree.ts';
import { isTest, nameInSpecifier, packageOf, packagesOf, resolveImport } from './workspace.ts';

const tree = await createSourceTree({
  'packages/client/package.json': JSON.stringify({
    name: '@gatehouse/client',
    exports: { '.': './index.ts', './platform': './platform/index.ts' },
  }),
  'packages/client/index.ts': '',
  'packages/client/token/token.ts': '',
});

test('resolveImport() follows relative paths and the entries of packages', async () => {
  assert.equal(resolveImport(tree, 'packages/client/index.ts', './token/token.ts'), 'packages/client/token/token.ts');
  assert.equal(resolveImport(tree, 'tools/check.ts', '@gatehouse/client'), 'packages/client/index.ts');
  assert.equal(
    resolveImport(tree, 'tools/check.ts', '@gatehouse/client/platform'),
    'packages/client/platform/index.ts',
  );
});

test('resolveImport() answers undefined when the import leads out of the tree', async () => {
  for (const specifier of ['node:fs', 'undici', './missing.ts', '@gatehouse/client/secret']) {
    assert.equal(resolveImport(tree, 'packages/client/index.ts', specifier), undefined);
  }
});

test('packageOf() tells a file’s package', async () => {
  assert.equal(packageOf(packagesOf(tree), 'packages/client/token/token.ts')?.manifest.name, '@gatehouse/client');
  assert.equal(packageOf(packagesOf(tree), 'tools/check.ts'), undefined);
});

test('isTest() knows test files and test folders, and not the package testing', async () => {
  assert.equal(isTest('packages/relay/lane/lane.test.ts'), true);
  assert.equal(isTest('packages/relay/test/flow.ts'), true);
  assert.equal(isTest('examples/vitest/doorbell-skill.spec.ts'), true);
  assert.equal(isTest('packages/testing/virtual-clock.ts'), false);
});

test('nameInSpecifier() cuts a path off a package’s name', async () => {
  assert.equal(nameInSpecifier('typebox/schema'), 'typebox');
  assert.equal(nameInSpecifier('@gatehouse/client/platform'), '@gatehouse/client');
});
