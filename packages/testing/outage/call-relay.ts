/** One call of the relay's API. */
export interface RelayCall {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH';
  readonly url: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the relay answered; `body` is parsed, undefined for none. */
export interface RelayAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** Calls the relay once. Undefined when no whole answer came: then nobody knows whether it was done. */
export async function callRelay({ method, url, body, headers }: RelayCall): Promise<RelayAnswer | undefined> {
  try {
    const answer = await fetch(url, {
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), headers: answer.headers };
  } catch {
    return undefined;
  }
}
