import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { memberOf, textAt } from '@gatehouse/protocol';
import { ORDER, orderNotice, refusing, startNotices, TOKEN, USER } from './notice-bench.ts';

const MINUTE = 60_000;
const CHANGED = 'AlexaSkillEvent.ProactiveSubscriptionChanged';
const WEATHER = 'AMAZON.WeatherAlert.Activated';

test('A notice goes to the region and stage that it names, with one token for all', async t => {
  const notices = await startNotices(t);
  const ids = [
    await notices.send(),
    await notices.send({ audience: { user: 'amzn1.ask.account.2' }, region: 'FE', stage: 'development' }),
  ];
  await notices.advance(1_000);
  for (const id of ids) assert.equal(await notices.statusOf(id), 'delivered');
  assert.deepEqual(notices.heard.map(({ region, url }) => `${region} ${url}`).sort(), [
    'EU /v1/proactiveEvents',
    'FE /v1/proactiveEvents/stages/development',
  ]);
  const [first] = notices.heard;
  assert.equal(first?.token, `${TOKEN}-0`);
  assert.equal(notices.tokensAsked, 1);
  const event = await notices.read(ids[0] ?? '');
  assert.deepEqual(
    [event.class, event.kind, event.customer, event.audience],
    ['notice', ORDER, USER, { region: 'EU', user: USER }],
  );
  const customers = await notices.bench.call('GET', '/v1/customers');
  assert.deepEqual(customers.body, { items: [] });
  const listed = await notices.bench.call('GET', `/v1/notices?region=EU&user=${USER}`);
  assert.equal((memberOf(listed.body, 'items') as unknown[]).length, 1);
  assert.equal(memberOf((await notices.bench.call('GET', '/v1/ledger')).body, 'balanced'), true);
});

test('A notice is tried again with growing delays until it is taken', async t => {
  const notices = await startNotices(t);
  notices.plan(
    refusing('INTERNAL_ERROR'),
    refusing('TOO_MANY_REQUESTS'),
    { cut: 'before' },
    refusing('SERVICE_UNAVAILABLE'),
  );
  const id = await notices.send();
  await notices.advance(2 * MINUTE);
  assert.equal(await notices.statusOf(id), 'delivered');
  const times = notices.heard.map(({ at }) => at);
  assert.equal(times.length, 5);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  for (const [index, gap] of gaps.entries()) assert.ok(gap >= 1_000 * 2 ** index, `${gap} after try ${index + 1}`);
});

test('A notice that nobody takes expires five minutes before its expiryTime, and what is wrong with it is dead at once', async t => {
  const notices = await startNotices(t);
  notices.plan({ status: 503, times: Number.POSITIVE_INFINITY });
  const id = await notices.send({ expiresInSeconds: 600 });
  const other = await notices.send({ audience: { user: 'b' }, expiresInSeconds: 600 });
  await notices.advance(4 * MINUTE);
  assert.equal(await notices.statusOf(id), 'pending');
  await notices.advance(2 * MINUTE);
  assert.deepEqual([await notices.statusOf(id), await notices.statusOf(other)], ['expired', 'expired']);
  notices.plan(refusing('NO_SUBSCRIPTION'));
  const dead = await notices.send({ businessKey: 'other' });
  // After so many failures the region is only probed from time to time.
  await notices.advance(2 * MINUTE);
  const { status, decisions } = await notices.read(dead);
  assert.equal(status, 'dead');
  assert.match(JSON.stringify(decisions), /NO_SUBSCRIPTION.*not turned on notifications/);
  notices.plan();
  const replayed = await notices.bench.call('POST', `/v1/events/${id}/replay`);
  await notices.advance(2 * MINUTE);
  assert.equal(await notices.statusOf(textAt(replayed.body, ['id']) ?? ''), 'delivered');
  const expiry = textAt(notices.heard.at(-1)?.json, ['expiryTime']) ?? '';
  assert.ok(Date.parse(expiry) >= notices.clock.now() + 5 * MINUTE, 'a replayed notice expires anew');
});

test('The limit of one customer delays only that customer, and for long', async t => {
  const notices = await startNotices(t, { section: { notices: { limitPauseMs: 30 * MINUTE } } });
  notices.plan(refusing('CUSTOMER_LIMIT_EXCEEDED'));
  const limited = await notices.send();
  await notices.advance(1_000);
  const free = await notices.send({ audience: { user: 'amzn1.ask.account.2' } });
  await notices.advance(1_000);
  assert.deepEqual([await notices.statusOf(limited), await notices.statusOf(free)], ['pending', 'delivered']);
  await notices.advance(29 * MINUTE);
  assert.equal(await notices.statusOf(limited), 'pending');
  await notices.advance(10 * MINUTE);
  assert.equal(await notices.statusOf(limited), 'delivered');
});

test('A person sends on, or gives up, the notices that wait for one customer or for everybody', async t => {
  const notices = await startNotices(t);
  const order = (what: string) => notices.bench.call('POST', `/v1/notices/${what}`);
  notices.plan(refusing('CUSTOMER_LIMIT_EXCEEDED'));
  const limited = await notices.send();
  await notices.advance(1_000);
  assert.deepEqual((await order(`resume?region=EU&user=${USER}`)).body, { events: 1 });
  await notices.advance(1_000);
  assert.deepEqual([await notices.statusOf(limited), notices.heard.length], ['delivered', 2]);

  notices.plan({ status: 503, times: Number.POSITIVE_INFINITY });
  const ids = [await notices.send({ audience: 'all' }), await notices.send()];
  await notices.advance(1_000);
  const sent = notices.heard.length;
  assert.deepEqual((await order('drop?region=EU')).body, { events: 1 });
  assert.deepEqual((await order(`drop?region=FE&user=${USER}`)).body, { events: 0 });
  assert.deepEqual(await Promise.all(ids.map(id => notices.statusOf(id))), ['dropped', 'pending']);
  assert.deepEqual((await order(`drop?region=EU&user=${USER}`)).body, { events: 1 });
  await notices.advance(10 * MINUTE);
  assert.equal(notices.heard.length, sent, 'what was given up is not sent');
  assert.match(JSON.stringify(await notices.read(ids[0] ?? '')), /A person gave up the notices that waited/);
  assert.equal(memberOf((await notices.bench.call('GET', '/v1/ledger')).body, 'balanced'), true);
  assert.equal(textAt((await order('drop')).body, ['code']), 'invalid-request');
});

test('An update replaces what is unsent, and what is older than that is not sent', async t => {
  const notices = await startNotices(t);
  notices.planTokens();
  notices.bench.amazon.clearPlans();
  notices.bench.amazon.plan({ path: 'token' }, { status: 503, times: Number.POSITIVE_INFINITY });
  const [first, second, older] = [
    await notices.send({ timestamp: '2026-01-01T00:00:01Z' }),
    await notices.send({ timestamp: '2026-01-01T00:00:03Z' }),
    await notices.send({ timestamp: '2026-01-01T01:00:02+01:00' }),
  ];
  await notices.advance(5_000);
  notices.plan();
  await notices.advance(MINUTE);
  const statuses = await Promise.all([first, second, older].map(id => notices.statusOf(id)));
  assert.deepEqual(statuses, ['coalesced', 'delivered', 'coalesced']);
  assert.deepEqual(
    notices.heard.map(({ json }) => textAt(json, ['timestamp'])),
    ['2026-01-01T00:00:03.000Z'],
  );
});

test('A token that is refused is replaced, by 401 and by the 403 that means it; a duplicate counts as delivered', async t => {
  const notices = await startNotices(t);
  notices.plan(
    { status: 202 },
    refusing('INVALID_TOKEN'),
    { status: 202 },
    refusing('TOKEN_NOT_VALID'),
    refusing('DUPLICATE_EVENT'),
  );
  await notices.send();
  await notices.advance(MINUTE);
  const unauthorized = await notices.send({ businessKey: 'b' });
  await notices.advance(MINUTE);
  const forbidden = await notices.send({ businessKey: 'c' });
  await notices.advance(MINUTE);
  assert.deepEqual(
    [await notices.statusOf(unauthorized), await notices.statusOf(forbidden)],
    ['delivered', 'delivered'],
  );
  assert.equal(notices.tokensAsked, 3);
  assert.match(JSON.stringify((await notices.read(forbidden)).decisions), /had this notice before/);
});

test('Wrong credentials are told, hold no customer, and the notice goes once they are right', async t => {
  const notices = await startNotices(t);
  notices.bench.amazon.clearPlans();
  notices.bench.amazon.plan({ path: 'other' }, { status: 202, times: Number.POSITIVE_INFINITY });
  notices.bench.amazon.plan({ path: 'token', grantType: 'client_credentials' }, [
    {
      status: 400,
      body: { error: 'invalid_scope', error_description: 'The request has an invalid parameter : scope' },
    },
    { status: 401, body: { error: 'invalid_client' } },
  ]);
  const id = await notices.send();
  await notices.advance(1_000);
  assert.match(
    JSON.stringify((await notices.read(id)).decisions),
    /alexa::devices:all:notifications:write in the manifest/,
  );
  await notices.advance(2 * MINUTE);
  assert.match(JSON.stringify((await notices.read(id)).decisions), /messaging credentials of the custom skill itself/);
  notices.plan();
  await notices.advance(5 * MINUTE);
  assert.equal(await notices.statusOf(id), 'delivered');
});

test('Skill events tell who may be told what: early refusals, regions, lists, and no order of arrival', async t => {
  const notices = await startNotices(t);
  const told = await notices.tell(CHANGED, 20, { events: [ORDER] });
  assert.deepEqual([told.status, told.body], [200, { version: '1.0', response: {} }]);
  await notices.tell(CHANGED, 10, { events: [] });
  const id = await notices.send({ region: ['EU'] });
  await notices.advance(1_000);
  assert.equal(await notices.statusOf(id), 'delivered');
  const refused = async (over: Parameters<typeof notices.send>[0]): Promise<unknown[]> => {
    const body = {
      event: {
        name: ORDER,
        payload: { state: { status: 'ORDER_SHIPPED' }, order: { seller: { name: 'AnyCompany' } } },
      },
      audience: { user: USER },
      businessKey: 'a',
      ...over,
    };
    const answer = await notices.bench.call('POST', '/v1/notices', { body });
    return [answer.status, memberOf(answer.body, 'code'), memberOf(answer.body, 'pointer')];
  };
  assert.deepEqual((await refused({}))[0], 202, 'the region comes from the skill event');
  assert.deepEqual(await refused({ audience: { user: 'nobody' } }), [400, 'invalid-request', '/region']);
  await notices.tell(CHANGED, 30);
  assert.deepEqual(await refused({}), [409, 'not-subscribed', '/audience']);
  await notices.tell('AlexaSkillEvent.SkillDisabled', 40);
  assert.deepEqual(await refused({}), [409, 'not-subscribed', '/audience']);
  await notices.tell('AlexaSkillEvent.SkillEnabled', 50, { user: 'amzn1.ask.account.new' });
  await notices.tell(CHANGED, 60, { user: 'amzn1.ask.account.new', events: [ORDER, WEATHER] });
  const list = async (query: string): Promise<unknown> => {
    const { body } = await notices.bench.call('GET', `/v1/subscribers${query}`);
    return (memberOf(body, 'items') as unknown[]).map(item => `${textAt(item, ['user'])} ${textAt(item, ['state'])}`);
  };
  assert.deepEqual(await list(`?event=${WEATHER}&region=EU`), ['amzn1.ask.account.new enabled']);
  assert.deepEqual(await list(''), [`${USER} disabled`, 'amzn1.ask.account.new enabled']);
  assert.deepEqual(await list('?region=NA'), []);
  const strange = await notices.tell(CHANGED, 70, { apiEndpoint: 'https://example.invalid' });
  assert.deepEqual([strange.status, memberOf(strange.body, 'pointer')], [400, '/context/System/apiEndpoint']);
});

test('A Multicast goes to each region that has subscribers, and is refused where nobody is known', async t => {
  const notices = await startNotices(t);
  const { EU, FE } = notices.bench.amazon.urls;
  const body = {
    event: { name: ORDER, payload: { state: { status: 'ORDER_SHIPPED' }, order: { seller: { name: 'AnyCompany' } } } },
    audience: 'all',
    referenceId: 'sale1',
  };
  const none = await notices.bench.call('POST', '/v1/notices', { body });
  assert.deepEqual([none.status, memberOf(none.body, 'code')], [409, 'no-subscriber-known']);
  await notices.tell(CHANGED, 1, { user: 'a', events: [ORDER], apiEndpoint: EU });
  await notices.tell(CHANGED, 1, { user: 'b', events: [ORDER], apiEndpoint: FE });
  await notices.tell(CHANGED, 1, { user: 'c', events: [WEATHER], apiEndpoint: notices.bench.amazon.urls.NA });
  const headers = { 'idempotency-key': 'k' };
  const first = await notices.bench.call('POST', '/v1/notices', { body, headers });
  const again = await notices.bench.call('POST', '/v1/notices', { body, headers });
  assert.deepEqual([first.status, again.body], [202, first.body]);
  const other = await notices.bench.call('POST', '/v1/notices', { body: { ...body, referenceId: 'sale2' }, headers });
  assert.equal(memberOf(other.body, 'code'), 'idempotency-mismatch');
  for (const [user, apiEndpoint] of [
    ['a', EU],
    ['b', FE],
  ] as const) {
    await notices.tell(CHANGED, 2, { user, events: [], apiEndpoint });
    const late = await notices.bench.call('POST', '/v1/notices', { body, headers });
    assert.deepEqual([late.status, memberOf(late.body, 'accepted')], [202, memberOf(first.body, 'accepted')]);
  }
  assert.equal((await notices.bench.call('POST', '/v1/notices', { body })).status, 409);
  await notices.advance(1_000);
  assert.deepEqual(notices.heard.map(({ region }) => region).sort(), ['EU', 'FE']);
});

test('A repeated request gets the same ids, also when the customer has turned notifications off since', async t => {
  const notices = await startNotices(t);
  await notices.tell(CHANGED, 1, { events: [ORDER] });
  const headers = { 'idempotency-key': 'k' };
  const id = await notices.send({}, headers);
  await notices.advance(1_000);
  await notices.tell(CHANGED, 2, { events: [] });
  assert.equal(await notices.send({}, headers), id);
  const fresh = await notices.bench.call('POST', '/v1/notices', { body: orderNotice() });
  assert.equal(fresh.status, 409);
  await notices.advance(1_000);
  assert.equal(notices.heard.length, 1);
});

test('?preview tells what would be sent and heard, and sends nothing', async t => {
  const notices = await startNotices(t);
  await notices.tell(CHANGED, 1, { events: [ORDER] });
  const { body, status } = await notices.bench.call('POST', '/v1/notices?preview', {
    body: { ...orderNotice({ audience: 'all' }), expiresInSeconds: 1 },
  });
  assert.equal(status, 200);
  assert.equal(memberOf(body, 'sendable'), true);
  assert.deepEqual(memberOf(body, 'audience'), [{ region: 'EU', subscribers: 1 }]);
  const [sentence] = memberOf(body, 'sentences') as { locale: string; text: string; basis: string }[];
  assert.deepEqual([sentence?.locale, /AnyCompany/.test(sentence?.text ?? '')], ['en-US', true]);
  assert.match(JSON.stringify(memberOf(body, 'warnings')), /expiry-clamped/);
  const bad = await notices.bench.call('POST', '/v1/notices?preview', {
    body: { event: { name: ORDER, payload: {} }, audience: 'all', referenceId: 'a' },
  });
  assert.equal(memberOf(bad.body, 'sendable'), false);
  assert.notDeepEqual(memberOf(bad.body, 'problems'), []);
  await notices.advance(MINUTE);
  assert.deepEqual(
    [notices.heard.length, memberOf((await notices.bench.call('GET', '/v1/ledger')).body, 'accepted')],
    [0, 0],
  );
});

test('What cannot be a notice is refused with code and pointer', async t => {
  const notices = await startNotices(t);
  for (const [over, pointer, code] of [
    [{ surprise: 1 }, '/surprise', 'invalid-request'],
    [{ audience: 'some' }, '/audience', 'invalid-request'],
    [{ region: 'MARS' }, '/region', 'invalid-request'],
    [{ referenceId: 'both' }, '/businessKey', 'invalid-request'],
    [{ expiresInSeconds: -1 }, '/expiresInSeconds', 'invalid-request'],
    [{ timestamp: 'yesterday' }, '/timestamp', 'invalid-request'],
    [{ stage: 'beta' }, '/stage', 'invalid-request'],
    [{ event: { name: 'AMAZON.Other', payload: {} } }, '/event/name', 'invalid-message'],
    [{ localizedAttributes: [] }, undefined, 'invalid-message'],
  ] as const) {
    const { status, body } = await notices.bench.call('POST', '/v1/notices', { body: orderNotice(over) });
    assert.ok(status === 400 || status === 422, JSON.stringify([over, status]));
    assert.equal(memberOf(body, 'code'), code, JSON.stringify(over));
    if (pointer !== undefined) assert.equal(memberOf(body, 'pointer'), pointer);
  }
});

test('What holds the skill holds no notices, and what holds notices holds nothing else', async t => {
  const notices = await startNotices(t);
  const { bench } = notices;
  await bench.putLamp();
  await bench.link();
  bench.amazon.plan({ path: 'events' }, { code: 'INSUFFICIENT_PERMISSION_EXCEPTION', times: Number.POSITIVE_INFINITY });
  await bench.patch([{ namespace: 'Alexa.PowerController', name: 'powerState', value: 'ON' }]);
  await notices.advance(5_000);
  const id = await notices.send();
  await notices.advance(1_000);
  assert.equal(await notices.statusOf(id), 'delivered');
  notices.bench.amazon.clearPlans();
  bench.amazon.plan({ path: 'other' }, { status: 503, times: Number.POSITIVE_INFINITY });
  const waiting = await notices.send({ businessKey: 'other' });
  await notices.advance(3 * MINUTE);
  assert.equal(await notices.statusOf(waiting), 'pending');
  assert.ok(bench.amazon.heard({ path: 'events', processed: true }).length > 0, 'the state of the lamp has arrived');
});

test('A notice that waits outlives a restart', async t => {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-notices-'));
  t.after(() => rm(directory, { recursive: true }));
  const section = { store: `sqlite:${directory}`, sealing: 'off' };
  const before = await startNotices(t, { section });
  before.bench.amazon.clearPlans();
  before.bench.amazon.plan({ path: 'token' }, { status: 503, times: Number.POSITIVE_INFINITY });
  await before.tell(CHANGED, 1, { events: [ORDER] });
  const id = await before.send();
  await before.advance(1_000);
  await Promise.all([before.bench.relay.stop(), before.advance(10_000)]);
  const after = await startNotices(t, { section });
  await after.advance(2 * MINUTE);
  assert.equal(await after.statusOf(id), 'delivered');
  const { body } = await after.bench.call('GET', '/v1/subscribers');
  assert.equal((memberOf(body, 'items') as unknown[]).length, 1);
});
