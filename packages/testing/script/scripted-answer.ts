import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { type Clock, sleep } from '@gatehouse/client/platform';

/**
 * What the scripted gateway does with one request. With nothing set it does what it would have done anyway.
 *
 * - `status`: without it, the one that belongs to `code`, else that of success.
 * - `code`: of the gateway's or the token endpoint's error table, or any other word; makes a body of the right shape.
 * - `body`: text as it is, anything else as JSON; wins over `code`.
 * - `delayMs`: on the gateway's clock, before the first byte.
 * - `dribbleMs`: between the bytes of the body, on the gateway's clock.
 * - `cut`: ends the connection before the first byte, inside the head, or inside the body. After `headers` and `body`
 *   the request counts as processed all the same.
 * - `hang`: never answers and keeps the connection.
 * - `times`: how many requests get this answer; default 1, `Infinity` for all that follow.
 */
export interface ScriptedAnswer {
  readonly status?: number;
  readonly code?: string;
  readonly description?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly delayMs?: number;
  readonly dribbleMs?: number;
  readonly cut?: 'before' | 'headers' | 'body';
  readonly hang?: boolean;
  readonly times?: number;
}

/** A whole answer, ready to be written. */
export interface WireAnswer extends ScriptedAnswer {
  readonly status: number;
  readonly text: string;
}

/** Writes an answer, in the way that the script wants; resolves when nothing more will be written. */
export async function writeAnswer(response: ServerResponse, answer: WireAnswer, clock: Clock): Promise<void> {
  if (answer.hang === true) return;
  if (answer.delayMs !== undefined) await sleep(clock, answer.delayMs, closeSignal(response));
  if (response.destroyed) return;
  if (answer.cut !== undefined) return cutOff(response, answer);
  response.writeHead(answer.status, headersOf(answer));
  if (answer.dribbleMs === undefined) response.end(answer.text);
  else await dribble(response, { ...answer, dribbleMs: answer.dribbleMs }, clock);
}

async function dribble(
  response: ServerResponse,
  answer: WireAnswer & { readonly dribbleMs: number },
  clock: Clock,
): Promise<void> {
  const closed = closeSignal(response);
  response.flushHeaders();
  for (const byte of Buffer.from(answer.text)) {
    await sleep(clock, answer.dribbleMs, closed);
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
  }
  response.end();
}

function cutOff(response: ServerResponse, answer: WireAnswer): void {
  const { cut, status, text } = answer;
  const { socket } = response;
  const head = Object.entries(headersOf(answer)).map(([name, value]) => `${name}: ${value}\r\n`);
  const whole = `HTTP/1.1 ${status} Scripted\r\n${head.join('')}\r\n`;
  if (cut === 'before') socket?.destroy();
  else if (cut === 'headers') socket?.end(whole.slice(0, whole.length - 6));
  else socket?.end(whole + text.slice(0, Math.floor(text.length / 2)));
}

/** A body that is to be cut needs a length that it does not reach, also when it is empty. */
function headersOf({ headers, text, cut }: WireAnswer): OutgoingHttpHeaders {
  const type = text === '' ? {} : { 'content-type': 'application/json;charset=UTF-8' };
  return { ...type, 'content-length': Math.max(Buffer.byteLength(text), cut === 'body' ? 2 : 0), ...headers };
}

function closeSignal(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}
