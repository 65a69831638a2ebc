import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { Secret } from '../platform/secret.ts';
import { answerWith, findClosedPort, startFake } from '../test/fake-server.ts';
import { createManualClock } from '../test/manual-clock.ts';
import { createJsonPoster } from './json-poster.ts';

test('postJson() posts the text to the whole URL, query included, with its headers', async () => {
  await using fake = await startFake(answerWith(200, '{"a":1}'));
  const poster = createJsonPoster({ url: `${fake.url}/handler/v1?key=a%20b`, clock: createManualClock() });
  const exchange = await poster.postJson({ headers: { 'x-test': 'yes' }, body: '{}' });
  assert.deepEqual(exchange, { type: 'answered', status: 200, text: '{"a":1}', tookMs: 0 });
  const [heard] = fake.requests;
  assert.deepEqual([heard?.method, heard?.path, heard?.body], ['POST', '/handler/v1?key=a%20b', '{}']);
  assert.deepEqual([heard?.headers['content-type'], heard?.headers['x-test']], ['application/json', 'yes']);
  await poster.close();
});

test('postJson() shows its key with every post, and none of the headers takes its place', async () => {
  await using fake = await startFake(answerWith(200, '{}'));
  const poster = createJsonPoster({
    url: fake.url,
    clock: createManualClock(),
    key: new Secret('gatehouse-secret-handler'),
  });
  await poster.postJson({ body: '{}' });
  await poster.postJson({ headers: { authorization: 'Bearer other' }, body: '{}' });
  const shown = fake.requests.map(({ headers }) => headers.authorization);
  assert.deepEqual(shown, Array(2).fill('Bearer gatehouse-secret-handler'));
  await poster.close();
});

test('postJson() follows no redirect', async () => {
  await using fake = await startFake(answerWith(307, '', { location: '/elsewhere' }));
  const poster = createJsonPoster({ url: fake.url, clock: createManualClock() });
  const exchange = await poster.postJson({ body: '{}' });
  assert.deepEqual([exchange.type === 'answered' && exchange.status, fake.requests.length], [307, 1]);
  await poster.close();
});

test('postJson() answers that nothing answered when nobody listens, and after close()', async () => {
  const url = `http://127.0.0.1:${await findClosedPort()}`;
  const poster = createJsonPoster({ url, clock: createManualClock() });
  const refused = await poster.postJson({ body: '{}' });
  assert.equal(refused.type === 'unanswered' && refused.reason, 'refused');
  await poster.close();
  const closed = await poster.postJson({ body: '{}' });
  assert.equal(closed.type === 'unanswered' && closed.reason, 'aborted');
});

test('createJsonPoster() says config-invalid when the URL cannot be posted to', () => {
  assert.throws(
    () => createJsonPoster({ url: 'ftp://127.0.0.1', clock: createManualClock() }),
    (error: unknown) => error instanceof GatehouseError && error.code === 'config-invalid',
  );
});
