import assert from 'node:assert/strict';
import { createNotices } from './notices.mjs';
import { startServer } from './server.mjs';
import { createShop } from './shop.mjs';
import { createSubscribers } from './subscribers.mjs';

const { GATEHOUSE_CONTROL_URL: control, GATEHOUSE_TOKEN_URL: tokenUrl, GATEHOUSE_GATEWAY_API_KEY: key } = process.env;
const HOUR_MS = 60 * 60 * 1000;
const names = { skillId: 'custom-skill', userId: 'ann' };
const client = { clientId: 'custom-client', clientSecret: 'gatehouse-secret-custom-client' };
const subscription = `/customers/${names.userId}/subscriptions/${names.skillId}`;

if (control === undefined) {
  process.stderr.write('There is no gateway to check against; run: gatehouse exec -- node check.mjs\n');
  process.exit(2);
}

/** One call to the gateway's control API. */
async function ask(method, path, body) {
  const headers = {
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
  };
  const answer = await fetch(control + path, { method, headers, body: JSON.stringify(body) });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** What the customer is shown: how each notice stands, and what is heard. */
async function heard() {
  const { body } = await ask('GET', `/notices/${names.userId}`);
  return body.items.map(({ state, text, reason }) => [state, state === 'withheld' ? reason.code : text]);
}

/** The skill's time goes as the gateway's does. */
let offset = 0;
async function pass(durationMs, { alsoSkill = true } = {}) {
  assert.equal((await ask('POST', '/clock', { advanceMs: durationMs })).status, 200, 'the clock moves');
  if (alsoSkill) offset += durationMs;
}

const log = () => undefined;
const now = () => Date.now() + offset;
const subscribers = createSubscribers();
const shop = createShop({ subscribers, notices: createNotices({ tokenUrl, ...client, now, log }) });
const server = await startServer({ subscribers, port: 0, log: line => void process.stderr.write(`${line}\n`) });
const order = (number, status) => shop.tell(names.userId, number, status);

const steps = {
  async 'tells nobody who has not subscribed'() {
    const skill = {
      ...client,
      stage: 'live',
      permissions: ['alexa::devices:all:notifications:write'],
      publications: ['AMAZON.OrderStatus.Updated'],
      eventsUrl: `${server.url}/skill-events`,
    };
    await ask('PUT', `/skills/${names.skillId}`, skill);
    const region = process.env.SKILL_REGION ?? 'NA';
    await ask('PUT', `/customers/${names.userId}`, { region, locale: 'en-US', timeZone: 'America/New_York' });
    assert.equal(await order(1, 'ORDER_RECEIVED'), 'unsubscribed');
  },

  // #region subscribe
  async 'hears from Alexa that a customer has subscribed, and tells the customer of an order'() {
    const { body } = await ask('PUT', subscription, {});
    assert.ok(
      body.skillEvents.every(({ taken }) => taken),
      'the skill takes every skill event',
    );
    assert.equal(await order(1, 'ORDER_RECEIVED'), 'accepted');
    await pass(5000);
    assert.deepEqual(await heard(), [['delivered', 'Your order from Any Shop has been received.']]);
  },
  // #endregion

  async 'updates what it told, and the customer hears the newest'() {
    assert.equal(await order(1, 'ORDER_OUT_FOR_DELIVERY'), 'accepted');
    await pass(5000);
    assert.equal(await order(1, 'ORDER_DELIVERED'), 'accepted');
    await pass(5000);
    const told = await heard();
    assert.deepEqual(
      told.map(([state]) => state),
      ['superseded', 'superseded', 'delivered'],
    );
    assert.equal(told.at(-1)[1], 'Your order from Any Shop has been delivered.');
  },

  async 'replaces a notice that the customer has not heard yet'() {
    assert.equal(await order(2, 'ORDER_PREPARING'), 'accepted');
    await pass(1);
    assert.equal(await order(2, 'ORDER_DELIVERED'), 'accepted');
    await pass(5000);
    const { body } = await ask('GET', `/notices/${names.userId}`);
    const [earlier, later] = body.items.filter(({ referenceId }) => referenceId === 'order2');
    assert.deepEqual([earlier.state, earlier.heardAt, later.state], ['superseded', undefined, 'delivered']);
  },

  async 'gets another token when its own has ended without its knowing'() {
    await pass(HOUR_MS, { alsoSkill: false });
    offset += HOUR_MS - 2 * 60_000;
    assert.equal(await order(3, 'ORDER_RECEIVED'), 'accepted');
    // 401 today; in 2019 it was a 403.
    const refused = await Promise.all([401, 403].map(status => ask('GET', `/journal?status=${status}`)));
    assert.deepEqual(
      refused.flatMap(({ body }) => body.items).map(({ reason }) => reason.rule),
      ['notice/token-expired'],
    );
    offset += 2 * 60_000;
  },

  async 'sends again what Alexa could not take'() {
    const fault = { match: { path: '/v1/proactiveEvents' }, do: { status: 503 }, when: { count: 1 } };
    await ask('PUT', '/faults', [fault]);
    assert.equal(await order(4, 'ORDER_RECEIVED'), 'accepted');
    await ask('PUT', '/faults', [{ ...fault, do: { status: 500, handle: true } }]);
    assert.equal(await order(5, 'ORDER_RECEIVED'), 'accepted', 'an answer that is lost is no second notice');
    await ask('PUT', '/faults', [{ ...fault, do: { cut: 'before' } }]);
    assert.equal(await order(12, 'ORDER_RECEIVED'), 'accepted', 'a connection that is cut is tried again');
    await ask('DELETE', '/faults');
  },

  async 'waits for a token that it does not get at once, and not for one that it may not have'() {
    for (const fault of [{ status: 503 }, { cut: 'before' }, { body: '<html>' }]) {
      await ask('PUT', '/faults', [{ match: { path: '/auth/O2/token' }, do: fault, when: { count: 1 } }]);
      const wanting = createShop({ subscribers, notices: createNotices({ tokenUrl, ...client, now, log }) });
      assert.equal(await wanting.tell(names.userId, 13, 'ORDER_RECEIVED'), 'accepted', JSON.stringify(fault));
      await pass(1);
    }
    await ask('DELETE', '/faults');
    const stranger = createNotices({ tokenUrl, ...client, clientSecret: 'gatehouse-secret-none', now, log });
    const outcome = await createShop({ subscribers, notices: stranger }).tell(names.userId, 14, 'ORDER_RECEIVED');
    assert.equal(outcome, 'refused');
  },

  async 'leaves a customer alone who has had too many'() {
    await ask('PUT', '/limits', { notice: { customerPerDay: 1 } });
    assert.equal(await order(6, 'ORDER_RECEIVED'), 'accepted');
    assert.equal(await order(7, 'ORDER_RECEIVED'), 'limited');
    await ask('PUT', '/limits', { notice: { customerPerDay: null } });
  },

  async 'tells a customer of another language in it, and one of no such language nothing'() {
    const { body } = await ask('GET', `/customers/${names.userId}`);
    const { userId, ...ann } = body;
    for (const [locale, number] of [
      ['de-DE', 8],
      ['ja-JP', 9],
    ]) {
      await ask('PUT', `/customers/${userId}`, { ...ann, locale });
      assert.equal(await order(number, 'ORDER_PREPARING'), 'accepted');
      await pass(5000);
    }
    const [german, japanese] = (await heard()).slice(-2);
    assert.equal(german[0], 'delivered');
    assert.match(german[1], /Ein Laden/);
    assert.deepEqual(japanese, ['withheld', 'locale-not-matched']);
  },

  async 'stops when the customer switches notices off'() {
    assert.equal((await ask('DELETE', subscription)).status, 204);
    assert.equal(await order(10, 'ORDER_RECEIVED'), 'unsubscribed');
  },

  async 'forgets the customer who disables the skill, also when earlier news comes late'() {
    await ask('PUT', subscription, {});
    await pass(1);
    assert.equal((await ask('DELETE', `/links/${names.skillId}/${names.userId}`)).status, 204);
    assert.equal(await order(11, 'ORDER_RECEIVED'), 'unsubscribed');
    const { body } = await ask('GET', '/journal?kind=AlexaSkillEvent.ProactiveSubscriptionChanged');
    const late = body.items
      .map(({ request }) => request)
      .filter(({ request }) => request.body?.subscriptions.length > 0);
    assert.notEqual(late.length, 0);
    for (const event of late) subscribers.take(event);
    assert.equal(await order(11, 'ORDER_RECEIVED'), 'unsubscribed');
  },
};

/** A check that hangs has failed, too. */
const LONGEST_MS = 60_000;
setTimeout(() => {
  process.stderr.write(`The check is not over after ${LONGEST_MS} ms\n`);
  process.exit(1);
}, LONGEST_MS).unref();

let failed = 0;
for (const [name, step] of Object.entries(steps)) {
  try {
    await step();
    process.stdout.write(`ok      the custom skill ${name}\n`);
  } catch (error) {
    failed += 1;
    process.stdout.write(`not ok  the custom skill ${name}\n${error.stack.replace(/^/gm, '          ')}\n`);
  }
}
await server.stop();
process.exitCode = failed === 0 ? 0 : 1;
