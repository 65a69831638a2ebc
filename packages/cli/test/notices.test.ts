import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createSystemClock, createSystemRandom, sleep } from '@gatehouse/client/platform';
import { startGateway } from '@gatehouse/gateway/testing';
import { createNotice, orderStatus } from '@gatehouse/protocol';
import { createRelay, createRelayConfig, openStore } from '@gatehouse/relay';
import { assertNoSecret, createRecordingLog } from '@gatehouse/testing';

const ORDER = 'AMAZON.OrderStatus.Updated';
const SECRET = 'gatehouse-secret-of-the-skill';
const KEY = 'gatehouse-secret-key-of-the-relay';

/** Both ends: a custom skill that forwards its events to the relay, and a customer of it. */
async function startBoth(t: TestContext) {
  const gateway = await startGateway({ realTime: true });
  const relayUrl = Promise.withResolvers<string>();
  const { clientId, clientSecret } = await gateway.addSkill({
    clientSecret: SECRET,
    permissions: ['alexa::devices:all:notifications:write'],
    publications: [ORDER],
    onSkillEvent: async event => {
      const answer = await fetch(`${await relayUrl.promise}/v1/skill-events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
        body: JSON.stringify(event),
      });
      assert.deepEqual([answer.status, await answer.json()], [200, { version: '1.0', response: {} }]);
    },
  });
  const { na: NA, eu: EU, fe: FE, token: tokenUrl } = gateway.urls;
  const config = createRelayConfig({
    section: {
      port: 0,
      store: 'memory:',
      apiKey: KEY,
      regions: { NA, EU, FE },
      tokenUrl,
      notices: { clientId, clientSecret, stage: 'development' },
    },
  });
  const [clock, log] = [createSystemClock(), createRecordingLog()];
  const store = await openStore(config.store);
  const relay = createRelay({ config, store, log, clock, random: createSystemRandom() });
  const { url } = await relay.start();
  relayUrl.resolve(url);
  t.after(async () => {
    await relay.stop();
    await gateway.stop();
    assertNoSecret(log.text());
  });
  const call = async (method: 'GET' | 'POST', path: string, body?: unknown) => {
    const { status, text } = await relay.ask({
      method,
      path,
      headers: { authorization: `Bearer ${KEY}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status, body: JSON.parse(text) as Record<string, unknown> };
  };
  /** The id of the notice's event once the relay has heard what became of it. */
  const send = async (notice: unknown): Promise<Record<string, unknown>> => {
    const { status, body } = await call('POST', '/v1/notices', notice);
    assert.equal(status, 202, JSON.stringify(body));
    const [accepted] = body.accepted as { id: string }[];
    for (;;) {
      const event = (await call('GET', `/v1/events/${accepted?.id}`)).body;
      if (event.status !== 'pending') return event;
      await sleep(clock, 20);
    }
  };
  return { gateway, call, send };
}

function orderOf(status: 'ORDER_SHIPPED' | 'ORDER_OUT_FOR_DELIVERY', user: string): object {
  return {
    event: {
      name: ORDER,
      payload: { state: { status }, order: { seller: { name: 'localizedattribute:sellerName' } } },
    },
    audience: { user },
    businessKey: 'order 4711',
    localizedAttributes: [{ locale: 'en-US', sellerName: 'AnyCompany' }],
  };
}

test('A relay tells the customers of a custom skill what they subscribe to, and updates it; Alexa says the rest', async t => {
  const { gateway, call, send } = await startBoth(t);
  const { userId: user } = await gateway.addCustomer({ region: 'EU', locale: 'en-US' });
  await gateway.subscribe({ userId: user });
  const { body: subscribers } = await call('GET', `/v1/subscribers?event=${ORDER}`);
  const [subscriber] = subscribers.items as { user: string; region: string }[];
  assert.deepEqual([subscriber?.user, subscriber?.region], [user, 'EU']);

  const preview = await call('POST', '/v1/notices?preview', orderOf('ORDER_SHIPPED', user));
  const [sentence] = preview.body.sentences as { text: string }[];
  const shipped = await send(orderOf('ORDER_SHIPPED', user));
  assert.equal(shipped.status, 'delivered');
  const heard = await gateway.untilNotice({ text: /AnyCompany/, state: 'delivered' }, { userId: user });
  assert.equal(heard.text, sentence?.text, 'the preview says what is heard');

  assert.equal((await send(orderOf('ORDER_OUT_FOR_DELIVERY', user))).status, 'delivered');
  const updated = await gateway.untilNotice({ text: /out for delivery/, state: 'delivered' }, { userId: user });
  assert.equal(updated.referenceId, heard.referenceId);

  await gateway.unsubscribe({ userId: user });
  const refused = await call('POST', '/v1/notices', orderOf('ORDER_SHIPPED', user));
  assert.deepEqual([refused.status, refused.body.code], [409, 'not-subscribed']);
  const ledger = await call('GET', '/v1/ledger');
  assert.deepEqual([ledger.body.delivered, ledger.body.balanced], [2, true]);
});

test('A relay gives a notice up with the reason that Alexa gives', async t => {
  const { gateway, send } = await startBoth(t);
  const { userId: user } = await gateway.addCustomer({ region: 'NA' });
  const dead = await send({ ...orderOf('ORDER_SHIPPED', user), region: 'NA' });
  assert.equal(dead.status, 'dead');
  assert.match(JSON.stringify(dead.decisions), /NO_SUBSCRIPTION|NO_ENABLEMENT/);
});

test('A notice that got its 202 and that nobody heard: each end tells why', async t => {
  const { gateway, send } = await startBoth(t);
  const { userId: user } = await gateway.addCustomer({ region: 'EU', locale: 'de-DE' });
  await gateway.subscribe({ userId: user });
  const reasonOf = async (notice: object): Promise<string> => {
    const { status, decisions } = await send(notice);
    assert.equal(status, 'delivered');
    return JSON.stringify(decisions);
  };
  assert.match(
    await reasonOf(orderOf('ORDER_SHIPPED', user)),
    /locale de-DE, which localizedAttributes has no entry for/,
  );
  const lacking = await gateway.untilNotice({ reason: 'locale-not-matched' }, { userId: user });
  assert.match(lacking.reason?.message ?? '', /set to de-DE, and the locales of localizedAttributes are en-US/);

  const elsewhere = { ...orderOf('ORDER_SHIPPED', user), businessKey: 'order 4712', region: 'NA' };
  assert.match(await reasonOf(elsewhere), /come from EU, and the notice goes to NA as asked/);
  const lost = await gateway.untilNotice({ reason: 'wrong-region' }, { userId: user });
  assert.match(lost.reason?.message ?? '', /came to NA, and the customer was in EU when it was due/);
});

test('A relay takes the notices that the builders make', async t => {
  const { gateway, send } = await startBoth(t);
  const { userId: user } = await gateway.addCustomer({ region: 'NA', locale: 'en-US' });
  await gateway.subscribe({ userId: user });
  const notice = createNotice({
    content: orderStatus({ status: 'ORDER_DELIVERED', seller: { 'en-US': 'AnyCompany' } }),
    audience: { type: 'Unicast', user },
    referenceId: 'order1',
    timestamp: createSystemClock().now(),
  });
  assert.equal((await send(notice)).status, 'delivered');
});
