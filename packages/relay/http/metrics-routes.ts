import type { Clock, Log } from '@gatehouse/client/platform';
import { encodeRegionMetrics } from '../metrics/encode-region-metrics.ts';
import { encodeStoreMetrics, type StoreReading } from '../metrics/encode-store-metrics.ts';
import type { ProcessMetrics } from '../metrics/process-metrics.ts';
import { operatorOperations } from '../openapi/operator-operations.ts';
import type { RegionReading } from '../rate/region-reading.ts';
import type { Store } from '../store/store.ts';
import type { ApiRoute } from './api-route.ts';

/** What the route of metrics works with. */
export interface MetricsRoutesOptions {
  readonly store: Pick<Store, 'readBacklog' | 'readLedger'>;
  readonly metrics: Pick<ProcessMetrics, 'encode'>;
  readonly readRegions: () => readonly RegionReading[];
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * `GET /metrics`: what the store holds and what this process has done, in the text format of Prometheus, version 0.0.4.
 * Answers 200 also when the store fails: then `gatehouse_relay_store_up` is 0, and what the process counts is still there.
 */
export function metricsRoutes(options: MetricsRoutesOptions): ApiRoute[] {
  return [
    {
      method: 'GET',
      path: '/metrics',
      operation: operatorOperations.readMetrics,
      handle: async () => {
        const stored = await encodeStoreMetrics(await readStore(options));
        const regions = await encodeRegionMetrics(options.readRegions());
        const text = [stored, regions, await options.metrics.encode()].join('\n');
        return { status: 200, text, contentType: 'text/plain; version=0.0.4; charset=utf-8' };
      },
    },
  ];
}

async function readStore({ store, clock, log }: MetricsRoutesOptions): Promise<StoreReading | undefined> {
  try {
    const [backlog, ledger] = await Promise.all([store.readBacklog(), store.readLedger()]);
    return { backlog, ledger, now: clock.now() };
  } catch (error) {
    log.error('The store could not be read for the metrics', { error });
    return undefined;
  }
}
