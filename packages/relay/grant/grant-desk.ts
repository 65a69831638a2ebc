import { createHash } from 'node:crypto';
import type { TokenClient, TokenOutcome } from '@gatehouse/client';
import { type Clock, type Log, type Secret, sleep } from '@gatehouse/client/platform';
import { KeyQueue } from '../outbox/key-queue.ts';
import {
  ANSWER_BY_MS,
  type GrantAnswer,
  type GrantAsk,
  judgeExchange,
  judgeStoring,
  NOT_STORED,
  TOO_LATE,
} from './accept-grant.ts';
import { dropOldest } from './drop-oldest.ts';
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

/** One AcceptGrant of a customer: the fingerprint of its code, and what becomes of it. */
interface Visit {
  readonly codeHash: string;
  readonly wait: Wait;
  readonly answer: Promise<GrantAnswer>;
}

/** What a directive is waiting for: the sentence that it is answered with when it has waited too long. */
interface Wait {
  reason: string;
}

/** What an exchange has brought, until it is stored. */
interface Brought {
  readonly grant: NewGrant;
  readonly codeHash: string;
  readonly start: GrantStart;
  readonly startedAt: number;
}

/** How many customers' last AcceptGrant is remembered, so that a repeated directive gets the same answer. */
const MOST_REMEMBERED = 1_000;
/** How many AcceptGrants may be under way, by our choice: codes and tokens that wait for an endpoint or a store. */
const MOST_UNDER_WAY = 1_000;

const STOPPING = 'The relay is about to stop; the code is not used, the same directive may be repeated';
const TOO_MANY = 'Too many grants are under way; the code is not used, the same directive may be repeated';

/**
 * Answers AcceptGrant directives: exchange first, store second, answer last. A code that comes twice is exchanged
 * once, also across a restart, and a code never overwrites what a later directive of the same customer has brought. An
 * exchange that takes longer than Alexa waits goes on after the directive is answered with a failure, and so does the
 * storing of its tokens: the code is spent by then. Its own state: what is under way, with tokens that are not stored
 * yet, and what became of the last ones.
 */
export class GrantDesk {
  readonly #options: GrantDeskOptions;
  readonly #underWay = new Map<string, Visit>();
  readonly #accepted = new Map<string, Visit>();
  readonly #stored = new Map<string, GrantStart>();
  readonly #tried = new Map<string, { readonly turn: number; readonly codeHash: string }>();
  readonly #storing = new KeyQueue();
  readonly #running = new Set<Promise<unknown>>();
  readonly #over = new AbortController();
  #turns = 0;

  constructor(options: GrantDeskOptions) {
    this.#options = options;
  }

  /** Answers one directive within {@link ANSWER_BY_MS}; rejects only when the store fails before the exchange. */
  async acceptGrant(ask: GrantAsk): Promise<GrantAnswer> {
    const { customer } = ask;
    const codeHash = hashCode(ask.code);
    const known = this.#underWay.get(customer) ?? this.#accepted.get(customer);
    if (known?.codeHash === codeHash) return this.#answerInTime(known, ask);
    if (this.#running.size >= MOST_UNDER_WAY) return this.#fail(customer, TOO_MANY);
    const wait: Wait = { reason: TOO_LATE };
    const visit: Visit = { codeHash, wait, answer: this.#exchange(ask, { codeHash, wait }) };
    this.#underWay.set(customer, visit);
    this.#accepted.delete(customer);
    this.#follow(customer, visit);
    return this.#answerInTime(visit, ask);
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

  /** Begins no further exchange, and waits for those under way; tokens that are not stored yet are tried once more. */
  async stop(): Promise<void> {
    this.#over.abort();
    await Promise.allSettled(this.#running);
  }

  async #answerInTime({ answer, wait }: Visit, { customer, arrivedAt }: GrantAsk): Promise<GrantAnswer> {
    const { clock, log } = this.#options;
    const answered = new AbortController();
    const leftMs = Math.max(0, ANSWER_BY_MS - passedMs(clock, arrivedAt));
    const late = sleep(clock, leftMs, answered.signal).then(() => undefined);
    try {
      const found = await Promise.race([answer, late]);
      if (found !== undefined) return found;
      const { reason } = wait;
      log.warn('AcceptGrant is answered with a failure, and its exchange goes on', { customer, reason });
      return { type: 'failed', reason };
    } finally {
      answered.abort();
    }
  }

  async #exchange(ask: GrantAsk, { codeHash, wait }: { codeHash: string; wait: Wait }): Promise<GrantAnswer> {
    const { clock, vault, discoverGraceMs } = this.#options;
    const { customer } = ask;
    this.#turns += 1;
    const turn = this.#turns;
    const startedAt = clock.now() - passedMs(clock, ask.arrivedAt);
    const found = await vault.read(customer);
    if (found.type === 'open' && found.grant.tokens.codeHash === codeHash) return { type: 'accepted' };
    const start = { turn, generation: generationOf(found) };
    for (let tries = 1; !this.#over.signal.aborted; tries++) {
      const outcome = await this.#exchangeCode(ask.code);
      const now = clock.now();
      const verdict = judgeExchange({ ask, codeHash, outcome, startedAt, now, tries, discoverGraceMs });
      if (verdict.type === 'store')
        return this.#keepStoring({ grant: verdict.grant, codeHash, start, startedAt }, wait);
      if (verdict.type === 'failed') return this.#fail(customer, verdict.reason);
      await sleep(clock, verdict.delayMs, this.#over.signal);
    }
    return this.#fail(customer, STOPPING);
  }

  #fail(customer: string, reason: string): GrantAnswer {
    this.#options.log.warn('AcceptGrant failed', { customer, reason });
    return { type: 'failed', reason };
  }

  async #keepStoring(brought: Brought, wait: Wait): Promise<GrantAnswer> {
    const { clock, log } = this.#options;
    const { startedAt } = brought;
    const { customer } = brought.grant;
    for (let tries = 1; ; tries++) {
      const isLast = this.#over.signal.aborted;
      try {
        return await this.#storing.run([customer], () => this.#store(brought));
      } catch (error) {
        const verdict = judgeStoring({ startedAt, now: clock.now(), tries });
        if (isLast || verdict.type === 'failed') {
          log.error('A grant could not be stored and is given up; link the customer again', { customer, tries, error });
          return { type: 'failed', reason: NOT_STORED };
        }
        wait.reason = NOT_STORED;
        log.warn('A grant could not be stored and is kept to be stored again', { customer, tries, error });
        await sleep(clock, verdict.delayMs, this.#over.signal);
      }
    }
  }

  async #store({ grant, codeHash, start }: Brought): Promise<GrantAnswer> {
    const { vault, clock, log } = this.#options;
    const { customer } = grant;
    const found = await vault.read(customer);
    this.#noteUntold(customer, found);
    const generation = generationOf(found);
    const last = this.#stored.get(customer);
    if (last?.turn === start.turn && last.generation === generation) return this.#announce(grant);
    if (!mayStoreGrant(start, { generation, last })) {
      log.info('A grant came after a newer one and was left out', { customer });
      return { type: 'accepted' };
    }
    this.#tried.set(customer, { turn: start.turn, codeHash });
    dropOldest(this.#tried, MOST_REMEMBERED);
    const lateMs = clock.now() - grant.at;
    await this.#put({ ...grant, at: grant.at + lateMs, dueAt: grant.dueAt + lateMs }, start.turn);
    this.#tried.delete(customer);
    return this.#announce(grant);
  }

  /** A store that failed may have stored all the same: then what it has now is of the turn that tried. */
  #noteUntold(customer: string, found: VaultFind): void {
    const tried = this.#tried.get(customer);
    if (tried === undefined || found.type !== 'open' || found.grant.tokens.codeHash !== tried.codeHash) return;
    this.#tried.delete(customer);
    const { turn } = tried;
    if ((this.#stored.get(customer)?.turn ?? 0) < turn) {
      this.#note(customer, { turn, generation: found.grant.generation });
    }
  }

  #announce({ customer, region }: NewGrant): GrantAnswer {
    this.#options.log.info('Grant accepted', { customer, region });
    this.#options.onGrant(customer);
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
    this.#underWay.delete(customer);
    this.#accepted.delete(customer);
    this.#turns += 1;
    return this.#turns;
  }

  #note(customer: string, start: GrantStart): void {
    this.#stored.delete(customer);
    this.#stored.set(customer, start);
    dropOldest(this.#stored, MOST_REMEMBERED);
  }

  /** What failed is not remembered: the same code may work once the token endpoint is back. */
  #follow(customer: string, visit: Visit): void {
    const running = visit.answer
      .catch((error: unknown): GrantAnswer => {
        this.#options.log.error('AcceptGrant failed: the store could not be read', { customer, error });
        return { type: 'failed', reason: NOT_STORED };
      })
      .then(({ type }) => {
        this.#running.delete(running);
        if (this.#underWay.get(customer) !== visit) return;
        this.#underWay.delete(customer);
        if (type === 'failed') return;
        this.#accepted.set(customer, visit);
        dropOldest(this.#accepted, MOST_REMEMBERED);
      });
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

/** Milliseconds since a directive has come. */
function passedMs(clock: Clock, arrivedAt: number | undefined): number {
  return arrivedAt === undefined ? 0 : clock.monotonic() - arrivedAt;
}
