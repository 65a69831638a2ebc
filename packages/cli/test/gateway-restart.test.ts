import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { memberOf, textAt } from '@gatehouse/protocol';
import { type RunningProcess, runCommand, startCommand } from '@gatehouse/testing';
import { callOk } from '../sample/call-json.ts';

const CLIENT = { clientId: 'client-1', clientSecret: 'gatehouse-secret-restart' };
const BOTH = { skillId: 'skill-1', userId: 'user-1' };

/** How many senders work at once, and after how many acknowledged requests each time the process is killed. */
const SENDERS = 8;
const ACKNOWLEDGED = [40, 15, 90];

/** What the gateway has acknowledged; all of it has to be there after any crash. */
interface Acknowledged {
  readonly messageIds: string[];
  readonly customers: string[];
  readonly tokens: string[];
  /** The value of each endpoint that was acknowledged last. */
  readonly values: Map<string, number>;
}

async function startGateway(t: TestContext, data: string): Promise<RunningProcess> {
  const gateway = await startCommand(['gateway', '--port', '0', '--data', data, '--json']);
  t.after(() => gateway.kill('SIGKILL'));
  return gateway;
}

const urlOf = (gateway: RunningProcess, name: string): string => String(memberOf(gateway.ready.urls, name));

function control<T>(gateway: RunningProcess, method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<T> {
  return callOk<T>({ method, url: urlOf(gateway, 'control') + path, ...(body !== undefined && { body }) });
}

function post(gateway: RunningProcess, token: string, message: object): Promise<number> {
  return fetch(`${urlOf(gateway, 'na')}/v3/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(message),
  }).then(({ status }) => status);
}

function brightnessReport(token: string, { sender, value }: { sender: number; value: number }): object {
  const property = {
    namespace: 'Alexa.BrightnessController',
    name: 'brightness',
    value: value % 101,
    timeOfSample: new Date(Date.UTC(2026, 0, 1) + value).toISOString(),
    uncertaintyInMilliseconds: 0,
  };
  return {
    event: {
      header: { namespace: 'Alexa', name: 'ChangeReport', messageId: `m-${sender}-${value}`, payloadVersion: '3' },
      endpoint: { scope: { type: 'BearerToken', token }, endpointId: `lamp-${sender}` },
      payload: { change: { cause: { type: 'PHYSICAL_INTERACTION' }, properties: [property] } },
    },
    context: { properties: [] },
  };
}

function announcement(token: string): object {
  const capabilities = [
    {
      type: 'AlexaInterface',
      interface: 'Alexa.BrightnessController',
      version: '3',
      properties: { supported: [{ name: 'brightness' }], proactivelyReported: true, retrievable: true },
    },
  ];
  const endpoints = Array.from({ length: SENDERS }, (_, sender) => ({
    endpointId: `lamp-${sender}`,
    manufacturerName: 'Gatehouse',
    description: 'A lamp',
    friendlyName: `Lamp ${sender}`,
    displayCategories: ['LIGHT'],
    capabilities,
  }));
  const header = { namespace: 'Alexa.Discovery', name: 'AddOrUpdateReport', messageId: 'm-lamps', payloadVersion: '3' };
  return { event: { header, payload: { endpoints, scope: { type: 'BearerToken', token } } } };
}

/** Sends until the process is gone, and notes only what was answered. */
async function sendUntilGone(
  gateway: RunningProcess,
  { sender, token, done }: { sender: number; token: string; done: Acknowledged },
): Promise<void> {
  try {
    for (let value = done.values.get(`lamp-${sender}`) ?? 0; ; ) {
      value += 1;
      const message = brightnessReport(token, { sender, value });
      assert.equal(await post(gateway, token, message), 202);
      done.messageIds.push(`m-${sender}-${value}`);
      done.values.set(`lamp-${sender}`, value);
      if (sender === 0) {
        const userId = `guest-${done.customers.length}`;
        await control(gateway, 'PUT', `/customers/${userId}`, { region: 'EU' });
        done.customers.push(userId);
      }
      if (sender === 1) {
        const pair = await control<{ access_token: string }>(gateway, 'POST', '/tokens', BOTH);
        done.tokens.push(pair.access_token);
      }
    }
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error;
  }
}

async function listAll(gateway: RunningProcess, path: string): Promise<unknown[]> {
  const items: unknown[] = [];
  for (let after = ''; ; ) {
    const page = await control<{ items: unknown[]; next?: string }>(gateway, 'GET', `${path}?limit=1000${after}`);
    items.push(...page.items);
    if (page.next === undefined) return items;
    after = `&after=${page.next}`;
  }
}

async function checkThere(gateway: RunningProcess, done: Acknowledged): Promise<void> {
  const entries = await listAll(gateway, '/journal');
  const accepted = new Set(entries.map(entry => textAt(entry, ['messageId'])));
  assert.deepEqual(
    done.messageIds.filter(id => !accepted.has(id)),
    [],
    'each acknowledged event is in the journal',
  );
  const ids = entries.map(entry => Number(textAt(entry, ['id'])?.replace('entry-', '')));
  assert.deepEqual(
    ids,
    Array.from(ids, (_, index) => index + 1),
    'no entry is missing, none is there twice',
  );
  const customers = new Set((await listAll(gateway, '/customers')).map(one => textAt(one, ['userId'])));
  assert.deepEqual(
    done.customers.filter(userId => !customers.has(userId)),
    [],
  );
  for (const token of done.tokens) {
    // A token that is known and valid gets past the token and fails at the body.
    assert.equal(await post(gateway, token, {}), 400);
  }
  const home = await control<{ endpoints: { endpointId: string; properties: { timeOfSample: string }[] }[] }>(
    gateway,
    'GET',
    '/homes/user-1',
  );
  for (const { endpointId, properties } of home.endpoints) {
    const known = Date.parse(properties[0]?.timeOfSample ?? '') - Date.UTC(2026, 0, 1);
    assert.ok(
      known >= (done.values.get(endpointId) ?? 0),
      `${endpointId} has its last acknowledged value or a newer one`,
    );
  }
}

test('a gateway with a directory that is killed again and again has all that it acknowledged', {
  timeout: 120_000,
}, async t => {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-gateway-restart-'));
  t.after(() => rm(data, { recursive: true, force: true }));
  const done: Acknowledged = { messageIds: [], customers: [], tokens: [], values: new Map() };
  let gateway = await startGateway(t, data);
  await control(gateway, 'PUT', '/skills/skill-1', CLIENT);
  await control(gateway, 'PUT', '/customers/user-1', { region: 'NA' });
  const { access_token: token } = await control<{ access_token: string }>(gateway, 'POST', '/tokens', BOTH);
  assert.equal(await post(gateway, token, announcement(token)), 202);

  for (const more of ACKNOWLEDGED) {
    const enough = done.messageIds.length + more;
    const running = gateway;
    const senders = Array.from({ length: SENDERS }, (_, sender) => sendUntilGone(running, { sender, token, done }));
    while (done.messageIds.length < enough) await new Promise(resolve => setTimeout(resolve, 1));
    await running.kill('SIGKILL');
    await Promise.all(senders);
    gateway = await startGateway(t, data);
    await checkThere(gateway, done);
  }
  await gateway.kill('SIGTERM');
});

test('a second gateway on the same directory ends with 2 and says who holds it', async t => {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-gateway-restart-'));
  t.after(() => rm(data, { recursive: true, force: true }));
  const first = await startGateway(t, data);
  const { code, stdout, stderr } = await runCommand(['gateway', '--port', '0', '--data', data]);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /found the file held by another process/);
  await first.kill('SIGTERM');
});

test('an empty name of the directory ends with 2, as memory in its place would lose the state', async () => {
  const { code, stdout, stderr } = await runCommand(['gateway', '--port', '0', '--data', '']);
  assert.deepEqual([code, stdout], [2, '']);
  assert.match(stderr, /found an empty name, allowed is the path of a directory/);
});
