import { createHttpPool, type HttpPool } from '@gatehouse/client';
import type { Clock, Log } from '@gatehouse/client/platform';
import { GatehouseError, isJsonObject } from '@gatehouse/protocol';
import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';
import type { GranteeTools } from './grantee-source.ts';
import { parseClaims } from './parse-claims.ts';

/** How long a set of keys is used before it is read again, in milliseconds. */
const FRESH_MS = 600_000;
/** How long after a reading no unknown key leads to another one, in milliseconds. */
const QUIET_MS = 30_000;
/**
 * How long after a reading that failed there is no other one, in milliseconds: our choice. Where the address hangs, each
 * directive would wait for the time-out anew; longer, and customers could not link when it is back.
 */
const PAUSE_MS = 10_000;

/**
 * A JSON Web Key Set at a URL (RFC 7517, 5), read when it is needed and kept for ten minutes. Whoever needs it while it is
 * read waits for the same reading; for ten seconds after one that failed it is not read again.
 */
export class KeySet {
  readonly #url: URL;
  readonly #pool: HttpPool;
  readonly #clock: Clock;
  readonly #log: Log;
  #keys: JWTVerifyGetKey | undefined;
  #readAt = Number.NEGATIVE_INFINITY;
  #failedAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<JWTVerifyGetKey | undefined> | undefined;

  constructor(config: { url: string; timeoutMs: number }, { clock, log, transport }: GranteeTools) {
    this.#url = new URL(config.url);
    this.#pool = createHttpPool({ url: this.#url, clock, timeoutMs: config.timeoutMs, transport });
    this.#clock = clock;
    this.#log = log;
  }

  /** The keys; those known are used on when they cannot be read again. Rejects with `unreachable` when none are known. */
  async read(): Promise<JWTVerifyGetKey> {
    const fresh = this.#clock.now() < this.#readAt + FRESH_MS;
    if (this.#keys !== undefined && fresh) return this.#keys;
    return (await this.#fetchOnce()) ?? this.#keys ?? refuse();
  }

  /**
   * The keys, read again because one was not among them; at most twice a minute. Rejects with `unreachable` when they cannot
   * be read: nobody knows then whether it is among them by now.
   */
  async readAgain(): Promise<JWTVerifyGetKey> {
    const quiet = this.#clock.now() < this.#readAt + QUIET_MS;
    if (this.#keys !== undefined && quiet) return this.#keys;
    return (await this.#fetchOnce()) ?? refuse();
  }

  /** Closes the connections. */
  close(): Promise<void> {
    return this.#pool.close();
  }

  /** Undefined when they cannot be read. */
  async #fetchOnce(): Promise<JWTVerifyGetKey | undefined> {
    const paused = this.#clock.monotonic() < this.#failedAt + PAUSE_MS;
    if (paused && this.#reading === undefined) return undefined;
    this.#reading ??= this.#fetch().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  async #fetch(): Promise<JWTVerifyGetKey | undefined> {
    const path = `${this.#url.pathname}${this.#url.search}`;
    const exchange = await this.#pool.sendRequest({ method: 'GET', path, headers: { accept: 'application/json' } });
    const set = parseClaims(exchange);
    if (isKeySet(set)) {
      this.#readAt = this.#clock.now();
      this.#keys = createLocalJWKSet(set);
      return this.#keys;
    }
    this.#failedAt = this.#clock.monotonic();
    const { origin, pathname } = this.#url;
    this.#log.warn('The set of keys could not be read', { url: origin + pathname, known: this.#keys !== undefined });
    return undefined;
  }
}

function refuse(): never {
  throw new GatehouseError('unreachable', 'The set of keys of the device cloud could not be read');
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  return isJsonObject(value) && Array.isArray(value.keys) && value.keys.every(isJsonObject);
}
