import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { GatehouseError, type Region } from '@gatehouse/protocol';
import type { FastifyInstance } from 'fastify';
import { answerExchange } from './amazon-side.ts';
import { CONTROL_PREFIX } from './control-app.ts';
import type { AmazonSide } from './exchange.ts';

/** The head of a request must come within this time, and with the body within the next one. */
const HEAD_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;
const CHECK_MS = 1_000;

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
 * @throws GatehouseError `address-in-use` when the port is taken
 */
export async function startRegionListener(options: ListenerOptions): Promise<RegionListener> {
  const underWay = new Set<Promise<void>>();
  const server = createServer(
    { headersTimeout: HEAD_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, connectionsCheckingInterval: CHECK_MS },
    (request, response) => {
      const answered = dispatch(request, response, options);
      if (answered === undefined) return;
      underWay.add(answered);
      void answered.finally(() => underWay.delete(answered));
    },
  );
  await listen(server, options.address);
  return { region: options.region, host: hostOf(server, options.address.host), stop: () => stop(server, underWay) };
}

function dispatch(
  request: IncomingMessage,
  response: ServerResponse,
  { region, side, control }: ListenerOptions,
): Promise<void> | undefined {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  if (path === CONTROL_PREFIX || path.startsWith(`${CONTROL_PREFIX}/`)) {
    control.routing(request, response);
    return undefined;
  }
  return answerExchange({ region, path, request, response }, side);
}

function listen(server: Server, { host, port }: ListenerOptions['address']): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: NodeJS.ErrnoException): void => {
      const taken = error.code === 'EADDRINUSE';
      reject(
        taken
          ? new GatehouseError('address-in-use', `Cannot listen on ${host}:${port}: it is taken`, { cause: error })
          : error,
      );
    };
    server.once('error', fail).listen({ host, port, exclusive: true }, () => {
      server.off('error', fail);
      resolve();
    });
  });
}

function hostOf(server: Server, host: string): string {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const named = host.includes(':') ? `[${host}]` : host;
  return `${named}:${port}`;
}

async function stop(server: Server, underWay: ReadonlySet<Promise<void>>): Promise<void> {
  const closed = new Promise<void>(resolve => void server.close(() => resolve()));
  await Promise.allSettled(underWay);
  server.closeAllConnections();
  await closed;
}
