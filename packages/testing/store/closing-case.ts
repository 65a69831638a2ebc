import assert from 'node:assert/strict';
import type { OpenedStore } from './contract-case.ts';
import { newEvent } from './store-fixture.ts';

/** `close` finishes what was asked, may be called twice, and everything after it rejects with `store-closed`. */
export async function playClosing({ store }: OpenedStore): Promise<void> {
  const customer = 'customer-closing';
  const events = Array.from({ length: 20 }, () => newEvent(customer, 'edge'));
  const asked = events.map(event => store.accept({ customer, at: 1, shadows: [], events: [event] }));
  const closed = store.close();
  assert.deepEqual(
    await Promise.all(asked),
    events.map(() => ({ type: 'committed' })),
  );
  await closed;
  await store.close();
  await assert.rejects(store.readLedger(), { code: 'store-closed' });
  await assert.rejects(store.accept({ customer, at: 1, shadows: [], events: [] }), { code: 'store-closed' });
}
