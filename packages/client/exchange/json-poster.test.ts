import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GatehouseError } from '@gatehouse/protocol';
import { answerWith, startFake } from '../test/fake-server.ts';
import { createManualClock } from '../test/manual-clock.ts';
import { createJsonPoster } from './json-poster.ts';

test('postJson() posts the text to the whole URL with the headers and hands the raw answer back', async () => {
  await using fake = await startFake(answerWith(200, '{"event":{}}'));
  const poster = createJsonPoster({ url: `${fake.url}/alexa?home=1`, clock: createManualClock() });
  const exchange = await poster.postJson({ headers: { 'gatehouse-customer': 'c-1' }, body: '{}' });
  assert.deepEqual(exchange, { type: 'answered', status: 200, text: '{"event":{}}', tookMs: 0 });
  const [heard] = fake.requests;
  assert.deepEqual([heard?.method, heard?.path, heard?.body], ['POST', '/alexa?home=1', '{}']);
  assert.equal(heard?.headers['content-type'], 'application/json');
  assert.equal(heard?.headers['gatehouse-customer'], 'c-1');
  await poster.close();
});

test('postJson() gives up at the time-out', async () => {
  const clock = createManualClock();
  await using fake = await startFake(() => {});
  const poster = createJsonPoster({ url: fake.url, clock, timeoutMs: 7000 });
  const posted = poster.postJson({ body: '{}' });
  await fake.heard(1);
  clock.advance(7000);
  const exchange = await posted;
  assert.ok(exchange.type === 'unanswered' && exchange.reason === 'timeout');
  await poster.close();
});

test('createJsonPoster() throws config-invalid when the URL is of no use', () => {
  assert.throws(
    () => createJsonPoster({ url: '127.0.0.1:4600', clock: createManualClock() }),
    (error: unknown) => error instanceof GatehouseError && error.code === 'config-invalid',
  );
});
