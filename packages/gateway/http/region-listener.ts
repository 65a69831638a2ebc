import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerBrokenRequest, type Clock, sleep } from '@gatehouse/client/platform';
import { GatehouseError, type Region } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { answerExchange } from './amazon-side.ts';
import { CONTROL_PREFIX } from './control-app.ts';
import type { AmazonSide } from './exchange.ts';

/** The head of a request must come within this time, and with the body within the next one. */
const HEAD_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const CHECK_MS = 1_000;
/** How long a listener that stops waits for clients to take the answers under way. */
const LEAVE_TIMEOUT_MS = 2_000;

/** One region's listener. */
export interface RegionListener {
  readonly region: Region;
  /** Host and port, as in a URL. */
  readonly host: string;
  /** Takes no more connections, lets answers under way leave, and closes. */
  stop(): Promise<void>;
}

/** What a listener serves. */
export interface ListenerOptions {
  readonly region: Region;
  readonly address: { readonly host: string; readonly port: number };
  readonly side: AmazonSide;
  readonly control: FastifyInstance;
}

/**
 * Listens for one region: Amazon's paths, and the control API under its prefix.
 *
 * @throws GatehouseError `address-in-use` when the port is taken; `config-invalid` with a pointer when the host is no
 *   address of this machine, or the port is not for this user
 */
export async function startRegionListener(options: ListenerOptions): Promise<RegionListener> {
  const underWay = new Set<Promise<void>>();
  const server = createServer(
    { headersTimeout: HEAD_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: CHECK_MS },
    (request, response) => {
      const answered = dispatch(request, response, options);
      underWay.add(answered);
      void answered.then(() => underWay.delete(answered));
    },
  );
  server.on('clientError', answerBrokenRequest);
  await listen(server, options.address);
  const { machineClock } = options.side.house;
  return {
    region: options.region,
    host: hostOf(server, options.address.host),
    stop: () => stop(server, { underWay, clock: machineClock }),
  };
}

function dispatch(
  request: IncomingMessage,
  response: ServerResponse,
  { region, side, control }: ListenerOptions,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === CONTROL_PREFIX || path.startsWith(`${CONTROL_PREFIX}/`)) {
    const gone = new Promise<void>(resolve => void response.once('close', resolve));
    control.routing(request, response);
    return gone;
  }
  return answerExchange({ region, path, request, response }, side);
}

function listen(server: Server, { host, port }: ListenerOptions['address']): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => reject(translateListenError(error, { host, port }));
    server.once('error', fail).listen({ host, port, exclusive: true }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

/** What Node says of a host that is no address of this machine. */
const STRANGE_HOST: ReadonlySet<string | undefined> = new Set([
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

function translateListenError(error: NodeJS.ErrnoException, { host, port }: ListenerOptions['address']): Error {
  const what = `Cannot listen on ${host}:${port}`;
  if (error.code === 'EADDRINUSE')
    return new GatehouseError('address-in-use', `${what}: it is taken`, { cause: error });
  if (error.code === 'EACCES') {
    const message = `${what}: this user may not take the port; choose one from 1024 on`;
    return new GatehouseError('config-invalid', message, { pointer: '/port', cause: error });
  }
  if (!STRANGE_HOST.has(error.code)) return error;
  const message = `${what}: the host is no address of this machine (${error.code}); name one that is, such as 127.0.0.1`;
  return new GatehouseError('config-invalid', message, { pointer: '/host', cause: error });
}

function hostOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const named = host.includes(':') ? `[${host}]` : host;
  return `${named}:${port}`;
}

/** Answers under way leave first, but a client that takes none of its own holds nobody for long. */
async function stop(
  server: Server,
  { underWay, clock }: { readonly underWay: ReadonlySet<Promise<void>>; readonly clock: Clock },
): Promise<void> {
  const closed = new Promise<void>(resolve => void server.close(() => resolve()));
  const answered = new AbortController();
  void Promise.allSettled(underWay).then(() => answered.abort());
  await sleep(clock, LEAVE_TIMEOUT_MS, answered.signal);
  server.closeAllConnections();
  await closed;
}
