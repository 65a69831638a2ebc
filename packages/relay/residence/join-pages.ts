import type { Customer } from '../customer/customer.ts';
import type { GrantPage, StoredGrant } from '../grant/grant-store.ts';
import { bucketOf } from '../lane/bucket.ts';
import type { LedgerCounts } from '../outbox/outbox-store.ts';
import type { DivergentPage, EndpointRef } from '../shadow/shadow-store.ts';
import { type Backlog, EMPTY_BACKLOG } from '../upkeep/upkeep-store.ts';

/** A page of several stores' customers in the order of their ids; each gave as many as the page may hold. */
export function joinCustomers(pages: readonly (readonly Customer[])[], limit: number): readonly Customer[] {
  return sorted(pages.flat(), one => [one.customer]).slice(0, limit);
}

/** A page of several stores' grants in the order that each of them has: by bucket, then by customer. */
export function joinGrants(pages: readonly GrantPage[], limit: number): GrantPage {
  const all = sorted(
    pages.flatMap(page => page.items),
    ({ customer }) => [orderOf(customer), customer],
  );
  const items: readonly StoredGrant[] = all.slice(0, limit);
  const next = items.at(-1)?.customer;
  const isMore = all.length > limit || pages.some(page => page.next !== undefined);
  return isMore && next !== undefined ? { items, next } : { items };
}

/**
 * A page of several stores' divergent endpoints in the order that each of them has. It ends where the first of the
 * stores stopped looking, so that nothing is passed over.
 */
export function joinDivergent(pages: readonly DivergentPage[], limit: number): DivergentPage {
  const [stop] = sorted(
    pages.flatMap(page => (page.next === undefined ? [] : [page.next])),
    keyOfEndpoint,
  );
  const all = sorted(
    pages.flatMap(page => page.items),
    keyOfEndpoint,
  );
  const seen = stop === undefined ? all : all.filter(one => compareKeys(keyOfEndpoint(one), keyOfEndpoint(stop)) <= 0);
  const items = seen.slice(0, limit);
  const last = items.at(-1);
  const next = seen.length > limit && last !== undefined ? last : stop;
  return next === undefined ? { items } : { items, next };
}

/** The ledgers of several stores as one. */
export function joinLedgers(ledgers: readonly LedgerCounts[]): LedgerCounts {
  const sum: Record<keyof LedgerCounts, number> = {
    ...{ accepted: 0, pending: 0, parked: 0, delivered: 0, coalesced: 0, expired: 0, dead: 0, dropped: 0 },
  };
  for (const ledger of ledgers) addTo(sum, ledger);
  return sum;
}

/** What waits in several stores as one. */
export function joinBacklogs(backlogs: readonly Backlog[]): Backlog {
  const pending = { ...EMPTY_BACKLOG.pending };
  const lanes = { ...EMPTY_BACKLOG.lanes };
  const customers = { ...EMPTY_BACKLOG.customers };
  const oldestAcceptedAt: { [name in keyof typeof pending]?: number } = {};
  for (const backlog of backlogs) {
    addTo(pending, backlog.pending);
    addTo(lanes, backlog.lanes);
    addTo(customers, backlog.customers);
    for (const name of Object.keys(pending) as (keyof typeof pending)[]) {
      const [at, known] = [backlog.oldestAcceptedAt[name], oldestAcceptedAt[name]];
      if (at !== undefined && (known === undefined || at < known)) oldestAcceptedAt[name] = at;
    }
  }
  return { pending, oldestAcceptedAt, lanes, customers };
}

function addTo<Name extends string>(sum: Record<Name, number>, counts: Readonly<Record<Name, number>>): void {
  for (const name of Object.keys(sum) as Name[]) sum[name] += counts[name];
}

function keyOfEndpoint({ customer, endpointId }: EndpointRef): readonly string[] {
  return [orderOf(customer), customer, endpointId];
}

/** A bucket as text that sorts as the number does. */
function orderOf(customer: string): string {
  return String(bucketOf(customer)).padStart(4, '0');
}

function sorted<Item>(items: readonly Item[], keyOf: (item: Item) => readonly string[]): readonly Item[] {
  return items
    .map(item => ({ item, key: keyOf(item) }))
    .sort((a, b) => compareKeys(a.key, b.key))
    .map(({ item }) => item);
}

/** As the stores compare text: byte by byte of its UTF-8. */
function compareKeys(a: readonly string[], b: readonly string[]): number {
  for (const [index, text] of a.entries()) {
    const order = Buffer.compare(Buffer.from(text), Buffer.from(b[index] ?? ''));
    if (order !== 0) return order;
  }
  return 0;
}
