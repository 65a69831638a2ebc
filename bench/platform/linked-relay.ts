import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { relayedReport } from '../inputs/relayed-reports.ts';
import { type LinkedCustomers, linkCustomers } from './link-customers.ts';
import { encodePost, type Load, openLoad } from './load.ts';
import { type RelayProcess, startRelayProcess } from './relay-process.ts';

/** How a relay is set up: who is linked, and how many connections devices have. */
export interface LinkedRelayOptions extends LinkedCustomers {
  readonly connections: number;
}

/** A relay in a process of its own, over a fresh file, with linked customers and devices that report to it. */
export interface LinkedRelay {
  readonly relay: RelayProcess;
  readonly load: Load;
  /** The request that brings a report, the one of that number in `relayedReport`, as an event of a customer. */
  encodeReport(customer: number, report: number): Buffer;
  /** Ends the process and removes its file. */
  close(): Promise<void>;
}

/** Starts a relay that delivers to the gateway at `url`. */
export async function openLinkedRelay(url: string, options: LinkedRelayOptions): Promise<LinkedRelay> {
  const directory = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  await linkCustomers(directory, options);
  const relay = await startRelayProcess(directory, url);
  const load = await openLoad(relay.ready.url, options.connections);
  return {
    relay,
    load,
    encodeReport: (customer, report) => {
      const path = `/v1/customers/customer-${customer}/events`;
      return encodePost(`${relay.ready.url}${path}`, { body: relayedReport(report), token: 'none' });
    },
    close: async () => {
      load.close();
      await relay.stop();
      await rm(directory, { recursive: true });
    },
  };
}
