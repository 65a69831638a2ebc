import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeSqliteVersion, OLDEST_SQLITE } from './sqlite-version.ts';

test('judgeSqliteVersion() accepts the oldest safe version and newer ones', () => {
  for (const version of [OLDEST_SQLITE, '3.51.4', '3.52', '3.53.0', '4.0.0', '3.100.0']) {
    assert.equal(judgeSqliteVersion(version), undefined, version);
  }
});

test('judgeSqliteVersion() refuses older versions with store-too-old and names both', () => {
  for (const version of ['3.51.2', '3.51', '3.9.9', '2.99.99', '3.50.100']) {
    const failure = judgeSqliteVersion(version);
    assert.equal(failure?.code, 'store-too-old', version);
    assert.ok(failure.message.includes(`SQLite ${version};`));
    assert.ok(failure.message.includes(OLDEST_SQLITE));
  }
});
