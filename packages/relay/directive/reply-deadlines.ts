import type { Clock } from '@gatehouse/client/platform';
import { REPLY_TIME_TO_LIVE_MS } from '../outbox/time-to-live.ts';

/** More directives than this are not waited for at a time; the oldest ones are forgotten first. */
const DEFAULT_LIMIT = 100_000;
/** No deferral is believed to take longer, in milliseconds. */
const LONGEST_DEFERRAL_MS = 24 * 60 * 60 * 1_000;

/**
 * Until when Alexa waits for the answers to the directives that this process has seen. Kept in memory: a reply that is
 * handed in after a restart gets its whole time from then, which is the shorter harm.
 */
export class ReplyDeadlines {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #deadlines = new Map<string, number>();

  constructor(clock: Clock, limit: number = DEFAULT_LIMIT) {
    this.#clock = clock;
    this.#limit = limit;
  }

  /** A directive with this correlation token has come just now. */
  addDirective(correlationToken: string): void {
    this.#put(correlationToken, this.#clock.now() + REPLY_TIME_TO_LIVE_MS);
  }

  /** Alexa has been told that the answer to this directive takes so many seconds from now, at most a day; never shortens. */
  extendDeadline(correlationToken: string, seconds: number): void {
    const deadline = this.#clock.now() + Math.floor(Math.min(seconds * 1_000, LONGEST_DEFERRAL_MS));
    this.#put(correlationToken, Math.max(deadline, this.#deadlines.get(correlationToken) ?? 0));
  }

  /** Milliseconds since the epoch, or undefined for a directive that this process does not remember. */
  deadlineOf(correlationToken: string): number | undefined {
    return this.#deadlines.get(correlationToken);
  }

  #put(correlationToken: string, deadline: number): void {
    this.#deadlines.delete(correlationToken);
    this.#deadlines.set(correlationToken, deadline);
    if (this.#deadlines.size <= this.#limit) return;
    const [oldest] = this.#deadlines.keys();
    if (oldest !== undefined) this.#deadlines.delete(oldest);
  }
}
