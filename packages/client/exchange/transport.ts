import type { LookupFunction } from 'node:net';
import { type Dispatcher, Pool } from 'undici';

/** What connections to one origin are opened with. */
export interface ConnectionOptions {
  readonly origin: string;
  /** The most connections open at once. */
  readonly connections: number;
  /** For connecting, for the head and for each pause in the body, in milliseconds; behind the clock's own time-out. */
  readonly timeoutMs: number;
  /** Default: Node's own. */
  readonly lookup?: LookupFunction | undefined;
  /** Called after each connection that was opened. */
  readonly onConnection?: (() => void) | undefined;
}

/** Connections to one origin: each request is dispatched once, and its handler hears what becomes of it. */
export type Connections = Pick<Dispatcher, 'dispatch' | 'destroy'>;

/** How connections are opened; a test or a simulation may pass one that has no sockets. */
export type Transport = (options: ConnectionOptions) => Connections;

/**
 * Keep-alive connections over HTTP/1.1 by undici, opened lazily. Its own time-outs stand behind the clock's: they end
 * what a virtual clock or a lost abort would leave open.
 */
export const httpTransport: Transport = ({ origin, connections, timeoutMs, lookup, onConnection }) => {
  const pool = new Pool(origin, {
    connections,
    allowH2: false,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connectTimeout: timeoutMs,
    ...(lookup === undefined ? {} : { connect: { lookup, timeout: timeoutMs } }),
  });
  if (onConnection !== undefined) pool.on('connect', onConnection);
  return pool;
};
