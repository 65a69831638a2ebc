import { GatehouseError } from './gatehouse-error.ts';
import type { GatehouseErrorCode } from './gatehouse-error-table.ts';
import { encodeHttpProblem, PROBLEM_TYPE } from './http-problem.ts';

/** What a server knows of a request that its parser gave up. */
export interface BrokenRequest {
  /** The parser's code, such as `HPE_INVALID_METHOD`; undefined where it has none. */
  readonly code: string | undefined;
  /** How many bytes of headers the server takes. */
  readonly mostHeaderBytes: number;
}

const REASONS: Readonly<Record<number, string>> = {
  408: 'Request Timeout',
  413: 'Content Too Large',
  431: 'Request Header Fields Too Large',
};

/** Where HTTP has a status of its own for what the parser found. */
const STATUSES: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/**
 * Writes the whole answer to a request of which no method, path or headers could be read, as it goes over a bare
 * connection: HTTP/1.1 with a problem as its body, after which the connection closes. Headers that are too large are
 * `too-large` with status 431 (RFC 6585, section 5), a head or body that does not come in time is status 408, and
 * whatever else is no HTTP is `invalid-request`.
 */
export function encodeBrokenRequest(broken: BrokenRequest): string {
  const problem = encodeHttpProblem(new GatehouseError(...describe(broken)));
  const status = STATUSES[broken.code ?? ''] ?? problem.status;
  const body = JSON.stringify({ ...problem, status });
  return [
    `HTTP/1.1 ${status} ${REASONS[status] ?? 'Bad Request'}`,
    `content-type: ${PROBLEM_TYPE}`,
    `content-length: ${new TextEncoder().encode(body).length}`,
    'cache-control: no-store',
    'connection: close',
    '',
    body,
  ].join('\r\n');
}

function describe({ code, mostHeaderBytes }: BrokenRequest): [GatehouseErrorCode, string] {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return ['too-large', `The headers of the request are too large; allowed are ${mostHeaderBytes} bytes`];
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return ['too-large', 'The extensions of a chunk of the body are too large; send chunks without any'];
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return ['invalid-request', 'The request did not come to its end in time; send it at once, or anew'];
    case 'HPE_INVALID_METHOD':
      return ['invalid-request', 'The request does not begin with a method of HTTP; allowed are such as GET and POST'];
    default:
      return ['invalid-request', `The request is no HTTP/1.1${code === undefined ? '' : ` (${code})`}`];
  }
}
