import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { assertNoSecret } from '@gatehouse/testing';
import fc from 'fast-check';
import type { JournalEntry } from '../journal/journal-entry.ts';
import {
  CLIENT_SECRET,
  powerReport,
  send,
  startTestGateway,
  type TestGateway,
  type Tokens,
} from './gateway-fixture.ts';
import { postRaw, type RawExchange } from './raw-request.ts';

const client = { client_id: 'client-1', client_secret: CLIENT_SECRET };

let gateway: TestGateway;
let tokens: Tokens;

beforeEach(async () => {
  gateway = await startTestGateway();
  tokens = await gateway.enable();
});

afterEach(async () => {
  assertNoSecret(JSON.stringify((await gateway.control('GET', '/journal?limit=1000')).body), 'the journal');
  await gateway.stop();
  assert.deepEqual(gateway.clock.pending(), []);
});

async function put(...rules: readonly object[]): Promise<void> {
  assert.equal((await gateway.control('PUT', '/faults', rules)).status, 200);
}

async function post(headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const { access_token: token } = tokens;
  return (await gateway.postEvent(powerReport(token), { token, headers })).status;
}

function postOnSocket(action: object): RawExchange {
  const { access_token: token } = tokens;
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'x-gatehouse-fault': JSON.stringify(action),
  };
  return postRaw(`${gateway.urls.na}/v3/events`, { headers, body: JSON.stringify(powerReport(token)) });
}

/** Lets real IO happen until something is so. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(resolve => setImmediate(resolve));
}

function summarize({ status, code, verdict, reason, fault }: JournalEntry): object {
  return { status, code, verdict, reason: reason?.code, rule: reason?.rule, handled: fault?.handled };
}

describe('/faults', () => {
  it('takes a list, shows it with its counters, and lets it be deleted', async () => {
    const rule = { match: { kind: 'ChangeReport' }, do: { status: 503 }, when: { nth: 2 } };
    await put(rule, { do: { status: 500 }, when: { after: 2 } });
    assert.deepEqual([await post(), await post(), await post(), await post()], [202, 503, 500, 500]);
    const { body } = await gateway.control('GET', '/faults');
    assert.deepEqual(body, [
      { ...rule, matched: 4, hit: 1 },
      { do: { status: 500 }, when: { after: 2 }, matched: 4, hit: 2 },
    ]);
    assert.deepEqual((await gateway.control('PUT', '/faults', body)).body, [
      { ...rule, matched: 0, hit: 0 },
      { do: { status: 500 }, when: { after: 2 }, matched: 0, hit: 0 },
    ]);
    assert.equal((await gateway.control('DELETE', '/faults')).status, 204);
    assert.deepEqual((await gateway.control('GET', '/faults')).body, []);
    assert.equal(await post(), 202);
  });

  it('changes nothing when the list is wrong, and says where', async () => {
    await put({ do: { status: 503 } });
    const { status, body } = await gateway.control('PUT', '/faults', [{ do: { status: 500 } }, { do: {} }]);
    const { code, pointer } = body as { code: string; pointer: string };
    assert.deepEqual([status, code, pointer], [400, 'invalid-request', '/1/do']);
    assert.equal(await post(), 503);
  });

  it('is forgotten by /reset', async () => {
    await put({ do: { status: 503 } });
    await gateway.control('POST', '/reset');
    assert.deepEqual((await gateway.control('GET', '/faults')).body, []);
  });
});

describe('a fault with another answer', () => {
  it('keeps an event from having any effect, and the journal says why', async () => {
    await put({
      match: { skillId: 'skill-1', userId: 'user-1', endpointId: 'lamp-1', region: 'NA' },
      do: { status: 503 },
    });
    const { access_token: token } = tokens;
    const answer = await gateway.postEvent(powerReport(token), { token });
    assert.equal((answer.body as { payload: { code: string } }).payload.code, 'SERVICE_UNAVAILABLE_EXCEPTION');
    const entry = await gateway.lastEntry();
    assert.deepEqual(summarize(entry), {
      status: 503,
      code: 'SERVICE_UNAVAILABLE_EXCEPTION',
      verdict: 'refused',
      reason: 'fault',
      rule: 'fault/list',
      handled: false,
    });
    const { messageId, kind, userId, effects, fault } = entry;
    assert.deepEqual(
      { messageId, kind, userId, effects },
      { messageId: 'message-1', kind: 'ChangeReport', userId: 'user-1', effects: [] },
    );
    assert.deepEqual(fault, { by: 'list', index: 0, handled: false });
    await gateway.control('DELETE', '/faults');
    await gateway.postEvent(powerReport(token), { token });
    assert.notEqual((await gateway.lastEntry()).reason?.code, 'duplicate-message');
  });

  it('uses up no code at the token endpoint', async () => {
    const rotating = await startTestGateway({ rotateRefreshTokens: true });
    try {
      const { refresh_token } = await rotating.enable();
      const ask = { grant_type: 'refresh_token', refresh_token, ...client };
      await rotating.control('PUT', '/faults', [
        {
          match: { path: '/auth/o2/token', userId: 'user-1', kind: 'refresh_token' },
          do: { status: 500 },
          when: { count: 1 },
        },
      ]);
      const answer = await rotating.askToken(ask);
      assert.deepEqual([answer.status, (answer.body as { error: string }).error], [500, 'server_error']);
      assert.match(answer.headers.get('cache-control') ?? '', /no-store/);
      assert.equal(answer.headers.get('x-amzn-errortype'), 'InternalFailure');
      const { skillId, userId, kind } = await rotating.lastEntry();
      assert.deepEqual([skillId, userId, kind], ['skill-1', 'user-1', 'refresh_token']);
      assert.equal((await rotating.askToken(ask)).status, 200);
    } finally {
      await rotating.stop();
    }
  });

  it('handles the request all the same with handle: the answer is lost, not the event', async () => {
    await put({ do: { status: 500, handle: true } });
    await gateway.control('PUT', '/limits', { customer: { perSecond: 1, burst: 1 } });
    assert.equal(await post(), 500);
    const entry = await gateway.lastEntry();
    assert.deepEqual([entry.fault?.handled, entry.fault?.instead?.status], [true, 202]);
    assert.deepEqual([entry.verdict, entry.kind, entry.reason?.code], ['refused', 'ChangeReport', 'fault']);
    await post();
    const { instead } = (await gateway.lastEntry()).fault ?? {};
    assert.deepEqual(
      [instead?.status, instead?.code, instead?.reason?.code],
      [429, 'THROTTLING_EXCEPTION', 'limit-customer'],
    );
  });

  it('answers the region lookup, too, and knows whose token it is', async () => {
    await put({ match: { path: '/v1/alexaApiEndpoint', userId: 'user-1' }, do: { code: 'THROTTLING_EXCEPTION' } });
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const { status } = await send(`${gateway.urls.eu}/v1/alexaApiEndpoint`, { headers });
    assert.equal(status, 429);
    assert.deepEqual([(await gateway.lastEntry()).userId, (await gateway.lastEntry()).region], ['user-1', 'EU']);
  });

  it('knows the skill of a token that has expired, and of one in the scope alone', async () => {
    await gateway.clock.advance(3_600_000);
    await put({ match: { skillId: 'skill-1' }, do: { status: 418 } });
    const { access_token: token } = tokens;
    for (const headers of [{ authorization: `Bearer ${token}` }, {}]) {
      const answer = await fetch(`${gateway.urls.na}/v3/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(powerReport(token)),
      });
      assert.deepEqual([answer.status, await answer.text()], [418, "I'm a Teapot"]);
    }
  });

  it('sends any body with any type and headers', async () => {
    const body = '<html>Bad gateway</html>';
    await put({ do: { status: 502, body, contentType: 'text/html', headers: { 'Retry-After': '7' } } });
    const { access_token: token } = tokens;
    const init = {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(powerReport(token)),
    };
    const answer = await fetch(`${gateway.urls.na}/v3/events`, init);
    assert.deepEqual(
      [answer.status, answer.headers.get('content-type'), answer.headers.get('retry-after'), await answer.text()],
      [502, 'text/html', '7', body],
    );
  });

  it('comes after the size of a request, and counts none that is too large', async () => {
    await put({ do: { status: 503 } });
    assert.equal((await gateway.postEvent('x'.repeat(262_145), { token: 'none' })).status, 413);
    assert.equal(((await gateway.control('GET', '/faults')).body as { matched: number }[])[0]?.matched, 0);
  });
});

describe('the header x-gatehouse-fault', () => {
  it('is one request’s own fault and asks no rule of the list', async () => {
    await put({ do: { status: 500 } });
    assert.equal(await post({ 'x-gatehouse-fault': '{"status":429}' }), 429);
    const entry = await gateway.lastEntry();
    assert.deepEqual([entry.reason?.rule, entry.fault], ['fault/header', { by: 'header', handled: false }]);
    assert.equal(((await gateway.control('GET', '/faults')).body as { matched: number }[])[0]?.matched, 0);
  });

  for (const header of ['{', '{"status":99}', '{}', 'null']) {
    it(`is a 400 of Gatehouse's own and handles nothing when it is ${header}`, async () => {
      const { access_token: token } = tokens;
      const answer = await gateway.postEvent(powerReport(token), { token, headers: { 'x-gatehouse-fault': header } });
      assert.deepEqual([answer.status, (answer.body as { code: string }).code], [400, 'invalid-request']);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json');
      const { verdict, reason, effects } = await gateway.lastEntry();
      assert.deepEqual([verdict, reason?.rule, effects], ['refused', 'fault/header-malformed', []]);
    });
  }

  it('needs the key of the control API where there is one', async () => {
    const { Secret } = await import('@gatehouse/client/platform');
    const key = 'gatehouse-secret-control-key';
    const locked = await startTestGateway({ apiKey: new Secret(key) });
    try {
      const headers = { 'x-gatehouse-fault': '{"status":418}' };
      const url = `${locked.urls.na}/v1/alexaApiEndpoint`;
      assert.equal((await send(url, { headers })).status, 401);
      assert.equal((await fetch(url, { headers: { ...headers, 'x-gatehouse-key': key } })).status, 418);
    } finally {
      await locked.stop();
    }
  });
});

describe('any fault', () => {
  // What would alter a prototype the control API refuses, by a test of its own.
  const body = fc.jsonValue().filter(value => !/"(?:__proto__|prototype)":/.test(JSON.stringify(value)));
  const action = fc.record(
    {
      status: fc.integer({ min: 200, max: 599 }),
      code: fc.oneof(fc.constantFrom('THROTTLING_EXCEPTION', 'invalid_grant'), fc.string({ minLength: 1 })),
      body: fc.oneof(fc.string({ unit: 'binary' }), body),
      cut: fc.constantFrom('before', 'headers', 'body'),
      handle: fc.constant(true),
    },
    { requiredKeys: [], noNullPrototype: true },
  );

  const entriesAfter = async (id: string): Promise<readonly JournalEntry[]> =>
    ((await gateway.control('GET', `/journal?after=${id}`)).body as { items: JournalEntry[] }).items;

  it('leaves the gateway as it was, and an entry in the journal', async () => {
    let last = 'entry-0';
    await fc.assert(
      fc.asyncProperty(action, fc.boolean(), async (asked, atToken) => {
        if (Object.keys(asked).every(name => name === 'handle')) return;
        last = (await entriesAfter(last)).at(-1)?.id ?? last;
        await put({ match: { path: atToken ? '/auth/o2/token' : '/v3/events' }, do: asked, when: { count: 1 } });
        const { refresh_token } = tokens;
        const refresh = (): Promise<{ status: number }> =>
          gateway.askToken({ grant_type: 'refresh_token', refresh_token, ...client });
        await (atToken ? refresh() : post()).catch(() => undefined);
        // The first one: a client such as fetch repeats of itself what was answered 421.
        const [entry] = await entriesAfter(last);
        assert.ok(entry);
        const { verdict, reason, status } = entry;
        assert.deepEqual([verdict, reason?.code], [asked.cut === undefined ? 'refused' : 'cut', 'fault']);
        assert.ok(status >= 200 && status <= 599);
        assert.deepEqual([await post(), (await refresh()).status], [202, 200]);
      }),
      { numRuns: 150 },
    );
    assert.deepEqual(
      gateway.log.lines.filter(({ level }) => level === 'error'),
      [],
    );
  });
});

describe('a fault of the connection', () => {
  it('sends no byte with cut before', async () => {
    const { text, ended } = await postOnSocket({ cut: 'before' }).answered;
    assert.deepEqual([text, ended], ['', 'end']);
    const { verdict, status, fault, effects } = await gateway.lastEntry();
    assert.deepEqual([verdict, status, fault?.cut, effects], ['cut', 500, 'before', []]);
  });

  it('ends inside the head with cut headers', async () => {
    const { text, ended } = await postOnSocket({ cut: 'headers' }).answered;
    assert.equal(ended, 'end');
    assert.match(text, /^HTTP\/1\.1 500 Internal Server Error\r\n/);
    assert.ok(!text.includes('\r\n\r\n'));
  });

  it('ends inside the body with cut body, which is that of the documented 500', async () => {
    const { text } = await postOnSocket({ cut: 'body' }).answered;
    const [head = '', body = ''] = text.split('\r\n\r\n');
    const length = Number(/content-length: (\d+)/.exec(head)?.[1]);
    assert.ok(body.length > 0 && body.length < length, `${body.length} of ${length}`);
    assert.match(body, /^\{"header":\{"namespace":"System"/);
  });

  it('resets a connection that is cut with reset', async () => {
    const { text, ended } = await postOnSocket({ cut: 'before', reset: true }).answered;
    assert.deepEqual([text, ended], ['', 'ECONNRESET']);
    assert.match((await gateway.lastEntry()).reason?.message ?? '', /reset before its first byte$/);
  });

  it('loses the answer to an event that was handled', async () => {
    const { text } = await postOnSocket({ cut: 'body', handle: true }).answered;
    assert.match(text, /^HTTP\/1\.1 202 Accepted\r\n[\s\S]*content-length: 1\r\n[\s\S]*\r\n\r\n$/);
    const { verdict, fault, status } = await gateway.lastEntry();
    assert.deepEqual([verdict, status, fault?.handled, fault?.instead?.status], ['cut', 202, true, 202]);
  });

  it('is an error to a client of the usual kind', async () => {
    for (const cut of ['before', 'headers', 'body']) {
      await put({ do: { cut } });
      await assert.rejects(post(), TypeError);
    }
  });

  it('handles an event at once and answers it late with delayMs alone, by the machine’s clock', async () => {
    await gateway.control('POST', '/clock', { freeze: true });
    const exchange = postOnSocket({ delayMs: 5_000 });
    await until(async () => (await gateway.lastEntry())?.path === '/v3/events');
    const { verdict, status, fault } = await gateway.lastEntry();
    assert.deepEqual([verdict, status, fault], ['accepted', 202, { by: 'header', handled: true, delayMs: 5_000 }]);
    await gateway.clock.advance(4_999);
    assert.equal(exchange.soFar(), '');
    await gateway.clock.advance(1);
    await until(() => exchange.soFar() !== '');
    assert.match(exchange.soFar(), /^HTTP\/1\.1 202 /);
    exchange.socket.end();
    await exchange.answered;
  });

  it('forgets a delay when the sender hangs up, and does not keep the gateway from stopping', async () => {
    const hungUp = postOnSocket({ delayMs: 60_000 });
    await until(() => gateway.clock.pending().length > 0);
    hungUp.socket.destroy();
    await until(() => gateway.clock.pending().length === 0);
    const waiting = postOnSocket({ delayMs: 60_000, status: 503 });
    const dripping = postOnSocket({ dribble: { bytes: 1, everyMs: 60_000 } });
    await until(() => gateway.clock.pending().length === 2);
    await gateway.stop();
    assert.match((await waiting.answered).text, /^HTTP\/1\.1 503 /);
    assert.match((await dripping.answered).text, /^H/);
    gateway = await startTestGateway();
  });

  it('trickles head and body with dribble', async () => {
    const exchange = postOnSocket({ dribble: { bytes: 7, everyMs: 100 }, status: 400 });
    await until(() => exchange.soFar() === 'HTTP/1.');
    for (let count = 2; count < 5; count++) {
      await gateway.clock.advance(100);
      await until(() => exchange.soFar().length === 7 * count);
    }
    let over = false;
    void exchange.answered.then(() => {
      over = true;
    });
    await until(async () => {
      await gateway.clock.advance(100);
      return over;
    });
    const { text, ended } = await exchange.answered;
    assert.equal(ended, 'end');
    assert.match(
      text,
      /^HTTP\/1\.1 400 [\s\S]*date: Thu, 01 Jan 2026 00:00:00 GMT\r\nconnection: close[\s\S]*"description":"The request was malformed\."\}\}$/,
    );
    assert.deepEqual((await gateway.lastEntry()).fault, { by: 'header', handled: false, dribbled: true });
  });

  it('waits for its turn on a connection with several requests under way', async () => {
    const { access_token: token } = tokens;
    const body = JSON.stringify(powerReport(token));
    const head = (fault: string): string =>
      `POST /v3/events HTTP/1.1\r\nhost: g\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n${fault}\r\n${body}`;
    const exchange = postOnSocket({ delayMs: 1_000 });
    exchange.socket.write(head('x-gatehouse-fault: {"dribble":0,"status":503}\r\n'));
    await until(() => gateway.clock.pending().length === 2);
    await gateway.clock.advance(1_000);
    let over = false;
    void exchange.answered.then(() => {
      over = true;
    });
    await until(async () => {
      await gateway.clock.advance(5);
      return over;
    });
    assert.match((await exchange.answered).text, /^HTTP\/1\.1 202 [\s\S]*HTTP\/1\.1 503 [\s\S]*\}\}$/);
  });
});
