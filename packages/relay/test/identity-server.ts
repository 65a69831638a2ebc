import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

/** One request as the identity server of a test has heard it. */
export interface HeardRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly form: Readonly<Record<string, string>>;
}

/** How it answers: a status with a body, or never. */
export type IdentityAnswer = { readonly status: number; readonly body: unknown } | 'hang';

/** The device cloud's identity server, on a port of its own for one test. */
export interface IdentityServer {
  readonly url: string;
  readonly heard: readonly HeardRequest[];
  answer: (request: HeardRequest) => IdentityAnswer;
}

/** Starts an identity server; it is closed after the test. */
export async function startIdentityServer(t: TestContext, answer: IdentityServer['answer']): Promise<IdentityServer> {
  const heard: HeardRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString('utf8')));
      const { method = '', url: path = '', headers } = request;
      const asked = { method, path, headers, form };
      heard.push(asked);
      const said = identity.answer(asked);
      if (said === 'hang') return;
      const text = typeof said.body === 'string' ? said.body : JSON.stringify(said.body);
      response.writeHead(said.status, { 'content-type': 'application/json' }).end(text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const identity: IdentityServer = { url: `http://127.0.0.1:${port}/cloud/identity?v=1`, heard, answer };
  return identity;
}
