import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createSeededRandom } from '@gatehouse/client/platform';
import { planLives, SHIPPED_FOLD } from './recorded-life.ts';

test('planLives() has lives that end well and by a kill, as the relay folds the log and often, with numbers of their own', () => {
  const lives = planLives('FULL', { random: createSeededRandom(1), acknowledgements: 50 });
  for (const fold of [true, false]) {
    for (const end of ['closed', 'killed']) {
      assert.ok(
        lives.some(life => life.end === end && (life.fold !== undefined) === fold),
        `${end}, ${fold}`,
      );
    }
  }
  assert.equal(new Set(lives.map(({ first }) => first)).size, lives.length);
  assert.ok(lives.every(({ acknowledgements }) => acknowledgements >= 25 && acknowledgements <= 75));
});

test('SHIPPED_FOLD is what the store is opened with', async () => {
  const source = await readFile(new URL('../../sqlite/open-database.ts', import.meta.url), 'utf8');
  assert.match(source, new RegExp(`wal_autocheckpoint = ${SHIPPED_FOLD};`));
});
