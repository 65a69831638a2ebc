import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSourceTree } from '../tree/source-tree.ts';
import { checkLadder } from './check-ladder.ts';

function manifest(step: string, dependencies: readonly string[] = []): Record<string, string> {
  const text = JSON.stringify({
    name: `@gatehouse/${step}`,
    exports: { '.': './index.ts' },
    dependencies: Object.fromEntries(dependencies.map(name => [name, '1.0.0'])),
  });
  return { [`packages/${step}/package.json`]: text };
}

async function messagesFor(texts: Record<string, string>): Promise<string[]> {
  return checkLadder(await createSourceTree(texts)).map(({ path, line, message }) => `${path}:${line} ${message}`);
}

test('checkLadder() lets relay import client and protocol', async () => {
  const texts = {
    ...manifest('protocol'),
    ...manifest('client'),
    ...manifest('relay', ['@gatehouse/client', '@gatehouse/protocol']),
    'packages/relay/a.ts':
      "import '@gatehouse/client';\nimport type { P } from '@gatehouse/protocol';\nimport 'node:fs';\n",
  };
  assert.deepEqual(await messagesFor(texts), []);
});

for (const [from, to] of [
  ['relay', 'gateway'],
  ['gateway', 'relay'],
  ['client', 'relay'],
  ['relay', 'testing'],
] as const) {
  test(`checkLadder() refuses that ${from} imports ${to}, types too`, async () => {
    const texts = {
      ...manifest(from, [`@gatehouse/${to}`]),
      ...manifest(to),
      [`packages/${from}/a.ts`]: `\nimport type { X } from '@gatehouse/${to}';\n`,
    };
    const [message, ...others] = await messagesFor(texts);
    assert.deepEqual(others, []);
    assert.match(message ?? '', new RegExp(`^packages/${from}/a.ts:2 Imports @gatehouse/${to}: ${from} may import`));
  });
}

test('checkLadder() lets tests import any package of the workspace and what the root develops with', async () => {
  const texts = {
    'package.json': '{"devDependencies":{"fast-check":"1.0.0"}}',
    ...manifest('relay'),
    ...manifest('testing'),
    'packages/relay/a.test.ts': "import '@gatehouse/testing';\nimport 'fast-check';\n",
    'packages/relay/test/flow.ts': "import 'mocha';\n",
  };
  assert.deepEqual(await messagesFor(texts), [
    'packages/relay/test/flow.ts:1 Imports mocha, which no package.json on the way names',
  ]);
});

test('checkLadder() compares imports with package.json both ways', async () => {
  const texts = { ...manifest('relay', ['fastify']), 'packages/relay/a.ts': "import 'undici';\n" };
  assert.deepEqual(await messagesFor(texts), [
    'packages/relay/a.ts:1 Imports undici, which packages/relay/package.json does not name under dependencies',
    'packages/relay/package.json:1 Names the dependency fastify, which no source of the package imports',
  ]);
});

test('checkLadder() refuses a way out of the package, its own name, its own entry, and Node in protocol', async () => {
  const texts = {
    ...manifest('protocol'),
    'packages/protocol/index.ts': '',
    'packages/protocol/rule/a.ts':
      "import '../index.ts';\nimport '../../client/b.ts';\nimport '@gatehouse/protocol';\nimport 'node:util';\n",
  };
  const messages = await messagesFor(texts);
  assert.equal(messages.length, 4);
  assert.match(messages[0] ?? '', /:1 .*an entry of its own package/);
  assert.match(messages[1] ?? '', /:2 .*outside of packages\/protocol/);
  assert.match(messages[2] ?? '', /:3 .*own package/);
  assert.match(messages[3] ?? '', /:4 .*takes nothing from Node/);
});
