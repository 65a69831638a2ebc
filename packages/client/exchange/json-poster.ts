import type { Clock } from '../platform/clock.ts';
import type { Secret } from '../platform/secret.ts';
import type { ConnectionMeter } from './connection-meter.ts';
import type { Exchange } from './exchange.ts';
import { createHttpPool } from './http-pool.ts';
import { parseHttpUrl } from './http-url.ts';
import type { Transport } from './transport.ts';

/** Where JSON is posted to, and how patiently. */
export interface JsonPosterOptions {
  /** The whole URL, query included. */
  readonly url: string;
  readonly clock: Clock;
  /** Shown with every post as `Authorization: Bearer …` (RFC 6750, 2.1). Default: none. */
  readonly key?: Secret | undefined;
  /** For one whole call, from the call to the end of the answer. Default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** The most connections open at once. Default 64. */
  readonly connections?: number | undefined;
  /** How connections are opened. Default: over HTTP. */
  readonly transport?: Transport | undefined;
  /** Default: nothing is counted. */
  readonly meter?: ConnectionMeter | undefined;
}

/** One JSON text on its way. */
export interface JsonPost {
  /** Beside `content-type: application/json`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
}

/** One URL that takes JSON: a device cloud's handler of directives. */
export interface JsonPoster {
  /** Posts once: no retry, no redirect. Never rejects; the answer is raw, at most 64 KiB of it. */
  postJson(post: JsonPost): Promise<Exchange>;
  /** Waits for the calls in flight and closes every connection; later calls answer `aborted`. */
  close(): Promise<void>;
}

/**
 * Opens a client for one URL that JSON is posted to.
 *
 * @throws GatehouseError `config-invalid` when the URL is not an `http:` or `https:` one
 */
export function createJsonPoster(options: JsonPosterOptions): JsonPoster {
  const { clock, key, timeoutMs, connections, transport, meter } = options;
  const url = parseHttpUrl(options.url, 'URL that JSON is posted to');
  const pool = createHttpPool({ url, clock, timeoutMs, connections, transport, meter });
  return {
    postJson: ({ headers, body, signal }) =>
      pool.sendRequest({
        method: 'POST',
        path: `${url.pathname}${url.search}`,
        headers: {
          ...headers,
          ...(key !== undefined && { authorization: `Bearer ${key.reveal()}` }),
          'content-type': 'application/json',
        },
        body,
        signal,
      }),
    close: () => pool.close(),
  };
}
