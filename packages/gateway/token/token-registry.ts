import { type Clock, type Random, Secret } from '@gatehouse/client/platform';
import { fingerprintOf } from './fingerprint.ts';
import type { TokenOwner, TokenPair, TokenPolicy, TokenState } from './token.ts';

/** What every token and code of a gateway has in it, so that none can be taken for one of Amazon's. */
const ACCESS_PREFIX = 'Atza|GATEHOUSE-';
const REFRESH_PREFIX = 'Atzr|GATEHOUSE-';
const CODE_PREFIX = 'GATEHOUSE-CODE-';

/** Enough that an access token is as long as Amazon's: 350 characters or more (fact sheet 7.2). */
const TOKEN_BYTES = 256;
const CODE_BYTES = 24;
/** Longer than any token that the gateway makes; a longer text is not even looked up (fact sheet 7.2: 2,048 bytes). */
const LONGEST_TOKEN = 2048;
/** How long an expired code or token is still known as such, so that the journal can tell it from a made-up one. */
const KEPT_AFTER_EXPIRY_MS = 24 * 60 * 60 * 1000;

interface Expiring {
  readonly owner: TokenOwner;
  readonly expiresAt: number;
}

interface Code extends Expiring {
  used: boolean;
}

/** Why a code or refresh token is not taken. */
export type GrantFault = 'unknown' | 'used' | 'expired' | 'other-skill' | 'link-ended';

/** What a code or refresh token is good for. */
export type Claim<T> = ({ readonly type: 'granted' } & T) | { readonly type: 'refused'; readonly fault: GrantFault };

/**
 * The codes and tokens that the gateway made, in memory and as fingerprints only: nothing here can be used as a token.
 *
 * Laws: a code is good once, for its own skill, within its lifetime; an access token is valid until its expiry,
 * whatever was refreshed since; ending a link ends everything that speaks for it; a refresh token lives until then,
 * or until it is used when tokens rotate (fact sheet 7.3).
 */
export class TokenRegistry {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #policy: TokenPolicy;
  readonly #codes = new Map<string, Code>();
  readonly #accessTokens = new Map<string, Expiring>();
  readonly #refreshTokens = new Map<string, TokenOwner>();
  readonly #endedLinks = new Set<string>();

  constructor(policy: TokenPolicy, machine: { readonly clock: Clock; readonly random: Random }) {
    this.#policy = policy;
    this.#clock = machine.clock;
    this.#random = machine.random;
  }

  /** Makes an authorization code. */
  createCode(owner: TokenOwner): Secret {
    this.#forgetExpired(this.#codes);
    const code = this.#mint(CODE_PREFIX, CODE_BYTES);
    const expiresAt = this.#clock.now() + this.#policy.codeLifetimeMs;
    this.#codes.set(fingerprintOf(code), { owner, expiresAt, used: false });
    return new Secret(code);
  }

  /** Uses up a code, unless it is another skill's. */
  claimCode(code: string, skillId: string): Claim<{ readonly owner: TokenOwner }> {
    const known = this.#codes.get(fingerprintOf(code));
    if (known === undefined) return { type: 'refused', fault: 'unknown' };
    if (known.owner.skillId !== skillId) return { type: 'refused', fault: 'other-skill' };
    if (known.used) return { type: 'refused', fault: 'used' };
    known.used = true;
    if (this.#clock.now() >= known.expiresAt) return { type: 'refused', fault: 'expired' };
    return this.#hasEnded(known.owner)
      ? { type: 'refused', fault: 'link-ended' }
      : { type: 'granted', owner: known.owner };
  }

  /** Makes an access token, and a refresh token when it speaks for a customer. */
  createPair(owner: TokenOwner): TokenPair {
    return owner.link === undefined
      ? this.#createAccess(owner)
      : { ...this.#createAccess(owner), refreshToken: this.#createRefresh(owner) };
  }

  /**
   * A new access token for a refresh token. The pair holds the same refresh token, or its successor when tokens
   * rotate; a retired one is `unknown`.
   */
  refresh(refreshToken: string, skillId: string): Claim<{ readonly owner: TokenOwner; readonly pair: TokenPair }> {
    const fingerprint = fingerprintOf(refreshToken);
    const owner = this.#refreshTokens.get(fingerprint);
    if (owner === undefined) return { type: 'refused', fault: 'unknown' };
    if (owner.skillId !== skillId) return { type: 'refused', fault: 'other-skill' };
    if (this.#hasEnded(owner)) return { type: 'refused', fault: 'link-ended' };
    if (this.#policy.rotateRefreshTokens) {
      this.#refreshTokens.delete(fingerprint);
      return { type: 'granted', owner, pair: this.createPair(owner) };
    }
    return { type: 'granted', owner, pair: { ...this.#createAccess(owner), refreshToken: new Secret(refreshToken) } };
  }

  /** An access token as it stands; undefined when the gateway did not make it. */
  resolve(accessToken: string): TokenState | undefined {
    if (accessToken.length > LONGEST_TOKEN || !accessToken.startsWith(ACCESS_PREFIX)) return undefined;
    const known = this.#accessTokens.get(fingerprintOf(accessToken));
    if (known === undefined) return undefined;
    if (this.#hasEnded(known.owner)) return { owner: known.owner, state: 'revoked' };
    return { owner: known.owner, state: this.#clock.now() < known.expiresAt ? 'valid' : 'expired' };
  }

  /** Ends every code and token that speaks for a link. */
  revokeLink(linkId: string): void {
    this.#endedLinks.add(linkId);
  }

  /** How many access tokens of a skill are alive but were made in a stage other than this one. */
  countRetired(skillId: string, stage: string): number {
    const now = this.#clock.now();
    let count = 0;
    for (const { owner, expiresAt } of this.#accessTokens.values()) {
      if (owner.skillId === skillId && owner.stage !== stage && now < expiresAt && !this.#hasEnded(owner)) count++;
    }
    return count;
  }

  /** Forgets every code and token. */
  reset(): void {
    this.#codes.clear();
    this.#accessTokens.clear();
    this.#refreshTokens.clear();
    this.#endedLinks.clear();
  }

  #createAccess(owner: TokenOwner): TokenPair {
    this.#forgetExpired(this.#accessTokens);
    const token = this.#mint(ACCESS_PREFIX, TOKEN_BYTES);
    const lifetimeMs = this.#policy.accessTokenLifetimeMs;
    this.#accessTokens.set(fingerprintOf(token), { owner, expiresAt: this.#clock.now() + lifetimeMs });
    return { accessToken: new Secret(token), expiresInSeconds: Math.floor(lifetimeMs / 1000), scope: owner.scope };
  }

  #createRefresh(owner: TokenOwner): Secret {
    const token = this.#mint(REFRESH_PREFIX, TOKEN_BYTES);
    this.#refreshTokens.set(fingerprintOf(token), owner);
    return new Secret(token);
  }

  #mint(prefix: string, length: number): string {
    return prefix + Buffer.from(this.#random.bytes(length)).toString('base64url');
  }

  #hasEnded(owner: TokenOwner): boolean {
    return owner.link !== undefined && this.#endedLinks.has(owner.link.id);
  }

  /** All of one map live equally long, so the oldest come first and the rest need no look. */
  #forgetExpired(tokens: Map<string, Expiring>): void {
    const before = this.#clock.now() - KEPT_AFTER_EXPIRY_MS;
    for (const [fingerprint, { expiresAt }] of tokens) {
      if (expiresAt > before) return;
      tokens.delete(fingerprint);
    }
  }
}
