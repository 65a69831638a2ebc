import { GatehouseError } from '@gatehouse/protocol';

/** An answer of the relay's or the gateway's API: `body` is the parsed JSON, or undefined for none. */
export interface JsonAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** One call of an API of ours. */
export interface JsonCall {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Calls an API of ours once; a redirect is an answer like any other.
 *
 * @throws GatehouseError `unreachable` when nothing answers at the address
 */
export async function callJson(call: JsonCall): Promise<JsonAnswer> {
  try {
    const answer = await fetch(call.url, {
      method: call.method,
      headers: { ...(call.body === undefined ? {} : { 'content-type': 'application/json' }), ...call.headers },
      redirect: 'manual',
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  } catch (error) {
    throw new GatehouseError('unreachable', `${call.method} ${call.url} got no usable answer`, { cause: error });
  }
}

/**
 * Calls an API of ours that must say yes.
 *
 * @returns the parsed body
 * @throws GatehouseError `unreachable` when nothing answers or the status is not 2xx
 */
export async function callOk<Body>(call: JsonCall): Promise<Body> {
  const { status, body } = await callJson(call);
  if (status >= 200 && status < 300) return body as Body;
  const found = `${call.method} ${call.url} was answered with ${status}: ${JSON.stringify(body)}`;
  throw new GatehouseError('unreachable', found);
}
