import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amazonHosts } from '@gatehouse/protocol';
import { Secret } from '../platform/secret.ts';
import { answerWith, type FakeServer, findClosedPort, startFake } from '../test/fake-server.ts';
import { createManualClock } from '../test/manual-clock.ts';
import { createNoticeClient, type NoticeClient, type NoticeSend } from './notice-client.ts';

const token = new Secret('Atc|gatehouse-secret-access');
const send: NoticeSend = { region: 'EU', stage: 'development', token, body: '{"referenceId":"a"}' };

function openClient(target: FakeServer | string): NoticeClient & AsyncDisposable {
  const url = typeof target === 'string' ? target : target.url;
  const client = createNoticeClient({ urls: { NA: url, EU: `${url}/`, FE: `${url}/far` }, clock: createManualClock() });
  return { ...client, [Symbol.asyncDispose]: () => client.close() };
}

test('sendNotice() posts to the path of the stage, below the base path of the region', async () => {
  await using fake = await startFake(answerWith(202));
  await using client = openClient(fake);
  const { answer, outcome } = await client.sendNotice(send);
  assert.deepEqual([answer, outcome], [{ type: 'answered', status: 202, tookMs: 0 }, { type: 'accepted' }]);
  await client.sendNotice({ ...send, stage: 'live', region: 'FE' });
  assert.deepEqual(
    fake.requests.map(({ method, path }) => `${method} ${path}`),
    ['POST /v1/proactiveEvents/stages/development', 'POST /far/v1/proactiveEvents'],
  );
  const [heard] = fake.requests;
  assert.deepEqual([heard?.body, heard?.headers.authorization], [send.body, `Bearer ${token.reveal()}`]);
});

test('sendNotice() answers the row that status and sentence mean, and repeats no token', async () => {
  const message = `No enablement for clientId: ${token.reveal()}, userId: u`;
  await using fake = await startFake(answerWith(403, { type: 'Forbidden', message }));
  await using client = openClient(fake);
  const result = await client.sendNotice(send);
  assert.deepEqual([result.error?.code, result.outcome], ['NO_ENABLEMENT', { type: 'dead', reason: 'refused' }]);
  assert.doesNotMatch(JSON.stringify(result), /gatehouse-secret/);
});

test('sendNotice() answers again for a body that is no JSON and for a host that does not answer', async () => {
  await using fake = await startFake(answerWith(500, '<html>'));
  await using client = openClient(fake);
  assert.deepEqual((await client.sendNotice(send)).outcome, { type: 'again', reason: 'server-error' });
  await using alone = openClient(`http://127.0.0.1:${await findClosedPort()}`);
  assert.deepEqual((await alone.sendNotice(send)).outcome, { type: 'again', reason: 'connection' });
});

test('sendNotice() sends no token of a Gatehouse gateway to Amazon', async () => {
  await using client = openClient(amazonHosts.EU);
  const minted = new Secret('GATEHOUSE-secret');
  assert.equal((await client.sendNotice({ ...send, token: minted })).outcome.type, 'refresh');
});
