/**
 * The grants in use. Beside it: `accept-grant.ts` (the rule of the exchange), `grant-order.ts` (which grant is the newer),
 * `grant-desk.ts` (AcceptGrant), `grant-vault.ts` (sealed in the store, open here), `held-grants.ts` (grants opened of
 * late), `token-refresher.ts` (one refresh at a time), `refresh-gate.ts` (how many in a second), `refresh-time.ts` (when
 * to refresh), `token-text.ts` (what is sealed), `drop-oldest.ts` (bounds what is remembered). The keeper has no state of
 * its own.
 */
import type { TokenClient } from '@gatehouse/client';
import { type Clock, type Log, type Random, Secret, sleep } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import type { Metrics } from '../metrics/metrics.ts';
import { Keyring } from '../seal/keyring.ts';
import type { GrantAnswer, GrantAsk } from './accept-grant.ts';
import { GrantDesk } from './grant-desk.ts';
import type { GrantStore } from './grant-store.ts';
import { GrantVault } from './grant-vault.ts';
import type { HeldGrant } from './held-grants.ts';
import type { RefreshLimits } from './refresh-gate.ts';
import { TokenRefresher, usable } from './token-refresher.ts';
import type { TokenResult } from './token-result.ts';
import { encodeTokenText } from './token-text.ts';

/** What the keeper works with. `tokens` is undefined when no messaging credentials are configured. */
export interface GrantKeeperOptions {
  readonly store: Omit<GrantStore, 'listGrants' | 'resealGrant'>;
  readonly tokens: TokenClient | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** What seals the tokens; default: nothing does. */
  readonly keyring?: Keyring;
  /** Default {@link refreshDefaults}. */
  readonly limits?: RefreshLimits;
  /** How long nothing is sent after a grant, in milliseconds. */
  readonly discoverGraceMs: number;
  /** Default: nothing is counted. */
  readonly metrics?: Metrics;
  /** Called once a grant is stored, because the customer's lane has a new due time. */
  readonly onGrant?: (customer: string) => void;
}

/** Whose token is asked for. `generation` is the grant's as far as the caller knows; a newer one is used when there is one. */
export interface TokenAsk {
  readonly customer: string;
  readonly generation: number;
}

/** A grant from another system. An access token counts only with the time that it still lives. */
export interface GrantImport {
  readonly customer: string;
  readonly region?: Region;
  readonly refreshToken: Secret;
  readonly access?: { readonly token: Secret; readonly expiresInSeconds: number };
}

/** Keeps the customers' grants: takes them, and gives tokens to send with. Each call rejects only when the store fails. */
export interface GrantKeeper {
  /** Answers an AcceptGrant directive, after the exchange, and before Alexa stops waiting. */
  acceptGrant(ask: GrantAsk): Promise<GrantAnswer>;
  /** Takes a grant over. Without an access token the first message asks for one: nothing is asked here. */
  importGrant(grant: GrantImport): Promise<void>;
  /** Forgets a customer's grant; answers whether there was one. */
  forgetGrant(customer: string): Promise<boolean>;
  /**
   * A token to send with; refreshed before it ends, by one refresh at a time for each customer. A refresh that takes
   * longer than 1 s is not waited for while the token lives.
   */
  resolveToken(ask: TokenAsk): Promise<TokenResult>;
  /** A token in the place of one that was refused: whatever is newer than it, else a refreshed one. */
  replaceToken(ask: TokenAsk & { readonly rejected: Secret }): Promise<TokenResult>;
  /**
   * Begins no exchange and no refresh any more, and waits for those under way. Whoever asks for a token that would have to
   * be refreshed is answered `again`.
   */
  stop(): Promise<void>;
}

/** How much is refreshed when nothing is configured: Gatehouse's choice, for Amazon documents no limit. */
export const refreshDefaults: RefreshLimits = { refreshesPerSecond: 50, refreshesAtOnce: 16 };

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
  readonly #vault: GrantVault;
  readonly #desk: GrantDesk;
  readonly #refresher: TokenRefresher;
  readonly #onGrant: (customer: string) => void;

  constructor(options: GrantKeeperOptions) {
    const { store, tokens, clock, random, log, limits = refreshDefaults, discoverGraceMs } = options;
    const { metrics } = options;
    const { keyring = new Keyring({ clock, random, log }), onGrant = () => {} } = options;
    this.#options = options;
    this.#vault = new GrantVault({ store, keyring, random });
    const owner = random.uuid();
    const refresher = new TokenRefresher({ vault: this.#vault, store, tokens, clock, log, limits, metrics, owner });
    this.#refresher = refresher;
    this.#onGrant = customer => {
      refresher.forget(customer);
      onGrant(customer);
    };
    const parts = { vault: this.#vault, tokens, clock, log, discoverGraceMs };
    this.#desk = new GrantDesk({ ...parts, onGrant: this.#onGrant });
  }

  acceptGrant(ask: GrantAsk): Promise<GrantAnswer> {
    return this.#desk.acceptGrant(ask);
  }

  async importGrant({ customer, region, refreshToken, access }: GrantImport): Promise<void> {
    const at = this.#options.clock.now();
    const accessToken = access?.token ?? new Secret('');
    await this.#desk.putGrant({
      customer,
      tokens: encodeTokenText({ accessToken, refreshToken, issuedAt: at }),
      expiresAt: at + (access?.expiresInSeconds ?? 0) * 1000,
      at,
      // Alexa does not ask with Discover: it knows nothing of the import.
      dueAt: at,
      ...(region === undefined ? {} : { region }),
    });
    this.#options.log.info('Grant imported', { customer, region });
    this.#onGrant(customer);
  }

  async forgetGrant(customer: string): Promise<boolean> {
    const { store, clock, log } = this.#options;
    const removed = await this.#desk.forget(customer, () => store.deleteGrant({ customer, at: clock.now() }));
    this.#vault.forget(customer);
    this.#refresher.forget(customer);
    if (removed) log.info('Grant forgotten', { customer });
    return removed;
  }

  async resolveToken(ask: TokenAsk): Promise<TokenResult> {
    const found = await this.#vault.find(ask);
    if (found.type !== 'open') return found;
    const held = found.grant;
    if (this.#options.clock.now() < held.refreshAt) return usable(held);
    const refresh = this.#refresher.refresh(held);
    const result = await this.#waitForRefresh(refresh, held);
    if (result !== undefined && result.type !== 'again' && result.type !== 'hold') return result;
    return this.#useWhileAlive(held) ?? refresh;
  }

  async replaceToken({ rejected, ...ask }: TokenAsk & { readonly rejected: Secret }): Promise<TokenResult> {
    const found = await this.#vault.find(ask);
    if (found.type !== 'open') return found;
    const same = found.grant.tokens.accessToken.reveal() === rejected.reveal();
    return same ? this.#refresher.refresh(found.grant) : usable(found.grant);
  }

  async stop(): Promise<void> {
    await Promise.all([this.#desk.stop(), this.#refresher.stop()]);
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
    this.#vault.hold({ ...held, refreshAt: Math.min(held.expiresAt, now + QUIET_MS) });
    return usable(held);
  }
}
