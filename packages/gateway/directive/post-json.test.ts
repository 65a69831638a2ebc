import assert from 'node:assert/strict';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { answer, openSkill, type SkillFixture, type SkillHandler } from '../test/skill-fixture.ts';
import { type JsonPost, type PostResult, postJson } from './post-json.ts';

async function open(t: TestContext, handle: SkillHandler): Promise<SkillFixture> {
  const skill = await openSkill(handle);
  t.after(() => skill.close());
  return skill;
}

/** A server that talks TCP in whatever way. */
async function openTcp(t: TestContext, handle: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createTcpServer(socket => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('data', () => handle(socket));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise(resolve => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

const post = (url: string, more: Partial<JsonPost> = {}): Promise<PostResult> =>
  postJson({ url: new URL(url), body: '{"a":"ä"}', maxBytes: 10_000, signal: new AbortController().signal, ...more });

describe('postJson()', () => {
  it('posts the body as JSON and reads the answer', async t => {
    const skill = await open(t, answer({ b: 'ö' }, 201));
    assert.deepEqual(await post(skill.url), { type: 'answered', status: 201, body: '{"b":"ö"}' });
    const [call] = skill.calls;
    assert.deepEqual(
      [call?.path, call?.directive, call?.headers['content-type']],
      ['/skill', { a: 'ä' }, 'application/json'],
    );
    assert.equal(call?.headers['content-length'], '10');
    assert.equal(call?.headers.connection, 'close');
  });

  it('reaches loopback by the name localhost', async t => {
    const skill = await open(t, answer({}));
    const result = await post(skill.url.replace('127.0.0.1', 'localhost'));
    assert.equal(result.type, 'answered');
  });

  it("hands on Lambda's word that the function failed", async t => {
    const skill = await open(t, answer({ errorType: 'Error' }, 200, { 'x-amz-function-error': 'Unhandled' }));
    const result = await post(skill.url);
    assert.equal(result.type === 'answered' && result.functionError, 'Unhandled');
  });

  it('does not follow a redirect', async t => {
    const other = await open(t, answer({}));
    const skill = await open(t, answer('', 307, { location: other.url }));
    const result = await post(skill.url);
    assert.equal(result.type === 'answered' && result.status, 307);
    assert.equal(other.calls.length, 0);
  });

  it('stops reading an answer that is too large, and takes one of just that size', async t => {
    const endless = await open(t, (_call, response) => {
      response.writeHead(200);
      const write = (): void => {
        while (response.write('x'.repeat(10_000)));
      };
      response.on('drain', write);
      response.on('error', () => {});
      write();
    });
    assert.deepEqual(await post(endless.url), { type: 'too-large', maxBytes: 10_000 });
    const exact = await open(t, answer('x'.repeat(10_000)));
    assert.equal((await post(exact.url)).type, 'answered');
    const above = await open(t, answer('x'.repeat(10_001)));
    assert.equal((await post(above.url)).type, 'too-large');
  });

  it('ends at once when the signal says so: before the call, before the answer, within it', async t => {
    const silent = await open(t, () => {});
    const call = new AbortController();
    const hanging = post(silent.url, { signal: call.signal });
    await silent.called(1);
    call.abort();
    assert.deepEqual(await hanging, { type: 'aborted' });
    assert.deepEqual(await post(silent.url, { signal: call.signal }), { type: 'aborted' });
    assert.equal(silent.calls.length, 1);

    const within = new AbortController();
    const half = await open(t, (_call, response) => {
      response.writeHead(200);
      response.write('{', () => within.abort());
    });
    assert.deepEqual(await post(half.url, { signal: within.signal }), { type: 'aborted' });
  });

  it('names the failure when nobody listens, the connection is cut or HTTP is not spoken', async t => {
    const gone = await openSkill(() => {});
    await gone.close();
    assert.deepEqual(await post(gone.url), { type: 'unanswered', detail: 'ECONNREFUSED' });
    const cut = await openTcp(t, socket => socket.destroy());
    assert.deepEqual(await post(cut), { type: 'unanswered', detail: 'ECONNRESET' });
    const half = await openTcp(t, socket => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a"'));
    assert.deepEqual(await post(half), { type: 'unanswered', detail: 'ECONNRESET' });
    const other = await openTcp(t, socket => socket.end('220 mail.example ESMTP\r\n'));
    const result = await post(other);
    assert.match(result.type === 'unanswered' ? result.detail : '', /^HPE_/);
    const longHead = await openTcp(t, socket => socket.end(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(100_000)}\r\n\r\n`));
    assert.equal((await post(longHead)).type, 'unanswered');
  });

  it('speaks TLS to an https URL', async t => {
    const plain = await open(t, answer({}));
    const result = await post(plain.url.replace('http:', 'https:'));
    assert.equal(result.type, 'unanswered');
    assert.equal(plain.calls.length, 0);
  });
});
