import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came back for a call. */
export interface Called {
  readonly status: number;
  readonly bytes: Buffer;
}

/** Calls servers on this machine over connections that stay open. */
export interface HttpCaller {
  /** Sends a request; an object as body goes as JSON. */
  call(method: string, url: string, more?: { readonly body?: object; readonly token?: string }): Promise<Called>;
  close(): void;
}

/** Makes a caller without connections. */
export function createHttpCaller(): HttpCaller {
  const agent = new Agent({ keepAlive: true });
  return {
    call: (method, url, { body, token } = {}) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? undefined : JSON.stringify(body);
        const headers = {
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
          ...(text !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
        };
        const outgoing = request(url, { method, agent, headers }, answer => {
          const chunks: Buffer[] = [];
          answer.on('data', chunk => chunks.push(chunk));
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, bytes: Buffer.concat(chunks) }));
        });
        outgoing.on('error', reject).end(text);
      }),
    close: () => agent.destroy(),
  };
}

/** A server of node:http alone. */
export interface BareServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server that answers every request with the JSON of what `answer` gives for its path. */
export async function startBareServer(answer: (path: string) => object): Promise<BareServer> {
  const server = createServer((incoming, response) => {
    incoming.resume().on('end', () => {
      const text = JSON.stringify(answer(incoming.url ?? '/'));
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
      response.end(text);
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
