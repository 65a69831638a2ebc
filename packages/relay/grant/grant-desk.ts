import type { TokenClient, TokenOutcome } from '@gatehouse/client';
import { type Clock, type Log, type Secret, sleep } from '@gatehouse/client/platform';
import { type GrantAnswer, type GrantAsk, judgeExchange } from './accept-grant.ts';
import type { GrantStore } from './grant-store.ts';

/** What the desk works with. `tokens` is undefined when no messaging credentials are configured. */
export interface GrantDeskOptions {
  readonly store: GrantStore;
  readonly tokens: TokenClient | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly discoverGraceMs: number;
}

/** One AcceptGrant of a customer: its code, its place in the order of arrival, and the answer that it gets. */
interface Visit {
  readonly code: string;
  readonly turn: number;
  readonly answer: Promise<GrantAnswer>;
}

/** How many customers' last AcceptGrant is remembered, so that a repeated directive gets the same answer. */
const MOST_REMEMBERED = 1_000;

/**
 * Answers AcceptGrant directives: exchange first, store second, answer last. A code that comes twice is exchanged
 * once, and a code never overwrites what a later directive of the same customer has brought.
 */
export class GrantDesk {
  readonly #options: GrantDeskOptions;
  readonly #visits = new Map<string, Visit>();
  readonly #stored = new Map<string, number>();
  #turns = 0;

  constructor(options: GrantDeskOptions) {
    this.#options = options;
  }

  /** Answers one directive; rejects only when the store fails. */
  acceptGrant(ask: GrantAsk): Promise<GrantAnswer> {
    const code = ask.code.reveal();
    const last = this.#visits.get(ask.customer);
    if (last?.code === code) return last.answer;
    this.#turns += 1;
    const visit: Visit = { code, turn: this.#turns, answer: this.#exchange(ask, this.#turns) };
    this.#remember(ask.customer, visit);
    this.#forgetFailure(ask.customer, visit);
    return visit.answer;
  }

  async #exchange(ask: GrantAsk, turn: number): Promise<GrantAnswer> {
    const { clock, log, discoverGraceMs } = this.#options;
    const startedAt = clock.now();
    for (;;) {
      const outcome = await this.#exchangeCode(ask.code);
      const verdict = judgeExchange({ ask, outcome, startedAt, now: clock.now(), discoverGraceMs });
      if (verdict.type === 'again') {
        await sleep(clock, verdict.delayMs);
        continue;
      }
      if (verdict.type === 'failed') {
        log.warn('AcceptGrant failed', { customer: ask.customer, reason: verdict.reason, outcome: outcome.type });
        return verdict;
      }
      if ((this.#stored.get(ask.customer) ?? 0) < turn) {
        this.#stored.set(ask.customer, turn);
        await this.#options.store.putGrant(verdict.grant);
        log.info('Grant accepted', { customer: ask.customer, region: ask.region });
      }
      return { type: 'accepted' };
    }
  }

  #exchangeCode(code: Secret): Promise<TokenOutcome> {
    const { tokens } = this.#options;
    if (tokens !== undefined) return tokens.exchangeCode(code);
    return Promise.resolve({ type: 'hold', reason: 'invalid-client', tookMs: 0 });
  }

  #remember(customer: string, visit: Visit): void {
    this.#visits.delete(customer);
    this.#visits.set(customer, visit);
    if (this.#visits.size <= MOST_REMEMBERED) return;
    for (const oldest of this.#visits.keys()) {
      this.#visits.delete(oldest);
      this.#stored.delete(oldest);
      return;
    }
  }

  /** A failed exchange is not remembered: the same code may work once the token endpoint is back. */
  #forgetFailure(customer: string, visit: Visit): void {
    const forget = (): void => {
      if (this.#visits.get(customer) === visit) this.#visits.delete(customer);
    };
    visit.answer.then(answer => {
      if (answer.type === 'failed') forget();
    }, forget);
  }
}
