import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeRegionMetrics } from './encode-region-metrics.ts';

test('encodeRegionMetrics() marks the state that a breaker is in, and tells the rate of each region', async () => {
  const text = await encodeRegionMetrics([
    { region: 'NA', breaker: 'open', perSecond: 1_000 },
    { region: 'EU', breaker: 'closed', perSecond: 12.5 },
  ]);
  const lines = text.split('\n').filter(line => line !== '' && !line.startsWith('#'));
  assert.deepEqual(lines.toSorted(), [
    'gatehouse_relay_region_breaker{region="EU",state="closed"} 1',
    'gatehouse_relay_region_breaker{region="EU",state="open"} 0',
    'gatehouse_relay_region_breaker{region="EU",state="probing"} 0',
    'gatehouse_relay_region_breaker{region="NA",state="closed"} 0',
    'gatehouse_relay_region_breaker{region="NA",state="open"} 1',
    'gatehouse_relay_region_breaker{region="NA",state="probing"} 0',
    'gatehouse_relay_region_rate_per_second{region="EU"} 12.5',
    'gatehouse_relay_region_rate_per_second{region="NA"} 1000',
  ]);
});
