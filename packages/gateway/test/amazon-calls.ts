import type { GatewayUrls } from '../gateway.ts';

/** A JSON answer of the gateway; `body` is undefined when there was none. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** How an event is posted: to NA with its token and a JSON content type unless told otherwise. */
export interface EventOptions {
  readonly token?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Posts an event with the token in the header; an object is sent as JSON. */
export function postEvent(urls: GatewayUrls, message: unknown, options: EventOptions): Promise<JsonAnswer> {
  const { token, url = urls.na, headers } = options;
  return send(`${url}/v3/events`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  });
}

/** Asks the token endpoint, form-encoded. */
export function askToken(urls: GatewayUrls, parameters: Readonly<Record<string, string>>): Promise<JsonAnswer> {
  return send(urls.token, { method: 'POST', body: new URLSearchParams(parameters) });
}

/** One request; the answer's body is parsed when there is one. */
export async function send(url: string, init: RequestInit): Promise<JsonAnswer> {
  const answer = await fetch(url, init);
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
}
