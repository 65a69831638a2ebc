import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClientNotice, delivered, everyEvent, refusalOf, withAmazonClient } from './amazon-client.ts';

const WEATHER = 'AMAZON.WeatherAlert.Activated';

describe("Amazon's client for Node.js sends", () => {
  for (const stage of ['DEVELOPMENT', 'LIVE'] as const) {
    it(`all eight events in the stage ${stage}, and the customer hears each`, () =>
      withAmazonClient(async ({ gateway, post }) => {
        for (const [place, [content]] of everyEvent.entries()) {
          assert.equal(await post(createClientNotice({ content, referenceId: `event${place}` }), stage), 202);
        }
        const notices = await gateway.notices();
        assert.equal(notices.length, everyEvent.length);
        for (const [place, [content, heard]] of everyEvent.entries()) {
          const { text, state, event, stage: told } = notices[place] ?? assert.fail();
          assert.match(text, heard);
          assert.deepEqual([state, event, told], ['delivered', content.event.name, stage.toLowerCase()]);
        }
      }));

    it(`one to everybody in the stage ${stage}, whom every subscriber hears`, () =>
      withAmazonClient(async ({ gateway, post }) => {
        await gateway.addCustomer({ userId: 'user-2', locale: 'en-US' });
        await gateway.subscribe({ userId: 'user-2', events: [WEATHER] });
        const [[content] = assert.fail()] = everyEvent;
        assert.equal(await post(createClientNotice({ content, user: null }), stage), 202);
        for (const userId of ['user-1', 'user-2']) {
          assert.equal((await gateway.untilNotice({ state: 'delivered' }, { userId })).audience, 'Multicast');
        }
      }));
  }

  it('without an error, as callers await it, and with the tokens of one call for an hour', () =>
    withAmazonClient(async ({ gateway, createClient }) => {
      const client = createClient();
      for (const at of [1, 2])
        assert.equal(await client.createProactiveEvent(createClientNotice({ at }), 'LIVE'), undefined);
      const asked = await gateway.journal({ kind: 'client_credentials' });
      assert.equal(asked.length, 1);
    }));

  it('a newer version, which is heard in place of the one that waits', () =>
    withAmazonClient(
      async ({ gateway, post }) => {
        assert.equal(await post(createClientNotice({ content: delivered('ORDER_OUT_FOR_DELIVERY') })), 202);
        assert.equal(await post(createClientNotice({ at: 1 })), 202);
        await gateway.advance(1_000);
        const [earlier, later] = await gateway.notices();
        assert.deepEqual([earlier?.state, earlier?.heardAt], ['superseded', undefined]);
        assert.deepEqual([later?.state, later?.text], ['delivered', 'Your order from AnyCompany has been delivered.']);
      },
      { options: { noticeDelayMs: 1_000 } },
    ));

  it('a newer version of what was heard', () =>
    withAmazonClient(async ({ gateway, post }) => {
      await post(createClientNotice({ content: delivered('ORDER_RECEIVED') }));
      await post(createClientNotice({ at: 1 }));
      const told = (await gateway.notices()).map(({ state, text }) => [state, text]);
      assert.deepEqual(told, [
        ['superseded', 'Your order from AnyCompany has been received.'],
        ['delivered', 'Your order from AnyCompany has been delivered.'],
      ]);
    }));

  it('what nobody hears, and the gateway tells why', () =>
    withAmazonClient(async ({ gateway, post, createClient }) => {
      await gateway.addCustomer({ userId: 'german', locale: 'de-DE' });
      await gateway.subscribe({ userId: 'german' });
      await gateway.addCustomer({ userId: 'deaf', locale: 'en-US' });
      await gateway.subscribe({ userId: 'deaf', events: [WEATHER] });
      assert.equal(await post(createClientNotice({ user: 'german' })), 202);
      const inEurope = createClient({ apiEndpoint: gateway.urls.eu });
      await inEurope.createProactiveEvent(createClientNotice({ referenceId: 'elsewhere' }), 'LIVE');
      const { status } = await refusalOf(post(createClientNotice({ user: 'deaf' })));
      assert.equal(status, 403);
      const whyNot = async (userId: string): Promise<unknown> => {
        const [{ state, reason } = assert.fail(userId)] = await gateway.notices(userId);
        return [state, reason?.code];
      };
      assert.deepEqual(await whyNot('german'), ['withheld', 'locale-not-matched']);
      assert.deepEqual(await whyNot('user-1'), ['withheld', 'wrong-region']);
      assert.deepEqual(await whyNot('deaf'), ['withheld', 'not-subscribed']);
    }));
});
