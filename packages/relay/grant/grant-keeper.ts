/**
 * The grants in use. Beside it: `accept-grant.ts` (the rule of the exchange), `grant-desk.ts` (AcceptGrant),
 * `held-grants.ts` (grants opened of late), `refresh-time.ts` (when to refresh), `token-text.ts` (how tokens lie in
 * the store). The keeper's own state: the refreshes under way, at most one for each customer, and what a refresh
 * brought that could not be stored yet.
 */
import type { TokenClient, TokenOutcome } from '@gatehouse/client';
import { type Clock, type Log, type Random, type Secret, sleep } from '@gatehouse/client/platform';
import type { GrantAnswer, GrantAsk } from './accept-grant.ts';
import { GrantDesk } from './grant-desk.ts';
import type { GrantStore, RotatedGrant } from './grant-store.ts';
import { type HeldGrant, HeldGrants, openGrant } from './held-grants.ts';
import type { TokenResult } from './token-result.ts';
import { encodeTokenText } from './token-text.ts';

/** What the keeper works with. `tokens` is undefined when no messaging credentials are configured. */
export interface GrantKeeperOptions {
  readonly store: GrantStore;
  readonly tokens: TokenClient | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** How long nothing is sent after a grant, in milliseconds. */
  readonly discoverGraceMs: number;
  /** Called once a grant is stored, because the customer's lane has a new due time. */
  readonly onGrant?: (customer: string) => void;
}

/** Whose token is asked for. `generation` is the grant's as far as the caller knows; a newer one is used when there is one. */
export interface TokenAsk {
  readonly customer: string;
  readonly generation: number;
}

/** Keeps the customers' grants: takes them, and gives tokens to send with. Each call rejects only when the store fails. */
export interface GrantKeeper {
  /** Answers an AcceptGrant directive, after the exchange. */
  acceptGrant(ask: GrantAsk): Promise<GrantAnswer>;
  /**
   * A token to send with; refreshed before it ends, by one refresh at a time for each customer. A refresh that takes
   * longer than 1 s is not waited for while the token lives.
   */
  resolveToken(ask: TokenAsk): Promise<TokenResult>;
  /** A token in the place of one that was refused: whatever is newer than it, else a refreshed one. */
  replaceToken(ask: TokenAsk & { readonly rejected: Secret }): Promise<TokenResult>;
}

/** How long after a failed early refresh the token that still lives is used without asking, in milliseconds. */
const QUIET_MS = 30_000;
/** How long an early refresh is waited for before the token that still lives is used, in milliseconds. */
const PATIENCE_MS = 1_000;

/** Creates the keeper of the grants in a store. */
export function createGrantKeeper(options: GrantKeeperOptions): GrantKeeper {
  return new Keeper(options);
}

class Keeper implements GrantKeeper {
  readonly #options: GrantKeeperOptions;
  readonly #desk: GrantDesk;
  readonly #held = new HeldGrants();
  readonly #refreshes = new Map<string, { generation: number; result: Promise<TokenResult> }>();
  readonly #unstored = new Map<string, RotatedGrant>();

  constructor(options: GrantKeeperOptions) {
    this.#options = options;
    this.#desk = new GrantDesk(options);
  }

  async acceptGrant(ask: GrantAsk): Promise<GrantAnswer> {
    const answer = await this.#desk.acceptGrant(ask);
    if (answer.type === 'failed') return answer;
    this.#held.forget(ask.customer);
    this.#options.onGrant?.(ask.customer);
    return answer;
  }

  async resolveToken(ask: TokenAsk): Promise<TokenResult> {
    const held = await this.#open(ask);
    if ('type' in held) return held;
    if (this.#options.clock.now() < held.refreshAt) return usable(held);
    const refresh = this.#refreshOnce(held);
    const result = await this.#waitForRefresh(refresh, held);
    if (result !== undefined && result.type !== 'again' && result.type !== 'hold') return result;
    return this.#useWhileAlive(held) ?? refresh;
  }

  async replaceToken({ rejected, ...ask }: TokenAsk & { readonly rejected: Secret }): Promise<TokenResult> {
    const held = await this.#open(ask);
    if ('type' in held) return held;
    if (held.tokens.accessToken.reveal() !== rejected.reveal()) return usable(held);
    return this.#refreshOnce(held);
  }

  async #open({ customer, generation }: TokenAsk): Promise<HeldGrant | TokenResult> {
    return this.#held.read(customer, generation) ?? (await this.#readStored(customer));
  }

  async #readStored(customer: string): Promise<HeldGrant | TokenResult> {
    const stored = await this.#options.store.readGrant(customer);
    if (stored === undefined) return { type: 'none' };
    const held = openGrant(stored, this.#options.random);
    if (held === undefined) return { type: 'lost', generation: stored.generation };
    this.#held.put(held);
    return held;
  }

  /** A refresh that is early goes on without whoever asked: a message may live shorter than a time-out takes. */
  async #waitForRefresh(refresh: Promise<TokenResult>, { expiresAt }: HeldGrant): Promise<TokenResult | undefined> {
    const { clock } = this.#options;
    if (clock.now() >= expiresAt) return refresh;
    const over = new AbortController();
    const late = sleep(clock, PATIENCE_MS, over.signal).then(() => undefined);
    try {
      return await Promise.race([refresh, late]);
    } finally {
      over.abort();
    }
  }

  #useWhileAlive(held: HeldGrant): TokenResult | undefined {
    const now = this.#options.clock.now();
    if (now >= held.expiresAt) return undefined;
    this.#held.put({ ...held, refreshAt: Math.min(held.expiresAt, now + QUIET_MS) });
    return usable(held);
  }

  async #refreshOnce(held: HeldGrant): Promise<TokenResult> {
    const { customer, generation } = held;
    const running = this.#refreshes.get(customer);
    if (running !== undefined) {
      const result = await running.result;
      return running.generation < generation ? this.#refreshOnce(held) : result;
    }
    const refresh = { generation, result: this.#refresh(held) };
    this.#refreshes.set(customer, refresh);
    try {
      return await refresh.result;
    } finally {
      this.#refreshes.delete(customer);
    }
  }

  async #refresh(held: HeldGrant): Promise<TokenResult> {
    const stored = await this.#readStored(held.customer);
    if ('type' in stored) return stored;
    if (this.#replaces(stored, held)) return usable(stored);
    const unstored = this.#unstored.get(held.customer);
    if (unstored?.generation === stored.generation) return this.#rotate(unstored);
    const outcome = await this.#askForTokens(stored.tokens.refreshToken);
    if (outcome.type === 'granted') return this.#rotate(this.#rotationOf(stored, outcome));
    const { customer, generation } = stored;
    const { type, reason } = outcome;
    this.#options.log.warn('A token could not be refreshed', { customer, generation, outcome: type, reason });
    if (outcome.type === 'lost') return this.#confirmLoss(stored);
    return refusalOf(outcome);
  }

  /** Before a grant is called lost: another process, or a new grant, may have been faster. */
  async #confirmLoss(held: HeldGrant): Promise<TokenResult> {
    const stored = await this.#readStored(held.customer);
    if ('type' in stored) return stored;
    return this.#replaces(stored, held) ? usable(stored) : { type: 'lost', generation: held.generation };
  }

  #replaces(stored: HeldGrant, held: HeldGrant): boolean {
    const same = stored.tokens.accessToken.reveal() === held.tokens.accessToken.reveal();
    return !same && this.#options.clock.now() < stored.refreshAt;
  }

  #askForTokens(refreshToken: Secret): Promise<TokenOutcome> {
    const { tokens } = this.#options;
    if (tokens !== undefined) return tokens.refresh(refreshToken);
    return Promise.resolve({ type: 'hold', reason: 'invalid-client', tookMs: 0 });
  }

  #rotationOf(held: HeldGrant, { tokens, tookMs }: Extract<TokenOutcome, { type: 'granted' }>): RotatedGrant {
    const { customer, generation } = held;
    const issuedAt = this.#options.clock.now() - Math.ceil(tookMs);
    const refreshToken = tokens.refreshToken ?? held.tokens.refreshToken;
    const text = encodeTokenText({ accessToken: tokens.accessToken, refreshToken, issuedAt });
    return { customer, generation, tokens: text, expiresAt: issuedAt + tokens.expiresInSeconds * 1000 };
  }

  /** Stores first, uses after: the old refresh token may be void from the moment that the new one was made. */
  async #rotate(rotation: RotatedGrant): Promise<TokenResult> {
    const { customer } = rotation;
    this.#unstored.set(customer, rotation);
    const stored = await this.#options.store.rotateGrant(rotation);
    this.#unstored.delete(customer);
    if (!stored) this.#held.forget(customer);
    const held = stored ? openGrant(rotation, this.#options.random) : await this.#readStored(customer);
    if (held === undefined) return { type: 'none' };
    if ('type' in held) return held;
    this.#held.put(held);
    return usable(held);
  }
}

function usable({ tokens, generation }: HeldGrant): TokenResult {
  return { type: 'token', token: tokens.accessToken, generation };
}

function refusalOf(outcome: Exclude<TokenOutcome, { type: 'granted' | 'lost' }>): TokenResult {
  if (outcome.type === 'hold') return { type: 'hold', reason: outcome.reason };
  const { type, reason } = outcome;
  if (type === 'dead' || outcome.afterMs === undefined) return { type: 'again', reason };
  return { type: 'again', reason, afterMs: outcome.afterMs };
}
