import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Operation } from '../openapi/operation.ts';
import type { ApiScope } from './api-scope.ts';

/** A request as a route sees it: read, of an allowed size, its body parsed. */
export interface ApiRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly headers: IncomingHttpHeaders;
  /** The JSON value of the body; undefined for an empty one. */
  readonly body: unknown;
}

/** What a route answers; without `body`, `text` and `stream` nothing is sent but the head. */
export interface ApiAnswer {
  readonly status: number;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, in the place of `body`. */
  readonly text?: string;
  /** Default `application/json`. */
  readonly contentType?: string;
  /** Writes the whole answer itself, its head included, for as long as it likes; the rest counts for nothing then. */
  readonly stream?: (response: ServerResponse) => void;
}

/** One method of one path. What it throws becomes a problem. */
export interface ApiRoute {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** With parameters as `:name`. */
  readonly path: string;
  /** The largest body in bytes; default 1 MiB. */
  readonly bodyLimit?: number;
  /** Answers without an API key, too. */
  readonly open?: boolean;
  /** What an API key has to allow; default `read` for GET, else `write`. */
  readonly scope?: ApiScope;
  /** Waits for a commit: refused while too many others do. */
  readonly commits?: boolean;
  /** Whose data the request brings, where the path names no customer. Throws what `handle` would throw of such a body. */
  readonly customersOf?: (request: ApiRequest) => readonly string[];
  /** What callers are told of it. */
  readonly operation: Operation;
  readonly handle: (request: ApiRequest) => ApiAnswer | Promise<ApiAnswer>;
}
