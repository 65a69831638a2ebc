import type { Clock, Timer } from '@gatehouse/client/platform';
import type { HomeKey } from '../home/home.ts';

/** A directive that waits for its answer. */
export interface ExpectedReply extends HomeKey {
  readonly correlationToken: string;
  readonly directiveMessageId: string;
  readonly endpointId?: string;
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

class MemoryReplyDesk implements ReplyDesk {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #waiting = new Map<string, Wait>();
  readonly #over = new Map<string, Wait>();

  constructor(clock: Clock, limit: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  expect(expected: ExpectedReply): ReplyTicket {
    const wait = new Wait(this.#clock, expected, () => this.#retire(wait));
    this.#waiting.set(expected.correlationToken, wait);
    return wait;
  }

  match(arrived: ArrivedReply): ReplyMatch {
    const { correlationToken, userId, skillId } = arrived;
    const wait = this.#waiting.get(correlationToken) ?? this.#over.get(correlationToken);
    if (wait?.expected.userId !== userId || wait.expected.skillId !== skillId) return { type: 'unknown' };
    return wait.take(arrived.reply);
  }

  reset(): void {
    for (const wait of [...this.#waiting.values()]) wait.close();
    this.#over.clear();
  }

  #retire(wait: Wait): void {
    const { correlationToken } = wait.expected;
    this.#waiting.delete(correlationToken);
    this.#over.set(correlationToken, wait);
    const oldest = this.#over.size > this.#limit ? this.#over.keys().next() : undefined;
    if (oldest?.value !== undefined) this.#over.delete(oldest.value);
  }
}

class Wait implements ReplyTicket {
  readonly arrived: Promise<unknown>;
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #retire: () => void;
  readonly #resolve: (reply: unknown) => void;
  #expected: ExpectedReply;
  #timer: Timer;
  #state: 'waiting' | 'expired' | 'over' = 'waiting';

  constructor(clock: Clock, expected: ExpectedReply, retire: () => void) {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    this.arrived = promise;
    this.#resolve = resolve;
    this.#clock = clock;
    this.#expected = expected;
    this.#retire = retire;
    this.#startedAt = clock.monotonic();
    this.#timer = clock.setTimer(expected.limitMs, () => this.#end('expired', undefined));
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
    if (this.#state !== 'waiting') return;
    this.#expected = { ...this.#expected, limitMs };
    this.#timer.cancel();
    this.#timer = this.#clock.setTimer(limitMs - this.tookMs(), () => this.#end('expired', undefined));
  }

  close(): void {
    this.#end('over', undefined);
  }

  take(reply: unknown): ReplyMatch {
    const lateByMs = this.lateByMs();
    // A timer may run later than it is due; the limit counts, not the timer.
    if (this.#state === 'waiting' && lateByMs > 0) this.#end('expired', undefined);
    if (this.#state === 'over') return { type: 'over', expected: this.#expected };
    if (this.#state === 'expired') return { type: 'late', expected: this.#expected, lateByMs: Math.max(1, lateByMs) };
    this.#end('over', reply);
    return { type: 'in-time', expected: this.#expected, tookMs: this.tookMs() };
  }

  #end(state: 'expired' | 'over', reply: unknown): void {
    if (this.#state !== 'waiting') return;
    this.#state = state;
    this.#timer.cancel();
    this.#resolve(reply);
    this.#retire();
  }
}
