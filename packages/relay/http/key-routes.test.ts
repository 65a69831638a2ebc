import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memberOf } from '@gatehouse/protocol';
import { addSealingKey, encodeSealingKeys, KEY_BYTES, type SealingKeys } from '../seal/sealing-keys.ts';
import { CUSTOMER, startRelay } from '../test/relay-bench.ts';

function keysOf(...ids: string[]): string {
  let keys: SealingKeys | undefined;
  for (const id of ids) keys = addSealingKey(keys, { id, bytes: Buffer.alloc(KEY_BYTES, id) });
  return keys === undefined ? '' : encodeSealingKeys(keys);
}

const NONE = { looked: 0, resealed: 0, failed: [] };

describe('GET /v1/keys', () => {
  it('tells the ids of the keys and the key of each grant, and no key and no token', async t => {
    const bench = await startRelay(t, { section: { keys: keysOf('one', 'two') } });
    await bench.link();
    const { status, body } = await bench.call('GET', '/v1/keys');
    assert.equal(status, 200);
    const items = [{ customer: CUSTOMER, state: 'current', key: 'two' }];
    assert.deepEqual(body, { current: 'two', keys: ['one', 'two'], items });
  });

  it('says that nothing is sealed without keys', async t => {
    const bench = await startRelay(t);
    await bench.link();
    const { body } = await bench.call('GET', '/v1/keys');
    assert.deepEqual(body, { current: null, keys: [], items: [{ customer: CUSTOMER, state: 'unsealed' }] });
  });

  it('answers page by page', async t => {
    const bench = await startRelay(t, { section: { keys: keysOf('one') } });
    for (const customer of ['c-1', 'c-2', 'c-3']) {
      await bench.call('PUT', `/v1/customers/${customer}/grant`, { body: { refreshToken: 'Atzr|x' } });
    }
    const first = (await bench.call('GET', '/v1/keys?limit=2')).body as { items: unknown[]; next: string };
    const rest = (await bench.call('GET', `/v1/keys?limit=2&after=${first.next}`)).body as { items: unknown[] };
    assert.deepEqual([first.items.length, rest.items.length, memberOf(rest, 'next')], [2, 1, undefined]);
  });
});

describe('POST /v1/keys/reseal', () => {
  it('learns the new key from the file and seals every grant with it, while the relay goes on', async t => {
    let file = keysOf('one');
    const bench = await startRelay(t, { section: { keys: file }, readKeys: async () => file });
    await bench.putLamp();
    await bench.link();
    file = keysOf('one', 'two');
    const { status, body } = await bench.call('POST', '/v1/keys/reseal', { body: { current: 'two' } });
    assert.equal(status, 200);
    assert.deepEqual(body, { ...NONE, current: 'two', looked: 1, resealed: 1 });
    assert.match((await bench.store.readGrant(CUSTOMER))?.tokens ?? '', /^sealed1\.two\./);
    const again = await bench.call('POST', '/v1/keys/reseal');
    assert.deepEqual(again.body, { ...NONE, current: 'two', looked: 1 });
    await bench.patch([{ namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' }]);
    await bench.amazon.waitFor(1, { kind: 'ChangeReport' });
  });

  it('seals what lay unsealed before there were keys', async t => {
    const bench = await startRelay(t, { section: { keys: keysOf('one') } });
    const { store } = bench;
    await store.putGrant({ customer: CUSTOMER, tokens: '{"form":1}', expiresAt: 1, at: 1, dueAt: 1 });
    const { body } = await bench.call('POST', '/v1/keys/reseal');
    assert.equal(memberOf(body, 'resealed'), 1);
    assert.match((await store.readGrant(CUSTOMER))?.tokens ?? '', /^sealed1\.one\./);
  });

  it('answers conflict when the relay has another key than the one asked for', async t => {
    const bench = await startRelay(t, { section: { keys: keysOf('one') } });
    const { status, body } = await bench.call('POST', '/v1/keys/reseal', { body: { current: 'two' } });
    assert.deepEqual([status, memberOf(body, 'code')], [409, 'conflict']);
  });

  it('answers conflict without keys, and logs no error', async t => {
    const bench = await startRelay(t);
    const { status, body } = await bench.call('POST', '/v1/keys/reseal');
    assert.deepEqual([status, memberOf(body, 'code')], [409, 'conflict']);
    assert.match(String(memberOf(body, 'detail')), /no sealing keys.*GATEHOUSE_RELAY_KEYS_FILE/);
    assert.deepEqual(
      bench.log.lines.filter(({ level }) => level === 'error'),
      [],
    );
  });

  it('answers sealing-keys-invalid for a key file that is broken, and goes on with the keys at hand', async t => {
    const bench = await startRelay(t, { section: { keys: keysOf('one') }, readKeys: async () => '{"keys":' });
    await bench.link();
    const { status, body } = await bench.call('POST', '/v1/keys/reseal');
    assert.deepEqual([status, memberOf(body, 'code')], [500, 'sealing-keys-invalid']);
    assert.equal(memberOf((await bench.call('GET', '/v1/keys')).body, 'current'), 'one');
  });
});
