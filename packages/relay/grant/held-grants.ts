import type { Random } from '@gatehouse/client/platform';
import type { Region } from '@gatehouse/protocol';
import { dropOldest } from './drop-oldest.ts';
import type { StoredGrant } from './grant-store.ts';
import { refreshTimeOf } from './refresh-time.ts';
import { decodeTokenText, type GrantTokens } from './token-text.ts';

/** A grant opened for use; `refreshAt` is when its token is refreshed before it is used, in milliseconds since the epoch. */
export interface HeldGrant {
  readonly customer: string;
  readonly generation: number;
  readonly region?: Region;
  readonly tokens: GrantTokens;
  readonly expiresAt: number;
  readonly refreshAt: number;
}

/** How many grants are kept open; beyond that the one unused for longest is closed and read again when needed. */
const MOST_HELD = 10_000;

/** The grants opened of late, so that a busy customer's token is not read from the store for each message. */
export class HeldGrants {
  readonly #held = new Map<string, HeldGrant>();

  /** The open grant of a customer, if it is at least of that generation. */
  read(customer: string, generation: number): HeldGrant | undefined {
    const held = this.#held.get(customer);
    if (held === undefined || held.generation < generation) return undefined;
    this.#held.delete(customer);
    this.#held.set(customer, held);
    return held;
  }

  /** Keeps a grant open unless a newer one is open already. */
  put(held: HeldGrant): void {
    const other = this.#held.get(held.customer);
    if (other !== undefined && other.generation > held.generation) return;
    this.#held.delete(held.customer);
    this.#held.set(held.customer, held);
    dropOldest(this.#held, MOST_HELD);
  }

  /** Closes a customer's grant: the next use reads the store. */
  forget(customer: string): void {
    this.#held.delete(customer);
  }
}

/** Reads a stored grant whose text is not sealed, or not any more; undefined when the text is of another form. */
export function openGrant(stored: StoredGrant, random: Random): HeldGrant | undefined {
  const tokens = decodeTokenText(stored.tokens);
  if (tokens === undefined) return undefined;
  const { customer, generation, expiresAt, region } = stored;
  const refreshAt = refreshTimeOf({ issuedAt: tokens.issuedAt, expiresAt }, random.next());
  return { customer, generation, tokens, expiresAt, refreshAt, ...(region === undefined ? {} : { region }) };
}
