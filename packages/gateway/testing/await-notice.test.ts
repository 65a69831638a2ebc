import assert, { AssertionError } from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { textAt } from '@gatehouse/protocol';
import { DEVELOPMENT, ORDER, orderNotice, WEATHER } from '../test/notice-fixture.ts';
import { startGateway } from './start-gateway.ts';
import type { AddedSkill, NewSkill, TestGateway } from './test-gateway.ts';

const skill: NewSkill = {
  permissions: ['alexa::devices:all:notifications:write'],
  publications: [ORDER, WEATHER],
};

async function askToken({ urls }: TestGateway, { clientId, clientSecret }: AddedSkill): Promise<string> {
  const answer = await fetch(urls.token, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'client_credentials', scope: 'alexa::proactive_events' },
      ...{ client_id: clientId, client_secret: clientSecret },
    }),
  });
  return ((await answer.json()) as { access_token: string }).access_token;
}

async function post({ urls }: TestGateway, { token, notice }: { token: string; notice: object }): Promise<number> {
  const answer = await fetch(urls.na + DEVELOPMENT, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(notice),
  });
  await answer.text();
  return answer.status;
}

describe('subscribe() and unsubscribe()', () => {
  it('switch, and tell the handler of skill events', async () => {
    await using gateway = await startGateway();
    const told: unknown[] = [];
    await gateway.addSkill({ ...skill, onSkillEvent: event => void told.push(textAt(event, ['request', 'type'])) });
    await gateway.addCustomer();
    const { events, skillEvents } = await gateway.subscribe();
    assert.deepEqual(events, [ORDER, WEATHER]);
    assert.ok(skillEvents.every(({ taken }) => taken));
    await gateway.unsubscribe();
    assert.deepEqual(
      told.map(type => String(type).replace('AlexaSkillEvent.', '')),
      [
        ...['SkillEnabled', 'SkillPermissionAccepted', 'ProactiveSubscriptionChanged'],
        ...['SkillPermissionChanged', 'ProactiveSubscriptionChanged'],
      ],
    );
    assert.deepEqual((await gateway.subscribe({ events: [ORDER] })).events, [ORDER]);
  });
});

describe('notices() and untilNotice()', () => {
  let gateway: TestGateway;
  let token: string;

  before(async () => {
    gateway = await startGateway();
    token = await askToken(gateway, await gateway.addSkill(skill));
    await gateway.addCustomer();
    await gateway.subscribe();
  });

  after(() => gateway.stop());

  it('answer what was heard at once, and wait for what comes later', async () => {
    assert.equal(await post(gateway, { token, notice: orderNotice() }), 202);
    const [notice] = await gateway.notices();
    assert.deepEqual([notice?.referenceId, notice?.state], ['order1', 'delivered']);
    const heard = await gateway.untilNotice({ text: /AnyCompany/, state: 'delivered', event: ORDER });
    assert.equal(heard.referenceId, 'order1');
    const waited = gateway.untilNotice({ referenceId: 'order2' }, { timeoutMs: 10_000 });
    assert.equal(await post(gateway, { token, notice: orderNotice({ referenceId: 'order2' }) }), 202);
    assert.deepEqual((await waited).state, 'delivered');
  });

  it('answer the newest version', async () => {
    for (const at of [1, 2]) {
      assert.equal(await post(gateway, { token, notice: orderNotice({ referenceId: 'order3', at }) }), 202);
    }
    const { timestamp } = await gateway.untilNotice({ referenceId: 'order3' });
    assert.equal(timestamp, '2026-01-01T00:00:00.002Z');
  });

  it('tell what the customer has instead when the time is up', async () => {
    await gateway.addCustomer({ userId: 'user-2', locale: 'ja-JP' });
    await gateway.subscribe({ userId: 'user-2' });
    const notice = orderNotice({ user: 'user-2', referenceId: 'order4' });
    assert.equal(await post(gateway, { token, notice }), 202);
    const options = { userId: 'user-2', timeoutMs: 1 };
    const tell = async (match: Parameters<TestGateway['untilNotice']>[0]): Promise<string> => {
      const error = await gateway.untilNotice(match, options).catch((thrown: unknown) => thrown);
      assert.ok(error instanceof AssertionError);
      return error.message;
    };
    const message = await tell({ state: 'delivered', text: /Any/ });
    assert.match(message, /^Waited 1 ms for a notice for user-2 with state "delivered", text \/Any\/; found none\n/);
    assert.match(message, /"order4" AMAZON.OrderStatus.Updated: ".*", withheld, because locale-not-matched: /);
    assert.equal((await gateway.untilNotice({ reason: 'locale-not-matched' }, options)).referenceId, 'order4');
    await gateway.addCustomer({ userId: 'user-3' });
    options.userId = 'user-3';
    assert.match(
      await tell({}),
      /with whatever content; found none\nThe customer has no notice at all; ask the journal/,
    );
  });

  it('say of what is pending that time has to pass', async () => {
    await using slow = await startGateway({ noticeDelayMs: 1_000 });
    const added = await slow.addSkill(skill);
    await slow.addCustomer();
    await slow.subscribe();
    assert.equal(await post(slow, { token: await askToken(slow, added), notice: orderNotice() }), 202);
    await assert.rejects(
      slow.untilNotice({ state: 'delivered' }, { timeoutMs: 1 }),
      /pending until .* with advance\(\)/,
    );
    await slow.advance(1_000);
    assert.equal((await slow.untilNotice({ state: 'delivered' })).heardAt, '2026-01-01T00:00:01.000Z');
  });
});
