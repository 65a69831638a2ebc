import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type AlexaEvent, textAt, withScopeToken } from '@gatehouse/protocol';
import { assertNoSecret, createRecordingLog } from '@gatehouse/testing';
import type { DirectiveExchange } from '../directive/directive-exchange.ts';
import { assertEffect, assertNoEffect } from '../testing/assertions.ts';
import { startGateway } from '../testing/start-gateway.ts';
import type { TestGateway } from '../testing/test-gateway.ts';
import { postEvent } from './amazon-calls.ts';
import { brightness, capability, changeReport, event } from './home-fixture.ts';
import { answer, openSkill, reply, type SkillFixture, type SkillHandler } from './skill-fixture.ts';

interface Linked {
  readonly gateway: TestGateway;
  readonly skill: SkillFixture;
  post(message: object): Promise<number>;
  direct(): Promise<DirectiveExchange>;
}

const lamp = {
  endpointId: 'lamp-1',
  manufacturerName: 'Gatehouse',
  description: 'A lamp',
  friendlyName: 'Lamp',
  displayCategories: ['LIGHT'],
  capabilities: [capability('Alexa.BrightnessController', ['brightness'])],
};

/** A gateway with one customer and one skill, whose lamp has been announced. */
async function open(t: TestContext, handle: SkillHandler): Promise<Linked> {
  const log = createRecordingLog();
  const gateway = await startGateway({ log });
  const skill = await openSkill(handle);
  t.after(async () => {
    await gateway.stop();
    await skill.close();
    assertNoSecret(log.text());
  });
  await gateway.addSkill({ directiveUrl: skill.url });
  await gateway.addCustomer();
  const { access_token: token } = await gateway.tokens();
  const post = async (message: object): Promise<number> => {
    const { status } = await postEvent(gateway.urls, withScopeToken(message as AlexaEvent, token), { token });
    return status;
  };
  const direct = (): Promise<DirectiveExchange> =>
    gateway.directive({
      endpointId: 'lamp-1',
      namespace: 'Alexa.BrightnessController',
      name: 'SetBrightness',
      payload: { brightness: 40 },
    });
  assert.equal(await post(event(['Alexa.Discovery', 'AddOrUpdateReport'], { payload: { endpoints: [lamp] } })), 202);
  return { gateway, skill, post, direct };
}

async function valuesOf({ gateway }: Linked): Promise<unknown[]> {
  const { endpoints } = await gateway.home();
  return endpoints.flatMap(({ properties }) => properties.map(({ value }) => value));
}

const correlationOf = ({ skill }: Linked): string =>
  textAt(skill.calls.at(-1)?.directive, ['directive', 'header', 'correlationToken']) ?? '';

describe('an event that was accepted', () => {
  it('changes the home once, however often it comes', async t => {
    const linked = await open(t, answer({}));
    const report = changeReport([brightness(42, 5)], { context: [] });
    assert.deepEqual([await linked.post(report), await linked.post(report)], [202, 202]);
    const entries = await linked.gateway.until({ kind: 'ChangeReport' }, { count: 2 });
    const [first, second = assert.fail()] = entries;
    assertEffect(first, { type: 'state', name: 'brightness', value: 42 });
    assertNoEffect(second, 'duplicate-message');
    assert.deepEqual(await valuesOf(linked), [42]);
    assertNoSecret(JSON.stringify(entries));
  });
});

describe('a directive', () => {
  it('is answered directly, and its state feeds the home', async t => {
    const linked = await open(t, reply('Response', { context: [brightness(40, 1)] }));
    const exchange = await linked.direct();
    assert.deepEqual([exchange.deferred, exchange.reason], [false, undefined]);
    assert.equal(textAt(exchange, ['reply', 'event', 'header', 'name']), 'Response');
    assert.deepEqual(await valuesOf(linked), [40]);
    assertNoSecret(JSON.stringify(exchange));
  });

  it('is answered later through the event endpoint, and too late a second time', async t => {
    const linked = await open(t, reply('DeferredResponse'));
    const directing = linked.direct();
    await linked.skill.called(1);
    const header = { correlationToken: correlationOf(linked) };
    const parts = { endpointId: 'lamp-1', header, context: [brightness(55, 2)] };
    assert.equal(await linked.post(event(['Alexa', 'Response'], parts)), 202);
    const exchange = await directing;
    assert.equal(exchange.deferred, true);
    assert.equal(textAt(exchange, ['deferredResponse', 'event', 'header', 'name']), 'DeferredResponse');
    assert.equal(textAt(exchange, ['reply', 'event', 'header', 'correlationToken']), header.correlationToken);
    assertNoSecret(JSON.stringify(exchange));
    assert.deepEqual(await valuesOf(linked), [55]);
    assert.equal(await linked.post(event(['Alexa', 'Response'], parts)), 202);
    const [, again = assert.fail()] = await linked.gateway.until({ kind: 'Response' }, { count: 2 });
    assertNoEffect(again, 'already-answered');
  });

  it('times out at a skill that stays silent, and a late answer says by how much', async t => {
    const linked = await open(t, () => {});
    const directing = linked.direct();
    await linked.skill.called(1);
    await linked.gateway.advance(8_000);
    const exchange = await directing;
    assert.equal(exchange.reason, 'SKILL_RESPONSE_TIMEOUT_EXCEPTION');
    assert.deepEqual([exchange.tookMs, exchange.reply], [8_000, undefined]);
    await linked.gateway.advance(700);
    const parts = { endpointId: 'lamp-1', header: { correlationToken: correlationOf(linked) }, context: [] };
    assert.equal(await linked.post(event(['Alexa', 'Response'], parts)), 202);
    const [late] = await linked.gateway.until({ kind: 'Response' });
    assertNoEffect(late, 'late-reply');
    assert.equal(late.reason?.lateByMs, 700);
  });

  it('does not keep the gateway from stopping', async t => {
    const linked = await open(t, () => {});
    const directing = linked.direct();
    await linked.skill.called(1);
    await linked.gateway.stop();
    assert.equal((await directing).reason, 'gateway-stopping');
  });
});
