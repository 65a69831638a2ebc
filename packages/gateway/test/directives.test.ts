import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type AlexaEvent, memberOf, textAt, withScopeToken } from '@gatehouse/protocol';
import { assertNoSecret } from '@gatehouse/testing';
import type { JournalEntry } from '../journal/journal-entry.ts';
import type { JsonAnswer, TestGateway } from './gateway-fixture.ts';
import { brightness, capability, event, property } from './home-fixture.ts';
import { openSkillGateway } from './open-skill-gateway.ts';
import { answer, reply, type SkillFixture, type SkillHandler } from './skill-fixture.ts';

const lamp = {
  endpointId: 'lamp-1',
  manufacturerName: 'Gatehouse',
  description: 'A lamp',
  friendlyName: 'Lamp',
  displayCategories: ['LIGHT'],
  capabilities: [
    capability('Alexa.BrightnessController', ['brightness']),
    capability('Alexa.LockController', ['lockState']),
    capability('Alexa.PowerController', ['powerState']),
    {
      type: 'AlexaInterface',
      interface: 'Alexa.WakeOnLANController',
      version: '3',
      properties: {},
      configuration: { MACAddresses: ['aa:bb:cc:dd:ee:ff'] },
    },
    { type: 'AlexaInterface', interface: 'Alexa', version: '3' },
  ],
};

interface Home extends TestGateway {
  readonly skill: SkillFixture;
  post(message: object): Promise<number>;
  /** Has a directive sent to the lamp; PowerController.TurnOn unless told otherwise. */
  direct(names?: object): Promise<JsonAnswer>;
  entryOf(kind: string): Promise<JournalEntry>;
  correlationToken(): string;
}

async function open(t: TestContext, handle: SkillHandler): Promise<Home> {
  const { gateway, skill } = await openSkillGateway(t, { handle });
  const token = (await gateway.enable({ directiveUrl: skill.url })).access_token;
  const post = async (message: object): Promise<number> =>
    (await gateway.postEvent(withScopeToken(message as AlexaEvent, token), { token })).status;
  assert.equal(await post(event(['Alexa.Discovery', 'AddOrUpdateReport'], { payload: { endpoints: [lamp] } })), 202);
  const turnOn = { endpointId: 'lamp-1', namespace: 'Alexa.PowerController', name: 'TurnOn' };
  return {
    ...gateway,
    skill,
    post,
    direct: names =>
      gateway.control('POST', '/directives', { skillId: 'skill-1', userId: 'user-1', ...turnOn, ...names }),
    entryOf: async kind => {
      const { body } = await gateway.control('GET', `/journal?kind=${kind}`);
      return (memberOf(body, 'items') as JournalEntry[]).at(-1) ?? assert.fail(`no ${kind}`);
    },
    correlationToken: () => textAt(skill.calls.at(-1)?.directive, ['directive', 'header', 'correlationToken']) ?? '',
  };
}

const reportState = { namespace: 'Alexa', name: 'ReportState' };

describe('POST /directives', () => {
  it('asks for state with ReportState, which feeds the home, and leaves one entry', async t => {
    const context = [brightness(30, 1), property(['LockController', 'lockState'], 'LOCKED', 1)];
    const home = await open(t, reply('StateReport', { context }));
    const { status, body } = await home.direct(reportState);
    assert.deepEqual([status, memberOf(body, 'reason'), memberOf(body, 'problems')], [200, undefined, undefined]);
    const entry = await home.entryOf('ReportState');
    assert.deepEqual(entry.effects, memberOf(body, 'effects'));
    assert.equal(entry.effects.length, 2);
    assert.deepEqual([entry.status, entry.verdict, entry.path], [200, 'accepted', '/_gatehouse/directives']);
    const sent = textAt(home.skill.calls[0]?.directive, ['directive', 'header', 'messageId']);
    assert.deepEqual([entry.messageId, entry.endpointId, entry.exchange?.reply], [sent, 'lamp-1', 'StateReport']);
    assert.equal((await home.entryOf('ReportState')).id, entry.id);
    assertNoSecret(JSON.stringify(entry));
  });

  it('sends what breaks the form of its directive, and lists the problems', async t => {
    const home = await open(t, reply('Response', { payload: {} }));
    const wrong = { namespace: 'Alexa.BrightnessController', name: 'SetBrightness', payload: { brightness: 'high' } };
    const { status, body } = await home.direct(wrong);
    assert.equal(status, 200);
    const problems = memberOf(body, 'problems') as { in: string; pointer: string; code: string }[];
    assert.deepEqual(
      problems.map(({ in: place, pointer }) => [place, pointer]),
      [['directive', '/directive/payload/brightness']],
    );
    assert.notEqual(problems[0]?.code, '[secret]');
    assert.equal(home.skill.calls.length, 1);
    assert.deepEqual((await home.entryOf('SetBrightness')).problems, problems);
  });

  it('lists that the endpoint does not declare the interface, or is not known', async t => {
    const home = await open(t, reply('Response'));
    const rulesOf = async (names: object): Promise<string[]> => {
      const { body } = await home.direct(names);
      return (memberOf(body, 'problems') as { rule: string }[]).map(({ rule }) => rule);
    };
    const mute = { namespace: 'Alexa.Speaker', name: 'SetMute', payload: { mute: true } };
    assert.deepEqual(await rulesOf(mute), ['registration-directive']);
    assert.deepEqual(await rulesOf({ endpointId: 'lamp-9' }), ['registration-endpoint']);
  });

  it('takes an answer that breaks a rule, lists the problems and says what of it had no effect', async t => {
    const context = [brightness(130, 1), property(['ToggleController', 'toggleState'], 'ON', 1, { instance: 'x' })];
    const home = await open(t, reply('Response', { context }));
    const { body } = await home.direct();
    const problems = memberOf(body, 'problems') as { in: string; pointer: string }[];
    assert.deepEqual(
      problems.map(({ in: place, pointer }) => [place, pointer]),
      [['reply', '/context/properties/0/value']],
    );
    assert.deepEqual(
      (memberOf(body, 'ignored') as { code: string }[]).map(({ code }) => code),
      ['out-of-range', 'not-declared'],
    );
    const entry = await home.entryOf('TurnOn');
    assert.deepEqual([entry.status, entry.reason?.code, entry.effects], [200, 'out-of-range', []]);
  });

  it('journals an error as an answer, silence as 504 and rubbish as 502', async t => {
    const answers: readonly SkillHandler[] = [
      reply('ErrorResponse', { payload: { type: 'ENDPOINT_UNREACHABLE', message: 'gone' } }),
      () => {},
      answer('gatehouse-secret-page'),
    ];
    let calls = 0;
    const home = await open(t, (call, response) => answers[calls++]?.(call, response));
    await home.direct();
    const failed = await home.entryOf('TurnOn');
    assert.deepEqual([failed.status, failed.exchange?.error, failed.reason], [200, 'ENDPOINT_UNREACHABLE', undefined]);
    const silent = home.direct();
    await home.skill.called(2);
    await home.clock.advance(8_000);
    await silent;
    const cut = await home.entryOf('TurnOn');
    assert.deepEqual([cut.status, cut.verdict, cut.reason?.code], [504, 'cut', 'SKILL_RESPONSE_TIMEOUT_EXCEPTION']);
    await home.direct();
    const refused = await home.entryOf('TurnOn');
    assert.deepEqual([refused.status, refused.verdict, refused.reason?.code], [502, 'refused', 'not-a-reply']);
    assertNoSecret(JSON.stringify([failed, cut, refused]));
  });

  it("has the 8 s of its limit on the gateway's clock, also when that is moved on", async t => {
    const home = await open(t, reply('DeferredResponse'));
    const directing = home.direct();
    await home.skill.called(1);
    await home.control('POST', '/clock', { advanceMs: 8_000 });
    const { body } = await directing;
    assert.equal(memberOf(body, 'reason'), 'SKILL_RESPONSE_TIMEOUT_EXCEPTION');
    assert.deepEqual([memberOf(body, 'tookMs'), (await home.entryOf('TurnOn')).status], [8_000, 504]);
  });

  it('gives a lock the time that its DeferredResponse estimates', async t => {
    const home = await open(t, reply('DeferredResponse', { payload: { estimatedDeferralInSeconds: 15 } }));
    const directing = home.direct({ namespace: 'Alexa.LockController', name: 'Lock' });
    await home.skill.called(1);
    // The longer limit counts from the arrival of the DeferredResponse.
    await home.clock.settle(() => (home.clock.pending()[0]?.delayMs ?? 0) > 8_000);
    await home.clock.advance(14_000);
    const header = { correlationToken: home.correlationToken() };
    const context = [property(['LockController', 'lockState'], 'LOCKED', 9)];
    assert.equal(await home.post(event(['Alexa', 'Response'], { endpointId: 'lamp-1', header, context })), 202);
    const { body } = await directing;
    assert.deepEqual([memberOf(body, 'tookMs'), memberOf(body, 'reason')], [14_000, undefined]);
    const entry = await home.entryOf('Lock');
    assert.deepEqual([entry.exchange?.reply, entry.effects], ['Response', []]);
    assert.deepEqual(
      (await home.entryOf('Response')).effects.map(({ type }) => type),
      ['reply', 'state'],
    );
  });

  it('lets a computer wake up between the DeferredResponse and the Response', async t => {
    const home = await open(t, reply('DeferredResponse'));
    const directing = home.direct();
    await home.skill.called(1);
    const parts = { endpointId: 'lamp-1', header: { correlationToken: home.correlationToken() }, context: [] };
    assert.equal(await home.post(event(['Alexa.WakeOnLANController', 'WakeUp'], parts)), 202);
    const { effects } = await home.lastEntry();
    assert.deepEqual(effects[0]?.type === 'wake-up' && effects[0].macAddresses, ['aa:bb:cc:dd:ee:ff']);
    assert.equal(await home.post(event(['Alexa', 'Response'], parts)), 202);
    const { body } = await directing;
    assert.deepEqual([memberOf(body, 'deferred'), memberOf(body, 'reason')], [true, undefined]);
  });

  it('refuses a body that nests without end, and sends nothing', async t => {
    const home = await open(t, reply('Response'));
    let deep: unknown = 1;
    for (let level = 0; level < 3_000; level++) deep = { deep };
    const { status, body } = await home.direct({ payload: deep });
    assert.deepEqual([status, memberOf(body, 'code')], [400, 'invalid-request']);
    assert.equal(home.skill.calls.length, 0);
  });

  it('is answered, and so is a wait for the journal, when the gateway stops meanwhile', async t => {
    const home = await open(t, () => {});
    const directing = home.direct();
    await home.skill.called(1);
    const waiting = home.control('POST', '/journal/await', { match: { messageId: 'never' }, timeoutMs: 60_000 });
    await home.clock.settle(() => home.clock.pending().some(({ delayMs }) => delayMs === 60_000));
    await home.stop();
    const { status, body } = await directing;
    assert.deepEqual([status, memberOf(body, 'reason')], [200, 'gateway-stopping']);
    assert.equal((await waiting).status, 408);
  });
});
