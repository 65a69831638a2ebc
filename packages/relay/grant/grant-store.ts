import type { Region } from '@gatehouse/protocol';

/**
 * The tokens of one customer as they lie in the store. `tokens` is text that only the grant folder reads: the
 * store neither opens nor logs it. `expiresAt` is when the access token ends, in milliseconds since the epoch.
 */
export interface StoredGrant {
  readonly customer: string;
  readonly generation: number;
  readonly tokens: string;
  readonly expiresAt: number;
  readonly region?: Region;
}

/** A grant just exchanged. The lane may send again from `dueAt` on, in milliseconds since the epoch. */
export interface NewGrant {
  readonly customer: string;
  readonly tokens: string;
  readonly expiresAt: number;
  readonly region?: Region;
  readonly at: number;
  readonly dueAt: number;
}

/** New tokens of the same grant. */
export interface RotatedGrant {
  readonly customer: string;
  readonly generation: number;
  readonly tokens: string;
  readonly expiresAt: number;
}

/** Grants: at most one for each customer. */
export interface GrantStore {
  /** The grant of a customer, or undefined. */
  readGrant(customer: string): Promise<StoredGrant | undefined>;
  /**
   * Puts a new grant in the place of any older one, with the next generation; sets the link to `active` and a
   * parked or held lane to due at `dueAt`. A region that is not given keeps the one known.
   */
  putGrant(grant: NewGrant): Promise<{ readonly generation: number }>;
  /** Stores refreshed tokens, if the grant is still of that generation; answers whether it was. */
  rotateGrant(grant: RotatedGrant): Promise<boolean>;
}
