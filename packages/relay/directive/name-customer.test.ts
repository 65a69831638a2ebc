import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { Secret } from '@gatehouse/client/platform';
import { acceptGrant, textAt } from '@gatehouse/protocol';
import type { GranteeAnswer } from '../grantee/grantee.ts';
import { type IdentityAnswer, startIdentityServer } from '../test/identity-server.ts';
import { CUSTOMER, lamp, type RelayBench, startHandler, startRelay } from '../test/relay-bench.ts';
import { nameCustomer } from './name-customer.ts';

const GRANTEE = 'gatehouse-secret-grantee';
const scope = { type: 'BearerToken', token: GRANTEE };
const header = { namespace: 'Alexa', name: 'ReportState', messageId: 'm-1', payloadVersion: '3' };
const reportState = { directive: { header, endpoint: { endpointId: 'lamp-1', scope }, payload: {} } };
const discover = {
  directive: { header: { ...header, namespace: 'Alexa.Discovery', name: 'Discover' }, payload: { scope } },
};

describe('nameCustomer()', () => {
  const answering = (answer: GranteeAnswer) => {
    const asked: string[] = [];
    const resolveCustomer = async (token: Secret): Promise<GranteeAnswer> => {
      asked.push(token.reveal());
      return answer;
    };
    return { asked, resolver: { resolveCustomer, close: async () => {} } };
  };

  for (const [what, directive] of [
    ['AcceptGrant', acceptGrant({ messageId: 'm', code: 'code', granteeToken: GRANTEE })],
    ['Discover', discover],
    ['ReportState', reportState],
  ] as const) {
    it(`asks for the grantee token of ${what}`, async () => {
      const { asked, resolver } = answering({ type: 'known', customer: 'c-1' });
      assert.equal((await nameCustomer({ arrivedAt: 0, directive }, resolver)).customer, 'c-1');
      assert.deepEqual(asked, [GRANTEE]);
    });
  }

  it('takes the word of the forwarder without asking', async () => {
    const { asked, resolver } = answering({ type: 'known', customer: 'c-1' });
    const named = await nameCustomer({ arrivedAt: 0, directive: reportState, customer: 'c-2' }, resolver);
    assert.deepEqual([named.customer, asked], ['c-2', []]);
  });

  const nameless: readonly (readonly [string, GranteeAnswer, string])[] = [
    ['the token is refused', { type: 'refused', reason: 'No' }, 'INVALID_AUTHORIZATION_CREDENTIAL'],
    ['the token is over', { type: 'refused', reason: 'No', expired: true }, 'EXPIRED_AUTHORIZATION_CREDENTIAL'],
    ['nobody can be asked', { type: 'unreachable', reason: 'No' }, 'INTERNAL_ERROR'],
  ];
  for (const [what, answer, error] of nameless) {
    it(`says ${error} when ${what}`, async () => {
      const named = await nameCustomer({ arrivedAt: 0, directive: reportState }, answering(answer).resolver);
      assert.deepEqual([named.customer, named.nameless], [undefined, { error, reason: 'No' }]);
    });
  }

  it('says that a directive without a token is of nobody known', async () => {
    const { resolver } = answering({ type: 'known', customer: 'c-1' });
    const { nameless: why } = await nameCustomer(
      { arrivedAt: 0, directive: { directive: { header, payload: {} } } },
      resolver,
    );
    assert.match(why.reason, /carries no token/);
  });
});

describe('POST /v1/directives with introspection', () => {
  const start = async (t: TestContext, answer: IdentityAnswer, more: object = {}): Promise<RelayBench> => {
    const { url } = await startIdentityServer(t, ({ form }) =>
      form.token === GRANTEE ? answer : { status: 200, body: { active: false } },
    );
    const customer = {
      resolve: 'introspection',
      url,
      clientId: 'relay',
      clientSecret: 'gatehouse-secret-relay',
      timeoutMs: 2_000,
    };
    return startRelay(t, { section: { customer, ...more } });
  };
  const KNOWN = { status: 200, body: { active: true, sub: CUSTOMER } };
  const without = { 'gatehouse-customer': '' };

  it('links, discovers and reports for the customer whose token it is, without a header', async t => {
    const bench = await start(t, KNOWN);
    await bench.putLamp();
    const linked = await bench.link(without);
    assert.equal(textAt(linked.body, ['event', 'header', 'name']), 'AcceptGrant.Response');
    assert.equal((await bench.store.readCustomer(CUSTOMER))?.link.state, 'active');
    const found = await bench.call('POST', '/v1/directives', { body: discover });
    assert.deepEqual((found.body as { event: { payload: unknown } }).event.payload, { endpoints: [lamp] });
    const state = await bench.call('POST', '/v1/directives', { body: reportState });
    assert.equal(textAt(state.body, ['event', 'header', 'name']), 'StateReport');
  });

  it('hands a control directive over with the customer that it has found', async t => {
    const handler = await startHandler(t, () => ({ text: '{}' }));
    const bench = await start(t, KNOWN, { handlerUrl: handler.url });
    const turnOn = {
      directive: {
        ...reportState.directive,
        header: { ...header, name: 'TurnOn', namespace: 'Alexa.PowerController' },
      },
    };
    await bench.call('POST', '/v1/directives', { body: turnOn });
    assert.equal(handler.heard[0]?.headers['gatehouse-customer'], CUSTOMER);
  });

  const failures: readonly (readonly [string, IdentityAnswer, RegExp])[] = [
    ['the token is not active', { status: 200, body: { active: false } }, /not active/],
    ['the server is down', { status: 503, body: '' }, /could not be asked/],
    ['no customer is named', { status: 200, body: { active: true } }, /names no customer/],
  ];
  for (const [what, answer, reason] of failures) {
    it(`answers ACCEPT_GRANT_FAILED with the reason when ${what}`, async t => {
      const bench = await start(t, answer);
      const { status, body } = await bench.link(without);
      assert.equal(status, 200);
      assert.equal(textAt(body, ['event', 'payload', 'type']), 'ACCEPT_GRANT_FAILED');
      assert.match(textAt(body, ['event', 'payload', 'message']) ?? '', reason);
      assert.equal(bench.amazon.requests.length, 0, 'the code is kept for the repetition');
      const found = await bench.call('POST', '/v1/directives', { body: discover });
      assert.equal(textAt(found.body, ['event', 'header', 'name']), 'ErrorResponse');
    });
  }
});
