import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type AlexaEvent, memberOf, textAt, withScopeToken } from '@gatehouse/protocol';
import type { JournalEntry } from '../journal/journal-entry.ts';
import { CLIENT_SECRET, type JsonAnswer, type TestGateway, type Tokens } from './gateway-fixture.ts';
import { brightness, capability, changeReport, event, property } from './home-fixture.ts';
import { openSkillGateway } from './open-skill-gateway.ts';
import { answer, reply, replyTo, type SkillFixture, type SkillHandler } from './skill-fixture.ts';

const described = { manufacturerName: 'Gatehouse', description: 'A thing', displayCategories: ['OTHER'] };
const button = {
  ...described,
  endpointId: 'remote-1',
  friendlyName: 'Remote',
  capabilities: [
    {
      type: 'AlexaInterface',
      interface: 'Alexa.SimpleEventSource',
      version: '1.0',
      instance: 'button-1',
      capabilityResources: { friendlyNames: [{ '@type': 'asset', value: { assetId: 'Alexa.Button.OnButton' } }] },
      configuration: {
        supportedEvents: [
          {
            id: 'Push.1',
            friendlyNames: [{ '@type': 'asset', value: { assetId: 'Alexa.Button.SinglePush' } }],
          },
        ],
      },
    },
  ],
};
const door = {
  ...described,
  endpointId: 'door-1',
  friendlyName: 'Door',
  capabilities: [capability('Alexa.ContactSensor', ['detectionState'])],
};
const bell = {
  ...described,
  endpointId: 'bell-1',
  friendlyName: 'Bell',
  capabilities: [
    { type: 'AlexaInterface', interface: 'Alexa.DoorbellEventSource', version: '3', proactivelyReported: true },
  ],
};
const lamp = {
  ...described,
  endpointId: 'lamp-1',
  friendlyName: 'Lamp',
  capabilities: [
    capability('Alexa.BrightnessController', ['brightness']),
    capability('Alexa.PowerController', ['powerState']),
  ],
};

interface Home extends TestGateway {
  readonly skill: SkillFixture;
  /** Posts an event of the skill with the sensors. */
  post(message: object): Promise<number>;
  /** Posts an event of the skill with the lamp. */
  postLamp(message: object): Promise<number>;
  put(routineId: string, routine: object): Promise<JsonAnswer>;
  /** The first so many entries of directives, as soon as they are there. */
  directives(count: number): Promise<JournalEntry[]>;
}

/** A home of two skills: sensors, and a lamp whose skill answers as told. */
async function open(t: TestContext, handle: SkillHandler): Promise<Home> {
  const { gateway, skill } = await openSkillGateway(t, { handle });
  const tokens = { sensors: (await gateway.enable()).access_token, lamp: '' };
  const body = { clientId: 'client-2', clientSecret: CLIENT_SECRET, directiveUrl: skill.url };
  await gateway.control('PUT', '/skills/skill-2', body);
  const granted = await gateway.control('POST', '/tokens', { skillId: 'skill-2', userId: 'user-1' });
  tokens.lamp = (granted.body as Tokens).access_token;
  const postAs = async (token: string, message: object): Promise<number> =>
    (await gateway.postEvent(withScopeToken(message as AlexaEvent, token), { token })).status;
  const home: Home = {
    ...gateway,
    skill,
    post: message => postAs(tokens.sensors, message),
    postLamp: message => postAs(tokens.lamp, message),
    put: (routineId, routine) => gateway.control('PUT', `/customers/user-1/routines/${routineId}`, routine),
    directives: async count => {
      const { body: awaited } = await gateway.control('POST', '/journal/await', {
        match: { skillId: 'skill-2' },
        count,
      });
      return memberOf(awaited, 'items') as JournalEntry[];
    },
  };
  const announce = (endpoints: object[]): object =>
    event(['Alexa.Discovery', 'AddOrUpdateReport'], { payload: { endpoints } });
  assert.equal(await home.post(announce([button, door, bell])), 202);
  assert.equal(await home.postLamp(announce([lamp])), 202);
  return home;
}

/** Entries of the lamp's skill before any directive: the report that announced it. */
const BEFORE = 1;

const turnOn = { endpointId: 'lamp-1', namespace: 'Alexa.PowerController', name: 'TurnOn' };
const setBrightness = (value: number): object => ({
  endpointId: 'lamp-1',
  namespace: 'Alexa.BrightnessController',
  name: 'SetBrightness',
  payload: { brightness: value },
});
const whenPushed = { endpointId: 'remote-1', instance: 'button-1', event: 'Push.1' };
const whenOpened = {
  endpointId: 'door-1',
  namespace: 'Alexa.ContactSensor',
  name: 'detectionState',
  value: 'DETECTED',
};

function push(id: string = 'Push.1'): object {
  return event(['Alexa.SimpleEventSource', 'Event'], {
    endpointId: 'remote-1',
    header: { instance: 'button-1', payloadVersion: '1.0' },
    payload: { id, timestamp: '2026-01-01T00:00:00Z' },
  });
}

function doorReport(value: string, seconds: number): object {
  const state = property(['ContactSensor', 'detectionState'], value, seconds);
  return changeReport([state], { endpointId: 'door-1', context: [] });
}

const typesOf = ({ effects }: JournalEntry): string[] => effects.map(({ type }) => type);

describe('a routine', () => {
  it('starts with a SimpleEvent and sends its directives to another skill, in order', async t => {
    const home = await open(t, reply('Response', { context: [brightness(25, 9)] }));
    const body = { name: 'Evening', when: whenPushed, then: [turnOn, setBrightness(25)] };
    assert.equal((await home.put('evening', body)).status, 201);
    assert.equal(await home.post(push()), 202);
    const pressed = (await home.control('GET', '/journal?kind=SimpleEvent')).body as { items: JournalEntry[] };
    assert.deepEqual(pressed.items[0]?.effects[1], {
      type: 'routine',
      routineId: 'evening',
      name: 'Evening',
      directives: 2,
    });
    const [first, second] = (await home.directives(BEFORE + 2)).slice(BEFORE);
    assert.deepEqual([first?.kind, second?.kind], ['TurnOn', 'SetBrightness']);
    assert.deepEqual([first?.status, first?.verdict, first?.path], [200, 'accepted', '/_gatehouse/directives']);
    assert.deepEqual([first?.region, first?.endpointId, first?.userId], ['NA', 'lamp-1', 'user-1']);
    assert.deepEqual(first?.exchange, {
      cause: 'routine',
      routineId: 'evening',
      namespace: 'Alexa.PowerController',
      reply: 'Response',
      deferred: false,
      tookMs: 0,
    });
    assert.deepEqual(second && typesOf(second), []);
    assert.equal(first !== undefined && typesOf(first)[0], 'state');
    const sent = home.skill.calls.map(({ directive }) => textAt(directive, ['directive', 'header', 'messageId']));
    assert.deepEqual(sent, [first?.messageId, second?.messageId]);
  });

  it('starts when a sensor changes, not when it says the same again', async t => {
    const home = await open(t, reply('Response'));
    await home.put('light', { when: whenOpened, then: [turnOn] });
    for (const [value, seconds] of [
      ['DETECTED', 1],
      ['DETECTED', 2],
      ['NOT_DETECTED', 3],
      ['DETECTED', 4],
    ] as const) {
      await home.post(doorReport(value, seconds));
    }
    const { body } = await home.control('GET', '/journal?kind=ChangeReport');
    assert.deepEqual((memberOf(body, 'items') as JournalEntry[]).map(typesOf), [
      ['state', 'routine'],
      ['state'],
      ['state'],
      ['state', 'routine'],
    ]);
    await home.directives(BEFORE + 2);
    assert.equal(home.skill.calls.length, 2);
  });

  it('starts with a press of the doorbell', async t => {
    const home = await open(t, reply('Response'));
    const when = { endpointId: 'bell-1', namespace: 'Alexa.DoorbellEventSource', name: 'DoorbellPress' };
    await home.put('ring', { when, then: [turnOn] });
    const payload = { cause: { type: 'PHYSICAL_INTERACTION' }, timestamp: '2026-01-01T00:00:00Z' };
    await home.post(event(['Alexa.DoorbellEventSource', 'DoorbellPress'], { endpointId: 'bell-1', payload }));
    assert.deepEqual(typesOf(await home.lastEntry()).slice(0, 2), ['doorbell', 'routine']);
    await home.directives(BEFORE + 1);
  });

  it('does not start with what has no effect: stale, duplicate, undeclared, disabled', async t => {
    const home = await open(t, reply('Response'));
    await home.put('light', { when: whenOpened, then: [turnOn] });
    await home.put('press', { when: { endpointId: 'remote-1', event: 'Push.9' }, then: [turnOn] });
    await home.put('off', { enabled: false, when: whenPushed, then: [turnOn] });
    await home.post(doorReport('NOT_DETECTED', 5));
    const stale = doorReport('DETECTED', 4);
    const pushed = push();
    for (const message of [stale, stale, push('Push.9'), pushed, pushed]) assert.equal(await home.post(message), 202);
    const { body } = await home.control('GET', '/journal?skillId=skill-1');
    const items = memberOf(body, 'items') as JournalEntry[];
    assert.deepEqual(
      items.slice(-4).map(entry => entry.reason?.code ?? typesOf(entry).join()),
      ['stale-sample', 'unknown-event', 'simple-event', 'duplicate-message'],
    );
    assert.equal(items.flatMap(typesOf).includes('routine'), false);
    assert.equal(home.skill.calls.length, 0);
  });

  it('journals a directive that the skill does not answer, and goes on', async t => {
    const home = await open(t, (call, response) => {
      const name = textAt(call.directive, ['directive', 'header', 'name']);
      if (name !== 'TurnOn') answer(replyTo(call.directive, 'Response'))(call, response);
    });
    await home.put('evening', { when: whenPushed, then: [turnOn, setBrightness(1)] });
    await home.post(push());
    await home.skill.called(1);
    await home.clock.advance(8_000);
    const [silent, answered] = (await home.directives(BEFORE + 2)).slice(BEFORE);
    assert.deepEqual([silent?.status, silent?.verdict], [504, 'cut']);
    assert.equal(silent?.reason?.code, 'SKILL_RESPONSE_TIMEOUT_EXCEPTION');
    assert.equal(answered?.status, 200);
  });

  it('says why a directive could not be sent', async t => {
    const home = await open(t, reply('Response'));
    const then = [
      { ...turnOn, skillId: 'skill-9' },
      { ...turnOn, skillId: 'skill-2', endpointId: 'nowhere' },
    ];
    await home.put('evening', { when: whenPushed, then });
    await home.post(push());
    const { body } = await home.control('POST', '/journal/await', { match: { kind: 'TurnOn' }, count: 2 });
    const items = memberOf(body, 'items') as JournalEntry[];
    assert.deepEqual(
      items.map(({ status, verdict, reason }) => [status, verdict, reason?.rule]),
      [
        [502, 'refused', 'routine/not-linked'],
        [502, 'refused', 'routine/endpoint-unknown'],
      ],
    );
    assert.equal(home.skill.calls.length, 0);
  });

  it('is cut off when routines start each other in a circle by the state in replies', async t => {
    let seconds = 10;
    const home = await open(t, (call, response) => {
      const value = memberOf(memberOf(memberOf(call.directive, 'directive'), 'payload'), 'brightness');
      seconds += 1;
      answer(replyTo(call.directive, 'Response', { context: [brightness(value, seconds)] }))(call, response);
    });
    const reached = (value: number): object => ({
      endpointId: 'lamp-1',
      namespace: 'Alexa.BrightnessController',
      name: 'brightness',
      value,
    });
    await home.put('up', { when: reached(10), then: [setBrightness(20)] });
    await home.put('down', { when: reached(20), then: [setBrightness(10)] });
    await home.postLamp(changeReport([brightness(10, 1)], { context: [] }));
    const entries = (await home.directives(BEFORE + 1 + 8)).slice(BEFORE + 1);
    const last = entries.at(-1);
    assert.deepEqual([last?.reason?.code, last?.status], ['routine-loop', 200]);
    assert.deepEqual(entries.slice(0, -1).map(typesOf), Array(7).fill(['state', 'routine']));
    assert.equal(home.skill.calls.length, 8);
  });

  it('is cut off when the circle goes through reports of the skill', async t => {
    let seconds = 10;
    const home: Home = await open(t, async (call, response) => {
      const value = memberOf(memberOf(memberOf(call.directive, 'directive'), 'payload'), 'brightness');
      seconds += 1;
      await home.postLamp(changeReport([brightness(value, seconds)], { context: [] }));
      answer(replyTo(call.directive, 'Response'))(call, response);
    });
    const lampIs = { endpointId: 'lamp-1', namespace: 'Alexa.BrightnessController', name: 'brightness' };
    await home.put('up', { when: { ...lampIs, value: 10 }, then: [setBrightness(20)] });
    await home.put('down', { when: { ...lampIs, value: 20 }, then: [setBrightness(10)] });
    await home.postLamp(changeReport([brightness(10, 1)], { context: [] }));
    // One report begins, and each of eight directives leads to a report and an answer.
    const entries = await home.directives(BEFORE + 1 + 16);
    const codes = entries.flatMap(({ reason }) => reason?.code ?? []);
    assert.deepEqual(codes, ['routine-loop']);
    assert.equal(home.skill.calls.length, 8);
  });

  it('is cut off when the circle goes through deferred answers', async t => {
    let seconds = 10;
    const home: Home = await open(t, async (call, response) => {
      const value = memberOf(memberOf(memberOf(call.directive, 'directive'), 'payload'), 'brightness');
      seconds += 1;
      const correlationToken = textAt(call.directive, ['directive', 'header', 'correlationToken']);
      answer(replyTo(call.directive, 'DeferredResponse'))(call, response);
      const context = [brightness(value, seconds)];
      await home.postLamp(
        event(['Alexa', 'Response'], { endpointId: 'lamp-1', header: { correlationToken }, context }),
      );
    });
    const lampIs = { endpointId: 'lamp-1', namespace: 'Alexa.BrightnessController', name: 'brightness' };
    await home.put('up', { when: { ...lampIs, value: 10 }, then: [setBrightness(20)] });
    await home.put('down', { when: { ...lampIs, value: 20 }, then: [setBrightness(10)] });
    await home.postLamp(changeReport([brightness(10, 1)], { context: [] }));
    const entries = await home.directives(BEFORE + 1 + 16);
    assert.deepEqual(
      entries.flatMap(({ reason, kind }) => (reason === undefined ? [] : [`${kind} ${reason.code}`])),
      ['Response routine-loop'],
    );
    assert.equal(home.skill.calls.length, 8);
  });

  it('does not start when too many wait, and says so', async t => {
    const home = await open(t, () => {});
    for (let number = 0; number < 100; number++) await home.put(`r${number}`, { when: whenPushed, then: [turnOn] });
    for (let number = 0; number < 11; number++) assert.equal(await home.post(push()), 202);
    const { effects, reason, ignored } = await home.lastEntry();
    // Of 1,100 eight run and 1,000 wait.
    assert.deepEqual([effects.length, reason?.rule, ignored?.length], [1 + 8, 'routine/routine-queue-full', 92]);
    await home.control('POST', '/reset');
  });

  it('sends nothing more after a reset, and does not keep the gateway from stopping', async t => {
    const home = await open(t, () => {});
    await home.put('evening', { when: whenPushed, then: [turnOn, turnOn] });
    await home.post(push());
    await home.skill.called(1);
    assert.equal((await home.control('POST', '/reset')).status, 204);
    await home.stop();
    assert.equal(home.skill.calls.length, 1);
  });
});

describe('/customers/{userId}/routines', () => {
  it('puts, shows, lists and deletes routines, which go with their customer', async t => {
    const home = await open(t, reply('Response'));
    const body = { when: whenPushed, then: [turnOn] };
    const path = '/customers/user-1/routines';
    assert.equal((await home.put('b', body)).status, 201);
    assert.equal((await home.put('a', { ...body, name: 'First' })).status, 201);
    assert.equal((await home.put('a', body)).status, 200);
    assert.deepEqual((await home.control('GET', `${path}/a`)).body, { routineId: 'a', enabled: true, ...body });
    const page = (await home.control('GET', `${path}?limit=1`)).body;
    assert.deepEqual([memberOf(page, 'next'), (memberOf(page, 'items') as object[]).length], ['a', 1]);
    assert.equal((await home.control('DELETE', `${path}/a`)).status, 204);
    assert.equal((await home.control('DELETE', `${path}/a`)).status, 404);
    assert.equal((await home.control('GET', `${path}/a`)).status, 404);
    assert.equal((await home.control('PUT', '/customers/user-9/routines/a', body)).status, 404);
    await home.control('DELETE', '/customers/user-1');
    await home.control('PUT', '/customers/user-1', { region: 'NA' });
    assert.deepEqual((await home.control('GET', path)).body, { items: [] });
  });

  it('refuses a malformed routine and changes nothing', async t => {
    const home = await open(t, reply('Response'));
    const refused = await home.put('a', { when: { endpointId: 'remote-1', event: 7 }, then: [turnOn] });
    assert.deepEqual([refused.status, memberOf(refused.body, 'pointer')], [400, '/when/event']);
    assert.deepEqual((await home.control('GET', '/customers/user-1/routines')).body, { items: [] });
  });
});
