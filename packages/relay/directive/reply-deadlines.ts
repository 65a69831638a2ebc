import { createHash } from 'node:crypto';
import type { Clock } from '@gatehouse/client/platform';
import { REPLY_TIME_TO_LIVE_MS } from '../outbox/time-to-live.ts';
import type { DirectiveStore } from './directive-store.ts';

/** More directives than this are not remembered at a time; the oldest ones are forgotten first. */
const DEFAULT_LIMIT = 100_000;
/** No deferral is believed to take longer, in milliseconds. */
const LONGEST_DEFERRAL_MS = 24 * 60 * 60 * 1_000;
/** How long after its deadline a directive is remembered, so that who answers too late is told so, in milliseconds. */
export const REMEMBERED_MS: number = 10 * 60 * 1_000;

/** What a later answer to a directive has to know of it. */
export interface DirectiveSubject {
  readonly customer?: string | undefined;
  readonly endpointId?: string | undefined;
  /** `ReportState`, `Alexa.PowerController.TurnOn` …: the interface is left out where the name says it all. */
  readonly kind?: string | undefined;
}

/** A directive that was seen: until when Alexa waits, in milliseconds since the epoch, and whether a reply was taken. */
export interface SeenDirective extends DirectiveSubject {
  readonly deadline: number;
  readonly answered: boolean;
}

/** What the deadlines work with. */
export interface ReplyDeadlinesOptions {
  readonly clock: Clock;
  readonly store: DirectiveStore;
  /** How many directives are remembered in memory at a time. */
  readonly limit?: number;
}

/**
 * The directives that this process has seen and until when Alexa waits for the answers. Kept in memory, because a
 * directive lives for seconds and a commit for each would slow all of them down. One that was put off is stored, too:
 * its answer finds its deadline after a restart and at another process.
 */
export class ReplyDeadlines {
  readonly #clock: Clock;
  readonly #store: DirectiveStore;
  readonly #limit: number;
  readonly #directives = new Map<string, SeenDirective>();

  constructor({ clock, store, limit = DEFAULT_LIMIT }: ReplyDeadlinesOptions) {
    this.#clock = clock;
    this.#store = store;
    this.#limit = limit;
  }

  /** A directive with this correlation token has come just now. */
  addDirective(correlationToken: string): void {
    this.#put(correlationToken, { deadline: this.#clock.now() + REPLY_TIME_TO_LIVE_MS, answered: false });
  }

  /** Whose a directive is and what it is about has been found out. */
  describeDirective(correlationToken: string, subject: DirectiveSubject): void {
    const seen = this.#directives.get(correlationToken);
    if (seen !== undefined) this.#directives.set(correlationToken, { ...seen, ...subject });
  }

  /** Alexa has been told that the answer to this directive takes so many seconds from now, at most a day; never shortens. */
  extendDeadline(correlationToken: string, seconds: number): void {
    const deadline = this.#clock.now() + Math.floor(Math.min(seconds * 1_000, LONGEST_DEFERRAL_MS));
    const seen = this.#directives.get(correlationToken) ?? { deadline: 0, answered: false };
    this.#put(correlationToken, { ...seen, deadline: Math.max(deadline, seen.deadline) });
  }

  /**
   * Stores a directive that was put off, as far as it can be answered at all: by an endpoint of a known customer.
   *
   * @throws GatehouseError `store-failed`, `store-closed`
   */
  async keep(correlationToken: string): Promise<void> {
    const { customer, endpointId, kind, deadline } = this.#directives.get(correlationToken) ?? {};
    if (customer === undefined || endpointId === undefined || deadline === undefined) return;
    const about = { token: digestToken(correlationToken), customer, endpointId, deadline };
    await this.#store.putDirective(kind === undefined ? about : { ...about, kind });
  }

  /**
   * Reads from the store what this process does not remember of a directive; then `find` and `deadlineOf` know it.
   *
   * @throws GatehouseError `store-failed`, `store-closed`
   */
  async recall(correlationToken: string): Promise<void> {
    if (this.#directives.has(correlationToken)) return;
    const stored = await this.#store.readDirective(digestToken(correlationToken));
    if (stored === undefined || this.#directives.has(correlationToken)) return;
    const { token: _token, ...directive } = stored;
    this.#put(correlationToken, { ...directive, answered: false });
  }

  /** A later answer to this directive has been taken. */
  markAnswered(correlationToken: string): void {
    const seen = this.#directives.get(correlationToken);
    if (seen !== undefined) this.#directives.set(correlationToken, { ...seen, answered: true });
  }

  /** Milliseconds since the epoch, or undefined for a directive that this process does not remember. */
  deadlineOf(correlationToken: string): number | undefined {
    return this.#directives.get(correlationToken)?.deadline;
  }

  /** What is known of a directive, or undefined when this process does not remember it. */
  find(correlationToken: string): SeenDirective | undefined {
    return this.#directives.get(correlationToken);
  }

  #put(correlationToken: string, seen: SeenDirective): void {
    this.#directives.delete(correlationToken);
    this.#directives.set(correlationToken, seen);
    const past = this.#clock.now() - REMEMBERED_MS;
    for (const [token, { deadline }] of this.#directives) {
      if (this.#directives.size <= this.#limit && deadline >= past) return;
      this.#directives.delete(token);
    }
  }
}

/** A hash of a correlation token: whoever reads the store cannot answer in the device's name. */
export function digestToken(correlationToken: string): string {
  return createHash('sha256').update(correlationToken).digest('base64url');
}
