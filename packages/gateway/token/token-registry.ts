import { type Clock, type Random, Secret } from '@gatehouse/client/platform';
import { type Keep, keepNothing, type RecordKind, type StateRecord, type StateRoom } from '../record/state-record.ts';
import { EndedLinks, type LinkEnd } from './ended-links.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { TokenOwner, TokenPair, TokenPolicy, TokenState } from './token.ts';
import {
  type Code,
  type Expiring,
  type Owned,
  parseAccessRecord,
  parseCodeRecord,
  parseEndRecord,
  parseRefreshRecord,
} from './token-record.ts';

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
/** How many codes, access tokens, refresh tokens and ended links are known at most, of each; the oldest are forgotten. */
const MOST_KNOWN = 1_000_000;

/** Why a code or refresh token is not taken. */
export type GrantFault = 'unknown' | 'used' | 'expired' | 'other-skill' | 'link-ended';

/** What a code or refresh token is good for. */
export type Claim<T> = ({ readonly type: 'granted' } & T) | { readonly type: 'refused'; readonly fault: GrantFault };

/** What a token registry needs beside its policy. */
export interface TokenMachine {
  readonly clock: Clock;
  readonly random: Random;
  readonly keep?: Keep;
  /** How many of each kind are known at most; default 1,000,000. */
  readonly mostKnown?: number;
}

/**
 * The codes and tokens that the gateway made, as fingerprints only: nothing here can be used as a token.
 *
 * Laws: a code is good once, for its own skill, within its lifetime; an access token is valid until its expiry,
 * whatever was refreshed since; ending a link ends everything that speaks for it; a refresh token lives until then,
 * or until it is used when tokens rotate (fact sheet 7.3). What is over is known for a day, so that the journal can say
 * what it was; then it is forgotten, and what a link that is over has left behind goes with it.
 */
export class TokenRegistry implements StateRoom {
  readonly kinds: readonly RecordKind[] = ['code', 'access-token', 'refresh-token', 'ended-link'];
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #policy: TokenPolicy;
  readonly #keep: Keep;
  readonly #mostKnown: number;
  readonly #codes = new Map<string, Code>();
  readonly #accessTokens = new Map<string, Expiring>();
  readonly #refreshTokens = new Map<string, Owned>();
  readonly #endedLinks = new EndedLinks();

  constructor(policy: TokenPolicy, { clock, random, keep = keepNothing, mostKnown = MOST_KNOWN }: TokenMachine) {
    this.#policy = policy;
    this.#clock = clock;
    this.#random = random;
    this.#keep = keep;
    this.#mostKnown = mostKnown;
  }

  /** Makes an authorization code. */
  createCode(owner: TokenOwner): Secret {
    this.#forgetExpired('code', this.#codes);
    const code = this.#mint(CODE_PREFIX, CODE_BYTES);
    const expiresAt = this.#clock.now() + this.#policy.codeLifetimeMs;
    this.#putCode(fingerprintOf(code), { owner, expiresAt, used: false });
    this.#forgetOldest('code', this.#codes);
    return new Secret(code);
  }

  /** Uses up a code, unless it is another skill's. */
  claimCode(code: string, skillId: string): Claim<{ readonly owner: TokenOwner }> {
    const fingerprint = fingerprintOf(code);
    const known = this.#codes.get(fingerprint);
    if (known === undefined) return { type: 'refused', fault: 'unknown' };
    if (known.owner.skillId !== skillId) return { type: 'refused', fault: 'other-skill' };
    if (known.used) return { type: 'refused', fault: 'used' };
    this.#putCode(fingerprint, { ...known, used: true });
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
    const owner = this.#refreshTokens.get(fingerprint)?.owner;
    if (owner === undefined) return { type: 'refused', fault: 'unknown' };
    if (owner.skillId !== skillId) return { type: 'refused', fault: 'other-skill' };
    if (this.#hasEnded(owner)) return { type: 'refused', fault: 'link-ended' };
    if (this.#policy.rotateRefreshTokens) {
      this.#forget('refresh-token', fingerprint, this.#refreshTokens);
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

  /** For whom a code or refresh token was made, as long as it is known; uses nothing up. */
  ownerOfGrant(grant: string): TokenOwner | undefined {
    const fingerprint = fingerprintOf(grant);
    return (this.#codes.get(fingerprint) ?? this.#refreshTokens.get(fingerprint))?.owner;
  }

  /** Ends every code and token that speaks for a link. */
  revokeLink(linkId: string): void {
    this.#endLink(linkId, { at: this.#clock.now(), revoked: true });
  }

  /**
   * Notes that a link is over whose skill or customer is gone, or whose customer has moved: its codes and tokens stay what
   * they are, as they have answers of their own, until they are forgotten.
   */
  leaveLink(linkId: string): void {
    this.#endLink(linkId, { at: this.#clock.now(), revoked: false });
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

  /** Of each kind the oldest first. */
  *records(): Generator<StateRecord> {
    for (const [key, value] of this.#codes) yield { kind: 'code', key, value };
    for (const [key, value] of this.#accessTokens) yield { kind: 'access-token', key, value };
    for (const [key, value] of this.#refreshTokens) yield { kind: 'refresh-token', key, value };
    for (const [key, value] of this.#endedLinks.entries()) yield { kind: 'ended-link', key, value };
  }

  restore(record: StateRecord): void {
    const { kind, key } = record;
    if (kind === 'code') this.#codes.set(key, parseCodeRecord(record));
    else if (kind === 'access-token') this.#accessTokens.set(key, parseAccessRecord(record));
    else if (kind === 'refresh-token') this.#refreshTokens.set(key, parseRefreshRecord(record));
    else this.#endedLinks.add(key, parseEndRecord(record));
  }

  /** Forgets every code and token. */
  reset(): void {
    this.#codes.clear();
    this.#accessTokens.clear();
    this.#refreshTokens.clear();
    this.#endedLinks.reset();
  }

  #createAccess(owner: TokenOwner): TokenPair {
    this.#forgetExpired('access-token', this.#accessTokens);
    const token = this.#mint(ACCESS_PREFIX, TOKEN_BYTES);
    const lifetimeMs = this.#policy.accessTokenLifetimeMs;
    const fingerprint = fingerprintOf(token);
    const known = { owner, expiresAt: this.#clock.now() + lifetimeMs };
    this.#accessTokens.set(fingerprint, known);
    this.#keep('access-token', fingerprint, known);
    this.#forgetOldest('access-token', this.#accessTokens);
    return { accessToken: new Secret(token), expiresInSeconds: Math.floor(lifetimeMs / 1000), scope: owner.scope };
  }

  #createRefresh(owner: TokenOwner): Secret {
    const token = this.#mint(REFRESH_PREFIX, TOKEN_BYTES);
    const fingerprint = fingerprintOf(token);
    this.#refreshTokens.set(fingerprint, { owner });
    this.#keep('refresh-token', fingerprint, { owner });
    this.#forgetOldest('refresh-token', this.#refreshTokens);
    return new Secret(token);
  }

  #putCode(fingerprint: string, code: Code): void {
    this.#codes.set(fingerprint, code);
    this.#keep('code', fingerprint, code);
  }

  #mint(prefix: string, length: number): string {
    return prefix + Buffer.from(this.#random.bytes(length)).toString('base64url');
  }

  #hasEnded(owner: TokenOwner): boolean {
    return owner.link !== undefined && this.#endedLinks.isRevoked(owner.link.id);
  }

  #endLink(linkId: string, end: LinkEnd): void {
    const added = this.#endedLinks.add(linkId, end);
    if (added === undefined) return;
    this.#keep('ended-link', linkId, added);
    const { codeLifetimeMs, accessTokenLifetimeMs } = this.#policy;
    const keptMs = Math.max(codeLifetimeMs, accessTokenLifetimeMs) + KEPT_AFTER_EXPIRY_MS;
    const forgotten = this.#endedLinks.takeForgotten({ before: end.at - keptMs, most: this.#mostKnown });
    if (forgotten.size === 0) return;
    this.#forgetOwned('code', this.#codes, forgotten);
    this.#forgetOwned('access-token', this.#accessTokens, forgotten);
    this.#forgetOwned('refresh-token', this.#refreshTokens, forgotten);
    for (const id of forgotten) this.#keep('ended-link', id, undefined);
  }

  /** Forgets what speaks for one of these links. */
  #forgetOwned(kind: RecordKind, tokens: Map<string, Owned>, linkIds: ReadonlySet<string>): void {
    for (const [fingerprint, { owner }] of tokens) {
      if (owner.link !== undefined && linkIds.has(owner.link.id)) this.#forget(kind, fingerprint, tokens);
    }
  }

  #forgetOldest(kind: RecordKind, tokens: Map<string, unknown>): void {
    if (tokens.size <= this.#mostKnown) return;
    const [oldest] = tokens.keys();
    if (oldest !== undefined) this.#forget(kind, oldest, tokens);
  }

  /** All of one map live equally long, so the oldest come first and the rest need no look. */
  #forgetExpired(kind: RecordKind, tokens: Map<string, Expiring>): void {
    const before = this.#clock.now() - KEPT_AFTER_EXPIRY_MS;
    for (const [fingerprint, { expiresAt }] of tokens) {
      if (expiresAt > before) return;
      this.#forget(kind, fingerprint, tokens);
    }
  }

  #forget(kind: RecordKind, fingerprint: string, tokens: Map<string, unknown>): void {
    tokens.delete(fingerprint);
    this.#keep(kind, fingerprint, undefined);
  }
}
