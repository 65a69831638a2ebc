import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { doorbellPress, encodeTimestamp, memberOf, textAt } from '@gatehouse/protocol';
import type { ScriptedAnswer, ScriptedRequest } from '@gatehouse/testing';
import { BRIGHTNESS, CONTACT, type LinkedHome, POWER, startHome, valuesOf } from './linked-home.ts';
import { CUSTOMER, lamp } from './relay-bench.ts';

// What hurts senders of today between an event and its acceptance, a test each.

const MINUTE = 60_000;
const BUSY: ScriptedAnswer = { code: 'THROTTLING_EXCEPTION', times: Infinity };
const DOWN: ScriptedAnswer = { code: 'SERVICE_UNAVAILABLE_EXCEPTION', times: Infinity };
const FLIPS = Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? 'DETECTED' : 'NOT_DETECTED'));

function pressOf(home: LinkedHome): object {
  return doorbellPress({ endpointId: 'door-1', messageId: 'm-1', timestamp: encodeTimestamp(home.clock.now()) });
}

/** By how much each request came after the one before it, in milliseconds. */
function gapsOf(requests: readonly ScriptedRequest[]): readonly number[] {
  return requests.slice(1).map(({ at }, i) => at - (requests[i]?.at ?? 0));
}

function endpointIdsOf({ json }: ScriptedRequest): readonly string[] {
  const endpoints = memberOf(memberOf(memberOf(json, 'event'), 'payload'), 'endpoints');
  return Array.isArray(endpoints) ? endpoints.map(one => String(memberOf(one, 'endpointId'))) : [];
}

describe('Throttling without back-off', () => {
  it('a throttled message is resent three times at most, a second apart and ever later, under one messageId', async t => {
    const home = await startHome(t);
    home.bench.amazon.plan({ path: 'events' }, BUSY);
    await home.put({ ...CONTACT, value: 'DETECTED' });
    await home.pass(2 * MINUTE);
    const sends = Map.groupBy(home.reports(), ({ messageId }) => messageId);
    assert.ok(sends.size >= 2, 'when the resends are used up it goes on as a new message');
    for (const same of sends.values()) assert.ok(same.length <= 4);
    const gaps = gapsOf(home.reports());
    assert.ok(
      gaps.every(gap => gap >= 1_000),
      `${gaps}`,
    );
    assert.ok((gaps[3] ?? 0) >= 15_000, 'a pause after the last resend');
    assert.ok(gaps.length < 10, `${gaps.length} resends in two minutes`);
  });

  it('Retry-After is honoured, also by what comes in meanwhile', async t => {
    const home = await startHome(t);
    home.bench.amazon.plan({ path: 'events' }, { code: 'THROTTLING_EXCEPTION', headers: { 'retry-after': '40' } });
    await home.put({ ...POWER, value: 'ON' });
    await home.pass(20_000);
    await home.put({ ...BRIGHTNESS, value: 10 });
    await home.put({ ...CONTACT, value: 'DETECTED' });
    await home.pass(19_000);
    assert.equal(home.reports().length, 1);
    await home.pass(10_000);
    assert.deepEqual(new Set(home.accepted()), new Set(['ON', 10, 'DETECTED']));
  });
});

describe('Retried events overtaking newer ones so that Alexa ends on the old state', () => {
  it('a level that failed is not resent once a newer value is there: the last accepted value is the last', async t => {
    const home = await startHome(t);
    home.bench.amazon.plan({ path: 'events' }, [{ hang: true }, { status: 500 }, { cut: 'body' }]);
    for (const value of [10, 20, 30, 40]) {
      await home.put({ ...BRIGHTNESS, value });
      await home.pass(3_000);
    }
    await home.pass(MINUTE);
    const processed = valuesOf(home.reports({ status: 202 }));
    assert.equal(processed.at(-1), 40);
    assert.deepEqual(
      processed,
      [...processed].sort((a, b) => Number(a) - Number(b)),
    );
  });

  it('an edge that failed is resent before the next one of its endpoint leaves', async t => {
    const home = await startHome(t);
    home.bench.amazon.plan({ path: 'events' }, [{ status: 503 }, { cut: 'before' }, { status: 429 }]);
    for (const value of FLIPS) await home.put({ ...CONTACT, value });
    await home.pass(2 * MINUTE);
    assert.deepEqual(home.accepted(), FLIPS);
  });
});

describe('Doorbell presses sent minutes late', () => {
  it('a press older than its time to live is not sent when the gateway is back, a fresh one is', async t => {
    const home = await startHome(t);
    home.bench.amazon.plan({ path: 'events' }, DOWN);
    const [late] = await home.post(pressOf(home));
    await home.pass(31_000);
    home.bench.amazon.clearPlans();
    const [fresh] = await home.post(pressOf(home));
    await home.pass(MINUTE);
    assert.deepEqual([(await home.event(late)).status, (await home.event(fresh)).status], ['expired', 'delivered']);
    assert.match((await home.event(late)).decisions.at(-1)?.why ?? '', /time is over|worth sending until/);
    assert.equal(home.bench.amazon.heard({ kind: 'DoorbellPress', status: 202 }).length, 1);
  });

  it('a press from before a link is not rung by the link', async t => {
    const home = await startHome(t, { linked: false });
    const [id] = await home.post(pressOf(home));
    await home.pass(5 * MINUTE);
    await home.bench.link();
    await home.pass(MINUTE);
    assert.equal((await home.event(id)).status, 'expired');
    assert.equal(home.bench.amazon.heard({ kind: 'DoorbellPress' }).length, 0);
  });
});

describe('None has deadlines', () => {
  it('a reply leaves within 8 s of its directive or not at all, and nothing waits behind it', async t => {
    const home = await startHome(t);
    const { bench } = home;
    bench.amazon.plan({ path: 'events' }, DOWN);
    const error = { type: 'ENDPOINT_UNREACHABLE', message: 'The hub is off' };
    const body = { customer: CUSTOMER, endpointId: 'lamp-1', error };
    const { body: taken } = await bench.call('POST', '/v1/replies/token-1', { body });
    const deadline = home.clock.now() + 8_000;
    await home.pass(20_000);
    bench.amazon.clearPlans();
    await home.put({ ...POWER, value: 'ON' });
    await home.pass(MINUTE);
    assert.ok(bench.amazon.heard({ kind: 'ErrorResponse' }).every(({ at }) => at < deadline));
    assert.equal((await home.event(String(memberOf(taken, 'id')))).status, 'expired');
    assert.deepEqual(home.accepted(), ['ON']);
  });
});

describe('Bad values that nobody can trace to a device, for no public sender validates before it sends', () => {
  const wrong: readonly (readonly [what: string, property: object, rule: RegExp])[] = [
    ['a word that Alexa does not know', { ...POWER, value: 'MAYBE' }, /ON.*OFF/],
    ['a number out of range', { ...BRIGHTNESS, value: 101 }, /100/],
    ['a number where a whole one is wanted', { ...BRIGHTNESS, value: 50.5 }, /integer|whole/i],
    ['a property that the endpoint does not have', { ...POWER, name: 'color', value: 'ON' }, /color/],
    [
      'one that it does not report by itself',
      { namespace: 'Alexa.LockController', name: 'lockState', value: 'LOCKED' },
      /proactivelyReported|proactively/,
    ],
  ];
  it('it is refused before it is taken, with endpoint, property, rule and remedy', async t => {
    const home = await startHome(t);
    for (const [what, property, said] of wrong) {
      await t.test(what, async () => {
        const { status, body } = await home.bench.patch([{ ...CONTACT, value: 'DETECTED' }, property]);
        assert.deepEqual([status, memberOf(body, 'code')], [422, 'invalid-message']);
        assert.match(textAt(body, ['pointer']) ?? '', /^\/properties\/1/);
        const text = JSON.stringify(body);
        assert.match(text, said);
        assert.match(text, /lamp-1/);
        assert.match(text, /"rule":"[a-z/-]+"/);
      });
    }
    await home.pass(MINUTE);
    assert.equal(home.reports().length, 0);
  });
});

describe('Non-JSON error bodies that crash the sender', () => {
  const page = '<html><body>Bad Gateway</body></html>';
  const bodies: readonly (readonly [what: string, answer: ScriptedAnswer, status: string])[] = [
    ['a page with 400', { status: 400, body: page }, 'dead'],
    ['nothing with 400', { status: 400, body: '' }, 'dead'],
    ['half of an object with 500', { status: 500, body: '{"header":{"namesp' }, 'delivered'],
    ['a page with 502', { status: 502, body: page, headers: { 'content-type': 'text/html' } }, 'delivered'],
    ['a list with 503', { status: 503, body: '[1,2' }, 'delivered'],
    ['a number with 429', { status: 429, body: '7' }, 'delivered'],
    ['null with 401', { status: 401, body: 'null' }, 'delivered'],
    ['bytes that are no text with 500', { status: 500, body: '\u0000\uFFFD\uD800' }, 'delivered'],
    ['a megabyte with 500', { status: 500, body: 'x'.repeat(1 << 20) }, 'delivered'],
    ['a page with 302', { status: 302, body: page, headers: { location: 'http://127.0.0.1:9/' } }, 'delivered'],
    ['a page with 202', { status: 202, body: page }, 'delivered'],
    ['an answer that breaks off with 202', { cut: 'body' }, 'delivered'],
    ['a code that is an object', { status: 500, body: { payload: { code: {}, description: [] } } }, 'delivered'],
  ];
  it('it is judged by its status, and the next event goes on', async t => {
    const home = await startHome(t);
    for (const [index, [what, answer, expected]] of bodies.entries()) {
      await t.test(what, async () => {
        home.bench.amazon.plan({ path: 'events' }, answer);
        const [id] = await home.put({ ...CONTACT, value: index % 2 === 0 ? 'DETECTED' : 'NOT_DETECTED' });
        await home.pass(MINUTE);
        const [next] = await home.put({ ...POWER, value: index % 2 === 0 ? 'ON' : 'OFF' });
        await home.pass(MINUTE);
        assert.deepEqual([(await home.event(id)).status, (await home.event(next)).status], [expected, 'delivered']);
        assert.equal((await home.customer()).link.state, 'active');
        assert.equal((await home.bench.call('GET', '/healthz')).status, 200);
      });
    }
  });
});

describe('202 and then nothing', () => {
  it('what became of an event is told step by step: when, under which messageId, what Alexa said, and that no more is known', async t => {
    const home = await startHome(t);
    home.bench.amazon.plan({ path: 'events' }, { status: 503 });
    const [id] = await home.put({ ...POWER, value: 'ON' });
    await home.pass(MINUTE);
    const { status, attempts, decisions } = await home.event(id);
    assert.equal(status, 'delivered');
    assert.deepEqual(
      attempts.map(one => [one.status, one.outcome, one.messageId]),
      home.reports().map(one => [one.status, one.status === 202 ? 'accepted' : 'again', one.messageId]),
    );
    assert.deepEqual(
      decisions.map(({ what }) => what),
      ['accepted', 'again', 'delivered'],
    );
    assert.ok(decisions.every(({ why }) => why.length > 10));
  });

  it('an update that Alexa took and dropped is made good by the next report, which tells the whole endpoint', async t => {
    const home = await startHome(t);
    await home.put({ ...POWER, value: 'ON' }, { ...BRIGHTNESS, value: 40 });
    await home.pass();
    await home.put({ ...CONTACT, value: 'DETECTED' });
    await home.pass();
    const context = memberOf(memberOf(home.reports().at(-1)?.json, 'context'), 'properties') as readonly object[];
    assert.deepEqual(
      context.map(one => [memberOf(one, 'name'), memberOf(one, 'value')]),
      [
        ['brightness', 40],
        ['powerState', 'ON'],
      ],
    );
  });
});

/** Does something to so many endpoints of the home while its lane waits, then answers what is sent about them. */
async function changeEndpoints(
  home: LinkedHome,
  ids: readonly string[],
  { method, answers = [] }: { method: 'PUT' | 'DELETE'; answers?: readonly ScriptedAnswer[] },
): Promise<readonly ScriptedRequest[]> {
  const { amazon } = home.bench;
  amazon.plan({ path: 'events' }, { code: 'THROTTLING_EXCEPTION', headers: { 'retry-after': '30' } });
  await home.put({ ...POWER, value: method === 'PUT' ? 'ON' : 'OFF' });
  await home.pass();
  const before = amazon.requests.length;
  for (const endpointId of ids) {
    const path = `/v1/customers/${CUSTOMER}/endpoints/${endpointId}`;
    await home.bench.call(method, path, method === 'PUT' ? { body: { ...lamp, endpointId } } : {});
  }
  await home.pass();
  assert.equal(amazon.requests.length, before, 'the lane waits');
  const kind = method === 'PUT' ? 'AddOrUpdateReport' : 'DeleteReport';
  amazon.plan({ kind }, answers);
  await home.pass(2 * MINUTE);
  return amazon.requests.slice(before).filter(request => request.kind === kind);
}

function endpointNames(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => `lamp-${i + 2}`);
}

/** The endpoints that accepted messages name, one by one. */
function acceptedEndpoints(requests: readonly ScriptedRequest[]): readonly string[] {
  return requests.filter(({ status }) => status === 202).flatMap(endpointIdsOf);
}

describe('Homes over 300 endpoints', () => {
  for (const [method, kind] of [
    ['PUT', 'AddOrUpdateReport'],
    ['DELETE', 'DeleteReport'],
  ] as const) {
    it(`300 + 1 endpoints travel in few messages of 300 endpoints and 256 KB at most, and all arrive: ${kind}`, async t => {
      const home = await startHome(t);
      const ids = endpointNames(301);
      const announced = await changeEndpoints(home, ids, { method: 'PUT' });
      const sent = method === 'PUT' ? announced : await changeEndpoints(home, ids, { method });
      assert.ok(sent.every(request => request.kind === kind && endpointIdsOf(request).length <= 300));
      assert.ok(sent.every(({ body }) => Buffer.byteLength(body) <= 256 * 1_024));
      assert.ok(sent.length >= 2 && sent.length <= 3, `${sent.length} messages`);
      assert.deepEqual([...acceptedEndpoints(sent)].sort(), [...ids].sort());
    });
  }
});

describe('None splits on 413', () => {
  const tooLarge: ScriptedAnswer = { code: 'REQUEST_ENTITY_TOO_LARGE_EXCEPTION' };

  it('a report that is too large is halved until its parts are taken, each under a messageId of its own', async t => {
    const home = await startHome(t);
    const ids = endpointNames(40);
    const sent = await changeEndpoints(home, ids, { method: 'PUT', answers: [tooLarge, tooLarge, tooLarge] });
    assert.deepEqual([...acceptedEndpoints(sent)].sort(), [...ids].sort());
    const parts = sent.filter(request => endpointIdsOf(request).length > 1);
    assert.equal(new Set(parts.map(({ messageId }) => messageId)).size, parts.length);
    assert.equal(sent.filter(({ status }) => status === 413).length, 3);
  });

  it('what is too large alone is a dead letter, and the home goes on', async t => {
    const home = await startHome(t);
    home.bench.amazon.plan({ path: 'events' }, tooLarge);
    const [alone] = await home.put({ ...CONTACT, value: 'DETECTED' });
    await home.put({ ...CONTACT, value: 'NOT_DETECTED' });
    await home.pass(MINUTE);
    assert.equal((await home.event(alone)).status, 'dead');
    assert.deepEqual(home.accepted(), ['NOT_DETECTED']);
    assert.equal((await home.ledger()).balanced, true);
  });

  it('a 500 on a large DeleteReport is answered with smaller ones, and all are removed', async t => {
    const home = await startHome(t);
    const ids = endpointNames(60);
    await changeEndpoints(home, ids, { method: 'PUT' });
    const broken: ScriptedAnswer = { code: 'INTERNAL_SERVICE_EXCEPTION' };
    const sent = await changeEndpoints(home, ids, { method: 'DELETE', answers: [broken] });
    assert.deepEqual([...new Set(acceptedEndpoints(sent))].sort(), [...ids].sort());
    const refused = sent.find(({ status }) => status === 500);
    assert.ok(refused !== undefined && endpointIdsOf(refused).length > 50);
    const later = sent.slice(sent.indexOf(refused) + 1);
    assert.ok(later.length >= 2 && later.every(one => endpointIdsOf(one).length <= 30), 'in smaller parts');
  });
});

describe('One FIFO switch is wrong for all of them', () => {
  it('while the gateway is down levels wait as one report for each endpoint, edges one by one', async t => {
    const home = await startHome(t);
    home.bench.amazon.plan({ path: 'events' }, DOWN);
    for (const [i, value] of FLIPS.entries()) {
      await home.put({ ...CONTACT, value }, { ...BRIGHTNESS, value: i });
    }
    await home.pass();
    assert.equal((await home.customer()).lane.queued, FLIPS.length + 1);
    home.bench.amazon.clearPlans();
    await home.pass(2 * MINUTE);
    const accepted = home.accepted();
    assert.deepEqual(
      accepted.filter(value => typeof value === 'string'),
      FLIPS,
    );
    assert.deepEqual(
      accepted.filter(value => typeof value === 'number'),
      [9],
    );
  });
});
