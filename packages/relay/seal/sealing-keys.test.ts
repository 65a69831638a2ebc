import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import fc from 'fast-check';
import { addSealingKey, encodeSealingKeys, KEY_BYTES, parseSealingKeys, type SealingKeys } from './sealing-keys.ts';

const idOf = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const bytesOf = fc.uint8Array({ minLength: KEY_BYTES, maxLength: KEY_BYTES });
const KEY = Buffer.alloc(KEY_BYTES, 7).toString('base64');
const entry = { id: 'a', key: KEY };

describe('parseSealingKeys()', () => {
  it('reads back what encodeSealingKeys() wrote', () => {
    const entries = fc.uniqueArray(fc.tuple(idOf, bytesOf), { minLength: 1, maxLength: 5, selector: ([id]) => id });
    fc.assert(
      fc.property(entries, added => {
        let keys: SealingKeys | undefined;
        for (const [id, bytes] of added) keys = addSealingKey(keys, { id, bytes });
        assert.ok(keys !== undefined);
        const read = parseSealingKeys(encodeSealingKeys(keys));
        assert.equal(read.current, added.at(-1)?.[0]);
        const plain = read.keys.map(({ id, key }) => [id, key.reveal()]);
        assert.deepEqual(
          plain,
          added.map(([id, bytes]) => [id, Buffer.from(bytes).toString('base64')]),
        );
      }),
    );
  });

  const refused: readonly (readonly [string, unknown, string])[] = [
    ['a text that is not JSON', `{"keys": "gatehouse-secret-key`, ''],
    ['a list', [entry], ''],
    ['a member that means nothing', { current: 'a', keys: [entry], more: 1 }, ''],
    ['no keys', { current: 'a', keys: [] }, '/keys'],
    ['keys that are no list', { current: 'a', keys: { a: KEY } }, '/keys'],
    ['an entry that is no object', { current: 'a', keys: ['gatehouse-secret-key'] }, '/keys/0'],
    ['an id with a dot', { current: 'a.b', keys: [{ ...entry, id: 'a.b' }] }, '/keys/0/id'],
    ['a key that is too short', { current: 'a', keys: [{ ...entry, key: 'AAAA' }] }, '/keys/0/key'],
    ['a key that is not base64', { current: 'a', keys: [{ ...entry, key: `${'!'.repeat(43)}=` }] }, '/keys/0/key'],
    ['an id twice', { current: 'a', keys: [entry, entry] }, '/keys'],
    ['a current that is none of them', { current: 'b', keys: [entry] }, '/current'],
  ];
  for (const [what, value, pointer] of refused) {
    it(`refuses ${what} as sealing-keys-invalid, and repeats nothing of it`, () => {
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      assert.throws(
        () => parseSealingKeys(text),
        (error: unknown) => {
          assert.ok(error instanceof GatehouseError);
          assert.deepEqual([error.code, error.pointer], ['sealing-keys-invalid', pointer]);
          assert.ok(!error.message.includes(KEY));
          assertNoSecret(error.message);
          return true;
        },
      );
    });
  }
});
