import { Registry } from 'prom-client';
import type { BreakerState, RegionReading } from '../rate/region-reading.ts';
import { addGauge } from './figures.ts';

const STATES: readonly BreakerState[] = ['closed', 'open', 'probing'];

/** Tells how this process sends to each region in the text format of Prometheus, version 0.0.4. */
export function encodeRegionMetrics(readings: readonly RegionReading[]): Promise<string> {
  const registry = new Registry();
  addGauge(registry, {
    name: 'gatehouse_relay_region_breaker',
    help: 'The breaker of a region: 1 for the state that it is in, 0 for the others',
    values: readings.flatMap(({ region, breaker }) =>
      STATES.map(state => [{ region, state }, breaker === state ? 1 : 0] as const),
    ),
  });
  addGauge(registry, {
    name: 'gatehouse_relay_region_rate_per_second',
    help: 'How many messages a second may be sent to a region for the whole skill; falls when Alexa throttles it',
    values: readings.map(({ region, perSecond }) => [{ region }, perSecond] as const),
  });
  return registry.metrics();
}
