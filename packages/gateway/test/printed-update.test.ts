import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PRINTED_UPDATE } from '@gatehouse/testing';
import { startGateway, type TestGateway } from '../testing/index.ts';

const ORDER = 'AMAZON.OrderStatus.Updated';
/** When the example says that its event happened, and to whom. */
const PRINTED_AT = '2023-06-22T22:10:01Z';
const PRINTED_USER = 'amzn1.ask.account.1';
const MINUTE_MS = 60_000;

/** A gateway on the day of the example, with a skill that may send it and a customer who takes it. */
async function startOnTheDay(): Promise<{ gateway: TestGateway; post: (body: string) => Promise<Response> }> {
  const gateway = await startGateway({ startAt: PRINTED_AT, noticeDelayMs: 1_000 });
  const permissions = ['alexa::devices:all:notifications:write'];
  const skill = await gateway.addSkill({ stage: 'live', permissions, publications: [ORDER] });
  await gateway.addCustomer({ userId: PRINTED_USER, locale: 'en-US' });
  await gateway.subscribe();
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: skill.clientId,
    client_secret: skill.clientSecret,
    scope: 'alexa::proactive_events',
  });
  const { access_token: token } = (await (await fetch(gateway.urls.token, { method: 'POST', body })).json()) as {
    access_token: string;
  };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = (notice: string): Promise<Response> =>
    fetch(`${gateway.urls.na}/v1/proactiveEvents`, { method: 'POST', headers, body: notice });
  return { gateway, post };
}

/** The event of which the example is the update: the same a minute before, when the order was on its way. */
const earlier = PRINTED_UPDATE.replace('2023-06-22T22:10:01.00Z', '2023-06-22T22:09:01.00Z').replace(
  'ORDER_DELIVERED',
  'ORDER_OUT_FOR_DELIVERY',
);

describe('the Update example of the Proactive Events API, as printed,', () => {
  it('is accepted, with a note about its dots, is heard, and replaces the event that waits', async () => {
    const { gateway, post } = await startOnTheDay();
    try {
      assert.equal((await post(earlier)).status, 202);
      const answer = await post(PRINTED_UPDATE);
      assert.deepEqual([answer.status, await answer.text()], [202, '']);
      await gateway.advance(MINUTE_MS);
      const [, { problems = [] } = assert.fail()] = await gateway.journal({ kind: ORDER });
      assert.deepEqual(
        problems.map(({ rule, severity, pointer }) => [rule, severity, pointer]),
        [['notice-reference-tolerated', 'note', '/referenceId']],
      );
      const notices = await gateway.notices(PRINTED_USER);
      assert.deepEqual(
        notices.map(({ referenceId, state, text, heardAt }) => [referenceId, state, text, heardAt]),
        [
          ['unique.reference.id.1', 'superseded', 'Your order from AnyCompany is out for delivery.', undefined],
          [
            'unique.reference.id.1',
            'delivered',
            'Your order from AnyCompany has been delivered.',
            '2023-06-22T22:10:02.000Z',
          ],
        ],
      );
    } finally {
      await gateway.stop();
    }
  });

  it('replaces the event that the customer has heard already', async () => {
    const { gateway, post } = await startOnTheDay();
    try {
      await post(earlier.replace('2023-06-23T22:10:01.00Z', '2023-06-22T22:30:00Z'));
      await gateway.advance(10_000);
      assert.equal((await post(PRINTED_UPDATE)).status, 202);
      await gateway.advance(MINUTE_MS);
      const notices = await gateway.notices(PRINTED_USER);
      assert.deepEqual(
        notices.map(({ state, heardAt }) => [state, heardAt]),
        [
          ['superseded', '2023-06-22T22:10:02.000Z'],
          ['delivered', '2023-06-22T22:10:12.000Z'],
        ],
      );
    } finally {
      await gateway.stop();
    }
  });

  it('is refused a second time, as it is no newer than itself', async () => {
    const { gateway, post } = await startOnTheDay();
    try {
      assert.equal((await post(PRINTED_UPDATE)).status, 202);
      assert.equal((await post(PRINTED_UPDATE)).status, 409);
    } finally {
      await gateway.stop();
    }
  });
});
