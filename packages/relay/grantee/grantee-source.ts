import type { Transport } from '@gatehouse/client';
import type { Clock, Log, Secret } from '@gatehouse/client/platform';
import type { GranteeAnswer } from './grantee.ts';

/** What a source works with. Connections are opened over HTTP unless a transport is given. */
export interface GranteeTools {
  readonly clock: Clock;
  readonly log: Log;
  readonly transport?: Transport | undefined;
}

/** An answer, with the time at which the token ends where that is known, in milliseconds since the epoch. */
export type GranteeFind = GranteeAnswer & { readonly tokenEndsAt?: number };

/** Another party, or a set of keys, that knows whose a grantee token is. */
export interface GranteeSource {
  /** Asks once. Never rejects: that nobody can be asked is an answer, too. */
  findCustomer(token: Secret): Promise<GranteeFind>;
  /** Closes what is open. */
  close(): Promise<void>;
}
