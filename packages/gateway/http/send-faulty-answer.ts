import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type Clock, sleep } from '@gatehouse/client/platform';
import type { Dribble, FaultAction } from '../fault/fault.ts';
import { encodeHttpDate } from './encode-http-date.ts';
import type { AmazonSide, Exchange } from './exchange.ts';
import { encodeAnswer, type HttpAnswer, sendAnswer } from './send-answer.ts';

/** What {@link sendFaultyAnswer} sends, and how. */
export interface FaultyAnswer {
  readonly answer: HttpAnswer;
  readonly action: Pick<FaultAction, 'delayMs' | 'cut' | 'reset' | 'dribble'>;
  readonly side: AmazonSide;
}

/** The pause between single bytes where a fault says only that an answer trickles. */
const DRIBBLE_MS = 10;

/** How often an answer looks whether those before it on a pipelined connection have left. */
const TURN_MS = 5;

/**
 * Sends an answer late, bit by bit, or in part, and resolves when the last byte has gone or the connection has. Time is
 * the machine's. A gateway that stops does not wait: what is late then leaves at once, what trickles is broken off.
 */
export async function sendFaultyAnswer(exchange: Exchange, { answer, action, side }: FaultyAnswer): Promise<void> {
  const clock = side.house.machineClock;
  const gone = new AbortController();
  const leave = (): void => gone.abort();
  exchange.response.once('close', leave);
  const signal = AbortSignal.any([gone.signal, side.signal]);
  try {
    if (action.delayMs !== undefined) await sleep(clock, action.delayMs, signal);
    if (exchange.response.destroyed) return;
    const dribble = resolveDribble(action.dribble);
    if (action.cut === undefined && dribble === undefined) return sendAnswer(exchange.response, answer);
    const socket = await awaitSocket(exchange, { clock, signal });
    if (socket === undefined) return;
    const bytes = encodePart(answer, { cut: action.cut, now: clock.now() });
    if (dribble === undefined) await write(socket, bytes);
    else await trickle(socket, bytes, { dribble, clock, signal });
    end(socket, action);
  } finally {
    exchange.response.off('close', leave);
  }
}

function resolveDribble(dribble: FaultAction['dribble']): Dribble | undefined {
  if (dribble === undefined || dribble === false) return undefined;
  if (typeof dribble === 'object') return dribble;
  return { bytes: 1, everyMs: dribble === true ? DRIBBLE_MS : dribble };
}

interface Waiting {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** The connection, when it is this answer's turn: a client may send several requests before the first is answered. */
async function awaitSocket({ request, response }: Exchange, { clock, signal }: Waiting): Promise<Socket | undefined> {
  while (response.socket === null) {
    if (request.socket.destroyed || signal.aborted) return undefined;
    await sleep(clock, TURN_MS, signal);
  }
  return response.socket.destroyed ? undefined : response.socket;
}

/** What goes onto the connection, head and all: whole, or as far as the cut. */
function encodePart(
  answer: HttpAnswer,
  { cut, now }: { readonly cut: FaultAction['cut']; readonly now: number },
): Buffer {
  const { text, headers } = encodeAnswer(answer);
  const body = Buffer.from(text);
  // An answer without a body cannot break off in it: it announces one byte that never comes.
  const length = cut === 'body' ? { 'content-length': Math.max(1, body.length) } : {};
  const lines = Object.entries({ ...headers, ...length, date: encodeHttpDate(now), connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const status = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? 'Unknown'}`;
  const head = Buffer.from([status, ...lines, '', ''].join('\r\n'), 'latin1');
  if (cut === 'before') return Buffer.alloc(0);
  if (cut === 'headers') return head.subarray(0, Math.floor(head.length / 2));
  return Buffer.concat([head, cut === 'body' ? body.subarray(0, Math.floor(body.length / 2)) : body]);
}

function write(socket: Socket, bytes: Buffer): Promise<void> {
  if (bytes.length === 0 || socket.destroyed) return Promise.resolve();
  return new Promise(resolve => {
    const finish = (): void => {
      socket.off('close', finish);
      resolve();
    };
    socket.once('close', finish);
    socket.write(bytes, finish);
  });
}

async function trickle(
  socket: Socket,
  bytes: Buffer,
  { dribble, clock, signal }: Waiting & { readonly dribble: Dribble },
): Promise<void> {
  for (let at = 0; at < bytes.length && !signal.aborted; at += dribble.bytes) {
    if (at > 0) await sleep(clock, dribble.everyMs, signal);
    await write(socket, bytes.subarray(at, at + dribble.bytes));
  }
}

function end(socket: Socket, { cut, reset }: FaultyAnswer['action']): void {
  if (cut === undefined) socket.end();
  else if (reset === true) socket.resetAndDestroy();
  else socket.destroy();
}
