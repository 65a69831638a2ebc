import { Registry } from 'prom-client';
import type { LedgerCounts } from '../outbox/outbox-store.ts';
import type { Backlog } from '../upkeep/upkeep-store.ts';
import { addCounter, addGauge, type Figure, labelled } from './figures.ts';

/** What the store said of one moment; `now` is that moment, in milliseconds since the epoch. */
export interface StoreReading {
  readonly backlog: Backlog;
  readonly ledger: LedgerCounts;
  readonly now: number;
}

/**
 * Tells what the store holds in the text format of Prometheus, version 0.0.4. It is the whole store's: where several
 * processes share one, each of them tells the same.
 *
 * @param reading undefined when the store did not answer: then that alone is told, and nothing old or made up
 */
export function encodeStoreMetrics(reading: StoreReading | undefined): Promise<string> {
  const registry = new Registry();
  addGauge(registry, {
    name: 'gatehouse_relay_store_up',
    help: 'Whether the store answered this scrape; the other figures of the store are absent when it did not',
    values: [[{}, reading === undefined ? 0 : 1]],
  });
  if (reading !== undefined) {
    addBacklog(registry, reading);
    addLedger(registry, reading.ledger);
  }
  return registry.metrics();
}

function addBacklog(registry: Registry, { backlog, now }: StoreReading): void {
  const { pending, oldestAcceptedAt, lanes, customers } = backlog;
  const ages = Object.keys(pending).map((name): Figure => {
    const oldestAt = new Map(Object.entries(oldestAcceptedAt)).get(name);
    return [{ class: name }, oldestAt === undefined ? 0 : Math.max(0, now - oldestAt) / 1000];
  });
  addGauge(registry, {
    name: 'gatehouse_relay_backlog_age_seconds',
    help: 'Age of the oldest pending event, parked ones included, in seconds; 0 when none is pending',
    values: ages,
  });
  addGauge(registry, {
    name: 'gatehouse_relay_backlog_events',
    help: 'Pending events, parked ones included',
    values: labelled('class', pending),
  });
  addGauge(registry, {
    name: 'gatehouse_relay_lanes',
    help: 'Lanes by state',
    values: labelled('state', lanes),
  });
  addGauge(registry, {
    name: 'gatehouse_relay_customers',
    help: 'Customers by the state of their link',
    values: labelled('link', customers),
  });
}

function addLedger(registry: Registry, { accepted, pending, parked, ...ends }: LedgerCounts): void {
  addCounter(registry, {
    name: 'gatehouse_relay_events_accepted_total',
    help: 'Events accepted since the store was made',
    values: [[{}, accepted]],
  });
  addCounter(registry, {
    name: 'gatehouse_relay_events_settled_total',
    help: 'Events settled since the store was made, by how they ended',
    values: labelled('result', ends),
  });
  addGauge(registry, {
    name: 'gatehouse_relay_events_open',
    help: 'Events that are not settled: pending, or parked with their lane',
    values: labelled('status', { pending, parked }),
  });
  const settled = Object.values(ends).reduce((sum, count) => sum + count, 0);
  addGauge(registry, {
    name: 'gatehouse_relay_ledger_imbalance_events',
    help: 'Accepted events minus those that are settled or open; anything but 0 is a defect',
    values: [[{}, accepted - settled - pending - parked]],
  });
}
