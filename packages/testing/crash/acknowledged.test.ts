import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeEventId, openSqliteStore } from '@gatehouse/relay/store';
import { type Acknowledged, encodeAcknowledged, findLost, parseAcknowledged } from './acknowledged.ts';
import { workStore } from './recorded-work.ts';

const customer = 'customer-1';

test('parseAcknowledged() keeps the last word about each thing, whatever pieces it comes in', () => {
  const said: readonly Acknowledged[] = [
    { type: 'event', id: 'evt_1', delivered: false },
    { type: 'grant', customer, number: 1 },
    { type: 'event', id: 'evt_1', delivered: true },
    { type: 'event', id: 'evt_1', delivered: false },
    { type: 'grant', customer, number: 9 },
    { type: 'grant', customer, number: 5 },
    { type: 'key', customer, key: 'k' },
  ];
  const text = said.map(encodeAcknowledged).join('');
  assert.deepEqual(parseAcknowledged([text.slice(0, 30), text.slice(30)]), [
    { type: 'event', id: 'evt_1', delivered: true },
    { type: 'grant', customer, number: 9 },
    { type: 'key', customer, key: 'k' },
  ]);
});

test('findLost() finds nothing lost in a store that has done the work, and all of it in an empty one', async () => {
  const store = await openSqliteStore({ memory: true });
  const said: Acknowledged[] = [];
  const onDone = (acknowledged: Acknowledged): void => {
    said.push(acknowledged);
    if (said.length === 200) throw new RangeError('enough');
  };
  await assert.rejects(workStore({ store, first: 1_000, onDone }), /enough/);
  const all = parseAcknowledged(said.map(encodeAcknowledged));
  assert.deepEqual(new Set(all.map(({ type }) => type)), new Set(['event', 'grant', 'shadow', 'endpoint', 'key']));
  assert.ok(all.some(one => one.type === 'event' && one.delivered));
  assert.deepEqual(await findLost(store, all), []);
  await store.close();

  const empty = await openSqliteStore({ memory: true });
  assert.equal((await findLost(empty, all)).length, all.length);
  await empty.close();
});

test('findLost() finds what is older than acknowledged', async () => {
  const store = await openSqliteStore({ memory: true });
  const id = encodeEventId(customer, '00000000-0000-4000-8000-000000000001');
  await store.putGrant({ customer, tokens: '7', expiresAt: 1, at: 1, dueAt: 1 });
  const draft = { type: 'message', message: {} } as const;
  const event = { id, class: 'edge', kind: 'ChangeReport', messageId: id, orderKey: 'door', draft } as const;
  await store.accept({ customer, at: 1, shadows: [], events: [event] });
  assert.deepEqual(
    await findLost(store, [
      { type: 'grant', customer, number: 8 },
      { type: 'event', id, delivered: true },
    ]),
    [`grant of ${customer}: written as 8, and is 7`, `event ${id}: delivered, and is pending`],
  );
  await store.close();
});
