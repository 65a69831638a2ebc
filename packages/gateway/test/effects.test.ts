import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type AlexaEvent, memberOf, textAt, withScopeToken } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import { startTestGateway, type TestGateway } from './gateway-fixture.ts';
import { brightness, capability, changeReport, event } from './home-fixture.ts';
import { answer, openSkill, reply, type SkillFixture, type SkillHandler } from './skill-fixture.ts';

interface Linked extends TestGateway {
  readonly skill: SkillFixture;
  readonly token: string;
  post(message: object): Promise<number>;
  direct(name?: string): Promise<unknown>;
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
  const gateway = await startTestGateway();
  const skill = await openSkill(handle);
  t.after(async () => {
    await gateway.stop();
    await skill.close();
    assertNoSecret(gateway.log.text());
  });
  const token = (await gateway.enable({ directiveUrl: skill.url, permissions: ['alexa::async_event:write'] }))
    .access_token;
  const post = async (message: object): Promise<number> => {
    const { status } = await gateway.postEvent(withScopeToken(message as AlexaEvent, token), { token });
    return status;
  };
  const direct = async (name = 'SetBrightness'): Promise<unknown> => {
    const names = {
      skillId: 'skill-1',
      userId: 'user-1',
      endpointId: 'lamp-1',
      namespace: 'Alexa.BrightnessController',
      name,
    };
    const exchanged = await gateway.control('POST', '/directives', { ...names, payload: { brightness: 40 } });
    assert.equal(exchanged.status, 200);
    return exchanged.body;
  };
  assert.equal(await post(event(['Alexa.Discovery', 'AddOrUpdateReport'], { payload: { endpoints: [lamp] } })), 202);
  return { ...gateway, skill, token, post, direct };
}

async function valuesOf(gateway: TestGateway): Promise<unknown[]> {
  const { body } = await gateway.control('GET', '/homes/user-1');
  const { endpoints } = body as { endpoints: { properties: { value: unknown }[] }[] };
  return endpoints.flatMap(({ properties }) => properties.map(({ value }) => value));
}

const correlationOf = ({ skill }: Linked): string =>
  textAt(skill.calls.at(-1)?.directive, ['directive', 'header', 'correlationToken']) ?? '';

describe('an event that was accepted', () => {
  it('changes the home once, however often it comes', async t => {
    const gateway = await open(t, answer({}));
    const report = changeReport([brightness(42, 5)], { context: [] });
    assert.deepEqual([await gateway.post(report), await gateway.post(report)], [202, 202]);
    const { body } = await gateway.control('GET', '/journal?kind=ChangeReport');
    const items = memberOf(body, 'items') as { effects: { type: string }[]; reason?: { code: string } }[];
    assert.deepEqual(
      items.map(({ effects, reason }) => [effects.map(({ type }) => type), reason?.code]),
      [
        [['state'], undefined],
        [[], 'duplicate-message'],
      ],
    );
    assert.deepEqual(await valuesOf(gateway), [42]);
    assertNoSecret(JSON.stringify(body));
  });
});

describe('a directive', () => {
  it('is answered directly, and its state feeds the home', async t => {
    const gateway = await open(t, reply('Response', { context: [brightness(40, 1)] }));
    const exchange = await gateway.direct();
    assert.deepEqual([memberOf(exchange, 'deferred'), memberOf(exchange, 'reason')], [false, undefined]);
    assert.equal(textAt(exchange, ['reply', 'event', 'header', 'name']), 'Response');
    assert.deepEqual(await valuesOf(gateway), [40]);
    assertNoSecret(JSON.stringify(exchange));
  });

  it('is answered later through the event endpoint, and too late a second time', async t => {
    const gateway = await open(t, reply('DeferredResponse'));
    const directing = gateway.direct();
    await gateway.skill.called(1);
    const header = { correlationToken: correlationOf(gateway) };
    const parts = { endpointId: 'lamp-1', header, context: [brightness(55, 2)] };
    assert.equal(await gateway.post(event(['Alexa', 'Response'], parts)), 202);
    const exchange = await directing;
    assert.equal(memberOf(exchange, 'deferred'), true);
    assert.equal(textAt(exchange, ['deferredResponse', 'event', 'header', 'name']), 'DeferredResponse');
    assert.equal(textAt(exchange, ['reply', 'event', 'header', 'correlationToken']), header.correlationToken);
    assertNoSecret(JSON.stringify(exchange));
    assert.deepEqual(await valuesOf(gateway), [55]);
    assert.equal(await gateway.post(event(['Alexa', 'Response'], parts)), 202);
    assert.equal((await gateway.lastEntry()).reason?.code, 'already-answered');
  });

  it('times out at a skill that stays silent, and a late answer says by how much', async t => {
    const gateway = await open(t, () => {});
    const directing = gateway.direct();
    await gateway.skill.called(1);
    await gateway.clock.advance(8_000);
    const exchange = await directing;
    assert.equal(memberOf(exchange, 'reason'), 'SKILL_RESPONSE_TIMEOUT_EXCEPTION');
    assert.deepEqual([memberOf(exchange, 'tookMs'), memberOf(exchange, 'reply')], [8_000, undefined]);
    await gateway.clock.advance(700);
    const parts = { endpointId: 'lamp-1', header: { correlationToken: correlationOf(gateway) }, context: [] };
    assert.equal(await gateway.post(event(['Alexa', 'Response'], parts)), 202);
    const { reason, effects } = await gateway.lastEntry();
    assert.deepEqual([reason?.code, reason?.lateByMs, effects], ['late-reply', 700, []]);
  });

  it('does not keep the gateway from stopping', async t => {
    const gateway = await open(t, () => {});
    const directing = gateway.direct().catch(() => undefined);
    await gateway.skill.called(1);
    await gateway.stop();
    await directing;
    assert.equal(gateway.clock.pending().length, 0);
  });
});
