import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LedgerCounts } from '../outbox/outbox-store.ts';
import type { Backlog } from '../upkeep/upkeep-store.ts';
import { encodeStoreMetrics } from './encode-store-metrics.ts';

const NOW = 1_000_000;
const backlog: Backlog = {
  pending: { level: 4, edge: 1, reply: 0, catalogue: 0, notice: 0 },
  oldestAcceptedAt: { level: NOW - 90_500, edge: NOW + 2_000 },
  lanes: { idle: 7, due: 2, held: 1, parked: 3 },
  customers: { none: 1, active: 9, lost: 3, disabled: 0, 'stage-changed': 0, 'account-not-found': 0 },
};
const ledger: LedgerCounts = {
  ...{ accepted: 30, delivered: 20, coalesced: 2, expired: 1, dead: 1, dropped: 1 },
  ...{ parked: 2, pending: 3 },
};

async function linesOf(reading: Parameters<typeof encodeStoreMetrics>[0]): Promise<string[]> {
  return (await encodeStoreMetrics(reading)).split('\n').filter(line => line !== '' && !line.startsWith('#'));
}

test('encodeStoreMetrics() tells the age of the backlog before its depth, with units in the names', async () => {
  const lines = await linesOf({ backlog, ledger, now: NOW });
  const age = lines.indexOf('gatehouse_relay_backlog_age_seconds{class="level"} 90.5');
  const depth = lines.indexOf('gatehouse_relay_backlog_events{class="level"} 4');
  assert.ok(age >= 0 && age < depth);
});

test('encodeStoreMetrics() says age 0 when nothing is pending, and of a clock that was set back', async () => {
  const lines = await linesOf({ backlog, ledger, now: NOW });
  assert.ok(lines.includes('gatehouse_relay_backlog_age_seconds{class="reply"} 0'));
  assert.ok(lines.includes('gatehouse_relay_backlog_age_seconds{class="edge"} 0'));
});

test('encodeStoreMetrics() tells lanes, customers and the ledger', async () => {
  const lines = await linesOf({ backlog, ledger, now: NOW });
  for (const line of [
    'gatehouse_relay_store_up 1',
    'gatehouse_relay_lanes{state="parked"} 3',
    'gatehouse_relay_customers{link="active"} 9',
    'gatehouse_relay_customers{link="stage-changed"} 0',
    'gatehouse_relay_events_accepted_total 30',
    'gatehouse_relay_events_settled_total{result="delivered"} 20',
    'gatehouse_relay_events_settled_total{result="dropped"} 1',
    'gatehouse_relay_events_open{status="pending"} 3',
    'gatehouse_relay_events_open{status="parked"} 2',
    'gatehouse_relay_ledger_imbalance_events 0',
  ]) {
    assert.ok(lines.includes(line), line);
  }
  assert.equal(lines.filter(line => line.includes('_settled_total')).length, 5);
});

for (const [accepted, imbalance] of [
  [31, 1],
  [28, -2],
] as const) {
  test(`encodeStoreMetrics() says ${imbalance} when ${accepted} were accepted and 30 are accounted for`, async () => {
    const lines = await linesOf({ backlog, ledger: { ...ledger, accepted }, now: NOW });
    assert.ok(lines.includes(`gatehouse_relay_ledger_imbalance_events ${imbalance}`));
  });
}

test('encodeStoreMetrics() tells nothing but that when the store did not answer', async () => {
  assert.deepEqual(await linesOf(undefined), ['gatehouse_relay_store_up 0']);
});
