import { isMediaType } from '../shape/media-type.ts';
import { createRefusal, type TokenRefusal } from './token-refusal.ts';

/** A request to the token endpoint as it came; `text` is absent when the body was not UTF-8. */
export interface TokenRequest {
  readonly contentType: string | undefined;
  readonly authorization: string | undefined;
  readonly text: string | undefined;
}

/** The client's credentials. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A request that could be read. */
export interface TokenParameters {
  readonly parameters: Readonly<Record<string, string>>;
  readonly client: ClientCredentials;
}

/** What {@link parseTokenRequest} made of a request; `parameters` are there for the journal as far as they were readable. */
export type ParsedTokenRequest =
  | ({ readonly type: 'parsed' } & TokenParameters)
  | {
      readonly type: 'refused';
      readonly refusal: TokenRefusal;
      readonly parameters?: Readonly<Record<string, string>>;
    };

/**
 * Reads a request to the token endpoint: form-encoded, or JSON, with the client's credentials in the body or in HTTP
 * Basic (fact sheet 7.1). Parameters in the URL do not count. A parameter given twice is refused (RFC 6749, 3.2).
 */
export function parseTokenRequest(request: TokenRequest): ParsedTokenRequest {
  const body = parseBody(request);
  if (body.type === 'refused') return body;
  const { parameters } = body;
  const client = resolveClient(request.authorization, parameters);
  if ('error' in client) return { type: 'refused', refusal: client, parameters };
  return { type: 'parsed', parameters, client };
}

type ParsedBody =
  | { readonly type: 'parsed'; readonly parameters: Readonly<Record<string, string>> }
  | { readonly type: 'refused'; readonly refusal: TokenRefusal };

function parseBody({ contentType, text }: TokenRequest): ParsedBody {
  if (text === undefined) return malformed('The body is not UTF-8');
  if (isMediaType(contentType, 'application/x-www-form-urlencoded')) return parseForm(text);
  if (isMediaType(contentType, 'application/json')) return parseJsonBody(text);
  return malformed('The Content-Type is neither application/x-www-form-urlencoded nor application/json');
}

function parseForm(text: string): ParsedBody {
  const pairs = [...new URLSearchParams(text)];
  const parameters = Object.fromEntries(pairs);
  const twice = Object.keys(parameters).length < pairs.length;
  return twice ? malformed('A parameter is given twice') : { type: 'parsed', parameters };
}

function parseJsonBody(text: string): ParsedBody {
  const value = parseJsonText(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return malformed('The body is no JSON object');
  const entries: [string, unknown][] = Object.entries(value);
  const strange = entries.find(([, member]) => typeof member !== 'string');
  if (strange !== undefined) return malformed('A parameter in the JSON body is not text');
  return { type: 'parsed', parameters: Object.fromEntries(entries.map(([name, member]) => [name, String(member)])) };
}

function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function malformed(message: string): { type: 'refused'; refusal: TokenRefusal } {
  return { type: 'refused', refusal: createRefusal('body', { message }) };
}

function resolveClient(
  authorization: string | undefined,
  parameters: Readonly<Record<string, string>>,
): ClientCredentials | TokenRefusal {
  const inBody = { clientId: parameters.client_id, clientSecret: parameters.client_secret };
  if (authorization === undefined) return requireClient(inBody.clientId, inBody.clientSecret);
  const inHeader = parseBasic(authorization);
  if (inHeader === undefined) return createRefusal('client-header');
  const differs =
    (inBody.clientId !== undefined && inBody.clientId !== inHeader.clientId) ||
    (inBody.clientSecret !== undefined && inBody.clientSecret !== inHeader.clientSecret);
  if (!differs) return inHeader;
  return createRefusal('client-twice');
}

function requireClient(
  clientId: string | undefined,
  clientSecret: string | undefined,
): ClientCredentials | TokenRefusal {
  if (clientId && clientSecret) return { clientId, clientSecret };
  const missing = clientId ? 'client_secret' : 'client_id';
  return createRefusal('client-missing', {
    pointer: `/${missing}`,
    message: `The parameter ${missing} is missing, and there is no Authorization header`,
  });
}

/** RFC 7617 with the form encoding of RFC 6749, 2.3.1; senders that do not encode are understood too. */
function parseBasic(authorization: string): ClientCredentials | undefined {
  const encoded = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(authorization)?.[1];
  if (encoded === undefined) return undefined;
  const decoded = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = decoded.indexOf(':');
  if (colon < 1) return undefined;
  return { clientId: decodePart(decoded.slice(0, colon)), clientSecret: decodePart(decoded.slice(colon + 1)) };
}

function decodePart(part: string): string {
  if (!part.includes('%')) return part;
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
