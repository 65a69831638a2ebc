import { GatehouseError, type GatehouseErrorCode, gatehouseErrors, memberOf } from '@gatehouse/protocol';

/** One call of the control API. `path` begins after `/_gatehouse`. */
export interface ControlCall {
  readonly method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** An answer of the control API; `body` is undefined when there was none. */
export interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Calls the control API of a running gateway. */
export interface ControlClient {
  /** Makes a call and answers whatever came back. Rejects only when nothing did. */
  call(call: ControlCall): Promise<ControlAnswer>;
  /**
   * Makes a call that must succeed, and answers the body.
   *
   * @throws GatehouseError with the code, message and pointer of the problem that the gateway answered
   */
  ask(call: ControlCall): Promise<unknown>;
}

/**
 * Creates a client.
 *
 * @param url the address of the control API, without trailing slash
 * @param apiKey its key, where one is configured
 */
export function createControlClient(url: string, apiKey?: string): ControlClient {
  const key = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const call = async ({ method, path, body }: ControlCall): Promise<ControlAnswer> => {
    const answer = await fetch(url + path, {
      method,
      headers: body === undefined ? key : { ...key, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
  };
  return { call, ask: async made => readAnswer(await call(made), made) };
}

/**
 * The body of an answer that tells of success.
 *
 * @throws GatehouseError with the code, message and pointer of the problem that it is otherwise
 */
export function readAnswer({ status, body }: ControlAnswer, call: ControlCall): unknown {
  if (status < 400) return body;
  throw decodeProblem(body, call);
}

function decodeProblem(problem: unknown, { method, path }: ControlCall): GatehouseError {
  const [code, detail, pointer] = ['code', 'detail', 'pointer'].map(name => memberOf(problem, name));
  const known = typeof code === 'string' && isErrorCode(code) ? code : 'internal-error';
  return new GatehouseError(known, `${method} ${path}: ${String(detail ?? 'the gateway gave no reason')}`, {
    ...(typeof pointer === 'string' && { pointer }),
  });
}

function isErrorCode(code: string): code is GatehouseErrorCode {
  return Object.hasOwn(gatehouseErrors, code);
}
