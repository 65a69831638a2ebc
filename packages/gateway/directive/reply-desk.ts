import type { Clock, Timer } from '@gatehouse/client/platform';
import type { HomeKey } from '../home/home.ts';

/** A directive that waits for its answer. */
export interface ExpectedReply extends HomeKey {
  readonly correlationToken: string;
  readonly directiveMessageId: string;
  readonly endpointId?: string;
  /** The directive's interface and name. */
  readonly namespace: string;
  readonly name: string;
  /** How many routines led to it, one by the effect of the other; 0 for a directive that no routine sent. */
  readonly depth: number;
  /** How long the answer may take, in milliseconds from the call. */
  readonly limitMs: number;
}

/** An asynchronous answer, looking for its directive. */
export interface ArrivedReply extends HomeKey {
  readonly correlationToken: string;
  /** The whole event. */
  readonly reply: unknown;
}

/** What an asynchronous answer met: its directive in time, too late, or one that is over, answered or failed; or none. */
export type ReplyMatch =
  | { readonly type: 'in-time'; readonly expected: ExpectedReply; readonly tookMs: number }
  | { readonly type: 'late'; readonly expected: ExpectedReply; readonly lateByMs: number }
  | { readonly type: 'over'; readonly expected: ExpectedReply }
  | { readonly type: 'unknown' };

/** The directive's side of the wait. */
export interface ReplyTicket {
  /** The asynchronous answer; undefined when the wait ended without one. Never rejects. */
  readonly arrived: Promise<unknown>;
  /** Milliseconds since the directive was expected. */
  tookMs(): number;
  /** Milliseconds past the limit; zero or less while there is time. */
  lateByMs(): number;
  /** Sets a new limit, in milliseconds from the beginning; has no effect once the wait is over. */
  extend(limitMs: number): void;
  /** Ends the wait, because the directive was answered directly or has failed. */
  close(): void;
}

/** Where asynchronous answers meet the directives that wait for them: by correlationToken, skill and customer. */
export interface ReplyDesk {
  /** Begins to wait. */
  expect(expected: ExpectedReply): ReplyTicket;
  /** Hands over an answer. A directive takes one; directives that are over are remembered for a while. */
  match(arrived: ArrivedReply): ReplyMatch;
  /** What an answer would meet, without handing it over: for an event that speaks of a directive but does not answer it. */
  find(asked: Omit<ArrivedReply, 'reply'>): ReplyMatch;
  /** Ends every wait and forgets everything. */
  reset(): void;
}

const DEFAULT_LIMIT = 10_000;

/**
 * Creates a desk at which nothing waits.
 *
 * @param clock measures and ends the waits
 * @param limit how many directives that are over to remember; default 10,000
 */
export function createReplyDesk(clock: Clock, limit: number = DEFAULT_LIMIT): ReplyDesk {
  return new MemoryReplyDesk(clock, limit);
}

/** How a wait ended: with an answer or by the directive's failure, or because the time was up. */
type End = 'over' | 'expired';

/** What is remembered of a directive that is over; not its answer, which may be large. */
interface Past {
  readonly expected: ExpectedReply;
  readonly end: End;
  readonly startedAt: number;
}

class MemoryReplyDesk implements ReplyDesk {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #waiting = new Map<string, Wait>();
  readonly #past = new Map<string, Past>();

  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  expect(expected: ExpectedReply): ReplyTicket {
    const wait = new Wait(this.#clock, expected, past => this.#retire(past));
    this.#waiting.set(expected.correlationToken, wait);
    return wait;
  }

  match({ reply, ...asked }: ArrivedReply): ReplyMatch {
    const found = this.find(asked);
    if (found.type === 'in-time') this.#waiting.get(asked.correlationToken)?.end('over', reply);
    return found;
  }

  find({ correlationToken, userId, skillId }: Omit<ArrivedReply, 'reply'>): ReplyMatch {
    const wait = this.#waiting.get(correlationToken);
    const expected = wait?.expected ?? this.#past.get(correlationToken)?.expected;
    if (expected?.userId !== userId || expected.skillId !== skillId) return { type: 'unknown' };
    // A timer may run later than it is due; the limit counts, not the timer.
    if (wait !== undefined && wait.lateByMs() <= 0) return { type: 'in-time', expected, tookMs: wait.tookMs() };
    wait?.end('expired');
    return this.#judgePast(correlationToken);
  }

  reset(): void {
    for (const wait of [...this.#waiting.values()]) wait.close();
    this.#past.clear();
  }

  #judgePast(correlationToken: string): ReplyMatch {
    const past = this.#past.get(correlationToken);
    if (past === undefined) return { type: 'unknown' };
    const { expected, end, startedAt } = past;
    if (end === 'over') return { type: 'over', expected };
    const lateByMs = Math.round(this.#clock.monotonic() - startedAt) - expected.limitMs;
    return { type: 'late', expected, lateByMs: Math.max(1, lateByMs) };
  }

  #retire(past: Past): void {
    const { correlationToken } = past.expected;
    this.#waiting.delete(correlationToken);
    this.#past.set(correlationToken, past);
    const oldest = this.#past.size > this.#limit ? this.#past.keys().next() : undefined;
    if (oldest?.value !== undefined) this.#past.delete(oldest.value);
  }
}

class Wait implements ReplyTicket {
  readonly arrived: Promise<unknown>;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #retire: (past: Past) => void;
  readonly #resolve: (reply: unknown) => void;
  #expected: ExpectedReply;
  #timer: Timer;
  #ended = false;

  constructor(clock: Clock, expected: ExpectedReply, retire: (past: Past) => void) {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.arrived = promise;
    this.#resolve = resolve;
    this.#clock = clock;
    this.#expected = expected;
    this.#retire = retire;
    this.#startedAt = clock.monotonic();
    this.#timer = clock.setTimer(expected.limitMs, () => this.end('expired'));
  }

  get expected(): ExpectedReply {
    return this.#expected;
  }

  tookMs(): number {
    return Math.round(this.#clock.monotonic() - this.#startedAt);
  }

  lateByMs(): number {
    return this.tookMs() - this.#expected.limitMs;
  }

  extend(limitMs: number): void {
    if (this.#ended) return;
    this.#expected = { ...this.#expected, limitMs };
    this.#timer.cancel();
    this.#timer = this.#clock.setTimer(limitMs - this.tookMs(), () => this.end('expired'));
  }

  close(): void {
    this.end('over');
  }

  end(end: End, reply?: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#timer.cancel();
    this.#resolve(reply);
    this.#retire({ expected: this.#expected, end, startedAt: this.#startedAt });
  }
}
