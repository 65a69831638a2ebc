import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { memberOf, textAt } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import type { GatewayConfig } from '../config/gateway-config.ts';
import type { StateRecord } from '../record/state-record.ts';
import { CLIENT_SECRET, powerReport, startTestGateway, type TestGateway } from './gateway-fixture.ts';
import { GRANTEE, liveIn, lookAround } from './lived-in.ts';

interface Exported {
  readonly format: string;
  readonly version: number;
  readonly records: readonly StateRecord[];
}

async function open(t: TestContext, config: Partial<GatewayConfig> = {}): Promise<TestGateway> {
  const gateway = await startTestGateway(config);
  t.after(() => gateway.stop());
  return gateway;
}

async function exportOf(gateway: TestGateway): Promise<Exported> {
  const { status, body } = await gateway.control('GET', '/export');
  assert.equal(status, 200);
  return body as Exported;
}

const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };

describe('GET /_gatehouse/export', () => {
  it('holds every room and nothing that could be used as a token, code or secret', async t => {
    const gateway = await open(t);
    const { tokens } = await liveIn(gateway, t);
    const exported = await exportOf(gateway);
    const kinds = new Set(exported.records.map(({ kind }) => kind));
    const expected = ['access-token', 'clock', 'code', 'customer', 'endpoint', 'ended-link', 'faults', 'journal'];
    const others = ['limits', 'link', 'message', 'notice', 'refresh-token', 'routine', 'skill', 'value'];
    assert.deepEqual([...kinds].sort(), [...expected, ...others].sort());
    const text = JSON.stringify(exported);
    assertNoSecret(text);
    for (const secret of [tokens.access_token, tokens.refresh_token, CLIENT_SECRET, GRANTEE]) {
      assert.ok(!text.includes(secret));
    }
    assert.equal(JSON.stringify(await exportOf(gateway)), text, 'the same state gives the same value');
  });

  it('holds no token that a sender put where none belongs, and neither does GET /homes', async t => {
    const gateway = await open(t, { mode: 'observed' });
    const { access_token: token } = await gateway.enable();
    const scope = { type: 'BearerToken', token };
    const header = { namespace: 'Alexa.Discovery', name: 'AddOrUpdateReport', messageId: 'm-1', payloadVersion: '3' };
    const lamp = {
      endpointId: 'lamp-1',
      manufacturerName: 'Lamps',
      description: 'A lamp',
      friendlyName: `kept ${token} here`,
      displayCategories: ['LIGHT'],
      cookie: { note: `kept ${token} here` },
      capabilities: [{ type: 'AlexaInterface', interface: 'Alexa', version: '3' }],
    };
    const report = { event: { header, payload: { endpoints: [lamp], scope } } };
    assert.equal((await gateway.postEvent(report, { token })).status, 202);
    const text = JSON.stringify(await exportOf(gateway));
    const home = JSON.stringify((await gateway.control('GET', '/homes/user-1')).body);
    for (const shown of [text, home]) {
      assert.ok(shown.includes('kept [secret] here'));
      assert.ok(!shown.includes(token));
    }
  });
});

describe('What is over', () => {
  it('is forgotten with its tokens after a day: links that ended, moved, or whose customer or skill is gone', async t => {
    const gateway = await open(t);
    const names = { skillId: 'skill-1', userId: 'user-1' };
    const life = async (end: () => Promise<unknown>): Promise<void> => {
      await gateway.control('PUT', '/skills/skill-1', { clientId: 'client-1', clientSecret: CLIENT_SECRET });
      await gateway.control('PUT', '/customers/user-1', { region: 'NA' });
      assert.equal((await gateway.control('POST', '/tokens', names)).status, 200);
      await end();
    };
    const move = async (): Promise<unknown> => {
      await gateway.control('PUT', '/customers/user-1', { region: 'EU' });
      return gateway.control('POST', '/tokens', names);
    };
    await life(move);
    await life(() => gateway.control('DELETE', '/links/skill-1/user-1'));
    await life(() => gateway.control('DELETE', '/customers/user-1'));
    await life(() => gateway.control('DELETE', '/skills/skill-1'));
    const count = async (kind: string): Promise<number> =>
      (await exportOf(gateway)).records.filter(record => record.kind === kind).length;
    assert.ok((await count('refresh-token')) >= 5);
    await gateway.control('POST', '/clock', { advanceMs: 2 * 24 * 60 * 60 * 1000 });
    await life(() => gateway.control('DELETE', '/links/skill-1/user-1'));
    assert.deepEqual([await count('refresh-token'), await count('ended-link')], [1, 1]);
  });
});

describe('POST /_gatehouse/import', () => {
  it('makes another gateway the same: homes, journal, settings, tokens and client secrets', async t => {
    const [from, to] = [await open(t), await open(t)];
    const { tokens, ended, granteeTokens } = await liveIn(from, t);
    await to.control('PUT', '/customers/stranger', { region: 'FE' });
    assert.equal((await to.control('POST', '/import', await exportOf(from))).status, 204);
    assert.deepEqual(await lookAround(to), await lookAround(from));

    const token = tokens.access_token;
    assert.equal((await to.postEvent(powerReport(token, 'message-3'), { token })).status, 202);
    assert.equal((await to.lastEntry()).reason?.code, 'already-known');
    assert.equal((await to.postEvent(powerReport(token, 'message-1'), { token })).status, 202);
    assert.equal((await to.lastEntry()).reason?.code, 'duplicate-message');
    const refresh = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    assert.equal((await to.askToken({ ...refresh, ...client })).status, 200);
    const wrong = await to.askToken({ ...refresh, ...client, client_secret: 'gatehouse-secret-other' });
    assert.equal(textAt(wrong.body, ['error']), 'invalid_client');
    assert.equal((await to.postEvent(powerReport(ended.access_token), { token: ended.access_token })).status, 401);

    const directive = { namespace: 'Alexa.PowerController', name: 'TurnOn', endpointId: 'lamp-1' };
    const sent = await to.control('POST', '/directives', { skillId: 'skill-1', userId: 'user-1', ...directive });
    assert.equal(textAt(memberOf(sent.body, 'reply'), ['event', 'header', 'name']), 'Response');
    assert.match(granteeTokens.at(-1) ?? '', /^grantee-/, 'the real one is not in the export');
  });

  it('takes what it gave, with members that nobody merges', async t => {
    const gateway = await open(t);
    const { access_token: token } = await gateway.enable();
    const message = JSON.stringify(powerReport(token)).replace('"payload":{', '"payload":{"__proto__":{"x":1},');
    await gateway.postEvent(message, { token });
    const before = await exportOf(gateway);
    assert.match(JSON.stringify(before), /__proto__/);
    assert.equal((await gateway.control('POST', '/import', before)).status, 204);
    assert.deepEqual(await exportOf(gateway), before);
  });

  const good: StateRecord = { kind: 'customer', key: 'new', value: { region: 'NA' } };
  const entry = { id: 'entry-2', at: '', region: 'NA', path: '/', status: 202, verdict: 'accepted', effects: [] };
  const wrong: readonly [string, unknown, string][] = [
    ['no object', [], ''],
    ['another format', { format: 'other', version: 1, records: [] }, '/format'],
    ['a later version', { format: 'gatehouse-gateway', version: 2, records: [] }, '/version'],
    ['no records', { format: 'gatehouse-gateway', version: 1 }, '/records'],
    ['a kind that is not known', [good, { kind: 'unicorn', key: 'a', value: {} }], '/records/1/kind'],
    ['a record without key', [{ kind: 'customer', value: {} }], '/records/0/key'],
    ['a wrong member', [good, { ...good, value: { region: 'XX' } }], '/records/1/value/region'],
    [
      'a skill without secret',
      [{ kind: 'skill', key: 's', value: { name: 's', clientId: 'c' } }],
      '/records/0/value/clientSecret',
    ],
    [
      'a token of a scope that does not exist',
      [{ kind: 'refresh-token', key: 'f', value: { owner: { skillId: 's', stage: 'live', scope: 'all' } } }],
      '/records/0/value/owner/scope',
    ],
    [
      'a value without its endpoint',
      [
        {
          kind: 'value',
          key: 'v',
          value: {
            userId: 'u',
            skillId: 's',
            endpointId: 'e',
            namespace: 'n',
            name: 'n',
            value: 1,
            at: 1,
            uncertaintyInMilliseconds: 0,
          },
        },
      ],
      '/records/0/value/endpointId',
    ],
    ['an entry with another number than its key', [{ kind: 'journal', key: '1', value: entry }], '/records/0/value/id'],
    [
      'entries with a gap',
      [
        { kind: 'journal', key: '2', value: entry },
        { kind: 'journal', key: '4', value: { ...entry, id: 'entry-4' } },
      ],
      '/records/1/value/id',
    ],
  ];
  for (const [name, body, pointer] of wrong) {
    it(`refuses ${name} and changes nothing`, async t => {
      const gateway = await open(t);
      await gateway.enable();
      const before = await exportOf(gateway);
      const whole =
        Array.isArray(body) && body.length > 0 ? { format: 'gatehouse-gateway', version: 1, records: body } : body;
      const answer = await gateway.control('POST', '/import', whole);
      assert.equal(answer.status, 400);
      assert.deepEqual([textAt(answer.body, ['code']), memberOf(answer.body, 'pointer')], ['invalid-request', pointer]);
      assert.deepEqual(await exportOf(gateway), before);
    });
  }

  it('refuses a body that is no JSON', async t => {
    const gateway = await open(t);
    const answer = await fetch(`${gateway.urls.control}/import`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"format":',
    });
    assert.equal(answer.status, 400);
    assert.equal(textAt(await answer.json(), ['code']), 'invalid-json');
  });

  it('takes ten thousand customers and answers with each of them', async t => {
    const gateway = await open(t);
    const records = Array.from({ length: 10_000 }, (_, index) => ({ ...good, key: `user-${index}` }));
    const body = { format: 'gatehouse-gateway', version: 1, records };
    assert.equal((await gateway.control('POST', '/import', body)).status, 204);
    assert.equal((await gateway.control('GET', '/customers/user-9999')).status, 200);
  });
});

describe('POST /_gatehouse/reset', () => {
  it('leaves an empty gateway: rooms, faults, limits and clock as at the beginning', async t => {
    const [gateway, fresh] = [await open(t), await open(t)];
    await liveIn(gateway, t);
    assert.equal((await gateway.control('POST', '/reset')).status, 204);
    const { records } = await exportOf(gateway);
    const rest = records.filter(({ kind }) => kind !== 'journal');
    assert.deepEqual(rest, (await exportOf(fresh)).records);
    assert.deepEqual(
      records.filter(({ kind }) => kind === 'journal').map(({ key }) => key),
      ['last'],
      'no id of an entry is given twice',
    );
  });
});
