import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { sleep } from '@gatehouse/client/platform';
import { type AlexaEvent, acceptGrant, deferredResponse, response, textAt } from '@gatehouse/protocol';
import {
  assertNoSecret,
  createRecordingLog,
  createSeededRandom,
  createVirtualClock,
  type VirtualClock,
} from '@gatehouse/testing';
import { keepingDefaults } from '../config/keeping-config.ts';
import type { GrantAnswer, GrantAsk } from '../grant/accept-grant.ts';
import { GrantDesk } from '../grant/grant-desk.ts';
import type { GranteeResolver } from '../grantee/grantee-resolver.ts';
import { DirectiveDesk, type DirectiveDeskOptions } from './directive-desk.ts';
import { HandlerDesk, type HandlerDeskOptions } from './handler-desk.ts';
import type { PostAnswer, PostJson } from './post-json.ts';
import { ReplyDeadlines } from './reply-deadlines.ts';

const CODE = 'GATEHOUSE-CODE-directive-desk';

const lamp = {
  endpointId: 'lamp-1',
  capabilities: [
    {
      interface: 'Alexa.PowerController',
      properties: { supported: [{ name: 'powerState' }], retrievable: true, proactivelyReported: true },
    },
    {
      interface: 'Alexa.BrightnessController',
      properties: { supported: [{ name: 'brightness' }], retrievable: true, proactivelyReported: true },
    },
  ],
};

const store: DirectiveDeskOptions['store'] = {
  listEndpoints: async ({ customer, limit }) =>
    Array.from({ length: Math.min(limit, customer === 'crowded' ? 301 : 1) }, (_, index) => {
      const endpointId = `lamp-${index + 1}`;
      return { endpointId, description: JSON.stringify({ ...lamp, endpointId }) };
    }),
  readEndpoint: async (customer, endpointId) => {
    if (customer === 'broken') throw new TypeError('The disk is gone');
    return endpointId === 'lamp-1' ? { endpointId, description: JSON.stringify(lamp) } : undefined;
  },
  readShadow: async () => ({
    version: 1,
    properties: [
      {
        namespace: 'Alexa.PowerController',
        name: 'powerState',
        class: 'level',
        current: { value: 'ON', timeOfSample: Date.UTC(2026, 0, 1), uncertaintyInMilliseconds: 5 },
        reported: { value: 'OFF', timeOfSample: 0, uncertaintyInMilliseconds: 0 },
      },
    ],
  }),
};

interface Setting {
  readonly grant?: GrantAnswer;
  readonly answer?: PostAnswer | PostJson;
  /** What is read of the customer; nobody is known by default. */
  readonly readCustomer?: HandlerDeskOptions['store']['readCustomer'];
  readonly putDirective?: () => Promise<void>;
  /** How long it takes to find out that a directive is of c-1, in milliseconds; default: only the header says so. */
  readonly findingMs?: number;
  /** A desk of grants in the place of `grant`. */
  readonly openGrants?: (clock: VirtualClock) => DirectiveDeskOptions['grants'];
}

function openDesk(setting: Setting = {}) {
  const log = createRecordingLog();
  const clock = createVirtualClock();
  const deadlines = new ReplyDeadlines({
    clock,
    store: { putDirective: setting.putDirective ?? (async () => {}), readDirective: async () => undefined },
  });
  const grants: GrantAsk[] = [];
  const discovers: string[] = [];
  const posts: { headers: Readonly<Record<string, string>>; body: string }[] = [];
  const { answer } = setting;
  const postJson: PostJson = async post => {
    posts.push(post);
    return typeof answer === 'function' ? answer(post) : (answer ?? assert.fail());
  };
  const handler = new HandlerDesk({
    ...{ store: { readCustomer: setting.readCustomer ?? (async () => undefined) }, deadlines, clock, log },
    random: createSeededRandom(2),
    replies: { acceptReply: () => assert.fail(), acceptEvent: () => assert.fail() },
    ...(answer === undefined ? {} : { postJson }),
    config: keepingDefaults.deferral,
    handlerTimeoutMs: 7_000,
  });
  const acceptGrant = async (ask: GrantAsk): Promise<GrantAnswer> => {
    grants.push(ask);
    return setting.grant ?? { type: 'accepted' };
  };
  const { findingMs } = setting;
  const desk = new DirectiveDesk({
    ...{ store, deadlines, handler, clock, log },
    grants: setting.openGrants?.(clock) ?? { acceptGrant },
    grantees: findingMs === undefined ? undefined : slowResolver(clock, findingMs),
    onDiscover: async customer => void discovers.push(customer),
    random: createSeededRandom(1),
  });
  return { desk, handler, log, clock, deadlines, grants, posts, discovers };
}

function slowResolver(clock: VirtualClock, findingMs: number): GranteeResolver {
  const resolveCustomer: GranteeResolver['resolveCustomer'] = async () => {
    await sleep(clock, findingMs);
    return { type: 'known', customer: 'c-1' };
  };
  return { resolveCustomer, close: async () => {} };
}

function directiveOf(namespace: string, name: string, endpointId = 'lamp-1'): object {
  const header = { namespace, name, messageId: 'm-1', payloadVersion: '3', correlationToken: 'token-1' };
  return { directive: { header, endpoint: { endpointId }, payload: {} } };
}

function errorOf(event: AlexaEvent): string | undefined {
  return textAt(event, ['event', 'payload', 'type']);
}

const grant = acceptGrant({ messageId: 'm-1', code: CODE, granteeToken: 'gatehouse-secret-grantee' });
const turnOn = directiveOf('Alexa.PowerController', 'TurnOn');
const reportState = directiveOf('Alexa', 'ReportState');
const discover = { directive: { header: { namespace: 'Alexa.Discovery', name: 'Discover' }, payload: {} } };

test('answerDirective() has a grant exchanged and answers AcceptGrant.Response after it', async () => {
  const { desk, grants, log } = openDesk();
  const reply = await desk.answerDirective({ directive: grant, customer: 'c-1', region: 'EU' });
  assert.equal(reply.event.header.name, 'AcceptGrant.Response');
  assert.deepEqual([grants[0]?.customer, grants[0]?.region, grants[0]?.code.reveal()], ['c-1', 'EU', CODE]);
  assertNoSecret(log.text() + JSON.stringify([reply, grants]));
});

test('answerDirective() answers ACCEPT_GRANT_FAILED with the reason when the exchange failed', async () => {
  const { desk, log } = openDesk({ grant: { type: 'failed', reason: 'The code is not valid any more' } });
  const reply = await desk.answerDirective({ directive: grant, customer: 'c-1' });
  assert.deepEqual(reply.event.payload, { type: 'ACCEPT_GRANT_FAILED', message: 'The code is not valid any more' });
  assert.equal(reply.event.header.namespace, 'Alexa.Authorization');
  assertNoSecret(log.text());
});

test('answerDirective() answers ACCEPT_GRANT_FAILED when nobody says whose grant it is', async () => {
  const { desk, grants } = openDesk();
  const reply = await desk.answerDirective({ directive: grant });
  assert.equal(errorOf(reply), 'ACCEPT_GRANT_FAILED');
  assert.match(String(reply.event.payload.message), /gatehouse-customer/);
  assert.deepEqual(grants, []);
});

test('answerDirective() answers ACCEPT_GRANT_FAILED when the directive has no code', async () => {
  const { desk } = openDesk();
  const directive = { directive: { header: grant.directive.header, payload: {} } };
  assert.equal(errorOf(await desk.answerDirective({ directive, customer: 'c-1' })), 'ACCEPT_GRANT_FAILED');
});

test('answerDirective() answers Discover from the registry, and says so first', async () => {
  const { desk, discovers } = openDesk();
  const reply = await desk.answerDirective({ directive: discover, customer: 'c-1' });
  assert.equal(reply.event.header.name, 'Discover.Response');
  assert.deepEqual(reply.event.payload, { endpoints: [lamp] });
  assert.deepEqual(discovers, ['c-1']);
  await desk.answerDirective({ directive: discover });
  assert.deepEqual(discovers, ['c-1'], 'a Discover of nobody known is refused');
});

test('answerDirective() answers Discover with as many endpoints as Alexa takes, and logs it', async () => {
  const { desk, log } = openDesk();
  const reply = await desk.answerDirective({ directive: discover, customer: 'crowded' });
  assert.equal((reply.event.payload.endpoints as unknown[]).length, 300);
  assert.equal(log.lines[0]?.level, 'warn');
});

test('answerDirective() answers ReportState with each retrievable property that is known', async () => {
  const { desk } = openDesk();
  const reply = await desk.answerDirective({ directive: reportState, customer: 'c-1' });
  assert.equal(reply.event.header.name, 'StateReport');
  assert.equal(reply.event.header.correlationToken, 'token-1');
  assert.deepEqual(reply.context?.properties, [
    {
      namespace: 'Alexa.PowerController',
      name: 'powerState',
      value: 'ON',
      timeOfSample: '2026-01-01T00:00:00.000Z',
      uncertaintyInMilliseconds: 5,
    },
  ]);
});

test('answerDirective() answers NO_SUCH_ENDPOINT when the endpoint of ReportState is not registered', async () => {
  const { desk } = openDesk();
  const directive = directiveOf('Alexa', 'ReportState', 'lamp-2');
  const reply = await desk.answerDirective({ directive, customer: 'c-1' });
  assert.equal(errorOf(reply), 'NO_SUCH_ENDPOINT');
  assert.equal(reply.event.endpoint?.endpointId, 'lamp-2');
  assert.equal(reply.event.header.correlationToken, 'token-1');
});

for (const directive of [discover, reportState]) {
  test(`answerDirective() cannot answer ${JSON.stringify(directive).slice(0, 60)} when the customer is unknown`, async () => {
    const { desk } = openDesk();
    assert.equal(errorOf(await desk.answerDirective({ directive })), 'INVALID_AUTHORIZATION_CREDENTIAL');
  });
}

test('answerDirective() answers INVALID_DIRECTIVE when ReportState names no endpoint', async () => {
  const { desk } = openDesk();
  const directive = { directive: { header: { namespace: 'Alexa', name: 'ReportState' }, payload: {} } };
  assert.equal(errorOf(await desk.answerDirective({ directive, customer: 'c-1' })), 'INVALID_DIRECTIVE');
});

test('answerDirective() answers INTERNAL_ERROR when the store fails, and says why in the log alone', async () => {
  const { desk, log } = openDesk();
  const reply = await desk.answerDirective({ directive: reportState, customer: 'broken' });
  assert.equal(errorOf(reply), 'INTERNAL_ERROR');
  assert.doesNotMatch(JSON.stringify(reply), /disk/);
  assert.match(log.text(), /disk/);
});

test('answerDirective() answers ENDPOINT_UNREACHABLE when there is no handler', async () => {
  const { desk } = openDesk();
  assert.equal(errorOf(await desk.answerDirective({ directive: turnOn, customer: 'c-1' })), 'ENDPOINT_UNREACHABLE');
});

test("answerDirective() passes a control directive on and the handler's answer back", async () => {
  const reply = response({ messageId: 'm-2', correlationToken: 'token-1', endpointId: 'lamp-1', properties: [] });
  const { desk, posts } = openDesk({ answer: { type: 'answered', status: 200, text: JSON.stringify(reply) } });
  assert.deepEqual(await desk.answerDirective({ directive: turnOn, customer: 'c-1', region: 'FE' }), reply);
  assert.deepEqual(posts[0]?.headers, {
    'content-type': 'application/json',
    'gatehouse-customer': 'c-1',
    'gatehouse-region': 'FE',
  });
  assert.deepEqual(JSON.parse(posts[0]?.body ?? ''), turnOn);
});

test('answerDirective() answers ENDPOINT_UNREACHABLE when the handler gives no answer', async () => {
  const { desk, log } = openDesk({ answer: { type: 'unanswered', reason: 'timeout', detail: '' } });
  const reply = await desk.answerDirective({ directive: turnOn, customer: 'c-1' });
  assert.equal(errorOf(reply), 'ENDPOINT_UNREACHABLE');
  assert.equal(reply.event.header.correlationToken, 'token-1');
  assert.equal(log.lines[0]?.fields.name, 'Alexa.PowerController.TurnOn');
});

test('answerDirective() answers INTERNAL_ERROR when the handler answers with something else', async () => {
  const { desk } = openDesk({ answer: { type: 'answered', status: 200, text: 'ok' } });
  assert.equal(errorOf(await desk.answerDirective({ directive: turnOn, customer: 'c-1' })), 'INTERNAL_ERROR');
});

function deferring(seconds: number): Setting {
  const event = deferredResponse({
    messageId: 'm-2',
    correlationToken: 'token-1',
    estimatedDeferralInSeconds: seconds,
  });
  return { answer: { type: 'answered', status: 200, text: JSON.stringify(event) } };
}

test('answerDirective() lets a lock take as long as its DeferredResponse says', async () => {
  const { desk, deadlines, clock } = openDesk(deferring(20));
  await desk.answerDirective({ directive: directiveOf('Alexa.LockController', 'Lock'), customer: 'c-1' });
  assert.equal(deadlines.deadlineOf('token-1'), clock.now() + 20_000);
});

test('answerDirective() gives every other interface 8 s, whatever its DeferredResponse says', async () => {
  const { desk, deadlines, clock } = openDesk(deferring(20));
  const reply = await desk.answerDirective({ directive: turnOn, customer: 'c-1' });
  assert.equal(reply.event.header.name, 'DeferredResponse');
  assert.equal(deadlines.deadlineOf('token-1'), clock.now() + 8_000);
});

const noAnswer = (): Promise<never> => new Promise(() => {});

/** A handler that is silent until it is cut off, or answers as it is told. */
function slowHandler() {
  const told = Promise.withResolvers<PostAnswer>();
  const answer: PostJson = ({ signal }) =>
    Promise.race([
      told.promise,
      once(signal ?? assert.fail(), 'abort').then(
        (): PostAnswer => ({ type: 'unanswered', reason: 'timeout', detail: '' }),
      ),
    ]);
  return { answer, tell: told.resolve };
}

/** What `direct` has come to after each second, until it has come to something. */
async function secondsOf(
  clock: VirtualClock,
  asked: Promise<AlexaEvent>,
): Promise<{ seconds: number; reply: AlexaEvent }> {
  let reply: AlexaEvent | undefined;
  void asked.then(one => {
    reply = one;
  });
  for (let seconds = 0; seconds <= 8; seconds++) {
    if (reply !== undefined) return { seconds, reply };
    await clock.advance(1_000);
  }
  return assert.fail('Nothing was said after 8 s');
}

test('answerDirective() answers ENDPOINT_UNREACHABLE in time when neither the handler nor the store answers', async () => {
  const { desk, clock } = openDesk({ answer: slowHandler().answer, readCustomer: noAnswer });
  const { seconds, reply } = await secondsOf(clock, desk.answerDirective({ directive: turnOn, customer: 'c-1' }));
  assert.deepEqual([seconds, errorOf(reply)], [7, 'ENDPOINT_UNREACHABLE']);
  assert.deepEqual(clock.pending(), []);
});

for (const [what, readCustomer] of [
  ['does not answer', noAnswer],
  ['fails', () => Promise.reject(new TypeError('The disk is gone'))],
] as const) {
  test(`answerDirective() passes on what the handler says after 5 s while the store ${what}`, async () => {
    const { answer, tell } = slowHandler();
    const { desk, clock } = openDesk({ answer, readCustomer });
    const asked = desk.answerDirective({ directive: turnOn, customer: 'c-1' });
    await clock.advance(5_500);
    const said = response({ messageId: 'm-2', correlationToken: 'token-1', endpointId: 'lamp-1', properties: [] });
    tell({ type: 'answered', status: 200, text: JSON.stringify(said) });
    assert.deepEqual(await asked, said);
    assert.deepEqual(clock.pending(), []);
  });
}

test('answerDirective() answers DeferredResponse in time when the store does not take the deadline', async () => {
  const link = { state: 'active', since: 0 } as const;
  const readCustomer = async (customer: string) => ({ customer, generation: 1, link });
  const ways = [
    { ...deferring(20), within: 1 },
    { answer: slowHandler().answer, within: 6 },
  ];
  for (const { within, ...handling } of ways) {
    const put = Promise.withResolvers<void>();
    const setting = { ...handling, readCustomer, putDirective: () => put.promise };
    const { desk, handler, clock, log } = openDesk(setting);
    const { seconds, reply } = await secondsOf(clock, desk.answerDirective({ directive: turnOn, customer: 'c-1' }));
    assert.deepEqual([seconds, reply.event.header.name], [within, 'DeferredResponse']);
    assert.ok(log.lines.some(({ message }) => message === 'The deadline of a directive is not stored yet'));
    put.resolve();
    await handler.stop(async () => {});
    assert.deepEqual(clock.pending(), []);
  }
});

const scope = { type: 'BearerToken', token: 'gatehouse-secret-grantee' };
const scoped = (namespace: string, name: string): object => {
  const header = { namespace, name, messageId: 'm-1', payloadVersion: '3', correlationToken: 'token-1' };
  return { directive: { header, endpoint: { endpointId: 'lamp-1', scope }, payload: {} } };
};
const linked: HandlerDeskOptions['store']['readCustomer'] = async customer => ({
  ...{ customer, generation: 1 },
  link: { state: 'active', since: 0 },
});

test('answerDirective() answers AcceptGrant 7 s after it came, also when finding its customer takes 3 s of them', async () => {
  const hanging = {
    exchangeCode: noAnswer,
    refresh: noAnswer,
    requestClientCredentials: noAnswer,
    close: async () => {},
  };
  const vault = { read: async () => ({ type: 'none' }) as const, put: () => assert.fail() };
  const openGrants = (clock: VirtualClock): GrantDesk =>
    new GrantDesk({ vault, tokens: hanging, clock, log: createRecordingLog(), discoverGraceMs: 0, onGrant: () => {} });
  const { desk, clock } = openDesk({ findingMs: 3_000, openGrants });
  const { seconds, reply } = await secondsOf(clock, desk.answerDirective({ directive: grant }));
  assert.deepEqual([seconds, errorOf(reply)], [7, 'ACCEPT_GRANT_FAILED']);
  assert.deepEqual(clock.pending(), []);
});

for (const [findingMs, within] of [
  [3_000, 5],
  [6_000, 6],
] as const) {
  test(`answerDirective() answers DeferredResponse ${within} s after a directive came whose customer took ${findingMs} ms to find`, async () => {
    const { desk, handler, clock } = openDesk({ answer: slowHandler().answer, readCustomer: linked, findingMs });
    const asked = desk.answerDirective({ directive: scoped('Alexa.PowerController', 'TurnOn') });
    const { seconds, reply } = await secondsOf(clock, asked);
    assert.deepEqual([seconds, reply.event.header.name], [within, 'DeferredResponse']);
    await handler.stop(async () => {});
    assert.deepEqual(clock.pending(), []);
  });
}

test('answerDirective() gives up in time when the customer is found late, the handler is silent and the store hangs', async () => {
  const { desk, clock } = openDesk({ answer: slowHandler().answer, readCustomer: noAnswer, findingMs: 6_000 });
  const asked = desk.answerDirective({ directive: scoped('Alexa.PowerController', 'TurnOn') });
  const { seconds, reply } = await secondsOf(clock, asked);
  assert.deepEqual([seconds, errorOf(reply)], [7, 'ENDPOINT_UNREACHABLE']);
  assert.deepEqual(clock.pending(), []);
});

test('answerDirective() passes nothing on whose customer is found when the time of the handler is over', async () => {
  const { desk, clock, posts, log } = openDesk({ answer: slowHandler().answer, findingMs: 7_000 });
  const asked = desk.answerDirective({ directive: scoped('Alexa.PowerController', 'TurnOn') });
  const { seconds, reply } = await secondsOf(clock, asked);
  assert.deepEqual([seconds, errorOf(reply), posts], [7, 'ENDPOINT_UNREACHABLE', []]);
  assert.ok(log.lines.some(({ message }) => /found too late/.test(message)));
});

test('answerDirective() does not wait for the store beyond 7.5 s after the directive came', async () => {
  const setting = { answer: slowHandler().answer, readCustomer: linked, putDirective: noAnswer, findingMs: 6_900 };
  const { desk, clock } = openDesk(setting);
  let answeredAt: number | undefined;
  const asked = desk.answerDirective({ directive: scoped('Alexa.PowerController', 'TurnOn') }).then(reply => {
    answeredAt = clock.monotonic();
    return reply.event.header.name;
  });
  await clock.advance(8_000);
  assert.deepEqual([await asked, answeredAt], ['DeferredResponse', 7_500]);
});
