/**
 * The keys in use. Beside it: `sealing-keys.ts` (the key file), `sealed-text.ts` (one text), `reseal-grants.ts` (a
 * page of grants sealed anew). The keyring's own state: the keys as last read, and when they were read.
 */
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Clock, Log, Random, Secret } from '@gatehouse/client/platform';
import { GatehouseError } from '@gatehouse/protocol';
import { isSealed, keyIdOf, NONCE_BYTES, openText, sealText } from './sealed-text.ts';
import { parseSealingKeys } from './sealing-keys.ts';

/** What a keyring works with. Without `keys` nothing is sealed. `readKeys` reads the key file anew. */
export interface KeyringOptions {
  /** The text of a key file. */
  readonly keys?: Secret | undefined;
  readonly readKeys?: (() => Promise<string>) | undefined;
  readonly clock: Clock;
  readonly random: Pick<Random, 'bytes'>;
  readonly log: Log;
}

/** Why a sealed text does not open, by code of the error table. */
export type ClosedReason = 'sealing-key-unknown' | 'grant-unreadable';

/** A text opened, or why it stays closed. */
export type OpenedText =
  | { readonly type: 'opened'; readonly text: string }
  | { readonly type: 'closed'; readonly reason: ClosedReason };

/** How long after a look into the key file no unknown key leads to another one, in milliseconds. */
const QUIET_MS = 5_000;

/**
 * Seals texts with the current key, and opens what any of the keys has sealed. A key that it does not know makes it read
 * the key file anew, so that a relay learns what `gatehouse keys rotate` has added without a restart.
 */
export class Keyring {
  readonly #options: KeyringOptions;
  #keys: ReadonlyMap<string, KeyObject> = new Map();
  #current: string | undefined;
  #readAt: number | undefined;
  #reading: Promise<void> | undefined;

  /** @throws GatehouseError `sealing-keys-invalid` */
  constructor(options: KeyringOptions) {
    this.#options = options;
    if (options.keys !== undefined) this.#take(options.keys.reveal());
  }

  /** The id of the key that seals; undefined when nothing is sealed. */
  get current(): string | undefined {
    return this.#current;
  }

  /** The ids of all keys, in the order of the key file. */
  get ids(): readonly string[] {
    return [...this.#keys.keys()];
  }

  /** Seals a customer's text; without keys the text itself. */
  seal(customer: string, text: string): string {
    const keyId = this.#current;
    const key = keyId === undefined ? undefined : this.#keys.get(keyId);
    if (keyId === undefined || key === undefined) return text;
    return sealText(text, { customer, keyId, key, nonce: this.#options.random.bytes(NONCE_BYTES) });
  }

  /** Opens a customer's text; what was never sealed is as it is. */
  async open(customer: string, text: string): Promise<OpenedText> {
    if (!isSealed(text)) return { type: 'opened', text };
    const keyId = keyIdOf(text);
    if (keyId === undefined) return { type: 'closed', reason: 'grant-unreadable' };
    const key = this.#keys.get(keyId) ?? (await this.#findKey(keyId));
    if (key === undefined) return { type: 'closed', reason: 'sealing-key-unknown' };
    const opened = openText(text, { customer, keyId, key });
    return opened === undefined ? { type: 'closed', reason: 'grant-unreadable' } : { type: 'opened', text: opened };
  }

  /**
   * Reads the key file anew; without one the keys stay as they are.
   *
   * @throws GatehouseError `sealing-keys-invalid` for a file that cannot be read or used; the keys stay as they are
   */
  async reload(): Promise<void> {
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    await this.#reading;
  }

  /**
   * Reads the key file as a restart would, and takes nothing of it; without one nothing is read.
   *
   * @throws GatehouseError `sealing-keys-invalid` for a file that cannot be read or used
   */
  async check(): Promise<void> {
    const { readKeys } = this.#options;
    if (readKeys !== undefined) parseSealingKeys(await readText(readKeys));
  }

  async #findKey(keyId: string): Promise<KeyObject | undefined> {
    const { clock, log } = this.#options;
    const quiet = this.#readAt !== undefined && clock.now() < this.#readAt + QUIET_MS;
    if (!quiet || this.#reading !== undefined) {
      try {
        await this.reload();
      } catch (error) {
        log.error('The key file could not be read again; the keys at hand stay in use', { error });
      }
    }
    const key = this.#keys.get(keyId);
    if (key === undefined && !quiet) log.error('A grant is sealed with a key that is not configured', { key: keyId });
    return key;
  }

  async #read(): Promise<void> {
    const { readKeys, clock, log } = this.#options;
    this.#readAt = clock.now();
    if (readKeys === undefined) return;
    const before = this.#current;
    this.#take(await readText(readKeys));
    if (this.#current !== before) log.info('Grants are sealed with another key from now on', { key: this.#current });
  }

  #take(text: string): void {
    const { current, keys } = parseSealingKeys(text);
    this.#keys = new Map(keys.map(({ id, key }) => [id, createSecretKey(Buffer.from(key.reveal(), 'base64'))]));
    this.#current = current;
  }
}

async function readText(readKeys: () => Promise<string>): Promise<string> {
  try {
    return await readKeys();
  } catch (cause) {
    const message = 'The key file could not be read; name a file that the relay may read';
    throw new GatehouseError('sealing-keys-invalid', message, { cause });
  }
}
