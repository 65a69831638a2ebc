import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeDurability } from './durability.ts';

test('judgeDurability() accepts a write-ahead log that is synced at each commit', () => {
  assert.equal(judgeDurability({ journalMode: 'wal', synchronous: 2 }), undefined);
});

test('judgeDurability() refuses everything else with store-unsafe and says what was read back', () => {
  for (const settings of [
    { journalMode: 'wal', synchronous: 1 },
    { journalMode: 'wal', synchronous: 0 },
    { journalMode: 'delete', synchronous: 2 },
    { journalMode: 'memory', synchronous: 2 },
  ]) {
    const failure = judgeDurability(settings);
    assert.equal(failure?.code, 'store-unsafe');
    assert.ok(failure.message.includes(`${settings.journalMode} and synchronous ${settings.synchronous}`));
  }
});
