import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import { answerBrokenRequest } from './answer-broken-request.ts';

/** What comes back for bytes on a bare connection until the server closes it. */
async function exchange(t: TestContext, listener: RequestListener, bytes: string): Promise<string> {
  const server = createServer(listener).on('clientError', answerBrokenRequest);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise(resolve => server.close(resolve)));
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', piece => {
      text += String(piece);
    });
    socket.on('close', () => resolve(text)).on('error', reject);
  });
}

test('answerBrokenRequest() answers what is no HTTP with a problem, and closes the connection', async t => {
  const text = await exchange(t, () => assert.fail('No request was made'), 'HELO\r\n\r\n');
  const [head = '', body = ''] = text.split('\r\n\r\n');
  assert.match(head, /^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json\r\n/);
  assert.equal((JSON.parse(body) as Record<string, unknown>).code, 'invalid-request');
});

test('answerBrokenRequest() says nothing where an answer has begun, and closes the connection', async t => {
  const half: RequestListener = (request, response) => {
    request.on('error', () => {});
    response.on('error', () => {}).writeHead(200, { 'content-length': 100 });
    response.write('half');
  };
  const bytes = 'POST / HTTP/1.1\r\nhost: h\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n';
  const text = await exchange(t, half, bytes);
  assert.doesNotMatch(text, /problem/);
});
