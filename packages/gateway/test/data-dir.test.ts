import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestContext, test } from 'node:test';
import { memberOf, textAt } from '@gatehouse/protocol';
import { TABLES } from '../store/store-schema.ts';
import { CLIENT_SECRET, powerReport, startTestGateway, type TestGateway } from './gateway-fixture.ts';
import { GRANTEE, liveIn, lookAround } from './lived-in.ts';

async function makeDirectory(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-gateway-'));
  t.after(() => rm(directory, { recursive: true }));
  return directory;
}

async function open(t: TestContext, dataDir: string): Promise<TestGateway> {
  const gateway = await startTestGateway({ dataDir });
  t.after(() => gateway.stop());
  return gateway;
}

test('a gateway with a directory is after a restart what it was before', async t => {
  const directory = await makeDirectory(t);
  const first = await open(t, directory);
  const { tokens, ended, granteeTokens } = await liveIn(first, t);
  const before = await lookAround(first);
  await first.stop();

  const second = await open(t, directory);
  assert.deepEqual(await lookAround(second), before);
  assert.equal(textAt((await second.control('GET', '/health')).body, ['data']), 'directory');
  const last = Number((await second.lastEntry()).id.replace('entry-', ''));
  const token = tokens.access_token;
  assert.equal((await second.postEvent(powerReport(token, 'message-1'), { token })).status, 202);
  const { id, reason } = await second.lastEntry();
  assert.deepEqual([id, reason?.code], [`entry-${last + 1}`, 'duplicate-message']);
  assert.equal((await second.postEvent(powerReport(ended.access_token), { token: ended.access_token })).status, 401);
  const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
  const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };
  assert.equal((await second.askToken({ ...refresh, ...client })).status, 200);
  const directive = { namespace: 'Alexa.PowerController', name: 'TurnOn', endpointId: 'lamp-1' };
  await second.control('POST', '/directives', { skillId: 'skill-1', userId: 'user-1', ...directive });
  assert.equal(granteeTokens.at(-1), GRANTEE);
});

test('what was removed, reset and imported is so after a restart', async t => {
  const directory = await makeDirectory(t);
  const first = await open(t, directory);
  const { tokens } = await liveIn(first, t);
  await first.control('DELETE', '/customers/user-2');
  await first.control('DELETE', '/faults');
  await first.control('DELETE', '/links/skill-1/user-1');
  const unlinked = await lookAround(first);
  await first.stop();

  const second = await open(t, directory);
  assert.deepEqual(await lookAround(second), unlinked);
  const token = tokens.access_token;
  assert.equal((await second.postEvent(powerReport(token), { token })).status, 401);
  assert.equal((await second.control('POST', '/import', unlinked['/export'])).status, 204);
  const imported = await lookAround(second);
  await second.stop();

  const third = await open(t, directory);
  assert.deepEqual(await lookAround(third), imported);
  await third.control('POST', '/reset');
  const { '/export': reset } = { '/export': (await third.control('GET', '/export')).body };
  await third.stop();
  const fourth = await open(t, directory);
  assert.deepEqual((await fourth.control('GET', '/export')).body, reset);
});

test('a journal that gives up entries goes on where it was after a restart', async t => {
  const dataDir = await makeDirectory(t);
  const gateway = await startTestGateway({ dataDir, journalLimit: 5 });
  const post = (from: TestGateway): Promise<unknown> => from.postEvent({}, { token: 'none' });
  for (let count = 0; count < 8; count++) await post(gateway);
  await gateway.stop();
  const later = await startTestGateway({ dataDir, journalLimit: 3 });
  t.after(() => later.stop());
  const { body } = await later.control('GET', '/journal');
  const ids = (memberOf(body, 'items') as { id: string }[]).map(({ id }) => id);
  assert.deepEqual(ids, ['entry-6', 'entry-7', 'entry-8']);
  await post(later);
  assert.equal((await later.lastEntry()).id, 'entry-9');
});

test('a second gateway on the same directory is refused and says why', async t => {
  const directory = await makeDirectory(t);
  const first = await open(t, directory);
  await assert.rejects(startTestGateway({ dataDir: directory }), {
    code: 'store-locked',
    message: `Opening the store in ${directory} found the file held by another process`,
  });
  await first.stop();
  await open(t, directory);
});

test('a gateway that cannot write answers 500 and acknowledges nothing', async t => {
  const directory = await makeDirectory(t);
  const first = await open(t, directory);
  const { access_token: token, refresh_token } = await first.enable();
  await first.stop();
  const database = new DatabaseSync(join(directory, TABLES.file));
  database.exec(`CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ROLLBACK, 'disk is full'); END`);
  database.close();

  const gateway = await open(t, directory);
  const { status, body } = await gateway.postEvent(powerReport(token), { token });
  assert.deepEqual([status, textAt(body, ['payload', 'code'])], [500, 'INTERNAL_SERVICE_EXCEPTION']);
  const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };
  const asked = await gateway.askToken({ grant_type: 'refresh_token', refresh_token, ...client });
  assert.equal(asked.status, 500);
  assert.equal(memberOf(asked.body, 'access_token'), undefined);
  const put = await gateway.control('PUT', '/customers/user-9', { region: 'NA' });
  assert.deepEqual([put.status, textAt(put.body, ['code'])], [500, 'store-failed']);
  assert.match(put.headers.get('content-type') ?? '', /^application\/problem\+json/);
  assert.equal((await gateway.control('GET', '/health')).status, 200);
  assert.match(gateway.log.text(), /Writing the state failed/);
});

test('a directory with a record that no room takes is refused', async t => {
  const directory = await makeDirectory(t);
  await (await open(t, directory)).stop();
  const database = new DatabaseSync(join(directory, TABLES.file));
  database.exec(`INSERT INTO records (kind, key, value) VALUES ('customer', 'ann', '{"region":"XX"}')`);
  database.close();
  await assert.rejects(startTestGateway({ dataDir: directory }), {
    code: 'store-failed',
    message: /Taking up the state of the directory failed: .*\/value\/region/,
  });
});
