import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createBuiltManifest } from './built-manifest.ts';

const manifest = {
  name: '@gatehouse/lamp',
  version: '1.2.3',
  scripts: { prepack: 'refuse' },
  bin: { lamp: './main.ts' },
  exports: { '.': './index.ts', './store': './store/index.ts', './schemas/*': './schemas/*' },
  dependencies: { typebox: '1.4.3' },
};

test('createBuiltManifest() leads each entry to code and types when it is a source', () => {
  assert.deepEqual(createBuiltManifest(manifest).exports, {
    '.': { types: './index.d.ts', default: './index.js' },
    './store': { types: './store/index.d.ts', default: './store/index.js' },
    './schemas/*': './schemas/*',
  });
});

test('createBuiltManifest() leads the command to code, keeps the dependencies and drops the scripts', () => {
  const { name, version, bin, dependencies, scripts } = createBuiltManifest(manifest);
  assert.deepEqual(
    [name, version, bin, dependencies],
    ['@gatehouse/lamp', '1.2.3', { lamp: './main.js' }, manifest.dependencies],
  );
  assert.equal(scripts, undefined);
});

test('createBuiltManifest() leads compilers to its entry that do not read exports', () => {
  const { main, types } = createBuiltManifest(manifest);
  assert.deepEqual([main, types], ['./index.js', './index.d.ts']);
});

test('createBuiltManifest() names neither command nor entry when the package has none', () => {
  assert.deepEqual(createBuiltManifest({ name: 'a', version: '1.0.0' }), { name: 'a', version: '1.0.0', exports: {} });
});
