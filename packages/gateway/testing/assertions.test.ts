import assert, { AssertionError } from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { powerReport } from '../test/gateway-fixture.ts';
import { lampSkill } from '../test/lamp-skill.ts';
import { assertAccepted, assertEffect, assertNoEffect, assertRefused, assertState } from './assertions.ts';
import { gatehouseMatchers, type MatcherResult } from './gatehouse-matchers.ts';
import type { StateMatch } from './judge-state.ts';
import { startGateway } from './start-gateway.ts';
import type { TestGateway } from './test-gateway.ts';

const state: StateMatch = {
  endpointId: 'lamp-1',
  namespace: 'Alexa.PowerController',
  name: 'powerState',
  value: 'ON',
};

/** The message with which an assertion fails. */
async function failure(assertion: () => void | Promise<void>): Promise<string> {
  try {
    await assertion();
  } catch (error) {
    assert.ok(error instanceof AssertionError);
    return error.message;
  }
  return assert.fail('The assertion held');
}

describe('assertions and matchers', () => {
  let gateway: TestGateway;
  let accepted: JournalEntry;
  let ignored: JournalEntry;
  let refused: JournalEntry;

  before(async () => {
    gateway = await startGateway();
    await gateway.addSkill({ handler: lampSkill });
    await gateway.addCustomer();
    await gateway.link();
    const { access_token: token } = await gateway.tokens();
    for (const [messageId, given] of [
      ['accepted', token],
      ['ignored', token],
      ['refused', 'made-up'],
    ] as const) {
      const answer = await fetch(`${gateway.urls.na}/v3/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${given}`, 'content-type': 'application/json' },
        body: JSON.stringify(powerReport(given, messageId)),
      });
      await answer.text();
    }
    [accepted] = await gateway.until({ messageId: 'accepted' });
    [ignored] = await gateway.until({ messageId: 'ignored' });
    [refused] = await gateway.until({ status: 401 });
  });

  after(() => gateway.stop());

  it('hold when they should', async () => {
    assertAccepted(accepted);
    assertEffect(accepted, 'state');
    assertEffect(accepted, { type: 'state', name: 'powerState', value: 'ON' });
    assertAccepted(ignored);
    assertNoEffect(ignored);
    assertNoEffect(ignored, 'already-known');
    assertRefused(refused);
    assertRefused(refused, { status: 401, code: 'INVALID_ACCESS_TOKEN_EXCEPTION' });
    await assertState(gateway, state);
  });

  it('assertAccepted() says what was answered and why', async () => {
    const message = await failure(() => assertAccepted(refused));
    assert.match(
      message,
      /^Expected the gateway to accept the request\n {2}entry-\d+: 401 INVALID_ACCESS_TOKEN_EXCEPTION/,
    );
    assert.match(message, /refused, because token-unknown: .*; rule event\/token-unknown, documented: /);
  });

  it('assertEffect() says which effects there were, or why there was none', async () => {
    const other = await failure(() => assertEffect(accepted, { type: 'state', value: 'OFF' }));
    assert.match(other, /to have the effect \(type "state", value "OFF"\)\n.*\n {4}effect: state .* = "ON"$/);
    assert.match(await failure(() => assertEffect(ignored, 'state')), /no effect, because already-known: /);
  });

  it('assertNoEffect() fails for another reason, for an effect and for a refusal', async () => {
    assert.match(await failure(() => assertNoEffect(ignored, 'stale-sample')), /by the reason stale-sample/);
    assert.match(await failure(() => assertNoEffect(accepted)), /without any effect/);
    assert.match(await failure(() => assertNoEffect(refused)), /refused, because/);
  });

  it('assertRefused() fails for another answer and for an accepted request', async () => {
    assert.match(await failure(() => assertRefused(refused, { status: 403 })), /refuse the request with 403\n/);
    assert.match(await failure(() => assertRefused(refused, { code: 'OTHER' })), /with OTHER\n/);
    assert.match(await failure(() => assertRefused(accepted)), /Expected the gateway to refuse the request\n/);
  });

  it('assertState() says what Alexa knows instead', async () => {
    const tell = (more: Partial<StateMatch>): Promise<string> =>
      failure(() => assertState(gateway, { ...state, ...more }));
    assert.match(await tell({ value: 'OFF' }), /to be "OFF" in the home of user-1; Alexa knows "ON", sampled at 2026-/);
    assert.match(
      await tell({ name: 'other' }),
      /no value of it yet; it knows Alexa.PowerController powerState = "ON"$/,
    );
    assert.match(await tell({ endpointId: 'lamp-2' }), /no such endpoint is discovered; Alexa knows lamp-1$/);
  });

  it('matchers answer pass and a message, also for their opposite', async () => {
    const results: readonly (readonly [MatcherResult, boolean, RegExp])[] = [
      [gatehouseMatchers.toBeAccepted(accepted), true, /^Expected the gateway not to accept the request/],
      [gatehouseMatchers.toBeAccepted(refused), false, /^Expected the gateway to accept/],
      [
        gatehouseMatchers.toHaveEffect(accepted, 'state'),
        true,
        /^Expected the request not to have the effect \(state\)/,
      ],
      [gatehouseMatchers.toHaveNoEffect(ignored, 'already-known'), true, /^Expected the request not to be accepted/],
      [gatehouseMatchers.toBeRefusedWith(refused, { status: 401 }), true, /^Expected the gateway not to refuse/],
      [gatehouseMatchers.toBeRefusedWith(accepted), false, /^Expected the gateway to refuse/],
      [await gatehouseMatchers.toHaveState(gateway, state), true, /not to be "ON" in the home of user-1$/],
      [await gatehouseMatchers.toHaveState(gateway, { ...state, value: 'OFF' }), false, /to be "OFF"/],
    ];
    for (const [result, pass, message] of results) {
      assert.equal(result.pass, pass);
      assert.match(result.message(), message);
    }
  });

  it('refuse what is no entry, so that it cannot pass a not', () => {
    for (const wrong of [undefined, null, 202, [accepted], { status: 202 }]) {
      assert.throws(() => gatehouseMatchers.toBeAccepted(wrong as unknown as JournalEntry), { code: 'wrong-usage' });
    }
  });
});
