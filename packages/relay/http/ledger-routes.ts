import { operatorOperations } from '../openapi/operator-operations.ts';
import type { LedgerCounts, OutboxStore } from '../outbox/outbox-store.ts';
import type { ApiRoute } from './api-route.ts';

/** `GET /v1/ledger`: how many events were accepted and what became of them; `balanced` when none is missing. */
export function ledgerRoutes(store: Pick<OutboxStore, 'readLedger'>): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/v1/ledger',
      operation: operatorOperations.readLedger,
      handle: async () => ({ status: 200, body: encodeLedger(await store.readLedger()) }),
    },
  ];
}

/** The ledger with its own verdict: `balanced` is whether `accepted` equals the sum of the others. */
export function encodeLedger(counts: LedgerCounts): LedgerCounts & { readonly balanced: boolean } {
  const { accepted, ...ends } = counts;
  const sum = Object.values(ends).reduce((total, count) => total + count, 0);
  return { ...counts, balanced: accepted === sum };
}
