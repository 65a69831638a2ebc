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

/** A page of grants. `next` is there when there may be more: the customer to go on after. */
export interface GrantPage {
  readonly items: readonly StoredGrant[];
  readonly next?: string;
}

/** The same tokens in another seal: replaces exactly the text `before`. */
export interface ResealedGrant {
  readonly customer: string;
  readonly generation: number;
  readonly before: string;
  readonly tokens: string;
}

/** Who wants to refresh a grant; nobody else may until `until`, in milliseconds since the epoch. */
export interface RefreshClaim {
  readonly customer: string;
  readonly generation: number;
  readonly owner: string;
  readonly now: number;
  readonly until: number;
}

/** `taken`: somebody else refreshes. `gone`: there is no grant of that generation any more. */
export type RefreshClaimResult = 'claimed' | 'taken' | 'gone';

/** Grants: at most one for each customer. */
export interface GrantStore {
  /** The grant of a customer, or undefined. */
  readGrant(customer: string): Promise<StoredGrant | undefined>;
  /**
   * Puts a new grant in the place of any older one, with the next generation; sets the link to `active` and a
   * parked or held lane to due at `dueAt`. A region that is not given keeps the one known. What Alexa had before
   * says nothing any more: forgets `reported` of all of the customer's endpoints, as `forgetReported` does, and any
   * claim of a refresh.
   */
  putGrant(grant: NewGrant): Promise<{ readonly generation: number }>;
  /** Stores refreshed tokens, if the grant is still of that generation; answers whether it was. */
  rotateGrant(grant: RotatedGrant): Promise<boolean>;
  /**
   * Forgets the grant: the link becomes `none`, a lane with work held; the generation is counted on, so that whatever
   * the grant started is ignored. Answers whether there was one.
   */
  deleteGrant(removal: { customer: string; at: number }): Promise<boolean>;
  /** Every grant, in an order of the store's own; `limit` at most, after the customer `after`. */
  listGrants(filter: { after?: string; limit: number }): Promise<GrantPage>;
  /** Stores the same tokens in another seal, if the stored text is still `before` of that generation; answers whether it was. */
  resealGrant(grant: ResealedGrant): Promise<boolean>;
  /**
   * Lets one owner at a time refresh a grant, across processes. Whoever has claimed it may claim it again to prolong; a
   * claim ends with `releaseRefresh`, at `until`, with a new grant and, where one process has the store alone, with that process.
   */
  claimRefresh(claim: RefreshClaim): Promise<RefreshClaimResult>;
  /** Gives a claim back; does nothing when it is somebody else's. */
  releaseRefresh(release: { customer: string; owner: string }): Promise<void>;
}
