import type { TokenClient, TokenOutcome } from '@gatehouse/client';
import { type Clock, type Log, type Secret, sleep } from '@gatehouse/client/platform';
import type { Metrics } from '../metrics/metrics.ts';
import type { GrantStore, RotatedGrant } from './grant-store.ts';
import type { GrantVault, VaultFind } from './grant-vault.ts';
import type { HeldGrant } from './held-grants.ts';
import { RefreshGate, type RefreshLimits } from './refresh-gate.ts';
import type { TokenResult } from './token-result.ts';
import { encodeTokenText } from './token-text.ts';

/** What the refresher works with. */
export interface TokenRefresherOptions {
  readonly vault: GrantVault;
  readonly store: Pick<GrantStore, 'claimRefresh' | 'releaseRefresh'>;
  /** Undefined when no messaging credentials are configured. */
  readonly tokens: TokenClient | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Default: nothing is counted. */
  readonly metrics?: Metrics | undefined;
  readonly limits: RefreshLimits;
  /** Who claims a refresh, among all processes on the same store. */
  readonly owner: string;
}

/** How long a refresh is claimed for: longer than a question to the token endpoint takes, in milliseconds. */
const CLAIM_MS = 20_000;
/** How often it is looked whether another process has ended its refresh, in milliseconds. */
const LOOK_MS = 200;

const NOT_BEGUN: TokenResult = { type: 'again', reason: 'connection' };

/** What a refresh has brought and the store has not taken; `replaces` is the text that it is to take the place of. */
interface Unstored {
  readonly rotation: RotatedGrant;
  readonly replaces: string;
}

/** Refreshes tokens: at most one refresh at a time for each customer, whichever process begins it. */
export class TokenRefresher {
  readonly #options: TokenRefresherOptions;
  readonly #gate: RefreshGate;
  readonly #running = new Map<string, { generation: number; result: Promise<TokenResult> }>();
  readonly #unstored = new Map<string, Unstored>();
  readonly #over = new AbortController();

  constructor(options: TokenRefresherOptions) {
    this.#options = options;
    this.#gate = new RefreshGate(options.clock, options.limits);
  }

  /** A token in the place of the one of `held`; whoever asks while a refresh is under way gets its result. */
  async refresh(held: HeldGrant): Promise<TokenResult> {
    const { customer, generation } = held;
    const running = this.#running.get(customer);
    if (running !== undefined) {
      const result = await running.result;
      return running.generation < generation ? this.refresh(held) : result;
    }
    const refresh = { generation, result: this.#refresh(held) };
    this.#running.set(customer, refresh);
    try {
      return await refresh.result;
    } finally {
      this.#running.delete(customer);
    }
  }

  /** Keeps nothing of a customer any more: the grant is gone, or another has come. */
  forget(customer: string): void {
    this.#unstored.delete(customer);
  }

  /**
   * Begins no question to the token endpoint any more, and waits for those under way; tokens that are not stored yet are
   * tried once more. Whoever waits for one that has not begun, or for another process, is answered as after a connection
   * that failed.
   */
  async stop(): Promise<void> {
    this.#over.abort();
    await Promise.allSettled([...this.#running.values()].map(({ result }) => result));
    await Promise.all([...this.#unstored.keys()].map(customer => this.#storeOnceMore(customer)));
  }

  async #storeOnceMore(customer: string): Promise<void> {
    try {
      const unstored = this.#unstoredOf(customer, await this.#options.vault.read(customer));
      if (unstored !== undefined) await this.#rotate(unstored);
    } catch (error) {
      const message = 'A refreshed token could not be stored before the stop; the customer may have to link again';
      this.#options.log.error(message, { customer, error });
    }
  }

  async #refresh(held: HeldGrant): Promise<TokenResult> {
    const { signal } = this.#over;
    for (let known = held; ; ) {
      const found = await this.#look(known, held);
      if (found.type === 'ended') return found.result;
      known = found.grant;
      const run = (): Promise<TokenResult | undefined> => this.#claimAndAsk(known, held);
      const result = await this.#gate.pass(known.region ?? 'unknown', { run, signal });
      if (result !== undefined) return result;
      if (signal.aborted) return NOT_BEGUN;
      await sleep(this.#options.clock, LOOK_MS, signal);
    }
  }

  /** Undefined when another process refreshes, or the grant is another by now: look again. */
  async #claimAndAsk(known: HeldGrant, held: HeldGrant): Promise<TokenResult | undefined> {
    const { store, clock, owner } = this.#options;
    const { customer, generation } = known;
    const now = clock.now();
    const claim = await store.claimRefresh({ customer, generation, owner, now, until: now + CLAIM_MS });
    if (claim !== 'claimed') return undefined;
    try {
      // Read again under the claim: the one who had it before may have used up the refresh token known here.
      const found = await this.#look(known, held);
      if (found.type === 'ended') return found.result;
      return this.#over.signal.aborted ? NOT_BEGUN : await this.#ask(found.grant, held);
    } finally {
      await this.#release(customer);
    }
  }

  async #release(customer: string): Promise<void> {
    const { store, owner, log } = this.#options;
    try {
      await store.releaseRefresh({ customer, owner });
    } catch (error) {
      log.warn('The claim of a refresh could not be given back; it ends by itself', { customer, error });
    }
  }

  /** What the store says now: an end if the token is replaced, or was refreshed and not yet stored. */
  async #look(
    { customer }: HeldGrant,
    held: HeldGrant,
  ): Promise<{ type: 'ended'; result: TokenResult } | { type: 'open'; grant: HeldGrant }> {
    const found = await this.#options.vault.read(customer);
    const unstored = this.#unstoredOf(customer, found);
    if (found.type !== 'open') return { type: 'ended', result: found };
    const grant = unstored === undefined ? found.grant : await this.#rotate(unstored);
    if (grant === undefined) return { type: 'ended', result: resultOf(await this.#options.vault.read(customer)) };
    return this.#replaces(grant, held) ? { type: 'ended', result: usable(grant) } : { type: 'open', grant };
  }

  /** What waits to be stored; nothing any more once the store has other tokens than those that it is to replace. */
  #unstoredOf(customer: string, found: VaultFind): Unstored | undefined {
    const unstored = this.#unstored.get(customer);
    if (unstored === undefined) return undefined;
    const { rotation, replaces } = unstored;
    if (found.type === 'closed' && found.generation === rotation.generation) return undefined;
    if (found.type === 'open' && found.grant.generation === rotation.generation) {
      if (encodeTokenText(found.grant.tokens) === replaces) return unstored;
    }
    this.#unstored.delete(customer);
    return undefined;
  }

  async #ask(grant: HeldGrant, held: HeldGrant): Promise<TokenResult> {
    const outcome = await this.#askForTokens(grant.tokens.refreshToken);
    if (this.#options.tokens !== undefined) this.#options.metrics?.noteRefresh(outcome.type);
    const { customer, generation } = grant;
    if (outcome.type === 'granted') {
      const rotation = this.#rotationOf(grant, outcome);
      const rotated = await this.#rotate({ rotation, replaces: encodeTokenText(grant.tokens) });
      return rotated === undefined ? resultOf(await this.#options.vault.read(customer)) : usable(rotated);
    }
    const { type, reason } = outcome;
    this.#options.log.warn('A token could not be refreshed', { customer, generation, outcome: type, reason });
    return outcome.type === 'lost' ? this.#confirmLoss(grant, held) : refusalOf(outcome);
  }

  /** Before a grant is called lost: a new grant may have been faster. */
  async #confirmLoss(grant: HeldGrant, held: HeldGrant): Promise<TokenResult> {
    const found = await this.#options.vault.read(grant.customer);
    if (found.type !== 'open') return found;
    return this.#replaces(found.grant, held) ? usable(found.grant) : { type: 'lost', generation: grant.generation };
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

  #rotationOf(grant: HeldGrant, { tokens, tookMs }: Extract<TokenOutcome, { type: 'granted' }>): RotatedGrant {
    const { customer, generation } = grant;
    const issuedAt = this.#options.clock.now() - Math.ceil(tookMs);
    const refreshToken = tokens.refreshToken ?? grant.tokens.refreshToken;
    const text = encodeTokenText({ ...grant.tokens, accessToken: tokens.accessToken, refreshToken, issuedAt });
    return { customer, generation, tokens: text, expiresAt: issuedAt + tokens.expiresInSeconds * 1000 };
  }

  /**
   * Stores first, uses after: the old refresh token may be void from the moment that the new one was made. Undefined when it
   * is not the customer's grant any more.
   */
  async #rotate(unstored: Unstored): Promise<HeldGrant | undefined> {
    const { rotation } = unstored;
    this.#unstored.set(rotation.customer, unstored);
    const held = await this.#options.vault.rotate(rotation);
    this.#unstored.delete(rotation.customer);
    return held;
  }
}

/** A grant's token to send with. */
export function usable({ tokens, generation }: HeldGrant): TokenResult {
  return { type: 'token', token: tokens.accessToken, generation };
}

function resultOf(found: VaultFind): TokenResult {
  return found.type === 'open' ? usable(found.grant) : found;
}

function refusalOf(outcome: Exclude<TokenOutcome, { type: 'granted' | 'lost' }>): TokenResult {
  if (outcome.type === 'hold') return { type: 'hold', reason: outcome.reason };
  const { type, reason } = outcome;
  if (type === 'dead' || outcome.afterMs === undefined) return { type: 'again', reason };
  return { type: 'again', reason, afterMs: outcome.afterMs };
}
