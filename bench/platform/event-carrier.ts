import { isJsonObject } from '@gatehouse/protocol';
import { relayedReport } from '../inputs/relayed-reports.ts';
import { createHttpCaller } from './http-caller.ts';
import { type LinkedRelayOptions, openLinkedRelay } from './linked-relay.ts';
import { encodePost, type Load, openLoad } from './load.ts';
import { startServerProcess } from './server-process.ts';

/** Takes events of customers over HTTP and delivers them, in a process of its own: a relay, or what is built around a queue. */
export interface EventCarrier {
  readonly load: Load;
  /** The request that brings a report, the one of that number in `relayedReport`, as an event of a customer. */
  encodeReport(customer: number, report: number): Buffer;
  /** CPU time of the process, in nanoseconds. */
  cpuNs(): Promise<number>;
  /** Waits until every event that was accepted is delivered and settled. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** Opens what delivers to the gateway at `url`. */
export type OpenEventCarrier = (url: string) => Promise<EventCarrier>;

const POLL_MS = 2;

/** Opens a relay over a fresh file. */
export async function openRelayCarrier(url: string, options: LinkedRelayOptions): Promise<EventCarrier> {
  const { relay, load, encodeReport, close } = await openLinkedRelay(url, options);
  return { load, encodeReport, close, cpuNs: relay.cpuNs, settle: () => relay.settle(0) };
}

/** Which queue of `bench/peers`, over which database, and how many connections devices have. */
export interface QueueCarrierOptions {
  readonly peer: string;
  readonly databaseUrl: string;
  readonly connections: number;
}

/** Opens what a peer's queue delivers. */
export async function openQueueCarrier(url: string, options: QueueCarrierOptions): Promise<EventCarrier> {
  const program = new URL('../servers/queue-main.ts', import.meta.url);
  const server = await startServerProcess<{ url: string }>(program, [options.peer, options.databaseUrl, url]);
  const caller = createHttpCaller();
  const load = await openLoad(server.ready.url, options.connections);
  return {
    load,
    encodeReport: (customer, report) => {
      const address = `${server.ready.url}/v1/customers/customer-${customer}/events`;
      return encodePost(address, { body: relayedReport(report), token: 'none' });
    },
    cpuNs: server.cpuNs,
    settle: async () => {
      for (;;) {
        const { bytes } = await caller.call('GET', `${server.ready.url}/pending`);
        const answer: unknown = JSON.parse(bytes.toString());
        if (isJsonObject(answer) && answer.pending === 0) return;
        await new Promise(resolve => setTimeout(resolve, POLL_MS));
      }
    },
    close: async () => {
      load.close();
      caller.close();
      await server.stop();
    },
  };
}
