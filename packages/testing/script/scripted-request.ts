import type { IncomingMessage } from 'node:http';
import { kindOf, type Region, scopeTokenOf, textAt } from '@gatehouse/protocol';

/** What a request asks for, by its path. */
export type ScriptedPath = 'events' | 'token' | 'region' | 'other';

/**
 * One request that the scripted gateway heard. It holds tokens in clear: for assertions, not for printing. `customer`
 * is whose token, code or refresh token it carries, if the gateway minted it. `status` is what is answered, also when
 * the answer is cut later than before its first byte; absent when none is. `processed` says whether that is a success.
 */
export interface ScriptedRequest {
  readonly at: number;
  readonly region: Region;
  readonly path: ScriptedPath;
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** The body parsed, from JSON or from a form; undefined when it was neither. */
  readonly json: unknown;
  /** From the header `Authorization: Bearer`. */
  readonly token?: string;
  readonly customer?: string;
  readonly kind?: string;
  readonly messageId?: string;
  readonly endpointId?: string;
  readonly grantType?: string;
  readonly status?: number;
  readonly processed: boolean;
}

/** Which requests are meant: all given members must be equal. */
export type ScriptedMatch = Partial<
  Pick<
    ScriptedRequest,
    'region' | 'path' | 'customer' | 'kind' | 'messageId' | 'endpointId' | 'grantType' | 'status' | 'processed'
  >
>;

/** Whether a request is one of those meant. */
export function matchesRequest(request: ScriptedRequest, match: ScriptedMatch): boolean {
  return Object.entries(match).every(([name, value]) => Reflect.get(request, name) === value);
}

/** What a request says by itself, before anybody looks at its token. */
export function parseRequest(
  message: IncomingMessage,
  heard: { at: number; region: Region; body: string },
): ScriptedRequest {
  const url = message.url ?? '/';
  const json = parseBody(message.headers['content-type'] ?? '', heard.body);
  return {
    ...heard,
    path: pathOf(url),
    method: message.method ?? '',
    url,
    headers: message.headers,
    json,
    ...withoutUndefined({
      token: /^Bearer (.+)$/.exec(message.headers.authorization ?? '')?.[1],
      kind: kindOf(json),
      messageId: textAt(json, ['event', 'header', 'messageId']),
      endpointId: textAt(json, ['event', 'endpoint', 'endpointId']),
      grantType: textAt(json, ['grant_type']),
    }),
    processed: false,
  };
}

/** Whether the token of the header is the one in the message's scope, as the documents want it. */
export function hasOneToken(request: ScriptedRequest): boolean {
  return request.token !== undefined && scopeTokenOf(request.json) === request.token;
}

/** The same object without the members that are undefined. */
function withoutUndefined<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

function pathOf(url: string): ScriptedPath {
  const path = url.split('?')[0]?.toLowerCase();
  if (path === '/v3/events') return 'events';
  if (path === '/auth/o2/token') return 'token';
  return path === '/v1/alexaapiendpoint' ? 'region' : 'other';
}

function parseBody(contentType: string, body: string): unknown {
  if (contentType.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(body));
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
