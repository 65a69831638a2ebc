import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, it } from 'node:test';
import { startTestGateway, type TestGateway } from './gateway-fixture.ts';

let gateway: TestGateway | undefined;

async function open(): Promise<{ gateway: TestGateway; socket: Socket; answered: Promise<string> }> {
  const started = await startTestGateway();
  gateway = started;
  const { hostname, port } = new URL(started.urls.na);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8');
  let text = '';
  const answered = new Promise<string>((resolve, reject) => {
    socket.on('data', chunk => {
      text += chunk;
    });
    socket.on('error', reject).on('close', () => resolve(text));
  });
  return { gateway: started, socket, answered };
}

/** Lets real IO happen until the gateway waits for something on its clock. */
async function untilPending(started: TestGateway): Promise<void> {
  while (started.clock.pending().length === 0) await new Promise(resolve => setImmediate(resolve));
}

const head = (path: string, more: string): string => `POST ${path} HTTP/1.1\r\nHost: gateway\r\n${more}\r\n\r\n`;

afterEach(async () => {
  await gateway?.stop();
  gateway = undefined;
});

describe('bodies that do not end', () => {
  it('are answered 400 when their time is up, and the journal says so', async () => {
    const { gateway: started, socket, answered } = await open();
    socket.write(`${head('/v3/events', 'Content-Length: 100')}{"event"`);
    await untilPending(started);
    await started.clock.advance(10_000);
    await started.clock.advance(2_000);
    const text = await answered;
    assert.match(text, /^HTTP\/1\.1 400 /);
    assert.match(text, /connection: close/i);
    assert.match(text, /INVALID_REQUEST_EXCEPTION/);
    const entry = await started.lastEntry();
    assert.deepEqual([entry.verdict, entry.reason?.rule], ['refused', 'event/body-incomplete']);
  });

  it('are answered by the token endpoint too', async () => {
    const { gateway: started, socket, answered } = await open();
    socket.write(`${head('/auth/o2/token', 'Content-Length: 100')}grant`);
    await untilPending(started);
    await started.clock.advance(10_000);
    await started.clock.advance(2_000);
    assert.match(await answered, /^HTTP\/1\.1 400 [\s\S]*invalid_request/);
    assert.equal((await started.lastEntry()).reason?.rule, 'token/body-incomplete');
  });

  it('are cut in the journal when the sender hangs up', async () => {
    const { gateway: started, socket } = await open();
    socket.write(`${head('/v3/events', 'Content-Length: 100')}{`);
    await untilPending(started);
    socket.destroy();
    const { body } = await started.control('POST', '/journal/await', { match: { status: 400 } });
    assert.equal((body as { items: { verdict: string }[] }).items[0]?.verdict, 'cut');
  });

  it('do not keep the gateway from stopping', async () => {
    const { gateway: started, socket, answered } = await open();
    socket.write(`${head('/v3/events', 'Content-Length: 100')}{`);
    await untilPending(started);
    await started.stop();
    await answered;
    assert.deepEqual(started.clock.pending(), []);
  });
});

describe('bodies that are too large', () => {
  it('are answered 413 before they have come, by their Content-Length alone', async () => {
    const { gateway: started, socket, answered } = await open();
    socket.write(head('/v3/events', 'Content-Length: 262145'));
    await untilPending(started);
    await started.clock.advance(2_000);
    assert.match(await answered, /^HTTP\/1\.1 413 [\s\S]*REQUEST_ENTITY_TOO_LARGE_EXCEPTION/);
  });

  it('are answered 413 in chunks without a length, and the whole answer arrives before the close', async () => {
    const { socket, answered } = await open();
    socket.write(head('/v3/events', 'Transfer-Encoding: chunked'));
    const chunk = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`;
    for (let count = 0; count < 8; count++) socket.write(chunk);
    socket.write('0\r\n\r\n');
    const text = await answered;
    assert.match(text, /^HTTP\/1\.1 413 /);
    assert.ok(text.endsWith('}}'), 'the body is whole');
  });

  it('do not hold the connection for ever', async () => {
    const { socket, answered } = await open();
    socket.write(head('/v3/events', 'Content-Length: 100000000'));
    socket.write('x'.repeat(6 * 1024 * 1024), () => {});
    assert.match(await answered, /^HTTP\/1\.1 413 /);
  });

  it('are answered 413 by the token endpoint and by the control API, each in its own words', async () => {
    const started = await startTestGateway();
    gateway = started;
    const token = await started.askToken({ grant_type: 'refresh_token', refresh_token: 'x'.repeat(100_000) });
    assert.deepEqual([token.status, (token.body as { error: string }).error], [400, 'invalid_request']);
    const control = await started.control('PUT', '/skills/skill-1', { name: 'x'.repeat(9 * 1024 * 1024) });
    assert.deepEqual([control.status, (control.body as { code: string }).code], [413, 'too-large']);
  });
});
