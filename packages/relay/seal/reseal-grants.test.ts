import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { Secret } from '@gatehouse/client/platform';
import { createRecordingLog, createSeededRandom, createVirtualClock } from '@gatehouse/testing';
import { openSqliteStore } from '../store/index.ts';
import type { Store } from '../store/store.ts';
import { Keyring } from './keyring.ts';
import { listSeals, resealGrants } from './reseal-grants.ts';
import { addSealingKey, encodeSealingKeys, KEY_BYTES, type SealingKeys } from './sealing-keys.ts';

function ringOf(...ids: string[]): Keyring {
  let keys: SealingKeys | undefined;
  for (const id of ids) keys = addSealingKey(keys, { id, bytes: Buffer.alloc(KEY_BYTES, id) });
  const text = keys && new Secret(encodeSealingKeys(keys));
  return new Keyring({
    keys: text,
    clock: createVirtualClock(),
    random: createSeededRandom(3),
    log: createRecordingLog(),
  });
}

async function openStore(t: TestContext): Promise<Store> {
  const store = await openSqliteStore({ memory: true });
  t.after(() => store.close());
  return store;
}

async function put(store: Store, customer: string, tokens: string): Promise<void> {
  await store.putGrant({ customer, tokens, expiresAt: 1, at: 0, dueAt: 0 });
}

/** Seals range by range until there is no next one; answers the sums. */
async function resealAll(store: Store, keyring: Keyring, limit: number): Promise<{ looked: number; resealed: number }> {
  const sum = { looked: 0, resealed: 0 };
  for (let after: string | undefined; ; ) {
    const { looked, resealed, next } = await resealGrants({ limit, after }, { store, keyring });
    sum.looked += looked;
    sum.resealed += resealed;
    if (next === undefined) return sum;
    after = next;
  }
}

describe('resealGrants()', () => {
  it('seals what has an older key or none, range by range, and finds nothing more to do', async t => {
    const store = await openStore(t);
    const old = ringOf('one');
    const keyring = ringOf('one', 'two');
    const customers = Array.from({ length: 25 }, (_, i) => `customer-${i}`);
    for (const [i, customer] of customers.entries()) {
      const text = `tokens of ${customer}`;
      await put(store, customer, i % 3 === 0 ? text : (i % 3 === 1 ? old : keyring).seal(customer, text));
    }
    const { items } = await listSeals({ limit: 1_000 }, { store, keyring });
    const counts = Map.groupBy(items, item => item.state);
    assert.deepEqual(
      ['unsealed', 'older', 'current'].map(state => counts.get(state as 'older')?.length),
      [9, 8, 8],
    );
    assert.deepEqual(await resealAll(store, keyring, 4), { looked: 25, resealed: 17 });
    assert.deepEqual(await resealAll(store, keyring, 1_000), { looked: 25, resealed: 0 });
    for (const customer of customers) {
      const { tokens = '', generation } = (await store.readGrant(customer)) ?? {};
      assert.deepEqual(await ringOf('two').open(customer, tokens), { type: 'opened', text: `tokens of ${customer}` });
      assert.equal(generation, 1);
    }
  });

  it('names what does not open, with its code, leaves it as it is, and goes on', async t => {
    const store = await openStore(t);
    const keyring = ringOf('two');
    const strange = ringOf('three').seal('c-1', 'x');
    const moved = keyring.seal('c-9', 'x');
    await put(store, 'c-1', strange);
    await put(store, 'c-2', ringOf('two', 'four').seal('c-2', 'x'));
    await put(store, 'c-3', 'tokens');
    const newer = ringOf('two', 'five');
    await put(store, 'c-4', moved);
    const { failed, resealed } = await resealGrants({ limit: 10 }, { store, keyring: newer });
    assert.deepEqual(
      failed.toSorted((a, b) => a.customer.localeCompare(b.customer)),
      [
        { customer: 'c-1', code: 'sealing-key-unknown' },
        { customer: 'c-2', code: 'sealing-key-unknown' },
        { customer: 'c-4', code: 'grant-unreadable' },
      ],
    );
    assert.equal(resealed, 1);
    assert.equal((await store.readGrant('c-1'))?.tokens, strange);
    const { items } = await listSeals({ limit: 10 }, { store, keyring: newer });
    assert.deepEqual(
      items
        .filter(item => item.state === 'unknown')
        .map(item => item.key)
        .sort(),
      ['four', 'three'],
    );
  });

  it('does not overwrite what was written while it sealed', async t => {
    const store = await openStore(t);
    const keyring = ringOf('one', 'two');
    await put(store, 'c-1', ringOf('one').seal('c-1', 'old'));
    const racing: Pick<Store, 'listGrants' | 'resealGrant'> = {
      listGrants: filter => store.listGrants(filter),
      resealGrant: async grant => {
        await store.rotateGrant({ customer: 'c-1', generation: 1, tokens: keyring.seal('c-1', 'new'), expiresAt: 2 });
        return store.resealGrant(grant);
      },
    };
    assert.equal((await resealGrants({ limit: 10 }, { store: racing, keyring })).resealed, 0);
    const { tokens = '' } = (await store.readGrant('c-1')) ?? {};
    assert.deepEqual(await keyring.open('c-1', tokens), { type: 'opened', text: 'new' });
  });
});
