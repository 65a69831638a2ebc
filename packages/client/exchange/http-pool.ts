import type { LookupFunction } from 'node:net';
import type { Clock } from '../platform/clock.ts';
import type { ConnectionMeter } from './connection-meter.ts';
import type { Exchange } from './exchange.ts';
import { ExchangeCollector } from './exchange-collector.ts';
import { httpTransport, type Transport } from './transport.ts';

/** Where a pool connects to, and how patiently. */
export interface HttpPoolOptions {
  /** Only its origin counts. */
  readonly url: URL;
  readonly clock: Clock;
  /** For the whole exchange, queueing, connecting and body included. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** The most connections open at once. Default 64. */
  readonly connections?: number | undefined;
  /** Default: Node's own. */
  readonly lookup?: LookupFunction | undefined;
  /** How connections are opened. Default: over HTTP. */
  readonly transport?: Transport | undefined;
  /** Default: nothing is counted. */
  readonly meter?: ConnectionMeter | undefined;
}

/** One request. Secrets may be in headers and body: neither is kept after the exchange. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Starts with a slash; may have a query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal | undefined;
  /** The request is given up when no connection has taken it by then, in milliseconds from the call. Default: never. */
  readonly unsentAfterMs?: number | undefined;
}

/** Keep-alive connections to one origin. */
export interface HttpPool {
  /** Sends once: no retry, no redirect. The promise never rejects. */
  sendRequest(request: HttpRequest): Promise<Exchange>;
  /** Takes no more requests, waits for those in flight, closes every connection. */
  close(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_CONNECTIONS = 64;

/** Opens a pool of HTTP/1.1 connections, lazily: nothing is connected before the first request. */
export function createHttpPool(options: HttpPoolOptions): HttpPool {
  const { url, clock, timeoutMs = DEFAULT_TIMEOUT_MS, connections = DEFAULT_CONNECTIONS, lookup } = options;
  const { transport = httpTransport, meter } = options;
  const onConnection = meter && (() => meter.noteConnection());
  const pool = transport({ origin: url.origin, connections, timeoutMs, lookup, onConnection });
  const inFlight = new Set<Promise<Exchange>>();
  let closed = false;

  function sendRequest(request: HttpRequest): Promise<Exchange> {
    if (closed || request.signal?.aborted) {
      const detail = closed ? 'The client is closed' : 'The request was given up before it was sent';
      return Promise.resolve({ type: 'unanswered', reason: 'aborted', detail, tookMs: 0 });
    }
    const exchange = new Promise<Exchange>(resolve => start(request, resolve));
    inFlight.add(exchange);
    void exchange.then(() => inFlight.delete(exchange));
    return exchange;
  }

  function start(request: HttpRequest, resolve: (exchange: Exchange) => void): void {
    const { method, path, headers, body, signal, unsentAfterMs = timeoutMs } = request;
    const collector = new ExchangeCollector(clock, exchange => {
      timer.cancel();
      unsent?.cancel();
      signal?.removeEventListener('abort', abort);
      resolve(exchange);
    });
    const abort = (): void => collector.giveUp('aborted', 'The request was given up');
    const timer = clock.setTimer(timeoutMs, () => collector.giveUp('timeout', `No answer within ${timeoutMs} ms`));
    const giveUpUnsent = (): void => collector.giveUpUnsent('aborted', 'No connection was free in time');
    // What is worth sending for longer than any request may take needs no timer of its own.
    const unsent = unsentAfterMs < timeoutMs ? clock.setTimer(unsentAfterMs, giveUpUnsent) : undefined;
    signal?.addEventListener('abort', abort, { once: true });
    const target = { method, path, headers: { ...headers } };
    meter?.noteRequest();
    pool.dispatch(body === undefined ? target : { ...target, body }, collector);
  }

  async function close(): Promise<void> {
    closed = true;
    await Promise.all(inFlight);
    await pool.destroy();
  }

  return { sendRequest, close };
}
