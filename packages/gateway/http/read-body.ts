import type { IncomingMessage } from 'node:http';
import type { Clock } from '@gatehouse/client/platform';

/** How much of a body is taken, and for how long. */
export interface BodyLimits {
  /** The machine's, so that no sender is waited for longer while the gateway's own clock stands still. */
  readonly clock: Clock;
  readonly mostBytes: number;
  readonly timeoutMs: number;
  /** Gives up on a body that is under way. */
  readonly signal: AbortSignal;
}

/**
 * A body as far as it came: `whole`; `too-large`, known from Content-Length or as soon as the limit is passed; `slow`
 * when the time was up; `gone` when the sender hung up or the signal came.
 */
export type BodyReading =
  | { readonly type: 'whole'; readonly bytes: Buffer }
  | { readonly type: 'too-large' | 'slow' | 'gone' };

const NOTHING = Buffer.alloc(0);

/** Reads a request's body within limits. What comes after the limit is thrown away, not kept. Never rejects. */
export async function readBody(request: IncomingMessage, limits: BodyLimits): Promise<BodyReading> {
  if (Number(request.headers['content-length'] ?? 0) > limits.mostBytes) {
    request.resume();
    return { type: 'too-large' };
  }
  // A body that came along with its head is there as soon as the parser has gone through what it was given.
  await Promise.resolve();
  const isThere = hasWhole(request) && !request.destroyed && !limits.signal.aborted;
  return isThere ? takeBody(request, limits.mostBytes) : collectBody(request, limits);
}

/** The parser says that a body is complete a while after it has handed over the last byte of it. */
function hasWhole(request: IncomingMessage): boolean {
  const { 'content-length': length } = request.headers;
  return length === undefined ? request.complete : request.readableLength === Number(length);
}

/** A body that has come whole needs neither a timer nor a listener. */
function takeBody(request: IncomingMessage, mostBytes: number): BodyReading {
  const bytes: Buffer = request.read() ?? NOTHING;
  request.resume();
  return bytes.length > mostBytes ? { type: 'too-large' } : { type: 'whole', bytes };
}

function collectBody(request: IncomingMessage, limits: BodyLimits): Promise<BodyReading> {
  return new Promise(resolve => {
    let chunks: Buffer[] = [];
    let size = 0;
    const finish = (reading: BodyReading): void => {
      timer.cancel();
      limits.signal.removeEventListener('abort', giveUp);
      chunks = [];
      request.off('data', take).off('end', end).off('close', giveUp).resume();
      resolve(reading);
    };
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limits.mostBytes) finish({ type: 'too-large' });
      else chunks.push(chunk);
    };
    const end = (): void => {
      const [first] = chunks;
      finish({
        type: 'whole',
        bytes: chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, size),
      });
    };
    const giveUp = (): void => finish({ type: 'gone' });
    const timer = limits.clock.setTimer(limits.timeoutMs, () => finish({ type: 'slow' }));
    limits.signal.addEventListener('abort', giveUp, { once: true });
    request.on('error', ignore).on('data', take).on('end', end).on('close', giveUp);
    if (limits.signal.aborted || request.destroyed) giveUp();
  });
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of UTF-8 bytes; undefined when they are none. */
export function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}

/** A connection reset while reading shows as `close` too, and that is what counts. */
function ignore(): void {}
