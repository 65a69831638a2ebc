import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Server as RawServer, type Socket } from 'node:net';

/** What a fake heard: one request, body read to its end. */
export interface HeardRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server on loopback that behaves as the test says. */
export interface FakeServer {
  readonly url: string;
  readonly requests: readonly HeardRequest[];
  /** How many connections were ever opened. */
  connections(): number;
  /** Resolves when so many requests have been heard. */
  heard(count: number): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Answers every request by the given function. */
export type Behaviour = (request: HeardRequest, response: ServerResponse) => void;

/** Starts an HTTP server; dispose it at the end of the test. */
export async function startFake(behave: Behaviour): Promise<FakeServer> {
  const requests: HeardRequest[] = [];
  const server = createHttpServer(async (message, response) => {
    let body = '';
    for await (const chunk of message.setEncoding('utf8')) body += String(chunk);
    const request = { method: message.method ?? '', path: message.url ?? '', headers: message.headers, body };
    requests.push(request);
    server.emit('heard');
    behave(request, response);
  });
  return serve(server, requests);
}

/** Starts a TCP server that does something with each connection, once its first bytes came. */
export async function startRawFake(behave: (socket: Socket) => void): Promise<FakeServer> {
  const requests: HeardRequest[] = [];
  const server = createRawServer(socket => {
    socket.on('error', () => {});
    socket.once('data', data => {
      requests.push({ method: '', path: '', headers: {}, body: data.toString('latin1') });
      server.emit('heard');
      behave(socket);
    });
  });
  return serve(server, requests);
}

/** Answers with a status, a body and headers. */
export function answerWith(status: number, body: unknown = '', headers: Record<string, string> = {}): Behaviour {
  return (_request, response) => {
    response.writeHead(status, headers);
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** The body of the gateway's refusals. */
export function gatewayRefusal(code: string, description: string): unknown {
  return { header: { namespace: 'System', name: 'Exception', messageId: 'm-1' }, payload: { code, description } };
}

/** A port of loopback on which nobody listens. */
export async function findClosedPort(): Promise<number> {
  const server = createRawServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function serve(server: Server | RawServer, requests: HeardRequest[]): Promise<FakeServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    connections: () => connections,
    heard: async count => {
      while (requests.length < count) await once(server, 'heard');
    },
    [Symbol.asyncDispose]: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
