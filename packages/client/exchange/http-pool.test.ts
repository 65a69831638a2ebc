import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerWith, type FakeServer, findClosedPort, startFake, startRawFake } from '../test/fake-server.ts';
import { createManualClock } from '../test/manual-clock.ts';
import { MAX_BODY_BYTES } from './exchange.ts';
import { createHttpPool, type HttpPool, type HttpPoolOptions, type HttpRequest } from './http-pool.ts';

const post: HttpRequest = { method: 'POST', path: '/p?q=1', headers: { 'x-test': 'yes' }, body: 'hello' };

function openPool(target: FakeServer | string, options: Partial<HttpPoolOptions> = {}): AsyncDisposable & HttpPool {
  const url = new URL(typeof target === 'string' ? target : target.url);
  const pool = createHttpPool({ url, clock: createManualClock(), ...options });
  return { ...pool, [Symbol.asyncDispose]: () => pool.close() };
}

test('sendRequest() sends method, path, headers and body as they are', async () => {
  await using fake = await startFake(answerWith(200, 'fine', { 'retry-after': '7' }));
  await using pool = openPool(fake);
  const exchange = await pool.sendRequest(post);
  assert.deepEqual(exchange, { type: 'answered', status: 200, retryAfter: '7', text: 'fine', tookMs: 0 });
  const [heard] = fake.requests;
  assert.deepEqual([heard?.method, heard?.path, heard?.body], ['POST', '/p?q=1', 'hello']);
  assert.equal(heard?.headers['x-test'], 'yes');
  assert.equal(heard?.headers['content-length'], '5');
});

test('sendRequest() keeps connections for the next request', async () => {
  await using fake = await startFake(answerWith(202));
  await using pool = openPool(fake);
  for (let i = 0; i < 20; i++) await pool.sendRequest(post);
  assert.equal(fake.requests.length, 20);
  // Two and not one: undici frees a connection a moment after it has handed over the end of the answer.
  assert.ok(fake.connections() <= 2);
});

test('sendRequest() tells the meter of each request, and of each connection that was opened for one', async () => {
  const counted = { connections: 0, requests: 0 };
  const meter = {
    noteConnection: () => void counted.connections++,
    noteRequest: () => void counted.requests++,
  };
  await using fake = await startFake(answerWith(202));
  await using pool = openPool(fake, { meter });
  for (let i = 0; i < 20; i++) await pool.sendRequest(post);
  assert.deepEqual(counted, { connections: fake.connections(), requests: 20 });
  await using closed = openPool(`http://127.0.0.1:${await findClosedPort()}`, { meter });
  await closed.sendRequest(post);
  assert.deepEqual(counted, { connections: fake.connections(), requests: 21 });
});

test('sendRequest() opens no more connections than allowed and answers all the same', async () => {
  await using fake = await startFake(answerWith(202));
  await using pool = openPool(fake, { connections: 2 });
  const exchanges = await Promise.all(Array.from({ length: 20 }, () => pool.sendRequest(post)));
  assert.ok(exchanges.every(exchange => exchange.type === 'answered' && exchange.status === 202));
  assert.equal(fake.connections(), 2);
});

test('sendRequest() gives up a request that no connection has taken in time, and none that is on the wire', async () => {
  const clock = createManualClock();
  const release = Promise.withResolvers<void>();
  await using fake = await startFake(async (_request, response) => {
    await release.promise;
    response.writeHead(202).end();
  });
  await using pool = openPool(fake, { clock, connections: 1 });
  const first = pool.sendRequest({ ...post, unsentAfterMs: 500 });
  await fake.heard(1);
  const second = pool.sendRequest({ ...post, unsentAfterMs: 500 });
  const third = pool.sendRequest(post);
  clock.advance(500);
  const late = await second;
  assert.ok(late.type === 'unanswered');
  assert.deepEqual([late.reason, late.detail], ['aborted', 'No connection was free in time']);
  release.resolve();
  for (const exchange of [await first, await third]) assert.equal(exchange.type, 'answered');
  assert.equal(fake.requests.length, 2, 'what was given up never leaves');
});

test('sendRequest() does not follow a redirect', async () => {
  await using fake = await startFake(answerWith(307, '', { location: '/elsewhere' }));
  await using pool = openPool(fake);
  const exchange = await pool.sendRequest(post);
  assert.ok(exchange.type === 'answered' && exchange.status === 307);
  assert.equal(fake.requests.length, 1);
});

test('sendRequest() waits for the final answer when interim ones come first', async () => {
  await using fake = await startFake((_request, response) => {
    response.writeProcessing();
    response.writeHead(202).end();
  });
  await using pool = openPool(fake);
  const exchange = await pool.sendRequest(post);
  assert.ok(exchange.type === 'answered' && exchange.status === 202);
});

test('sendRequest() reads a body up to the cap and drops a larger one, keeping the status', async () => {
  const sizes = [MAX_BODY_BYTES, MAX_BODY_BYTES + 1, 4_000_000];
  await using fake = await startFake((request, response) => {
    response.writeHead(500).end('x'.repeat(Number(request.body)));
  });
  await using pool = openPool(fake);
  for (const size of sizes) {
    const exchange = await pool.sendRequest({ ...post, body: String(size) });
    assert.ok(exchange.type === 'answered' && exchange.status === 500);
    assert.equal(exchange.text.length, size > MAX_BODY_BYTES ? 0 : size);
  }
});

test('sendRequest() keeps the status when the connection ends inside the body', async () => {
  await using fake = await startRawFake(socket => {
    socket.end('HTTP/1.1 429 Too Many\r\ncontent-length: 100\r\nretry-after: 2\r\n\r\n{"half":');
  });
  await using pool = openPool(fake);
  const exchange = await pool.sendRequest(post);
  assert.deepEqual(exchange, { type: 'answered', status: 429, retryAfter: '2', text: '{"half":', tookMs: 0 });
});

test('sendRequest() stands bytes that are no UTF-8', async () => {
  await using fake = await startFake((_request, response) => {
    response.writeHead(400).end(Buffer.from([0xff, 0xfe, 0x80, 0x41]));
  });
  await using pool = openPool(fake);
  const exchange = await pool.sendRequest(post);
  assert.ok(exchange.type === 'answered' && exchange.text.endsWith('A'));
});

test('sendRequest() is unanswered when the connection ends before or inside the head', async () => {
  for (const sent of ['', 'HTTP/1.1 202 Acc', 'HTTP/1.1 202 Accepted\r\ncontent-le']) {
    await using fake = await startRawFake(socket => socket.end(sent));
    await using pool = openPool(fake);
    const exchange = await pool.sendRequest(post);
    assert.ok(exchange.type === 'unanswered', sent);
    assert.equal(exchange.reason, 'reset', sent);
  }
});

test('sendRequest() is unanswered when the connection is reset', async () => {
  await using fake = await startRawFake(socket => socket.resetAndDestroy());
  await using pool = openPool(fake);
  const exchange = await pool.sendRequest(post);
  assert.ok(exchange.type === 'unanswered');
  assert.equal(exchange.reason, 'reset');
});

test('sendRequest() is unanswered when what comes is no HTTP', async () => {
  await using fake = await startRawFake(socket => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
  await using pool = openPool(fake);
  const exchange = await pool.sendRequest(post);
  assert.ok(exchange.type === 'unanswered');
  assert.equal(exchange.reason, 'other');
});

test('sendRequest() is unanswered when nobody listens', async () => {
  await using pool = openPool(`http://127.0.0.1:${await findClosedPort()}`);
  const exchange = await pool.sendRequest(post);
  assert.ok(exchange.type === 'unanswered');
  assert.equal(exchange.reason, 'refused');
  assert.equal(exchange.detail, 'The connection was refused (ECONNREFUSED)');
});

test('sendRequest() is unanswered when the name cannot be resolved', async () => {
  for (const code of ['ENOTFOUND', 'EAI_AGAIN']) {
    await using pool = openPool('http://gateway.invalid', {
      lookup: (_host, _options, callback) => callback(Object.assign(new Error('No such host'), { code }), []),
    });
    const exchange = await pool.sendRequest(post);
    assert.ok(exchange.type === 'unanswered');
    assert.equal(exchange.reason, 'dns');
  }
});

test('sendRequest() is unanswered when the other side does not speak TLS', async () => {
  await using fake = await startRawFake(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await using pool = openPool(fake.url.replace('http:', 'https:'));
  const exchange = await pool.sendRequest(post);
  assert.ok(exchange.type === 'unanswered');
  assert.equal(exchange.reason, 'tls');
});

test('sendRequest() is unanswered when a header cannot be sent', async () => {
  await using fake = await startFake(answerWith(202));
  await using pool = openPool(fake);
  const exchange = await pool.sendRequest({ ...post, headers: { authorization: 'Bearer gatehouse-secret\r\nx: y' } });
  assert.ok(exchange.type === 'unanswered');
  assert.equal(exchange.reason, 'other');
  assert.ok(!exchange.detail.includes('gatehouse-secret'));
  assert.equal(fake.requests.length, 0);
});

test('sendRequest() gives up at the time-out of its clock when nothing comes', async () => {
  const clock = createManualClock();
  await using fake = await startFake(() => {});
  await using pool = openPool(fake, { clock, timeoutMs: 9000 });
  const sent = pool.sendRequest(post);
  await fake.heard(1);
  clock.advance(8999);
  assert.equal(clock.pending(), 1);
  clock.advance(1);
  const exchange = await sent;
  assert.deepEqual(exchange, {
    type: 'unanswered',
    reason: 'timeout',
    detail: 'No answer within 9000 ms',
    tookMs: 9000,
  });
});

test('sendRequest() gives up a dribbling body at the time-out and keeps the status', async () => {
  const clock = createManualClock();
  let dribbled = (): void => {};
  const started = new Promise<void>(resolve => {
    dribbled = resolve;
  });
  await using fake = await startFake((_request, response) => {
    response.writeHead(503, { 'content-length': '1000' });
    response.write('x');
    const drip = setInterval(() => {
      response.write('x');
      dribbled();
    }, 1);
    response.once('close', () => clearInterval(drip));
  });
  await using pool = openPool(fake, { clock });
  const sent = pool.sendRequest(post);
  await started;
  await new Promise(resolve => setImmediate(resolve));
  clock.advance(10_000);
  const exchange = await sent;
  assert.ok(exchange.type === 'answered' && exchange.status === 503);
});

test("sendRequest() gives up at undici's own time-outs when its clock stands still", async () => {
  await using silent = await startFake(() => {});
  await using pool = openPool(silent, { timeoutMs: 50 });
  const exchange = await pool.sendRequest(post);
  assert.ok(exchange.type === 'unanswered');
  assert.equal(exchange.reason, 'timeout');
});

test('sendRequest() gives up when the name is never resolved', async () => {
  const clock = createManualClock();
  let asked = (): void => {};
  const looking = new Promise<void>(resolve => {
    asked = resolve;
  });
  await using pool = openPool('http://gateway.invalid', { clock, lookup: () => asked() });
  const sent = pool.sendRequest(post);
  await looking;
  clock.advance(10_000);
  const exchange = await sent;
  assert.ok(exchange.type === 'unanswered');
  assert.equal(exchange.reason, 'timeout');
});

test('sendRequest() ends at once when the signal aborts, and leaves no timer', async () => {
  const clock = createManualClock();
  const controller = new AbortController();
  await using fake = await startFake(() => {});
  await using pool = openPool(fake, { clock });
  const sent = pool.sendRequest({ ...post, signal: controller.signal });
  await fake.heard(1);
  controller.abort();
  const exchange = await sent;
  assert.ok(exchange.type === 'unanswered');
  assert.equal(exchange.reason, 'aborted');
  assert.equal(clock.pending(), 0);
});

test('sendRequest() never reaches the wire when the signal aborted before or while it queued', async () => {
  const controller = new AbortController();
  await using fake = await startFake(() => {});
  await using pool = openPool(fake, { connections: 1 });
  const first = new AbortController();
  const running = pool.sendRequest({ ...post, signal: first.signal });
  await fake.heard(1);
  const queued = pool.sendRequest({ ...post, signal: controller.signal });
  controller.abort();
  assert.equal((await queued).type, 'unanswered');
  const late = await pool.sendRequest({ ...post, signal: AbortSignal.abort() });
  assert.ok(late.type === 'unanswered' && late.reason === 'aborted');
  first.abort();
  await running;
  assert.equal(fake.requests.length, 1);
});

test('sendRequest() goes on with a new connection after one was given up', async () => {
  const controller = new AbortController();
  await using fake = await startFake((request, response) => {
    if (request.body === 'answer') response.writeHead(202).end();
  });
  await using pool = openPool(fake, { connections: 1 });
  const sent = pool.sendRequest({ ...post, signal: controller.signal });
  await fake.heard(1);
  controller.abort();
  await sent;
  const exchange = await pool.sendRequest({ ...post, body: 'answer' });
  assert.ok(exchange.type === 'answered' && exchange.status === 202);
});

test('close() waits for the requests in flight and takes no more', async () => {
  let release = (): void => {};
  await using fake = await startFake((_request, response) => {
    release = () => response.writeHead(202).end();
  });
  const pool = openPool(fake);
  const sent = pool.sendRequest(post);
  await fake.heard(1);
  const closing = pool.close();
  const refused = await pool.sendRequest(post);
  assert.ok(refused.type === 'unanswered' && refused.reason === 'aborted');
  release();
  const exchange = await sent;
  assert.ok(exchange.type === 'answered' && exchange.status === 202);
  await closing;
});

test('close() may be called twice, and before any request', async () => {
  await using fake = await startFake(answerWith(202));
  const pool = openPool(fake);
  await pool.close();
  await pool.close();
  assert.equal(fake.connections(), 0);
});
