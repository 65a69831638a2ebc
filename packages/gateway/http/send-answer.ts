import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '@gatehouse/client/platform';

/** An answer to be written; an object as body becomes JSON, text stays as it is, undefined means none at all. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: object | string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How long, and for how many bytes more, a sender may go on after an early answer. */
const LINGER_MS = 2_000;
const LINGER_BYTES = 4 * 1024 * 1024;

/** Writes an answer; `Content-Length` always stands, so that a 202 without body keeps the connection usable. */
export function sendAnswer(response: ServerResponse, answer: HttpAnswer): void {
  const { text, headers } = encodeAnswer(answer);
  response.writeHead(answer.status, headers).end(text);
}

/**
 * Writes an answer to a request whose body has not been read to its end, and closes the connection: but only after
 * the rest of the body is thrown away, because closing on unread bytes resets the connection and takes the answer along.
 */
export function sendEarlyAnswer(
  exchange: { readonly request: IncomingMessage; readonly response: ServerResponse },
  answer: HttpAnswer,
  clock: Clock,
): void {
  const { request, response } = exchange;
  const { text, headers } = encodeAnswer(answer);
  response.writeHead(answer.status, { ...headers, connection: 'close' }).write(text);
  let left = LINGER_BYTES;
  const finish = (): void => {
    timer.cancel();
    request.off('data', discard);
    response.end();
  };
  const discard = (chunk: Buffer): void => {
    left -= chunk.length;
    if (left < 0) finish();
  };
  const timer = clock.setTimer(LINGER_MS, finish);
  if (request.readableEnded || request.destroyed) finish();
  else request.on('data', discard).once('end', finish).once('close', finish);
}

/** An answer's body as text, and its headers: a body is said to be JSON unless the answer names another type. */
export function encodeAnswer({ body, headers }: HttpAnswer): {
  readonly text: string;
  readonly headers: Record<string, string | number>;
} {
  const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
  const type = body === undefined ? {} : { 'content-type': 'application/json;charset=UTF-8' };
  return { text, headers: { ...type, 'content-length': Buffer.byteLength(text), ...headers } };
}
