import { createHash } from 'node:crypto';
import type { TokenClient, TokenOutcome } from '@gatehouse/client';
import { type Clock, type Log, type Secret, sleep } from '@gatehouse/client/platform';
import { KeyQueue } from '../outbox/key-queue.ts';
import { ANSWER_BY_MS, type GrantAnswer, type GrantAsk, judgeExchange, TOO_LATE } from './accept-grant.ts';
import { type GrantStart, mayStoreGrant } from './grant-order.ts';
import type { NewGrant } from './grant-store.ts';
import type { GrantVault, VaultFind } from './grant-vault.ts';

/** What the desk works with. `tokens` is undefined when no messaging credentials are configured. */
export interface GrantDeskOptions {
  readonly vault: Pick<GrantVault, 'read' | 'put'>;
  readonly tokens: TokenClient | undefined;
  readonly clock: Clock;
  readonly log: Log;
  readonly discoverGraceMs: number;
  /** Called once a grant is stored, also after its directive had to be answered with a failure. */
  readonly onGrant: (customer: string) => void;
}

/** One AcceptGrant of a customer: the fingerprint of its code, and what becomes of its exchange. */
interface Visit {
  readonly codeHash: string;
  readonly exchange: Promise<GrantAnswer>;
}

/** How many customers' last AcceptGrant is remembered, so that a repeated directive gets the same answer. */
const MOST_REMEMBERED = 1_000;

/**
 * Answers AcceptGrant directives: exchange first, store second, answer last. A code that comes twice is exchanged
 * once, also across a restart, and a code never overwrites what a later directive of the same customer has brought. An
 * exchange that takes longer than Alexa waits goes on after the directive is answered with a failure.
 */
export class GrantDesk {
  readonly #options: GrantDeskOptions;
  readonly #visits = new Map<string, Visit>();
  readonly #stored = new Map<string, GrantStart>();
  readonly #storing = new KeyQueue();
  readonly #running = new Set<Promise<unknown>>();
  readonly #over = new AbortController();
  #turns = 0;

  constructor(options: GrantDeskOptions) {
    this.#options = options;
  }

  /** Answers one directive within {@link ANSWER_BY_MS}; rejects only when the store fails. */
  async acceptGrant(ask: GrantAsk): Promise<GrantAnswer> {
    const codeHash = hashCode(ask.code);
    const last = this.#visits.get(ask.customer);
    if (last?.codeHash === codeHash) return this.#answerInTime(last, ask.customer);
    const visit: Visit = { codeHash, exchange: this.#exchange(ask, codeHash) };
    this.#remember(ask.customer, visit);
    this.#follow(ask.customer, visit);
    return this.#answerInTime(visit, ask.customer);
  }

  /** Stores a grant that came another way; what directives have begun before does not overwrite it. */
  putGrant(grant: NewGrant): Promise<void> {
    const { customer } = grant;
    const turn = this.#nextTurn(customer);
    return this.#storing.run([customer], async () => this.#put(grant, turn));
  }

  /** Takes a customer's grant away with `remove`; no directive that has begun before brings it back. */
  forget<Result>(customer: string, remove: () => Promise<Result>): Promise<Result> {
    const turn = this.#nextTurn(customer);
    return this.#storing.run([customer], async () => {
      const removed = await remove();
      this.#note(customer, { turn, generation: 0 });
      return removed;
    });
  }

  /** Begins no further exchange, and waits for those under way. */
  async stop(): Promise<void> {
    this.#over.abort();
    await Promise.allSettled(this.#running);
  }

  async #answerInTime({ exchange }: Visit, customer: string): Promise<GrantAnswer> {
    const { clock, log } = this.#options;
    const answered = new AbortController();
    const late = sleep(clock, ANSWER_BY_MS, answered.signal).then(() => undefined);
    try {
      const answer = await Promise.race([exchange, late]);
      if (answer !== undefined) return answer;
      log.warn('AcceptGrant is answered with a failure, and its exchange goes on', { customer });
      return { type: 'failed', reason: TOO_LATE };
    } finally {
      answered.abort();
    }
  }

  async #exchange(ask: GrantAsk, codeHash: string): Promise<GrantAnswer> {
    const { clock, log, discoverGraceMs } = this.#options;
    const { customer } = ask;
    this.#turns += 1;
    const turn = this.#turns;
    const startedAt = clock.now();
    const found = await this.#options.vault.read(customer);
    if (found.type === 'open' && found.grant.tokens.codeHash === codeHash) return { type: 'accepted' };
    const start = { turn, generation: generationOf(found) };
    for (let tries = 1; ; tries++) {
      const outcome = await this.#exchangeCode(ask.code);
      const now = clock.now();
      const verdict = judgeExchange({ ask, codeHash, outcome, startedAt, now, tries, discoverGraceMs });
      if (verdict.type === 'store') return this.#storing.run([customer], () => this.#store(verdict.grant, start));
      if (verdict.type === 'again') await sleep(clock, verdict.delayMs, this.#over.signal);
      if (verdict.type === 'again' && !this.#over.signal.aborted) continue;
      const reason = verdict.type === 'failed' ? verdict.reason : TOO_LATE;
      log.warn('AcceptGrant failed', { customer, reason, outcome: outcome.type });
      return { type: 'failed', reason };
    }
  }

  async #store(grant: NewGrant, start: GrantStart): Promise<GrantAnswer> {
    const { vault, log, onGrant } = this.#options;
    const { customer, region } = grant;
    const generation = generationOf(await vault.read(customer));
    if (!mayStoreGrant(start, { generation, last: this.#stored.get(customer) })) {
      log.info('A grant came after a newer one and was left out', { customer });
      return { type: 'accepted' };
    }
    await this.#put(grant, start.turn);
    log.info('Grant accepted', { customer, region });
    onGrant(customer);
    return { type: 'accepted' };
  }

  async #put(grant: NewGrant, turn: number): Promise<void> {
    const { generation } = await this.#options.vault.put(grant);
    this.#note(grant.customer, { turn, generation });
  }

  #exchangeCode(code: Secret): Promise<TokenOutcome> {
    const { tokens } = this.#options;
    if (tokens !== undefined) return tokens.exchangeCode(code);
    return Promise.resolve({ type: 'hold', reason: 'invalid-client', tookMs: 0 });
  }

  #nextTurn(customer: string): number {
    this.#visits.delete(customer);
    this.#turns += 1;
    return this.#turns;
  }

  #remember(customer: string, visit: Visit): void {
    this.#visits.delete(customer);
    this.#visits.set(customer, visit);
    dropOldest(this.#visits);
  }

  #note(customer: string, start: GrantStart): void {
    this.#stored.delete(customer);
    this.#stored.set(customer, start);
    dropOldest(this.#stored);
  }

  /** A failed exchange is not remembered: the same code may work once the token endpoint is back. */
  #follow(customer: string, visit: Visit): void {
    const forget = (): void => {
      if (this.#visits.get(customer) === visit) this.#visits.delete(customer);
    };
    const fail = (error: unknown): void => {
      this.#options.log.error('A grant could not be stored', { customer, error });
      forget();
    };
    const running = visit.exchange
      .then(answer => (answer.type === 'failed' ? forget() : undefined), fail)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }
}

function hashCode(code: Secret): string {
  return createHash('sha256').update(code.reveal()).digest('base64url');
}

function generationOf(found: VaultFind): number {
  if (found.type === 'none') return 0;
  return found.type === 'open' ? found.grant.generation : found.generation;
}

function dropOldest(map: Map<string, unknown>): void {
  if (map.size <= MOST_REMEMBERED) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
