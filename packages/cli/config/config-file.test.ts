import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { GatehouseError } from '@gatehouse/protocol';
import { DEFAULT_CONFIG_FILE, readConfigFile } from './config-file.ts';

const missing = (): string => {
  throw Object.assign(new TypeError('gone'), { code: 'ENOENT' });
};

function codeOf(read: () => unknown): string | undefined {
  try {
    read();
  } catch (error) {
    return error instanceof GatehouseError ? error.code : String(error);
  }
  return undefined;
}

test('readConfigFile() answers no sections when no file was named and none is there', () => {
  assert.deepEqual(readConfigFile(missing), {});
});

test('readConfigFile() reads the default file when it is there', () => {
  const asked: string[] = [];
  const file = readConfigFile(path => {
    asked.push(path);
    return '{"$schema":"x","relay":{"port":1},"gateway":{}}';
  });
  assert.deepEqual(asked, [DEFAULT_CONFIG_FILE]);
  assert.deepEqual(file.relay, { port: 1 });
});

test('readConfigFile() says config-missing when a named file cannot be read', () => {
  assert.equal(
    codeOf(() => readConfigFile(missing, 'mine.json')),
    'config-missing',
  );
});

test('readConfigFile() says config-missing when the default file is there but unreadable', () => {
  const denied = (): string => {
    throw Object.assign(new TypeError('no'), { code: 'EACCES' });
  };
  assert.equal(
    codeOf(() => readConfigFile(denied)),
    'config-missing',
  );
});

const unreadable: readonly (readonly [code: string, words: RegExp])[] = [
  ['ENOENT', /does not exist/],
  ['EACCES', /may not read it/],
  ['EISDIR', /is a directory/],
  ['EIO', /disk trouble/],
];

for (const [code, words] of unreadable) {
  test(`readConfigFile() tells why a named file cannot be read on ${code}`, () => {
    const fail = (): string => {
      throw Object.assign(new TypeError('disk trouble'), { code });
    };
    assert.throws(() => readConfigFile(fail, 'mine.json'), { message: words });
  });
}

test('readConfigFile() tells where the file stops being JSON, and quotes nothing of it', () => {
  assert.throws(() => readConfigFile(() => '{\n  nope: 1}', 'mine.json'), {
    message: /mine\.json is not JSON; look at line 2 column 3$/,
  });
  const secret = 'hunter2';
  for (const text of [`{"relay":{"apiKey":"${secret}" x}}`, `{"relay":{"apiKey":${secret}}}`]) {
    assert.throws(
      () => readConfigFile(() => text, 'mine.json'),
      (error: unknown) => error instanceof GatehouseError && !inspect(error).includes(secret),
    );
  }
});

for (const text of ['', '{', '[]', '3', 'null', '"relay"']) {
  test(`readConfigFile() says config-invalid when the file holds ${JSON.stringify(text)}`, () => {
    assert.equal(
      codeOf(() => readConfigFile(() => text, 'mine.json')),
      'config-invalid',
    );
  });
}

test('readConfigFile() names the section when it does not know it', () => {
  assert.throws(
    () => readConfigFile(() => '{"relays":{}}', 'mine.json'),
    (error: unknown) =>
      error instanceof GatehouseError && error.code === 'config-unknown-key' && error.pointer === '/relays',
  );
});
