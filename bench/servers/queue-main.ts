import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { customerToken } from '../inputs/customer-token.ts';
import type { OpenPeerQueue, QueuedJob } from '../platform/peer-queue.ts';
import { loadPeer } from '../platform/peers.ts';
import { serveProcess } from '../platform/server-process.ts';

/** As many as a relay has to a region by default. */
const POST_CONNECTIONS = 128;

/**
 * A relay as one would write it around the queue of the first argument, over the database of the second, delivering to
 * the address of the third: `POST /v1/customers/{c}/events` is committed and answered 202, `GET /pending` tells how
 * many events are not delivered and settled.
 */
const [peer = '', databaseUrl = '', url = ''] = process.argv.slice(2);
const pool = new Pool(url, { connections: POST_CONNECTIONS });
let undelivered = 0;

const { openQueue } = (await loadPeer(peer)) as { readonly openQueue: OpenPeerQueue };
const queue = await openQueue({ databaseUrl, deliver });
// Devices keep their connections while the others of a round have their turn.
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    const customer = request.url?.split('/')[3];
    const answering = customer === undefined ? tellPending(response) : take(customer, Buffer.concat(chunks), response);
    answering.catch(() => response.writeHead(500, { 'content-length': 0 }).end());
  });
});
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
serveProcess({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }, async () => {
  server.close();
  server.closeAllConnections();
  await queue.stop();
  await pool.close();
});

async function take(customer: string, body: Buffer, response: ServerResponse): Promise<void> {
  const message = JSON.parse(body.toString()) as QueuedJob['message'];
  undelivered += 1;
  await queue.add({ customer, message });
  response.writeHead(202, { 'content-length': 0 }).end();
}

async function tellPending(response: ServerResponse): Promise<void> {
  // The database is only asked when it may say that nothing is left: asking slows it down.
  const pending = undelivered > 0 ? undelivered : await queue.countPending();
  const text = JSON.stringify({ pending });
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}

async function deliver({ customer, message }: QueuedJob): Promise<void> {
  const token = customerToken(customer);
  const { event, ...rest } = message as { event: { endpoint: object } };
  const endpoint = { ...event.endpoint, scope: { type: 'BearerToken', token } };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const posted = JSON.stringify({ ...rest, event: { ...event, endpoint } });
  const { statusCode, body } = await pool.request({ method: 'POST', path: '/v3/events', headers, body: posted });
  await body.dump();
  if (statusCode !== 202) throw new RangeError(`Expected 202, the answer is ${statusCode}`);
  undelivered -= 1;
}
