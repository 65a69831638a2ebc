import type { GrantStore, StoredGrant } from '../grant/grant-store.ts';
import type { ClosedReason, Keyring } from './keyring.ts';
import { isSealed, keyIdOf } from './sealed-text.ts';

/** A part of all grants: at most `limit`, after the customer `after`. */
export interface GrantRange {
  readonly after?: string | undefined;
  readonly limit: number;
}

/**
 * How one grant is sealed: with the key that seals now, with an older one, not at all, or with a key that is not among the
 * keys. `key` is the key's id.
 */
export interface SealView {
  readonly customer: string;
  readonly state: 'current' | 'older' | 'unsealed' | 'unknown';
  readonly key?: string;
}

/** What became of a range: how many grants were sealed anew, and which could not be opened. `next` goes on. */
export interface ResealResult {
  readonly looked: number;
  readonly resealed: number;
  readonly failed: readonly { readonly customer: string; readonly code: ClosedReason }[];
  readonly next?: string;
}

/** Which key each grant of a range is sealed with. Nothing is opened. */
export async function listSeals(
  range: GrantRange,
  { store, keyring }: { store: Pick<GrantStore, 'listGrants'>; keyring: Keyring },
): Promise<{ readonly items: readonly SealView[]; readonly next?: string }> {
  const { items, ...rest } = await store.listGrants(filterOf(range));
  const known = new Set(keyring.ids);
  return { items: items.map(grant => viewSeal(grant, { current: keyring.current, known })), ...rest };
}

/**
 * Seals each grant of a range with the current key, if it is not. What somebody else writes meanwhile stays: it is sealed
 * with the current key already, or found by the next pass.
 */
export async function resealGrants(
  range: GrantRange,
  tools: { store: Pick<GrantStore, 'listGrants' | 'resealGrant'>; keyring: Keyring },
): Promise<ResealResult> {
  const { store, keyring } = tools;
  const { items, ...rest } = await store.listGrants(filterOf(range));
  const failed: { customer: string; code: ClosedReason }[] = [];
  let resealed = 0;
  for (const { customer, generation, tokens: before } of items) {
    if (keyIdOf(before) !== undefined && keyIdOf(before) === keyring.current) continue;
    const opened = await keyring.open(customer, before);
    if (opened.type === 'closed') {
      failed.push({ customer, code: opened.reason });
      continue;
    }
    const tokens = keyring.seal(customer, opened.text);
    if (await store.resealGrant({ customer, generation, before, tokens })) resealed += 1;
  }
  return { looked: items.length, resealed, failed, ...rest };
}

function filterOf({ after, limit }: GrantRange): { after?: string; limit: number } {
  return after === undefined ? { limit } : { after, limit };
}

function viewSeal(
  { customer, tokens }: StoredGrant,
  { current, known }: { current: string | undefined; known: ReadonlySet<string> },
): SealView {
  if (!isSealed(tokens)) return { customer, state: 'unsealed' };
  const key = keyIdOf(tokens);
  if (key === undefined) return { customer, state: 'unknown' };
  return { customer, state: key === current ? 'current' : known.has(key) ? 'older' : 'unknown', key };
}
