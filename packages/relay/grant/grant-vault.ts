import type { Random } from '@gatehouse/client/platform';
import type { ClosedReason, Keyring } from '../seal/keyring.ts';
import type { GrantStore, NewGrant, RotatedGrant } from './grant-store.ts';
import { type HeldGrant, HeldGrants, openGrant } from './held-grants.ts';

/** What a vault works with. */
export interface GrantVaultOptions {
  readonly store: Pick<GrantStore, 'readGrant' | 'putGrant' | 'rotateGrant'>;
  readonly keyring: Pick<Keyring, 'seal' | 'open'>;
  readonly random: Random;
}

/** What a look for a customer's grant finds: one that is open, one that does not open, or none. */
export type VaultFind =
  | { readonly type: 'open'; readonly grant: HeldGrant }
  | { readonly type: 'closed'; readonly reason: ClosedReason; readonly generation: number }
  | { readonly type: 'none' };

/** The grants of the store, sealed on the way in and opened on the way out; those of late are kept open. */
export class GrantVault {
  readonly #options: GrantVaultOptions;
  readonly #held = new HeldGrants();

  constructor(options: GrantVaultOptions) {
    this.#options = options;
  }

  /** A customer's grant, as kept open if it is at least of that generation, else as stored. */
  async find({ customer, generation }: { customer: string; generation: number }): Promise<VaultFind> {
    const held = this.#held.read(customer, generation);
    return held === undefined ? this.read(customer) : { type: 'open', grant: held };
  }

  /** A customer's grant as stored. */
  async read(customer: string): Promise<VaultFind> {
    const { store, keyring } = this.#options;
    const stored = await store.readGrant(customer);
    if (stored === undefined) return { type: 'none' };
    const { generation } = stored;
    const opened = await keyring.open(customer, stored.tokens);
    if (opened.type === 'closed') return { ...opened, generation };
    const grant = openGrant({ ...stored, tokens: opened.text }, this.#options.random);
    if (grant === undefined) return { type: 'closed', reason: 'grant-unreadable', generation };
    this.#held.put(grant);
    return { type: 'open', grant };
  }

  /** Seals and stores a new grant. `tokens` is plain text here; the link is active from then on. */
  async put(grant: NewGrant): Promise<{ readonly generation: number }> {
    const { store, keyring } = this.#options;
    const put = await store.putGrant({ ...grant, tokens: keyring.seal(grant.customer, grant.tokens) });
    this.#held.forget(grant.customer);
    return put;
  }

  /** Seals and stores new tokens of a grant; undefined when it is not the customer's grant any more. */
  async rotate(grant: RotatedGrant): Promise<HeldGrant | undefined> {
    const { store, keyring, random } = this.#options;
    const stored = await store.rotateGrant({ ...grant, tokens: keyring.seal(grant.customer, grant.tokens) });
    const held = stored ? openGrant(grant, random) : undefined;
    if (held === undefined) this.#held.forget(grant.customer);
    else this.#held.put(held);
    return held;
  }

  /** Keeps a grant open as it is given. */
  hold(grant: HeldGrant): void {
    this.#held.put(grant);
  }

  /** Closes a customer's grant: the next use reads the store. */
  forget(customer: string): void {
    this.#held.forget(customer);
  }
}
